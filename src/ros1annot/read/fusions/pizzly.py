"""pizzly's flattened table: genes in order and reads, but no places; the offsets are on transcripts."""

from ros1annot.model import BreakEnd, FusionCall
from ros1annot.read.fusions.forms import Table
from ros1annot.read.fusions.table import NO_GENE, Adapter, Row

NAME = "pizzly"


def parse(row: Row) -> FusionCall:
    """One row."""
    return FusionCall(
        five_prime=BreakEnd(row.text("geneA.name") or NO_GENE),
        three_prime=BreakEnd(row.text("geneB.name") or NO_GENE),
        caller=NAME,
        source=row.source,
        split_reads=row.count("splitcount"),
        discordant_pairs=row.count("paircount"),
    )


ADAPTER = Adapter(
    name=NAME,
    title="flattened pizzly table",
    parse=parse,
    form=Table(("geneA.name", "geneB.name", "paircount", "splitcount")),
)
