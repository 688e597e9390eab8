"""Tissue and plasma of one time, side by side: what one shows and the other lacks, and why."""

from collections.abc import Sequence

from ros1annot.model import Specimen
from ros1annot.patient.model import Absence, Difference, Observation, Pair, Settings, State, Variant
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
    """Each tissue sample with each plasma sample that lies within the days set."""
    read = [visit for visit in dated if not visit.failed]
    return tuple(
        _pair(tissue, plasma, days, variants)
        for tissue in read
        for plasma in read
        if tissue.point.specimen == Specimen.TISSUE and plasma.point.specimen == Specimen.CTDNA
        if (days := _days(tissue, plasma)) <= settings.within_days
    )


def _days(one: Visit, other: Visit) -> int:
    return abs((one.day - other.day).days) if one.day and other.day else 0


def _pair(tissue: Visit, plasma: Visit, days: int, variants: Sequence[Variant]) -> Pair:
    shared, differences = [], []
    for variant in variants:
        seen = {visit.name: observation(variant, visit.name) for visit in (tissue, plasma)}
        shown = [name for name, what in seen.items() if what.state is State.SEEN]
        if len(shown) == 2:
            shared.append(variant.id)
        elif shown:
            missing = plasma if shown[0] == tissue.name else tissue
            what = seen[missing.name]
            reason = _reason(what, informative=missing.informative)
            differences.append(
                Difference(variant=variant.id, seen_in=shown[0], missing_in=missing.name, reason=reason, lod=what.lod)
            )
    return Pair(tissue=tissue.name, plasma=plasma.name, days=days, shared=tuple(shared), differences=tuple(differences))


def _reason(what: Observation, *, informative: bool) -> Absence:
    reason = _ABSENCE[what.state]
    if reason in (Absence.TRULY_ABSENT, Absence.LIMIT_UNKNOWN) and not informative:
        return Absence.NON_INFORMATIVE
    return reason
