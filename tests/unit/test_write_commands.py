import hashlib
import json
from pathlib import Path

import pytest

import results
from ros1annot.cli import main
from ros1annot.result import Input
from ros1annot.table.load import TableFiles
from ros1annot.write.formats import write_formats
from ros1annot.write.json import write_result


def test_report_renders_each_result_into_its_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = [write_result(result, tmp_path) for result in (results.result("S1"), results.failed("S4"))]
    out = tmp_path / "reports"
    assert main(["report", *map(str, paths), "-o", str(out), "--format", "html,tsv"]) == 0
    written = [out / name / f"{name}.{kind}" for name in ("S1", "S4") for kind in ("html", "tsv")]
    assert capsys.readouterr().out.splitlines() == [str(path) for path in written]
    assert all(path.is_file() for path in written)


def test_a_report_has_the_same_bytes_from_memory_and_from_the_written_result(tmp_path: Path) -> None:
    (from_memory,) = write_formats(results.result(), tmp_path / "memory", ["html"])
    path = write_result(results.result(), tmp_path)
    assert main(["report", str(path), "-o", str(tmp_path)]) == 0
    assert from_memory.read_bytes() == (tmp_path / "S1" / "S1.html").read_bytes()


def test_an_edited_result_does_not_get_a_fresh_seal(tmp_path: Path) -> None:
    path = write_result(results.result(), tmp_path)
    seal = json.loads(path.read_text())["provenance"]["result_sha256"]
    path.write_text(path.read_text().replace('"liver"', '"lung"'))
    main(["report", str(path), "-o", str(tmp_path)])
    assert seal in (tmp_path / "S1" / "S1.html").read_text()


def test_report_goes_on_after_a_broken_result_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = write_result(results.result("S1"), tmp_path)
    broken = tmp_path / "broken.json"
    broken.write_text("{")
    assert main(["report", str(broken), str(good), "-o", str(tmp_path)]) == 1
    assert f"ros1annot: {broken}: is not valid JSON" in capsys.readouterr().err
    assert (tmp_path / "S1" / "S1.html").is_file()


def test_report_of_nothing_readable_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(tmp_path / "none.json"), "-o", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("formats", ["pdf", "html,pdf", ","])
def test_report_refuses_a_format_that_it_does_not_have(tmp_path: Path, formats: str) -> None:
    path = write_result(results.result(), tmp_path)
    assert main(["report", str(path), "-o", str(tmp_path), "--format", formats]) == 2


def test_report_never_writes_two_results_over_each_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = (write_result(results.result("S1"), tmp_path / folder) for folder in ("a", "b"))
    assert main(["report", str(one), str(other), "-o", str(tmp_path)]) == 2
    assert "give each sample once" in capsys.readouterr().err


def test_cohort_takes_folders_and_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_result(results.result("S1"), tmp_path / "batch")
    extra = write_result(results.silent_plasma("S2"), tmp_path / "more")
    assert main(["cohort", str(tmp_path / "batch"), str(extra), "-o", str(tmp_path / "out")]) == 0
    index = tmp_path / "out" / "cohort" / "index.html"
    assert capsys.readouterr().out == f"{index}\n"
    assert index.is_file()


def test_cohort_of_a_folder_without_results_is_wrong_usage(tmp_path: Path) -> None:
    assert main(["cohort", str(tmp_path), "-o", str(tmp_path)]) == 2


def test_cohort_names_what_it_could_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "S1.json"
    broken.write_text("[]")
    assert main(["cohort", str(broken), "-o", str(tmp_path)]) == 1
    assert "S1.json: is not a ros1annot result" in capsys.readouterr().err


@pytest.fixture
def verified(tmp_path: Path) -> Path:
    """A sealed result whose one input lies beside it."""
    content = b"##fileformat=VCFv4.2\n"
    (tmp_path / "calls.vcf").write_bytes(content)
    result = results.result(
        inputs=(
            Input("vcf", "calls.vcf", "empty", hashlib.sha256(content).hexdigest()),
            Input("fusions", None, "not_supplied"),
        ),
        provenance=results.provenance(
            table={"name": "resistance.tsv", "version": "1", "sha256": TableFiles.beside(None).digest()}
        ),
    )
    return write_result(result, tmp_path)


def _verify(path: Path, base: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    code = main(["verify", str(path), "--base", str(base)])
    return code, [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()]


def test_verify_finds_everything_as_it_was(verified: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _verify(verified, tmp_path, capsys) == (0, ["ok", "ok", "ok"])


def test_verify_finds_an_edited_result(verified: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    verified.write_text(verified.read_text().replace('"call": "resistant"', '"call": "sensitive"', 1))
    assert _verify(verified, tmp_path, capsys) == (1, ["edited after it was written", "ok", "ok"])


def test_verify_finds_a_changed_and_a_missing_input(
    verified: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "calls.vcf").write_text("changed")
    assert _verify(verified, tmp_path, capsys) == (1, ["ok", "ok", "changed"])
    (tmp_path / "calls.vcf").unlink()
    assert _verify(verified, tmp_path, capsys) == (1, ["ok", "ok", "missing"])
    assert main(["verify", str(verified)]) == 1
    assert "name it with --base" in capsys.readouterr().err


def test_verify_with_a_table_that_is_not_there_is_wrong_usage(
    verified: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", str(verified), "--table", str(tmp_path / "none.tsv")]) == 2
    assert "there is no such file" in capsys.readouterr().err


def test_verify_does_not_pass_what_was_never_sealed(
    verified: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = json.loads(verified.read_text())
    del document["provenance"]["result_sha256"]
    document["provenance"]["table"]["sha256"] = "0" * 64
    verified.write_text(json.dumps(document))
    assert _verify(verified, tmp_path, capsys) == (1, ["no digest recorded", "another table", "ok"])
