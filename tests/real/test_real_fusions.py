"""Real fusion tables: every target fusion with the right partner, exons, frame and role, and no false driver.

What is expected stands in ``fusions.expected.tsv``, one line a fusion: the file, then the columns of
``ros1annot fusions`` but for breakpoints and confidence. Exons and frames of the ROS1 and ALK fusions are
those of the literature (``C6;R34``, EML4 variants ``E13;A20``, ``E6;A20`` …).
"""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from fusion_files import STAR_FUSION, table
from fusion_formats.parts import vcf
from ros1annot.annotate.fusion import annotate_fusions
from ros1annot.annotate.transcripts import Genome
from ros1annot.cli import main
from ros1annot.errors import InputError
from ros1annot.model import InputFile, InputKind, InputState
from ros1annot.read.fusions import read_fusions

EXPECTED = Path(__file__).with_name("fusions.expected.tsv")
COLUMNS = (
    "five_prime",
    "three_prime",
    "five_prime_exon",
    "three_prime_exon",
    "in_frame",
    "kinase_kept",
    "role",
    "split_reads",
    "discordant_pairs",
)
LONGGF = "longgf/SeraCarev4Fusion.IsoSeq.m64020e_230609_061545.refined.Oct32023_longgf.out.gz"
PBFUSION = "pbfusion/SeraCarev4Fusion.IsoSeq.m64020e_230609_061545.refined.Oct32023_pbfusion.breakpoints.groups.bed.gz"
SERACARE = "seracare-truth/SeraCare_fusion_targets.tsv"
ONCOMINE = "oncomine/unix.com_302997212_excerpt.txt"
TCGA = "tcga-gao2018/TCGA_Gao2018_kinase_subset.tsv"
CBIOPORTAL = "cbioportal/cbioportal_import_export_data_structural_variants.txt"
JAFFA_OF_TWO = "jaffa/chimeraviz_jaffa_results.csv"
SIM52 = "arriba/metafusion_dream_sim52_arriba_fusions.tsv"
TABLES = {
    "arriba/annofuse_arriba_example.tsv": "arriba",
    "arriba/arriba_test_fusions.tsv": "arriba",
    "arriba/fusor_arriba_fusions_itd.tsv": "arriba",
    SIM52: "arriba",
    "chimerascan/H2228_CHIMERASCAN_chimeras.bedpe": "chimerascan",
    "ctat-lr-fusion/fusionreport_ctat_lr_fusion.tsv": "ctat-lr-fusion",
    "ctat-lr-fusion/seracare_kinase_subset.ctat-lr-fusion.txt": "ctat-lr-fusion",
    "defuse/H2228_DEFUSE_results.filtered.tsv": "defuse",
    "dragen/rnasum_test_sample_WTS.fusion_candidates.final": "dragen",
    "ericscript/H2228_ERICSCRIPT_MyEric.results.filtered.tsv": "ericscript",
    "ericscript/ericscript_SRR1657556.results.total.tsv": "ericscript",
    "foundationone/lifeomic_sample_variant-report_excerpt.xml": "foundationone",
    "fusion-report/clinicalgenomics_fusions.json": "fusion-report",
    "fusion-report/fusions.csv": "fusion-report",
    "fusioncatcher/H2228_FUSION_CATCHER_V0994e_final-list_candidate-fusion-genes.txt": "fusioncatcher",
    "fusioncatcher/fusioncatcher_test_final-list_candidate-fusion-genes.txt": "fusioncatcher",
    "fusioncatcher/fusor_fusion_catcher_test.txt": "fusioncatcher",
    "fusionmap/enfusion_FusionDetection.FusionReport.Table.txt": "fusionmap",
    "fusionseeker/seracare_kinase_subset.fusionseeker.txt": "fusionseeker",
    "infusion/H2228_INFUSION_CF3_fusions.txt": "infusion",
    "isofox/sample.pass_fusions.csv": "isofox",
    "jaffa/H2228_JAFFA_ASSEMBLY_jaffa_results.csv": "jaffa",
    "jaffa/H2228_JAFFA_HYBRID_jaffa_results.csv": "jaffa",
    "jaffa/fusionreport_jaffa.csv": "jaffa",
    "jaffal/seracare_kinase_subset.jaffal.txt": "jaffa",
    "linx/cuppa_TUMOR_SAMPLE.linx.fusion.tsv": "linx",
    LONGGF: "longgf",
    "mapsplice/H2228_MAPSPLICE_fusions_well_annotated.txt": "mapsplice",
    "nfcore-rnafusion-vcf/scout_demo_fusion_data.vcf.gz": "nfcore-rnafusion",
    PBFUSION: "pbfusion",
    "pizzly/fusionreport_pizzly.tsv": "pizzly",
    SERACARE: "star-fusion",
    "soapfuse/H2228_SOAP_FUSE_sample.final.Fusion.specific.for.genes": "soapfuse",
    "squid/fusionreport_squid.txt": "squid",
    "star-fusion/annofuse_merged_starfusion_tcga.subset_kinases.tsv": "star-fusion",
    "star-fusion/annofuse_starfusion_example.tsv": "star-fusion",
    "star-fusion/fusionreport_starfusion.tsv": "star-fusion",
    "star-fusion/metafusion_dream_sim52_star-fusion.abridged.tsv": "star-fusion",
    "tophat-fusion/H2228_TOPHAT_FUSION_result.txt": "tophat-fusion",
    "tso500/awgl_test_data_fusion_check_NTC-RNA_CombinedVariantOutput.tsv": "tso500",
    "tso500/awgl_test_data_fusion_check_sample_AllFusions.csv": "tso500",
}
EMPTY = (
    "fusionhunter/H2228_FUSIONHUNTER_FusionHunter.fusion",
    "tso500/awgl_test_data_tsv2db_sample_CombinedVariantOutput_novar.tsv",
)
REFUSED = (
    "aeron/aeron_fusion_support.txt",
    "bedpe/unnamed.bedpe",
    "chimpipe/H2228_CHIMPIPE_chimericJunctions_chimpipe.txt",
    "enfusion/fusor_enfusion_test.csv",
    "fuseq_wes/FuSeq_WES_SR_fge_fdb.txt",
    "fusion-report/fusion_list_filtered.tsv",
    "fusioncatcher/fusioncatcher_test_summary_candidate_fusions.txt",
    "genefuse/druggable.hg38.csv",
    "genie/fusor_genie_test.txt",
    "juli/juli_test.annotated.txt",
    "manta/manta_demo_somaticSV.vcf.gz",
    "nfuse/H2228_NFUSE_rna.results.tsv",
    "oncofuse/oncofuse.outfile",
    "oncokb/example_sv.txt",
    ONCOMINE,
    "prada/H2228_PRADA_prada.fus.summary.txt",
    "splitfusion/Lib001.fusion.table.NoFilter.txt",
    "starseqr/metafusion_dream_sim52_STAR-SEQR_candidates.txt",
    TCGA,
)
"""Files of callers without an adapter, lists of names, and excerpts that are no whole files."""

SERACARE_TARGETS = {
    "ctat-lr-fusion/seracare_kinase_subset.ctat-lr-fusion.txt": 10,
    "fusionmap/enfusion_FusionDetection.FusionReport.Table.txt": 8,
    "fusionseeker/seracare_kinase_subset.fusionseeker.txt": 10,
    "jaffal/seracare_kinase_subset.jaffal.txt": 9,
    LONGGF: 8,
    PBFUSION: 10,
    "tso500/awgl_test_data_fusion_check_sample_AllFusions.csv": 10,
}
"""How many of the ROS1, ALK, RET and NTRK targets each caller's own file holds."""


def expected(name: str) -> list[dict[str, str]]:
    with EXPECTED.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t"))
    return [{column: row[column] for column in COLUMNS} for row in rows if row["file"] == name]


def found(path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> list[dict[str, str]]:
    assert main(["fusions", str(path), *options]) == 0
    rows = csv.DictReader(capsys.readouterr().out.splitlines(), delimiter="\t")
    return [{column: row[column] for column in COLUMNS} for row in rows]


def real_file(shared: Path, name: str) -> InputFile:
    return InputFile(InputKind.FUSIONS, shared / "data" / "fusions" / name, name)


@pytest.mark.parametrize("name", TABLES)
def test_target_fusions_of_a_real_table(shared: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert found(shared / "data" / "fusions" / name, capsys) == expected(name)


@pytest.mark.parametrize("name", TABLES)
def test_caller_of_a_real_table_is_recognised(shared: Path, name: str) -> None:
    read = read_fusions(real_file(shared, name))
    assert (read.caller, read.state) == (TABLES[name], InputState.CALLS)


@pytest.mark.parametrize("name", EMPTY)
def test_real_file_without_fusions_is_empty(shared: Path, name: str) -> None:
    assert read_fusions(real_file(shared, name)).state is InputState.EMPTY


@pytest.mark.parametrize("name", REFUSED)
def test_real_file_that_no_adapter_reads_names_the_nearest(shared: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"of no known fusion caller .* nearest to it: .* for which it lacks "):
        read_fusions(real_file(shared, name))


def targets() -> list[dict[str, str]]:
    kinase = re.compile("ROS1|ALK|RET|NTRK[123]")
    return [row for row in expected(SERACARE) if kinase.fullmatch(row["three_prime"])]


@pytest.mark.parametrize("name", SERACARE_TARGETS)
def test_every_target_that_a_caller_saw_is_called_with_its_exons(
    shared: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = shared / "data" / "fusions" / name
    calls = read_fusions(real_file(shared, name)).calls
    seen = {frozenset(end.gene.split(";")[0] for end in (call.five_prime, call.three_prime)) for call in calls}
    wanted = [row for row in targets() if frozenset((row["five_prime"], row["three_prime"])) in seen]
    assert len(wanted) == SERACARE_TARGETS[name]
    where = ("five_prime", "three_prime", "five_prime_exon", "three_prime_exon", "role")
    called = [[row[column] for column in where] for row in found(path, capsys)]
    assert [row for row in wanted if [row[column] for column in where] not in called] == []


def test_ros1_and_alk_fusions_of_tcga(shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "tcga.tsv"
    columns = [column for column in STAR_FUSION if column != "SpliceType"]
    path.write_text(table(columns, list(tcga_rows(shared))), encoding="utf-8")
    rows = [row for row in found(path, capsys) if {row["five_prime"], row["three_prime"]} & {"ROS1", "ALK"}]
    assert rows == expected(TCGA)


def tcga_rows(shared: Path) -> Iterator[dict[str, str]]:
    """STAR-Fusion calls as the publication's supplement gives them, in STAR-Fusion's own columns again."""
    with (shared / "data" / "fusions" / TCGA).open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle, delimiter="\t"):
            five, _, three = row["Fusion"].partition("--")
            yield {
                "FusionName": row["Fusion"],
                "JunctionReadCount": row["Junction"],
                "SpanningFragCount": row["Spanning"],
                "LeftGene": five,
                "LeftBreakpoint": row["Breakpoint1"],
                "RightGene": three,
                "RightBreakpoint": row["Breakpoint2"],
            }


def test_whole_record_of_an_oncomine_excerpt(shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "oncomine.vcf"
    text = (shared / "data" / "fusions" / ONCOMINE).read_text(encoding="utf-8")
    (record,) = (line for line in text.splitlines() if line.startswith("chr15"))
    path.write_text(vcf(["\t".join(record.split())], sample="S1"), encoding="utf-8")
    assert found(path, capsys) == expected(ONCOMINE)


@pytest.mark.parametrize(
    ("name", "sample", "names"),
    [
        (
            CBIOPORTAL,
            "TCGA-A2-A04P-01",
            [
                ("EML4::ALK", 6, 20, "driver"),
                ("TTN::ALK", None, 20, "driver"),
                ("ALK::PTPN3", 11, None, "reciprocal"),
                ("KIAA1549::BRAF", None, 10, "driver"),
                ("PIEZO1::BRAF", None, 10, "driver"),  # NCOA4 by name, BRAF by its place
                ("NCOA4::RET", None, 12, "driver"),
            ],
        ),
        (CBIOPORTAL, "TCGA-A1-A0SB-01", [("EML4::ALK", 13, 20, "driver")]),
        (JAFFA_OF_TWO, "MCF7-demo", []),
    ],
)
def test_one_sample_of_a_real_file_of_many(
    shared: Path, name: str, sample: str, names: list[tuple[object, ...]], genome: Genome
) -> None:
    calls = read_fusions(real_file(shared, name), sample).calls
    fusions = annotate_fusions(calls, genome, None)
    assert [(f.name, f.five_prime.exon, f.three_prime.exon, f.role) for f in fusions] == names


@pytest.mark.parametrize(("name", "samples"), [(CBIOPORTAL, 36), (JAFFA_OF_TWO, 2)])
def test_real_file_of_many_samples_asks_for_one(shared: Path, name: str, samples: int) -> None:
    with pytest.raises(InputError, match=f"it holds {samples} samples"):
        read_fusions(real_file(shared, name))


@pytest.mark.parametrize("name", [SERACARE, SIM52])
def test_real_table_under_the_wrong_assembly_is_refused(
    shared: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    right = "GRCh37" if "sim52" in name else "GRCh38"
    wrong = "GRCh38" if right == "GRCh37" else "GRCh37"
    path = shared / "data" / "fusions" / name
    assert found(path, capsys, "--assembly", right) == expected(name)
    assert main(["fusions", str(path), "--assembly", wrong]) == 2
    assert f"its breakpoints are of {right}, but {wrong} was given" in capsys.readouterr().err
