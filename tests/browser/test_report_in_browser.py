"""The pages in a real browser: they lay out, nothing overflows, and they print on A4."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

import results
from ros1annot.cohort import write_cohort
from ros1annot.result import Result
from ros1annot.write.html import render_html

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
# Reads the layout from outside: the page itself is shown as it is, in a frame of a page of the test.
_PROBE = """<!DOCTYPE html><title>probe</title><pre id="said"></pre>
<iframe id="page" style="width: {width}px; height: 800px; border: 0" srcdoc="{page}"></iframe>
<script>document.getElementById("page").onload = (event) => {{
  const page = event.target.contentDocument.documentElement;
  document.getElementById("said").textContent =
    `width ${{page.scrollWidth}} of ${{page.clientWidth}} height ${{page.scrollHeight}}`;
}};</script>"""


@pytest.fixture(scope="session")
def chromium() -> str:
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium on this machine (install `chromium` to run the browser tests)")
    return found


def _run(chromium: str, profile: Path, *arguments: str) -> str:
    command = [chromium, *_QUIET, f"--user-data-dir={profile}", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


def _layout(chromium: str, folder: Path, page: str, width: int) -> tuple[int, int, int]:
    probe = folder / "probe.html"
    attribute = page.replace("&", "&amp;").replace('"', "&quot;")
    probe.write_text(_PROBE.format(width=width, page=attribute), encoding="utf-8")
    dom = _run(chromium, folder / "profile", "--dump-dom", probe.as_uri())
    said = re.search(r"width (\d+) of (\d+) height (\d+)", dom)
    assert said, "the page did not load in the browser"
    content, frame, height = map(int, said.groups())
    return content, frame, height


@pytest.mark.parametrize("width", [1100, 390], ids=["desk", "phone"])
@pytest.mark.parametrize(
    "result",
    [results.result(), results.trans_pair(), results.failed(), results.hostile("x" * 400)],
    ids=["resistant", "trans", "failed", "long names"],
)
def test_a_report_fits_the_width_of_the_screen(chromium: str, tmp_path: Path, result: Result, width: int) -> None:
    content, frame, height = _layout(chromium, tmp_path, render_html(result), width)
    assert content <= frame
    assert height > 400


def test_a_cohort_fits_the_width_of_the_screen(chromium: str, tmp_path: Path) -> None:
    write_cohort([results.result("S1"), results.silent_plasma("S2"), results.failed("S4")], tmp_path)
    page = (tmp_path / "cohort" / "index.html").read_text(encoding="utf-8")
    content, frame, _ = _layout(chromium, tmp_path, page, 1100)
    assert content <= frame


def test_a_report_prints_on_a4_with_a_sample_without_findings_on_two_pages_at_most(
    chromium: str, tmp_path: Path
) -> None:
    page = tmp_path / "report.html"
    page.write_text(render_html(results.silent_plasma()), encoding="utf-8")
    target = tmp_path / "report.pdf"
    _run(chromium, tmp_path / "profile", "--no-pdf-header-footer", f"--print-to-pdf={target}", page.as_uri())
    content = target.read_bytes()
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", content)
    assert {(round(float(w)), round(float(h))) for w, h in boxes} <= {(595, 842), (596, 842)}
    assert 1 <= len(re.findall(rb"/Type /Page\b", content)) <= 2
