"""What the readers of depth share: stretches of positions, and where to look."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Places: TypeAlias = Mapping[str, Sequence[int]]
"""Wanted positions by chromosome, ascending."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Positions ``start`` to ``end`` (1-based, inclusive) that have at least this depth."""

    chrom: str
    start: int
    end: int
    depth: int


def windows(positions: Sequence[int], gap: int = 1000) -> Iterator[tuple[int, int]]:
    """Runs of ascending positions with less than ``gap`` bases between neighbours, so that few fetches do."""
    start = end = positions[0]
    for pos in positions[1:]:
        if pos - end > gap:
            yield start, end
            start = pos
        end = pos
    yield start, end
