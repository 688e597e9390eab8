"""The order of docs/interpretation.md, cell by cell."""

from itertools import permutations

import pytest

from ros1annot.interpret.decide import Answer, Evidence, answers, strongest
from ros1annot.interpret.precedence import Basis
from ros1annot.result import Call, Match, PhaseVerdict
from ros1annot.table.model import Effect, Status

ONE, TWO = frozenset({1}), frozenset({2})
BOTH = ONE | TWO


def row(effect: Effect, level: str = "B", group: frozenset[int] = ONE, **more: object) -> Evidence:
    values: dict[str, object] = {"status": Status.CITED, "match": Match.EXACT, "finding": 0} | more
    return Evidence(group=group, effect=effect, level=level, **values)  # type: ignore[arg-type]


def verdict(*rows: Evidence) -> tuple[Call, str] | None:
    found = {
        (answer.call, answer.basis) if (answer := strongest(answers(order))) else None for order in permutations(rows)
    }
    assert len(found) == 1, "the order of the rows must not matter"
    return found.pop()


@pytest.mark.parametrize(
    ("effect", "call"),
    [
        (Effect.NOT_ACTIVE, Call.NOT_ACTIVE),
        (Effect.RESISTANT, Call.RESISTANT),
        (Effect.REDUCED_SENSITIVITY, Call.REDUCED_SENSITIVITY),
        (Effect.SENSITIVE, Call.SENSITIVE),
    ],
)
def test_one_row_gives_its_own_call(effect: Effect, call: Call) -> None:
    assert verdict(row(effect)) == (call, call.value)


def test_the_higher_level_decides_within_one_alteration() -> None:
    assert verdict(row(Effect.SENSITIVE, "A"), row(Effect.RESISTANT, "D")) == (Call.SENSITIVE, "sensitive")
    assert verdict(row(Effect.SENSITIVE, "D"), row(Effect.RESISTANT, "C")) == (Call.RESISTANT, "resistant")


def test_rows_of_one_level_that_disagree_are_uncertain() -> None:
    assert verdict(row(Effect.SENSITIVE), row(Effect.RESISTANT)) == (Call.UNCERTAIN, "conflict")
    assert verdict(row(Effect.SENSITIVE), row(Effect.REDUCED_SENSITIVITY)) == (Call.UNCERTAIN, "conflict")


def test_the_more_severe_effect_of_one_level_wins() -> None:
    assert verdict(row(Effect.REDUCED_SENSITIVITY), row(Effect.RESISTANT)) == (Call.RESISTANT, "resistant")


def test_an_exact_row_goes_before_a_class_of_the_same_level() -> None:
    exact, of_class = row(Effect.SENSITIVE), row(Effect.RESISTANT, match=Match.CLASS)
    assert verdict(exact, of_class) == (Call.SENSITIVE, "sensitive")


def test_different_alterations_never_cancel_each_other() -> None:
    assert verdict(row(Effect.SENSITIVE, "A"), row(Effect.RESISTANT, "D", TWO)) == (
        Call.RESISTANT,
        "resistant",
    )


def test_a_driver_row_never_makes_a_drug_sensitive() -> None:
    assert verdict(row(Effect.SENSITIVE, "A", driver=True)) is None


def test_a_driver_row_can_say_that_the_drug_does_not_act() -> None:
    assert verdict(row(Effect.RESISTANT, driver=True)) == (Call.RESISTANT, "resistant_driver")
    assert verdict(row(Effect.NOT_ACTIVE, driver=True)) == (Call.NOT_ACTIVE, "not_active")


def test_an_unverified_row_alone_is_uncertain_and_beside_another_says_nothing() -> None:
    unverified = row(Effect.SENSITIVE, "A", status=Status.UNVERIFIED)
    assert verdict(unverified) == (Call.UNCERTAIN, "unverified")
    assert verdict(unverified, row(Effect.RESISTANT, "D")) == (Call.RESISTANT, "resistant")


def test_a_disputed_activity_is_uncertain_and_a_disputed_resistance_stands() -> None:
    assert verdict(row(Effect.SENSITIVE, status=Status.DISPUTED)) == (Call.UNCERTAIN, "disputed")
    assert verdict(row(Effect.RESISTANT, status=Status.DISPUTED)) == (Call.RESISTANT, "resistant")


def test_an_unlisted_change_at_a_listed_residue_is_uncertain() -> None:
    assert verdict(row(Effect.RESISTANT, match=Match.RESIDUE)) == (Call.UNCERTAIN, "residue")


def test_a_compound_takes_the_place_of_its_parts() -> None:
    part = row(Effect.RESISTANT, "A")
    compound = row(Effect.SENSITIVE, "C", BOTH, match=Match.COMPOUND)
    assert verdict(part, compound) == (Call.SENSITIVE, "sensitive")


def test_an_unverified_compound_does_not_take_the_place_of_its_parts() -> None:
    part = row(Effect.RESISTANT, "A")
    compound = row(Effect.SENSITIVE, "C", BOTH, match=Match.COMPOUND, status=Status.UNVERIFIED)
    assert verdict(part, compound) == (Call.RESISTANT, "resistant")


def test_a_larger_compound_takes_the_place_of_a_smaller_one() -> None:
    three = BOTH | {3}
    small = row(Effect.RESISTANT, "B", BOTH, match=Match.COMPOUND)
    large = row(Effect.SENSITIVE, "C", three, match=Match.COMPOUND)
    assert verdict(small, large) == (Call.SENSITIVE, "sensitive")


def test_a_row_that_needs_the_absence_of_another_goes_before_the_plain_row() -> None:
    plain, without = row(Effect.RESISTANT, "B"), row(Effect.SENSITIVE, "D", match=Match.COMPOUND)
    assert verdict(plain, without) == (Call.SENSITIVE, "sensitive")


def test_an_open_phase_that_changes_the_call_is_uncertain_and_shows_both_sides() -> None:
    part = row(Effect.RESISTANT, "B", finding=1)
    compound = row(Effect.SENSITIVE, "C", BOTH, match=Match.COMPOUND, phase_open=PhaseVerdict.CIS, finding=2)
    decided = strongest(answers([part, compound]))
    assert decided == Answer(Basis.PHASE_UNDETERMINED, (1, 2), BOTH)


def test_an_open_phase_that_changes_nothing_leaves_the_call() -> None:
    part = row(Effect.RESISTANT, "B")
    compound = row(Effect.RESISTANT, "C", BOTH, match=Match.COMPOUND, phase_open=PhaseVerdict.CIS)
    assert verdict(part, compound) == (Call.RESISTANT, "resistant")


def test_cis_and_trans_rows_of_an_open_phase_are_weighed_apart() -> None:
    cis = row(Effect.RESISTANT, "D", BOTH, match=Match.COMPOUND, phase_open=PhaseVerdict.CIS)
    trans = row(Effect.SENSITIVE, "C", BOTH, match=Match.COMPOUND, phase_open=PhaseVerdict.TRANS)
    assert verdict(cis, trans) == (Call.UNCERTAIN, "phase_undetermined")


def test_resistance_of_a_third_alteration_stands_beside_an_open_phase() -> None:
    elsewhere = row(Effect.RESISTANT, "B", frozenset({3}))
    compound = row(Effect.SENSITIVE, "C", BOTH, match=Match.COMPOUND, phase_open=PhaseVerdict.CIS)
    assert verdict(elsewhere, compound) == (Call.RESISTANT, "resistant")
