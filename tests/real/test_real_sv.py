"""Real structural-variant files: read as what they are, or refused with the reason."""

from pathlib import Path

import pytest

from ros1annot.annotate.fusion import annotate_fusions
from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import InputError
from ros1annot.model import Assembly, InputFile, InputKind
from ros1annot.read.sv import read_sv

# file, tumour column, caller, assembly, adjacencies that touch the genes
READ = [
    ("fusions/manta/colo829_somatic_manta.vcf", "COLO829T", "manta", Assembly.GRCH37, 1),
    ("fusions/manta/manta_demo_somaticSV.vcf.gz", "HCC1954", "manta", Assembly.GRCH37, 0),
    (
        "fusions/gridss/colo829_somatic_gridss.vcf.gz",
        "COLO829v003T_dedup.realigned.bam",
        "gridss",
        Assembly.GRCH37,
        1,
    ),
    ("fusions/sniffles/COLO829.nanopore.sniffles.vcf", None, "sniffles", Assembly.GRCH37, 0),
    ("fusions/nanosv/colo829_nanoSV_truth_overlap.vcf", None, "nanosv", Assembly.GRCH37, 1),
    ("fusions/purple/COLO829T.purple.sv.ann.vcf.gz", "COLO829T.realigned.bam", "gridss", Assembly.GRCH37, 1),
    ("fusions/delly/delly-0.6.8.vcf", None, "delly", None, 0),
    ("vcf/manta/umccr__vcf_stuff__HCC2218_manta.vcf", "HCC2218C", "manta", Assembly.GRCH37, 0),
]


@pytest.mark.parametrize(("name", "tumour", "caller", "assembly", "records"), READ)
def test_a_file_is_read(
    shared: Path, genome: Genome, name: str, tumour: str | None, caller: str, assembly: Assembly | None, records: int
) -> None:
    file = InputFile(InputKind.SV, shared / "data" / name, name)
    found = read_sv(file, genome, tumour_sample=tumour, assembly=None)
    assert (found.caller, found.assembly, found.records) == (caller, assembly, records)


@pytest.mark.parametrize("name", [name for name, *_ in READ[:1]])
def test_colo829_has_no_kinase_fusion(shared: Path, genome: Genome, name: str) -> None:
    """Its one adjacency in the genes lies inside PTEN."""
    found = read_sv(
        InputFile(InputKind.SV, shared / "data" / name, name), genome, tumour_sample="COLO829T", assembly=None
    )
    assert [(call.five_prime.gene, call.three_prime.gene) for call in found.calls] == [("PTEN", "PTEN")]
    assert annotate_fusions(found.calls, genome, None) == []


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("fusions/nfcore-rnafusion-vcf/scout_demo_fusion_data.vcf.gz", "`fusions` column"),
        ("fusions/vcf-bnd/vcf4.2.example.sv.vcf", "NCBI36"),
        ("fusions/manta/manta_demo_somaticSV.vcf.gz", "each could be the tumour"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(shared: Path, genome: Genome, name: str, why: str) -> None:
    file = InputFile(InputKind.SV, shared / "data" / name, name)
    with pytest.raises(InputError, match=why):
        read_sv(file, genome, tumour_sample=None, assembly=None)
