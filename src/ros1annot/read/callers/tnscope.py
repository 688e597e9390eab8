"""Sentieon TNscope: some versions divide by AFDP, the depth after filtering, instead of DP."""

import re

from ros1annot.read.callers.caller import Caller, fraction_field

CALLER = Caller(
    name="tnscope",
    header=re.compile(r"SentieonCommandLine\.TNscope|source=TNscope", re.IGNORECASE),
    support=fraction_field("AF", depth_keys=("AFDP", "DP")),
)
