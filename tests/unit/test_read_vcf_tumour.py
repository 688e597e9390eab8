"""Which column of a VCF is taken for the tumour."""

from pathlib import Path

import pytest

from ros1annot.errors import InputError
from ros1annot.read.header import VcfHeader
from ros1annot.read.tumour import tumour_column

PATH = Path("sample.vcf")


def chosen(samples: tuple[str, ...], *meta: str, stated: str | None = None) -> str | None:
    column = tumour_column(PATH, VcfHeader(meta, samples), stated)
    return None if column is None else samples[column]


@pytest.mark.parametrize(
    ("samples", "meta", "tumour"),
    [
        (("A", "B"), ("normal_sample=A", "tumor_sample=B"), "B"),
        (("TUMOR", "B"), ("tumor_sample=B",), "B"),
        (("A", "B"), ("normal_sample=A",), "B"),
        (("NORMAL", "PRIMARY"), (), "PRIMARY"),
        (("a", "b"), ("SAMPLE=<ID=NORMAL,SampleName=a>", "SAMPLE=<ID=TUMOR,SampleName=b,File=x.bam>"), "b"),
        (("x", "y"), ("SAMPLE=<ID=x,Genomes=Germline>", "SAMPLE=<ID=y,Genomes=Tumor>"), "y"),
        (("x", "y"), ("PEDIGREE=<Derived=y,Original=x>",), "y"),
        (("x", "y"), ('DRAGENCommandLine=<ID=dragen,CommandLineOptions="--RGSM x --RGSM-tumor y">',), "y"),
        (("x", "y"), ('GATKCommandLine=<ID=Mutect2,CommandLine="Mutect2 --tumor-sample y --normal-sample x">',), "y"),
        (("NORMAL", "TUMOR"), (), "TUMOR"),
        (("TUMOR", "NORMAL"), (), "TUMOR"),
        (("ref_sample", "tumor_sample", "tumor_sample_rna"), (), "tumor_sample"),
        (("COLO829v003R", "COLO829v003T"), (), "COLO829v003T"),
        (("P7_T", "P7_N"), (), "P7_T"),
        (("abc", "abc-match"), (), "abc"),
        (("TCGA-BT-A20W-11A-11D-A14W-08", "TCGA-BT-A20W-01A-21D-A14W-08"), (), "TCGA-BT-A20W-01A-21D-A14W-08"),
        (("S1", "S2"), ("source=strelka",), "S2"),
        (("S1", "S2"), ("source=VarDict_v1.8.2",), "S1"),
        (("HD832_N",), (), "HD832_N"),
        (("whatever.bam",), ("source=Pisces",), "whatever.bam"),
    ],
)
def test_the_tumour_is_found(samples: tuple[str, ...], meta: tuple[str, ...], tumour: str) -> None:
    assert chosen(samples, *meta) == tumour


def test_the_stated_sample_goes_before_everything() -> None:
    assert chosen(("NORMAL", "TUMOR"), "tumor_sample=TUMOR", stated="NORMAL") == "NORMAL"


def test_a_stated_sample_that_is_not_there_is_refused_with_the_columns() -> None:
    with pytest.raises(InputError, match="has no sample X; its columns are A, B"):
        chosen(("A", "B"), stated="X")


def test_a_file_without_sample_columns_has_no_tumour_column() -> None:
    assert chosen((), stated="X") is None


@pytest.mark.parametrize("samples", [("A", "B"), ("mother", "father", "child"), ("P1_T", "P2_T")])
def test_several_possible_tumours_are_refused_by_name(samples: tuple[str, ...]) -> None:
    with pytest.raises(InputError, match=f"{', '.join(samples)}, and each could be the tumour; .*`tumour_sample`"):
        chosen(samples)


@pytest.mark.parametrize(("samples", "meta"), [(("NORMAL",), ()), (("A",), ("normal_sample=A",)), (("A_N", "B_N"), ())])
def test_a_normal_is_never_taken_for_the_tumour(samples: tuple[str, ...], meta: tuple[str, ...]) -> None:
    with pytest.raises(InputError, match="holds the normal sample only"):
        chosen(samples, *meta)
