"""Files that PCGR's users make of TCGA calls: one column for the pair, with the tumour's counts in ADT and DPT."""

import re
from functools import partial

from ros1annot.read.callers.caller import Caller, allele_depths

CALLER = Caller(
    name="pcgr",
    header=re.compile(r"FORMAT=<ID=ADT\b"),
    support=partial(allele_depths, counts="ADT", depth="DPT"),
    distinct=True,
)
