"""VarDict: VD counts the reads of the ALT, and GT is 0/0 below its allele-fraction threshold, reads or not."""

import re

from ros1annot.read.callers.caller import Caller, alt_reads_field

CALLER = Caller(
    name="vardict",
    header=re.compile(r"source=VarDict"),
    support=alt_reads_field("VD", "DP"),
    distinct=True,
    genotype_tells=False,
)
