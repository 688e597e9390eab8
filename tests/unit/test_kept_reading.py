"""What was read is kept: another table or threshold judges it anew, to the bytes of a run that reads the files.

The proof has two halves. What is kept comes back equal to what was read; and where two readings have one fingerprint,
they are equal, whatever else differs between the table or the thresholds that they were made with.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from io import StringIO
from pathlib import Path

import pytest

from ros1annot.batch import Plan, Progress, run_batch
from ros1annot.digest import LARGE, FileDigest, Stamp, digest_of, require_unchanged
from ros1annot.engine import fingerprint, read
from ros1annot.errors import InputError
from ros1annot.knowledge import Knowledge, load_knowledge
from ros1annot.model import InputFile, InputKind, Sample
from ros1annot.parameters import EngineConfig, Parameters
from ros1annot.resources import config_file, resource
from ros1annot.samples import missing_files, read_sheet
from ros1annot.table.load import load_table
from ros1annot.write.files import reading_file
from ros1annot.write.reading import kept_reading, write_reading
from test_cases import CASES, sheet_of
from workflow_runs import DEMO, GOOD, tree


def samples_of(cases: Iterable[Path]) -> list[Sample]:
    """The samples of golden cases, but for one that shows what becomes of a missing file."""
    return [sample for case in cases for sample in read_sheet(sheet_of(case)) if not missing_files(sample)]


SAMPLES = samples_of(sorted(CASES.iterdir()))
OF_ALL_FORMATS = samples_of(sorted(case for case in CASES.iterdir() if not (case / "brief").exists()))
"""The many situations of the brief cases are files of one form: here they would cost time and show nothing new."""
FORMATS = ("html", "tsv")


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(EngineConfig())


def table_without(folder: Path, *rows: str) -> Path:
    """The shipped table without some rows, named by the beginning of their lines."""
    folder.mkdir(exist_ok=True)
    lines = resource("resistance.tsv").read_text(encoding="utf-8").splitlines(keepends=True)
    path = folder / "resistance.tsv"
    path.write_text("".join(line for line in lines if not line.startswith(rows)), encoding="utf-8")
    return path


def states(samples: list[Sample], out: Path, **config: object) -> list[str]:
    """What became of each sample of a run into ``out``."""
    plan = Plan(out, FORMATS, EngineConfig(**config))  # type: ignore[arg-type]  # as the tests below name them
    return [outcome.state for outcome in run_batch(samples, plan, Progress(StringIO(), len(samples)))]


# --- the two halves of the proof -----------------------------------------------------------------------------------


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: str(sample.name))
def test_a_reading_comes_back_as_it_was(sample: Sample, knowledge: Knowledge, tmp_path: Path) -> None:
    reading = read(sample, knowledge, fingerprint(sample, knowledge))
    assert write_reading(reading, tmp_path, sample.name) == reading
    assert kept_reading(tmp_path, sample.name) == reading


def other_thresholds() -> Iterator[Parameters]:
    """Each threshold alone with another value."""
    usual = Parameters()
    for field in fields(Parameters):
        value = getattr(usual, field.name)
        match value:
            case bool():
                yield replace(usual, **{field.name: not value})
            case int():
                yield replace(usual, **{field.name: value // 2 + 1})
            case float():
                yield replace(usual, **{field.name: value / 2})
            case str():
                yield replace(usual, **{field.name: "2027-01-01"})
            case tuple():
                yield replace(usual, **{field.name: ("weak_evidence", "p8", "REJECT")})


def other_knowledge(knowledge: Knowledge, folder: Path) -> Iterator[Knowledge]:
    for parameters in other_thresholds():
        yield replace(knowledge, parameters=parameters)
    for number, rows in enumerate((("F00", "F01"), ("F02", "F03"), ("F0012\t",))):
        table = load_table(table_without(folder / str(number), *rows), knowledge.genome)
        yield replace(knowledge, table=table)


def test_readings_of_one_fingerprint_are_equal(knowledge: Knowledge, tmp_path: Path) -> None:
    """Of samples without alignments one threshold changes nothing that is read, nor does a table without hotspots."""
    first = {sample.name: read(sample, knowledge, fingerprint(sample, knowledge)) for sample in OF_ALL_FORMATS}
    compared = dict.fromkeys(first, 0)
    for other in other_knowledge(knowledge, tmp_path):
        for sample in OF_ALL_FORMATS:
            prints = fingerprint(sample, other)
            if prints.reading == first[sample.name].fingerprint:
                compared[sample.name] += 1
                assert read(sample, other, prints).inputs == first[sample.name].inputs
    assert all(compared.values())


# --- what it is for ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def demo() -> list[Sample]:
    return read_sheet(config_file("samples.tsv"))


def test_another_table_threshold_or_therapy_gives_the_bytes_of_a_run_from_the_files(
    demo: list[Sample], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert set(states(demo, out)) == {"done"}
    assert set(states(demo, out)) == {"kept"}
    table = table_without(tmp_path / "table", "F0012\t", "F0179\t")
    treated = [replace(sample, current_therapy=("lorlatinib",), specimen=None) for sample in demo]
    assert not any(sample.files(InputKind.ALIGNMENTS) for sample in demo)  # whose reading looks at thresholds
    for number, (samples, config) in enumerate(
        (
            (demo, {"resistance_table": table}),
            (demo, {"parameters": Parameters(min_alt_reads=40, lod_limit_tissue=0.3)}),
            (treated, {"parameters": Parameters(report_date="2027-01-01")}),
        )
    ):
        expected = tmp_path / str(number)
        assert set(states(samples, out, **config)) == {"judged"}
        assert set(states(samples, expected, **config)) == {"done"}
        assert tree(out) == tree(expected)


def test_only_samples_whose_reading_asks_for_it_are_read_again(demo: list[Sample], tmp_path: Path) -> None:
    """A threshold of copy numbers; a table with another hotspot; a row of the sheet that names another file."""
    assert set(states(demo, tmp_path)) == {"done"}

    def read_again(samples: list[Sample], **config: object) -> set[str]:
        told = states(samples, tmp_path, **config)
        return {sample.name for sample, state in zip(samples, told, strict=True) if state == "done"}

    copies, deep = ({s.name for s in demo if s.files(kind)} for kind in (InputKind.COPY_NUMBER, InputKind.DEPTH))
    assert read_again(demo, parameters=Parameters(amplification_copies=5.0)) == copies
    assert read_again(demo, resistance_table=table_without(tmp_path / ".table", "F00")) == deep | copies
    first, *others = demo
    assert read_again([replace(first, inputs=first.inputs[:1]), *others]) == deep | {first.name}


@pytest.mark.parametrize("damage", [b"", b"\x1f\x8b half", b"{}"])
def test_a_damaged_reading_is_read_anew(damage: bytes, demo: list[Sample], tmp_path: Path) -> None:
    out, expected = tmp_path / "out", tmp_path / "expected"
    states(demo[:1], out)
    reading_file(out, demo[0].name).write_bytes(damage)
    strict = {"parameters": Parameters(min_alt_reads=40)}
    assert states(demo[:1], out, **strict) == ["done"]
    states(demo[:1], expected, **strict)
    assert tree(out) == tree(expected)


def test_a_report_that_is_not_made_anew_does_not_outlive_its_result(demo: list[Sample], tmp_path: Path) -> None:
    states(demo[:1], tmp_path)
    page = tmp_path / demo[0].name / f"{demo[0].name}.html"
    for parameters, outdated in ((Parameters(), False), (Parameters(min_alt_reads=40), True)):
        plan = Plan(tmp_path, ("tsv",), EngineConfig(parameters=parameters))
        run_batch(demo[:1], plan, Progress(StringIO(), 1))
        assert page.is_file() is not outdated


def test_a_report_that_cannot_be_removed_fails_its_sample_alone(demo: list[Sample], tmp_path: Path) -> None:
    (tmp_path / demo[0].name / f"{demo[0].name}.html").mkdir(parents=True)
    first, second = run_batch(demo[:2], Plan(tmp_path), Progress(StringIO(), 2))
    assert "is out of date and cannot be removed" in first.reason
    assert (first.state, second.state) == ("failed", "done")


# --- digests of large files ----------------------------------------------------------------------------------------


def test_a_large_file_is_digested_again_only_after_something_touched_it(tmp_path: Path) -> None:
    path = tmp_path / "reads.bam"
    with path.open("wb") as handle:
        handle.truncate(LARGE)
    known = replace(digest_of(path), sha256="taken before")
    assert digest_of(path, known) == known

    before = path.stat()
    with path.open("r+b") as handle:
        handle.write(b"X")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    again = digest_of(path, known)
    assert again == digest_of(path) != known


def test_a_small_file_is_always_digested(tmp_path: Path) -> None:
    path = tmp_path / "a.vcf"
    path.write_text("a")
    known = FileDigest("taken before", Stamp.of(path))
    assert digest_of(path, known) == digest_of(path)
    assert digest_of(path).to_keep().stamp is None


def test_a_file_that_changes_while_it_is_read_fails_its_sample(knowledge: Knowledge, tmp_path: Path) -> None:
    path = tmp_path / "calls.vcf"
    shutil.copy(DEMO / GOOD, path)
    sample = Sample("s", inputs=(InputFile(InputKind.VCF, path, path.name),))
    prints = fingerprint(sample, knowledge)
    (tmp_path / "link").hardlink_to(path)
    assert read(sample, knowledge, prints).inputs.events

    path.write_bytes(path.read_bytes())
    with pytest.raises(InputError, match=r"calls\.vcf: was changed while it was read; start again once it is finished"):
        read(sample, knowledge, prints)

    path.unlink()
    with pytest.raises(InputError, match="went away while it was read"):
        require_unchanged(path, prints.files[path])


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "calls.vcf")
    with pytest.raises(InputError, match="a pipe or a device; give the path of a file"):
        digest_of(tmp_path / "calls.vcf")
