"""STAR-Fusion predictions: full, abridged, with coding effect, preliminary candidates, FusionInspector.

``LeftBreakpoint`` is the last exonic base of the 5' gene, ``RightBreakpoint`` the first of the 3' gene; the
strand is that of the gene. ``PROT_FUSION_TYPE`` of ``.`` means that a side lies outside the coding sequence.
"""

from ros1annot.model import FusionCall
from ros1annot.read.fusions.forms import Table
from ros1annot.read.fusions.table import Adapter, Row, frame

NAME = "star-fusion"
PLACES = ("FusionName", "LeftGene", "LeftBreakpoint", "RightGene", "RightBreakpoint")


def parse(row: Row) -> FusionCall:
    """One row. Versions before 0.5 have the number of junction reads in ``JunctionReads``."""
    counts = "JunctionReadCount" if "JunctionReadCount" in row.cells else "JunctionReads"
    return call(row, NAME, split_reads=row.count(counts), confidence=row.text("LargeAnchorSupport"))


def call(row: Row, caller: str, split_reads: int | None, confidence: str) -> FusionCall:
    """The columns that the callers of the STAR-Fusion family share."""
    five, three = _genes(row)
    return FusionCall(
        five_prime=row.break_end(five, "LeftBreakpoint"),
        three_prime=row.break_end(three, "RightBreakpoint"),
        caller=caller,
        source=row.source,
        frame=frame(row.text("PROT_FUSION_TYPE")),
        split_reads=split_reads,
        discordant_pairs=row.count("SpanningFragCount"),
        confidence=confidence,
    )


def _genes(row: Row) -> tuple[str, str]:
    """The pair of the fusion's name; where the gene columns differ, the coordinates will tell."""
    five, separator, three = row.cells["FusionName"].strip().partition("--")
    if not (five and separator and three):
        raise row.error(f"FusionName is {row.cells['FusionName']!r}, expected two genes such as CD74--ROS1")
    return five, three


ADAPTER = Adapter(
    name=NAME,
    title="STAR-Fusion predictions",
    parse=parse,
    form=Table(PLACES),
)
