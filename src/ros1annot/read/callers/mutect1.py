"""MuTect 1: the fraction is FORMAT/FA."""

import re

from ros1annot.read.callers.caller import Caller, fraction_field

_HEADER = re.compile(r"MuTect=|source=MuTect\b(?!2)")

CALLER = Caller(
    name="mutect1",
    header=_HEADER,
    support=fraction_field("FA"),
    distinct=True,
    substitutions=_HEADER,
)
