"""The page of a cohort: counts, failed samples first, one line a sample, drugs by call, serial samples."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ros1annot.result import Call
from ros1annot.write.html import render, report_labels
from ros1annot.write.labels import CallLabel, Labels


@dataclass(frozen=True, slots=True)
class Seen:
    """One alteration of a sample, as the serial view needs it."""

    title: str
    kind: str
    shown: str
    counted: bool


@dataclass(frozen=True, slots=True)
class SampleRow:
    """What the page says of one sample.

    Attributes:
        current: the drugs the patient takes, with their calls.
        seen: its alterations.
        kinds: the kinds of alteration that its inputs could show.
        patient_page: whether the patient has a time line to link to.
        made_with: program, table and thresholds.
    """

    sample: str
    patient: str
    specimen: str
    collected: str
    status: str
    error: str
    drivers: str
    therapy: str
    current: tuple[tuple[str, Call], ...]
    because: str
    resistant: int
    flags: int
    seen: tuple[Seen, ...]
    kinds: frozenset[str]
    patient_page: bool
    made_with: str

    @property
    def failed(self) -> bool:
        """Whether there is no result to read."""
        return self.status == "failed"


@dataclass(frozen=True, slots=True)
class DrugLine:
    """In how many samples a drug has each call, in the order of precedence."""

    drug: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SerialLine:
    """One alteration over the samples of a patient."""

    title: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Serial:
    """The samples of one patient beside each other, by date of collection."""

    patient: str
    samples: tuple[SampleRow, ...]
    lines: tuple[SerialLine, ...]


def render_cohort(rows: Sequence[SampleRow], calls: Mapping[str, Mapping[Call, int]]) -> str:
    """The page; sample rows keep their order, and failed samples are also listed before all others."""
    labels = report_labels()
    return render(
        "cohort.html.j2",
        labels=labels,
        rows=rows,
        failed=[row for row in rows if row.failed],
        makers=_makers(rows),
        counts=_counts(rows, labels),
        calls=[labels.calls[call] for call in Call],
        call_of=labels.calls,
        drugs=[DrugLine(drug, tuple(calls[drug][call] for call in Call)) for drug in sorted(calls)],
        serial=_serial(rows, labels),
    )


def _makers(rows: Sequence[SampleRow]) -> dict[str, list[SampleRow]]:
    """The samples by what made their results, the most first: more than one where some are out of date."""
    makers: dict[str, list[SampleRow]] = {}
    for row in rows:
        if not row.failed:
            makers.setdefault(row.made_with, []).append(row)
    return dict(sorted(makers.items(), key=lambda maker: -len(maker[1])))


@dataclass(frozen=True, slots=True)
class Count:
    """One number of the cohort, with the call it counts where it counts one."""

    name: str
    number: int
    call: CallLabel | None = None


def _counts(rows: Sequence[SampleRow], labels: Labels) -> list[Count]:
    read = [row for row in rows if not row.failed]
    counts = [
        Count("samples", len(rows)),
        Count("failed", len(rows) - len(read)),
        Count("patients", len({row.patient for row in rows if row.patient})),
        Count("without a current therapy", sum(not row.current for row in read)),
    ]
    for call in Call:
        number = sum(any(said is call for _, said in row.current) for row in read)
        if number:
            counts.append(Count(f"current therapy: {labels.calls[call].word}", number, labels.calls[call]))
    return counts


def _serial(rows: Sequence[SampleRow], labels: Labels) -> list[Serial]:
    patients: dict[str, list[SampleRow]] = {}
    for row in rows:
        if row.patient:
            patients.setdefault(row.patient, []).append(row)
    return [
        _serial_of(patient, sorted(samples, key=lambda row: row.collected or "9999"), labels)
        for patient, samples in patients.items()
        if len(samples) > 1
    ]


def _serial_of(patient: str, samples: list[SampleRow], labels: Labels) -> Serial:
    titles = dict.fromkeys((seen.title, seen.kind) for row in samples for seen in row.seen)
    lines = (SerialLine(title, tuple(_cell(row, title, kind, labels) for row in samples)) for title, kind in titles)
    return Serial(patient, tuple(samples), tuple(lines))


def _cell(row: SampleRow, title: str, kind: str, labels: Labels) -> str:
    if row.failed:
        return "failed"
    found = next((seen for seen in row.seen if seen.title == title and seen.kind == kind), None)
    if found is None:
        return labels.text("cohort", "not_called" if kind in row.kinds else "not_tested")
    shown = found.shown or labels.text("cohort", "seen")
    return shown if found.counted else f"{shown} ({labels.text('cohort', 'not_counted')})"
