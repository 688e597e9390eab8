"""ISOFOX ``*.isf.pass_fusions.tsv`` and its older CSV: upstream gene first, strands of the genes (1, -1)."""

from ros1annot.model import BreakEnd, FusionCall
from ros1annot.read.fusions.forms import Table
from ros1annot.read.fusions.table import Adapter, Row, rejections, said

NAME = "isofox"


def parse(row: Row) -> FusionCall:
    """One row; realigned fragments go through the junction like split ones."""
    invalid = row.text("Valid").lower() == "false"
    return FusionCall(
        five_prime=_side(row, "Up"),
        three_prime=_side(row, "Down"),
        caller=NAME,
        source=row.source,
        split_reads=row.total("SplitFrags", "RealignedFrags"),
        discordant_pairs=row.count("DiscordantFrags"),
        filters=(*rejections(row.text("Filter")), *said("not valid" if invalid else "")),
        notes=said(row.text("KnownFusionType")),
    )


def _side(row: Row, end: str) -> BreakEnd:
    return row.side(row.text(f"GeneName{end}"), f"Chr{end}", f"Pos{end}", row.strand(f"Strand{end}"))


ADAPTERS = tuple(
    Adapter(
        name=NAME,
        title="ISOFOX fusions",
        parse=parse,
        form=Table(("ChrUp", "PosUp", "GeneNameUp", "StrandUp", "ChrDown", "PosDown", "GeneNameDown", "StrandDown",
                  "SplitFrags", "DiscordantFrags"), separator),
    )
    for separator in ("\t", ",")
)  # fmt: skip
