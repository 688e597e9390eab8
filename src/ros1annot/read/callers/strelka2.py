"""Strelka2 somatic: no genotype, no AD, no fraction; counts come as ``tier1,tier2`` pairs and tier 1 is used.

SNVs count each base (AU, CU, GU, TU); indels count reads for the indel (TIR) and for the other allele (TAR). Reads
that fit neither (TOR) belong to no allele, so the indel's fraction is TIR / (TIR + TAR), as Strelka's guide has it.
"""

import re

from ros1annot.model import Support
from ros1annot.read.callers.caller import Caller
from ros1annot.read.callers.fields import ratio, whole, wholes
from ros1annot.read.record import VcfRecord


def read(record: VcfRecord, allele: int) -> Support | None:
    """SNV or indel counts of the first tier, whichever the line has."""
    if "TIR" in record.sample and "TAR" in record.sample:
        return _support(record, "TIR", "TAR") if len(record.alts) == 1 else None
    alt = record.alts[allele - 1]
    return _support(record, f"{alt}U", f"{record.ref}U") if len(alt) == len(record.ref) == 1 else None


def _support(record: VcfRecord, alt_key: str, other_key: str) -> Support | None:
    alt_reads, other_reads = _tier1(record, alt_key), _tier1(record, other_key)
    if alt_reads is None or other_reads is None:
        return None
    depth = whole(record.sample, "DP")
    filtered = whole(record.sample, "FDP") or 0
    vaf = ratio(alt_reads, alt_reads + other_reads)
    source = f"{alt_key}[0]/({alt_key}[0]+{other_key}[0])" if vaf is not None else ""
    return Support(vaf, source, alt_reads, None if depth is None else depth - filtered)


def _tier1(record: VcfRecord, key: str) -> int | None:
    # ClairS has fields of the same names with one number each: those are no tiers
    tiers = wholes(record.sample, key)
    return tiers[0] if len(tiers) == 2 else None


CALLER = Caller(
    "strelka2",
    re.compile(r"source=strelka|content=strelka somatic", re.IGNORECASE),
    read,
    distinct=True,
    substitutions=re.compile(r"content=strelka somatic snv", re.IGNORECASE),
)
