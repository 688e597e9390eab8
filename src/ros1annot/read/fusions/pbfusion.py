"""pbfusion ``*.breakpoints.groups.bed`` (long reads): BEDPE, positions counted from 0.

The class of the alignments (``CL``) is kept as a note: real ``CD74::ROS1`` is called PotentialTransSplicing.
"""

from ros1annot.model import FusionCall
from ros1annot.read.fusions.forms import Table
from ros1annot.read.fusions.table import NO_GENE, Adapter, Row, said

NAME = "pbfusion"


def parse(row: Row) -> FusionCall:
    """One row; each long read goes through the junction.

    The genes of a cluster are two; where it lists more of them, only the exon tables can say which are meant.
    """
    info = dict(entry.partition("=")[::2] for entry in row.text("info").split(";"))
    names = info.get("GN", "").split(",")
    first, second = names if len(names) == len(("5'", "3'")) else (NO_GENE, NO_GENE)
    reads = row.with_cells(info)
    return FusionCall(
        five_prime=row.side(reads.with_cells({"GN": first}).text("GN"), "chr1", "start1", zero_based=True),
        three_prime=row.side(reads.with_cells({"GN": second}).text("GN"), "chr2", "start2", zero_based=True),
        caller=NAME,
        source=row.source,
        ordered=False,
        split_reads=reads.count("RC"),
        confidence=row.text("score").lower(),
        notes=said(reads.text("CL").partition(":")[0]),
    )


ADAPTER = Adapter(
    name=NAME,
    title="pbfusion groups of breakpoints",
    parse=parse,
    form=Table(("chr1", "start1", "end1", "chr2", "start2", "end2", "score", "strand1", "strand2", "info")),
)
