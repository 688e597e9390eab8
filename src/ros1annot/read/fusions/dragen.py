"""DRAGEN RNA ``*.fusion_candidates.final``: 14 columns since 3.7, 5 columns before.

Only the senses of both genes vouch for 5' before 3', and only the new layout has them. Soft-clipped reads go
through the junction like split reads. ``Score`` of the old layout is a number of reads of either kind.
"""

from ros1annot.model import FusionCall
from ros1annot.read.fusions.forms import Table
from ros1annot.read.fusions.table import Adapter, Row, genes, said

NAME = "dragen"
_PLACES = ("FusionGene", "Score", "LeftBreakpoint", "RightBreakpoint")


def parse(row: Row) -> FusionCall:
    """One row."""
    five, separator, three = row.text("FusionGene").partition("--")
    if not separator:
        raise row.error(f"FusionGene is {row.cells['FusionGene']!r}, expected two genes such as CD74--ROS1")
    senses = [_sense(row.text(column)) for column in ("Gene1Sense", "Gene2Sense")]
    antisense = False in senses
    return FusionCall(
        five_prime=row.break_end(genes(five), "LeftBreakpoint"),
        three_prime=row.break_end(genes(three), "RightBreakpoint"),
        caller=NAME,
        source=row.source,
        ordered=senses == [True, True],
        split_reads=row.total("NumSplitReads", "NumSoftClippedReads"),
        discordant_pairs=row.count("NumPairedReads"),
        confidence=f"score {row.text('Score')}",
        filters=said("antisense" if antisense else ""),
    )


def _sense(cell: str) -> bool | None:
    """Whether any gene of a side is transcribed in its sense; ``None`` if the caller does not say."""
    senses = cell.lower().split(";")
    return "true" in senses if cell else None


ADAPTERS = (
    Adapter(
        name=NAME,
        title="DRAGEN RNA fusion candidates",
        parse=parse,
        form=Table((*_PLACES, "Gene1Sense", "Gene2Sense", "NumSplitReads", "NumPairedReads")),
    ),
    Adapter(name=NAME, title="DRAGEN RNA fusion candidates", parse=parse, form=Table(_PLACES)),
)
