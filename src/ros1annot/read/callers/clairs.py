"""ClairS and ClairS-TO: AF; its AU, CU, GU, TU are single counts, not the tiers that Strelka2 has under these names."""

import re

from ros1annot.read.callers.caller import Caller, fraction_field

CALLER = Caller(
    name="clairs",
    header=re.compile(r"source=ClairS|clairs(_to)?_version=", re.IGNORECASE),
    support=fraction_field("AF"),
)
