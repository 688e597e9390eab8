"""Pages opened in a real browser, and asked from outside what they look like."""

import re
import shutil
import subprocess
from pathlib import Path

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
# The page itself is shown as it is, in a frame of a page of the test that asks it.
_PROBE = """<!DOCTYPE html><title>probe</title><pre id="said"></pre>
<iframe id="page" style="width: {width}px; height: 800px; border: 0" srcdoc="{page}"></iframe>
<script>document.getElementById("page").onload = (event) => {{
  const page = event.target.contentDocument.documentElement;
  document.getElementById("said").textContent = `said ${{{question}}} end`;
}};</script>"""
_LAYOUT = "`width ${page.scrollWidth} of ${page.clientWidth} height ${page.scrollHeight}`"


def installed() -> str | None:
    """The path of Chromium, if it is there."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


def browse(chromium: str, profile: Path, *arguments: str) -> str:
    """What the browser prints."""
    command = [chromium, *_QUIET, f"--user-data-dir={profile}", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


def ask(chromium: str, folder: Path, page: str, question: str, width: int = 1100) -> str:
    """The answer to a JavaScript expression over ``page``, the root element of a page in a frame of this width."""
    probe = folder / "probe.html"
    attribute = page.replace("&", "&amp;").replace('"', "&quot;")
    probe.write_text(_PROBE.format(width=width, page=attribute, question=question), encoding="utf-8")
    dom = browse(chromium, folder / "profile", "--dump-dom", probe.as_uri())
    said = re.search(r"said (.*?) end", dom, re.DOTALL)
    assert said, "the page did not load in the browser"
    return said[1]


def layout(chromium: str, folder: Path, page: str, width: int) -> tuple[int, int, int]:
    """Width of the content, of the frame, and height of a page, in CSS pixels."""
    said = re.search(r"width (\d+) of (\d+) height (\d+)", ask(chromium, folder, page, _LAYOUT, width))
    assert said
    content, frame, height = map(int, said.groups())
    return content, frame, height
