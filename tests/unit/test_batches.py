"""Which samples a job takes."""

from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from ros1annot.batches import batches_of


@given(st.integers(1, 3000), st.one_of(st.just("auto"), st.integers(1, 80)))
def test_every_sample_is_in_one_batch_in_the_order_of_the_sheet(count: int, size: int | str) -> None:
    names = [f"s{number}" for number in range(count)]
    batches = batches_of(names, size)
    assert list(chain(*batches.values())) == names
    assert list(batches) == sorted(batches)


def test_batches_are_few_for_small_cohorts_and_bounded_for_large_ones() -> None:
    def shape(count: int) -> tuple[int, int]:
        batches = batches_of([str(number) for number in range(count)], "auto").values()
        return len(batches), max(map(len, batches))

    assert [shape(count) for count in (1, 10, 21, 80, 1000)] == [(1, 1), (1, 10), (3, 7), (8, 10), (20, 50)]


def test_other_samples_make_another_batch_name() -> None:
    one, other = (next(iter(batches_of(names, 5))) for names in (["a", "b"], ["a", "c"]))
    assert one != other
    assert one == next(iter(batches_of(["a", "b"], 5)))
