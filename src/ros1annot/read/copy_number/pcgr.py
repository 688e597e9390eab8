"""Allele-specific segments as PCGR takes them: ``nMajor`` and ``nMinor``, copies of either allele."""

from collections.abc import Iterator

from ros1annot.read.copy_number.levels import Levels, Segment
from ros1annot.read.copy_number.segments import segment
from ros1annot.read.copy_number.table import Adapter, Row


def read(row: Row) -> Iterator[Segment]:
    """One segment."""
    major, minor = row.number("nmajor"), row.number("nminor")
    copies = major + minor if major is not None and minor is not None else None
    yield from segment(row, Levels(copies=copies))


ADAPTER = Adapter("pcgr", ("chromosome", "start", "end", "nmajor", "nminor"), read)
