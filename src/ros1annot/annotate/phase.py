"""Which phased calls are one change of one molecule, and so have to be named together.

The rule: calls of one file that its caller put on the same haplotype of the same phase set are joined

- if they touch the same codon of the reporting transcript, or
- if no base lies between them (HGVS: a ``delins``), or
- if they lie in one exon between insertions and deletions that break the reading frame and together restore it.

Calls without phase are not joined here; :mod:`ros1annot.annotate.molecules` joins those that fragments of an
alignment show together. Never joined are a call that passed its filters and one that did not: an artefact must
not rename a real variant. Nor are calls that change the same base, or that have unknown bases between them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import sqrt
from typing import TypeAlias

from ros1annot.annotate.coordinates import Exon, Layout
from ros1annot.annotate.normalise import left_aligned, minimal, three_prime
from ros1annot.annotate.reference import RefCheck, Reference
from ros1annot.annotate.small import is_sequence, merged
from ros1annot.annotate.transcripts import Genome
from ros1annot.model import AlleleCall, Assembly, Phase, Support

_STANDARD_ERRORS = 3
_LEAST_SHARE = 0.1
"""Share of a call's molecules that has to be without the rarest call of its change."""

_Molecule: TypeAlias = tuple[str, str, str, str, int, bool]


@dataclass(frozen=True, slots=True)
class CodingCall:
    """A call inside the coding part of one exon.

    Attributes:
        index: place in the list of calls.
        exon: gene and number of the exon.
        first_base, last_base: of the CDS, that it touches, from 1; an insertion touches those on both sides.
        span: first and last base of the chromosome that it removes, over all places in its repeat; of an insertion the
            base behind and the one before.
        shift: by how many bases it moves the reading frame, modulo 3.
    """

    index: int
    call: AlleleCall
    exon: tuple[str, int]
    first_base: int
    last_base: int
    span: tuple[int, int]
    shift: int

    @property
    def first_codon(self) -> int:
        """Codon of the first base, from 0."""
        return (self.first_base - 1) // 3

    @property
    def last_codon(self) -> int:
        """Codon of the last base, from 0."""
        return (self.last_base - 1) // 3

    def meets(self, other: "CodingCall") -> bool:
        """Whether two calls of one exon touch one codon, or no base lies between them."""
        if self.exon != other.exon:
            return False
        beside = self.span[0] <= other.span[1] + 1 and other.span[0] <= self.span[1] + 1
        return beside or (self.first_codon <= other.last_codon and other.first_codon <= self.last_codon)


def join_phased(calls: Sequence[AlleleCall], genome: Genome, assembly: Assembly) -> list[tuple[AlleleCall, ...]]:
    """Group calls that are one change (see the module for the rule); every other call is a group of its own.

    Groups come in the order of their first call; each call is in exactly one. Give a group of several to
    :func:`ros1annot.annotate.small.annotate_joined`.
    """
    molecules: dict[_Molecule, list[CodingCall]] = {}
    for index, call in enumerate(calls):
        molecule = _molecule(call)
        coding = None if molecule is None else coding_call(index, call, genome, assembly)
        if molecule is not None and coding is not None:
            molecules.setdefault(molecule, []).append(coding)
    group_of: dict[int, tuple[int, ...]] = {index: (index,) for index in range(len(calls))}
    for members in molecules.values():
        for group in groups_of_one_change(members, genome.sequence(assembly)):
            group_of.update(dict.fromkeys(group, group))
    ordered = dict.fromkeys(group_of[index] for index in range(len(calls)))
    return [tuple(calls[index] for index in group) for group in ordered]


def apart(call: AlleleCall, genome: Genome, assembly: Assembly) -> tuple[AlleleCall, ...]:
    """The changes of which a record of equally many bases is made, phased with each other; else the call itself.

    HGVS has changes with an unchanged base between them as two unless they are of one codon, and callers of haplotypes
    write whole stretches (T790M and C797S as one record). What other annotators wrote of the record holds for none of
    its parts.
    """
    ref, alt = call.ref.upper(), call.alt.upper()
    if len(ref) != len(alt) or not is_sequence(call):
        return (call,)

    def part(first: int, last: int) -> AlleleCall:
        return replace(call, pos=call.pos + first, ref=ref[first:last], alt=alt[first:last], opinions=())

    parts: list[AlleleCall] = []
    for first, last in _runs(ref, alt):
        if parts and _one_codon(parts[-1], part(first, last), genome, assembly):
            parts.append(part(parts.pop().pos - call.pos, last))
        else:
            parts.append(part(first, last))
    if len(parts) < 2:
        return (call,)
    if call.phase is not None and call.phase.phase_set:
        return tuple(parts)
    record = Phase("+".join(f"{one.pos}{one.alt}" for one in parts), 0)
    return tuple(replace(one, phase=record) for one in parts)


def _runs(ref: str, alt: str) -> Iterator[tuple[int, int]]:
    """Start and end (0-based, half-open) of each stretch of bases that differ."""
    start = None
    for place, (was, now) in enumerate(zip(ref + "-", alt + "-", strict=True)):
        if was == now and start is not None:
            yield start, place
            start = None
        elif was != now and start is None:
            start = place


def _one_codon(one: AlleleCall, other: AlleleCall, genome: Genome, assembly: Assembly) -> bool:
    first, second = coding_call(0, one, genome, assembly), coding_call(1, other, genome, assembly)
    return first is not None and second is not None and first.meets(second)


def parents(group: Sequence[AlleleCall]) -> tuple[AlleleCall, ...]:
    """The calls of one change that clearly more molecules carry than its rarest call.

    A clone then has them without that call, so they are a variant of their own as well: an artefact in its codon, or a
    later change, must not hide a mutation. Fractions whose depth is not known tell nothing.
    """
    if any(not call.support.vaf or not call.support.depth for call in group):
        return ()
    rarest = min(group, key=lambda call: call.support.vaf or 0.0)
    return tuple(call for call in group if _clearly_more(call.support, rarest.support))


def _clearly_more(one: Support, rarest: Support) -> bool:
    excess = (one.vaf or 0.0) - (rarest.vaf or 0.0)
    error = sqrt(_variance(one) + _variance(rarest))
    return excess > max(_STANDARD_ERRORS * error, _LEAST_SHARE * (one.vaf or 0.0))


def _variance(support: Support) -> float:
    # Agresti-Coull: two reads added on each side, so that a fraction of 0 or 1 is not taken for exact.
    trials = (support.depth or 0) + 4
    centre = ((support.vaf or 0.0) * (trials - 4) + 2) / trials
    return centre * (1 - centre) / trials


def _molecule(call: AlleleCall) -> _Molecule | None:
    if call.phase is None or not call.present or not is_sequence(call):
        return None
    return (
        call.source,
        call.caller,
        call.chrom,
        call.phase.phase_set,
        call.phase.haplotype,
        not call.filters,
    )


def coding_call(index: int, call: AlleleCall, genome: Genome, assembly: Assembly) -> CodingCall | None:
    """A call as it lies in a coding exon; ``None`` for one that does not, or whose REF is not the genome's."""
    reference = genome.sequence(assembly)
    ref, alt = call.ref.upper(), call.alt.upper()
    genes = genome.genes_at(assembly, call.chrom, call.pos, call.pos + len(ref) - 1)
    if ref == alt or reference.check(call.chrom, call.pos, ref) is RefCheck.MISMATCH:
        return None
    aligned = left_aligned(minimal(call.chrom, call.pos, ref, alt), reference)
    last_place = three_prime(aligned, "+", reference)
    for gene in genes:
        layout = gene.reporting.layout(assembly)
        low, high = three_prime(aligned, layout.strand, reference).touched
        exon = layout.exon_at(low)
        if exon is None or high > exon.end:
            continue
        first, last = sorted((_base(exon, layout, low), _base(exon, layout, high)))
        if first >= 1 and last <= layout.cds_length:
            number = (gene.symbol, exon.number)
            shift = (len(alt) - len(ref)) % 3
            span = aligned.pos, last_place.pos + len(last_place.ref) - 1
            return CodingCall(index, call, number, first, last, span, shift)
    return None


def _base(exon: Exon, layout: Layout, pos: int) -> int:
    return exon.first_base + (pos - exon.start if layout.strand == "+" else exon.end - pos)


def groups_of_one_change(members: Iterable[CodingCall], reference: Reference) -> Iterator[tuple[int, ...]]:
    """Of calls on one molecule, the groups of two and more that are one change, as places in the list of calls."""
    ordered = sorted(members, key=lambda m: (m.exon, m.first_base, m.last_base, m.index))
    joined = _neighbours(ordered) | _frame_restored(ordered)
    run: list[CodingCall] = ordered[:1]
    for place, member in enumerate(ordered[1:], 1):
        if place not in joined:
            yield from _if_one_change(run, reference)
            run = []
        run.append(member)
    yield from _if_one_change(run, reference)


def _neighbours(ordered: Sequence[CodingCall]) -> set[int]:
    """Places of calls that meet the call before."""
    return {place for place, (one, other) in enumerate(pairwise(ordered), 1) if one.meets(other)}


def _frame_restored(ordered: Sequence[CodingCall]) -> set[int]:
    """Places behind a call that breaks the frame, up to the one in the same exon that restores it."""
    restored: set[int] = set()
    opened: int | None = None
    shift = 0
    for place, member in enumerate(ordered):
        if opened is not None and member.exon != ordered[opened].exon:
            opened, shift = None, 0
        if not member.shift:
            continue
        if opened is None:
            opened = place
        shift = (shift + member.shift) % 3
        if not shift:
            restored.update(range(opened + 1, place + 1))
            opened = None
    return restored


def _if_one_change(run: Sequence[CodingCall], reference: Reference) -> Iterator[tuple[int, ...]]:
    if len(run) < 2:
        return
    try:
        change = merged(tuple(member.call for member in run), reference)
    except ValueError:
        return
    if change.ref != change.alt:
        yield tuple(sorted(member.index for member in run))
