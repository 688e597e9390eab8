"""``ros1annot annotate``: samples to results, with or without a sheet, in one or several processes."""

import argparse
import sys
from pathlib import Path

from ros1annot.batch import Plan, Progress, run_batch, write_manifest
from ros1annot.cli import EXIT_OK, EXIT_SAMPLES_FAILED
from ros1annot.config import read_config
from ros1annot.errors import UsageError
from ros1annot.model import Sample
from ros1annot.parameters import EngineConfig
from ros1annot.patient.before import with_earlier
from ros1annot.patient.therapies import read_therapies, with_therapies
from ros1annot.samples import INPUT_COLUMNS, read_sheet, single_sample

_DESCRIBED = (
    "patient",
    "specimen",
    "collected",
    "disease",
    "assembly",
    "tumour_sample",
    "driver",
    "current_therapy",
    "prior_therapies",
    "tumour_fraction",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``annotate``."""
    parser.add_argument("sheet", nargs="?", type=Path, metavar="SHEET", help="sample sheet (TSV or CSV)")
    parser.add_argument("-o", "--out", required=True, type=Path, metavar="DIR", help="folder of the results")
    parser.add_argument(
        "--samples", metavar="A,B", help="only these samples of the sheet, and the earlier ones of their patients"
    )
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="processes (default 1)")
    parser.add_argument(
        "--therapies", type=Path, metavar="FILE", help="TSV of patient, drug, start, end: fills in empty therapies"
    )
    parser.add_argument("--config", type=Path, metavar="FILE", help="YAML config: thresholds, resistance table")
    parser.add_argument("--format", default="json", metavar="LIST", help="json (always), html, tsv (default json)")
    parser.add_argument("--manifest", type=Path, metavar="FILE", help="write what became of each sample")
    parser.add_argument("--force", action="store_true", help="make results anew that are up to date")
    parser.add_argument(
        "--log-format", choices=("text", "json"), default="text", help="json: one JSON object a sample on stderr"
    )
    single = parser.add_argument_group("one sample without a sheet (the values are the sheet's columns)")
    single.add_argument("--sample", metavar="ID", help="name of the sample")
    for column in (*INPUT_COLUMNS, *_DESCRIBED):
        single.add_argument(f"--{column.replace('_', '-')}", metavar="FILE" if column in INPUT_COLUMNS else "TEXT")


def main(args: argparse.Namespace) -> int:
    """Write ``DIR/<sample>/<sample>.json`` (and other formats); 1 if a sample failed."""
    plan = Plan(
        out=args.out,
        formats=_formats(args.format),
        config=read_config(args.config) if args.config else EngineConfig(),
        jobs=_positive(args.jobs),
        force=args.force,
        debug=args.debug,
    )
    samples = _samples(args, args.therapies or plan.config.therapies)
    as_json = args.log_format == "json"
    outcomes = run_batch(samples, plan, Progress(sys.stderr, len(samples), as_json=as_json))
    if args.manifest:
        write_manifest(args.manifest, outcomes)
    failed = [outcome for outcome in outcomes if outcome.failed]
    for outcome in [] if as_json else failed:  # a JSON line holds its reason
        print(f"ros1annot: sample {outcome.sample} failed: {outcome.reason}", file=sys.stderr)
    return EXIT_SAMPLES_FAILED if failed else EXIT_OK


def _formats(text: str) -> tuple[str, ...]:
    wanted = tuple(word.strip() for word in text.split(",") if word.strip())
    if unknown := [word for word in wanted if word not in ("json", "html", "tsv")]:
        raise UsageError(f"--format: {unknown[0]!r} is not known; known are json, html, tsv")
    return tuple(word for word in dict.fromkeys(wanted) if word != "json")


def _positive(jobs: int) -> int:
    if jobs < 1:
        raise UsageError(f"--jobs {jobs}: give 1 or more")
    return jobs


def _samples(args: argparse.Namespace, therapies: Path | None) -> list[Sample]:
    if (args.sheet is None) == (args.sample is None):
        raise UsageError("give either a sample sheet, or --sample with its files; see `ros1annot annotate --help`")
    if args.sheet is None:
        values = {column: getattr(args, column) or "" for column in (*INPUT_COLUMNS, *_DESCRIBED)}
        samples = [single_sample(args.sample, values)]
    else:
        samples = read_sheet(args.sheet)
    if therapies is not None:  # before single samples are chosen, so that a patient's id can be checked
        samples = with_therapies(samples, read_therapies(therapies, str.lower), therapies)
    if args.sheet is None or args.samples is None:
        return samples
    wanted = dict.fromkeys(name.strip() for name in args.samples.split(",") if name.strip())
    known = {sample.name: sample for sample in samples}
    if missing := [name for name in wanted if name not in known]:
        raise UsageError(f"{args.sheet}: no sample {', '.join(map(repr, missing))}; correct --samples")
    return with_earlier([known[name] for name in wanted], samples)
