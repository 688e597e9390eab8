"""``ros1annot table``: the curator's tools: check every rule of a table, show its rows."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from ros1annot.annotate.transcripts import Genome
from ros1annot.cli import EXIT_OK, EXIT_USAGE
from ros1annot.errors import UsageError
from ros1annot.table.entries import ENTRY_COLUMNS
from ros1annot.table.load import TableFiles, load_table, read_table
from ros1annot.table.model import Entry, ResistanceTable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    check = actions.add_parser("check", help="list every broken rule, one a line")
    check.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        type=Path,
        help="a resistance table (default: the shipped one); drugs.tsv … beside it are read too",
    )
    show = actions.add_parser("show", help="print rows as TSV")
    show.add_argument("--table", metavar="FILE", type=Path, help="a resistance table (default: the shipped one)")
    show.add_argument("--gene", help="rows of this gene only")
    show.add_argument("--drug", help="rows of this drug only, by any of its names, alone or in a combination")


def main(args: argparse.Namespace) -> int:
    """Run the action."""
    action: str = args.action
    if action == "check":
        return _check(args.file)
    return _show(load_table(args.table, Genome.load()), args.gene, args.drug)


def _check(file: Path | None) -> int:
    table, problems = read_table(TableFiles.beside(file), Genome.load())
    for problem in problems:
        print(problem)
    if problems:
        return EXIT_USAGE
    print(f"ok: {len(table.entries)} rows")
    return EXIT_OK


def _show(table: ResistanceTable, gene: str | None, drug: str | None) -> int:
    if gene is not None and gene.upper() not in table.genes:
        raise UsageError(f"`{gene}` is not a gene of the table; use an HGNC symbol such as ROS1")
    wanted = with_drug(table, drug) if drug is not None else None
    print(*ENTRY_COLUMNS, sep="\t")
    for entry in table.entries:
        if (gene is None or gene.upper() in entry.gene.split("+")) and (wanted is None or entry.drug in wanted):
            print(*cells(entry), sep="\t")
    return EXIT_OK


def with_drug(table: ResistanceTable, name: str) -> frozenset[str]:
    """A drug and every combination that holds it.

    Raises:
        UsageError: the drug table does not know the name.
    """
    drug = table.resolve_drug(name)
    if drug is None:
        raise UsageError(f"`{name}` is not in the drug table; use a generic name, brand or code that it lists")
    partners = (other.name for other in table.drugs.values() if drug in other.partners)
    return frozenset((drug, *partners))


def cells(entry: Entry) -> Iterator[str]:
    """The cells of a row in the order of the table's columns."""
    for column in ENTRY_COLUMNS:
        match column:
            case "prior_drug":
                yield ";".join(entry.prior_drugs)
            case "references":
                yield ";".join(entry.references)
            case _:
                yield str(getattr(entry, column))
