"""``ros1annot table export``: the table, its overlay merged in, in another form."""

import argparse
import json
from pathlib import Path

from ros1annot.annotate.transcripts import Genome
from ros1annot.cli import EXIT_OK
from ros1annot.cli.table_options import add_table_arguments, chosen_table
from ros1annot.errors import UsageError
from ros1annot.table.entries import ENTRY_COLUMNS, as_json, cells_of
from ros1annot.table.exchange.data_package import data_package
from ros1annot.table.exchange.va_spec import statements
from ros1annot.table.load import TableFiles
from ros1annot.table.model import ResistanceTable
from ros1annot.write.files import atomic_write

_PACKAGE = "datapackage"
_FORMATS = ("tsv", "json", "html", "va-spec", _PACKAGE)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this action."""
    parser.add_argument("--format", choices=_FORMATS, default=_FORMATS[0], help=f"default {_FORMATS[0]}")
    parser.add_argument(
        "-o",
        "--out",
        metavar="PATH",
        type=Path,
        help="file to write (default: standard output); for datapackage a folder",
    )
    add_table_arguments(parser)


def main(args: argparse.Namespace) -> int:
    """Write the table; with ``-o`` print the paths that were written."""
    table = chosen_table(args, Genome.load())
    if args.format == _PACKAGE:
        if args.out is None:
            raise UsageError("a data package is a folder: give it with -o DIR")
        written = [(args.out / name, text) for name, text in _package(args.table, table).items()]
    else:
        text = _text(args.format, table)
        if args.out is None:
            print(text, end="")
            return EXIT_OK
        written = [(args.out, text)]
    for path, text in written:
        atomic_write(path, text)
        print(path)
    return EXIT_OK


def _text(form: str, table: ResistanceTable) -> str:
    match form:
        case "tsv":
            return _tsv(table)
        case "html":
            from ros1annot.write.table_page import render_page  # slow to import, seldom needed

            return render_page(table)
        case "va-spec":
            return _json(list(statements(table)))
        case _:
            return _json(_as_json(table))


def _tsv(table: ResistanceTable) -> str:
    return "".join("\t".join(cells) + "\n" for cells in (ENTRY_COLUMNS, *map(cells_of, table.entries)))


def _as_json(table: ResistanceTable) -> dict[str, object]:
    overlay = table.overlay
    return {
        "name": table.name,
        "version": table.version,
        "sha256": table.sha256,
        "overlay": {"name": overlay.name, "version": overlay.version, "sha256": overlay.sha256} if overlay else None,
        "rows": [as_json(entry) for entry in table.entries],
    }


def _package(path: Path | None, table: ResistanceTable) -> dict[str, str]:
    files = TableFiles.beside(path)
    texts = {
        file.stem: file.read_text(encoding="utf-8") for file in (files.drugs, files.classes, files.drivers, files.genes)
    }
    return data_package({**texts, "resistance": _tsv(table)}, table.version)


def _json(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"
