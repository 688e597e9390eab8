"""``ros1annot table import``: another knowledge base's statements as an overlay of unverified rows."""

import argparse
import sys
from datetime import date
from pathlib import Path

from ros1annot.annotate.transcripts import Genome
from ros1annot.cli import EXIT_OK
from ros1annot.cli.table_options import add_table_arguments, chosen_table
from ros1annot.errors import ResourceError, UsageError
from ros1annot.table.exchange.civic import read_civic
from ros1annot.table.exchange.importing import import_items, summary
from ros1annot.table.exchange.mapping import read_mapped, read_mapping
from ros1annot.table.load import TableFiles, read_table
from ros1annot.write.files import atomic_write


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this action."""
    parser.add_argument("file", metavar="FILE", type=Path, help="what to read")
    parser.add_argument(
        "--from",
        dest="source",
        choices=("civic", "tsv"),
        required=True,
        help="civic: evidence summaries of any year; tsv: any table, by --map",
    )
    parser.add_argument("--map", metavar="MAPPING.toml", type=Path, help="columns and words of a tsv (docs/table.md)")
    parser.add_argument("--curated", metavar="DATE", type=_date, required=True, help="date of the import, YYYY-MM-DD")
    parser.add_argument("-o", "--out", metavar="OVERLAY.tsv", type=Path, required=True, help="the overlay to write")
    add_table_arguments(parser)


def main(args: argparse.Namespace) -> int:
    """Write the overlay; what was left out, and why, goes to standard error."""
    if (args.map is None) != (args.source == "civic"):
        raise UsageError("--map belongs to `--from tsv`, which needs it; `--from civic` knows its columns")
    genome = Genome.load()
    table = chosen_table(args, genome)
    items = read_civic(args.file) if args.map is None else read_mapped(args.file, read_mapping(args.map), "import:")
    imported = import_items(items, table, genome, args.curated.isoformat())
    atomic_write(args.out, imported.text())
    for line in summary(imported):
        print(line, file=sys.stderr)
    problems = read_table(TableFiles.beside(args.table, args.out), genome)[1] if args.overlay is None else []
    if problems:
        raise ResourceError(
            f"{args.out}: {problems[0]}; `ros1annot table check --overlay {args.out}` lists all problems"
        )
    print(args.out)
    return EXIT_OK


def _date(text: str) -> date:
    return date.fromisoformat(text)
