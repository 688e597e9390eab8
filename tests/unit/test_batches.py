"""Which samples a job takes."""

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ros1annot.batches import automatic_size, batches_of


@given(st.integers(1, 3000), st.one_of(st.just("auto"), st.integers(1, 80)))
def test_every_sample_is_in_one_batch_in_the_order_of_the_sheet(count: int, size: int | str) -> None:
    names = [f"s{number}" for number in range(count)]
    batches = batches_of(names, size)
    assert list(chain(*batches.values())) == names
    assert list(batches) == sorted(batches)


@pytest.mark.parametrize(
    ("samples", "workers", "size"),
    [(1, 2, 1), (10, 2, 10), (21, 2, 7), (100, 2, 25), (1000, 2, 100), (1000, 16, 32), (1000, 100, 10), (5000, 8, 100)],
)
def test_batches_keep_the_workers_busy_and_are_neither_tiny_nor_huge(samples: int, workers: int, size: int) -> None:
    assert automatic_size(samples, workers) == size


def test_other_samples_make_another_batch_name() -> None:
    one, other = (next(iter(batches_of(names, 5))) for names in (["a", "b"], ["a", "c"]))
    assert one != other
    assert one == next(iter(batches_of(["a", "b"], 5)))
