"""What every adapter of a fusion caller is made of: rows read by column name, breakpoints, counts, frames."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, Protocol

from ros1annot.errors import InputError
from ros1annot.model import BreakEnd, Frame, FusionCall, InputFile, InputState
from ros1annot.read.contigs import chromosome

MISSING = frozenset({"", ".", "NA", "N/A", "nan", "NaN"})
"""What callers write for "not known"."""

NO_GENE = "?"
"""The gene of a side that a caller leaves unnamed (the sign is that of the VICC fusion nomenclature)."""

Strand = Literal["+", "-"]

_FRAMES = {
    "inframe": Frame.IN_FRAME,
    "true": Frame.IN_FRAME,
    "yes": Frame.IN_FRAME,
    # SOAPfuse's word for a 3' part that is shifted into the frame: the fusion is in frame.
    "inframeshift": Frame.IN_FRAME,
    # LINX: in frame once the exons that it names are skipped.
    "skippedexons": Frame.IN_FRAME,
    "outofframe": Frame.OUT_OF_FRAME,
    "frameshift": Frame.OUT_OF_FRAME,
    "false": Frame.OUT_OF_FRAME,
    "no": Frame.OUT_OF_FRAME,
    # A stop before the junction: the 3' gene is not translated.
    "stopcodon": Frame.OUT_OF_FRAME,
}
_JOINERS = re.compile(r"[-_ ]")
_LIST = re.compile(r"[,;]")


@dataclass(frozen=True, slots=True)
class FusionTable:
    """The calls of one file.

    Attributes:
        caller: the adapter that read it; empty for a file of 0 bytes, which names no caller.
        rows: data rows in the file, of the selected sample.
    """

    caller: str
    state: InputState
    rows: int
    calls: tuple[FusionCall, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One data row; cells are found by column name, since callers reorder columns between releases.

    Attributes:
        path, line: where the row is, for messages.
        source: the file as the sheet wrote it.
        cells: column name (without a leading ``#``) to cell.
    """

    path: Path
    line: int
    source: str
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        """The cell, stripped; empty where the column is absent or says "not known"."""
        cell = self.cells.get(column, "").strip()
        return "" if cell in MISSING else cell

    def count(self, column: str) -> int | None:
        """A number of reads; ``None`` where the column is absent or empty.

        Raises:
            InputError: the cell is not a whole number of 0 or more.
        """
        cell = self.text(column)
        if not cell:
            return None
        if not _is_number(cell):
            raise self.error(f"{column} is {cell!r}, expected a number of reads")
        return int(cell)

    def total(self, *columns: str) -> int | None:
        """The sum of several counts; ``None`` where none of them is known."""
        known = [count for count in map(self.count, columns) if count is not None]
        return sum(known) if known else None

    def strand(self, column: str) -> Strand | None:
        """``+`` or ``-`` (``1`` or ``-1``); ``None`` for anything else."""
        return _strand(self.cells.get(column, "").strip())

    def break_end(self, gene: str, column: str, strand: Strand | None = None) -> BreakEnd:
        """The side of a fusion whose breakpoint cell is ``chr6:117324415`` or ``6:117324415:-`` (1-based).

        Args:
            gene: the caller's name for the gene.
            column: the breakpoint's column.
            strand: the transcribed strand, where it stands in another column.

        Raises:
            InputError: the cell is not a breakpoint.
        """
        cell = self.text(column)
        end = break_end(gene, cell, strand)
        if end is None:
            raise self.error(f"{column} is {cell!r}, expected a breakpoint such as chr6:117324415")
        return end

    def side(
        self, gene: str, chrom: str, pos: str, strand: Strand | None = None, *, zero_based: bool = False
    ) -> BreakEnd:
        """The side of a fusion whose chromosome and position stand in columns of their own.

        Args:
            gene: the caller's name for the gene.
            chrom: the column of the chromosome.
            pos: the column of the position.
            strand: the transcribed strand, where the caller knows it.
            zero_based: the caller counts from 0.

        Raises:
            InputError: the position is not a number.
        """
        cell = self.text(pos)
        if not _is_number(cell):
            raise self.error(f"{pos} is {self.cells.get(pos, '')!r}, expected a position on the chromosome")
        name = self.text(chrom)
        return BreakEnd(gene or NO_GENE, chromosome(name) or name, int(cell) + zero_based, strand)

    def with_cells(self, cells: Mapping[str, str]) -> "Row":
        """Another row of the same place in the file."""
        return replace(self, cells=cells)

    def error(self, problem: str) -> InputError:
        """An error that names this row."""
        return InputError(self.path, problem, self.line)


def break_end(gene: str, place: str, strand: Strand | None = None) -> BreakEnd | None:
    """The side at ``chr6:117324415`` or ``6:117324415:-`` (1-based); ``None`` if that is no breakpoint."""
    last = place.rpartition(":")[2]
    if last in {"+", "-", "."}:
        place, strand = place[: -len(last) - 1], _strand(last)
    chrom, _, pos = place.rpartition(":")
    if not chrom or not _is_number(pos):
        return None
    return BreakEnd(gene or NO_GENE, chromosome(chrom) or chrom, int(pos), strand)


def frame(word: str) -> Frame:
    """A caller's word on the reading frame, in whatever spelling; unknown for every other word."""
    return _FRAMES.get(_JOINERS.sub("", word).lower(), Frame.UNKNOWN)


def genes(cell: str) -> str:
    """A cell of several genes as ``A;B``, each once; ``?`` for none."""
    names = (name.strip() for name in _LIST.split(cell))
    return ";".join(dict.fromkeys(name for name in names if name and name not in MISSING)) or NO_GENE


def said(*notes: str) -> tuple[str, ...]:
    """The notes that say something."""
    return tuple(note for note in notes if note)


def rejections(cell: str) -> tuple[str, ...]:
    """What a FILTER cell of ``;`` lists holds against a row: nothing for ``PASS`` or an empty cell."""
    return tuple(name for name in cell.split(";") if name not in {"PASS", *MISSING})


def _strand(text: str) -> Strand | None:
    match text:
        case "+" | "1":
            return "+"
        case "-" | "-1":
            return "-"
        case _:
            return None


def _is_number(cell: str) -> bool:
    return cell.isascii() and cell.isdigit()


Line = tuple[int, str]
"""A line's 1-based number and its text."""


class Form(Protocol):
    """How a file holds its rows: as a table, a log, a VCF, XML."""

    @property
    def required(self) -> tuple[str, ...]:
        """What a file must have to be of this form and this caller."""
        ...

    def missing(self, head: Sequence[str]) -> tuple[str, ...]:
        """What a file that begins with ``head`` lacks of that."""
        ...

    def rows(self, lines: Iterator[Line], file: InputFile) -> Iterator[Row]:
        """The data rows of a file that lacks nothing.

        Raises:
            InputError: the file is damaged.
        """
        ...


@dataclass(frozen=True, slots=True)
class Adapter:
    """One caller's file.

    Attributes:
        name: what ``caller:path`` in a sheet and ``--caller`` say; layouts of one caller share it.
        title: the caller and its file, for messages.
        parse: one row to one call; ``None`` for a row that reports no fusion.
        form: how the file holds its rows, and what it must have; of several that fit a file, the one that
            requires most wins.
        sample_column: names the sample where a file can hold several; empty where it cannot.
    """

    name: str
    title: str
    parse: Callable[[Row], FusionCall | None]
    form: Form
    sample_column: str = ""
