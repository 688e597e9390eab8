"""PURPLE: the gene table (``*.purple.cnv.gene.tsv``) and the segments (``*.purple.cnv.somatic.tsv``).

Copies are corrected for purity. Of a gene the lowest copy number over its exons counts, as in PURPLE's own drivers.
"""

from collections.abc import Iterator

from ros1annot.read.copy_number.levels import GeneCopies, Levels, Segment
from ros1annot.read.copy_number.segments import segment
from ros1annot.read.copy_number.table import Adapter, Row


def read_gene(row: Row) -> Iterator[GeneCopies]:
    """One gene; with the length of the segment around it, where the table tells it."""
    start, end = row.number("minregionstart"), row.number("minregionend")
    length = int(end - start) + 1 if start is not None and end is not None else None
    yield GeneCopies(row.text("gene"), Levels(copies=row.number("mincopynumber"), length=length))


def read_segment(row: Row) -> Iterator[Segment]:
    """One segment."""
    yield from segment(row, Levels(copies=row.number("copynumber")))


GENES = Adapter("purple", ("gene", "mincopynumber", "maxcopynumber"), read_gene)
SEGMENTS = Adapter("purple", ("chromosome", "start", "end", "copynumber", "segmentstartsupport"), read_segment)
