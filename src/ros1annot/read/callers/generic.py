"""Any other caller: AF, else AD, else DP4 of the sample. Never INFO, whose AF may be a population's."""

import re

from ros1annot.model import Support
from ros1annot.read.callers.caller import Caller, allele_depths, four_depths, fraction_field
from ros1annot.read.callers.fields import whole, wholes
from ros1annot.read.record import VcfRecord

_by_fraction = fraction_field("AF")


def read(record: VcfRecord, allele: int) -> Support:
    """What the usual fields give; a record without them has no fraction, not one of 0."""
    found = _by_fraction(record, allele) or allele_depths(record, allele)
    if found is None and len(record.alts) == 1:
        found = four_depths(wholes(record.sample, "DP4"), "DP4")
    return found or Support(depth=whole(record.sample, "DP"))


CALLER = Caller("generic", re.compile(r"(?!)"), read)
