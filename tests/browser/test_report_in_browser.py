"""The pages in a real browser: they lay out, nothing overflows, and they print on A4."""

import re
from pathlib import Path

import pytest

import courses
import results
from browsing import browse, layout
from ros1annot.cohort import write_cohort
from ros1annot.result import Result
from ros1annot.write.html import render_html
from ros1annot.write.patient_page import render_patient


@pytest.mark.parametrize("width", [1100, 390], ids=["desk", "phone"])
@pytest.mark.parametrize(
    "result",
    [results.result(), results.trans_pair(), results.failed(), results.hostile("x" * 400)],
    ids=["resistant", "trans", "failed", "long names"],
)
def test_a_report_fits_the_width_of_the_screen(chromium: str, tmp_path: Path, result: Result, width: int) -> None:
    content, frame, height = layout(chromium, tmp_path, render_html(result), width)
    assert content <= frame
    assert height > 400


def test_a_cohort_fits_the_width_of_the_screen(chromium: str, tmp_path: Path) -> None:
    write_cohort([results.result("S1"), results.silent_plasma("S2"), results.failed("S4")], tmp_path)
    page = (tmp_path / "cohort" / "index.html").read_text(encoding="utf-8")
    content, frame, _ = layout(chromium, tmp_path, page, 1100)
    assert content <= frame


@pytest.mark.parametrize("width", [1100, 390], ids=["desk", "phone"])
def test_a_time_line_of_twelve_samples_fits_the_width_of_the_screen(chromium: str, tmp_path: Path, width: int) -> None:
    page = render_patient(courses.course(*courses.PERIODS, times=12))
    content, frame, _ = layout(chromium, tmp_path, page, width)
    assert content <= frame


def test_a_report_prints_on_a4_with_a_sample_without_findings_on_two_pages_at_most(
    chromium: str, tmp_path: Path
) -> None:
    page = tmp_path / "report.html"
    page.write_text(render_html(results.silent_plasma()), encoding="utf-8")
    target = tmp_path / "report.pdf"
    browse(chromium, tmp_path / "profile", "--no-pdf-header-footer", f"--print-to-pdf={target}", page.as_uri())
    content = target.read_bytes()
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", content)
    assert {(round(float(w)), round(float(h))) for w, h in boxes} <= {(595, 842), (596, 842)}
    assert 1 <= len(re.findall(rb"/Type /Page\b", content)) <= 2
