"""What the commands about the table share: which table, and which drugs."""

import argparse
from pathlib import Path

from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import UsageError
from ros1annot.table.load import load_table
from ros1annot.table.model import ResistanceTable

SHIPPED = "shipped"
"""The word that stands for the shipped table where a file is asked for."""


def add_table_arguments(parser: argparse.ArgumentParser) -> None:
    """``--table`` and ``--overlay``."""
    parser.add_argument("--table", metavar="FILE", type=Path, help="a resistance table (default: the shipped one)")
    parser.add_argument("--overlay", metavar="FILE", type=Path, help="rows of the laboratory over the table")


def chosen_table(args: argparse.Namespace, genome: Genome) -> ResistanceTable:
    """The table that ``--table`` and ``--overlay`` name.

    Raises:
        ResourceError: a rule is broken.
    """
    return load_table(args.table, genome, args.overlay)


def table_path(text: str) -> Path | None:
    """A table as the command line names it: a file, or ``shipped``."""
    return None if text == SHIPPED else Path(text)


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
