"""The sentinel guard: what the literature says stays said, and what breaks it is named."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ros1annot.cli import main
from ros1annot.knowledge import Knowledge, load_knowledge
from ros1annot.parameters import EngineConfig
from ros1annot.resources import resource
from ros1annot.sentinels import SENTINEL_COLUMNS, check_sentinels
from ros1annot.table.load import TableFiles, read_table
from ros1annot.table.model import Problem

CASE = {
    "sentinel": "S1",
    "alterations": "ROS1 G2032R",
    "driver": "CD74::ROS1",
    "disease": "NSCLC",
    "drug": "crizotinib",
    "call": "resistant",
    "rows": "F0012",
    "statement": "",
}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(EngineConfig())


def problems(folder: Path, knowledge: Knowledge, *cases: dict[str, str]) -> list[Problem]:
    path = folder / "sentinels.tsv"
    lines = ["\t".join({**CASE, **case}[column] for column in SENTINEL_COLUMNS) for case in cases]
    path.write_text("\n".join(["\t".join(SENTINEL_COLUMNS), *lines]) + "\n")
    return check_sentinels(path, knowledge)[1]


def changed_table(folder: Path, row: str, change: Callable[[str], str]) -> Path:
    lines = resource("resistance.tsv").read_text(encoding="utf-8").splitlines(keepends=True)
    path = folder / "resistance.tsv"
    path.write_text("".join(change(x) if x.startswith(f"{row}\t") else x for x in lines), encoding="utf-8")
    return path


def test_the_shipped_table_keeps_every_sentinel(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["table", "check", "--sentinels"]) == 0
    assert " sentinels" in capsys.readouterr().out


def test_the_sentinels_hold_the_statements_of_the_literature() -> None:
    lines = resource("sentinels.tsv").read_text(encoding="utf-8").splitlines()[1:]
    said = {tuple(line.split("\t")[1:6]) for line in lines}
    exon19 = "EGFR exon 19 deletion"
    assert {
        ("", "SLC34A2::ROS1", "NSCLC", "alectinib", "not_active"),
        ("", "EZR::ROS1", "NSCLC", "crizotinib", "no_known_resistance"),
        ("ROS1 G2032R", "CD74::ROS1", "NSCLC", "crizotinib", "resistant"),
        ("ROS1 D2033N", "CD74::ROS1", "NSCLC", "cabozantinib", "sensitive"),
        ("ROS1 L2026M", "CD74::ROS1", "NSCLC", "crizotinib", "resistant"),
        ("KIT D816G", "CD74::ROS1", "NSCLC", "crizotinib", "resistant"),
        ("ALK L1196M", "EML4::ALK", "NSCLC", "crizotinib", "resistant"),
        ("ALK C1156Y", "EML4::ALK", "NSCLC", "crizotinib", "resistant"),
        ("ALK C1156Y;ALK L1198F[cis]", "EML4::ALK", "NSCLC", "crizotinib", "sensitive"),
        ("ALK G1202R", "EML4::ALK", "NSCLC", "alectinib", "resistant"),
        ("EGFR T790M", exon19, "NSCLC", "osimertinib", "sensitive"),
        ("EGFR T790M;EGFR C797S[cis]", exon19, "NSCLC", "osimertinib", "resistant"),
        ("EGFR T790M;EGFR C797S[trans]", exon19, "NSCLC", "osimertinib + gefitinib", "sensitive"),
        ("KIT V654A", "KIT W557_K558del", "GIST", "imatinib", "resistant"),
    } <= said


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda _: "", "uncertain instead of resistant; row F0012 is gone from the table"),
        (
            lambda line: line.replace("\tresistant\t", "\tsensitive\t"),
            "sensitive instead of resistant; row F0012 (resistance.tsv, line 13) says sensitive",
        ),
        (
            lambda line: line.replace("\tII-C\t", "\tIII\t").replace("\tconfirmed\t", "\tunverified\t"),
            "uncertain instead of resistant; row F0012 (resistance.tsv, line 13) says resistant, level C, unverified",
        ),
        (
            lambda line: line.replace("\tROS1 fusion\t", "\tALK fusion\t"),
            "line 13) says resistant, level C, confirmed: its driver (ALK fusion) is not shown",
        ),
        (
            lambda line: line.replace("p.G2032R", "p.D2033N").replace("F0012", "X"),
            "uncertain instead of resistant; row F0012 is gone",
        ),
    ],
    ids=["removed", "flipped", "no longer verified", "another driver", "another id"],
)
def test_a_lost_or_flipped_call_names_the_row_that_did_it(
    tmp_path: Path, knowledge: Knowledge, change: Callable[[str], str], told: str
) -> None:
    table = changed_table(tmp_path, "F0012", change)
    broken = replace(knowledge, table=read_table(TableFiles.beside(table), knowledge.genome)[0])
    found = [problem for problem in problems(tmp_path, broken, {}) if problem.column == "call"]
    assert len(found) == 1
    assert told in found[0].problem
    assert "evidence itself has changed" in found[0].way_out


def test_a_row_that_no_longer_takes_part_is_told_although_the_call_stays(tmp_path: Path, knowledge: Knowledge) -> None:
    found = problems(tmp_path, knowledge, {"rows": "F0012;F0179"})
    assert [problem.column for problem in found] == ["rows"]
    assert "row F0179 (resistance.tsv, line" in found[0].problem
    assert "not met by this case" in found[0].problem


@pytest.mark.parametrize(
    ("case", "column", "problem"),
    [
        ({"alterations": "ROS1 G2023R"}, "alterations", "did you mean G2032R?"),
        ({"alterations": "EGFR exon 19 deletion"}, "alterations", "is a whole class"),
        ({"driver": "CD74-RO51"}, "alterations", "establishes no driver context"),
        ({"call": "resistance"}, "call", "is not a word of this column"),
        ({"drug": "osimertinib"}, "call", "not listed instead of resistant"),
    ],
)
def test_a_sentinel_that_cannot_be_computed_is_a_problem(
    tmp_path: Path, knowledge: Knowledge, case: dict[str, str], column: str, problem: str
) -> None:
    found = problems(tmp_path, knowledge, case)
    assert [p.column for p in found] == [column]
    assert problem in found[0].problem


def test_a_name_is_used_once(tmp_path: Path, knowledge: Knowledge) -> None:
    assert [p.column for p in problems(tmp_path, knowledge, {}, {})] == ["sentinel"]


def test_sentinels_beside_a_table_take_the_place_of_the_shipped_ones(
    tmp_path: Path, knowledge: Knowledge, capsys: pytest.CaptureFixture[str]
) -> None:
    table = changed_table(tmp_path, "F0012", lambda line: line)
    problems(tmp_path, knowledge, {"call": "sensitive"})
    assert main(["table", "check", "--sentinels", str(table)]) == 2
    assert "resistant instead of sensitive" in capsys.readouterr().out
