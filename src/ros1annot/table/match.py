"""Which rows of the table the events of a sample meet, and which driver contexts they establish. Pure.

Phase is not judged here: a compound row is met when its parts are found, and says which phase it needs.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import assert_never

from ros1annot.model import Event, FusionRole
from ros1annot.result import Match, PhaseVerdict
from ros1annot.table.alteration import ClassPart, CopyNumberPart, FusionPart, Part, ProteinPart
from ros1annot.table.classes import AlterationClass, in_class
from ros1annot.table.index import GeneIndex
from ros1annot.table.model import Entry, ResistanceTable, Status, fold
from ros1annot.table.traits import FusionTrait, Trait, trait_of


@dataclass(frozen=True, slots=True)
class RowMatch:
    """A row that events meet.

    Attributes:
        events: indexes of the events, one per part of the row that has to be found, each once. A single index
            under a compound row means that one event holds all its parts, on one molecule.
        level: ``residue``: the row lists another change of the residue; it never decides alone.
    """

    entry: Entry
    events: tuple[int, ...]
    level: Match

    @property
    def required_phase(self) -> PhaseVerdict | None:
        """The phase that the row needs between its parts; ``None`` where it does not matter."""
        return self.entry.parsed.phase


def match(table: ResistanceTable, events: Sequence[Event]) -> list[RowMatch]:
    """The rows that events meet, in the order of the events, then of the table."""
    return match_traits(table, [trait_of(event) for event in events])


def match_traits(table: ResistanceTable, traits: Sequence[Trait]) -> list[RowMatch]:
    """As :func:`match`, for traits, so that a query is answered by the same code as a sample."""
    found: list[RowMatch] = []
    for gene, numbers in _by_gene(traits).items():
        index = table.index.get(gene)
        if index is None:
            continue
        for number in numbers:
            found += _single(traits[number], number, gene, index, table.classes)
        found += _compounds(index.compounds, {n: traits[n] for n in numbers}, table.classes)
    return sorted(found, key=lambda row: (row.events, row.entry.line))


def contexts(table: ResistanceTable, events: Sequence[Event], disease: str) -> dict[str, int]:
    """The driver contexts that events establish in this disease, with the first event that does."""
    return contexts_of_traits(table, [trait_of(event) for event in events], disease)


def contexts_of_traits(table: ResistanceTable, traits: Sequence[Trait], disease: str) -> dict[str, int]:
    """As :func:`contexts`, for traits."""
    found: dict[str, int] = {}
    by_gene = _by_gene(traits)
    for context in table.contexts.values():
        if context.disease and fold(context.disease) != fold(disease):
            continue
        transcript = table.genes.get(context.gene, "")
        for number in by_gene.get(context.gene, ()):
            if any(
                meets(traits[number], part, context.gene, transcript, table.classes) for part in context.established_by
            ):
                found[context.name] = number
                break
    return found


def _by_gene(traits: Sequence[Trait]) -> dict[str, list[int]]:
    """The traits that could meet anything, by each gene whose rows they may meet."""
    by_gene: dict[str, list[int]] = {}
    for number, trait in enumerate(traits):
        if trait.can_match:
            for gene in trait.genes:
                by_gene.setdefault(gene, []).append(number)
    return by_gene


def meets(trait: Trait, part: Part, gene: str, transcript: str, classes: Mapping[str, AlterationClass]) -> bool:
    """Whether an event is what a part names, ``!`` aside."""
    match part.what:
        case ProteinPart(change):
            return trait.gene == gene and change in trait.changes(transcript)
        case ClassPart(name):
            return in_class(trait, name, classes)
        case FusionPart(pair):
            return trait.fusion is not None and _is_fusion(trait.fusion, pair, gene)
        case CopyNumberPart(change):
            return trait.gene == gene and trait.copy_number == change
        case _:
            assert_never(part.what)


def _is_fusion(fusion: FusionTrait, pair: tuple[str, str] | None, gene: str) -> bool:
    """Any driver fusion of the gene, or the named pair.

    A pair that names the row's gene first (``FGFR3::TACC3``) has its kinase at the 5' end: "kinase lost" and
    "reciprocal" presume a 3' kinase and do not speak against it.
    """
    if pair is None:
        return fusion.kinase == gene and fusion.role is FusionRole.DRIVER
    if pair != (fusion.five_prime, fusion.three_prime):
        return False
    if pair[0] == gene:
        return fusion.role is not FusionRole.OUT_OF_FRAME
    return fusion.role is FusionRole.DRIVER


def _single(
    trait: Trait, number: int, gene: str, index: GeneIndex, classes: Mapping[str, AlterationClass]
) -> Iterator[RowMatch]:
    seen: set[str] = set()
    standing = False
    for accession, change in trait.all_changes():
        for entry in index.exact.get((accession, change), ()):
            if entry.id not in seen:
                seen.add(entry.id)
                standing |= entry.status is not Status.UNVERIFIED
                yield RowMatch(entry, (number,), Match.EXACT)
    for entry in index.others:
        part = entry.parsed.parts[0]
        if meets(trait, part, gene, entry.transcript, classes):
            seen.add(entry.id)
            standing |= entry.status is not Status.UNVERIFIED
            yield RowMatch(entry, (number,), Match.CLASS if isinstance(part.what, ClassPart) else Match.EXACT)
    if not standing:
        yield from _same_residue(trait, number, index, seen)


def _same_residue(trait: Trait, number: int, index: GeneIndex, seen: set[str]) -> Iterator[RowMatch]:
    """Rows of another change of a residue that a substitution or an in-frame deletion takes; a stop is neither.

    They are asked for a change that no row with a confirmed or cited source lists, beside the unverified ones in
    ``seen``: those shall not make it look more harmless than one that is not listed at all.
    """
    for accession, change in trait.all_changes():
        if change.frameshift or "*" in change.alt or change.alt == change.ref:
            continue
        for residue in range(change.start, change.end + 1):
            for entry in index.residues.get((accession, residue), ()):
                if entry.id not in seen:
                    seen.add(entry.id)
                    yield RowMatch(entry, (number,), Match.RESIDUE)


def _compounds(
    entries: Iterable[Entry], traits: Mapping[int, Trait], classes: Mapping[str, AlterationClass]
) -> Iterator[RowMatch]:
    for entry in entries:
        holders = [
            [n for n, trait in traits.items() if meets(trait, part, entry.gene, entry.transcript, classes)]
            for part in entry.parsed.present
        ]
        if not all(holders) or _any_meets(traits.values(), entry, classes):
            continue
        groups = dict.fromkeys(tuple(sorted(set(group))) for group in product(*holders))
        for group in groups:
            yield RowMatch(entry, group, Match.COMPOUND)


def _any_meets(traits: Iterable[Trait], entry: Entry, classes: Mapping[str, AlterationClass]) -> bool:
    """Whether a part that must be absent is found."""
    absent = entry.parsed.absent
    return bool(absent) and any(
        meets(trait, part, entry.gene, entry.transcript, classes) for trait in traits for part in absent
    )
