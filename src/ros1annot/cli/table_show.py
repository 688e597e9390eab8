"""``ros1annot table show``: rows as TSV, by gene and drug."""

import argparse

from ros1annot.annotate.transcripts import Genome
from ros1annot.cli import EXIT_OK
from ros1annot.cli.table_options import add_table_arguments, chosen_table, with_drug
from ros1annot.errors import UsageError
from ros1annot.table.entries import ENTRY_COLUMNS, cells_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this action."""
    add_table_arguments(parser)
    parser.add_argument("--gene", help="rows of this gene only")
    parser.add_argument("--drug", help="rows of this drug only, by any of its names, alone or in a combination")


def main(args: argparse.Namespace) -> int:
    """Print the rows on standard output."""
    table = chosen_table(args, Genome.load())
    gene = args.gene.upper() if args.gene is not None else None
    if gene is not None and gene not in table.genes:
        raise UsageError(f"`{args.gene}` is not a gene of the table; use an HGNC symbol such as ROS1")
    wanted = with_drug(table, args.drug) if args.drug is not None else None
    print(*ENTRY_COLUMNS, sep="\t")
    for entry in table.entries:
        if (gene is None or gene in entry.gene.split("+")) and (wanted is None or entry.drug in wanted):
            print(*cells_of(entry), sep="\t")
    return EXIT_OK
