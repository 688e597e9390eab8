"""SOAPfuse ``*.final.Fusion.specific.for.genes``: upstream gene first, 1-based.

``inframe-shift`` means in frame, ``frame-shift`` out of frame.
"""

from ros1annot.model import FusionCall
from ros1annot.read.fusions.forms import Table
from ros1annot.read.fusions.table import Adapter, Row, frame

NAME = "soapfuse"
_FRAME = "down_fusion_part_frame-shift_or_not"


def parse(row: Row) -> FusionCall:
    """One row."""
    return FusionCall(
        five_prime=row.side(row.text("up_gene"), "up_chr", "up_Genome_pos", row.strand("up_strand")),
        three_prime=row.side(row.text("dw_gene"), "dw_chr", "dw_Genome_pos", row.strand("dw_strand")),
        caller=NAME,
        source=row.source,
        frame=frame(row.text(_FRAME)),
        split_reads=row.count("Junc_reads_num"),
        discordant_pairs=row.count("Span_reads_num"),
    )


ADAPTER = Adapter(
    name=NAME,
    title="SOAPfuse table",
    parse=parse,
    form=Table(("up_gene", "up_chr", "up_Genome_pos", "dw_gene", "dw_chr", "dw_Genome_pos", "Span_reads_num",
              "Junc_reads_num")),
)  # fmt: skip
