"""Many results, one page and three tables. Reads one result at a time and keeps a few lines of each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ros1annot.errors import InputError, UsageError
from ros1annot.model import InputKind
from ros1annot.result import SCHEMA_VERSION, Alteration, Call, DrugCall, HotspotState, Result
from ros1annot.write.cohort_page import SampleRow, Seen, render_cohort
from ros1annot.write.facts import driver_names, looked_for, made_with, sample_list, sample_name, sample_text, titled
from ros1annot.write.files import atomic_write, clear_leftovers, is_file_name, patient_page
from ros1annot.write.json import read_result
from ros1annot.write.text import vaf
from ros1annot.write.tsv import FINDING_COLUMNS, because, finding_cells, tsv_line

SAMPLE_COLUMNS = (
    "sample",
    "status",
    "error",
    "patient",
    "specimen",
    "collected",
    "disease",
    "driver",
    "current_therapy",
    "current_call",
    "alterations",
    "not_counted",
    *(f"n_{call.value}" for call in Call),
    "hotspots",
    "hotspots_assessable",
    "flags",
)
DRUG_COLUMNS = (
    "sample",
    "patient",
    "drug",
    "call",
    "coverage",
    "therapy",
    "level",
    "basis",
    "because",
    "statement",
)
COHORT_FINDING_COLUMNS = ("sample", "patient", "drug", *FINDING_COLUMNS, "match", "phase", "counted")
_ASSESSABLE = {HotspotState.DETECTED, HotspotState.NOT_DETECTED}


@dataclass(slots=True)
class Cohort:
    """The page's rows and the tables' lines, filled one result at a time, in the order given.

    Attributes:
        out: the folder of the results; the page links the time lines that lie there.
    """

    out: Path
    rows: list[SampleRow] = field(default_factory=list)
    calls: dict[str, dict[Call, int]] = field(default_factory=dict)
    samples: list[str] = field(default_factory=list)
    drugs: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)

    def add(self, result: Result) -> None:
        """Take what page and tables need of one result."""
        name, patient = sample_name(result), sample_text(result, "patient")
        has_page = bool(patient) and is_file_name(patient) and patient_page(self.out, patient).is_file()
        self.rows.append(_sample_row(result, patient_page=has_page))
        self.samples.append(tsv_line(_sample_cells(result)))
        for drug in result.drugs:
            counts = self.calls.setdefault(drug.drug, dict.fromkeys(Call, 0))
            counts[drug.call] += 1
            self.drugs.append(tsv_line((name, patient, *_drug_cells(result, drug))))
        for line in _finding_lines(result):
            self.findings.append(tsv_line((name, patient, *line)))


def cohort_from_files(paths: Sequence[Path], out: Path) -> list[str]:
    """Write the cohort of result files, and return one line for each file that could not be read.

    Such a file is a failed sample of the cohort, under the name of the file, so that it cannot go missing.

    Raises:
        UsageError: a sample comes twice.
        InputError: the cohort cannot be written.
    """
    unreadable: list[str] = []
    write_cohort(_read_all(paths, unreadable), out)
    return unreadable


def _read_all(paths: Iterable[Path], unreadable: list[str]) -> Iterator[Result]:
    for path in paths:
        try:
            yield read_result(path)
        except InputError as error:
            if not is_file_name(path.stem):
                raise
            unreadable.append(str(error))
            yield Result(
                schema_version=SCHEMA_VERSION,
                status="failed",
                sample={"name": path.stem},
                summary=str(error),
                error=str(error),
            )


def write_cohort(results: Iterable[Result], out: Path) -> None:
    """Write ``OUT/cohort/``: ``index.html``, and byte-true for machines the findings, drugs and samples TSV.

    Args:
        results: in the order of the sheet; they are taken one at a time.
        out: the folder of the results, in which ``<sample>/<sample>.html`` and ``patients/<patient>.html`` lie.

    Raises:
        UsageError: a sample comes twice.
        InputError: a file cannot be written.
    """
    cohort, known = Cohort(out), set[str]()
    for result in results:
        name = sample_name(result)
        if name in known:
            raise UsageError(f"sample {name!r} comes twice; give each result once")
        known.add(name)
        cohort.add(result)
    folder = out / "cohort"
    clear_leftovers(folder)
    for file, columns, lines in (
        ("findings.tsv", COHORT_FINDING_COLUMNS, cohort.findings),
        ("drugs.tsv", DRUG_COLUMNS, cohort.drugs),
        ("samples.tsv", SAMPLE_COLUMNS, cohort.samples),
    ):
        atomic_write(folder / file, tsv_line(columns) + "".join(lines))
    atomic_write(folder / "index.html", render_cohort(cohort.rows, cohort.calls))


def _sample_row(result: Result, *, patient_page: bool) -> SampleRow:
    current = [drug for drug in result.drugs if drug.therapy == "current"]
    return SampleRow(
        sample=sample_name(result),
        patient=sample_text(result, "patient"),
        specimen=sample_text(result, "specimen"),
        collected=sample_text(result, "collected"),
        status=result.status,
        error=result.error or "",
        drivers="; ".join(driver_names(result)),
        therapy="; ".join(sample_list(result, "current_therapy")),
        current=tuple((drug.drug, drug.call) for drug in current),
        because="; ".join(dict.fromkeys(filter(None, (because(result, drug) for drug in current)))),
        resistant=sum(drug.call is Call.RESISTANT for drug in result.drugs),
        flags=len(result.flags),
        seen=tuple(_seen(alteration) for alteration in result.alterations),
        kinds=_kinds(result),
        patient_page=patient_page,
        made_with=made_with(result),
    )


def _seen(alteration: Alteration) -> Seen:
    title = titled(alteration.gene, alteration.name)
    return Seen(title, alteration.kind, "" if alteration.vaf is None else vaf(alteration.vaf), alteration.counted)


def _kinds(result: Result) -> frozenset[str]:
    shown_by = {
        "small_variant": (InputKind.VCF,),
        "fusion": (InputKind.FUSIONS, InputKind.SV),
        "copy_number": (InputKind.COPY_NUMBER,),
        "splice": (InputKind.FUSIONS,),
    }
    return frozenset(kind for kind, inputs in shown_by.items() if looked_for(result, *inputs))


def _sample_cells(result: Result) -> tuple[str, ...]:
    def named(*, counted: bool) -> str:
        return "; ".join(titled(a.gene, a.name) for a in result.alterations if a.counted is counted)

    return (
        sample_name(result),
        result.status,
        result.error or "",
        sample_text(result, "patient"),
        sample_text(result, "specimen"),
        sample_text(result, "collected"),
        sample_text(result, "disease"),
        "; ".join(driver_names(result)),
        "; ".join(sample_list(result, "current_therapy")),
        "; ".join(f"{drug.drug}={drug.call}" for drug in result.drugs if drug.therapy == "current"),
        named(counted=True),
        named(counted=False),
        *(str(sum(drug.call is call for drug in result.drugs)) for call in Call),
        str(len(result.callability)),
        str(sum(hotspot.state in _ASSESSABLE for hotspot in result.callability)),
        ";".join(dict.fromkeys(flag.code for flag in result.flags)),
    )


def _drug_cells(result: Result, drug: DrugCall) -> tuple[str, ...]:
    return (
        drug.drug,
        drug.call,
        drug.coverage,
        drug.therapy,
        drug.level or "",
        drug.basis,
        because(result, drug),
        drug.statement,
    )


def _finding_lines(result: Result) -> Iterator[tuple[str, ...]]:
    counted = {alteration.id: alteration.counted for alteration in result.alterations}
    for finding in result.findings:
        all_counted = all(counted[i] for i in finding.alteration_ids)
        yield (
            finding.drug,
            *finding_cells(result, finding),
            finding.match,
            finding.phase or "",
            "yes" if all_counted else "no",
        )
