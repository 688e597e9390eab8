"""What differs between two tables: in meaning, in wording, in the definitions under the rows."""

from pathlib import Path

import pytest

from ros1annot.annotate.transcripts import Genome
from ros1annot.cli import main
from ros1annot.resources import resource
from ros1annot.table.diff import TableDiff, diff_tables
from ros1annot.table.load import load_table
from table_builders import write_table


def diff(genome: Genome, folder: Path, old: list[dict[str, str]], new: list[dict[str, str]]) -> TableDiff:
    tables = []
    for name, rows in (("old", old), ("new", new)):
        (folder / name).mkdir()
        tables.append(load_table(write_table(folder / name, *rows), genome))
    return diff_tables(*tables)


def test_a_table_does_not_differ_from_itself(genome: Genome) -> None:
    table = load_table(None, genome)
    assert diff_tables(table, table).is_empty


def test_rows_are_added_and_removed_by_id(genome: Genome, tmp_path: Path) -> None:
    found = diff(genome, tmp_path, [{"id": "A"}], [{"id": "B"}])
    assert [entry.id for entry in found.added] == ["B"]
    assert [entry.id for entry in found.removed] == ["A"]
    assert found.changed == ()


@pytest.mark.parametrize(
    ("cells", "column", "old", "new"),
    [
        ({"effect": "reduced_sensitivity"}, "effect", "resistant", "reduced_sensitivity"),
        ({"alteration": "p.G2032K"}, "alteration", "p.G2032R on NM_002944.3", "p.G2032K on NM_002944.3"),
        ({"drug": "lorlatinib"}, "drug", "crizotinib", "lorlatinib"),
        ({"disease": "any"}, "disease", "NSCLC", "any"),
        ({"driver": "ALK fusion"}, "driver", "ROS1 fusion", "ALK fusion"),
        ({"prior_drug": ""}, "prior_drug", "crizotinib", ""),
        ({"evidence_type": "case_report"}, "evidence_type", "case_series", "case_report"),
        ({"status": "confirmed"}, "status", "cited", "confirmed"),
        ({"tier": "III"}, "tier", "II-C", "III"),
    ],
)
def test_a_cell_that_changes_the_meaning_is_told(
    genome: Genome, tmp_path: Path, cells: dict[str, str], column: str, old: str, new: str
) -> None:
    (change,) = diff(genome, tmp_path, [{}], [cells]).changed
    assert [(cell.column, cell.old, cell.new) for cell in change.cells] == [(column, old, new)]


@pytest.mark.parametrize(
    "cells",
    [{"alteration": "p.Gly2032Arg"}, {"note": "new"}, {"curated": "2026-11-22"}, {"references": "PMID:1"}],
)
def test_another_wording_is_no_change_of_meaning(genome: Genome, tmp_path: Path, cells: dict[str, str]) -> None:
    found = diff(genome, tmp_path, [{}], [cells])
    assert found.changed == ()
    assert [entry.id for entry in found.reworded] == ["T1"]


def test_a_class_that_changed_under_its_rows_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = resource("alteration_classes.tsv").read_text(encoding="utf-8")
    (tmp_path / "alteration_classes.tsv").write_text(text.replace("deletion:729-761", "deletion:745-761"))
    table = tmp_path / "resistance.tsv"
    table.write_bytes(resource("resistance.tsv").read_bytes())
    assert main(["table", "diff", "shipped", str(table)]) == 0
    assert "* class exon19del: changed" in capsys.readouterr().out


def test_the_command_prints_one_line_a_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "new").mkdir()
    old = write_table(tmp_path, {}, {"id": "T2", "drug": "lorlatinib"})
    new = write_table(tmp_path / "new", {"effect": "sensitive"}, {"id": "T3", "drug": "ceritinib"})
    assert main(["table", "diff", str(old), str(new)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "+ T3 ROS1 p.G2032R [ROS1 fusion, NSCLC] ceritinib: resistant, level C, cited",
        "- T2 ROS1 p.G2032R [ROS1 fusion, NSCLC] lorlatinib: resistant, level C, cited",
        "~ T1 ROS1 p.G2032R, crizotinib: effect: resistant -> sensitive",
        "rows: 1 added, 1 removed, 1 changed in meaning, 0 in references, date or note only",
    ]
