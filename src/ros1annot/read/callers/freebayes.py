"""FreeBayes: AO counts the reads of each ALT; there is no fraction."""

import re

from ros1annot.model import Support
from ros1annot.read.callers.caller import Caller
from ros1annot.read.callers.fields import ratio, whole, whole_of_alt
from ros1annot.read.record import VcfRecord


def read(record: VcfRecord, allele: int) -> Support | None:
    """AO of DP."""
    alt_reads, depth = whole_of_alt(record, "AO", allele), whole(record.sample, "DP")
    if alt_reads is None:
        return None
    vaf = ratio(alt_reads, depth)
    return Support(vaf, "AO/DP" if vaf is not None else "", alt_reads, depth)


CALLER = Caller("freebayes", re.compile(r"source=freeBayes", re.IGNORECASE), read, distinct=True)
