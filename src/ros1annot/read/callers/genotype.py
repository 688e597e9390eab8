"""What GT says of one allele: whether the sample carries it, and on which haplotype."""

from ros1annot.model import Phase, Support
from ros1annot.read.record import VcfRecord


def is_carried(record: VcfRecord, allele: int, support: Support, *, genotype_tells: bool) -> bool:
    """Whether the sample carries an ALT (from 1).

    Not with no reads for it, nor where GT is there and does not name it (``0/0``, ``./.``, or other ALTs only).
    Somatic callers that write no GT (or one bare ``.``) report what they found, so their alleles are carried.
    """
    if support.alt_reads == 0 or (support.alt_reads is None and support.vaf == 0):
        return False
    genotype = record.sample.get("GT", ".")
    return not genotype_tells or genotype in {"", "."} or str(allele) in _alleles(genotype)


def phase(record: VcfRecord, allele: int) -> Phase | None:
    """The allele's phase set and haplotype: GATK's PID with PGT, else PS with a phased GT, else a phased GT alone.

    Phased genotypes without PS are of one set (VCF 4.3, 1.6.2), but tools that merge files drop PS, so the set stays
    without a name: good for neighbours only. Two calls are in cis if they share set and haplotype. An allele on every
    haplotype has no place of its own, and PGT of a record with several ALTs does not tell which it means: both stay
    without a phase.
    """
    physical_id, physical_genotype = record.sample.get("PID", "."), record.sample.get("PGT", ".")
    if physical_id != "." and "|" in physical_genotype and len(record.alts) == 1:
        return _placed(physical_id, physical_genotype, allele)
    phase_set, genotype = record.sample.get("PS", "."), record.sample.get("GT", ".")
    return _placed(phase_set.removeprefix("."), genotype, allele) if "|" in genotype else None


def _placed(phase_set: str, genotype: str, allele: int) -> Phase | None:
    alleles = _alleles(genotype)
    return Phase(phase_set, alleles.index(str(allele))) if alleles.count(str(allele)) == 1 else None


def _alleles(genotype: str) -> list[str]:
    # VCF 4.4 lets a genotype begin with its phasing: "|0|1"
    return genotype.replace("|", "/").removeprefix("/").split("/")
