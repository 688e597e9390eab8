"""The exact test behind every word of change: two samples, reads of an alteration against reads of a reference.

The reference is everything else at the same place (the plain VAF) or the driver (the VAF relative to it).
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reads:
    """Reads that show an alteration, of all reads at its place."""

    alt: int
    depth: int

    @property
    def vaf(self) -> float:
        """Fraction of 0 to 1."""
        return self.alt / self.depth if self.depth else 0.0


def raw_p(earlier: Reads, later: Reads) -> float:
    """Two-sided p of "the VAF is the same": Fisher's exact test on alternative and other reads."""
    others = earlier.depth - earlier.alt, later.depth - later.alt
    return _conditional_p((earlier.alt, later.alt), others, odds=1.0)


def relative_p(earlier: Reads, later: Reads, driver_earlier: Reads, driver_later: Reads) -> float:
    """Two-sided p of "the VAF is the same multiple of the driver's VAF" (rules.md C9).

    Reads of each are Poisson with mean depth times VAF. Given the reads of both in each sample, the reads of the
    variant in the earlier sample follow Fisher's noncentral hypergeometric law, whose odds are the depths alone. At
    high VAFs, reads vary less than Poisson, so that the test errs to the side of "stable".
    """
    odds = (earlier.depth / driver_earlier.depth) / (later.depth / driver_later.depth)
    return _conditional_p((earlier.alt, later.alt), (driver_earlier.alt, driver_later.alt), odds)


def corrected(p_values: Sequence[float]) -> list[float]:
    """Benjamini-Hochberg corrected p values, in their order."""
    if not p_values:
        return []
    from scipy.stats import false_discovery_control  # heavy, and only where there is a time line

    return [float(q) for q in false_discovery_control(p_values)]


def _conditional_p(variant: tuple[int, int], reference: tuple[int, int], odds: float) -> float:
    """Twice the smaller tail of the variant's earlier reads, all margins of the 2x2 table given."""
    from scipy.stats import nchypergeom_fisher  # heavy, and only where there is a time line

    first, total = variant[0], sum(variant)
    drawn = first + reference[0]
    everything = total + sum(reference)
    if total == 0 or drawn in (0, everything) or total == everything:
        return 1.0
    law = nchypergeom_fisher(everything, total, drawn, odds)
    return min(1.0, max(0.0, 2 * float(min(law.cdf(first), law.sf(first - 1)))))
