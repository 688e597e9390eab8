"""MuSE: AD for every allele, no fraction; FILTER holds its tiers (Tier1 to Tier5)."""

import re

from ros1annot.read.callers.caller import Caller, allele_depths

_HEADER = re.compile(r"MuSE_version=")

CALLER = Caller(name="muse", header=_HEADER, support=allele_depths, substitutions=_HEADER)
