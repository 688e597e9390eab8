"""Golden cases: a folder is a case. Its sheet is annotated, and a digest of each result compared with ``expected/``.

``samples.tsv`` is the sheet, or ``sheet.txt`` holds the path of one. To accept what the program says now::

    python tests/test_cases.py tests/cases/NAME

and read the difference before committing it.
"""

import difflib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ros1annot.cli import main
from ros1annot.result import Result
from ros1annot.write.json import read_result

CASES = Path(__file__).parent / "cases"


def sheet_of(case: Path) -> Path:
    pointer = case / "sheet.txt"
    return case / pointer.read_text().strip() if pointer.is_file() else case / "samples.tsv"


def digest(result: Result) -> Iterator[str]:
    """What a change of the program must not change unseen, a line each."""
    yield f"status\t{result.status}\t{result.error or ''}"
    yield f"summary\t{result.summary}"
    for entry in result.inputs:
        yield f"input\t{entry.kind}\t{entry.state}\t{entry.caller or ''}\t{entry.records}\t{entry.assembly or ''}"
    for a in result.alterations:
        named = f"{a.gene}\t{a.name}\t{a.hgvs_c or ''}\t{a.hgvs_p or ''}\t{(a.mane or {}).get('name', '')}"
        seen = f"{a.vaf}\t{a.alt_reads}\t{a.depth}\t{a.filter}\t{a.phase_set}\t{a.haplotype}\t{a.fusion_role}"
        yield f"alteration\t{named}\t{seen}\t{a.why_not_counted or 'counted'}"
    for driver in result.drivers:
        yield f"driver\t{driver.name}\t{driver.source}\t{', '.join(driver.contexts)}"
    for drug in result.drugs:
        rows = ",".join(result.findings[index].entry_id for index in drug.because)
        yield f"drug\t{drug.drug}\t{drug.therapy}\t{drug.call}\t{drug.coverage}\t{drug.basis}\t{drug.level}\t{rows}"
    for finding in result.findings:
        seen = f"{finding.drug}\t{finding.entry_id}\t{finding.alteration}\t{finding.match}\t{finding.phase or ''}"
        yield f"finding\t{seen}\t{finding.role}\t{'decides' if finding.decides else finding.why_not_deciding}"
    for spot in result.callability:
        why = f"\t{spot.why_not_assessable}" if spot.why_not_assessable else ""
        yield f"hotspot\t{spot.gene}\t{spot.name}\t{spot.depth}\t{spot.lod}\t{spot.state}{why}"
    for flag in result.flags:
        yield f"flag\t{flag.code}\t{flag.rule}\t{flag.text}"


def annotate(case: Path, out: Path) -> dict[str, str]:
    main(["annotate", str(sheet_of(case)), "-o", str(out)])
    results = (read_result(path) for path in sorted(out.glob("*/*.json")))
    return {str(result.sample["name"]): "\n".join(digest(result)) + "\n" for result in results}


@pytest.mark.parametrize("case", sorted(p for p in CASES.iterdir() if p.is_dir()), ids=lambda p: p.name)
def test_case_says_what_was_accepted(case: Path, tmp_path: Path) -> None:
    found = annotate(case, tmp_path)
    expected = {path.stem: path.read_text() for path in sorted((case / "expected").glob("*.tsv"))}
    difference = [
        line
        for name in sorted(found | expected)
        for line in difflib.unified_diff(
            expected.get(name, "").splitlines(), found.get(name, "").splitlines(), f"{name} accepted", f"{name} now"
        )
    ]
    accept = f"to accept: python tests/test_cases.py tests/cases/{case.name}"
    assert not difference, "\n".join([*difference, accept])


if __name__ == "__main__":
    import tempfile

    for name in sys.argv[1:]:
        folder = Path(name)
        (folder / "expected").mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory() as scratch:
            for sample, text in annotate(folder, Path(scratch)).items():
                (folder / "expected" / f"{sample}.tsv").write_text(text)
