"""The curator's commands, as a user types them."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from ros1annot.cli import main
from ros1annot.resources import resource
from table_builders import write_table


def test_check_counts_the_rows_of_a_sound_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["table", "check"]) == 0
    assert capsys.readouterr().out.startswith("ok: ")


def test_check_lists_every_problem_on_its_own_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_table(tmp_path, {"alteration": "p.G2023R"}, {"id": "T2", "drug": "aspirin"})
    assert main(["table", "check", str(path)]) == 2
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert lines[0].endswith("did you mean G2032R?")
    assert "line 3, column drug" in lines[1]


def test_show_filters_by_gene_and_by_any_name_of_a_drug(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["table", "show", "--gene", "ros1", "--drug", "Xalkori"]) == 0
    header, *rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert rows
    assert {row[header.index("gene")] for row in rows} == {"ROS1"}
    assert all("crizotinib" in row[header.index("drug")] for row in rows)
    assert {len(row) for row in rows} == {len(header)}


def test_show_prints_the_table_as_it_is(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = write_table(tmp_path, {}, {"id": "T2", "drug": "lorlatinib", "prior_drug": "crizotinib;ceritinib"})
    assert main(["table", "show", "--table", str(path)]) == 0
    assert capsys.readouterr().out == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("ROS1 G2032R", ["ROS1 p.(Gly2032Arg) on NM_002944.3", "crizotinib", "resistant", "PMID:23724914"]),
        ("ros1:p.Gly2026Arg@NM_001378902.1", ["p.(Gly2032Arg) on NM_002944.3", "p.(Gly2026Arg)", "F0012"]),
        ("MET D1246N@NM_001127500", ["p.(Asp1228Asn) on NM_000245.4", "capmatinib"]),
        ("EML4::ALK", ["fusion of the kinase ALK", "lorlatinib"]),
        ("ALK fusion", ["ALK fusion", "lorlatinib"]),
        ("EGFR exon 19 deletion", ["class exon19del", "osimertinib"]),
        ("exon20ins", ["class exon20ins", "amivantamab"]),
        ("MET amplification", ["MET amplification", "savolitinib"]),
        ("EGFR T790M+C797S", ["compound p.T790M+p.C797S[cis]", "compound p.T790M+p.C797S[trans]"]),
        ("ROS1 G2032E", ["This change itself is not listed", "residue p.G2032R"]),
        ("ROS1 L2000V", ["significance unknown"]),
        ("ABCB1 P-gp overexpression", ["cannot be seen in the files"]),
        ("PDGFRA D842V", ["avapritinib"]),
    ],
)
def test_explain_says_what_the_table_says(capsys: pytest.CaptureFixture[str], query: str, shown: list[str]) -> None:
    assert main(["explain", query]) == 0
    out = capsys.readouterr().out
    assert [text for text in shown if text not in out] == []
    assert "research use" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ROS1 G2023R"], "did you mean G2032R?"),
        (["ROS1 S2032F"], "residue 2032 of NM_002944.3 is G, not S"),
        (["FOO G1R"], "`FOO` is not a gene of the table"),
        (["hello"], "`hello` is not a gene of the table"),
        (["ROS1 exon 99"], "neither a protein change nor a class of ROS1"),
        (["ROS1 G2032R@NM_004304.5"], "not a shipped transcript of ROS1"),
        (["CD74::EML4"], "no rows for CD74 or EML4"),
        (["ROS1 G2032R", "--therapy", "aspirin"], "`aspirin` is not in the drug table"),
    ],
)
def test_explain_refuses_what_it_cannot_know(
    capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert main(["explain", *arguments]) == 2
    captured = capsys.readouterr()
    assert message in captured.err
    assert captured.out == ""


def test_explain_as_json_filtered_by_therapy_and_disease(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "KIT D816G", "--therapy", "Xalkori", "--disease", "nsclc", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert {(row["drug"], row["effect"], row["driver"]) for row in answer["rows"]} == {
        ("crizotinib", "resistant", "ROS1 fusion"),
        ("crizotinib + ponatinib", "sensitive", "ROS1 fusion"),
    }
    assert all(row["match"] == "exact" and row["references"] for row in answer["rows"])


HOOKS = Path(__file__).resolve().parents[2] / ".pre-commit-hooks.yaml"


def hook(identifier: str) -> dict[str, Any]:
    return next(hook for hook in yaml.safe_load(HOOKS.read_text(encoding="utf-8")) if hook["id"] == identifier)


def test_the_hook_checks_a_table_whichever_of_its_files_was_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = hook("resistance-table")
    table, drugs = write_table(tmp_path, {"drug": "aspirin"}), tmp_path / "drugs.tsv"
    drugs.write_bytes(resource("drugs.tsv").read_bytes())
    assert all(re.search(found["files"], path.as_posix()) for path in (table, drugs))
    arguments = shlex.split(found["entry"])[1:]
    for changed in ([table], [drugs], [table, drugs]):
        assert main([*arguments, *map(str, changed)]) == 2
        assert capsys.readouterr().out.count("drug `aspirin` is not in drugs.tsv") == 1


def test_the_hook_checks_rows_over_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lab = write_table(tmp_path, {"id": "LAB1", "alteration": "p.G2023R"}).rename(tmp_path / "lab.tsv")
    assert main([*shlex.split(hook("resistance-overlay")["entry"])[1:], str(lab)]) == 2
    assert "did you mean G2032R?" in capsys.readouterr().out
