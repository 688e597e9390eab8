"""FusionSeeker ``confident_genefusion.txt`` (long reads): genes in no order, breakpoints a few bases off."""

from ros1annot.model import FusionCall
from ros1annot.read.fusions.forms import Table
from ros1annot.read.fusions.table import Adapter, Row

NAME = "fusionseeker"


def parse(row: Row) -> FusionCall:
    """One row; each long read goes through the junction."""
    return FusionCall(
        five_prime=row.side(row.text("Gene1"), "Chrom1", "Breakpoint1"),
        three_prime=row.side(row.text("Gene2"), "Chrom2", "Breakpoint2"),
        caller=NAME,
        source=row.source,
        ordered=False,
        split_reads=row.count("NumSupp"),
    )


ADAPTER = Adapter(
    name=NAME,
    title="FusionSeeker table",
    parse=parse,
    form=Table(("Gene1", "Gene2", "NumSupp", "Chrom1", "Breakpoint1", "Chrom2", "Breakpoint2")),
)
