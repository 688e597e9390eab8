"""The page of the whole table in a real browser: it fits the screen, and its filters show what they should."""

import json
from pathlib import Path

import pytest

from browsing import ask, layout
from ros1annot.annotate.transcripts import Genome
from ros1annot.table.load import load_table
from ros1annot.table.model import ResistanceTable
from ros1annot.write.table_page import render_page

SHOWN = """JSON.stringify([
  [...page.querySelectorAll(".rows tbody tr")].filter((row) => row.offsetParent).map((row) => row.id),
  [...page.querySelectorAll(".of-gene")].filter((section) => section.offsetParent).length,
])"""


@pytest.fixture(scope="module")
def table(genome: Genome) -> ResistanceTable:
    return load_table(None, genome)


def chosen(page: str, *labels: str) -> str:
    """The page with an option of each filter selected, as a click does it."""
    for label in labels:
        before, _, after = page.partition(f">{label} (")
        start = before.rindex("<option")
        page = f"{before[:start]}<option selected{before[start + 7 :]}>{label} ({after}"
    return page


@pytest.mark.parametrize("width", [1000, 390], ids=["desk", "phone"])
def test_the_page_fits_the_screen(chromium: str, tmp_path: Path, table: ResistanceTable, width: int) -> None:
    content, frame, height = layout(chromium, tmp_path, render_page(table), width)
    assert content <= frame
    assert height > 10_000


@pytest.mark.parametrize(
    ("gene", "drug", "effect"),
    [
        ("ROS1", None, None),
        (None, "neladalkib", None),
        (None, "sunitinib", "reduced sensitivity"),
        ("KIT", "imatinib", "sensitive"),
        ("ROS1", "gefitinib", None),
    ],
)
def test_a_filter_shows_its_rows_and_the_sections_that_have_any(
    chromium: str, tmp_path: Path, table: ResistanceTable, gene: str | None, drug: str | None, effect: str | None
) -> None:
    wanted = [
        entry
        for entry in table.entries
        if (gene is None or entry.gene == gene)
        and (drug is None or drug in (entry.drug, *table.drugs[entry.drug].partners))
        and (effect is None or entry.effect == effect.replace(" ", "_"))
    ]
    page = chosen(render_page(table), *filter(None, (gene, drug, effect)))
    rows, sections = json.loads(ask(chromium, tmp_path, page, SHOWN).replace("&amp;", "&"))
    assert sorted(rows) == sorted(entry.id for entry in wanted)
    assert sections == len({entry.gene for entry in wanted})
