"""The rescue lane: what the table lists and a caller refused or did not report (rules C3, Q3)."""

from collections.abc import Iterator
from dataclasses import asdict

from ros1annot.interpret.ffpe import looks_like_damage, strand_bias
from ros1annot.interpret.flags.seen import Seen, support_of
from ros1annot.interpret.raw_reads import unreported
from ros1annot.model import Event, Fusion, SmallVariant, Specimen
from ros1annot.result import Alteration, Flag


def rescue_flags(seen: Seen) -> Iterator[Flag]:
    """Hits that do not count, with the reason and what would confirm them, and such that count on one strand only.

    Fusions are flagged with the drivers.
    """
    for index, (event, alteration) in enumerate(seen.pairs()):
        if alteration.counted and index in seen.found.hits:
            yield from _one_strand(event, alteration, seen)
        if alteration.counted or isinstance(event, Fusion):
            continue
        if _is_damage(event, seen):
            yield _damage(event, alteration, seen)
        elif index in seen.found.hits:
            words = {"reason": alteration.why_not_counted or "", "confirm": alteration.confirm or ""}
            yield seen.flag("filtered_hit", "C3", [alteration], support_of(alteration), **words)
    knowledge = seen.knowledge
    for found in unreported(
        seen.inputs.codons, seen.inputs.events, knowledge.table, knowledge.genome, knowledge.parameters
    ):
        values = {"alt_reads": found.reads, "depth": found.depth}
        yield seen.flag("raw_support", "C3", values=values, change=f"{found.gene} {found.name}")


def _one_strand(event: Event, alteration: Alteration, seen: Seen) -> Iterator[Flag]:
    """A hit that counts, though all its reads come from one strand, where those of REF come from both."""
    strands = event.call.support.strands if isinstance(event, SmallVariant) else None
    if strands is None or min(strands.alt_forward, strands.alt_reverse) > 0:
        return
    p = strand_bias(strands)
    if p < seen.knowledge.parameters.ffpe_p:
        yield seen.flag("one_strand", "C3", [alteration], {**asdict(strands), "p": _rounded(p)})


def _rounded(p: float) -> float:
    return float(f"{p:.3g}")


def _is_damage(event: Event, seen: Seen) -> bool:
    return (
        isinstance(event, SmallVariant)
        and seen.sample.specimen is Specimen.TISSUE
        and not event.call.filters
        and looks_like_damage(event, seen.knowledge.parameters)
    )


def _damage(event: Event, alteration: Alteration, seen: Seen) -> Flag:
    strands = event.call.support.strands if isinstance(event, SmallVariant) else None
    values: dict[str, int | float | None] = {
        "vaf": alteration.vaf,
        "limit": seen.knowledge.parameters.ffpe_vaf,
        **(alteration.strands or {}),
        "p": _rounded(strand_bias(strands)) if strands else None,
    }
    return seen.flag("ffpe_strand_bias", "Q3", [alteration], values, confirm=alteration.confirm or "")
