"""VarScan2: FREQ is a percentage as text, and AD counts the reads of the ALT only."""

import re

from ros1annot.model import Support
from ros1annot.read.callers.caller import Caller
from ros1annot.read.callers.fields import percent, ratio, whole
from ros1annot.read.record import VcfRecord


def read(record: VcfRecord, allele: int) -> Support | None:
    """FREQ, AD and DP of a line with one ALT; VarScan gives one number whatever the alleles."""
    if len(record.alts) != allele or "FREQ" not in record.sample:
        return None
    alt_reads, ref_reads = whole(record.sample, "AD"), whole(record.sample, "RD")
    vaf, source = percent(record.sample["FREQ"]), "FORMAT/FREQ"
    if vaf is None and alt_reads is not None and ref_reads is not None:
        vaf, source = ratio(alt_reads, alt_reads + ref_reads), "AD/(RD+AD)"
    return Support(vaf, source if vaf is not None else "", alt_reads, whole(record.sample, "DP"))


CALLER = Caller("varscan2", re.compile(r"source=VarScan2?", re.IGNORECASE), read, distinct=True)
