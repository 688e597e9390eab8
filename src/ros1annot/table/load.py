"""Reads the table and its resources from their files, strictly or with every problem collected."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ros1annot.annotate.transcripts import Genome
from ros1annot.digest import sha256_of
from ros1annot.errors import ResourceError
from ros1annot.resources import resource
from ros1annot.table.entries import ENTRY_COLUMNS, EntryBuilder
from ros1annot.table.index import build_index
from ros1annot.table.model import Entry, Overlay, Problem, ResistanceTable
from ros1annot.table.overlay import check_retired, laid_over, sort_rows
from ros1annot.table.rows import Notes, Row, read_rows
from ros1annot.table.rule import Rule
from ros1annot.table.rules import check_ids, check_rows
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
_TABLE = "resistance.tsv"
_BESIDE = ("drugs.tsv", "alteration_classes.tsv", "drivers.tsv", "genes.tsv")
"""The files beside a table, in the order of the fields of :class:`TableFiles`."""


@dataclass(frozen=True, slots=True)
class TableFiles:
    """Where the table and the files that its rows refer to lie; ``overlay`` lies over the table, if any."""

    resistance: Path
    drugs: Path
    classes: Path
    drivers: Path
    genes: Path
    overlay: Path | None = None

    @classmethod
    def beside(cls, table: Path | None = None, overlay: Path | None = None) -> "TableFiles":
        """The files for a table: those that lie beside it, the shipped ones for the rest."""

        def shipped_or_beside(name: str) -> Path:
            own = table.with_name(name) if table is not None else None
            return own if own is not None and own.is_file() else resource(name)

        drugs, classes, drivers, genes = map(shipped_or_beside, _BESIDE)
        return cls(table or resource(_TABLE), drugs, classes, drivers, genes, overlay)

    @staticmethod
    def table_of(path: Path) -> Path:
        """The table that a file belongs to: itself, or for a ``drugs.tsv`` the ``resistance.tsv`` beside it."""
        return path.with_name(_TABLE) if path.name in _BESIDE else path

    def digest(self) -> str:
        """sha256 over the bytes of all files in the order of the fields, the overlay aside."""
        digest = hashlib.sha256()
        for path in (self.resistance, self.drugs, self.classes, self.drivers, self.genes):
            digest.update(path.read_bytes())
        return digest.hexdigest()


def load_table(path: Path | None = None, genome: Genome | None = None, overlay: Path | None = None) -> ResistanceTable:
    """The table at ``path`` (the shipped one by default) with the resources beside it, and what lies over it.

    Raises:
        ResourceError: a rule is broken; the message names the first problems.
    """
    files = TableFiles.beside(path, overlay)
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
    return _Assembly(files, resources, genome, problems).table(), problems


@dataclass(frozen=True, slots=True)
class _Assembly:
    """One table being put together; every broken rule goes to ``problems``."""

    files: TableFiles
    resources: Resources
    genome: Genome
    problems: list[Problem]

    def table(self) -> ResistanceTable:
        path = self.files.resistance
        own = self._entries(path, read_rows(path, ENTRY_COLUMNS, self.problems))
        paths = {path.name: path}
        entries, overlay = own, None
        if self.files.overlay is not None:
            entries, overlay = self._laid_over(own, self.files.overlay)
            paths.setdefault(self.files.overlay.name, self.files.overlay)
        check_rows(paths, entries, self.problems)
        return ResistanceTable(
            name=path.name,
            version=_version(own),
            sha256="" if self.problems else self.files.digest(),
            entries=entries,
            drugs=self.resources.drugs,
            classes=self.resources.classes,
            contexts=self.resources.contexts,
            genes=self.resources.genes,
            aliases=self.resources.aliases,
            index=build_index(entries, self.resources.classes),
            overlay=overlay,
        )

    def _entries(self, path: Path, rows: Sequence[Row]) -> tuple[Entry, ...]:
        builder = EntryBuilder(path, rows, self.resources, self.genome, self.problems)
        entries = tuple(entry for entry in map(builder.build, rows) if entry is not None)
        check_ids(path, entries, self.problems)
        return entries

    def _laid_over(self, own: Sequence[Entry], path: Path) -> tuple[tuple[Entry, ...], Overlay]:
        rows = sort_rows(read_rows(path, ENTRY_COLUMNS, self.problems))
        if path.name == self.files.resistance.name:
            problem = "the overlay has the name of the table, so that nobody could tell whose row decided"
            Notes(path, self.problems).add(Rule.OVERLAY, 1, "-", problem, "rename it, such as `lab.tsv`")
        entries = self._entries(path, rows.speaking)
        check_retired(path, rows, {entry.id for entry in own}, self.problems)
        merged = laid_over(own, entries, {row["id"] for row in rows.retiring})
        return merged, Overlay(path.name, _version(entries), "" if self.problems else sha256_of(path))


def _version(entries: Sequence[Entry]) -> str:
    return max((entry.curated.isoformat() for entry in entries), default="")
