"""Golden time lines: a folder is a case. Its sheets become results and time lines, compared with ``expected/``.

To accept what the program says now::

    python tests/test_patient_cases.py tests/patient_cases/NAME

and read the difference before committing it.
"""

import difflib
import sys
import tempfile
from pathlib import Path

import pytest

from ros1annot.cli import main

CASES = Path(__file__).parent / "patient_cases"


def time_lines(case: Path, out: Path) -> dict[str, str]:
    sheet, therapies = str(case / "samples.tsv"), str(case / "therapies.tsv")
    assert main(["annotate", sheet, "-o", str(out)]) == 0
    assert main(["patient", "--sheet", sheet, "--therapies", therapies, "-o", str(out)]) == 0
    files = (*sorted((out / "patients").glob("*.json")), out / "cohort" / "changes.tsv")
    return {file.name: file.read_text(encoding="utf-8") for file in files}


@pytest.mark.parametrize("case", sorted(p for p in CASES.iterdir() if p.is_dir()), ids=lambda p: p.name)
def test_time_lines_say_what_was_accepted(case: Path, tmp_path: Path) -> None:
    found = time_lines(case, tmp_path)
    expected = {path.name: path.read_text(encoding="utf-8") for path in sorted((case / "expected").iterdir())}
    difference = [
        line
        for name in sorted(found | expected)
        for line in difflib.unified_diff(
            expected.get(name, "").splitlines(), found.get(name, "").splitlines(), f"{name} accepted", f"{name} now"
        )
    ]
    accept = f"to accept: python tests/test_patient_cases.py tests/patient_cases/{case.name}"
    assert not difference, "\n".join([*difference, accept])


if __name__ == "__main__":
    for name in sys.argv[1:]:
        folder = Path(name) / "expected"
        folder.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory() as scratch:
            for file, text in time_lines(Path(name), Path(scratch)).items():
                (folder / file).write_text(text, encoding="utf-8")
