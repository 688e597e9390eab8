import csv
from dataclasses import replace
from pathlib import Path

import pytest

import results
from pages import Page
from ros1annot.cohort import cohort_from_files, write_cohort
from ros1annot.errors import UsageError
from ros1annot.result import Result
from ros1annot.write.json import write_result


def _table(out: Path, name: str) -> list[dict[str, str]]:
    with (out / "cohort" / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


def _page(out: Path) -> Page:
    return Page((out / "cohort" / "index.html").read_text(encoding="utf-8"))


def _of(name: str, **sample: object) -> Result:
    return results.result(name, sample=results.sample(name, **sample))


FOUR = (results.result("S9"), results.failed("S4"), results.silent_plasma("S2"), results.trans_pair("S3"))


def test_samples_have_one_line_each_in_the_order_given(tmp_path: Path) -> None:
    write_cohort(FOUR, tmp_path)
    lines = _table(tmp_path, "samples.tsv")
    assert [(line["sample"], line["status"], line["current_call"]) for line in lines] == [
        ("S9", "ok", "crizotinib=resistant"),
        ("S4", "failed", ""),
        ("S2", "ok", "crizotinib=not_assessable"),
        ("S3", "ok", "osimertinib=resistant"),
    ]
    assert lines[0]["n_resistant"] == "2"
    assert (lines[0]["hotspots"], lines[0]["hotspots_assessable"]) == ("3", "2")
    assert lines[0]["alterations"] == "ROS1 G2032R; CD74::ROS1"
    assert "copy it again" in lines[1]["error"]


def test_drugs_have_one_line_for_each_sample_and_drug(tmp_path: Path) -> None:
    write_cohort(FOUR, tmp_path)
    lines = _table(tmp_path, "drugs.tsv")
    assert len(lines) == 5 + 1 + 3
    assert lines[0] == {
        "sample": "S9",
        "patient": "P1",
        "drug": "crizotinib",
        "call": "resistant",
        "coverage": "complete",
        "therapy": "current",
        "level": "C",
        "basis": "resistant",
        "because": "ROS1 G2032R",
        "statement": "The sentence of crizotinib.",
    }


def test_findings_have_one_line_for_each_row_met(tmp_path: Path) -> None:
    write_cohort(FOUR, tmp_path)
    lines = _table(tmp_path, "findings.tsv")
    assert [(line["sample"], line["drug"], line["alteration"], line["decides"], line["phase"]) for line in lines] == [
        ("S9", "crizotinib", "G2032R", "yes", ""),
        ("S9", "lorlatinib", "G2032R", "yes", ""),
        ("S9", "repotrectinib", "G2032R", "yes", ""),
        ("S9", "crizotinib", "CD74::ROS1", "no", ""),
        ("S3", "osimertinib", "T790M + C797S", "yes", "trans"),
        ("S3", "osimertinib + gefitinib", "T790M + C797S", "yes", "trans"),
    ]


def test_the_tables_are_byte_true_for_machines(tmp_path: Path) -> None:
    write_cohort([results.hostile("=1+1")], tmp_path)
    assert _table(tmp_path, "samples.tsv")[0]["patient"] == "=1+1"


@pytest.mark.parametrize("text", results.HOSTILE)
def test_no_text_of_a_file_breaks_a_table_or_the_page(tmp_path: Path, text: str) -> None:
    write_cohort([results.hostile(text)], tmp_path)
    for name in ("samples.tsv", "drugs.tsv", "findings.tsv"):
        lines = (tmp_path / "cohort" / name).read_text(encoding="utf-8").removesuffix("\n").split("\n")
        assert len({line.count("\t") for line in lines}) == 1
    assert _page(tmp_path).all("script") == []


def test_failed_samples_stand_first_on_the_page(tmp_path: Path) -> None:
    write_cohort(FOUR, tmp_path)
    page = _page(tmp_path)
    assert page.headings()[:3] == ["Counts", "Failed samples", "Samples"]
    assert "S4 calls.vcf.gz, line 812" in page.section("Failed samples").text
    lines = [row.all("th")[0].text for row in page.section("Samples").all("tr")[1:]]
    assert lines == ["S9", "S4", "S2", "S3"]


def test_the_page_counts_samples_patients_and_current_therapies_by_call(tmp_path: Path) -> None:
    write_cohort(FOUR, tmp_path)
    counts = _page(tmp_path).section("Counts")
    told = [(term.text, said.text) for term, said in zip(counts.all("dt"), counts.all("dd"), strict=True)]
    assert told == [
        ("samples", "4"),
        ("failed", "1"),
        ("patients", "1"),
        ("without a current therapy", "0"),
        ("▼ current therapy: Resistant", "2"),
        ("□ current therapy: Not assessable", "1"),
    ]


def test_each_sample_links_to_its_own_page(tmp_path: Path) -> None:
    write_cohort(FOUR, tmp_path)
    links = {link.text: link.attributes["href"] for link in _page(tmp_path).section("Samples").all("a")}
    assert links["S9"] == "../S9/S9.html"
    assert len(links) == 4


def test_drugs_are_counted_by_call_over_the_samples(tmp_path: Path) -> None:
    write_cohort(FOUR, tmp_path)
    rows = {row.all("th")[0].text: row for row in _page(tmp_path).section("Drugs by call").all("tr")[1:]}
    assert [cell.text for cell in rows["crizotinib"].all("td")] == ["0", "1", "0", "0", "0", "1", "0", "0"]


def test_samples_of_one_patient_stand_beside_each_other_by_date(tmp_path: Path) -> None:
    late = _of("LATE", collected="2026-05-01")
    early = replace(results.silent_plasma("EARLY"), sample=results.sample("EARLY", collected="2025-01-01"))
    alone = _of("ALONE", patient="P2")
    write_cohort([late, alone, early], tmp_path)
    serial = _page(tmp_path).section("Serial samples of one patient")
    table = serial.all("table")
    assert [each.all("caption")[0].text for each in table] == ["Patient P1"]
    assert [[cell.text for cell in row.all("td")] for row in table[0].all("tr")[1:]] == [
        ["not called", "12.3 %"],
        ["not tested", "seen"],
    ]


def test_samples_without_a_patient_are_not_taken_for_one(tmp_path: Path) -> None:
    write_cohort([_of("A", patient=None), _of("B", patient=None)], tmp_path)
    assert "Serial samples of one patient" not in _page(tmp_path).headings()


def test_what_does_not_count_is_marked_in_the_serial_view(tmp_path: Path) -> None:
    weak = replace(_of("B"), alterations=(results.alteration(counted=False), results.fusion()))
    write_cohort([_of("A"), weak], tmp_path)
    assert "12.3 % (not counted)" in _page(tmp_path).section("Serial samples of one patient").text


def test_a_sample_that_comes_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="sample 'S1' comes twice"):
        write_cohort([results.result("S1"), results.result("S1")], tmp_path)


def test_a_result_that_cannot_be_read_is_a_failed_sample_of_the_cohort(tmp_path: Path) -> None:
    good = write_result(results.result("S1"), tmp_path)
    broken = tmp_path / "S2" / "S2.json"
    broken.parent.mkdir()
    broken.write_text("{")
    problems = cohort_from_files([good, broken], tmp_path)
    assert len(problems) == 1
    assert "not valid JSON" in problems[0]
    assert [(line["sample"], line["status"]) for line in _table(tmp_path, "samples.tsv")] == [
        ("S1", "ok"),
        ("S2", "failed"),
    ]


def test_the_same_results_give_the_same_bytes_from_files_and_from_memory(tmp_path: Path) -> None:
    files = [write_result(result, tmp_path / "results") for result in FOUR]
    assert cohort_from_files(files, tmp_path / "files") == []
    write_cohort(FOUR, tmp_path / "memory")
    for name in ("index.html", "samples.tsv", "drugs.tsv", "findings.tsv"):
        from_files = (tmp_path / "files" / "cohort" / name).read_bytes()
        assert from_files == (tmp_path / "memory" / "cohort" / name).read_bytes()


def test_an_empty_cohort_is_a_page_with_nothing_in_it(tmp_path: Path) -> None:
    write_cohort([], tmp_path)
    assert _page(tmp_path).headings() == ["Counts", "Samples"]
    assert _table(tmp_path, "samples.tsv") == []


def test_results_of_another_table_or_threshold_are_told(tmp_path: Path) -> None:
    ours = [results.result("S1"), results.result("S2"), results.failed("S4")]
    write_cohort(ours, tmp_path)
    heading = "Results of different tables, versions or thresholds"
    assert heading not in _page(tmp_path).headings()

    table = {"name": "resistance", "version": "2", "sha256": "ab" * 32}
    older = results.result("S3")
    older = replace(older, provenance={**older.provenance, "table": table})
    write_cohort([*ours, older], tmp_path)
    assert heading in _page(tmp_path).headings()
    rows = [row.text for row in _page(tmp_path).all("tr")]
    (told,) = (row for row in rows if "table resistance 2 (abababab)" in row)
    assert told.endswith("S3")
