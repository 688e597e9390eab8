"""The demo cohort says what its sheet promises: one statement a sample."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from ros1annot.cli import main
from ros1annot.model import Assembly, InputKind, Specimen
from ros1annot.resources import config_file
from ros1annot.result import Result
from ros1annot.samples import read_sheet
from ros1annot.write.json import read_result

SHEET = config_file("samples.tsv")


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Result]:
    out = tmp_path_factory.mktemp("demo")
    assert main(["annotate", str(SHEET), "-o", str(out)]) == 0
    return {path.stem: read_result(path) for path in out.glob("*/*.json")}


@pytest.mark.parametrize(
    ("sample", "drivers", "expected"),
    [
        (
            "ros1-g2032r",
            "CD74::ROS1",
            {"crizotinib": "resistant", "lorlatinib": "resistant", "repotrectinib": "sensitive"},
        ),
        ("ros1-d2033n", "EZR::ROS1", {"crizotinib": "resistant", "lorlatinib": "sensitive"}),
        ("ros1-l2026m", "SLC34A2::ROS1", {"crizotinib": "resistant", "lorlatinib": "sensitive"}),
        ("ros1-kit-d816g", "CD74::ROS1", {"crizotinib": "resistant"}),
        ("ros1-sdc4", "SDC4::ROS1", {"crizotinib": "no_known_resistance", "alectinib": "not_active"}),
        ("ros1-gopc", "GOPC::ROS1", {"crizotinib": "not_tested"}),
        ("ros1-reciprocal", "", {}),
        ("ros1-filtered-g2032r", "CD74::ROS1", {"crizotinib": "no_known_resistance"}),
        ("ros1-plasma-shallow", "CD74::ROS1", {"crizotinib": "not_assessable"}),
        ("alk-l1196m", "EML4::ALK", {"crizotinib": "resistant", "lorlatinib": "sensitive"}),
        ("alk-c1156y", "EML4::ALK", {"crizotinib": "resistant", "lorlatinib": "sensitive"}),
        ("alk-c1156y-l1198f", "EML4::ALK", {"lorlatinib": "resistant", "crizotinib": "sensitive"}),
        ("alk-g1202r", "EML4::ALK", {"alectinib": "resistant", "lorlatinib": "sensitive"}),
        ("alk-plasma-deep", "EML4::ALK", {"lorlatinib": "no_known_resistance"}),
        ("egfr-t790m", "L858R", {"gefitinib": "resistant", "osimertinib": "sensitive"}),
        ("egfr-c797s-cis", "E746_A750del", {"osimertinib": "resistant", "osimertinib + gefitinib": "resistant"}),
        ("egfr-c797s-trans", "E746_A750del", {"osimertinib": "resistant", "osimertinib + gefitinib": "sensitive"}),
        (
            "egfr-met-amplification",
            "E746_A750del",
            {"osimertinib": "resistant", "osimertinib + savolitinib": "sensitive"},
        ),
        ("egfr-serial-1", "L858R", {"osimertinib": "no_known_resistance"}),
        ("egfr-serial-2", "L858R", {"osimertinib": "resistant", "gefitinib": "sensitive"}),
        ("gist-kit-v654a", "W557_K558del", {"imatinib": "resistant", "sunitinib": "sensitive"}),
    ],
)
def test_each_sample_shows_its_statement(
    results: Mapping[str, Result], sample: str, drivers: str, expected: Mapping[str, str]
) -> None:
    result = results[sample]
    assert any(drivers in driver.name for driver in result.drivers) == bool(drivers)
    told = {drug.drug: drug.call.value for drug in result.drugs}
    assert {drug: told.get(drug) for drug in expected} == expected


def test_every_sample_of_the_sheet_is_looked_at(results: Mapping[str, Result]) -> None:
    assert len(results) == 21
    assert {sample.name for sample in read_sheet(SHEET)} == set(results)
    assert {result.status for result in results.values()} == {"ok"}


def test_a_filtered_single_read_is_shown_and_decides_nothing(results: Mapping[str, Result]) -> None:
    result = results["ros1-filtered-g2032r"]
    hit = next(a for a in result.alterations if a.name == "G2032R")
    assert (hit.alt_reads, hit.depth, hit.counted) == (1, 1719, False)
    assert not [finding for finding in result.findings if finding.decides and hit.id in finding.alteration_ids]


def test_a_reciprocal_fusion_is_shown_and_drives_nothing(results: Mapping[str, Result]) -> None:
    result = results["ros1-reciprocal"]
    (fusion,) = [a for a in result.alterations if a.kind == "fusion"]
    assert (fusion.name, fusion.reciprocal, fusion.counted) == ("ROS1::CD74", True, False)
    assert result.drivers == ()


def test_shallow_and_deep_plasma_are_told_apart(results: Mapping[str, Result]) -> None:
    shallow = {spot.name for spot in results["ros1-plasma-shallow"].callability if spot.state == "not_assessable"}
    assert {"G2032", "D2033", "L2026"} <= shallow
    assert {spot.state for spot in results["alk-plasma-deep"].callability} == {"not_detected"}


def test_the_cohort_covers_both_assemblies_both_specimens_and_the_common_formats() -> None:
    samples = read_sheet(SHEET)
    assert {sample.assembly for sample in samples} == set(Assembly)
    assert {sample.specimen for sample in samples} == set(Specimen)
    files = [file for sample in samples for file in sample.inputs]
    assert {file.kind for file in files} == {
        InputKind.VCF,
        InputKind.FUSIONS,
        InputKind.COPY_NUMBER,
        InputKind.DEPTH,
    }
    formats = {"".join(Path(file.shown_as).suffixes[1:]) for file in files if file.kind is InputKind.VCF}
    assert formats >= {".vcf", ".vcf.gz", ".bcf"}
