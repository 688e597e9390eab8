"""A row of a segment table: its place, whatever its columns are called."""

from collections.abc import Iterator
from dataclasses import replace

from ros1annot.read.contigs import chromosome
from ros1annot.read.copy_number.levels import Levels, Segment
from ros1annot.read.copy_number.table import Row

_CHROM = ("chromosome", "chrom", "contig")
_START = ("start", "loc.start")
_END = ("end", "loc.end")


def segment(row: Row, levels: Levels, *, zero_based: bool = False, names: tuple[str, ...] = ()) -> Iterator[Segment]:
    """The segment of a row; none on contigs that are no chromosome."""
    name = next((row.text(column) for column in _CHROM if row.text(column)), "")
    chrom = _NUMBERED.get(name) or chromosome(name)
    if chrom is None:
        return
    start = row.place(_first(row, _START)) + zero_based
    end = row.place(_first(row, _END))
    yield Segment(chrom, start, end, replace(levels, length=end - start + 1), names)


_NUMBERED = {"23": "X", "24": "Y"}
"""FACETS and DNAcopy number the sex chromosomes."""


def _first(row: Row, columns: tuple[str, ...]) -> str:
    return next((column for column in columns if column in row.cells), columns[0])
