"""Mutect2 and MuTect2 (GATK): AF is the model's fraction, not AD/DP."""

import re

from ros1annot.read.callers.caller import Caller, fraction_field

CALLER = Caller(
    name="mutect2",
    header=re.compile(
        r"Mutect ?Version=|source=(FilterMutectCalls|Mutect2|MuTect2)|"
        r"GATKCommandLine(\.MuTect2)?=<ID=(Mutect2|MuTect2|FilterMutectCalls)\b|SentieonCommandLine\.TNhaplotyper"
    ),
    support=fraction_field("AF"),
)
