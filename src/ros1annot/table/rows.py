"""Reads the tab-separated files of the table: one row a line, cells stripped, every problem collected."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from ros1annot.table.alteration import AlterationError
from ros1annot.table.model import Problem
from ros1annot.table.rule import Rule

_Vocabulary = TypeVar("_Vocabulary", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Row:
    """One data row: its line in the file and its cells by column."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell of a column."""
        return self.cells[column]

    def several(self, column: str) -> tuple[str, ...]:
        """The entries of a cell that holds several, joined by ``;``."""
        cell = self.cells[column]
        return tuple(part.strip() for part in cell.split(";") if part.strip()) if cell else ()


class Notes:
    """Collects the problems of one file."""

    def __init__(self, path: Path, problems: list[Problem]) -> None:
        self._path = path
        self._problems = problems

    def add(self, rule: Rule, line: int, column: str, problem: str, way_out: str = "") -> None:
        """Record a broken rule."""
        self._problems.append(Problem(self._path, line, column, problem, rule, way_out))

    def error(self, row: Row, column: str, error: AlterationError) -> None:
        """Record what a grammar refused."""
        self.add(error.rule, row.line, column, error.problem, error.way_out)

    def word(self, row: Row, column: str, vocabulary: type[_Vocabulary]) -> _Vocabulary | None:
        """A cell of a closed vocabulary, or ``None`` after recording that it is none of its words."""
        try:
            return vocabulary(row[column])
        except ValueError:
            self.add(
                Rule.WORD,
                row.line,
                column,
                f"`{row[column]}` is not a word of this column",
                f"use {_one_of(vocabulary)}",
            )
            return None


def _one_of(vocabulary: type[StrEnum]) -> str:
    words = [f"`{word.value}`" for word in vocabulary]
    return f"{', '.join(words[:-1])} or {words[-1]}"


def read_rows(path: Path, columns: Sequence[str], problems: list[Problem]) -> list[Row]:
    """The rows of a file with exactly these columns.

    A file that cannot be read, or whose header differs, gives one problem and no rows.
    """
    notes = Notes(path, problems)
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        notes.add(
            Rule.FILE, 1, "-", f"the file is not UTF-8 ({error.reason} at byte {error.start})", "save it as UTF-8 text"
        )
        return []
    except OSError as error:
        notes.add(Rule.FILE, 1, "-", f"the file cannot be read ({error.strerror})", "give the path of a readable file")
        return []
    if not lines or lines[0].split("\t") != list(columns):
        notes.add(
            Rule.HEADER,
            1,
            "-",
            "the header is not the columns of this file",
            f"write `{' '.join(columns)}`, tab-separated",
        )
        return []
    rows: list[Row] = []
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) != len(columns):
            notes.add(
                Rule.CELLS,
                number,
                "-",
                f"{len(cells)} cells instead of {len(columns)}",
                "separate cells by one tab each",
            )
            continue
        rows.append(Row(number, dict(zip(columns, cells, strict=True))))
    return rows
