"""A laboratory's rows over the table: added, overriding, retired, and told apart in every result."""

import json
from pathlib import Path

import pytest

from events import fusion, inputs, variant
from pages import Page
from ros1annot.annotate.transcripts import Genome
from ros1annot.cli import main
from ros1annot.config import read_config
from ros1annot.interpret.build import interpret
from ros1annot.knowledge import load_knowledge
from ros1annot.model import Sample
from ros1annot.parameters import EngineConfig
from ros1annot.resources import config_file
from ros1annot.result import Call
from ros1annot.table.check import check_table
from ros1annot.table.load import load_table
from ros1annot.table.model import Problem
from table_builders import GOOD_ROW, write_table

RETIRED = dict.fromkeys(GOOD_ROW, "") | {"status": "retired", "note": "withdrawn by its authors"}


def overlay(folder: Path, *rows: dict[str, str]) -> Path:
    return write_table(folder, *rows).rename(folder / "lab.tsv")


def problems(genome: Genome, folder: Path, *rows: dict[str, str]) -> list[Problem]:
    return check_table((), genome, overlay(folder, *rows))


def test_a_new_id_adds_a_row(genome: Genome, tmp_path: Path) -> None:
    table = load_table(None, genome, overlay(tmp_path, {"id": "LAB1", "drug": "foritinib", "alteration": "p.L2026M"}))
    assert table.entries[-1].id == "LAB1"
    assert {entry.table for entry in table.entries} == {"resistance.tsv", "lab.tsv"}


def test_a_known_id_overrides_its_row_in_place(genome: Genome, tmp_path: Path) -> None:
    own = load_table(None, genome)
    place = [entry.id for entry in own.entries].index("F0012")
    table = load_table(None, genome, overlay(tmp_path, {"id": "F0012", "level": "B", "tier": "I-B"}))
    assert len(table.entries) == len(own.entries)
    assert (table.entries[place].level, table.entries[place].table) == ("B", "lab.tsv")


def test_a_retired_row_is_gone(genome: Genome, tmp_path: Path) -> None:
    table = load_table(None, genome, overlay(tmp_path, {**RETIRED, "id": "F0012"}))
    assert "F0012" not in {entry.id for entry in table.entries}


def test_the_digest_of_the_table_stays_and_the_overlay_has_its_own(genome: Genome, tmp_path: Path) -> None:
    own, over = load_table(None, genome), load_table(None, genome, overlay(tmp_path, {**RETIRED, "id": "F0012"}))
    assert (over.name, over.version, over.sha256) == (own.name, own.version, own.sha256)
    assert own.overlay is None
    assert over.overlay is not None
    assert over.overlay.name == "lab.tsv"
    assert len(over.overlay.sha256) == 64


@pytest.mark.parametrize(
    ("row", "column", "problem"),
    [
        ({**RETIRED, "id": "F9999"}, "id", "the table has no such row"),
        ({**RETIRED, "id": "F0012", "note": ""}, "note", "the cell is empty"),
        ({"id": "LAB1", "alteration": "p.G2023R"}, "alteration", "residue 2023"),
        ({"id": "LAB1", "drug": "aspirin"}, "drug", "not in drugs.tsv"),
        ({"id": "LAB1"}, "alteration", "the row says the same as row `F0012` of resistance.tsv"),
        ({"id": "LAB1", "effect": "sensitive"}, "effect", "contradicts `resistant` on row `F0012` of resistance.tsv"),
    ],
)
def test_an_overlay_is_checked_like_a_table(
    genome: Genome, tmp_path: Path, row: dict[str, str], column: str, problem: str
) -> None:
    found = problems(genome, tmp_path, row)
    assert [(p.file, p.line, p.column) for p in found] == [("lab.tsv", 2, column)]
    assert problem in found[0].problem
    assert found[0].way_out


def test_one_id_twice_in_an_overlay_is_refused(genome: Genome, tmp_path: Path) -> None:
    rows = {"id": "LAB1", "drug": "foritinib", "alteration": "p.L2026M"}, {"id": "LAB1", "alteration": "p.F2004I"}
    assert "is also on line 2" in problems(genome, tmp_path, *rows)[0].problem


def test_a_row_cannot_be_retired_and_overridden(genome: Genome, tmp_path: Path) -> None:
    assert (
        "both retired and overridden"
        in problems(genome, tmp_path, {**RETIRED, "id": "F0012"}, {"id": "F0012"})[0].problem
    )


def test_an_overlay_needs_a_name_of_its_own(genome: Genome, tmp_path: Path) -> None:
    found = check_table((), genome, write_table(tmp_path, {"id": "F0012"}))
    assert any("has the name of the table" in problem.problem for problem in found)


def test_retired_is_no_word_of_a_table(genome: Genome, tmp_path: Path) -> None:
    found = check_table([write_table(tmp_path, {"status": "retired"})], genome)
    assert any(problem.column == "status" for problem in found)


def test_a_result_says_whose_row_decided(genome: Genome, tmp_path: Path) -> None:
    path = overlay(tmp_path, {"id": "F0012", "effect": "reduced_sensitivity"})
    knowledge = load_knowledge(EngineConfig(resistance_overlay=path))
    result = interpret(
        Sample("s", current_therapy=("crizotinib",)),
        inputs(variant(genome, "ROS1", "G2032R"), fusion("CD74", "ROS1")),
        knowledge,
    )
    crizotinib = next(drug for drug in result.drugs if drug.drug == "crizotinib")
    assert crizotinib.call is Call.REDUCED_SENSITIVITY
    assert [result.findings[index].table for index in crizotinib.because] == ["lab.tsv"]
    assert {finding.table for finding in result.findings} == {"lab.tsv", "resistance.tsv"}


def test_the_report_and_the_table_of_a_sample_say_whose_row_it_is(tmp_path: Path) -> None:
    overlay(tmp_path, {"id": "F0012"})
    (tmp_path / "config.yaml").write_text("resistance_overlay: lab.tsv\n")
    chosen = ["--samples", "ros1-g2032r", "--config", str(tmp_path / "config.yaml"), "--format", "html,tsv"]
    assert main(["annotate", str(config_file("samples.tsv")), *chosen, "-o", str(tmp_path)]) == 0
    stem = tmp_path / "ros1-g2032r" / "ros1-g2032r"
    page = Page(stem.with_suffix(".html").read_text(encoding="utf-8"))
    entries = [row.all("td")[-1].text for row in page.root.all("tr") if "F0012" in row.text]
    assert entries
    assert all("of lab.tsv" in entry for entry in entries)
    header, *lines = [line.split("\t") for line in stem.with_suffix(".tsv").read_text(encoding="utf-8").splitlines()]
    cells = [dict(zip(header, line, strict=True)) for line in lines]
    tables = {cell["entry_id"]: cell["table"] for cell in cells}
    assert (tables["F0012"], tables["F0013"]) == ("lab.tsv", "resistance.tsv")


def test_an_overlay_makes_another_fingerprint(tmp_path: Path) -> None:
    with_overlay = load_knowledge(EngineConfig(resistance_overlay=overlay(tmp_path, {**RETIRED, "id": "F0012"})))
    assert load_knowledge(EngineConfig()).digest != with_overlay.digest


def test_the_config_names_an_overlay_relative_to_itself_and_the_result_holds_both_digests(tmp_path: Path) -> None:
    overlay(tmp_path, {**RETIRED, "id": "F0012"})
    config = tmp_path / "config.yaml"
    config.write_text("resistance_overlay: lab.tsv\n")
    assert read_config(config).resistance_overlay == tmp_path / "lab.tsv"
    (tmp_path / "calls.vcf").write_text(
        "##fileformat=VCFv4.2\n##contig=<ID=chr6,length=170805979>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
    )
    arguments = ["--sample", "s", "--vcf", str(tmp_path / "calls.vcf"), "--config", str(config), "-o", str(tmp_path)]
    assert main(["annotate", *arguments]) == 0
    provenance = json.loads((tmp_path / "s" / "s.json").read_text())["provenance"]
    assert provenance["table"]["name"] == "resistance.tsv"
    assert provenance["overlay"]["name"] == "lab.tsv"
    assert provenance["table"]["sha256"] != provenance["overlay"]["sha256"]
