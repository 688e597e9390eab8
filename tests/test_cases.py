"""Golden cases: a folder is a case. Its sheet is annotated, and a digest of each result compared with ``expected/``.

``samples.tsv`` is the sheet, or ``sheet.txt`` holds the path of one, and ``config.yaml`` the config, if any. Where a
file ``brief`` lies, the digest is short: calls by situation, without single rows and hotspots. To accept what the
program says now::

    python tests/test_cases.py tests/cases/NAME

and read the difference before committing it.
"""

import difflib
import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from ros1annot.cli import main
from ros1annot.interpret.precedence import Basis
from ros1annot.resources import resource
from ros1annot.result import Coverage, Result
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
    yield from flags(result)


def flags(result: Result) -> Iterator[str]:
    for flag in result.flags:
        yield f"flag\t{flag.code}\t{flag.rule}\t{flag.text}\t{json.dumps(flag.values, sort_keys=True)}"


def brief(result: Result) -> Iterator[str]:
    """What a tumour board would read first, a line each."""
    yield f"{result.status}\t{result.summary}"
    for a in result.alterations:
        yield f"alteration\t{a.gene}\t{a.name}\t{a.vaf}\t{a.why_not_counted or 'counted'}\t{a.confirm or ''}"
    yield from (f"driver\t{driver.name}\t{driver.source}" for driver in result.drivers)
    situations = sorted({(Basis(drug.basis).rank, drug.basis, drug.call, drug.coverage) for drug in result.drugs})
    for _, basis, call, coverage in situations:
        drugs = ", ".join(d.drug for d in result.drugs if (d.basis, d.call, d.coverage) == (basis, call, coverage))
        yield f"drug\t{call}\t{basis}\t{coverage}\t{drugs}"
    yield from flags(result)


def annotate(case: Path, out: Path) -> dict[str, str]:
    config = ["--config", str(case / "config.yaml")] if (case / "config.yaml").is_file() else []
    main(["annotate", str(sheet_of(case)), "-o", str(out), *config])
    results = (read_result(path) for path in sorted(out.glob("*/*.json")))
    lines = brief if (case / "brief").is_file() else digest
    told = {str(result.sample["name"]): "\n".join(lines(result)) + "\n" for result in results}
    return {name: text.replace(f"{case}/", "") for name, text in told.items()}


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


def shown(column: int, *kinds: str) -> set[str]:
    """What stands in a column of the accepted digests, in lines of these kinds."""
    lines = (line.split("\t") for path in CASES.glob("*/expected/*.tsv") for line in path.read_text().splitlines())
    return {cells[column] for cells in lines if cells[0] in kinds}


def test_every_flag_is_shown_by_a_case() -> None:
    wording = tomllib.loads(resource("wording.toml").read_text(encoding="utf-8"))
    assert shown(1, "flag") == set(wording["flag"])


def test_every_situation_and_coverage_is_shown_by_a_case() -> None:
    lines = (line.split("\t") for path in CASES.glob("*/expected/*.tsv") for line in path.read_text().splitlines())
    drugs = {cell for cells in lines if cells[0] == "drug" for cell in cells}
    assert set(Basis) <= drugs
    assert set(Coverage) <= drugs


if __name__ == "__main__":
    import tempfile

    for name in sys.argv[1:]:
        folder = Path(name)
        (folder / "expected").mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory() as scratch:
            for sample, text in annotate(folder, Path(scratch)).items():
                (folder / "expected" / f"{sample}.tsv").write_text(text)
