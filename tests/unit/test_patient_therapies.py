"""The therapy sheet, and what stands in for it."""

from pathlib import Path

import pytest

from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import UsageError
from ros1annot.patient.drugs import DrugNames, names_of
from ros1annot.patient.model import Period
from ros1annot.patient.therapies import read_therapies
from ros1annot.table.load import load_table

HEADER = "patient\tdrug\tstart\tend\n"


@pytest.fixture(scope="module")
def names(genome: Genome) -> DrugNames:
    return names_of(load_table(None, genome))


def write(folder: Path, text: str) -> Path:
    path = folder / "therapies.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def period(drug: str, start: str | None, end: str | None) -> Period:
    return Period(drug=drug, start=start, end=end, source="sheet")


def test_brands_combinations_open_ends_and_overlaps_are_read(tmp_path: Path, names: DrugNames) -> None:
    rows = [
        "P1\tTagrisso\t2024-05-03\t", "P1\tIRESSA\t\t2024-05-02", "P1\tTagrisso\t2024-05-03\t",
        "", "# chemotherapy", "P1\tPemetrexed + Carboplatin\t2024-04-01\t2024-06-30",
        "P2\tOrpathys+Tagrisso\t2024-01-01\t",
    ]  # fmt: skip
    assert read_therapies(write(tmp_path, HEADER + "\n".join(rows)), names) == {
        "P1": (
            period("gefitinib", None, "2024-05-02"),
            period("pemetrexed + carboplatin", "2024-04-01", "2024-06-30"),
            period("osimertinib", "2024-05-03", None),
        ),
        "P2": (period("osimertinib + savolitinib", "2024-01-01", None),),
    }


def test_commas_other_columns_and_a_byte_order_mark_are_read(tmp_path: Path, names: DrugNames) -> None:
    text = '\ufeffPatient,Line,Drug,Start,End\r\nP1,1,"Xalkori",2024-01-01,\r\n'
    assert read_therapies(write(tmp_path, text), names) == {"P1": (period("crizotinib", "2024-01-01", None),)}


def test_all_problems_are_told_at_once_with_their_lines(tmp_path: Path, names: DrugNames) -> None:
    rows = [
        "P1\tosimertinib\t03.05.2024\t", "\tosimertinib\t2024-05-03\t", "P1\tosimertinib\t\t",
        "P1\tosimertinib\t2024-05-03\t2024-05-01", "P1\ta;b\t2024-05-03\t", "P1\tosimertinib\t2024-5-3",
    ]  # fmt: skip
    with pytest.raises(UsageError) as told:
        read_therapies(write(tmp_path, HEADER + "\n".join(rows)), names)
    head, *problems = str(told.value).split("\n  ")
    assert head.endswith("the therapy sheet has 6 problems:")
    assert problems == [
        "line 2, start: '03.05.2024' is not a day; write YYYY-MM-DD, such as 2024-03-31",
        "line 3, patient: is empty; fill it in",
        "line 4, start: is empty, and so is end; give at least one of them as YYYY-MM-DD",
        "line 5, end: 2024-05-01 lies before the start, 2024-05-03; correct one of them",
        "line 6, drug: 'a;b': give each drug a row of its own; a combination is written a + b",
        "line 7, start: '2024-5-3' is not a day; write YYYY-MM-DD, such as 2024-03-31",
    ]


def test_an_open_quotation_mark_swallows_no_row(tmp_path: Path, names: DrugNames) -> None:
    text = HEADER + 'P1\t"osimertinib\t2024-05-03\t\nP2\tgefitinib\t2024-05-03\t\n'
    with pytest.raises(UsageError, match="line 2, start: is empty"):
        read_therapies(write(tmp_path, text), names)


@pytest.mark.parametrize("text", ["", "patient\tdrug\tstart\n", "\n\n"])
def test_a_sheet_without_a_column_says_which(tmp_path: Path, names: DrugNames, text: str) -> None:
    with pytest.raises(UsageError, match=r"the column `\w+` is missing; the first line must hold patient, drug"):
        read_therapies(write(tmp_path, text), names)


def test_a_sheet_that_is_not_there_says_so(tmp_path: Path, names: DrugNames) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_therapies(tmp_path / "no.tsv", names)
