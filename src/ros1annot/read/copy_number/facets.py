"""FACETS: segments (``cncf``: ``tcn.em``, ``lcn.em``) and facets-suite's gene-level table.

Experimental: written after the tools' documentation, no real file was seen.
"""

from collections.abc import Iterator

from ros1annot.read.copy_number.levels import GeneCopies, Levels, Segment
from ros1annot.read.copy_number.segments import segment
from ros1annot.read.copy_number.table import Adapter, Row


def read_gene(row: Row) -> Iterator[GeneCopies]:
    """One gene, with facets-suite's filter."""
    filters = tuple(name for name in row.text("filter").split(";") if name not in {"", "PASS", "RESCUE"})
    start, end = row.number("seg_start"), row.number("seg_end")
    length = int(end - start) + 1 if start is not None and end is not None else None
    yield GeneCopies(row.text("gene"), Levels(copies=row.number("tcn.em", "tcn"), length=length, filters=filters))


def read_segment(row: Row) -> Iterator[Segment]:
    """One segment; the EM fit where it is given."""
    yield from segment(row, Levels(copies=row.number("tcn.em", "tcn")))


GENES = Adapter("facets", ("gene", ("tcn.em", "tcn"), "cn_state"), read_gene)
SEGMENTS = Adapter(
    "facets", (("chrom", "chromosome"), ("start", "loc.start"), ("end", "loc.end"), "tcn.em"), read_segment, ("gene",)
)
