"""What the commands about the table share: which table, and which drugs."""

import argparse
from difflib import get_close_matches
from pathlib import Path

from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import UsageError
from ros1annot.table.load import load_table
from ros1annot.table.model import ResistanceTable, fold

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
    """A drug, every combination and dose of it, and the drug of which it is a dose.

    Raises:
        UsageError: the drug table does not know the name.
    """
    drug = table.resolve_drug(name)
    if drug is None:
        near = get_close_matches(fold(name), table.aliases, n=1, cutoff=0.75)
        way_out = f"did you mean `{near[0]}`?" if near else "use a generic name, brand or code that it lists"
        raise UsageError(f"`{name}` is not in the drug table; {way_out}")
    partners = [other.name for other in table.drugs.values() if drug in other.partners]
    of = table.drugs[drug].partners if drug in table.drugs and table.drugs[drug].is_dose else ()
    return frozenset((drug, *partners, *of))
