"""Flags on names: another annotator disagrees, a codon may read otherwise, an effect on splicing is predicted.

Rules D1 to D3 are those of docs/annotation.md.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from ros1annot.annotate.codon import joint_readings
from ros1annot.interpret.flags.seen import Seen
from ros1annot.interpret.opinions import disagreements
from ros1annot.interpret.phase import phase_of
from ros1annot.interpret.wording import listed
from ros1annot.model import SmallVariant
from ros1annot.result import Flag, PhaseVerdict


def name_flags(seen: Seen) -> Iterator[Flag]:
    """All flags on the names of a sample's small variants.

    Events that the result does not list are looked at too: one that changes nothing here may change something for
    another annotator.
    """
    variants = [event for event in seen.inputs.events if isinstance(event, SmallVariant)]
    ids = {id(event): alteration.id for event, alteration in seen.pairs()}
    knowledge = seen.knowledge

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
        verdict = phase_of(reading.variants, seen.case.phasing)
        if verdict is not PhaseVerdict.TRANS:
            code = "same_codon_unphased" if verdict is PhaseVerdict.UNDETERMINED else "same_codon_cis"
            yield flag(code, "D2", reading.variants, reading.name)
    for variant in variants:
        if variant.parts:
            apart = listed([part.name.short for part in variant.parts])
            evidence = _fragments(variant.parts, seen)
            yield flag("joined_by_reads", "D2", [variant], apart, evidence=evidence)
    for variant in variants:
        if variant.splice_prediction is not None:
            reason = knowledge.wording.say("splice_prediction", variant.splice_prediction)
            yield flag("splice_prediction", "D3", [variant], reason)


def _fragments(parts: Sequence[SmallVariant], seen: Seen) -> str:
    """What the fragments show of each two of the parts, as words."""
    told = []
    for one, other in combinations(parts, 2):
        counts = seen.case.phasing.pair(one, other).counts
        if counts is not None:
            numbers = {
                "both": counts.alt_alt,
                "first": counts.alt_ref,
                "second": counts.ref_alt,
                "neither": counts.ref_ref,
            }
            shown = {key: str(number) for key, number in numbers.items()}
            names = {"one": one.name.short, "other": other.name.short}
            told.append(seen.knowledge.wording.say("phase_evidence", "counts", **names, **shown))
    return "; ".join(told)
