"""The CIViC items in the table: every one agrees, every one that agrees is there, and disagreements are marked."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from ros1annot.annotate.transcripts import Genome
from ros1annot.cli import main
from ros1annot.errors import UsageError
from ros1annot.table.check import check_table
from ros1annot.table.exchange.civic import read_civic
from ros1annot.table.exchange.foreign import ForeignItem, agrees, matching_rows, understand
from ros1annot.table.load import load_table
from ros1annot.table.model import Entry, Level, ResistanceTable, Status

LEVELS = list(Level)


@pytest.fixture(scope="module")
def table(genome: Genome) -> ResistanceTable:
    return load_table(None, genome)


@pytest.fixture(scope="module")
def pairs(shared: Path, genome: Genome, table: ResistanceTable) -> list[tuple[ForeignItem, Entry]]:
    return list(_pairs(shared / "facts" / "knowledge" / "civic.tsv", genome, table))


def _pairs(path: Path, genome: Genome, table: ResistanceTable) -> Iterator[tuple[ForeignItem, Entry]]:
    for item in read_civic(path):
        try:
            understood = understand(item, table, genome)
        except UsageError:
            continue
        for entry in matching_rows(understood):
            yield item, entry


def test_the_items_of_a_row_are_those_that_agree_with_it(
    pairs: list[tuple[ForeignItem, Entry]], table: ResistanceTable
) -> None:
    agreeing: defaultdict[str, set[str]] = defaultdict(set)
    for item, entry in pairs:
        if agrees(item.effect, entry.effect):
            agreeing[entry.id].add(item.identifier)
    attached = {
        entry.id: {cited for cited in entry.references if cited.startswith("civic:")} for entry in table.entries
    }
    assert {identifier: items for identifier, items in attached.items() if items} == agreeing


def test_a_row_that_an_item_of_its_level_contradicts_is_disputed(pairs: list[tuple[ForeignItem, Entry]]) -> None:
    against = [(item, entry) for item, entry in pairs if not agrees(item.effect, entry.effect)]
    assert against
    for item, entry in against:
        if LEVELS.index(item.level) <= LEVELS.index(entry.level):
            assert entry.status in {Status.DISPUTED, Status.UNVERIFIED}, (item.identifier, entry.id)


def test_a_contradicting_item_is_named_in_the_note(pairs: list[tuple[ForeignItem, Entry]]) -> None:
    unnamed = [
        (item.identifier, entry.id)
        for item, entry in pairs
        if not agrees(item.effect, entry.effect)
        and not re.search(rf"\b{item.identifier.removeprefix('civic:')}\b|CIViC", entry.note)
    ]
    assert unnamed == []


def test_the_whole_of_civic_becomes_a_sound_overlay(
    shared: Path, genome: Genome, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "lab.tsv"
    arguments = ["--from", "civic", "--curated", "2026-11-24", "-o", str(out)]
    assert main(["table", "import", str(shared / "facts" / "knowledge" / "civic.tsv"), *arguments]) == 0
    assert check_table((), genome, out) == []
    told = capsys.readouterr().err.splitlines()
    added = len(out.read_text(encoding="utf-8").splitlines()) - 1
    assert added > 200
    assert told[0].startswith(f"{added} rows, all unverified; statements that the table makes already: ")
    assert any("civic:EID1251" in line and "contradicts row F0013" in line for line in told)
