"""DeepVariant and DeepSomatic: the fraction is FORMAT/VAF."""

import re

from ros1annot.read.callers.caller import Caller, fraction_field

CALLER = Caller(
    name="deepvariant",
    header=re.compile(r"Deep(Variant|Somatic)_version=", re.IGNORECASE),
    support=fraction_field("VAF"),
    distinct=True,
)
