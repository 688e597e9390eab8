"""bcftools call: AD if it was asked for, else INFO/DP4, which is the sample's own only where it is alone."""

import re

from ros1annot.model import Support
from ros1annot.read.callers.caller import Caller, allele_depths, four_depths
from ros1annot.read.callers.fields import wholes
from ros1annot.read.record import VcfRecord


def read(record: VcfRecord, allele: int) -> Support | None:
    """AD, else DP4."""
    by_allele = allele_depths(record, allele)
    if by_allele is not None or record.sample_count != 1 or len(record.alts) != 1:
        return by_allele
    return four_depths(wholes(record.info, "DP4"), "INFO/DP4")


CALLER = Caller("bcftools", re.compile(r"bcftools_(call|mpileup)(Command|Version)?=|samtoolsVersion="), read)
