"""octopus: MAP_VAF is the most probable fraction; the genotype lists somatic haplotypes (``0|0|1``)."""

import re

from ros1annot.read.callers.caller import Caller, fraction_field

CALLER = Caller(
    name="octopus",
    header=re.compile(r"octopus=|source=octopus"),
    support=fraction_field("MAP_VAF"),
    distinct=True,
)
