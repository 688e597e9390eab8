"""`ros1annot init --from`: a sheet from the folders that other pipelines write, and results behind them."""

import json
import shutil
from pathlib import Path, PurePosixPath

import pytest

from ros1annot.cli import main
from ros1annot.model import InputKind
from ros1annot.outputs.choose import choose
from ros1annot.outputs.layouts import recognise
from ros1annot.samples import read_sheet
from workflow_runs import DEMO

PAIR = "T1_vs_N1"
SAREK = {
    f"annotation/mutect2/{PAIR}/{PAIR}.mutect2.filtered_VEP.ann.vcf.gz": "ros1-g2032r.mutect2.vcf.gz",
    f"variant_calling/mutect2/{PAIR}/{PAIR}.mutect2.filtered.vcf.gz": "ros1-g2032r.mutect2.vcf.gz",
    f"variant_calling/mutect2/{PAIR}/{PAIR}.mutect2.vcf.gz": "ros1-g2032r.mutect2.vcf.gz",
    f"variant_calling/strelka/{PAIR}/{PAIR}.strelka.somatic_snvs.vcf.gz": "alk-l1196m.strelka.snvs.vcf.gz",
    "variant_calling/haplotypecaller/N1/N1.haplotypecaller.filtered.vcf.gz": "ros1-g2032r.mutect2.vcf.gz",
    "reports/mosdepth/T1/T1.recal.regions.bed.gz": "ros1-g2032r.regions.bed.gz",
    "reports/mosdepth/N1/N1.recal.regions.bed.gz": "ros1-g2032r.regions.bed.gz",
    "variant_calling/strelka/T2_vs_N2/T2_vs_N2.strelka.somatic_snvs.vcf.gz": "alk-l1196m.strelka.snvs.vcf.gz",
    "variant_calling/strelka/T2_vs_N2/T2_vs_N2.strelka.somatic_indels.vcf.gz": "alk-l1196m.strelka.indels.vcf.gz",
    "work/ab/cdef/T9.mutect2.filtered.vcf.gz": "ros1-g2032r.mutect2.vcf.gz",
}
RNAFUSION = {
    "arriba/T1-RNA.arriba.fusions.tsv": "ros1-g2032r.arriba.tsv",
    "arriba/T1-RNA.arriba.fusions.discarded.tsv": "ros1-g2032r.arriba.tsv",
    "starfusion/T2.starfusion.abridged.coding_effect.tsv": "alk-l1196m.star-fusion.tsv",
    "starfusion/T2.starfusion.fusion_predictions.tsv": "alk-l1196m.star-fusion.tsv",
}
HYDRA_DNA = "results/dna/HD-7_T/additional_files/vcf/HD-7_T.annotated.exon_only.filter"
HYDRA = {
    f"{HYDRA_DNA}.soft_filter.vcf": "alk-c1156y-l1198f.mutect2.vcf",
    f"{HYDRA_DNA}.hard_filter.vcf": "alk-c1156y-l1198f.mutect2.vcf",
    "results/dna/HD-7_T/additional_files/vcf/vardict_HD-7_T.vcf.gz": "egfr-t790m.vardict.vcf.gz",
    "results/NA-1_N.annotated.exon_only.filter.soft_filter.vcf": "ros1-l2026m.lofreq.vcf",
    "results/rna/HD-7_R/additional_files/fusion/HD-7_R.arriba.fusions.tsv": "alk-c1156y-l1198f.arriba.tsv",
    "results/rna/HD-7_R/fusion/HD-7_R.fusion_report.tsv": "alk-c1156y-l1198f.arriba.tsv",
}


def lay(folder: Path, files: dict[str, str]) -> Path:
    """A pipeline's folder of results, made of demo files and their indexes."""
    for name, source in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(DEMO / source, folder / name)
        if (DEMO / f"{source}.tbi").is_file():
            shutil.copy(DEMO / f"{source}.tbi", folder / f"{name}.tbi")
    return folder


def inputs(sheet: Path) -> dict[str, dict[str, list[str]]]:
    """What a sheet gives each sample, by column: the names of files."""
    return {
        sample.name: {
            kind: [file.path.name for file in sample.inputs if file.kind is kind]
            for kind in InputKind
            if any(file.kind is kind for file in sample.inputs)
        }
        for sample in read_sheet(sheet)
    }


def drugs(result: Path) -> dict[str, str]:
    return {drug["drug"]: drug["call"] for drug in json.loads(result.read_text())["drugs"]}


def test_sarek_and_rnafusion_give_one_row_a_tumour(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    sarek, rna = lay(tmp_path / "sarek", SAREK), lay(tmp_path / "rna", RNAFUSION)
    new = tmp_path / "cohort"
    assert main(["init", str(new), "--from", str(sarek), "--from", str(rna)]) == 0
    assert inputs(new / "samples.tsv") == {
        "T1": {
            "vcf": [f"{PAIR}.mutect2.filtered_VEP.ann.vcf.gz"],
            "fusions": ["T1-RNA.arriba.fusions.tsv"],
            "depth": ["T1.recal.regions.bed.gz"],
        },
        "T2": {
            "vcf": ["T2_vs_N2.strelka.somatic_snvs.vcf.gz", "T2_vs_N2.strelka.somatic_indels.vcf.gz"],
            "fusions": ["T2.starfusion.abridged.coding_effect.tsv"],
        },
    }
    told = capfd.readouterr().err
    assert "2 samples in results of nf-core/sarek, nf-core/rnafusion" in told
    assert "T1 (T1 and T1-RNA): fusions: " in told
    left = [line.removeprefix("left out: ") for line in told.splitlines() if line.startswith("left out: ")]
    assert len(left) == len(SAREK) + len(RNAFUSION) - 6 - 1  # six are in the sheet, and one is the pipeline's own work
    assert any("N1.haplotypecaller" in line and "N1 is a normal sample" in line for line in left)
    assert any("mutect2.vcf.gz (calls before FilterMutectCalls" in line for line in left)
    assert any("T1_vs_N1.strelka.somatic_snvs" in line and "preferred: " in line for line in left)

    assert main(["annotate", str(new / "samples.tsv"), "-o", str(tmp_path / "out")]) == 0
    assert drugs(tmp_path / "out/T1/T1.json")["crizotinib"] == "resistant"
    assert drugs(tmp_path / "out/T2/T2.json")["crizotinib"] == "resistant"


def test_hydra_genetics_pairs_dna_and_rna(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    hydra, new = lay(tmp_path / "hydra", HYDRA), tmp_path / "cohort"
    assert main(["init", str(new), "--from", str(hydra)]) == 0
    assert inputs(new / "samples.tsv") == {
        "HD-7": {"vcf": ["HD-7_T.annotated.exon_only.filter.soft_filter.vcf"], "fusions": ["HD-7_R.arriba.fusions.tsv"]}
    }
    told = capfd.readouterr().err
    assert "exons only: intronic variants (MET exon 14) are not in it" in told
    assert "NA-1 is a normal sample" in told
    assert told.count("left out: ") == len(HYDRA) - 2

    command = ["run", str(new / "samples.tsv"), "-o", str(tmp_path / "out"), "--cores", "1"]
    assert main([*command, "--config", str(new / "config.yaml")]) == 0
    assert drugs(tmp_path / "out/HD-7/HD-7.json")["lorlatinib"] == "resistant"


def test_two_files_that_could_be_meant_are_left_to_the_user(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    files = ("a.arriba.tsv", "a.mutect2.vcf", "a.vardict.vcf", "b.mutect2.vcf", "b.vcf", "c.bam", "odd name.vcf")
    for name in files:
        (tmp_path / name).touch()
    assert main(["init", str(tmp_path / "new"), "--from", str(tmp_path)]) == 0
    assert inputs(tmp_path / "new" / "samples.tsv") == {"a": {"fusions": ["a.arriba.tsv"]}}
    text = (tmp_path / "new" / "samples.tsv").read_text()
    assert f"# a, vcf: choose from {tmp_path}/a.mutect2.vcf {tmp_path}/a.vardict.vcf\n" in text
    assert "\n# b\t" in text
    told = capfd.readouterr().err
    assert "b: vcf: NOT FILLED IN, choose one: " in told
    assert "c.bam (it has no index (.bai) beside it)" in told
    assert "odd name.vcf (sample: 'odd name': an id has" in told


def test_a_cram_needs_the_genome_it_was_compressed_against(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    cram = tmp_path / "sarek/preprocessing/recalibrated/T1/T1.recal.cram"
    cram.parent.mkdir(parents=True)
    cram.touch()
    cram.with_name("T1.recal.cram.crai").touch()
    assert main(["init", str(tmp_path / "new"), "--from", str(tmp_path / "sarek")]) == 2
    assert "T1.recal.cram (a CRAM file needs the genome it was compressed against: add" in capfd.readouterr().err
    genome = tmp_path / "genome.fa"
    command = ["init", str(tmp_path / "new"), "--from", str(tmp_path / "sarek"), "--reference", str(genome)]
    assert main(command) == 0
    assert inputs(tmp_path / "new" / "samples.tsv") == {"T1": {"alignments": ["T1.recal.cram"]}}
    assert f'reference: "{genome}"' in (tmp_path / "new" / "config.yaml").read_text()


def test_paths_are_relative_to_the_sheet_where_the_folder_was_named_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(lay(tmp_path, {"calls/a.vcf": "ros1-l2026m.lofreq.vcf"}))
    assert main(["init", "cohort", "--from", "calls"]) == 0
    assert "\t../calls/a.vcf\t" in (tmp_path / "cohort" / "samples.tsv").read_text()
    assert main(["init", "other", "--from", "nothing"]) == 2


@pytest.mark.parametrize(
    ("path", "sample", "kind"),
    [
        ("variant_calling/manta/T_vs_N/T_vs_N.manta.somatic_sv.vcf.gz", "T", "sv"),
        ("variant_calling/manta/T/T.manta.tumor_sv.vcf.gz", "T", "sv"),
        ("variant_calling/manta/T/T.manta.candidate_sv.vcf.gz", "T", None),
        ("variant_calling/cnvkit/T_vs_N/T.call.cns", "T", "copy_number"),
        ("fusioncatcher/R1.fusioncatcher.fusion-genes.txt", "R1", "fusions"),
        ("fusionreport/R1/R1.fusionreport_filtered.tsv", "R1", None),
        ("gvcf_dna/S-1_T.mosdepth.g.vcf.gz", "S-1", "depth"),
        ("bam_dna/S-1_T.umi.bam", "S-1", "alignments"),
        ("bam_dna/mutect2_indel_bam/S-1_T.bam", "S-1", None),
        ("results/dna/S-1_T/additional_files/cnv/S-1_T.manta_tumorSV.vcf.gz", "S-1", "sv"),
        ("T.purple.sv.ann.vcf.gz", "T", "sv"),
        ("T.manta.vcf", "T", "sv"),
        ("T.mutect2.vcf", "T", "vcf"),
        ("arriba_out/LUNG-07/fusions.tsv", "LUNG-07", "fusions"),
    ],
)
def test_where_pipelines_put_things(path: str, sample: str, kind: str | None) -> None:
    finds, unknown = recognise([PurePosixPath(path)])
    assert [(find.sample, find.rule.kind) for find in finds] == [(sample, kind)]
    assert not unknown
    rows, left = choose(finds)
    assert len(rows) == (kind is not None)
    assert [str(file.path) for file in left] == ([] if kind else [path])
