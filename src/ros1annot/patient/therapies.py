"""When the patient took which drug: from a therapy sheet, else as far as the samples tell."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ros1annot.errors import UsageError
from ros1annot.model import Sample
from ros1annot.patient.drugs import DrugNames
from ros1annot.patient.model import Period
from ros1annot.patient.visit import Visit

COLUMNS = ("patient", "drug", "start", "end")


@dataclass(frozen=True, slots=True)
class _Row:
    """The four cells of one line, which counts from 1 at the top of the file."""

    line: int
    patient: str
    drug: str
    start: str
    end: str


def read_therapies(path: Path, names: DrugNames) -> dict[str, tuple[Period, ...]]:
    """Read a therapy sheet: ``patient``, ``drug``, ``start`` and ``end``, tab- or comma-separated; others are left out.

    One row a drug (or combination ``a + b``) and time. Of start and end, one may be empty: the start is not known, or
    the drug is still taken. Empty lines and lines that begin with ``#`` are skipped.

    Raises:
        UsageError: the sheet cannot be read, lacks a column, or holds wrong cells: all problems at once, with lines.
    """
    rows = list(_rows(path))
    problems = [f"line {row.line}, {problem}" for row in rows for problem in _problems(row)]
    if problems:
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        raise UsageError("\n  ".join([f"{path}: the therapy sheet has {count}:", *problems]))
    periods: dict[str, set[Period]] = {}
    for row in rows:
        drug = names(row.drug)
        period = Period(drug=drug, start=row.start or None, end=row.end or None, source="sheet")
        periods.setdefault(row.patient, set()).add(period)
    return {patient: in_order(them) for patient, them in periods.items()}


def in_order(periods: Iterable[Period]) -> tuple[Period, ...]:
    """By start (an unknown one first), end (an open one last) and name."""
    return tuple(sorted(periods, key=lambda p: (p.start or "", p.end or "9999", p.drug)))


def _rows(path: Path) -> Iterator[_Row]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise UsageError(f"{path}: the therapy sheet cannot be read as UTF-8 text; correct the path") from problem
    told = [(n, line) for n, line in enumerate(lines, 1) if line.strip("\t, ") and not line.startswith("#")]
    separator = "\t" if told and "\t" in told[0][1] else ","
    # Line by line, so that a quotation mark that is never closed cannot swallow the rows below it.
    table = [(n, [cell.strip() for cell in next(csv.reader([line], delimiter=separator))]) for n, line in told]
    header = [name.lower() for name in table[0][1]] if table else []
    if missing := [name for name in COLUMNS if name not in header]:
        columns = ", ".join(COLUMNS)
        raise UsageError(f"{path}: the column `{missing[0]}` is missing; the first line must hold {columns}")
    for line, cells in table[1:]:
        row = dict(zip(header, cells, strict=False))
        yield _Row(line, *(row.get(name, "") for name in COLUMNS))


def _problems(row: _Row) -> Iterator[str]:
    for name in ("patient", "drug"):
        if not getattr(row, name):
            yield f"{name}: is empty; fill it in"
    if ";" in row.drug:
        yield f"drug: {row.drug!r}: give each drug a row of its own; a combination is written a + b"
    days = {name: getattr(row, name) for name in ("start", "end") if getattr(row, name)}
    if not days:
        yield "start: is empty, and so is end; give at least one of them as YYYY-MM-DD"
    wrong = [name for name, text in days.items() if not _is_day(text)]
    yield from (f"{name}: {days[name]!r} is not a day; write YYYY-MM-DD, such as 2024-03-31" for name in wrong)
    if not wrong and len(days) == 2 and row.end < row.start:
        yield f"end: {row.end} lies before the start, {row.start}; correct one of them"


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def with_therapies(samples: Sequence[Sample], periods: Mapping[str, Sequence[Period]], sheet: Path) -> list[Sample]:
    """Samples with the therapies that the therapy sheet gives for their patient and day.

    Current is what was taken on the day of the sample (the last day of a therapy counts), prior what had ended
    before; what began later is not known at that day. A cell that the sample sheet fills stands. Samples without a
    patient or a date stay as they are.

    Raises:
        UsageError: the therapy sheet names no patient of the sample sheet.
    """
    patients = {sample.patient for sample in samples if sample.patient}
    if periods and patients and not patients & set(periods):
        raise UsageError(f"{sheet}: names no patient of the sample sheet ({min(patients)} …); correct the ids")
    return [_filled(sample, periods.get(sample.patient or "", ())) for sample in samples]


def _filled(sample: Sample, periods: Sequence[Period]) -> Sample:
    day = sample.collected
    if day is None or not periods:
        return sample
    taken = dict.fromkeys(p.drug for p in periods if (p.start or day) <= day <= (p.end or day))
    ended = dict.fromkeys(p.drug for p in periods if p.end is not None and p.end < day)
    current = sample.current_therapy or tuple(taken)
    prior = sample.prior_therapies or tuple(drug for drug in ended if drug not in current)
    return replace(sample, current_therapy=current, prior_therapies=prior)


def periods_of_samples(dated: Sequence[Visit]) -> tuple[Period, ...]:
    """Unbroken runs of samples at which a drug was the current one; the true start and end are not known."""
    open_runs: dict[str, tuple[str, str]] = {}
    periods: list[Period] = []
    for day, drugs in _drugs_by_day(dated).items():
        for drug in [drug for drug in open_runs if drug not in drugs]:
            start, end = open_runs.pop(drug)
            periods.append(Period(drug=drug, start=start, end=end, source="samples"))
        for drug in drugs:
            open_runs[drug] = (open_runs.get(drug, (day, day))[0], day)
    periods += [Period(drug=d, start=s, end=e, source="samples") for d, (s, e) in open_runs.items()]
    return in_order(periods)


def _drugs_by_day(dated: Sequence[Visit]) -> Mapping[str, list[str]]:
    days: dict[str, list[str]] = {}
    for visit in dated:
        days.setdefault(visit.point.collected or "", []).extend(visit.point.current_therapy)
    return days
