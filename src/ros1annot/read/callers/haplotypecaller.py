"""GATK HaplotypeCaller and what GenotypeGVCFs makes of it: AD for every allele, no fraction."""

import re

from ros1annot.read.callers.caller import Caller, allele_depths

CALLER = Caller(
    name="haplotypecaller",
    header=re.compile(r"source=(HaplotypeCaller|GenotypeGVCFs)|GATKCommandLine(\.\w+)?=<ID=HaplotypeCaller\b"),
    support=allele_depths,
)
