"""``ros1annot patient``: the results of each patient to one time line."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from ros1annot.cli import EXIT_OK, EXIT_SAMPLES_FAILED
from ros1annot.errors import InputError, UsageError
from ros1annot.model import Sample
from ros1annot.patient.drugs import names_of
from ros1annot.patient.model import Settings
from ros1annot.patient.therapies import read_therapies
from ros1annot.patient.timeline import group, write_patients
from ros1annot.result import SCHEMA_VERSION, Result
from ros1annot.samples import read_sheet
from ros1annot.table.load import load_table
from ros1annot.write.files import sample_file
from ros1annot.write.json import read_result


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``patient``."""
    parser.add_argument(
        "results",
        nargs="*",
        type=Path,
        metavar="RESULT.json|DIR",
        help="results, or folders that hold SAMPLE/SAMPLE.json; their order does not matter",
    )
    parser.add_argument(
        "--sheet",
        type=Path,
        metavar="SHEET",
        help="instead: the results of this sheet's samples below DIR; a sample without one is shown as failed",
    )
    parser.add_argument(
        "--therapies", type=Path, metavar="FILE", help="TSV or CSV of therapy periods: patient, drug, start, end"
    )
    parser.add_argument(
        "--within",
        type=int,
        default=Settings().within_days,
        metavar="DAYS",
        help="samples at most so far apart are of one time (default %(default)s)",
    )
    parser.add_argument(
        "--run-variation",
        type=float,
        default=Settings().run_variation,
        metavar="CV",
        help="how far the VAFs of two runs of one DNA differ beyond counting: a coefficient of variation, from your"
        " replicates (default %(default)s)",
    )
    parser.add_argument(
        "-o", "--out", required=True, type=Path, metavar="DIR", help="writes DIR/patients/ and DIR/cohort/changes.tsv"
    )


def main(args: argparse.Namespace) -> int:
    """Write the time lines below ``DIR``; 1 if some results could not be read."""
    if bool(args.results) == bool(args.sheet):
        raise UsageError("give either results or --sheet SHEET; see `ros1annot patient --help`")
    settings = _settings(args)
    names = names_of(load_table())
    therapies = read_therapies(args.therapies, names) if args.therapies else {}
    unreadable: list[str] = []
    given = _of_sheet(args.sheet, args.out, unreadable) if args.sheet else _of_files(args.results, unreadable)
    patients = group(given, names)
    for page in write_patients(patients, therapies, args.out, settings):
        print(page)
    if strangers := sorted(set(therapies) - set(patients.visits)):
        print(f"ros1annot: warning: {args.therapies}: no sample is of {', '.join(strangers)}", file=sys.stderr)
    for problem in unreadable:
        print(f"ros1annot: {problem}", file=sys.stderr)
    if patients.without_patient:
        print(f"ros1annot: no patient is named for {', '.join(patients.without_patient)}", file=sys.stderr)
    return EXIT_SAMPLES_FAILED if unreadable else EXIT_OK


def _settings(args: argparse.Namespace) -> Settings:
    if args.within < 0:
        raise UsageError(f"--within {args.within}: give 0 days or more")
    if not 0 <= args.run_variation < 1:
        raise UsageError(f"--run-variation {args.run_variation}: give a coefficient of variation from 0 to below 1")
    return Settings(within_days=args.within, run_variation=args.run_variation)


def _of_files(given: list[Path], unreadable: list[str]) -> Iterator[Result]:
    """Results that can be read; of the others nothing tells the patient."""
    for path in given:
        files = sorted(f for f in path.glob("*/*.json") if f.stem == f.parent.name) if path.is_dir() else [path]
        if not files:
            raise UsageError(f"{path}: holds no SAMPLE/SAMPLE.json; give the folder that `annotate -o` wrote")
        for file in files:
            try:
                yield read_result(file)
            except InputError as error:
                unreadable.append(str(error))


def _of_sheet(sheet: Path, out: Path, unreadable: list[str]) -> Iterator[Result]:
    """The sheet's samples; one whose result cannot be read is failed, and keeps its place in the time line."""
    for sample in read_sheet(sheet):
        try:
            yield read_result(sample_file(out, sample.name, "json"))
        except InputError as error:
            unreadable.append(str(error))
            yield _failed(sample, str(error))


def _failed(sample: Sample, reason: str) -> Result:
    described = {
        "name": sample.name,
        "patient": sample.patient,
        "specimen": sample.specimen,
        "site": sample.site,
        "collected": sample.collected,
        "current_therapy": list(sample.current_therapy),
    }
    return Result(schema_version=SCHEMA_VERSION, status="failed", sample=described, summary=reason, error=reason)
