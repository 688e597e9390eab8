"""The order of precedence: docs, code and wording tell the same, and of two situations the earlier one decides."""

import re
import tomllib
from itertools import combinations, permutations
from pathlib import Path

import pytest

from ros1annot.interpret.decide import Answer, Evidence, answers, strongest
from ros1annot.interpret.precedence import Basis
from ros1annot.resources import resource
from ros1annot.result import Call, Match, PhaseVerdict
from ros1annot.table.model import Effect, Status

PAGE = Path(__file__).parents[2] / "docs" / "interpretation.md"
LINE = re.compile(r"\| `(\w+)` \| `(\w+)` \| \S")


def test_the_page_lists_every_situation_in_the_order_of_the_code() -> None:
    told = [match.groups() for line in PAGE.read_text().splitlines() if (match := LINE.match(line))]
    assert told == [(basis.value, basis.call.value) for basis in Basis]


def test_the_order_of_situations_keeps_the_order_of_calls() -> None:
    calls = list(Call)
    ranks = [calls.index(basis.call) for basis in Basis]
    assert ranks == sorted(ranks)
    assert set(ranks) == set(range(len(calls)))


def test_every_situation_has_a_sentence_and_no_sentence_is_left_over() -> None:
    wording = tomllib.loads(resource("wording.toml").read_text(encoding="utf-8"))
    assert set(wording["statement"]) == set(Basis)
    for section in ("statement_current", "statement_without_history"):
        assert set(wording[section]) < set(Basis)


@pytest.mark.parametrize(("first", "second"), list(combinations(Basis, 2)))
def test_of_two_situations_the_earlier_decides_whatever_the_level(first: Basis, second: Basis) -> None:
    weak, strong = Answer(first, (1,), frozenset({1}), "D"), Answer(second, (2,), frozenset({2}), "A")
    assert {strongest(order) for order in permutations((weak, strong))} == {weak}


def test_within_one_situation_the_higher_level_decides() -> None:
    low, high = Answer(Basis.RESISTANT, (1,), level="D"), Answer(Basis.RESISTANT, (2,), level="B")
    assert strongest([low, high]) is high


ROWS = {
    "not_active": {"effect": Effect.NOT_ACTIVE},
    "resistant": {"effect": Effect.RESISTANT},
    "resistant_driver": {"effect": Effect.RESISTANT, "driver": True},
    "reduced_sensitivity": {"effect": Effect.REDUCED_SENSITIVITY},
    "reduced_sensitivity_driver": {"effect": Effect.REDUCED_SENSITIVITY, "driver": True},
    "disputed": {"effect": Effect.SENSITIVE, "status": Status.DISPUTED},
    "residue": {"effect": Effect.RESISTANT, "match": Match.RESIDUE},
    "unverified": {"effect": Effect.RESISTANT, "status": Status.UNVERIFIED},
    "sensitive": {"effect": Effect.SENSITIVE},
}


@pytest.mark.parametrize(("one", "other"), list(combinations(ROWS, 2)))
def test_rows_of_two_alterations_give_the_earlier_situation_of_the_two(one: str, other: str) -> None:
    rows = [row(frozenset({number}), **ROWS[name]) for number, name in enumerate((one, other))]
    decided = strongest(answers(rows))
    assert decided is not None
    assert decided.basis == min(Basis(one), Basis(other), key=lambda basis: basis.rank)


@pytest.mark.parametrize(
    ("effects", "expected"),
    [
        ((Effect.RESISTANT, Effect.SENSITIVE), Basis.CONFLICT),
        ((Effect.REDUCED_SENSITIVITY, Effect.SENSITIVE), Basis.CONFLICT),
        ((Effect.NOT_ACTIVE, Effect.SENSITIVE), Basis.CONFLICT),
        ((Effect.RESISTANT, Effect.REDUCED_SENSITIVITY), Basis.RESISTANT),
    ],
)
def test_rows_of_one_alteration_and_level(effects: tuple[Effect, Effect], expected: Basis) -> None:
    decided = strongest(answers([row(frozenset({1}), effect=effect) for effect in effects]))
    assert decided is not None
    assert decided.basis is expected


def test_an_open_phase_goes_before_gaps_and_behind_resistance_elsewhere() -> None:
    compound = row(
        frozenset({1, 2}), effect=Effect.SENSITIVE, match=Match.COMPOUND, phase_open=PhaseVerdict.CIS, level="C"
    )
    part = row(frozenset({1}), effect=Effect.RESISTANT)
    decided = strongest([*answers([part, compound]), Answer(Basis.NO_DATA)])
    assert decided is not None
    assert decided.basis is Basis.PHASE_UNDETERMINED
    elsewhere = row(frozenset({3}), effect=Effect.RESISTANT)
    third = strongest(answers([part, compound, elsewhere]))
    assert third is not None
    assert third.basis is Basis.RESISTANT


def row(group: frozenset[int], **more: object) -> Evidence:
    plain: dict[str, object] = {"status": Status.CITED, "match": Match.EXACT, "finding": 0, "level": "B"}
    return Evidence(group=group, **(plain | more))  # type: ignore[arg-type]
