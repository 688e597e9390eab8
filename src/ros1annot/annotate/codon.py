"""What neighbouring substitutions of one codon would read together, where nothing tells whether they sit together.

Phased neighbours are joined before they are named (:mod:`ros1annot.annotate.phase`); others keep their own names.
The joint reading is a possibility that a reader must know of, not a variant.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from ros1annot.annotate.phase import CodingCall, coding_call
from ros1annot.annotate.small import annotate_joined
from ros1annot.annotate.transcripts import Genome
from ros1annot.model import AlleleCall, Assembly, Consequence, SmallVariant


@dataclass(frozen=True, slots=True)
class JointReading:
    """Variants of one codon whose phase is not known, and the name that they would have on one molecule."""

    variants: tuple[SmallVariant, ...]
    name: str


@dataclass(frozen=True, slots=True)
class _Substitution:
    variant: SmallVariant
    place: CodingCall


def joint_readings(variants: Iterable[SmallVariant], genome: Genome) -> list[JointReading]:
    """The largest sets of substitutions that may be one change of a codon, in the order of the variants.

    Substitutions of the same base cannot sit together, nor can those that their caller put on different
    haplotypes of one phase set.
    """
    codons: dict[tuple[Assembly, str, int, int], list[_Substitution]] = {}
    for index, variant in enumerate(variants):
        if len(variant.ref) != len(variant.alt):
            continue
        call = AlleleCall(variant.chrom, variant.pos, variant.ref, variant.alt)
        place = coding_call(index, call, genome, variant.assembly)
        if place is not None and place.first_codon == place.last_codon:
            key = (variant.assembly, *place.exon, place.first_codon)
            codons.setdefault(key, []).append(_Substitution(variant, place))
    readings = (reading for members in codons.values() if len(members) > 1 for reading in _largest(members, genome))
    return list(readings)


def _largest(members: Sequence[_Substitution], genome: Genome) -> Iterator[JointReading]:
    found: list[frozenset[int]] = []
    for size in range(len(members), 1, -1):
        for group in combinations(members, size):
            indices = frozenset(member.place.index for member in group)
            if any(indices < larger for larger in found):
                continue
            if (reading := _together(group, genome)) is not None:
                found.append(indices)
                yield reading


def _together(group: tuple[_Substitution, ...], genome: Genome) -> JointReading | None:
    variants = tuple(member.variant for member in group)
    if any(_in_trans(one, other) for one, other in combinations(variants, 2)):
        return None
    try:
        joined = annotate_joined(tuple(member.place.call for member in group), genome, variants[0].assembly)
    except ValueError:
        return None
    if joined is None or all(v.consequence is Consequence.SYNONYMOUS for v in (joined, *variants)):
        return None
    return JointReading(variants, joined.name.short)


def _in_trans(one: SmallVariant, other: SmallVariant) -> bool:
    return any(
        a.phase is not None
        and b.phase is not None
        and (a.source, a.phase.phase_set) == (b.source, b.phase.phase_set)
        and a.phase.haplotype != b.phase.haplotype
        for a in (*one.calls, *one.others)
        for b in (*other.calls, *other.others)
    )
