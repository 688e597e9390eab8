"""Files of rearrangements, splice events and copies, from the sheet's row to the result."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from ros1annot.annotate.transcripts import Genome
from ros1annot.engine import fingerprint, process
from ros1annot.knowledge import Knowledge, load_knowledge
from ros1annot.model import Assembly, InputFile, InputKind, Sample
from ros1annot.parameters import EngineConfig
from ros1annot.read.vcf import read_vcf
from ros1annot.resources import resource
from ros1annot.result import Result
from ros1annot.write.json import result_to_json
from sv_files import Cut, kept_as_five, kept_as_three, mates, sv_file

CD74, ROS1 = kept_as_five("5", 150404500, "-"), kept_as_three("6", 117325000, "-")
CTAT = "intron\tstrand\tgenes\tuniq_mapped\nchr7:116411709-116414934\t+\tMET^E\t90\n"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(EngineConfig())


def result_of(knowledge: Knowledge, *files: InputFile) -> Result:
    sample = Sample("S1", inputs=files)
    return process(sample, knowledge, fingerprint(sample, knowledge))


def named(folder: Path, kind: InputKind, text: str) -> InputFile:
    path = folder / f"{kind}.tsv"
    path.write_text(text, encoding="utf-8")
    return InputFile(kind, path, path.name)


def test_a_fusion_of_dna_is_the_driver(tmp_path: Path, knowledge: Knowledge) -> None:
    result = result_of(knowledge, sv_file(tmp_path, mates(CD74, ROS1)))
    (alteration,) = result.alterations
    assert (alteration.name, alteration.counted, alteration.callers) == ("CD74::ROS1", True, ("manta",))
    assert [driver.name for driver in result.drivers] == ["CD74::ROS1"]
    assert {flag.code for flag in result.flags} >= {"dna_fusions_only"}
    assert "no_fusions" not in {flag.code for flag in result.flags}


def test_the_result_carries_what_the_drawing_needs(tmp_path: Path, knowledge: Knowledge) -> None:
    (alteration,) = result_of(knowledge, sv_file(tmp_path, mates(CD74, ROS1))).alterations
    assert alteration.five_prime is not None
    assert alteration.three_prime is not None
    assert dict(alteration.five_prime) == {
        "gene": "CD74", "chrom": "5", "pos": 150404500, "exon": 6, "transcript": "NM_001025159.3", "strand": "-",
        "exons": 9, "phase": 1, "kinase_first_exon": None, "kinase_last_exon": None,
        "membrane_first_exon": None, "membrane_last_exon": None,
    }  # fmt: skip
    three = alteration.three_prime
    assert (three["exon"], three["exons"], three["phase"]) == (34, 43, 1)
    assert (three["kinase_first_exon"], three["kinase_last_exon"]) == (36, 42)
    assert (three["membrane_first_exon"], three["membrane_last_exon"]) == (34, 35)
    assert alteration.transmembrane_kept is True


def test_a_rearrangement_is_shown_flagged_and_does_not_count(tmp_path: Path, knowledge: Knowledge) -> None:
    result = result_of(knowledge, sv_file(tmp_path, mates(Cut("4", 1_000_000, below=True), ROS1)))
    (alteration,) = result.alterations
    assert (alteration.name, alteration.counted) == ("?::ROS1", False)
    assert "RNA" in (alteration.confirm or "")
    assert "rearrangement_only" in {flag.code for flag in result.flags}


def test_a_filtered_rearrangement_is_not_flagged(tmp_path: Path, knowledge: Knowledge) -> None:
    lines = [line.replace("PASS", "LowQual") for line in mates(Cut("4", 1_000_000, below=True), ROS1)]
    result = result_of(knowledge, sv_file(tmp_path, lines))
    assert "rearrangement_only" not in {flag.code for flag in result.flags}


def test_skipping_seen_in_rna_is_a_driver(tmp_path: Path, knowledge: Knowledge) -> None:
    result = result_of(knowledge, named(tmp_path, InputKind.FUSIONS, CTAT))
    (alteration,) = result.alterations
    assert (alteration.kind, alteration.gene, alteration.name) == ("splice", "MET", "exon 14 skipping")
    assert "MET exon 14" in result.drivers[0].contexts
    assert "Driver: MET exon 14 skipping." in result.summary
    assert [(i.caller, i.records) for i in result.inputs if i.path] == [("ctat-splicing", 1)]


@pytest.mark.parametrize(("kind", "found"), [(InputKind.SV, "splice"), (InputKind.VCF, "small_variant")])
def test_a_deletion_of_met_exon_14_written_with_its_bases_is_one_driver(
    tmp_path: Path, knowledge: Knowledge, kind: InputKind, found: str
) -> None:
    exon = knowledge.genome.genes["MET"].reporting.layout(Assembly.GRCH38).exon(14)
    deleted = knowledge.genome.reference(Assembly.GRCH38, "7", exon.start - 60, exon.end + 40)
    assert deleted is not None
    columns = [
        "7",
        str(exon.start - 60),
        "d1",
        deleted,
        deleted[0],
        ".",
        "PASS",
        "SVTYPE=DEL;END=1",
        "PR:SR",
        "20,4:30,9",
    ]
    result = result_of(knowledge, replace(sv_file(tmp_path, ["\t".join(columns)]), kind=kind))
    assert [(a.kind, a.gene, a.skips_exon, a.counted) for a in result.alterations] == [(found, "MET", 14, True)]
    assert "MET exon 14" in result.drivers[0].contexts


def test_splice_events_and_fusions_of_dna_keep_to_the_schema(tmp_path: Path, knowledge: Knowledge) -> None:
    result = result_of(knowledge, named(tmp_path, InputKind.FUSIONS, CTAT), sv_file(tmp_path, mates(CD74, ROS1)))
    schema = json.loads(resource("schemas", "result.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(result_to_json(result)), schema)


def test_a_gain_of_an_arm_says_so_and_drives_nothing(tmp_path: Path, knowledge: Knowledge) -> None:
    copies = "Chromosome\tStart\tEnd\tnMajor\tnMinor\n7\t62000001\t159345973\t8\t1\n"
    result = result_of(knowledge, named(tmp_path, InputKind.COPY_NUMBER, copies))
    met = next(alteration for alteration in result.alterations if alteration.gene == "MET")
    assert (met.name, met.counted, met.copies) == ("gain", False, 9.0)
    assert "97 Mb" in (met.why_not_counted or "")
    assert result.drivers == ()


def test_breakends_among_small_variants_are_read_too(tmp_path: Path, genome: Genome) -> None:
    file = sv_file(tmp_path, mates(CD74, ROS1))
    calls = read_vcf(file, genome, tumour_sample=None, assembly=None)
    assert calls.calls == ()
    assert [(c.five_prime.gene, c.three_prime.gene) for c in calls.rearrangements] == [("CD74", "ROS1")]
