"""InFusion ``fusions.txt``: 1-based breakpoints, genes in no order, several of them separated by commas."""

from ros1annot.model import FusionCall
from ros1annot.read.fusions.forms import Table
from ros1annot.read.fusions.table import Adapter, Row, genes, said

NAME = "infusion"


def parse(row: Row) -> FusionCall:
    """One row; ``num_span`` reads go through the junction."""
    return FusionCall(
        five_prime=row.side(genes(row.text("genes_1")), "ref1", "break_pos1"),
        three_prime=row.side(genes(row.text("genes_2")), "ref2", "break_pos2"),
        caller=NAME,
        source=row.source,
        ordered=False,
        split_reads=row.count("num_span"),
        discordant_pairs=row.count("num_paired"),
        notes=said(row.text("fusion_class")),
    )


ADAPTER = Adapter(
    name=NAME,
    title="InFusion fusions.txt",
    parse=parse,
    form=Table(("ref1", "break_pos1", "ref2", "break_pos2", "num_span", "num_paired", "genes_1", "genes_2")),
)
