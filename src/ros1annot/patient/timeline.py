"""Many results in, one time line a patient out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ros1annot.errors import UsageError
from ros1annot.patient.beside import pairs_of
from ros1annot.patient.drugs import DrugNames
from ros1annot.patient.model import SCHEMA_VERSION, Period, Settings, Timeline
from ros1annot.patient.notes import notes_of
from ros1annot.patient.observe import variants_of
from ros1annot.patient.steps import steps_of
from ros1annot.patient.therapies import periods_of_samples
from ros1annot.patient.visit import Visit, in_order, visit_of
from ros1annot.result import Result
from ros1annot.write.facts import sample_text
from ros1annot.write.files import atomic_write, clear_leftovers, is_file_name, patient_page
from ros1annot.write.html import report_labels
from ros1annot.write.labels import Labels
from ros1annot.write.patient_page import render_patient, timeline_to_json
from ros1annot.write.patient_table import CHANGE_COLUMNS, change_lines
from ros1annot.write.tsv import tsv_line


@dataclass(frozen=True, slots=True)
class Patients:
    """The samples of each patient, and those that name no patient."""

    visits: Mapping[str, tuple[Visit, ...]]
    without_patient: tuple[str, ...]


def timeline(
    patient: str, visits: Sequence[Visit], therapies: Sequence[Period], settings: Settings, labels: Labels
) -> Timeline:
    """The course of one patient; the order in which the samples are given changes nothing.

    Args:
        patient: the id.
        visits: the samples.
        therapies: periods of the therapy sheet; without one they are taken from the samples.
        settings: how changes are tested and samples are paired.
        labels: the texts of the notes.
    """
    dated, undated = in_order(visits)
    variants = variants_of((*dated, *undated))
    steps = steps_of(dated, variants, settings)
    periods = tuple(therapies) or periods_of_samples(dated)
    return Timeline(
        schema_version=SCHEMA_VERSION,
        patient=patient,
        settings=settings,
        drivers=tuple(dict.fromkeys(name for visit in (*dated, *undated) for name in visit.driver_names)),
        samples=tuple(visit.point for visit in dated),
        undated=tuple(visit.point for visit in undated),
        variants=variants,
        steps=steps,
        pairs=pairs_of(dated, variants, settings),
        therapies=periods,
        notes=notes_of(dated, undated, variants, steps, periods, labels),
    )


def group(results: Iterable[Result], names: DrugNames) -> Patients:
    """Sort results by patient; they are taken one at a time, and little is kept of each.

    Raises:
        UsageError: a sample comes twice, or a patient's id cannot name a file.
    """
    visits: dict[str, list[Visit]] = {}
    alone: list[str] = []
    known: set[str] = set()
    for result in results:
        visit, patient = visit_of(result, names), sample_text(result, "patient")
        if visit.name in known:
            raise UsageError(f"sample {visit.name!r} comes twice; give each result once")
        known.add(visit.name)
        if not patient:
            alone.append(visit.name)
        elif not is_file_name(patient):
            raise UsageError(f"sample {visit.name!r}: the patient {patient!r} cannot name a file; use another id")
        else:
            visits.setdefault(patient, []).append(visit)
    spelled: dict[str, str] = {}
    for patient in visits:
        if (before := spelled.setdefault(patient.lower(), patient)) != patient:
            raise UsageError(f"patients {before!r} and {patient!r} differ by case only; make their ids differ")
    return Patients({patient: tuple(visits[patient]) for patient in sorted(visits)}, tuple(alone))


def write_patients(
    patients: Patients, therapies: Mapping[str, Sequence[Period]], out: Path, settings: Settings
) -> list[Path]:
    """Write ``OUT/patients/<patient>.json`` and ``.html`` for every patient, and ``OUT/cohort/changes.tsv`` for all.

    Returns:
        the pages.

    Raises:
        InputError: a file cannot be written.
    """
    for folder in ("patients", "cohort"):
        clear_leftovers(out / folder)
    labels = report_labels()
    pages, lines = [], [tsv_line(CHANGE_COLUMNS)]
    for patient, visits in patients.visits.items():
        course = timeline(patient, visits, therapies.get(patient, ()), settings, labels)
        page = patient_page(out, patient)
        atomic_write(page.with_name(f"{patient}.json"), timeline_to_json(course))
        atomic_write(page, render_patient(course))
        lines += change_lines(course)
        pages.append(page)
    atomic_write(out / "cohort" / "changes.tsv", "".join(lines))
    return pages
