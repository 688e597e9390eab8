"""Rearrangements in the XML of Foundation Medicine (DNA): a baited gene, the other gene, clusters of read pairs.

Neither order nor strand is told, and old gene symbols are used. A place is a locus or the range that the reads
of a cluster cover: a range longer than a fragment of DNA says too little of the breakpoint to be used.
"""

from ros1annot.model import BreakEnd, FusionCall
from ros1annot.read.fusions.forms import Xml
from ros1annot.read.fusions.table import NO_GENE, Adapter, Row, break_end, frame, said

NAME = "foundationone"
_LONGEST = 1000
"""Bases that a cluster of read pairs can span around its breakpoint."""

_WITHIN_GENES = frozenset({"deletion", "duplication"})


def parse(row: Row) -> FusionCall | None:
    """One element; ``None`` for a change within one gene. A gene cut by an unnamed one keeps the partner ``?``."""
    baited = row.text("targeted-gene") or row.text("target-gene")
    other = row.text("other-gene")
    kind = row.text("type") or row.text("description")
    if not baited:
        raise row.error("the rearrangement names no targeted-gene")
    if other == baited or (not other and kind.lower() in _WITHIN_GENES):
        return None
    return FusionCall(
        five_prime=_side(row, other or NO_GENE, "pos2"),
        three_prime=_side(row, baited, "pos1"),
        caller=NAME,
        source=row.source,
        ordered=False,
        dna=True,
        frame=frame(row.text("in-frame")),
        discordant_pairs=row.count("supporting-read-pairs"),
        confidence=row.text("status"),
        notes=said(kind, "equivocal" if row.text("equivocal") == "true" else ""),
    )


def _side(row: Row, gene: str, column: str) -> BreakEnd:
    """``chr21:42868152-42868305`` or ``ch21:42868152``; of a short range its first position."""
    chrom, _, span = row.text(column).partition(":")
    start, _, end = span.partition("-")
    name = chrom.lower().removeprefix("chr").removeprefix("ch").upper()
    if not start.isdigit() or not (end or start).isdigit():
        return BreakEnd(gene, name)
    if int(end or start) - int(start) > _LONGEST:
        return BreakEnd(gene, name)
    return break_end(gene, f"{name}:{start}") or BreakEnd(gene)


ADAPTER = Adapter(
    name=NAME,
    title="FoundationOne XML",
    parse=parse,
    form=Xml(("foundationmedicine.com",), "rearrangement"),
)
