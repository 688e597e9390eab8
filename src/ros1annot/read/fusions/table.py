"""What every adapter of a fusion caller is made of: rows read by column name, breakpoints, counts, frames."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ros1annot.errors import InputError
from ros1annot.model import BreakEnd, FusionCall, InputState
from ros1annot.read.contigs import chromosome

MISSING = frozenset({"", ".", "NA"})
"""What callers write for "not known"."""


@dataclass(frozen=True, slots=True)
class FusionTable:
    """The calls of one file.

    Attributes:
        caller: the adapter that read it; empty for a file of 0 bytes, which names no caller.
        rows: data rows in the file.
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
        if not (cell.isascii() and cell.isdigit()):
            raise self.error(f"{column} is {cell!r}, expected a number of reads")
        return int(cell)

    def break_end(self, gene: str, column: str, strand: Literal["+", "-"] | None = None) -> BreakEnd:
        """The side of a fusion whose breakpoint cell is ``chr6:117324415`` or ``6:117324415:-`` (1-based).

        Args:
            gene: the caller's name for the gene.
            column: the breakpoint's column.
            strand: the transcribed strand, where it stands in another column.

        Raises:
            InputError: the cell is not a breakpoint.
        """
        cell = self.text(column)
        place, last = cell, cell.rpartition(":")[2]
        if last in {"+", "-", "."}:
            place = cell[: -len(last) - 1]
            strand = _strand(last)
        chrom, _, pos = place.rpartition(":")
        if not chrom or not (pos.isascii() and pos.isdigit()):
            raise self.error(f"{column} is {cell!r}, expected a breakpoint such as chr6:117324415")
        return BreakEnd(gene, chromosome(chrom) or chrom, int(pos), strand)

    def error(self, problem: str) -> InputError:
        """An error that names this row."""
        return InputError(self.path, problem, self.line)


def _strand(text: str) -> Literal["+", "-"] | None:
    match text:
        case "+" | "-":
            return text
        case _:
            return None


@dataclass(frozen=True, slots=True)
class Adapter:
    """One caller's table.

    Attributes:
        name: what ``caller:path`` in a sheet and ``--caller`` say.
        title: the caller and its file, for messages.
        required: columns without which a file is not this caller's; the adapter with most of them wins.
        parse: one row to one call.
    """

    name: str
    title: str
    required: tuple[str, ...]
    parse: Callable[[Row], FusionCall]

    def missing(self, header: tuple[str, ...]) -> tuple[str, ...]:
        """The required columns that a header lacks."""
        return tuple(column for column in self.required if column not in header)
