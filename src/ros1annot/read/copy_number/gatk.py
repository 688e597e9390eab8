"""GATK segments (``modelFinal.seg``, ``cr.seg``, ``called.seg``) and DNAcopy's ``.seg``, all with a log2 ratio.

GATK's begin with a SAM header; its ``CALL`` of + and - is any gain or loss above noise, not an amplification, so the
ratio is held to the laboratory's thresholds.
"""

from collections.abc import Iterator

from ros1annot.read.copy_number.levels import Levels, Segment
from ros1annot.read.copy_number.segments import segment
from ros1annot.read.copy_number.table import Adapter, Row


def read(row: Row) -> Iterator[Segment]:
    """One segment."""
    log2 = row.number("log2_copy_ratio_posterior_50", "mean_log2_copy_ratio", "seg.mean")
    yield from segment(row, Levels(log2=log2))


GATK = Adapter("gatk", ("contig", "start", "end", ("log2_copy_ratio_posterior_50", "mean_log2_copy_ratio")), read)
DNACOPY = Adapter("dnacopy", ("chrom", "loc.start", "loc.end", "seg.mean"), read, absent=("tcn.em",))
