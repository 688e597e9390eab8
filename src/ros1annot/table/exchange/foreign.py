"""Statements of other knowledge bases in the words of the table, and the rows that speak of the same. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import UsageError
from ros1annot.model import FusionRole
from ros1annot.table.alteration import ClassPart, CopyNumberPart, FusionPart, Part, ProteinPart
from ros1annot.table.match import contexts_of_traits
from ros1annot.table.model import Effect, Entry, EvidenceType, Level, ResistanceTable
from ros1annot.table.query import parse_query
from ros1annot.table.traits import FusionTrait, Trait

ANY_DISEASE = "any"
_ANY_PARTNER = frozenset({"V", "?", ""})
_FUSION = re.compile(r"(?P<five>[A-Za-z0-9?-]+)::(?P<three>[A-Za-z0-9?-]+)(?:\s+e\d\S*)?(?:\s+Fusion)?", re.IGNORECASE)
_SHOUTED = re.compile(r"(?<=\d)(?:DELINS|DEL|INS|DUP)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignItem:
    """One statement: alterations found together, one drug, what the drug then does.

    Attributes:
        line: 1-based line of its file.
        identifier: the reference to it: ``civic:EID123``.
        profile: the alterations, each as its source writes it.
        drug: as its source writes it; a combination is joined by ``+``.
        disease: the table's word where it has one; ``any`` for cancer in general.
        references: what the source itself cites.
    """

    line: int
    identifier: str
    profile: tuple[str, ...]
    drug: str
    disease: str
    effect: Effect
    level: Level
    evidence_type: EvidenceType
    references: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Understood:
    """A statement whose gene, alterations and drug the table knows.

    Attributes:
        traits: one for each alteration of the profile.
        drug: the table's name.
    """

    item: ForeignItem
    traits: tuple[Trait, ...]
    drug: str
    table: ResistanceTable

    @cached_property
    def _contexts(self) -> list[frozenset[str]]:
        """Driver contexts that each alteration establishes."""
        return [frozenset(contexts_of_traits(self.table, [trait], self.item.disease)) for trait in self.traits]

    def same_subject(self, entry: Entry) -> bool:
        """Whether a row is about the same alteration, drug and disease; driver alterations of its context aside.

        A bypass (MET amplification in EGFR-mutant disease) is the same only where the statement names the driver too.
        """
        return (
            entry.kind.matched
            and entry.drug == self.drug
            and (ANY_DISEASE in (entry.disease, self.item.disease) or entry.disease == self.item.disease)
            and entry.parsed.phase is None
            and not entry.parsed.absent
            and self._same_alterations(entry)
        )

    def _same_alterations(self, entry: Entry) -> bool:
        parts = list(entry.parsed.present)
        rest = [
            trait
            for trait, contexts in zip(self.traits, self._contexts, strict=True)
            if not any(names(trait, part, entry) for part in parts) and entry.driver not in contexts
        ]
        bypass = self.table.contexts[entry.driver].gene != entry.gene
        if bypass and not any(entry.driver in contexts for contexts in self._contexts):
            return False
        return not rest and all(any(names(trait, part, entry) for trait in self.traits) for part in parts)


def agrees(effect: Effect, other: Effect) -> bool:
    """Whether two effects point the same way."""
    return (effect is Effect.SENSITIVE) == (other is Effect.SENSITIVE)


def names(trait: Trait, part: Part, entry: Entry) -> bool:
    """Whether an alteration is exactly what a part of a row names: a class by its name, not by a member."""
    match part.what:
        case ProteinPart(change):
            return trait.gene == entry.gene and change in trait.changes(entry.transcript)
        case ClassPart(name):
            return name in trait.classes
        case FusionPart(None):
            return trait.fusion is not None and trait.gene == entry.gene and not trait.fusion.five_prime
        case FusionPart(pair):
            return trait.fusion is not None and (trait.fusion.five_prime, trait.fusion.three_prime) == pair
        case CopyNumberPart(change):
            return trait.gene == entry.gene and trait.copy_number == change


def understand(item: ForeignItem, table: ResistanceTable, genome: Genome) -> Understood:
    """Read a statement with the table's own vocabulary.

    Raises:
        UsageError: its alteration or its drug is not one that the table knows.
    """
    drug = table.resolve_drug(item.drug)
    if drug is None or drug not in table.drugs:
        raise UsageError(f"drug `{item.drug}` is not in drugs.tsv")
    traits = tuple(trait for text in item.profile for trait in _traits(text, table, genome))
    return Understood(item, traits, drug, table)


def _traits(text: str, table: ResistanceTable, genome: Genome) -> Sequence[Trait]:
    if pair := _FUSION.fullmatch(text.strip()):
        five, three = pair["five"].upper(), pair["three"].upper()
        kinase = next((gene for gene in (three, five) if gene in table.index), None)
        if kinase is not None:
            partner = "" if five in _ANY_PARTNER else five
            return (Trait(kinase, fusion=FusionTrait(partner, three, kinase, FusionRole.DRIVER)),)
    return parse_query(_SHOUTED.sub(lambda word: word[0].lower(), text), table, genome).traits


def matching_rows(understood: Understood) -> Iterator[Entry]:
    """The rows of the table that a statement is about."""
    return (entry for entry in understood.table.entries if understood.same_subject(entry))
