"""The worked examples of docs/table.md do what the page says."""

import re
from pathlib import Path

import pytest

from ros1annot.annotate.transcripts import Genome
from ros1annot.cli import main
from ros1annot.cli.explain import explain
from ros1annot.table.check import check_table
from ros1annot.table.load import load_table
from ros1annot.table.model import Entry, ResistanceTable

REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = REPOSITORY / "docs" / "table.md"


@pytest.fixture(scope="module")
def table(genome: Genome) -> ResistanceTable:
    return load_table(None, genome)


def example(name: str) -> str:
    found = re.search(rf"<!-- example: {name} -->\n```\w+\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found, f"docs/table.md has no example `{name}`"
    return found[1]


def test_the_row_of_the_example_passes_the_check_and_is_explained(
    genome: Genome, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lab = tmp_path / "lab.tsv"
    lab.write_text(example("row"), encoding="utf-8")
    assert check_table((), genome, lab) == []
    assert main(["table", "check", "--overlay", str(lab), "--sentinels"]) == 0
    assert main(["explain", "ROS1 L2026M", "--therapy", "brigatinib", "--overlay", str(lab)]) == 0
    assert "LAB0001 of lab.tsv" in capsys.readouterr().out
    assert main(["table", "diff", "shipped", "shipped", "--overlay", str(lab)]) == 0
    assert capsys.readouterr().out.startswith("+ LAB0001 ROS1 p.L2026M")


def imported(folder: Path, genome: Genome, *arguments: str) -> list[Entry]:
    out = folder / "lab.tsv"
    assert (
        main(["table", "import", str(folder / "export.tsv"), *arguments, "--curated", "2026-11-24", "-o", str(out)])
        == 0
    )
    return [entry for entry in load_table(None, genome, out).entries if entry.table == "lab.tsv"]


def test_the_mapping_of_the_example_reads_its_export(genome: Genome, tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text(example("mapping"), encoding="utf-8")
    (tmp_path / "export.tsv").write_text(example("export"), encoding="utf-8")
    (entry,) = imported(tmp_path, genome, "--from", "tsv", "--map", str(tmp_path / "map.toml"))
    assert (entry.gene, entry.alteration, entry.drug, entry.effect) == ("ALK", "p.L1196P", "alectinib", "resistant")
    assert (entry.status, entry.references) == ("unverified", ("PMID:1", "PMID:2"))


def test_the_oncokb_export_of_the_example_is_read(
    genome: Genome, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "export.tsv").write_text(example("oncokb"), encoding="utf-8")
    entries = imported(tmp_path, genome, "--from", "oncokb")
    assert [(e.gene, e.alteration, e.drug, e.effect, e.level, e.disease, e.status) for e in entries] == [
        ("RET", "fusion", "pralsetinib", "sensitive", "A", "NSCLC", "unverified"),
        ("RET", "fusion", "selpercatinib", "sensitive", "A", "NSCLC", "unverified"),
        ("ALK", "p.L1196P", "alectinib", "resistant", "C", "NSCLC", "unverified"),
    ]
    assert "statements that the table makes already: 1" in capsys.readouterr().err


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#]+)\)", PAGE.read_text(encoding="utf-8")))
def test_its_links_lead_to_files(link: str) -> None:
    assert (PAGE.parent / link).exists()


@pytest.mark.parametrize("asked", re.findall(r'\$ ros1annot explain "([^"]+)"', PAGE.read_text(encoding="utf-8")))
def test_a_refused_question_is_answered_as_the_page_says(asked: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", asked]) == 2
    assert capsys.readouterr().err.strip() in PAGE.read_text(encoding="utf-8")


SPELLINGS = PAGE.read_text(encoding="utf-8").partition("| asked | read as |")[2].partition("\n\n")[0]


@pytest.mark.parametrize(
    "asked", re.findall(r"`([^`]+)`", "".join(re.findall(r"^\|([^|]+)\|", SPELLINGS, re.MULTILINE)))
)
def test_every_spelling_of_the_page_is_answered(asked: str, genome: Genome, table: ResistanceTable) -> None:
    assert explain(asked, table, genome).rows
