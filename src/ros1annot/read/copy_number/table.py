"""What the adapters of copy-number callers are made of: a table with a header, read by column name."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from ros1annot.errors import InputError
from ros1annot.read.copy_number.levels import GeneCopies, Segment

Line: TypeAlias = tuple[int, str]
MISSING = frozenset({"", ".", "NA", "NaN", "nan", "-"})


@dataclass(frozen=True, slots=True)
class Row:
    """One data row; ``cells`` by lower-case column name."""

    path: Path
    line: int
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        """The cell; empty where the column is absent or says "not known"."""
        cell = self.cells.get(column, "").strip()
        return "" if cell in MISSING else cell

    def number(self, *columns: str) -> float | None:
        """The number in the first of these columns that holds one; ``nan`` and ``inf`` are none.

        Raises:
            InputError: a cell is not a number.
        """
        for column in columns:
            if text := self.text(column):
                try:
                    value = float(text)
                except ValueError as error:
                    raise self.error(f"{column} {text!r} is not a number") from error
                if math.isfinite(value):
                    return value
        return None

    def place(self, column: str) -> int:
        """A position.

        Raises:
            InputError: the cell is not a whole number.
        """
        number = self.number(column)
        if number is None or number != int(number):
            raise self.error(f"{column} is {self.cells.get(column, '')!r}, expected a position")
        return int(number)

    def error(self, problem: str) -> InputError:
        """An error that names this row."""
        return InputError(self.path, problem, self.line)


Header: TypeAlias = tuple[str, ...]
ReadRow: TypeAlias = Callable[[Row], Iterator[GeneCopies | Segment]]


@dataclass(frozen=True, slots=True)
class Adapter:
    """One caller's table.

    Attributes:
        name: what ``caller:path`` in a sheet says.
        required: columns (lower case) that its header has; each is one name or several to choose from.
        read: what a row holds.
        absent: columns that another caller's table has beside the required ones.
    """

    name: str
    required: tuple[str | tuple[str, ...], ...]
    read: ReadRow
    absent: tuple[str, ...] = ()

    def missing(self, header: Header) -> tuple[str, ...]:
        """The required columns that a header lacks."""
        asked = ((entry,) if isinstance(entry, str) else entry for entry in self.required)
        return tuple(" or ".join(names) for names in asked if not set(names) & set(header))

    def fits(self, header: Header) -> bool:
        """Whether a header is this caller's."""
        return not self.missing(header) and not set(self.absent) & set(header)


def header_of(line: str) -> Header:
    """Column names in lower case, without quotes and a leading ``#``."""
    return tuple(_cell(name).lower().lstrip("#").strip() for name in line.split("\t"))


def rows_of(path: Path, header: Header, lines: Sequence[Line]) -> Iterator[Row]:
    """The data rows behind a header."""
    for number, line in lines:
        cells = (_cell(cell) for cell in line.split("\t"))
        yield Row(path, number, dict(zip(header, cells, strict=False)))


def _cell(text: str) -> str:
    return text.strip().strip('"')
