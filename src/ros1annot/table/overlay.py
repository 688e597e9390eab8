"""A laboratory's own rows over the table: each adds a row, overrides the row of its id, or retires it.

An overlay is a file of the table's own columns. A row with status ``retired`` takes the row of its id out of the
table; it needs only ``id``, ``status`` and, as the reason, ``note``.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from ros1annot.table.model import Entry, Problem
from ros1annot.table.rows import Notes, Row
from ros1annot.table.rule import Rule

RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class OverlayRows:
    """The rows of an overlay: those that speak, and those that only take a row of the table away."""

    speaking: tuple[Row, ...]
    retiring: tuple[Row, ...]


def sort_rows(rows: Sequence[Row]) -> OverlayRows:
    """Tell the retiring rows from the others."""
    retiring = tuple(row for row in rows if row["status"] == RETIRED)
    return OverlayRows(tuple(row for row in rows if row["status"] != RETIRED), retiring)


def check_retired(path: Path, rows: OverlayRows, known: Collection[str], problems: list[Problem]) -> None:
    """Record retired rows that the table does not have, that are overridden too, or that give no reason."""
    notes = Notes(path, problems)
    speaking = {row["id"] for row in rows.speaking}
    for row in rows.retiring:
        if row["id"] not in known:
            notes.add(
                Rule.RETIRED,
                row.line,
                "id",
                f"row `{row['id']}` is retired, but the table has no such row",
                "correct the id",
            )
        elif row["id"] in speaking:
            notes.add(
                Rule.RETIRED, row.line, "id", f"row `{row['id']}` is both retired and overridden", "keep one of the two"
            )
        if not row["note"]:
            notes.add(Rule.EMPTY, row.line, "note", "the cell is empty", "a retired row says why")


def laid_over(entries: Sequence[Entry], overlay: Sequence[Entry], retired: Collection[str]) -> tuple[Entry, ...]:
    """The table with its overlay: an overriding row takes the place of the one it overrides, new ones follow."""
    by_id = {entry.id: entry for entry in overlay}
    known = {entry.id for entry in entries}
    kept = (by_id.get(entry.id, entry) for entry in entries if entry.id not in retired)
    return (*kept, *(entry for entry in overlay if entry.id not in known))
