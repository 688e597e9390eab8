"""SQUID ``*_sv.txt``, plain or annotated: pairs of genome segments in BEDPE, starts counted from 0.

``+`` says that the right end of a segment is the breakpoint, ``-`` that the left one is. The rows are not in
the order of transcription, and ``FusedGenes`` is not in the order of the segments; the exon tables tell both.
"""

from ros1annot.model import BreakEnd, FusionCall
from ros1annot.read.fusions.forms import Table
from ros1annot.read.fusions.table import Adapter, Row, genes, said

NAME = "squid"


def parse(row: Row) -> FusionCall:
    """One row. The score counts reads of either kind."""
    pairs = [pair.partition(":") for pair in row.text("FusedGenes").split(",")]
    return FusionCall(
        five_prime=_side(row, genes(";".join(first for first, _, _ in pairs)), "1"),
        three_prime=_side(row, genes(";".join(second for _, _, second in pairs)), "2"),
        caller=NAME,
        source=row.source,
        ordered=False,
        confidence=f"score {row.text('score')}",
        notes=said(row.text("Type")),
    )


def _side(row: Row, gene: str, number: str) -> BreakEnd:
    if row.strand(f"strand{number}") == "+":
        return row.side(gene, f"chrom{number}", f"end{number}")
    return row.side(gene, f"chrom{number}", f"start{number}", zero_based=True)


ADAPTER = Adapter(
    name=NAME,
    title="SQUID table",
    parse=parse,
    form=Table(("chrom1", "start1", "end1", "chrom2", "start2", "end2", "score", "strand1", "strand2")),
)
