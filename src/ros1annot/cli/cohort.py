"""``ros1annot cohort``: many results to one page and three tables."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from ros1annot.cohort import cohort_from_files
from ros1annot.errors import UsageError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``cohort``."""
    parser.add_argument(
        "results",
        nargs="+",
        type=Path,
        metavar="RESULT.json|DIR",
        help="results in the order of the page, or folders that hold SAMPLE/SAMPLE.json",
    )
    parser.add_argument("-o", "--out", required=True, type=Path, metavar="DIR", help="writes DIR/cohort/")


def main(args: argparse.Namespace) -> int:
    """Write ``DIR/cohort/``; 1 if some results could not be read, which the page shows as failed."""
    unreadable = cohort_from_files(list(_result_files(args.results)), args.out)
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
