"""Tails of the binomial distribution, summed by logarithms so that no term underflows on the way."""

from math import exp, log, log1p


def at_most(count: int, trials: int, chance: float) -> float:
    """``P(X <= count)`` of Binomial(trials, chance), with ``chance`` between 0 and 1."""
    if count < 0:
        return 0.0
    odds = log(chance) - log1p(-chance)
    current = trials * log1p(-chance)
    total = 0.0
    for number in range(min(count, trials) + 1):
        total += exp(current)
        if number < trials:
            current += log((trials - number) / (number + 1)) + odds
    return min(1.0, total)


def at_least(count: int, trials: int, chance: float) -> float:
    """``P(X >= count)`` of Binomial(trials, chance), with ``chance`` between 0 and 1."""
    return 1.0 - at_most(count - 1, trials, chance)
