"""Whether the parts of a compound sit on one molecule, as far as the callers phased them (rules.md P1, P2)."""

from collections.abc import Sequence
from itertools import combinations

from ros1annot.model import Event, SmallVariant
from ros1annot.result import PhaseVerdict


def _pair(one: SmallVariant, other: SmallVariant) -> PhaseVerdict:
    verdicts = {
        PhaseVerdict.CIS if mine.haplotype == theirs.haplotype else PhaseVerdict.TRANS
        for mine in (c.phase for c in one.calls)
        for theirs in (c.phase for c in other.calls)
        if mine is not None and theirs is not None and mine.phase_set == theirs.phase_set
    }
    match len(verdicts):
        case 0:
            return PhaseVerdict.UNDETERMINED
        case 1:
            return verdicts.pop()
        case _:
            return PhaseVerdict.MIXED


def phase_of(events: Sequence[Event]) -> PhaseVerdict | None:
    """The verdict over all pairs of small variants; ``None`` where there is no pair to judge.

    Three parts are in cis only if every pair is; one pair in trans puts the whole compound in trans; a pair that
    is not phased leaves the rest undetermined.
    """
    small = [event for event in events if isinstance(event, SmallVariant)]
    verdicts = {_pair(one, other) for one, other in combinations(small, 2)}
    if not verdicts:
        return None
    for verdict in (PhaseVerdict.TRANS, PhaseVerdict.MIXED, PhaseVerdict.UNDETERMINED):
        if verdict in verdicts:
            return verdict
    return PhaseVerdict.CIS
