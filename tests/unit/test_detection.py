"""The limit of detection, against sums over the binomial written out here."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ros1annot.interpret.detection import FALSE_POSITIVE_RATE, limit_of_detection


def reaches(depth: int, vaf: float, reads: int) -> float:
    """P(X >= reads) of Binomial(depth, vaf), in exact integers as far as they go."""
    return 1 - sum(comb(depth, i) * vaf**i * (1 - vaf) ** (depth - i) for i in range(reads))


@pytest.mark.parametrize(("depth", "limit"), [(3, 0.983), (60, 0.1012), (250, 0.02497), (1000, 0.006282)])
def test_three_reads_are_needed_where_errors_do_not_matter(depth: int, limit: float) -> None:
    assert limit_of_detection(depth, 3) == pytest.approx(limit, rel=1e-3)


def test_the_limit_is_the_smallest_fraction_with_the_power() -> None:
    limit = limit_of_detection(500, 3, power=0.95, error_rate=1e-6)
    assert limit is not None
    assert reaches(500, limit, 3) >= 0.95
    assert reaches(500, limit * 0.999, 3) < 0.95


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_fewer_reads_than_a_call_needs_see_nothing(depth: int) -> None:
    assert limit_of_detection(depth, 3) is None


def test_background_asks_for_more_reads_than_the_laboratory() -> None:
    # At 2200 reads and an error of 1 in 1000, three reads come from errors alone in most samples.
    noisy = limit_of_detection(2200, 3, error_rate=1e-3)
    assert noisy is not None
    needed = next(k for k in range(3, 50) if reaches(2200, 1e-3, k) <= FALSE_POSITIVE_RATE)
    assert needed == 7
    assert reaches(2200, noisy, needed) == pytest.approx(0.95, abs=1e-4)


def test_very_deep_positions_stay_above_the_background() -> None:
    limit = limit_of_detection(5_000_000, 3, error_rate=1e-4)
    assert limit is not None
    assert 1e-4 < limit < 1.2e-4


@given(
    depth=st.integers(1, 6000),
    more=st.integers(1, 600),
    reads=st.integers(1, 8),
    error=st.sampled_from([1e-6, 2e-4, 1e-3, 1e-2]),
    power=st.sampled_from([0.8, 0.95, 0.99]),
)
def test_more_depth_never_raises_the_limit(depth: int, more: int, reads: int, error: float, power: float) -> None:
    shallow = limit_of_detection(depth, reads, power, error)
    deep = limit_of_detection(depth + more, reads, power, error)
    if shallow is not None:
        assert deep is not None
        assert deep <= shallow * (1 + 1e-5)


@given(depth=st.integers(10, 3000), reads=st.integers(1, 6), error=st.sampled_from([1e-6, 2e-4, 1e-3]))
def test_stricter_rules_never_lower_the_limit(depth: int, reads: int, error: float) -> None:
    def limit(reads: int, power: float, error: float) -> float:
        found = limit_of_detection(depth, reads, power, error)
        return 1.0 if found is None else found * (1 + 1e-5)

    plain = limit_of_detection(depth, reads, 0.9, error)
    if plain is not None:
        assert plain <= limit(reads + 1, 0.9, error)
        assert plain <= limit(reads, 0.95, error)
        assert plain <= limit(reads, 0.9, error * 5)
