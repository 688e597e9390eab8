"""CNVkit segments: ``.cns`` (log2) and ``.call.cns`` (``cn``, whole copies).

Starts are 0-based. ``gene`` lists every target of the segment, decorated by the panel's names (``MET_Exon14_…``), so
genes are found by coordinate where an exon table is shipped, and by these names elsewhere. ``.cnr`` has bins, not
segments, and is refused: single bins are noise.
"""

import re
from collections.abc import Iterator

from ros1annot.read.copy_number.levels import Levels, Segment
from ros1annot.read.copy_number.segments import segment
from ros1annot.read.copy_number.table import Adapter, Row


def read(row: Row) -> Iterator[Segment]:
    """One segment."""
    targets = (target.partition("_")[0] for target in re.split("[,;]", row.text("gene")))
    levels = Levels(copies=row.number("cn"), log2=row.number("log2"))
    yield from segment(row, levels, zero_based=True, names=tuple(dict.fromkeys(filter(None, targets))))


ADAPTER = Adapter("cnvkit", ("chromosome", "start", "end", "gene", "log2", "probes"), read)
