"""``ros1annot cohort``: many results to one page and three tables."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from ros1annot.cohort import cohort_from_files
from ros1annot.errors import UsageError
from ros1annot.samples import read_sheet
from ros1annot.write.files import sample_file


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``cohort``."""
    parser.add_argument(
        "results",
        nargs="*",
        type=Path,
        metavar="RESULT.json|DIR",
        help="results in the order of the page, or folders that hold SAMPLE/SAMPLE.json",
    )
    parser.add_argument(
        "--sheet",
        type=Path,
        metavar="SHEET",
        help="instead: the results of this sheet's samples below DIR; a sample without one is shown as failed",
    )
    parser.add_argument("-o", "--out", required=True, type=Path, metavar="DIR", help="writes DIR/cohort/")


def main(args: argparse.Namespace) -> int:
    """Write ``DIR/cohort/``; 1 if some results could not be read, which the page shows as failed."""
    if bool(args.results) == bool(args.sheet):
        raise UsageError("give either results or --sheet SHEET; see `ros1annot cohort --help`")
    if args.sheet:
        files = [sample_file(args.out, sample.name, "json") for sample in read_sheet(args.sheet)]
    else:
        files = list(_result_files(args.results))
    unreadable = cohort_from_files(files, args.out)
    print(args.out / "cohort" / "index.html")
    for problem in unreadable:
        print(f"ros1annot: {problem}", file=sys.stderr)
    return 1 if unreadable else 0


def _result_files(given: Sequence[Path]) -> Iterator[Path]:
    for path in given:
        if not path.is_dir():
            yield path
            continue
        found = sorted(file for file in path.glob("*/*.json") if file.stem == file.parent.name)
        if not found:
            raise UsageError(f"{path}: holds no SAMPLE/SAMPLE.json; give the folder that `annotate -o` wrote")
        yield from found
