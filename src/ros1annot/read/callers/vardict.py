"""VarDict: VD counts the reads of the ALT, and GT is 0/0 below its allele-fraction threshold, reads or not."""

import re

from ros1annot.model import Support
from ros1annot.read.callers.caller import Caller
from ros1annot.read.callers.fields import fraction_of_alt, ratio, whole, whole_of_alt
from ros1annot.read.record import VcfRecord


def read(record: VcfRecord, allele: int) -> Support | None:
    """VD reads of DP; AF as VarDict rounds it."""
    alt_reads, depth = whole_of_alt(record, "VD", allele), whole(record.sample, "DP")
    if alt_reads is None:
        return None
    vaf = fraction_of_alt(record, record.sample, "AF", allele)
    if vaf is not None:
        return Support(vaf, "FORMAT/AF", alt_reads, depth)
    vaf = ratio(alt_reads, depth)
    return Support(vaf, "VD/DP" if vaf is not None else "", alt_reads, depth)


CALLER = Caller("vardict", re.compile(r"source=VarDict"), read, distinct=True, genotype_tells=False)
