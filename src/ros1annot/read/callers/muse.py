"""MuSE: AD for every allele, no fraction; FILTER holds its tiers (Tier1 to Tier5)."""

import re

from ros1annot.read.callers.caller import Caller, allele_depths

CALLER = Caller(name="muse", header=re.compile(r"MuSE_version="), support=allele_depths)
