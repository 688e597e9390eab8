"""Neighbours that fragments of an alignment show on one molecule: joined as the one change that they are. Pure.

The rule of :mod:`ros1annot.annotate.phase`, where the callers tell no phase and the reads do
(:mod:`ros1annot.annotate.haplotypes`). A part that fragments show without the others too is a second kind of molecule,
and stays beside the change that was joined.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, groupby

from ros1annot.annotate.haplotypes import stands_alone, verdict_of
from ros1annot.annotate.phase import CodingCall, coding_call, groups_of_one_change
from ros1annot.annotate.small import annotate_joined, merged
from ros1annot.annotate.transcripts import Genome
from ros1annot.model import AlleleCall, Assembly, Haplotypes, Place, SmallVariant
from ros1annot.parameters import Parameters
from ros1annot.result import PhaseVerdict


def neighbours(variants: Sequence[SmallVariant], genome: Genome) -> list[SmallVariant]:
    """The variants whose phase can change their name: those of an exon where two of them could be one change."""
    return [variants[member.index] for exon in _exons(variants, genome) if _may_join(exon) for member in exon]


def join_in_cis(
    variants: Sequence[SmallVariant], haplotypes: Iterable[Haplotypes], genome: Genome, parameters: Parameters
) -> list[SmallVariant]:
    """The variants, those that are one change of one molecule joined; in their order, a joined one at its first part.

    Args:
        variants: named and, where their callers gave phase, joined by it. A call that was filtered must not be among
            them, lest it renames one that passed.
        haplotypes: fragments that span two of :func:`neighbours`.
        genome: the shipped genes.
        parameters: when fragments prove cis.
    """
    reads = _Reads({frozenset((pair.first, pair.second)): pair for pair in haplotypes}, parameters)
    at: dict[int, list[SmallVariant]] = {index: [variant] for index, variant in enumerate(variants)}
    for exon in _exons(variants, genome):
        reference = genome.sequence(variants[exon[0].index].assembly)
        for molecule in _molecules(exon, variants, reads, genome):
            for group in groups_of_one_change(molecule, reference):
                parts = tuple(variants[index] for index in group)
                joined = _joined(parts, genome)
                if joined is not None:
                    at.update({i: [v] if reads.alone(v, parts) else [] for i, v in zip(group, parts, strict=True)})
                    at[group[0]].insert(0, joined)
    return [variant for index in range(len(variants)) for variant in at[index]]


@dataclass(frozen=True, slots=True)
class _Reads:
    """What the fragments say of pairs of variants."""

    pairs: Mapping[frozenset[Place], Haplotypes]
    parameters: Parameters

    def in_cis(self, one: SmallVariant, other: SmallVariant) -> bool:
        counts = self.pairs.get(frozenset((one.place, other.place)))
        return counts is not None and verdict_of(counts, self.parameters) is PhaseVerdict.CIS

    def alone(self, variant: SmallVariant, parts: Sequence[SmallVariant]) -> bool:
        """Whether fragments show a part without each of the others."""
        pairs = [self.pairs[frozenset((variant.place, part.place))] for part in parts if part is not variant]
        return all(
            stands_alone(counts.alt_ref if counts.first == variant.place else counts.ref_alt, counts, self.parameters)
            for counts in pairs
        )


def _exons(variants: Sequence[SmallVariant], genome: Genome) -> Iterator[list[CodingCall]]:
    """The variants that lie in one coding exon, for each exon that holds several."""

    def exon(member: CodingCall) -> tuple[Assembly, tuple[str, int]]:
        return variants[member.index].assembly, member.exon

    placed = (coding_call(i, _as_call(v), genome, v.assembly) for i, v in enumerate(variants))
    for _, members in groupby(sorted((m for m in placed if m is not None), key=exon), key=exon):
        found = list(members)
        if len(found) > 1:
            yield found


def _as_call(variant: SmallVariant) -> AlleleCall:
    return AlleleCall(variant.chrom, variant.pos, variant.ref, variant.alt)


def _may_join(exon: Sequence[CodingCall]) -> bool:
    return any((one.shift and other.shift) or one.meets(other) for one, other in combinations(exon, 2))


def _molecules(
    exon: Sequence[CodingCall], variants: Sequence[SmallVariant], reads: _Reads, genome: Genome
) -> list[list[CodingCall]]:
    """Members of which every two are in cis, each member in the first molecule that it fits."""
    found: list[list[CodingCall]] = []
    for member in exon:
        for molecule in found:
            pairs = [(variants[other.index], variants[member.index]) for other in molecule]
            if all(reads.in_cis(*pair) and _fit(*pair, genome) for pair in pairs):
                molecule.append(member)
                break
        else:
            found.append([member])
    return found


def _fit(one: SmallVariant, other: SmallVariant, genome: Genome) -> bool:
    """Whether two variants can be one change: a caller may have written both a part and the whole."""
    try:
        merged((_as_call(one), _as_call(other)), genome.sequence(one.assembly))
    except ValueError:
        return False
    return True


def _joined(parts: tuple[SmallVariant, ...], genome: Genome) -> SmallVariant | None:
    whole = annotate_joined(tuple(map(_as_call, parts)), genome, parts[0].assembly)
    if whole is None:
        return None
    calls = tuple(call for part in parts for call in part.calls)
    return replace(whole, calls=calls, others=tuple(call for part in parts for call in part.others), parts=parts)
