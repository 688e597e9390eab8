"""What a report says, section by section."""

from dataclasses import replace

import pytest

import results
from pages import Page
from ros1annot.resources import resource
from ros1annot.result import Call, Coverage, HotspotState, Input, Match
from ros1annot.write.html import render_html
from ros1annot.write.labels import load_labels

LABELS = load_labels(resource("report_labels.toml"))


def test_the_sections_stand_in_the_order_of_their_weight() -> None:
    assert Page(render_html(results.result())).headings() == [
        "Current therapy",
        "All drugs at a glance",
        "To know before reading on",
        "The driver fusion",
        "Drugs",
        "Findings",
        "Fusions",
        "Seen, but not counted",
        "What was looked at, and what was not",
        "Other alterations",
        "Methods and limits",
        "Versions and digests",
    ]


def test_the_head_names_the_patient_the_driver_and_the_therapies() -> None:
    page = Page(render_html(results.result(sample=results.sample(prior_therapies=["entrectinib"]))))
    facts = {
        item.all("dt")[0].text: item.all("dd")[0].text
        for item in page.all("header")[0].all("div")
        if item.all("dt") and not item.all("div")
    }
    assert facts == {
        "Patient": "P1",
        "Specimen": "tissue",
        "Site": "liver",
        "Collected": "2026-03-14",
        "Disease": "NSCLC",
        "Tumour fraction": "42 %",
        "Assembly": "GRCh38",
        "Driver": "CD74::ROS1 (in frame, kinase domain kept)",
        "Current therapy": "crizotinib",
        "Prior therapies": "entrectinib",
    }


def test_what_the_sheet_does_not_give_is_said_to_be_missing() -> None:
    bare = results.result(sample={"name": "S1", "disease": "NSCLC"}, drivers=(), inputs=())
    head = Page(render_html(bare)).all("header")[0].text
    assert head.count("not provided") == 8
    assert "Driver none shown or given" in head


def test_the_assembly_of_the_files_stands_where_the_sheet_leaves_it_open() -> None:
    page = Page(render_html(results.result(sample=results.sample(assembly=None))))
    assert "Assembly GRCh38" in page.all("header")[0].text


def test_the_current_drug_is_answered_first_by_word_symbol_and_sentence() -> None:
    answer = Page(render_html(results.result())).section("Current therapy").text
    assert "▼ crizotinib: Resistant" in answer
    assert "The sentence of crizotinib." in answer


def test_without_a_current_therapy_the_summary_stands_first() -> None:
    drugs = tuple(replace(drug, therapy="") for drug in results.result().drugs)
    page = Page(render_html(results.result(sample=results.sample(current_therapy=[]), drugs=drugs)))
    assert page.section("Summary").text == "Summary Driver: CD74::ROS1."


def test_a_therapy_without_a_call_cannot_go_unnoticed() -> None:
    page = Page(render_html(results.result(drugs=())))
    assert "? crizotinib: no call" in page.section("Summary").text


def test_every_drug_stands_at_a_glance_under_its_call_the_best_evidence_first() -> None:
    calls = (
        results.drug("b", because=(1,), level="C"),
        results.drug("a", because=(1,), level="D"),
        results.drug("c", Call.SENSITIVE, because=(2,), level="B"),
        results.drug("d", Call.NO_KNOWN_RESISTANCE),
    )
    glance = Page(render_html(results.result(drugs=calls))).section("All drugs at a glance")
    assert [(term.text, said.text) for term, said in zip(glance.all("dt"), glance.all("dd"), strict=True)] == [
        ("▼ Resistant", "b (C), a (D)"),
        ("▲ Activity kept", "c (B)"),
        ("○ No known resistance", "d"),
    ]


def test_drugs_with_a_finding_come_first_by_call_then_therapy_then_name() -> None:
    calls = (
        results.drug("z", Call.SENSITIVE, because=(2,)),
        results.drug("b", because=(1,)),
        results.drug("a", because=(1,)),
        results.drug("y", because=(1,), therapy="prior"),
        results.drug("x", because=(1,), therapy="current"),
        results.drug("n", Call.NOT_ACTIVE, because=(3,)),
        results.drug("free", Call.NO_KNOWN_RESISTANCE),
    )
    tables = Page(render_html(results.result(drugs=calls))).section("Drugs").all("table")
    names = [[cell.text for cell in table.all("th") if cell.attributes["scope"] == "rowgroup"] for table in tables]
    assert names == [["n", "x current", "y prior", "a", "b", "z"], ["free"]]


def test_a_drug_line_tells_call_reason_evidence_sentence_coverage_and_approval() -> None:
    line = Page(render_html(results.result())).section("Drugs").all("tbody")[0]
    assert [cell.text for cell in line.all("td")] == [
        "▼ Resistant coverage complete",
        "ROS1 G2032R 12.3 %",
        "level C · case series PMID 23724914, PMID 25688157 and 2 more",
        "The sentence of crizotinib.",
        "ALK/ROS1 first generation · FDA ROS1+ NSCLC 2016-03-11 · EMA ROS1 2016 · as of 2026-11-21",
    ]


def test_combinations_without_a_finding_are_listed_together_unless_they_were_given() -> None:
    calls = (
        results.drug("a + b", Call.NO_KNOWN_RESISTANCE, coverage=Coverage.UNKNOWN),
        results.drug("a + c", Call.NO_KNOWN_RESISTANCE, coverage=Coverage.UNKNOWN),
        results.drug("a + d", Call.NO_KNOWN_RESISTANCE, therapy="prior"),
    )
    drugs = Page(render_html(results.result(drugs=calls))).section("Drugs")
    assert [item.text for item in drugs.all("li")] == ["○ No known resistance coverage unknown: a + b; a + c"]
    assert [cell.text for cell in drugs.all("th") if cell.attributes["scope"] == "rowgroup"] == ["a + d prior"]


def test_a_drug_without_data_of_its_own_keeps_its_sentence_and_stands_behind_the_evidence() -> None:
    calls = (
        results.drug("a", Call.UNCERTAIN, because=(0,), basis="no_data"),
        results.drug("b + c", Call.UNCERTAIN, because=(0,), basis="combination_no_data"),
        results.drug("z", Call.SENSITIVE, because=(2,)),
    )
    drugs = Page(render_html(results.result(drugs=calls))).section("Drugs")
    first, second = drugs.all("table")
    assert "The sentence of z." in first.text
    assert "The sentence of a." in second.text
    assert "b + c" not in second.text
    assert "b + c (ROS1 G2032R ▼ resistant to crizotinib; the table holds no data for the combination)" in drugs.text


def test_a_finding_shows_both_names_measures_and_the_row_behind_each_drug() -> None:
    findings = Page(render_html(results.result())).section("Findings").text
    for part in (
        "ROS1 G2032R",
        "NM_002944.3:c.6094G>A p.(Gly2032Arg)",
        "MANE Select: NM_001378902.1:c.6076G>A p.(Gly2026Arg)",
        "12.3 % · from FORMAT/AF · 74 of 601 reads",
        "filter PASS",
        "explains resistance to the current therapy",
        "level C · case series · AMP II-C",
        "F0012 confirmed",
    ):
        assert part in findings
    assert "CD74::ROS1" not in findings


def test_a_coding_name_is_never_broken_in_its_middle() -> None:
    text = render_html(results.result())
    assert '<span class="nowrap">NM_002944.3:c.6094G&gt;A</span>' in text


def test_what_explains_the_current_resistance_stands_before_what_does_not() -> None:
    parts = (results.alteration("L2026M"), results.alteration(id="a2"))
    rows = (
        results.finding("lorlatinib", alteration_ids=("a1",)),
        results.finding("crizotinib", alteration_ids=("a2",)),
    )
    page = Page(render_html(results.result(alterations=parts, findings=rows, drivers=(), drugs=())))
    assert [heading.text for heading in page.section("Findings").all("h3")] == ["ROS1 G2032R", "ROS1 L2026M"]


def test_an_unverified_row_and_a_row_without_a_say_are_marked() -> None:
    row = results.finding(status="unverified", level="", decides=False, why_not_deciding="its source is not confirmed")
    findings = Page(render_html(results.result(findings=(row,), drugs=()))).section("Findings")
    assert "unverified" in findings.all("strong")[-1].text
    assert "does not decide: its source is not confirmed" in findings.text
    assert "no level" in findings.text


def test_a_row_met_by_class_residue_or_compound_says_so() -> None:
    row = results.finding(match=Match.RESIDUE, table_alteration="p.G2032R")
    findings = Page(render_html(results.result(findings=(row,), drugs=()))).section("Findings").text
    assert "at its residue only; this change is not listed: p.G2032R" in findings


def test_every_call_and_level_is_explained() -> None:
    methods = Page(render_html(results.result())).section("Methods and limits").text
    assert all(f"{call.symbol} {call.word} {call.meaning}" in methods for call in LABELS.calls.values())
    assert "D cells, animals or structure" in methods


def test_a_compound_is_one_finding_with_its_phase() -> None:
    findings = Page(render_html(results.trans_pair())).section("Findings")
    assert [heading.text for heading in findings.all("h3")] == ["EGFR T790M + EGFR C797S trans (different molecules)"]
    assert "8.1 %" in findings.text
    assert "0.42 %" in findings.text


def test_a_fusion_shows_both_sides_frame_kinase_support_and_callers() -> None:
    fusions = Page(render_html(results.result())).section("Fusions").text
    for part in (
        "CD74::ROS1 driver",
        "CD74 5:150404680, to exon 6 of NM_001025159.3",
        "ROS1 6:117324415, from exon 34 of NM_002944.3",
        "in frame (exon phases)",
        "kinase domain kept",
        "34 split reads, 12 discordant pairs, confidence high",
        "arriba, star-fusion",
    ):
        assert part in fusions


def test_what_was_seen_and_does_not_count_is_told_with_its_reason_and_its_meaning() -> None:
    why = {"why_not_counted": "the caller filtered it (weak)", "confirm": "Ask a second caller."}
    filtered = results.alteration(counted=False, filter="weak", **why)
    row = results.finding(decides=False, why_not_deciding="not counted")
    page = Page(render_html(results.result(alterations=(filtered,), findings=(row,), drivers=(), drugs=())))
    assert "the caller filtered it (weak)" in page.section("Seen, but not counted").text
    assert "Ask a second caller." in page.section("Seen, but not counted").text
    assert "▼ resistant: crizotinib" in page.section("Seen, but not counted").text
    assert "No counted alteration" in page.section("Findings").text


def test_a_counted_alteration_that_meets_no_row_is_not_lost() -> None:
    other = results.alteration("R175H", id="a3", gene="TP53")
    page = Page(render_html(results.result(alterations=(*results.result().alterations, other))))
    assert "TP53 R175H" in page.section("Other alterations").text


def test_every_alteration_stands_on_the_page_once() -> None:
    page = Page(render_html(results.result()))
    headings = [heading.text.split(" driver")[0] for heading in page.all("h3")]
    assert (headings.count("ROS1 G2032R"), headings.count("CD74::ROS1")) == (1, 1)


@pytest.mark.parametrize(
    ("inputs", "sentence"),
    [
        ((), "fusions were not looked for"),
        ((Input("fusions", None, "not_supplied"),), "fusions were not looked for"),
        ((Input("fusions", "f.tsv", "empty"),), "No fusion that counts was found"),
        ((Input("sv", "s.vcf", "calls"),), "No fusion that counts was found"),
    ],
)
def test_no_fusion_is_said_only_where_one_was_looked_for(inputs: tuple[Input, ...], sentence: str) -> None:
    page = Page(render_html(results.result(alterations=(), findings=(), drugs=(), drivers=(), inputs=inputs)))
    assert sentence in page.section("Fusions").text


def test_supplied_empty_and_not_supplied_are_told_apart() -> None:
    looked = Page(render_html(results.silent_plasma())).section("What was looked at, and what was not").text
    assert "small variants (vcf) ○ supplied, holds no call" in looked
    assert "fusions (fusions) – not supplied: not looked at" in looked


def test_hotspots_are_counted_against_the_limit_of_the_specimen() -> None:
    tissue = Page(render_html(results.result())).section("What was looked at, and what was not")
    assert "2 of 3 hotspots assessable at a VAF of 5 %" in tissue.text
    assert tissue.all("rect")[0].attributes["width"] == "66"
    assert "ROS1 S1986 not assessable 38 15 % crizotinib, lorlatinib" in tissue.text
    plasma = Page(render_html(results.silent_plasma())).section("What was looked at, and what was not")
    assert "1 of 2 hotspots assessable at a VAF of 0.50 %" in plasma.text


def test_without_a_depth_absence_is_not_confirmed() -> None:
    looked = Page(render_html(results.trans_pair())).section("What was looked at, and what was not").text
    assert "The depth at the hotspots is not known" in looked
    assert "hotspots assessable" not in looked


def test_an_alteration_found_without_a_depth_does_not_make_its_hotspots_assessable() -> None:
    spots = (
        results.hotspot(state=HotspotState.DETECTED, depth=None, lod=None),
        results.hotspot("L2026", HotspotState.UNKNOWN, depth=None, lod=None),
    )
    looked = Page(render_html(results.result(callability=spots))).section("What was looked at, and what was not")
    assert "The depth at the hotspots is not known" in looked.text
    assert "hotspots assessable" not in looked.text


def test_a_hotspot_without_depth_among_others_counts_as_not_seen() -> None:
    spots = (results.hotspot(), results.hotspot("L2026", HotspotState.UNKNOWN, depth=None, lod=None))
    looked = Page(render_html(results.result(callability=spots))).section("What was looked at, and what was not")
    assert "1 of 2 hotspots assessable" in looked.text
    assert "ROS1 L2026 not known not covered" in looked.text


def test_combinations_of_a_hotspot_s_drugs_are_told_together() -> None:
    shallow = results.hotspot(state=HotspotState.NOT_ASSESSABLE, depth=3, lod=None)
    spot = replace(shallow, drugs=("crizotinib", "crizotinib + ponatinib", "lorlatinib + capmatinib"))
    looked = Page(render_html(results.result(callability=(spot,)))).section("What was looked at, and what was not")
    assert "crizotinib, lorlatinib + capmatinib, and their combinations" in looked.text


def test_a_failed_sample_says_so_and_why_and_names_no_drug_call() -> None:
    page = Page(render_html(results.failed()))
    assert page.headings() == ["This sample could not be processed", "Versions and digests"]
    assert "the file ends in the middle of a block; copy it again" in page.all("main")[0].text
    assert "run the sample again" in page.all("main")[0].text
    assert not any(call.word in page.all("main")[0].text for call in LABELS.calls.values())


def test_versions_transcripts_parameters_and_digests_close_the_page() -> None:
    page = Page(render_html(results.result(sample=results.sample(extra={"ward": "3B"}))))
    end = page.section("Versions and digests").text
    for part in (
        "0.1.0",
        "resistance.tsv 2026.11",
        "0" * 64,
        "a" * 64,
        "ROS1 NM_002944.3",
        "min_alt_reads = 3",
        "ward 3B",
    ):
        assert part in end
