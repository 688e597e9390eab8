"""``ros1annot report``: results to HTML pages and TSV tables. Computes nothing."""

import argparse
import sys
from pathlib import Path

from ros1annot.errors import InputError, UsageError
from ros1annot.write.facts import sample_name
from ros1annot.write.formats import FORMATS, chosen_formats, write_formats
from ros1annot.write.json import read_result


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``report``."""
    parser.add_argument("results", nargs="+", type=Path, metavar="RESULT.json", help="results of `annotate`")
    parser.add_argument("-o", "--out", required=True, type=Path, metavar="DIR", help="folder of the reports")
    parser.add_argument(
        "--format", default=FORMATS[0], metavar="LIST", help=f"of {', '.join(FORMATS)} (default {FORMATS[0]})"
    )


def main(args: argparse.Namespace) -> int:
    """Write ``DIR/<sample>/<sample>.html`` (and other formats); 1 if some results could not be read."""
    formats = chosen_formats(args.format)
    known: dict[str, Path] = {}
    problems: list[InputError] = []
    for path in args.results:
        try:
            result = read_result(path)
        except InputError as error:
            problems.append(error)
            continue
        name = sample_name(result)
        if name in known:
            raise UsageError(f"{path}: sample {name!r} was given by {known[name]} before; give each sample once")
        known[name] = path
        for written in write_formats(result, args.out, formats):
            print(written)
    if problems and not known:
        raise problems[0]
    for problem in problems:
        print(f"ros1annot: {problem}", file=sys.stderr)
    return 1 if problems else 0
