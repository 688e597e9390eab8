"""The page of the whole table: every row, marks for its filters, and nothing that runs or is loaded."""

from pathlib import Path
from urllib.parse import urlparse

import pytest

from pages import Element, Page
from ros1annot.annotate.transcripts import Genome
from ros1annot.cli import main
from ros1annot.table.load import load_table
from ros1annot.table.model import ResistanceTable
from ros1annot.write.table_page import render_page
from table_builders import write_table

HOSTS = {"", "pubmed.ncbi.nlm.nih.gov", "doi.org"}


@pytest.fixture(scope="module")
def table(genome: Genome) -> ResistanceTable:
    return load_table(None, genome)


@pytest.fixture(scope="module")
def page(table: ResistanceTable) -> Page:
    return Page(render_page(table))


def rows_of(page: Page) -> dict[str, Element]:
    return {row.attributes["id"]: row for row in page.root.all("tr") if "id" in row.attributes}


def test_every_row_is_there_with_what_it_says(page: Page, table: ResistanceTable) -> None:
    rows = rows_of(page)
    assert set(rows) == {entry.id for entry in table.entries}
    for entry in table.entries:
        shown = rows[entry.id].text
        for words in (entry.alteration, entry.drug, entry.effect.replace("_", " "), entry.driver, entry.status):
            assert words in shown, entry.id


def test_each_choice_of_a_filter_marks_its_rows(page: Page, table: ResistanceTable) -> None:
    entries = {entry.id: entry for entry in table.entries}
    marks = {o.text.rpartition(" (")[0]: o.attributes["value"] for o in page.root.all("option")}
    for label, wanted in (
        ("ROS1", {e.id for e in table.entries if e.gene == "ROS1"}),
        ("not active", {e.id for e in table.entries if e.effect == "not_active"}),
        ("lorlatinib", {e.id for e in table.entries if "lorlatinib" in (e.drug, *table.drugs[e.drug].partners)}),
    ):
        marked = {i for i, row in rows_of(page).items() if marks[label] in row.attributes["class"].split()}
        assert marked == wanted <= set(entries)
        assert f"({len(wanted)})" in next(o.text for o in page.root.all("option") if o.text.startswith(f"{label} ("))


def test_classes_and_drugs_are_explained_below(page: Page, table: ResistanceTable) -> None:
    entries = {e.attributes["id"]: e.text for e in page.root.all("div") if "id" in e.attributes}
    assert "In-frame deletion" in entries["class-exon19del"]
    assert "exon 19 of NM_005228.5" in entries["class-exon19del"]
    assert "Xalkori" in entries["drug-crizotinib"]
    assert "As of 2026-11-21" in entries["drug-crizotinib"]
    assert len(entries) == len(table.classes) + len(table.drugs)


def test_it_runs_and_loads_nothing_and_its_links_lead_somewhere(page: Page) -> None:
    tags = {element.tag for element in page.root._below()}
    assert not tags & {"script", "link", "img", "iframe", "object"}
    ids = {e.attributes["id"] for e in page.root._below() if "id" in e.attributes}
    links = [link.attributes["href"] for link in page.root.all("a")]
    assert {urlparse(link).netloc for link in links} == HOSTS
    assert {link.removeprefix("#") for link in links if link.startswith("#")} <= ids
    assert not any(name.startswith("on") for e in page.root._below() for name in e.attributes)


def test_it_escapes_what_a_row_says(genome: Genome, tmp_path: Path) -> None:
    table = load_table(write_table(tmp_path, {"note": "<b>& co</b>"}), genome)
    assert "&lt;b&gt;&amp; co&lt;/b&gt;" in render_page(table)


def test_rows_of_an_overlay_say_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lab = write_table(tmp_path, {"id": "LAB1", "drug": "foritinib", "alteration": "p.L2026M"})
    overlay = lab.rename(tmp_path / "lab.tsv")
    assert main(["table", "export", "--format", "html", "--overlay", str(overlay), "-o", str(tmp_path / "t.html")]) == 0
    assert capsys.readouterr().out.strip().endswith("t.html")
    page = Page((tmp_path / "t.html").read_text(encoding="utf-8"))
    assert "LAB1 of lab.tsv" in rows_of(page)["LAB1"].text
    assert "over it lab.tsv" in page.root.all("header")[0].text
