"""Reads the table and its resources from their files, strictly or with every problem collected."""

import hashlib
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import ResourceError
from ros1annot.resources import resource
from ros1annot.table.entries import ENTRY_COLUMNS, EntryBuilder
from ros1annot.table.index import build_index
from ros1annot.table.model import Problem, ResistanceTable
from ros1annot.table.rows import read_rows
from ros1annot.table.rules import check_rows
from ros1annot.table.vocabulary import (
    CLASS_COLUMNS,
    DRIVER_COLUMNS,
    DRUG_COLUMNS,
    GENE_COLUMNS,
    Resources,
    Source,
    build_resources,
)

_SHOWN_PROBLEMS = 3


@dataclass(frozen=True, slots=True)
class TableFiles:
    """Where the table and the files that its rows refer to lie."""

    resistance: Path
    drugs: Path
    classes: Path
    drivers: Path
    genes: Path

    @classmethod
    def beside(cls, table: Path | None = None) -> "TableFiles":
        """The files for a table: those that lie beside it, the shipped ones for the rest."""
        names = ("drugs.tsv", "alteration_classes.tsv", "drivers.tsv", "genes.tsv")
        if table is None:
            return cls(resource("resistance.tsv"), *(resource(name) for name in names))
        beside = (table.with_name(name) for name in names)
        return cls(table, *(path if path.is_file() else resource(path.name) for path in beside))

    def digest(self) -> str:
        """sha256 over the bytes of all files, in the order of the fields."""
        digest = hashlib.sha256()
        for field in fields(self):
            path: Path = getattr(self, field.name)
            digest.update(path.read_bytes())
        return digest.hexdigest()


def load_table(path: Path | None = None, genome: Genome | None = None) -> ResistanceTable:
    """The table at ``path`` (the shipped one by default) with the resources beside it.

    Raises:
        ResourceError: a rule is broken; the message names the first problems.
    """
    files = TableFiles.beside(path)
    table, problems = read_table(files, genome or Genome.load())
    if problems:
        more = len(problems) - _SHOWN_PROBLEMS
        shown = " | ".join(str(problem) for problem in problems[:_SHOWN_PROBLEMS])
        rest = f" | and {more} more" if more > 0 else ""
        raise ResourceError(f"{files.resistance}: {shown}{rest}; `ros1annot table check` lists all problems")
    return table


def read_table(files: TableFiles, genome: Genome) -> tuple[ResistanceTable, list[Problem]]:
    """The table made of the rows that can be read, and every problem of every file."""
    problems: list[Problem] = []
    resources = build_resources(
        genome,
        genes=Source(files.genes, read_rows(files.genes, GENE_COLUMNS, problems)),
        drugs=Source(files.drugs, read_rows(files.drugs, DRUG_COLUMNS, problems)),
        classes=Source(files.classes, read_rows(files.classes, CLASS_COLUMNS, problems)),
        drivers=Source(files.drivers, read_rows(files.drivers, DRIVER_COLUMNS, problems)),
        problems=problems,
    )
    return _assemble(files, resources, genome, problems), problems


def _assemble(files: TableFiles, resources: Resources, genome: Genome, problems: list[Problem]) -> ResistanceTable:
    rows = read_rows(files.resistance, ENTRY_COLUMNS, problems)
    builder = EntryBuilder(files.resistance, rows, resources, genome, problems)
    entries = tuple(entry for entry in map(builder.build, rows) if entry is not None)
    check_rows(files.resistance, entries, problems)
    return ResistanceTable(
        name=files.resistance.name,
        version=max((entry.curated for entry in entries), default=date.min).isoformat(),
        sha256="" if problems else files.digest(),
        entries=entries,
        drugs=resources.drugs,
        classes=resources.classes,
        contexts=resources.contexts,
        genes=resources.genes,
        aliases=resources.aliases,
        index=build_index(entries, resources.classes),
    )
