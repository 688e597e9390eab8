"""What earlier samples make known to later ones: whatever the order, the batch, and what lies in the folder."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ros1annot.batches import batches_of
from ros1annot.cli import main
from ros1annot.model import EarlierSample, Sample, Specimen
from ros1annot.patient.before import chains, comes_before, earlier_from_row, earlier_to_row, with_earlier
from ros1annot.replay import sample_of
from ros1annot.resources import resource
from ros1annot.write.json import read_result

DEMO = resource("demo")
HEADER = "sample\tpatient\tspecimen\tcollected\tvcf\tfusions\tcurrent_therapy\n"
FILES = f"{DEMO / 'ros1-g2032r.mutect2.vcf.gz'}\t{DEMO / 'ros1-g2032r.arriba.tsv'}"
TISSUE = f"tissue\tP1\ttissue\t2023-05-09\t{FILES}\tcrizotinib"
PLASMA, LATER = (
    f"{name}\tP1\tctDNA\t{day}\t{DEMO / 'ros1-plasma-shallow.mutect2.vcf.gz'}\t\tcrizotinib"
    for name, day in (("plasma", "2023-05-09"), ("later", "2024-06-11"))
)
BROKEN = "tissue\tP1\ttissue\t2023-05-09\tmissing.vcf\t\tcrizotinib"

SAMPLES = st.lists(
    st.builds(
        Sample,
        name=st.uuids().map(str),
        patient=st.sampled_from([None, "A", "B"]),
        specimen=st.sampled_from([None, *Specimen]),
        collected=st.sampled_from([None, "2024-01-01", "2024-01-02", "2024-01-03"]),
    ),
    unique_by=lambda sample: sample.name,
    max_size=12,
)


def annotate(folder: Path, rows: Sequence[str], *options: str) -> dict[str, bytes]:
    folder.mkdir(exist_ok=True)
    sheet = folder / "samples.tsv"
    sheet.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    main(["annotate", str(sheet), "-o", str(folder / "out"), *options])
    return {path.stem: path.read_bytes() for path in sorted((folder / "out").glob("*/*.json"))}


def earlier_drivers(folder: Path, sample: str) -> list[tuple[str, str | None]]:
    result = read_result(folder / "out" / sample / f"{sample}.json")
    return [(driver.name, driver.earlier_sample) for driver in result.drivers]


@given(SAMPLES)
def test_a_chain_holds_each_sample_once_and_the_earlier_before_the_later(samples: list[Sample]) -> None:
    work = chains(samples)
    assert sorted(s.name for chain in work for s in chain) == sorted(s.name for s in samples)
    for chain in work:
        places = range(len(chain))
        assert all(i < j for i in places for j in places if comes_before(chain[i], chain[j]))
    assert not any(comes_before(one, other) for a in work for b in work if a is not b for one in a for other in b), (
        "a sample depends on one of another chain"
    )


@given(SAMPLES, st.integers(1, 5))
def test_samples_of_a_patient_share_a_batch(samples: list[Sample], size: int) -> None:
    patients = {s.name: s.patient for s in samples if s.patient}
    batches = batches_of([s.name for s in samples], size, patients).values()
    assert sorted(name for batch in batches for name in batch) == sorted(s.name for s in samples)
    for patient in ("A", "B"):
        assert sum(any(patients.get(name) == patient for name in batch) for batch in batches) <= 1


@given(SAMPLES)
def test_what_a_wanted_sample_needs_is_complete(samples: list[Sample]) -> None:
    for sample in samples:
        needed = with_earlier([sample], samples)
        assert with_earlier(needed, samples) == needed
        assert sample in needed


def test_what_is_known_from_before_survives_the_result() -> None:
    sample = Sample("S2", earlier=(EarlierSample("S1", "2024-01-01", Specimen.TISSUE, drivers=("CD74::ROS1",)),))
    assert earlier_from_row(earlier_to_row(sample)) == sample.earlier
    assert sample_of({"name": "S2", "disease": "NSCLC", **earlier_to_row(sample)}) == sample
    assert earlier_to_row(replace(sample, earlier=())) == {}


def test_order_batches_and_processes_change_no_byte(tmp_path: Path) -> None:
    one = annotate(tmp_path / "one", [LATER, PLASMA, TISSUE])
    assert annotate(tmp_path / "two", [TISSUE, PLASMA, LATER], "--jobs", "2") == one
    third = tmp_path / "three"
    for name in ("later", "plasma", "tissue"):  # as batches would, the latest first and in its own start
        made = annotate(third, [LATER, PLASMA, TISSUE], "--samples", name)
    assert made == one
    assert earlier_drivers(third, "later") == [("CD74::ROS1", "tissue")]


def test_a_later_sample_is_made_anew_when_an_earlier_one_says_something_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    annotate(tmp_path, [LATER, BROKEN])
    later = read_result(tmp_path / "out" / "later" / "later.json")
    assert [flag.rule for flag in later.flags if flag.code == "earlier_failed"] == ["R1"]
    assert not later.drivers
    annotate(tmp_path, [LATER, TISSUE])
    assert earlier_drivers(tmp_path, "later") == [("CD74::ROS1", "tissue")]
    capsys.readouterr()
    annotate(tmp_path, [LATER, TISSUE])
    assert capsys.readouterr().err.count("up to date, kept") == 2
    annotate(tmp_path, [LATER])
    assert earlier_drivers(tmp_path, "later") == []
