"""Rules between rows: no id twice, no row twice, no contradiction that is not marked as one."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from pathlib import Path

from ros1annot.table.model import Entry, Problem, Status
from ros1annot.table.rows import Notes


def check_rows(path: Path, entries: Sequence[Entry], problems: list[Problem]) -> None:
    """Record the rows that stand against another one.

    Two rows are about the same thing where gene, alteration (as parsed, so that ``p.Gly2032Arg`` is
    ``p.G2032R``), disease, driver and drug agree.
    """
    notes = Notes(path, problems)
    ids: dict[str, Entry] = {}
    groups: dict[Hashable, list[Entry]] = defaultdict(list)
    for entry in entries:
        first = ids.setdefault(entry.id, entry)
        if first is not entry:
            notes.add(
                entry.line, "id", f"id `{entry.id}` is also on line {first.line}", "give every row its own id"
            )
        groups[_subject(entry)].append(entry)
    for group in groups.values():
        for entry in group[1:]:
            _compare(notes, group[0], entry)


def _subject(entry: Entry) -> Hashable:
    parts = frozenset((part.what, part.absent) for part in entry.parsed.parts) or entry.alteration
    return (entry.gene, entry.transcript, parts, entry.parsed.phase, entry.disease, entry.driver, entry.drug)


def _compare(notes: Notes, first: Entry, entry: Entry) -> None:
    if entry.effect is first.effect:
        notes.add(
            entry.line, "alteration", f"the row says the same as line {first.line}", "merge the two rows"
        )
    elif not (entry.status is Status.DISPUTED and first.status is Status.DISPUTED):
        notes.add(
            entry.line,
            "effect",
            f"`{entry.effect}` contradicts `{first.effect}` on line {first.line}",
            "set status `disputed` on both rows, or remove one",
        )
