"""FusionCatcher's list of candidate fusion genes, on GRCh38 and (a second file) GRCh37, and its VCF.

Source: FusionCatcher's manual, tables 1 and 2. Columns were renamed after version 0.98; the columns of fused
transcripts and proteins went with 1.00. Spanning *pairs* lie on both sides of the junction (discordant),
spanning unique *reads* go through it. In the VCF, ``END`` tells which end a record is (5 or 3), ``FILTER`` is
always ``PASS`` and the brackets of ``ALT`` do not follow the strands, so that only its position is used.
"""

from functools import partial

from ros1annot.model import FusionCall
from ros1annot.read.fusions.forms import Table, Vcf
from ros1annot.read.fusions.table import Adapter, Row, break_end, frame, said
from ros1annot.read.fusions.vcf_ends import mate_place

NAME = "fusioncatcher"
_DOUBTFUL = ("banned", "healthy", "readthrough")
"""Tags by which FusionCatcher marks likely false positives."""

_NEW = ("Gene_1_symbol(5end_fusion_partner)", "Gene_2_symbol(3end_fusion_partner)",
        "Fusion_point_for_gene_1(5end_fusion_partner)", "Fusion_point_for_gene_2(3end_fusion_partner)")  # fmt: skip
_OLD = ("Fusion_gene_symbol_1(5end_partner)", "Fusion_gene_symbol_2(3end_partner)",
        "Fusion_gene_1_position(5end_partner)", "Fusion_gene_2_position(3end_partner)")  # fmt: skip
_COUNTS = ("Spanning_pairs", "Spanning_unique_reads")


def parse(row: Row, places: tuple[str, str, str, str]) -> FusionCall:
    """One row; ``places`` are the columns of the two genes and of their fusion points."""
    five, three, five_point, three_point = places
    tags = row.text("Fusion_description").split(",")
    return FusionCall(
        five_prime=row.break_end(row.text(five), five_point),
        three_prime=row.break_end(row.text(three), three_point),
        caller=NAME,
        source=row.source,
        frame=frame(row.text("Predicted_effect")),
        split_reads=row.count("Spanning_unique_reads"),
        discordant_pairs=row.count("Spanning_pairs"),
        notes=said(*(tag for tag in _DOUBTFUL if tag in tags)),
    )


def parse_record(row: Row) -> FusionCall:
    """One record of the VCF; the two ends of a fusion give the same call."""
    here, there = f"{row.cells['CHROM']}:{row.cells['POS']}", mate_place(row)
    five, three = (here, there) if row.cells["END"] == "5" else (there, here)
    five_end, three_end = break_end(row.text("GENE5"), five), break_end(row.text("GENE3"), three)
    if five_end is None or three_end is None:
        raise row.error(f"POS is {row.cells['POS']!r}, expected a position on the chromosome")
    return FusionCall(
        five_prime=five_end,
        three_prime=three_end,
        caller=NAME,
        source=row.source,
        frame=frame(row.text("EFFECT")),
        split_reads=row.count("SR"),
        discordant_pairs=row.count("SP"),
        notes=said(*(tag for tag in _DOUBTFUL if tag in row.text("DESC").split(","))),
    )


ADAPTERS = (
    *(
        Adapter(
            name=NAME,
            title="FusionCatcher list of candidate fusion genes",
            parse=partial(parse, places=places),
            form=Table((*places, *_COUNTS)),
        )
        for places in (_NEW, _OLD)
    ),
    Adapter(
        name=NAME,
        title="FusionCatcher VCF",
        parse=parse_record,
        form=Vcf(("GENE5", "GENE3", "FUSION", "SR", "SP")),
    ),
)
