"""Depth from VCFs of real callers, against the numbers that stand in their records."""

from pathlib import Path

import pytest

from ros1annot.model import InputFile, InputKind
from ros1annot.read.depth import Codon, read_depth


@pytest.mark.parametrize(
    ("name", "chrom", "first", "depth"),
    [
        # AD 17582; 3830,278; 5830,278: the sample has no DP, so its counts are added up.
        ("pisces/Illumina__Pisces__09H-03403-MT1-1_S7.genome.vcf", "12", 25378561, 4108),
        ("pisces_tso500/Illumina__Pisces__test_truth.stitched.genome.vcf", "1", 9770498, 3),
        # TGG to five other codons: DP 831, FDP 827.
        ("iontorrent_tvc/BanzaiMan__nci-match-ir-ecosystem-api__all_data_types.vcf", "1", 43815008, 827),
        # A block of 14251 to 14282 with a MIN_DP of 3, and the record behind it with a DP of 1.
        ("gatk_gvcf/bcbio__bcbio-nextgen__Test2-gatk-haplotype.vcf", "22", 14281, 1),
        ("gatk_gvcf/bcbio__bcbio-nextgen__Test2-gatk-haplotype.vcf", "22", 14280, 3),
        ("gatk_gvcf/samtools__bcftools__merge.gvcf.11.a.vcf", "20", 64249835, None),  # no depth
    ],
)
def test_the_depth_of_real_genome_vcfs(shared: Path, name: str, chrom: str, first: int, depth: int | None) -> None:
    path = shared / "data" / "vcf" / name
    (found,) = read_depth(
        InputFile(InputKind.DEPTH, path, path.name), [Codon("X", 1, chrom, (first, first + 1, first + 2))]
    )
    assert found.depth == depth
