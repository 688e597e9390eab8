"""``ros1annot table check``: every broken rule of a table at once, and the calls that must not be lost."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from ros1annot.annotate.transcripts import Genome
from ros1annot.cli import EXIT_OK, EXIT_USAGE
from ros1annot.interpret.cautions import load_cautions
from ros1annot.interpret.wording import load_wording
from ros1annot.knowledge import Knowledge
from ros1annot.parameters import Parameters
from ros1annot.resources import resource
from ros1annot.sentinels import check_sentinels, sentinels_beside
from ros1annot.table.annotations import annotation
from ros1annot.table.load import TableFiles, read_table
from ros1annot.table.model import Problem, ResistanceTable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this action."""
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="*",
        type=Path,
        help="resistance tables (default: the shipped one); drugs.tsv and the others beside each are read too, and "
        "stand for their table where they are named",
    )
    parser.add_argument("--overlay", metavar="FILE", type=Path, help="rows of the laboratory over the table")
    parser.add_argument(
        "--sentinels",
        action="store_true",
        help="compute the calls of the frozen cases anew: sentinels.tsv beside the table, else the shipped one",
    )
    parser.add_argument(
        "--format", choices=("text", "github"), default="text", help="github: annotations of a pull request"
    )


def main(args: argparse.Namespace) -> int:
    """Print one line a problem; 2 if there is one."""
    genome = Genome.load()
    found = 0
    for path in dict.fromkeys(map(TableFiles.table_of, args.files)) or [None]:
        table, problems = read_table(TableFiles.beside(path, args.overlay), genome)
        told = f"{len(table.entries)} rows"
        if args.sentinels and not problems:
            looked_at, problems = check_sentinels(sentinels_beside(path), _knowledge(table, genome))
            told = f"{told}, {looked_at} sentinels"
        for line in _lines(problems, args.format):
            print(line)
        found += len(problems)
        if not problems:
            print(f"ok: {told}" if path is None else f"ok: {path}: {told}")
    return EXIT_USAGE if found else EXIT_OK


def _lines(problems: list[Problem], form: str) -> Iterator[str]:
    return map(annotation if form == "github" else str, problems)


def _knowledge(table: ResistanceTable, genome: Genome) -> Knowledge:
    """The table under the default thresholds: sentinels ask the table, not a laboratory's settings."""
    cautions = load_cautions(resource("cautions.tsv"), genome)
    return Knowledge(genome, table, load_wording(resource("wording.toml")), cautions, Parameters(), digest="")
