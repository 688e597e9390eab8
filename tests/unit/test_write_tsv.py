import csv
import io

import pytest

import results
from ros1annot.result import Result
from ros1annot.write.tsv import COLUMNS, guarded, result_to_tsv, tsv_line


def _rows(result: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result_to_tsv(result)), delimiter="\t", quoting=csv.QUOTE_NONE))


def test_has_one_line_for_each_drug_and_row_it_meets() -> None:
    rows = _rows(results.result())
    assert [(row["drug"], row["alteration"], row["effect"]) for row in rows] == [
        ("crizotinib", "G2032R", "resistant"),
        ("crizotinib", "CD74::ROS1", "sensitive"),
        ("lorlatinib", "G2032R", "resistant"),
        ("repotrectinib", "G2032R", "sensitive"),
        ("taletrectinib", "", ""),
        ("lorlatinib + capmatinib", "", ""),
    ]


def test_names_measures_and_cites_the_alteration() -> None:
    row = _rows(results.result())[0]
    assert (row["hgvs_c"], row["hgvs_p"]) == ("NM_002944.3:c.6094G>A", "p.(Gly2032Arg)")
    assert row["mane"] == "NM_001378902.1:p.(Gly2026Arg)"
    assert (row["vaf"], row["alt_reads"], row["depth"], row["filter"]) == ("0.123", "74", "601", "PASS")
    assert (row["call"], row["decides"], row["entry_id"]) == ("resistant", "yes", "F0012")


def test_a_row_without_a_say_is_told_from_one_that_decides() -> None:
    assert [row["decides"] for row in _rows(results.result()) if row["drug"] == "crizotinib"] == ["yes", "no"]


def test_the_parts_of_a_compound_stand_in_one_line() -> None:
    row = _rows(results.trans_pair())[0]
    assert row["alteration"] == "T790M + C797S"
    assert row["vaf"] == "0.081 + 0.0042"
    assert row["hgvs_p"] == "p.(Thr790Met) + p.(Cys797Ser)"


def test_a_sample_with_nothing_found_has_a_line_for_each_drug() -> None:
    rows = _rows(results.silent_plasma())
    assert [(row["drug"], row["call"], row["coverage"]) for row in rows] == [
        ("crizotinib", "not_assessable", "partial")
    ]
    assert rows[0]["statement"] == "The sentence of crizotinib."


def test_a_failed_sample_has_one_line_with_the_reason() -> None:
    rows = _rows(results.failed())
    assert len(rows) == 1
    assert (rows[0]["status"], rows[0]["call"]) == ("failed", "")
    assert "copy it again" in rows[0]["statement"]


@pytest.mark.parametrize("text", results.HOSTILE)
def test_every_line_has_all_cells_whatever_is_in_them(text: str) -> None:
    lines = result_to_tsv(results.hostile(text)).removesuffix("\n").split("\n")
    assert {line.count("\t") for line in lines} == {len(COLUMNS) - 1}


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-cmd|x", "@sum", "  =1", "＝1", "-1+2", "=cmd|' /C calc'!A0"])
def test_what_a_spreadsheet_would_run_is_quoted(text: str) -> None:
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", ["-0.5", "1e-3", "+3", "", "p.(Gly2032Arg)", "c.-12A>G", "CD74::ROS1", "a=b"])
def test_numbers_and_names_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text


def test_a_tab_cannot_hide_a_formula() -> None:
    assert tsv_line(["\t=1", "a\r\nb"], guarded) == "' =1\ta b\n"
