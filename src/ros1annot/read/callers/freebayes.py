"""FreeBayes: AO counts the reads of each ALT; there is no fraction."""

import re

from ros1annot.model import Support
from ros1annot.read.callers.caller import Caller
from ros1annot.read.callers.fields import ratio, whole, whole_of_alt, wholes
from ros1annot.read.record import VcfRecord


def read(record: VcfRecord, allele: int) -> Support | None:
    """AO of DP, or of AO and RO where more reads were counted for the alleles than for the place."""
    alt_reads, depth = whole_of_alt(record, "AO", allele), whole(record.sample, "DP")
    if alt_reads is None:
        return None
    vaf, source = ratio(alt_reads, depth), "AO/DP"
    if vaf is None:
        counts = (whole(record.sample, "RO"), *wholes(record.sample, "AO"))
        known = [count for count in counts if count is not None]
        vaf, source = ratio(alt_reads, sum(known) if len(known) == len(counts) else None), "AO/(RO+sum(AO))"
    return Support(vaf, source if vaf is not None else "", alt_reads, depth)


CALLER = Caller("freebayes", re.compile(r"source=freeBayes", re.IGNORECASE), read, distinct=True)
