"""Rules between rows: no id twice, no row twice, no contradiction that is not marked as one."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path

from ros1annot.table.model import Entry, Problem, Status
from ros1annot.table.rows import Notes
from ros1annot.table.rule import Rule


def check_ids(path: Path, entries: Sequence[Entry], problems: list[Problem]) -> None:
    """Record ids that one file gives twice."""
    notes = Notes(path, problems)
    ids: dict[str, Entry] = {}
    for entry in entries:
        first = ids.setdefault(entry.id, entry)
        if first is not entry:
            notes.add(
                Rule.ID, entry.line, "id", f"id `{entry.id}` is also on line {first.line}", "give every row its own id"
            )


def check_rows(paths: Mapping[str, Path], entries: Sequence[Entry], problems: list[Problem]) -> None:
    """Record the rows that stand against another one, of the same file or of the one that they lie over.

    Args:
        paths: the files of the entries, by the name that an entry gives for its table.
        entries: the table with its overlay.
        problems: takes what is found.

    Two rows are about the same thing where gene, alteration (as parsed, so that ``p.Gly2032Arg`` is
    ``p.G2032R``), disease, driver and drug agree.
    """
    groups: dict[Hashable, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[_subject(entry)].append(entry)
    for group in groups.values():
        for entry in group[1:]:
            _compare(Notes(paths[entry.table], problems), group[0], entry)


def _subject(entry: Entry) -> Hashable:
    parts = frozenset((part.what, part.absent) for part in entry.parsed.parts) or entry.alteration
    return (entry.gene, entry.transcript, parts, entry.parsed.phase, entry.disease, entry.driver, entry.drug)


def _compare(notes: Notes, first: Entry, entry: Entry) -> None:
    where = f"line {first.line}" if first.table == entry.table else f"row `{first.id}` of {first.table}"
    if entry.effect is first.effect:
        way_out = "merge the two rows" if first.table == entry.table else f"give it the id `{first.id}` to override"
        notes.add(Rule.SAME, entry.line, "alteration", f"the row says the same as {where}", way_out)
    elif not (entry.status is Status.DISPUTED and first.status is Status.DISPUTED):
        notes.add(
            Rule.CONTRADICTION,
            entry.line,
            "effect",
            f"`{entry.effect}` contradicts `{first.effect}` on {where}",
            "set status `disputed` on both rows, or remove one",
        )
