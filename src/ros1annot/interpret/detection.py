"""What could have been seen at a depth: the limit of detection of a single-base change.

Of ``n`` reads, each shows an allele of fraction ``v`` independently: ``X ~ Binomial(n, v)``. The allele is
called from ``k`` reads on. The limit of detection is the smallest ``v`` with ``P(X >= k) >= power``
(rules.md C2: VAF at 95 % detection). ``k`` is the laboratory's minimum (C3: at least 3), or more where the
background asks for it: errors alone, at rate ``e`` a read, must reach ``k`` with a probability of at most 1
% (C3: above the background error of the site).

``k`` grows by steps, and at each step the formula alone would say that one more read makes detection worse. A
deeper position can always be read with fewer of its reads, so the limit at ``n`` is the lowest one over all
depths up to ``n``. Within one ``k`` the limit falls with depth, and the last limits before the steps fall
from step to step; so only the step before ``k`` needs to be looked at.
"""

from functools import lru_cache
from math import exp, log, log1p

FALSE_POSITIVE_RATE = 0.01


@lru_cache(maxsize=1 << 14)  # depths recur from hotspot to hotspot and from sample to sample
def limit_of_detection(depth: int, min_alt_reads: int, power: float = 0.95, error_rate: float = 0.0002) -> float | None:
    """The smallest VAF (0 to 1) that is called with probability ``power`` at a depth.

    Args:
        depth: reads, or unique molecules where they are counted.
        min_alt_reads: reads that a call needs, at least 1.
        power: probability with which an allele at the limit is called, between 0 and 1.
        error_rate: background errors per base and read, between 0 and 1.

    Returns:
        The limit; ``None`` where no allele could be called, since the depth is below the reads a call needs.
    """
    needed = reads_needed(depth, min_alt_reads, error_rate)
    if depth < needed:
        return None
    limit = _smallest_vaf(depth, needed, power)
    if needed == min_alt_reads:
        return limit
    step = _last_depth_with(needed - 1, depth, error_rate)
    return min(limit, _smallest_vaf(step, needed - 1, power))


def _terms(depth: int, fraction: float, count: int) -> list[float]:
    """``P(X = i)`` of Binomial(depth, fraction) for ``i < count``; by logarithms, so that none underflows."""
    odds = log(fraction) - log1p(-fraction)
    current = depth * log1p(-fraction)
    terms = []
    for i in range(min(count, depth + 1)):
        terms.append(exp(current))
        if i < depth:
            current += log((depth - i) / (i + 1)) + odds
    return terms


def _reaches(depth: int, fraction: float, reads: int) -> float:
    """``P(X >= reads)``."""
    return 1.0 - sum(_terms(depth, fraction, reads))


def reads_needed(depth: int, min_alt_reads: int, error_rate: float) -> int:
    """Reads from which an allele is called at a depth: the laboratory's minimum, or what is above the background."""
    reads = min_alt_reads
    while reads <= depth and _reaches(depth, error_rate, reads) > FALSE_POSITIVE_RATE:
        reads += 1
    return reads


def _last_depth_with(reads: int, depth: int, error_rate: float) -> int:
    """The largest depth up to ``depth`` at which ``reads`` reads are still above the background."""
    low, high = reads, depth
    while low < high:
        middle = (low + high + 1) // 2
        if _reaches(middle, error_rate, reads) <= FALSE_POSITIVE_RATE:
            low = middle
        else:
            high = middle - 1
    return low


def _smallest_vaf(depth: int, reads: int, power: float) -> float:
    """By bisection: ``P(X >= reads)`` rises with the fraction. The upper bound, which has the power."""
    low, high = 0.0, 1.0
    while high - low > 1e-6 * high:
        middle = (low + high) / 2
        if _reaches(depth, middle, reads) >= power:
            high = middle
        else:
            low = middle
    return high
