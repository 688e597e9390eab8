"""Names that VEP, Jannovar and Funcotator wrote into real files agree with ours."""

from pathlib import Path

import pytest

from builders import vcf_input
from ros1annot.annotate.small import annotate
from ros1annot.annotate.transcripts import Genome
from ros1annot.interpret.opinions import disagreements
from ros1annot.read.vcf import read_vcf


@pytest.mark.parametrize(
    ("file", "annotator", "count"),
    [
        (
            "clair/clinical-genomics-uppsala__neville_mx_amplicon__D25-test007_T.ensembled.vep_annotated.vcf",
            "VEP", 18,
        ),
        ("funcotator/broadinstitute__gatk__regressionTestVariantSet1_expected.vcf", "Funcotator", 24),
        ("varlociraptor/igvteam__igv-reports__test.jannovar.vcf", "Jannovar", 1),
    ],
)  # fmt: skip
def test_real_second_opinions_agree(shared: Path, genome: Genome, file: str, annotator: str, count: int) -> None:
    read = read_vcf(vcf_input(shared / "data" / "vcf" / file), genome, tumour_sample=None, assembly=None)
    opinions = [opinion for call in read.calls for opinion in call.opinions]
    assert [opinion.annotator for opinion in opinions] == [annotator] * count
    assert read.assembly is not None
    variants = [annotate(call, genome, read.assembly) for call in read.calls if call.opinions]
    assert not [found for variant in variants if variant is not None for found in disagreements(variant, genome)]
