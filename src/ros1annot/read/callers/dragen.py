"""Illumina DRAGEN, somatic and germline."""

import re

from ros1annot.read.callers.caller import Caller, fraction_field

CALLER = Caller(
    name="dragen",
    header=re.compile(r"DRAGENCommandLine=|source=DRAGEN", re.IGNORECASE),
    support=fraction_field("AF"),
)
