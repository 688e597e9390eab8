"""The sample sheet: one row a sample, TSV or CSV, checked as a whole before any work is done.

The rules of single cells are data (``workflow/schemas/samples.schema.yaml``, together with the sentence shown
when one is broken); what needs more than one cell, or the file system, is here.
"""

import csv
import difflib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ros1annot.errors import UsageError
from ros1annot.model import Assembly, InputFile, InputKind, Sample, Specimen
from ros1annot.resources import workflow_file
from ros1annot.write.files import is_file_name

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

INPUT_COLUMNS = tuple(kind.value for kind in InputKind)
COLUMNS = (
    "sample", "patient", "specimen", "site", "collected", "disease", "assembly", *INPUT_COLUMNS,
    "tumour_sample", "driver", "current_therapy", "prior_therapies", "tumour_fraction",
)  # fmt: skip

_SPELLED_OTHERWISE = {"tumor_sample": "tumour_sample", "tumor_fraction": "tumour_fraction"}
_NOT_SUPPLIED = ("", "NA")
_DISEASE = "NSCLC"
_RESULT_FOLDERS = ("cohort", "patients")
_NOBODY = frozenset({"anonymous", "n.a", "na", "nan", "nil", "none", "null", "tbd", "unk", "unknown", "xxx"})
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
# At least two characters, so that the drive of a Windows path is not taken for a caller.
_FORCED_CALLER = re.compile(r"([a-z][a-z0-9_-]+):(.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Row:
    """The filled cells of one row; ``line`` counts from 1 at the top of the file."""

    line: int
    cells: Mapping[str, str]


def read_sheet(path: Path) -> list[Sample]:
    """Read and check a sample sheet.

    Tab- or comma-separated (told from the header), UTF-8 with or without a byte-order mark. Empty lines and
    lines that begin with ``#`` are skipped. Paths of input files are relative to the sheet. ``caller:path``
    forces the reader of a file; a file whose name looks like that is written ``./name:with-colon``.

    A missing input file alone does not make the sheet wrong: its sample fails when it is read, and the others
    do not. It is told here beside the problems that do.

    Raises:
        UsageError: the sheet cannot be read, or breaks rules: one line a problem, all problems at once.
    """
    header, rows, problems = _read_rows(path)
    problems += _header_problems(header)
    if not rows and not problems:
        problems.append("there is no row under the header; add one row a sample")
    validator = _validator()
    samples: list[Sample] = []
    missing: list[str] = []
    for row in rows:
        wrong, sample = _checked(row.cells, path.parent, validator)
        problems += [f"line {row.line}, {problem}" for problem in wrong]
        if sample is not None:
            samples.append(sample)
            missing += [f"line {row.line}, {problem}" for problem in missing_files(sample)]
    problems += [*_repeated_ids(rows), *_patients_spelled_alike(rows)]
    if problems:
        raise UsageError(_told(f"{path}: the sample sheet has", [*problems, *missing]))
    return samples


def single_sample(name: str, values: Mapping[str, str]) -> Sample:
    """One sample from plain values under the sheet's column names; paths are relative to the working folder.

    Raises:
        UsageError: a value breaks a rule of the sheet, or a file does not exist.
    """
    cells = {column: text for column, value in {"sample": name, **values}.items() if (text := value.strip())}
    problems, sample = _checked(cells, Path(), _validator())
    if sample is None or (problems := missing_files(sample)):
        raise UsageError(_told(f"sample {name!r} has", problems))
    return sample


def missing_files(sample: Sample) -> list[str]:
    """One sentence for each input of a sample that is not a file."""
    return [
        f"{file.kind}: {file.shown_as!r} {'is not a file' if file.path.exists() else 'does not exist'}; "
        "correct the path"
        for file in sample.inputs
        if not file.path.is_file()
    ]


def id_problem(name: str) -> str | None:
    """Why a name cannot be the id of a sample; ``None`` where it can."""
    problems = (*_schema_problems({"sample": name, "vcf": "any"}, _validator()), *_id_problems({"sample": name}))
    return next(iter(problems), None)


def _told(what: str, problems: Sequence[str]) -> str:
    count = "1 problem:" if len(problems) == 1 else f"{len(problems)} problems:"
    return "\n  ".join([f"{what} {count}", *problems])


# --- the table ---------------------------------------------------------------------------------------------


def _read_rows(path: Path) -> tuple[list[str], list[_Row], list[str]]:
    """The header's names, the rows below it, and what is wrong with the shape of the table."""
    import pandas as pd  # costs start-up time

    text = _text(path)
    separator = _separator(path, text)
    width = max(line.count(separator) for line in text.splitlines()) + 1
    try:
        frame = pd.read_csv(
            io.StringIO(text), sep=separator, header=None, names=range(width), dtype=str,
            keep_default_na=False, na_filter=False, skip_blank_lines=False, index_col=False,
        )  # fmt: skip
    except (pd.errors.ParserError, csv.Error) as error:
        raise UsageError(f"{path}: a quotation mark is opened and never closed; remove it") from error
    header: list[str] = []
    rows: list[_Row] = []
    problems: list[str] = []
    for line, values in enumerate(frame.fillna("").itertuples(index=False), 1):
        cells = [str(cell) for cell in values]
        if any("\n" in cell or "\r" in cell for cell in cells):
            raise UsageError(f"{path}, line {line}: a cell holds a line break (an unclosed quotation mark?); remove it")
        cells = [cell.strip() for cell in cells]
        if not any(cells) or cells[0].startswith("#"):
            continue
        if not header:
            header = _column_names(cells)
            continue
        if any(cells[len(header) :]):
            problems.append(f"line {line}: more cells than the header has columns; check the separators")
        filled = {name: cell for name, cell in zip(header, cells, strict=False) if cell not in _NOT_SUPPLIED}
        rows.append(_Row(line, filled))
    return header, rows, problems


def _text(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise UsageError(f"{path}: the sample sheet does not exist; correct the path") from error
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{path}: the sample sheet is not UTF-8 text; save it as TSV or CSV with encoding UTF-8"
        ) from error
    except OSError as error:
        raise UsageError(f"{path}: the sample sheet cannot be read ({error.strerror})") from error
    if "\0" in text:
        raise UsageError(f"{path}: the sample sheet is not text; save it as TSV or CSV")
    return text


def _separator(path: Path, text: str) -> str:
    header = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), None)
    if header is None:
        raise UsageError(f"{path}: the sample sheet is empty; `ros1annot init DIR` writes one to fill in")
    if "\t" in header:
        return "\t"
    if ";" in header and "," not in header:
        raise UsageError(f"{path}: cells are separated by `;`; save the sheet with tabs or commas instead")
    return ","


def _column_names(cells: Sequence[str]) -> list[str]:
    names = list(cells)
    while names and not names[-1]:  # spreadsheets leave separators behind the last column
        names.pop()
    lowered = [name.lower() for name in names]
    known = [_SPELLED_OTHERWISE.get(name, name) for name in lowered]
    return [new if new in COLUMNS else old for old, new in zip(names, known, strict=True)]


def _header_problems(header: Sequence[str]) -> Iterator[str]:
    if "sample" not in header:
        yield "the column `sample` is missing; the first line must hold the column names"
    for name in dict.fromkeys(header):
        if not name:
            yield "a column has no name in the first line; name it or remove it"
        elif (times := header.count(name)) > 1:
            yield f"there are {times} columns `{name}`; keep or rename one"
        elif name not in COLUMNS and (near := difflib.get_close_matches(name.lower(), COLUMNS, 1, 0.9)):
            yield f"the column `{name}` would not be read: write `{near[0]}`, or a name less like it"


def _repeated_ids(rows: Sequence[_Row]) -> Iterator[str]:
    """Ids that would share a result folder, also where the file system does not tell ``a`` from ``A``."""
    first: dict[str, _Row] = {}
    for row in rows:
        if name := row.cells.get("sample"):
            before = first.setdefault(name.lower(), row)
            if before is not row:
                yield (
                    f"line {row.line}, sample: {name!r} is {before.cells['sample']!r} of line {before.line} "
                    "again (upper and lower case count as one); make ids differ"
                )


def _patients_spelled_alike(rows: Sequence[_Row]) -> Iterator[str]:
    """Patients that would share a file, and are most likely one: ``P1`` and ``p1``."""
    first: dict[str, _Row] = {}
    for row in rows:
        if patient := row.cells.get("patient"):
            before = first.setdefault(patient.lower(), row)
            if before.cells["patient"] != patient:
                yield (
                    f"line {row.line}, patient: {patient!r} differs from {before.cells['patient']!r} of line "
                    f"{before.line} by case only; write one patient in one way"
                )


# --- one row -----------------------------------------------------------------------------------------------


@cache
def _validator() -> "Validator":
    import yaml  # costs start-up time
    from jsonschema import Draft202012Validator, FormatChecker

    schema = yaml.safe_load(workflow_file("schemas", "samples.schema.yaml").read_text(encoding="utf-8"))
    return Draft202012Validator(schema, format_checker=FormatChecker(["date"]))


def _checked(cells: Mapping[str, str], base: Path, validator: "Validator") -> tuple[list[str], Sample | None]:
    """What is wrong with the cells of one row, and the sample if nothing is."""
    found = (*_schema_problems(cells, validator), *_id_problems(cells), *_address_problems(cells))
    problems = list(dict.fromkeys(found))  # a cell can break two rules that have one sentence
    return problems, None if problems else _sample(cells, base)


def _schema_problems(cells: Mapping[str, str], validator: "Validator") -> Iterator[str]:
    for error in validator.iter_errors(dict(cells)):
        sentence = error.schema["description"] if isinstance(error.schema, dict) else error.message
        yield f"{error.path[0]}: {error.instance!r}: {sentence}" if error.path else sentence


def _id_problems(cells: Mapping[str, str]) -> Iterator[str]:
    if (patient := cells.get("patient", "")).lower() in _NOBODY:
        yield (
            f"patient: {patient!r} names nobody, and all samples that share it would be taken for one patient's; "
            "leave the cell empty"
        )
    for column in ("sample", "patient"):
        name = cells.get(column, "")
        if column == "sample" and name.lower() in _RESULT_FOLDERS:
            yield f"sample: {name!r} is the name of another folder of the results; choose another id"
        elif re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", name) and not is_file_name(name):
            yield f"{column}: {name!r} cannot name a file (`..`, a dot at the end, or a device of Windows)"


def _address_problems(cells: Mapping[str, str]) -> Iterator[str]:
    for column in INPUT_COLUMNS:
        for text in _several(cells.get(column, "")):
            if _ADDRESS.match(text):
                yield f"{column}: {text!r}: nothing is fetched at run time; give the path of a copy"


def _input_file(kind: InputKind, text: str, base: Path) -> InputFile:
    forced = _FORCED_CALLER.fullmatch(text)
    shown = forced[2].strip() if forced else text
    return InputFile(kind, base / shown, shown, forced[1].lower() if forced else None)


def _sample(cells: Mapping[str, str], base: Path) -> Sample:
    specimen, assembly, fraction = (cells.get(name) for name in ("specimen", "assembly", "tumour_fraction"))
    return Sample(
        name=cells["sample"],
        patient=cells.get("patient"),
        specimen=Specimen(specimen) if specimen else None,
        site=cells.get("site"),
        collected=cells.get("collected"),
        disease=cells.get("disease", _DISEASE),
        assembly=None if assembly in (None, "auto") else Assembly(assembly),
        inputs=tuple(_input_file(kind, text, base) for kind in InputKind for text in _several(cells.get(kind, ""))),
        tumour_sample=cells.get("tumour_sample"),
        drivers=_several(cells.get("driver", "")),
        current_therapy=_drugs(cells.get("current_therapy", "")),
        prior_therapies=_drugs(cells.get("prior_therapies", "")),
        tumour_fraction=float(fraction) if fraction else None,
        extra={name: text for name, text in cells.items() if name not in COLUMNS},
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _drugs(cell: str) -> tuple[str, ...]:
    """Generic names in lower case; the partners of a combination joined by `` + ``."""
    return tuple(" + ".join(partner.strip().lower() for partner in drug.split("+")) for drug in _several(cell))
