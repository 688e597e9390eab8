"""When the patient took which drug: from a therapy sheet, else as far as the samples tell."""

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from ros1annot.errors import InputError
from ros1annot.patient.model import Period
from ros1annot.patient.visit import Visit

COLUMNS = ("patient", "drug", "start", "end")


def read_therapies(path: Path) -> dict[str, tuple[Period, ...]]:
    """Read a therapy sheet: a TSV of ``patient``, ``drug``, ``start`` and ``end`` (empty: not ended).

    Raises:
        InputError: the sheet cannot be read, lacks a column, or holds a wrong date; with its line.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise InputError(path, "the therapy sheet cannot be read as UTF-8 text; correct the path") from problem
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    if missing := [name for name in COLUMNS if name not in (rows.fieldnames or ())]:
        raise InputError(path, f"the column `{missing[0]}` is missing; write {', '.join(COLUMNS)} on the first line", 1)
    periods: dict[str, list[Period]] = {}
    for row in rows:
        cells = {name: (row[name] or "").strip() for name in COLUMNS}
        if any(cells.values()):
            periods.setdefault(cells["patient"], []).append(_period(cells, path, rows.line_num))
    return {patient: tuple(sorted(them, key=lambda p: (p.start, p.drug))) for patient, them in periods.items()}


def _period(cells: dict[str, str], path: Path, line: int) -> Period:
    if not cells["patient"] or not cells["drug"]:
        raise InputError(path, "patient or drug is empty; fill both in", line)
    start, end = (_day(cells[name], path, line) if cells[name] else None for name in ("start", "end"))
    if start is None:
        raise InputError(path, "start is empty; give the first day as YYYY-MM-DD", line)
    if end is not None and end < start:
        raise InputError(path, f"end {end} lies before start {start}; correct one of them", line)
    return Period(drug=cells["drug"].lower(), start=start, end=end, source="sheet")


def _day(text: str, path: Path, line: int) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as problem:
        raise InputError(path, f"{text!r} is not a date; write YYYY-MM-DD", line) from problem


def periods_of_samples(dated: Sequence[Visit]) -> tuple[Period, ...]:
    """Unbroken runs of samples at which a drug was the current one; the true start and end are not known."""
    open_runs: dict[str, tuple[str, str]] = {}
    periods: list[Period] = []
    for visit in dated:
        day, drugs = visit.point.collected or "", visit.point.current_therapy
        for drug in [drug for drug in open_runs if drug not in drugs]:
            start, end = open_runs.pop(drug)
            periods.append(Period(drug=drug, start=start, end=end, source="samples"))
        for drug in drugs:
            open_runs[drug] = (open_runs.get(drug, (day, day))[0], day)
    periods += [Period(drug=d, start=s, end=e, source="samples") for d, (s, e) in open_runs.items()]
    return tuple(sorted(periods, key=lambda p: (p.start, p.drug)))
