"""LoFreq: no sample column; everything stands in INFO. Elsewhere INFO/AF is a population's, so the header must say."""

import re

from ros1annot.model import Support
from ros1annot.read.callers.caller import Caller, four_depths
from ros1annot.read.callers.fields import fraction_of_alt, whole, wholes
from ros1annot.read.record import VcfRecord


def read(record: VcfRecord, allele: int) -> Support | None:
    """INFO/AF and DP; the reads of the ALT are the last two counts of DP4 (whose sum is not DP)."""
    vaf = fraction_of_alt(record, record.info, "AF", allele)
    if record.sample or vaf is None:
        return None
    counted = four_depths(wholes(record.info, "DP4"), "INFO/DP4") if len(record.alts) == 1 else None
    return Support(vaf, "INFO/AF", counted.alt_reads if counted else None, whole(record.info, "DP"))


CALLER = Caller("lofreq", re.compile(r"source=lofreq", re.IGNORECASE), read)
