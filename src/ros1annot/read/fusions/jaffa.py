"""JAFFA and JAFFAL ``jaffa_results.csv``, with and without strands, quoted or not.

Source: JAFFA's wiki, "Output description". Spanning *reads* go through the junction, spanning *pairs* lie on
both sides of it; ``inframe`` is ``NA`` where the breakpoint is not at an exon edge. One file holds all samples
of a run, named after their folders or read files. The strands are those of the genes.
"""

from ros1annot.model import FusionCall
from ros1annot.read.fusions.forms import Table
from ros1annot.read.fusions.table import NO_GENE, Adapter, Row, frame

_FORM = Table(("sample", "fusion genes", "chrom1", "base1", "chrom2", "base2", "spanning pairs", "spanning reads"), ",")


def parse(row: Row) -> FusionCall:
    """One row of JAFFA on short reads."""
    return _call(row, "jaffa")


def parse_long(row: Row) -> FusionCall:
    """One row of JAFFAL."""
    return _call(row, "jaffal")


def _call(row: Row, caller: str) -> FusionCall:
    five, _, three = row.text("fusion genes").partition(":")
    if not five or not three:
        raise row.error(f"fusion genes is {row.cells['fusion genes']!r}, expected two genes such as CD74:ROS1")
    return FusionCall(
        five_prime=row.side(five, "chrom1", "base1", row.strand("strand1")),
        # Of three genes in a row, the breakpoints do not say which two they lie in: the exon tables may.
        three_prime=row.side(three.replace(":", ";") or NO_GENE, "chrom2", "base2", row.strand("strand2")),
        caller=caller,
        source=row.source,
        frame=frame(row.text("inframe")),
        split_reads=row.count("spanning reads"),
        discordant_pairs=None if row.text("spanning pairs") == "-" else row.count("spanning pairs"),
        confidence=row.text("classification"),
    )


ADAPTERS = (
    Adapter("jaffa", "JAFFA results", parse, _FORM, sample_column="sample"),
    # The header is the same: JAFFAL is only told apart when the sheet forces it.
    Adapter("jaffal", "JAFFAL results", parse_long, _FORM, sample_column="sample"),
)
