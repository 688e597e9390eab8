"""deFuse ``results.tsv``, ``results.filtered.tsv`` and ``results.classify.tsv``.

Genes stand in arbitrary order. ``genomic_strand`` is the strand on which the kept sequence runs towards the
breakpoint: it is the gene's own for the 5' gene, and the other one for the 3' gene.
"""

from typing import Literal

from ros1annot.model import BreakEnd, Frame, FusionCall
from ros1annot.read.fusions.forms import Table
from ros1annot.read.fusions.table import Adapter, Row

NAME = "defuse"
_Number = Literal["1", "2"]


def parse(row: Row) -> FusionCall:
    """One row, 5' gene first where the strands tell. ``orf`` of ``N`` can also mean a non-coding gene."""
    first_is_five, second_is_five = _is_five(row, "1"), _is_five(row, "2")
    ordered = first_is_five is not second_is_five
    five, three = (
        (_side(row, "2"), _side(row, "1")) if second_is_five and ordered else (_side(row, "1"), _side(row, "2"))
    )
    return FusionCall(
        five_prime=five,
        three_prime=three,
        caller=NAME,
        source=row.source,
        ordered=ordered,
        frame=Frame.IN_FRAME if row.text("orf") == "Y" else Frame.UNKNOWN,
        split_reads=row.count("splitr_count"),
        discordant_pairs=row.count("span_count"),
        confidence=f"probability {row.text('probability')}" if row.text("probability") else "",
    )


def _is_five(row: Row, number: _Number) -> bool:
    return row.strand(f"genomic_strand{number}") == row.strand(f"gene_strand{number}")


def _side(row: Row, number: _Number) -> BreakEnd:
    return row.side(row.text(f"gene_name{number}"), f"gene_chromosome{number}", f"genomic_break_pos{number}")


ADAPTER = Adapter(
    name=NAME,
    title="deFuse results",
    parse=parse,
    form=Table((
        *(f"{column}{number}" for column in ("gene_name", "gene_chromosome", "genomic_break_pos", "genomic_strand",
                                            "gene_strand") for number in "12"),
        "splitr_count",
        "span_count",
    )),
)  # fmt: skip
