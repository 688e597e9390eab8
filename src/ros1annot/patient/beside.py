"""Samples side by side (tissue and plasma of one time, or two sites): what one lacks, and why."""

from collections.abc import Iterator, Sequence
from itertools import product

from ros1annot.model import Specimen
from ros1annot.patient.model import Absence, Difference, Observation, Pair, PairKind, Settings, State, Variant
from ros1annot.patient.observe import observation
from ros1annot.patient.visit import Visit

_ABSENCE = {
    State.NOT_DETECTED: Absence.TRULY_ABSENT,
    State.NOT_ASSESSABLE: Absence.BELOW_LIMIT,
    State.NOT_COVERED: Absence.NOT_COVERED,
    State.NOT_TESTED: Absence.NOT_TESTED,
    State.NOT_CALLED: Absence.LIMIT_UNKNOWN,
    State.FILTERED: Absence.FILTERED,
}


def pairs_of(dated: Sequence[Visit], variants: Sequence[Variant], settings: Settings) -> tuple[Pair, ...]:
    """Tissue and plasma within the days set (rules.md C10); tissue and the last one of each other site (P4)."""
    read = [visit for visit in dated if not visit.failed]
    tissues = [visit for visit in read if visit.point.specimen == Specimen.TISSUE]
    plasmas = [visit for visit in read if visit.point.specimen == Specimen.CTDNA]
    near = [both for both in product(tissues, plasmas) if _days(*both) <= settings.within_days]
    return (
        *(_pair(PairKind.TISSUE_AND_PLASMA, *both, variants) for both in near),
        *(_pair(PairKind.SITES, *both, variants) for both in _sites(tissues)),
    )


def _sites(tissues: Sequence[Visit]) -> Iterator[tuple[Visit, Visit]]:
    last: dict[str, Visit] = {}
    for visit in tissues:
        if visit.point.place:
            yield from ((before, visit) for place, before in last.items() if place != visit.point.place)
            last[visit.point.place] = visit


def _days(one: Visit, other: Visit) -> int:
    return abs((one.day - other.day).days) if one.day and other.day else 0


def _pair(kind: PairKind, one: Visit, other: Visit, variants: Sequence[Variant]) -> Pair:
    shared, differences = [], []
    for variant in variants:
        seen = [visit for visit in (one, other) if observation(variant, visit.name).state is State.SEEN]
        if len(seen) == 2:
            shared.append(variant.id)
        elif seen:
            missing = other if seen[0] is one else one
            what = observation(variant, missing.name)
            reason = _reason(what, informative=missing.informative)
            differences.append(
                Difference(
                    variant=variant.id, seen_in=seen[0].name, missing_in=missing.name, reason=reason, lod=what.lod
                )
            )
    return Pair(
        kind=kind,
        first=one.name,
        second=other.name,
        days=_days(one, other),
        shared=tuple(shared),
        differences=tuple(differences),
    )


def _reason(what: Observation, *, informative: bool) -> Absence:
    reason = _ABSENCE[what.state]
    if reason in (Absence.TRULY_ABSENT, Absence.LIMIT_UNKNOWN) and not informative:
        return Absence.NON_INFORMATIVE
    return reason
