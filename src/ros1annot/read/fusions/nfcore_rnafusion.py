"""The VCF of nf-core/rnafusion (``*_fusion_data.vcf``): one record a fusion, genes and strands in INFO.

Its brackets are wrong for 5' genes on the minus strand, and its FILTER is always ``PASS``. ``DV`` holds reads
through the junction and ``RV`` pairs on both sides of it, the reverse of what the header says. ``POSA`` of 0 or
``nan`` says that no caller gave a place; without ``POSA``, the place stands in ``POS`` and ``ALT``.
"""

from ros1annot.model import BreakEnd, FusionCall
from ros1annot.read.fusions.forms import Vcf
from ros1annot.read.fusions.table import NO_GENE, Adapter, Row, break_end, frame, said
from ros1annot.read.fusions.vcf_ends import mate_place

NAME = "nfcore-rnafusion"


def parse(row: Row) -> FusionCall:
    """One record."""
    strands = row.text("ORIENTATION").partition(",")
    sides = row.with_cells({"A": strands[0], "B": strands[2]})
    found_in = row.text("FOUND_IN")
    return FusionCall(
        five_prime=_side(row, "A", sides),
        three_prime=_side(row, "B", sides),
        caller=NAME,
        source=row.source,
        frame=frame(row.text("FRAME_STATUS")),
        split_reads=row.count("FORMAT/DV"),
        discordant_pairs=row.count("FORMAT/RV"),
        confidence=f"score {row.text('SCORE')}" if row.text("SCORE") else "",
        notes=said(f"found by {found_in}" if found_in else ""),
    )


def _side(row: Row, letter: str, strands: Row) -> BreakEnd:
    gene = row.text(f"GENE{letter}") or NO_GENE
    if f"POS{letter}" in row.cells:
        place = f"{row.text(f'CHR{letter}')}:{row.text(f'POS{letter}').removesuffix('.0')}"
    else:
        place = f"{row.cells['CHROM']}:{row.cells['POS']}" if letter == "A" else mate_place(row)
    end = break_end(gene, place, strands.strand(letter))
    return end if end is not None and end.pos else BreakEnd(gene)


ADAPTER = Adapter(
    name=NAME,
    title="nf-core/rnafusion VCF",
    parse=parse,
    form=Vcf(("GENEA", "GENEB", "CHRA", "CHRB", "TOOL_HITS")),
)
