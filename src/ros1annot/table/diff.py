"""What is new in a table: rows added, removed, or changed in meaning, and definitions that changed under them. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from ros1annot.table.model import Entry, ResistanceTable

_Value = TypeVar("_Value")

_MEANING: Mapping[str, Callable[[Entry], object]] = {
    "gene": lambda e: e.gene,
    "kind": lambda e: e.kind,
    "alteration": lambda e: (_asked(e), e.parsed.phase, e.transcript) if e.kind.matched else e.alteration,
    "disease": lambda e: e.disease,
    "driver": lambda e: e.driver,
    "prior_drug": lambda e: frozenset(e.prior_drugs),
    "drug": lambda e: e.drug,
    "effect": lambda e: e.effect,
    "mechanism": lambda e: e.mechanism,
    "evidence_type": lambda e: e.evidence_type,
    "level": lambda e: e.level,
    "tier": lambda e: e.tier,
    "status": lambda e: e.status,
}
"""What a row means, by column; ``references``, ``curated`` and ``note`` change no call."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell before and after."""

    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row whose meaning changed."""

    old: Entry
    new: Entry
    cells: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class DefinitionChange:
    """A class, driver context or drug of which ``what`` (added, removed, changed) is to be told."""

    kind: str
    name: str
    what: str


@dataclass(frozen=True, slots=True)
class TableDiff:
    """Everything that differs between two tables.

    Attributes:
        reworded: rows in which only references, the date or the note differ.
    """

    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    changed: tuple[RowChange, ...]
    reworded: tuple[Entry, ...]
    definitions: tuple[DefinitionChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the two tables are the same."""
        return not (self.added or self.removed or self.changed or self.reworded or self.definitions)


def diff_tables(old: ResistanceTable, new: ResistanceTable) -> TableDiff:
    """Compare two tables by the ids of their rows and the names of their definitions."""
    before = {entry.id: entry for entry in old.entries}
    after = {entry.id: entry for entry in new.entries}
    pairs = [(before[identifier], entry) for identifier, entry in after.items() if identifier in before]
    changed = [RowChange(one, other, cells) for one, other in pairs if (cells := _cells(one, other))]
    touched = {change.new.id for change in changed}
    return TableDiff(
        added=tuple(entry for entry in new.entries if entry.id not in before),
        removed=tuple(entry for entry in old.entries if entry.id not in after),
        changed=tuple(changed),
        reworded=tuple(o for one, o in pairs if o.id not in touched and _wording(one) != _wording(o)),
        definitions=(
            *_definitions("class", old.classes, new.classes),
            *_definitions("driver", old.contexts, new.contexts),
            *_definitions("drug", old.drugs, new.drugs),
        ),
    )


def _asked(entry: Entry) -> frozenset[tuple[object, bool]]:
    """What a row asks to be found or absent, however it is spelled."""
    return frozenset((part.what, part.absent) for part in entry.parsed.parts)


def _cells(old: Entry, new: Entry) -> tuple[CellChange, ...]:
    return tuple(
        CellChange(column, _shown(old, column), _shown(new, column))
        for column, meaning in _MEANING.items()
        if meaning(old) != meaning(new)
    )


def _shown(entry: Entry, column: str) -> str:
    if column == "alteration" and entry.transcript:
        return f"{entry.alteration} on {entry.transcript}"
    if column == "prior_drug":
        return ";".join(entry.prior_drugs)
    return str(getattr(entry, column))


def _wording(entry: Entry) -> tuple[object, ...]:
    return entry.alteration, entry.references, entry.curated, entry.note


def _definitions(kind: str, old: Mapping[str, _Value], new: Mapping[str, _Value]) -> list[DefinitionChange]:
    return [
        *(DefinitionChange(kind, name, "added") for name in new if name not in old),
        *(DefinitionChange(kind, name, "removed") for name in old if name not in new),
        *(DefinitionChange(kind, name, "changed") for name in new if name in old and new[name] != old[name]),
    ]
