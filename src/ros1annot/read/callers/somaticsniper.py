"""SomaticSniper: DP4 of each sample, which adds up the ALTs of a line with several; there BCOUNT counts each base.

It does not name itself in a header, but declares the genotype of its joint prior mode (IGT), as no other caller does.
"""

import re

from ros1annot.model import Support
from ros1annot.read.callers.caller import Caller, four_depths
from ros1annot.read.callers.fields import ratio, whole, wholes
from ros1annot.read.record import VcfRecord

_BASES = "ACGT"


def read(record: VcfRecord, allele: int) -> Support | None:
    """DP4 of a line with one ALT, else BCOUNT (reads with A, C, G, T)."""
    if "BCOUNT" not in record.sample or "DP4" not in record.sample:
        return None
    if len(record.alts) == 1:
        return four_depths(wholes(record.sample, "DP4"), "DP4")
    counts = wholes(record.sample, "BCOUNT")
    known = [count for count in counts if count is not None]
    base = record.alts[allele - 1]
    if len(known) != len(_BASES) or len(counts) != len(_BASES) or base not in _BASES:
        return None
    alt_reads = known[_BASES.index(base)]
    vaf = ratio(alt_reads, sum(known))
    return Support(vaf, f"BCOUNT[{base}]/sum(BCOUNT)" if vaf is not None else "", alt_reads, whole(record.sample, "DP"))


_HEADER = re.compile(r"FORMAT=<ID=IGT\b")

CALLER = Caller("somaticsniper", _HEADER, read, distinct=True, substitutions=_HEADER)
