"""The therapy sheet fills in what a sample's row leaves empty, by the day of the sample."""

from pathlib import Path

import pytest

from ros1annot.errors import UsageError
from ros1annot.model import Sample
from ros1annot.patient.therapies import read_therapies, with_therapies

SHEET = """\
patient\tdrug\tstart\tend
P1\tCrizotinib\t2021-01-01\t2022-06-30
P1\tlorlatinib\t2022-07-01\t
P2\tosimertinib\t2023-01-01\t2023-12-31
"""


def filled(tmp_path: Path, **row: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
    sheet = tmp_path / "therapies.tsv"
    sheet.write_text(SHEET)
    sample = Sample("s", **({"patient": "P1"} | row))  # type: ignore[arg-type]
    (found,) = with_therapies([sample], read_therapies(sheet, str.lower), sheet)
    return found.current_therapy, found.prior_therapies


@pytest.mark.parametrize(
    ("day", "current", "prior"),
    [
        ("2020-12-31", (), ()),
        ("2021-01-01", ("crizotinib",), ()),
        ("2022-06-30", ("crizotinib",), ()),
        ("2022-07-01", ("lorlatinib",), ("crizotinib",)),
        ("2030-01-01", ("lorlatinib",), ("crizotinib",)),
        (None, (), ()),
    ],
)
def test_the_day_of_the_sample_decides(
    tmp_path: Path, day: str | None, current: tuple[str, ...], prior: tuple[str, ...]
) -> None:
    assert filled(tmp_path, collected=day) == (current, prior)


def test_what_the_sample_sheet_says_stands(tmp_path: Path) -> None:
    row = {"collected": "2022-07-01", "current_therapy": ("brigatinib",)}
    assert filled(tmp_path, **row) == (("brigatinib",), ("crizotinib",))
    assert filled(tmp_path, **row, prior_therapies=("alectinib",)) == (("brigatinib",), ("alectinib",))


def test_a_sample_without_a_patient_stays_as_it_is(tmp_path: Path) -> None:
    assert filled(tmp_path, patient=None, collected="2022-07-01") == ((), ())


def test_a_sheet_of_other_patients_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"names no patient of the sample sheet \(P9 …\)"):
        filled(tmp_path, patient="P9", collected="2022-07-01")
