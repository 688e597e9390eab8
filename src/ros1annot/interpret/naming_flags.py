"""Flags on names: another annotator disagrees, a codon may read otherwise, an effect on splicing is predicted.

Rules D1 to D3 are those of docs/annotation.md.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from ros1annot.annotate.codon import joint_readings
from ros1annot.interpret.flags import Seen
from ros1annot.interpret.opinions import disagreements
from ros1annot.interpret.phase import Phasing, phase_of
from ros1annot.interpret.wording import listed
from ros1annot.knowledge import Knowledge
from ros1annot.model import Event, SmallVariant
from ros1annot.result import Flag, PhaseVerdict


def naming_flags(seen: Seen, events: Sequence[Event], phasing: Phasing, knowledge: Knowledge) -> Iterator[Flag]:
    """All flags on the names of a sample's small variants.

    Args:
        seen: the events that the result lists, with their alterations.
        events: all events of the sample: one that changes nothing here may change something for another annotator.
        phasing: what is known of pairs of variants.
        knowledge: genes, sentences and accepted filters.
    """
    variants = [event for event in events if isinstance(event, SmallVariant)]
    ids = {id(event): alteration.id for event, alteration in zip(seen.events, seen.alterations, strict=True)}

    def flag(code: str, rule: str, about: Sequence[SmallVariant], reason: str, **more: str) -> Flag:
        names = listed([f"{variant.gene} {variant.name.short}" for variant in about])
        text = knowledge.wording.say("flag", code, alterations=names, reason=reason, **more)
        known = tuple(ids[id(variant)] for variant in about if id(variant) in ids)
        return Flag(code=code, alteration_ids=known, text=text, rule=rule)

    for variant in variants:
        if others := disagreements(variant, knowledge.genome):
            yield flag("second_opinion", "D1", [variant], "; ".join(map(str, others)))
    accepted = set(knowledge.parameters.accepted_filters)
    passed = [variant for variant in variants if accepted.issuperset(variant.call.filters)]
    for reading in joint_readings(passed, knowledge.genome):
        verdict = phase_of(reading.variants, phasing)
        if verdict is not PhaseVerdict.TRANS:
            code = "same_codon_unphased" if verdict is PhaseVerdict.UNDETERMINED else "same_codon_cis"
            yield flag(code, "D2", reading.variants, reading.name)
    for variant in variants:
        if variant.parts:
            apart = listed([part.name.short for part in variant.parts])
            evidence = _fragments(variant.parts, phasing, knowledge)
            yield flag("joined_by_reads", "D2", [variant], apart, evidence=evidence)
    for variant in variants:
        if variant.splice_prediction is not None:
            reason = knowledge.wording.say("splice_prediction", variant.splice_prediction)
            yield flag("splice_prediction", "D3", [variant], reason)


def _fragments(parts: Sequence[SmallVariant], phasing: Phasing, knowledge: Knowledge) -> str:
    """What the fragments show of each two of the parts, as words."""
    told = []
    for one, other in combinations(parts, 2):
        counts = phasing.pair(one, other).counts
        if counts is not None:
            numbers = {
                "both": counts.alt_alt,
                "first": counts.alt_ref,
                "second": counts.ref_alt,
                "neither": counts.ref_ref,
            }
            shown = {key: str(number) for key, number in numbers.items()}
            names = {"one": one.name.short, "other": other.name.short}
            told.append(knowledge.wording.say("phase_evidence", "counts", **names, **shown))
    return "; ".join(told)
