"""MuTect 1: the fraction is FORMAT/FA."""

import re

from ros1annot.read.callers.caller import Caller, fraction_field

CALLER = Caller(
    name="mutect1",
    header=re.compile(r"MuTect=|source=MuTect\b(?!2)"),
    support=fraction_field("FA"),
    distinct=True,
)
