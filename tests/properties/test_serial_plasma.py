"""Simulated serial plasma (benchmarks/serial_plasma.py): few words of change are false, and most true ones are said."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from serial_plasma import DRIVER, WORDS, WORLDS, World, course_of, false_words, power, visit

from ros1annot.patient.counts import Reads, corrected, raw_p, relative_p
from ros1annot.patient.model import State, Verdict
from ros1annot.patient.observe import observation
from ros1annot.write.patient_page import timeline_to_json

MIRRORED = {
    Verdict.NEW: Verdict.CLEARED,
    Verdict.CLEARED: Verdict.NEW,
    Verdict.RISING: Verdict.FALLING,
    Verdict.FALLING: Verdict.RISING,
}
HELD = dict(list(WORLDS.items())[:5])  # those behind them break an assumption of the tests
DEPTHS = st.integers(50, 8000)


@st.composite
def reads(draw: st.DrawFn) -> Reads:
    depth = draw(DEPTHS)
    return Reads(draw(st.integers(0, depth)), depth)


@st.composite
def samples(draw: st.DrawFn) -> tuple[dict[str, int], int]:
    depth = draw(DEPTHS)
    counts = st.integers(0, depth // 2)
    return {name: draw(counts) for name in (DRIVER, "T790M", "C797S")}, depth


@pytest.mark.parametrize("world", HELD.values(), ids=HELD)
def test_false_words_of_change_stay_below_five_percent(world: World) -> None:
    tally = false_words(world, 80, np.random.default_rng(20261127))
    assert tally.unchanged > 500
    assert sum(tally.rate(verdict) for verdict in WORDS) <= 0.05
    chance = 2 * (0.05 * 0.95 / tally.steps) ** 0.5  # two standard errors of the simulation
    assert tally.steps_with_false / tally.steps <= 0.05 + chance
    if world.changing:
        assert tally.true > 200
        assert tally.false_discoveries <= 0.05


def test_large_changes_are_told() -> None:
    rng = np.random.default_rng(20261127)
    assert power(0.02, 0.06, 4000, 30, rng) >= 0.9
    assert power(0.01, 0.0, 4000, 30, rng) >= 0.9
    assert power(0.0, 0.01, 4000, 30, rng) >= 0.9


@given(reads(), reads(), st.sampled_from([0.0, 0.1, 0.3]))
@settings(max_examples=40)
def test_a_test_is_a_probability_and_does_not_know_which_sample_came_first(
    one: Reads, other: Reads, variation: float
) -> None:
    p = raw_p(one, other, variation)
    assert 0 <= p <= 1
    assert p == pytest.approx(raw_p(other, one, variation), abs=1e-9)
    drivers = Reads(one.depth // 10, one.depth), Reads(other.depth // 5, other.depth)
    back = relative_p(other, one, *reversed(drivers), variation)
    assert relative_p(one, other, *drivers, variation) == pytest.approx(back, abs=1e-9)


@given(st.lists(st.floats(0, 1), max_size=30))
def test_correction_makes_no_change_more_certain_and_keeps_the_order(p_values: list[float]) -> None:
    q_values = corrected(p_values)
    assert all(p <= q <= 1 for p, q in zip(p_values, q_values, strict=True))
    ranked = [q for _, q in sorted(zip(p_values, q_values, strict=True))]
    assert ranked == sorted(ranked)


@given(samples(), samples())
@settings(max_examples=40, deadline=None)
def test_back_in_time_every_word_is_its_opposite_and_absence_is_claimed_only_where_it_shows(
    first: tuple[dict[str, int], int], second: tuple[dict[str, int], int]
) -> None:
    there, back = (
        course_of([visit(number, *given) for number, given in enumerate(order)])
        for order in ((first, second), (second, first))
    )
    names = [{variant.id: variant for variant in course.variants} for course in (there, back)]
    mirrored = {names[1][c.variant].name: MIRRORED.get(c.verdict, c.verdict) for c in back.steps[0].changes}
    for change in there.steps[0].changes:
        variant = names[0][change.variant]
        assert mirrored[variant.name] is change.verdict
        if change.verdict in (Verdict.NEW, Verdict.CLEARED):
            missing = observation(variant, "S0" if change.verdict is Verdict.NEW else "S1")
            assert missing.state is State.NOT_DETECTED


@given(st.permutations(range(4)), st.lists(samples(), min_size=4, max_size=4))
@settings(max_examples=20, deadline=None)
def test_the_order_in_which_samples_are_given_changes_no_byte(
    order: list[int], given: list[tuple[dict[str, int], int]]
) -> None:
    visits = [visit(number, *one) for number, one in enumerate(given)]
    assert timeline_to_json(course_of([visits[i] for i in order])) == timeline_to_json(course_of(visits))
