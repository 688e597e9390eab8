"""``ros1annot table diff``: what another table changes, and whose drug calls."""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ros1annot.cli import EXIT_OK
from ros1annot.cli.table_options import table_path
from ros1annot.errors import InputError, Ros1annotError, UsageError
from ros1annot.impact import CallChange, changed_calls
from ros1annot.knowledge import Knowledge, load_knowledge
from ros1annot.parameters import EngineConfig
from ros1annot.result import Call
from ros1annot.table.diff import TableDiff, diff_tables
from ros1annot.table.load import load_table
from ros1annot.table.model import Entry
from ros1annot.write.json import read_result


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this action."""
    parser.add_argument("old", metavar="OLD", type=table_path, help="a resistance table, or the word `shipped`")
    parser.add_argument("new", metavar="NEW", type=table_path, help="another one, or the word `shipped`")
    parser.add_argument("--old-overlay", metavar="FILE", type=Path, help="rows of the laboratory over OLD")
    parser.add_argument("--overlay", metavar="FILE", type=Path, help="rows of the laboratory over NEW")
    parser.add_argument("--on", metavar="DIR", type=Path, help="folder of results: whose drug calls change?")


def main(args: argparse.Namespace) -> int:
    """Print the differences, then the drug calls that change."""
    old = load_knowledge(EngineConfig(resistance_table=args.old, resistance_overlay=args.old_overlay))
    new = replace(old, table=load_table(args.new, old.genome, args.overlay))
    for line in _differences(diff_tables(old.table, new.table)):
        print(line)
    if args.on is not None:
        for line in _impact(args.on, old, new):
            print(line)
    return EXIT_OK


def _differences(diff: TableDiff) -> Iterator[str]:
    for entry in diff.added:
        yield f"+ {_told(entry)}"
    for entry in diff.removed:
        yield f"- {_told(entry)}"
    for change in diff.changed:
        cells = "; ".join(f"{cell.column}: {cell.old or '(empty)'} -> {cell.new or '(empty)'}" for cell in change.cells)
        yield f"~ {change.new.id} {change.new.gene} {change.new.alteration}, {change.new.drug}: {cells}"
    for definition in diff.definitions:
        yield f"* {definition.kind} {definition.name}: {definition.what}"
    if diff.is_empty:
        yield "the tables are the same"
        return
    counts = f"{len(diff.added)} added, {len(diff.removed)} removed, {len(diff.changed)} changed in meaning"
    yield f"rows: {counts}, {len(diff.reworded)} in references, date or note only"


def _told(entry: Entry) -> str:
    said = f"{entry.drug}: {entry.effect}, level {entry.level}, {entry.status}"
    return f"{entry.id} {entry.gene} {entry.alteration} [{entry.driver}, {entry.disease}] {said}"


def _impact(folder: Path, old: Knowledge, new: Knowledge) -> Iterator[str]:
    files = sorted(file for file in folder.glob("*/*.json") if file.stem == file.parent.name)
    if not files:
        raise UsageError(f"{folder}: holds no SAMPLE/SAMPLE.json; give the folder that `annotate -o` wrote")
    changed, failed = set(), 0
    for file in files:
        result = read_result(file)
        if result.status != "ok":
            failed += 1
            continue
        try:
            changes = list(changed_calls(result, old, new))
        except Ros1annotError as error:
            raise InputError(file, f"cannot be matched again: {error}; annotate the sample anew") from error
        changed |= {change.sample for change in changes}
        yield from map(_call_line, changes)
    skipped = f" ({failed} failed and were left out)" if failed else ""
    yield f"samples: {len(changed)} of {len(files)} change a drug call{skipped}"


def _call_line(change: CallChange) -> str:
    old, new = _call(change.old, change.old_rows), _call(change.new, change.new_rows)
    return f"{change.sample}\t{change.drug}\t{old} -> {new}"


def _call(call: Call | None, rows: tuple[str, ...]) -> str:
    by = f" by {', '.join(rows)}" if rows else ""
    return f"{call or 'not listed'}{by}"
