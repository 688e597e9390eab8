"""EricScript ``*.results.filtered.tsv`` and ``*.results.total.tsv``, with and without ``Blacklist``.

Its words are the reverse of STAR-Fusion's: *spanning* reads go through the junction, *crossing* reads are
discordant pairs. A breakpoint can be the text "Unable to predict breakpoint position".
"""

from ros1annot.model import BreakEnd, FusionCall
from ros1annot.read.contigs import chromosome
from ros1annot.read.fusions.forms import Table
from ros1annot.read.fusions.table import NO_GENE, Adapter, Row, said

NAME = "ericscript"
_UNPLACED = "Unable to predict breakpoint position"


def parse(row: Row) -> FusionCall:
    """One row."""
    blacklist = row.text("Blacklist")
    return FusionCall(
        five_prime=_side(row, "1"),
        three_prime=_side(row, "2"),
        caller=NAME,
        source=row.source,
        split_reads=row.count("spanningreads"),
        discordant_pairs=row.count("crossingreads"),
        confidence=f"EricScore {row.text('EricScore')}",
        notes=said(f"in EricScript's blacklist: {blacklist}" if blacklist else ""),
    )


def _side(row: Row, number: str) -> BreakEnd:
    gene = row.text(f"GeneName{number}") or NO_GENE
    chrom, strand = f"chr{number}", row.strand(f"strand{number}")
    if row.text(f"Breakpoint{number}") == _UNPLACED:
        return BreakEnd(gene, chromosome(row.text(chrom)) or row.text(chrom), None, strand)
    return row.side(gene, chrom, f"Breakpoint{number}", strand)


ADAPTER = Adapter(
    name=NAME,
    title="EricScript results",
    parse=parse,
    form=Table(("GeneName1", "GeneName2", "chr1", "Breakpoint1", "strand1", "chr2", "Breakpoint2", "strand2",
              "crossingreads", "spanningreads", "EricScore")),
)  # fmt: skip
