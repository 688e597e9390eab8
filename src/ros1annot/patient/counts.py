"""The exact test behind every word of change: two samples, reads of an alteration against reads of a reference.

The reference is everything else at the same place (the plain VAF) or the driver (the VAF relative to it). Given the
sums of the 2x2 table, the reads of the alteration in the earlier sample follow Fisher's noncentral hypergeometric law,
whose odds are 1, or (relative to the driver) given by the depths alone.

Two runs of one DNA differ by more than counting tells: each VAF is also scaled by a factor of its run, log-normal with
the coefficient of variation that the laboratory knows from its replicates. So the tail probability is averaged over
that factor; with a variation of 0 the test is Fisher's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log1p, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NODES, _REACH = 121, 6.0  # how the factor is averaged: values, and standard deviations to either side
_VAFS_OF_RAW, _VAFS_OF_RELATIVE = 2, 4  # measured VAFs in a comparison, each with a factor of its run


@dataclass(frozen=True, slots=True)
class Reads:
    """Reads that show an alteration, of all reads at its place."""

    alt: int
    depth: int

    @property
    def vaf(self) -> float:
        """Fraction of 0 to 1."""
        return self.alt / self.depth if self.depth else 0.0


def raw_p(earlier: Reads, later: Reads, variation: float = 0.0) -> float:
    """Two-sided p of "the VAF is the same".

    Args:
        earlier: reads in the earlier sample.
        later: reads in the later sample.
        variation: coefficient of variation of a VAF between runs of one DNA, beyond counting.
    """
    others = earlier.depth - earlier.alt, later.depth - later.alt
    return _conditional_p((earlier.alt, later.alt), others, 1.0, _spread(variation, _VAFS_OF_RAW))


def relative_p(
    earlier: Reads, later: Reads, driver_earlier: Reads, driver_later: Reads, variation: float = 0.0
) -> float:
    """Two-sided p of "the VAF is the same multiple of the driver's VAF" (rules.md C9).

    Reads of each are taken as Poisson with mean depth times VAF. At high VAFs, reads vary less than that, so that the
    test errs to the side of "stable". The arguments are those of :func:`raw_p`.
    """
    odds = (earlier.depth / driver_earlier.depth) / (later.depth / driver_later.depth)
    spread = _spread(variation, _VAFS_OF_RELATIVE)
    return _conditional_p((earlier.alt, later.alt), (driver_earlier.alt, driver_later.alt), odds, spread)


def corrected(p_values: Sequence[float]) -> list[float]:
    """Benjamini-Hochberg corrected p values, in their order."""
    if not p_values:
        return []
    from scipy.stats import false_discovery_control  # heavy, and only where there is a time line

    return [float(q) for q in false_discovery_control(p_values)]


def _spread(variation: float, vafs: int) -> float:
    """Standard deviation of the logarithm of the odds, of independent log-normal factors on so many VAFs."""
    return sqrt(vafs * log1p(variation**2))


def _conditional_p(variant: tuple[int, int], reference: tuple[int, int], odds: float, spread: float) -> float:
    """Twice the smaller tail of the variant's earlier reads, all margins of the 2x2 table given."""
    import numpy as np

    first, total = variant[0], sum(variant)
    drawn, others = first + reference[0], sum(reference)
    lowest, highest = max(0, drawn - others), min(total, drawn)
    if lowest == highest:
        return 1.0
    law = _law(total, others, drawn, np.log(odds) + _nodes(spread)[0])
    weighted = law @ _nodes(spread)[1]
    place = first - lowest
    return min(1.0, 2 * float(min(weighted[: place + 1].sum(), weighted[place:].sum())))


def _law(total: int, others: int, drawn: int, log_odds: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Fisher's noncentral hypergeometric law: a row a number of the variant's reads, a column an odds."""
    import numpy as np
    from scipy.special import gammaln, softmax  # heavy, and only where there is a time line

    reads = np.arange(max(0, drawn - others), min(total, drawn) + 1, dtype=float)
    rest = drawn - reads
    ways = -gammaln(reads + 1) - gammaln(total - reads + 1) - gammaln(rest + 1) - gammaln(others - rest + 1)
    return np.asarray(softmax(ways[:, None] + reads[:, None] * log_odds[None, :], axis=0))


@lru_cache(maxsize=8)
def _nodes(spread: float) -> "tuple[NDArray[np.float64], NDArray[np.float64]]":
    """Values of the logarithm of the runs' factor, and their weights."""
    import numpy as np

    if spread == 0:
        return np.zeros(1), np.ones(1)
    at = np.linspace(-_REACH, _REACH, _NODES)  # finer than counting tells two VAFs apart, which few nodes are not
    weights = np.exp(-(at**2) / 2)
    return spread * at, weights / weights.sum()
