"""What an adapter is, and the readings that many callers share."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from ros1annot.model import Phase, Support
from ros1annot.read.callers import genotype
from ros1annot.read.callers.fields import fraction_of_alt, ratio, whole, whole_of_allele, whole_of_alt, wholes
from ros1annot.read.record import VcfRecord

ReadSupport: TypeAlias = Callable[[VcfRecord, int], Support | None]
ReadPhase: TypeAlias = Callable[[VcfRecord, int], Phase | None]
ReadFilters: TypeAlias = Callable[[VcfRecord, int], tuple[str, ...]]


def filter_column(record: VcfRecord, _allele: int) -> tuple[str, ...]:
    """The reading of callers whose FILTER says all: every caller but those that leave filtering to others."""
    return record.filters


@dataclass(frozen=True, slots=True)
class Caller:
    """The adapter of one caller.

    Attributes:
        name: as a sheet may force it.
        header: what a ``##`` line of its files begins with.
        support: reads behind an ALT (from 1); ``None`` where the record lacks the caller's own fields, since
            files merged from several callers change their fields from line to line.
        distinct: the caller's fields mean the same in every file, so that they are read without its header line.
        filters: why the caller itself doubts the allele.
        substitutions: what a ``##`` line begins with that tells that the file holds no insertions or deletions.
        genotype_tells: GT says whether the sample carries the allele; where not, its reads do.
    """

    name: str
    header: re.Pattern[str]
    support: ReadSupport
    phase: ReadPhase = genotype.phase
    filters: ReadFilters = filter_column
    distinct: bool = False
    substitutions: re.Pattern[str] | None = None
    genotype_tells: bool = True


def fraction_field(key: str, depth_keys: tuple[str, ...] = ("DP",)) -> ReadSupport:
    """The reading of callers with a fraction in FORMAT, AD with REF, and a depth in the first key that is there."""

    def read(record: VcfRecord, allele: int) -> Support | None:
        vaf = fraction_of_alt(record, record.sample, key, allele)
        if vaf is None:
            return None
        alt_reads = whole_of_allele(record, "AD", allele)
        depths = (whole(record.sample, depth_key) for depth_key in depth_keys)
        depth = next((found for found in depths if found is not None), summed_depth(record))
        return Support(vaf, f"FORMAT/{key}", alt_reads, depth)

    return read


def alt_reads_field(counts: str, depth: str) -> ReadSupport:
    """The reading of callers with the reads of each ALT, a depth, and mostly the fraction in FORMAT/AF, too."""

    def read(record: VcfRecord, allele: int) -> Support | None:
        alt_reads, total = whole_of_alt(record, counts, allele), whole(record.sample, depth)
        if alt_reads is None:
            return None
        vaf = fraction_of_alt(record, record.sample, "AF", allele)
        if vaf is not None:
            return Support(vaf, "FORMAT/AF", alt_reads, total)
        vaf = ratio(alt_reads, total)
        return Support(vaf, f"{counts}/{depth}" if vaf is not None else "", alt_reads, total)

    return read


def allele_depths(record: VcfRecord, allele: int, *, counts: str = "AD", depth: str = "DP") -> Support | None:
    """The reading of callers that give reads for every allele, REF too, and no fraction."""
    alt_reads, total = whole_of_allele(record, counts, allele), summed_depth(record, counts)
    if alt_reads is None:
        return None
    told = whole(record.sample, depth)
    vaf, source = ratio(alt_reads, total), f"{counts}[{allele}]/sum({counts})"
    if vaf is None and total is None:
        vaf, source = ratio(alt_reads, told), f"{counts}[{allele}]/{depth}"
    return Support(vaf, source if vaf is not None else "", alt_reads, total if told is None else told)


def four_depths(counts: tuple[int | None, ...], source: str) -> Support | None:
    """The reading of DP4: REF forward, REF reverse, ALT forward, ALT reverse; good for one ALT only."""
    known = [count for count in counts if count is not None]
    if len(known) != 4 or len(counts) != 4:
        return None
    alt_reads, depth = known[2] + known[3], sum(known)
    vaf = ratio(alt_reads, depth)
    return Support(vaf, f"{source}[2:4]/sum({source})" if vaf is not None else "", alt_reads, depth)


def summed_depth(record: VcfRecord, key: str = "AD") -> int | None:
    """Sum of the reads of all alleles, or ``None`` where one of them is missing."""
    counts = wholes(record.sample, key)
    known = [count for count in counts if count is not None]
    return sum(known) if len(counts) == len(record.alts) + 1 == len(known) else None
