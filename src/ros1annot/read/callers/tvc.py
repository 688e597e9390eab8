"""Ion Torrent Variant Caller and Oncomine: the flow evaluator's counts (FAO, FDP), not the raw pile-up's (AO, DP)."""

import re

from ros1annot.model import Support
from ros1annot.read.callers.caller import Caller
from ros1annot.read.callers.fields import fraction_of_alt, ratio, whole, whole_of_alt
from ros1annot.read.record import VcfRecord


def read(record: VcfRecord, allele: int) -> Support | None:
    """AF, which is FAO of FDP. Hotspots are written whatever was found: the genotype tells."""
    alt_reads, depth = whole_of_alt(record, "FAO", allele), whole(record.sample, "FDP")
    if alt_reads is None:
        return None
    vaf = fraction_of_alt(record, record.sample, "AF", allele)
    if vaf is not None:
        return Support(vaf, "FORMAT/AF", alt_reads, depth)
    vaf = ratio(alt_reads, depth)
    return Support(vaf, "FAO/FDP" if vaf is not None else "", alt_reads, depth)


CALLER = Caller("tvc", re.compile(r'source="?tvc', re.IGNORECASE), read, distinct=True)
