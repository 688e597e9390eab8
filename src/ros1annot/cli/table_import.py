"""``ros1annot table import``: another knowledge base's statements as an overlay of unverified rows."""

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ros1annot.annotate.transcripts import Genome
from ros1annot.cli import EXIT_OK
from ros1annot.cli.table_options import add_table_arguments, chosen_table
from ros1annot.errors import ResourceError, UsageError
from ros1annot.resources import resource
from ros1annot.table.exchange.civic import read_civic
from ros1annot.table.exchange.foreign import ForeignItem
from ros1annot.table.exchange.importing import import_items, summary
from ros1annot.table.exchange.mapping import read_mapped, read_mapping
from ros1annot.table.load import TableFiles, read_table
from ros1annot.write.files import atomic_write

_ONCOKB = "oncokb"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this action."""
    parser.add_argument("file", metavar="FILE", type=Path, help="what to read")
    parser.add_argument(
        "--from",
        dest="source",
        choices=("civic", _ONCOKB, "tsv"),
        required=True,
        help="civic: evidence summaries of any year; oncokb: a licensed user's export; tsv: any table, by --map",
    )
    parser.add_argument(
        "--map", metavar="MAPPING.toml", type=Path, help="columns and words of the file (docs/table.md)"
    )
    parser.add_argument("--curated", metavar="DATE", type=_date, required=True, help="date of the import, YYYY-MM-DD")
    parser.add_argument("-o", "--out", metavar="OVERLAY.tsv", type=Path, required=True, help="the overlay to write")
    add_table_arguments(parser)


def main(args: argparse.Namespace) -> int:
    """Write the overlay; what was left out, and why, goes to standard error."""
    if (args.map is None) != (args.source != "tsv"):
        raise UsageError("--map belongs to `--from tsv`, which needs it; the others know their columns")
    genome = Genome.load()
    table = chosen_table(args, genome)
    imported = import_items(_items(args), table, genome, args.curated.isoformat())
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


def _items(args: argparse.Namespace) -> Iterator[ForeignItem]:
    if args.source == "civic":
        return read_civic(args.file)
    mapping = args.map or resource("mappings", f"{_ONCOKB}.toml")
    return read_mapped(args.file, read_mapping(mapping), f"{_ONCOKB}:" if args.source == _ONCOKB else "import:")


def _date(text: str) -> date:
    return date.fromisoformat(text)
