"""Pisces, also inside TSO 500: the fraction is FORMAT/VF. Genome VCFs write every position, most without an ALT."""

import re

from ros1annot.read.callers.caller import Caller, fraction_field

CALLER = Caller(
    name="pisces",
    header=re.compile(r"source=(Pisces|CallSomaticVariants|Psara|Scylla|VariantPhaser)", re.IGNORECASE),
    support=fraction_field("VF"),
    distinct=True,
)
