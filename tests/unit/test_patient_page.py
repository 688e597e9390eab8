"""The page of a patient: what the drawing holds, where it puts it, and what a reader without eyes gets."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from serial_plasma import DRIVER, visit

from courses import NAMES, PERIODS, course
from pages import Page
from ros1annot.patient.model import Settings
from ros1annot.patient.timeline import timeline
from ros1annot.write.html import report_labels
from ros1annot.write.patient_page import render_patient
from ros1annot.write.view.timeline_scale import LEFT, RIGHT, Days, Fractions, apart, rows
from ros1annot.write.view.timeline_svg import MarkKind, chart_of


def test_twelve_variants_at_six_times_are_drawn_with_labels_that_do_not_overlap() -> None:
    chart = chart_of(course(*PERIODS), report_labels())
    assert chart is not None
    assert chart.left_out == 0
    (panel,) = chart.panels
    assert {series.label for series in panel.series} == {f"EGFR {name}" for name in NAMES}
    assert len({(series.colour, series.path) for series in panel.series}) == 12
    assert all(b.label_y - a.label_y >= 14 for a, b in pairwise(panel.series))
    marks = [mark for series in panel.series for mark in series.marks]
    assert len(marks) == 72
    assert all(chart.left < m.x < chart.right and panel.top < m.y < panel.bottom for m in marks)
    unseen = [mark for mark in marks if mark.kind is MarkKind.LIMIT]
    assert len(unseen) == 5
    assert all(re.fullmatch(r"not detected, limit 0\.1\d* %", mark.text) for mark in unseen)


def test_therapies_have_a_lane_a_drug_and_say_where_they_are_open() -> None:
    chart = chart_of(course(*PERIODS), report_labels())
    assert chart is not None
    assert [lane.drug for lane in chart.lanes] == ["gefitinib", "osimertinib", "pemetrexed + carboplatin"]
    gefitinib, osimertinib, chemotherapy = (lane.bars for lane in chart.lanes)
    assert [(bar.open_start, bar.open_end) for bar in gefitinib] == [(True, False)]
    assert {(bar.open_start, bar.open_end) for bar in osimertinib} == {(False, True), (True, False)}
    assert gefitinib[0].x == LEFT
    assert max(bar.x + bar.width for bar in osimertinib) == RIGHT
    assert [bar.text for bar in chemotherapy] == ["pemetrexed + carboplatin, 2025-03-01 to 2025-04-01"]


def test_the_page_is_escaped_and_says_the_drawing_in_words() -> None:
    text = render_patient(course(*PERIODS, patient="P<1>"))
    page = Page(text)
    assert "<1>" not in text
    assert page.all("h1")[0].text == "P<1>"
    (svg,) = page.all("svg")
    title, description = (svg.all(tag)[0] for tag in ("title", "desc"))
    assert svg.attributes["aria-labelledby"] == f"{title.attributes['id']} {description.attributes['id']}"
    assert "EGFR L858R: 2025-01-01 0.80 %, 2025-02-01 1.6 %" in description.text
    assert not page.all("script")


@given(st.lists(st.floats(0, 400), min_size=1, max_size=12))
def test_labels_keep_their_distance_their_order_and_the_bounds(wanted: list[float]) -> None:
    placed = apart(sorted(wanted), 16, 0, 400)
    assert all(b - a >= 16 - 1e-6 for a, b in pairwise(placed))
    assert placed[0] >= -1e-6
    assert placed[-1] <= 400 + 1e-6


@given(st.lists(st.floats(60, 770), min_size=1, max_size=12))
def test_dates_of_one_row_do_not_run_into_each_other(places: list[float]) -> None:
    ordered = sorted(places)
    chosen = rows(ordered, 76)
    for row in set(chosen):
        here = [x for x, number in zip(ordered, chosen, strict=True) if number == row]
        assert all(b - a >= 76 for a, b in pairwise(here))


@given(st.lists(st.floats(1e-5, 1.0), min_size=1, max_size=9))
def test_a_larger_allele_fraction_is_never_drawn_lower(values: list[float]) -> None:
    scale = Fractions.of(values, 200, 10)
    drawn = [scale.at(value) for value in sorted(values)]
    assert drawn == sorted(drawn, reverse=True)
    assert all(10 <= y <= 200 for y in drawn)


@pytest.mark.parametrize("others", [[], ["2010-01-01"], ["2010-01-01", "2040-01-01"]])
def test_therapies_of_long_ago_do_not_squeeze_the_samples_together(others: list[str]) -> None:
    axis = Days.of(["2025-01-01", "2025-12-31"], others)
    assert axis.at("2025-12-31") - axis.at("2025-01-01") > (RIGHT - LEFT) / 2


def test_no_line_joins_two_limits_or_two_sites() -> None:
    counts = [{DRIVER: 100, "T790M": reads} for reads in (40, 0, 0, 30)]
    plasma = [visit(time, reads, 5000) for time, reads in enumerate(counts)]
    sites = ("lung", "liver", "Lung ", None)
    tissue = [
        replace(one, point=replace(one.point, specimen="tissue", site=site))
        for one, site in zip(plasma, sites, strict=True)
    ]
    by_specimen = []
    for visits in (plasma, tissue):
        chart = chart_of(timeline("P1", visits, (), Settings(), report_labels()), report_labels())
        assert chart is not None
        by_specimen.append({series.label: series.lines for series in chart.panels[0].series})
    plasma_lines, tissue_lines = by_specimen
    assert [line.dashed for line in plasma_lines["EGFR T790M"]] == [True, True]
    assert [line.dashed for line in plasma_lines[f"EGFR {DRIVER}"]] == [False] * 3
    assert len(tissue_lines[f"EGFR {DRIVER}"]) == 1
