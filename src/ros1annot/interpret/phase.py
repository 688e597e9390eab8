"""Whether the parts of a compound sit on one molecule, and by what that is known (rules.md P1, P2). Pure.

Asked in this order, the first that gives a verdict speaks:

1. the fragments that span both variants (:mod:`ros1annot.annotate.haplotypes`);
2. the callers: one phase set and haplotype is cis, one phase set and two haplotypes is trans;
3. the allele fractions. Molecules of two variants in trans are different ones, so the two fractions cannot sum up to
   more than 1. Of the rarer variant's molecules at least ``(v1 + v2 - 1) / min(v1, v2)`` carry the other one too, and
   the verdict is cis where that share is above 60 % (as it is asked of fragments) even with the sum lowered by three
   standard errors. A sum above 1 that shows less leaves the phase undetermined: trans may be there beside.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import sqrt
from typing import TypeAlias

from ros1annot.annotate.haplotypes import MINOR_SHARE, verdict_of
from ros1annot.annotate.normalise import minimal
from ros1annot.model import Event, Haplotypes, Place, SmallVariant
from ros1annot.parameters import Parameters
from ros1annot.result import Alteration, PhaseEvidence, PhaseSource, PhaseVerdict

_STANDARD_ERRORS = 3
_PairKey: TypeAlias = frozenset[Place]


@dataclass(frozen=True, slots=True)
class PairPhase:
    """What is known of two variants.

    Attributes:
        source: what gave the verdict; ``None`` where nothing did.
        counts: fragments that span both, if any, the variants in the order that was asked.
    """

    verdict: PhaseVerdict
    source: PhaseSource | None
    counts: Haplotypes | None = None


@dataclass(frozen=True, slots=True)
class Phasing:
    """What the phase of a sample's variants is judged by."""

    haplotypes: Mapping[_PairKey, Haplotypes]
    parameters: Parameters

    @classmethod
    def build(cls, haplotypes: Sequence[Haplotypes], parameters: Parameters) -> "Phasing":
        """Arrange the counts by their two variants."""
        return cls({frozenset((pair.first, pair.second)): pair for pair in haplotypes}, parameters)

    def pair(self, one: SmallVariant, other: SmallVariant) -> PairPhase:
        """What is known of two variants."""
        counts = self.haplotypes.get(frozenset((one.place, other.place)))
        if counts is not None and counts.first != one.place:
            counts = _turned(counts)
        by_reads = verdict_of(counts, self.parameters) if counts is not None else PhaseVerdict.UNDETERMINED
        told = [(by_reads, PhaseSource.READS)]
        if not _share_a_base(one, other):
            told.append((_by_callers(one, other), PhaseSource.CALLER))
            told.append((_by_fractions(one, other), PhaseSource.ALLELE_FRACTIONS))
        for verdict, source in told:
            if verdict is not PhaseVerdict.UNDETERMINED:
                return PairPhase(verdict, source, counts)
        return PairPhase(PhaseVerdict.UNDETERMINED, PhaseSource.READS if counts is not None else None, counts)


def phase_of(events: Sequence[Event], phasing: Phasing) -> PhaseVerdict | None:
    """The verdict over all pairs of small variants; ``None`` where there is no pair to judge.

    Three parts are in cis only if every pair is; one pair in trans puts the whole compound in trans; a pair that is
    not phased leaves the rest undetermined.
    """
    small = [event for event in events if isinstance(event, SmallVariant)]
    verdicts = {phasing.pair(one, other).verdict for one, other in combinations(small, 2)}
    if not verdicts:
        return None
    for verdict in (PhaseVerdict.TRANS, PhaseVerdict.MIXED, PhaseVerdict.UNDETERMINED):
        if verdict in verdicts:
            return verdict
    return PhaseVerdict.CIS


def phase_evidence(
    events: Sequence[Event], alterations: Sequence[Alteration], phasing: Phasing
) -> tuple[PhaseEvidence, ...]:
    """What is known of each pair of small variants of one gene; pairs of which nothing is known are left out."""
    small = [(e, a) for e, a in zip(events, alterations, strict=True) if isinstance(e, SmallVariant)]
    found = []
    for (one, first), (other, second) in combinations(small, 2):
        known = phasing.pair(one, other)
        if one.gene == other.gene and known.source is not None:
            counts = known.counts
            found.append(
                PhaseEvidence(
                    alteration_ids=(first.id, second.id),
                    verdict=known.verdict,
                    source=known.source,
                    ref_ref=counts.ref_ref if counts else None,
                    ref_alt=counts.ref_alt if counts else None,
                    alt_ref=counts.alt_ref if counts else None,
                    alt_alt=counts.alt_alt if counts else None,
                )
            )
    return tuple(found)


def together(phases: Sequence[PhaseEvidence]) -> tuple[tuple[str, ...], ...]:
    """Ids of three or more alterations of which every two are in cis: one molecule carries them all.

    Cis is said of more than 60 % of the rarer variant's molecules; of two such shares of one variant's molecules some
    overlap.
    """
    in_cis = {frozenset(phase.alteration_ids) for phase in phases if phase.verdict is PhaseVerdict.CIS}
    ids = list(dict.fromkeys(identifier for phase in phases for identifier in phase.alteration_ids))
    groups: dict[frozenset[str], tuple[str, ...]] = {}
    for first in ids:
        group = [first]
        for other in ids:
            if all(frozenset((other, member)) in in_cis for member in group):
                group.append(other)
        if len(group) > 2:
            groups.setdefault(frozenset(group), tuple(sorted(group, key=ids.index)))
    return tuple(groups.values())


def _turned(counts: Haplotypes) -> Haplotypes:
    return replace(counts, first=counts.second, second=counts.first, ref_alt=counts.alt_ref, alt_ref=counts.ref_alt)


def _share_a_base(one: SmallVariant, other: SmallVariant) -> bool:
    """Whether two variants change the same base, such as a part that a parent clone has alone and the joined change."""
    first, second = (minimal(v.chrom, v.pos, v.ref, v.alt) for v in (one, other))
    if first.chrom != second.chrom or one.assembly is not other.assembly:
        return False
    return max(first.pos, second.pos) < min(first.pos + len(first.ref), second.pos + len(second.ref))


def _by_callers(one: SmallVariant, other: SmallVariant) -> PhaseVerdict:
    # Two files may number their sets alike; a set without a name holds between neighbours only.
    verdicts = {
        PhaseVerdict.CIS if mine.phase.haplotype == theirs.phase.haplotype else PhaseVerdict.TRANS
        for mine in one.calls
        for theirs in other.calls
        if mine.phase is not None
        and theirs.phase is not None
        and mine.phase.phase_set
        and (mine.source, mine.phase.phase_set) == (theirs.source, theirs.phase.phase_set)
    }
    match len(verdicts):
        case 0:
            return PhaseVerdict.UNDETERMINED
        case 1:
            return verdicts.pop()
        case _:
            return PhaseVerdict.MIXED


def _by_fractions(one: SmallVariant, other: SmallVariant) -> PhaseVerdict:
    """Cis where most molecules of the rarer variant must carry the other; both fractions need their depth."""
    if one.gene != other.gene or one.assembly is not other.assembly:
        return PhaseVerdict.UNDETERMINED
    total = variance = 0.0
    rarer = 1.0
    for support in (one.call.support, other.call.support):
        if not support.vaf or not support.depth:
            return PhaseVerdict.UNDETERMINED
        total += support.vaf
        # Agresti-Coull: two reads added on each side, so that a fraction of 1 is not taken for exact.
        trials = support.depth + 4
        centre = (support.vaf * support.depth + 2) / trials
        variance += centre * (1 - centre) / trials
        rarer = min(rarer, support.vaf)
    shared = (total - _STANDARD_ERRORS * sqrt(variance) - 1) / rarer
    return PhaseVerdict.CIS if shared > 1 - MINOR_SHARE else PhaseVerdict.UNDETERMINED
