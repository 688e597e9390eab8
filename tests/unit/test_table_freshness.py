"""Approval states that are too old on the day of the report are flagged; without a day nothing is said."""

from dataclasses import replace
from datetime import date

import pytest

from events import fusion, inputs, variant
from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import UsageError
from ros1annot.interpret.build import interpret
from ros1annot.knowledge import load_knowledge
from ros1annot.model import Sample
from ros1annot.parameters import EngineConfig, parameters_from
from ros1annot.result import Flag
from ros1annot.table.freshness import outdated
from ros1annot.table.load import load_table


@pytest.mark.parametrize(
    ("as_of", "on", "old"),
    [
        (date(2026, 5, 21), date(2026, 11, 21), False),
        (date(2026, 5, 20), date(2026, 11, 21), True),
        (date(2026, 11, 21), date(2026, 11, 21), False),
        (date(2025, 12, 31), date(2026, 7, 1), True),
        (date(2026, 8, 31), date(2027, 2, 28), False),
    ],
)
def test_an_approval_status_ages_after_six_months(genome: Genome, as_of: date, on: date, old: bool) -> None:
    drug = replace(load_table(None, genome).drugs["crizotinib"], as_of=as_of)
    assert outdated(drug, on, 6) is old


def flags(genome: Genome, collected: str | None = None, **parameters: str) -> list[Flag]:
    knowledge = load_knowledge(EngineConfig(parameters_from(parameters, "config")))
    found = inputs(variant(genome, "ROS1", "G2032R"), fusion("CD74", "ROS1"))
    result = interpret(Sample("s", collected=collected, current_therapy=("crizotinib",)), found, knowledge)
    return [flag for flag in result.flags if flag.code == "drug_status_outdated"]


def test_old_approval_states_are_flagged_once_with_their_drugs(genome: Genome) -> None:
    (flag,) = flags(genome, report_date="2027-06-01")
    assert flag.rule == "S9"
    assert "crizotinib" in flag.text
    assert "2027-06-01" in flag.text


def test_the_age_that_is_allowed_can_be_set(genome: Genome) -> None:
    assert flags(genome, report_date="2027-06-01", approval_max_months="12") == []
    (flag,) = flags(genome, report_date="2027-12-01", approval_max_months="12")
    assert "more than 12 months before 2027-12-01" in flag.text


def test_without_a_day_of_the_report_the_day_of_the_sample_counts(genome: Genome) -> None:
    assert flags(genome, collected="2026-12-01") == []
    (flag,) = flags(genome, collected="2028-01-31")
    assert "2028-01-31" in flag.text


def test_nothing_is_flagged_while_they_are_fresh_or_no_day_is_given(genome: Genome) -> None:
    assert flags(genome, report_date="2026-12-01") == []
    assert flags(genome) == []


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="parameters"):
        parameters_from({"report_date": "1.6.2027"}, "config")
