"""Where things lie in the drawing of a time line: days and allele fractions to user units, and texts kept apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, log10

LEFT, RIGHT = 64.0, 770.0
_MARGIN = 30.0
_BEYOND = 0.25  # how far therapies may widen the axis to either side, of the time that the samples span
_LOWEST = -5


@dataclass(frozen=True, slots=True)
class Days:
    """Days to user units. What lies beyond the axis is drawn at its end."""

    first: date
    days: int

    @classmethod
    def of(cls, samples: Sequence[str], others: Sequence[str]) -> "Days":
        """An axis for all samples, and for other days as far as they do not squeeze the samples together."""
        first, last = date.fromisoformat(min(samples)), date.fromisoformat(max(samples))
        room = timedelta(days=max(30, round((last - first).days * _BEYOND)))
        days = [date.fromisoformat(day) for day in others]
        start = max(first - room, min([first, *days]))
        end = min(last + room, max([last, *days]))
        if start == end:
            return cls(start - timedelta(days=1), 2)
        return cls(start, (end - start).days)

    def at(self, day: str) -> float:
        """The place of a day (ISO date)."""
        part = (date.fromisoformat(day) - self.first).days / self.days
        return round(LEFT + _MARGIN + (RIGHT - LEFT - 2 * _MARGIN) * min(1.0, max(0.0, part)), 1)

    def before(self, day: str) -> bool:
        """Whether a day lies before the axis."""
        return date.fromisoformat(day) < self.first

    def after(self, day: str) -> bool:
        """Whether a day lies behind the axis."""
        return date.fromisoformat(day) > self.first + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Fractions:
    """Allele fractions to user units, on a logarithmic axis of whole decades."""

    low: int
    high: int
    lowest_at: float
    highest_at: float

    @classmethod
    def of(cls, values: Sequence[float], lowest_at: float, highest_at: float) -> "Fractions":
        """An axis that holds all values (above 0), of at least one decade."""
        low = max(_LOWEST, floor(log10(min(values, default=0.01)) + 1e-9))
        high = ceil(log10(max(values, default=1.0)) - 1e-9)
        return cls(low, max(high, low + 1), lowest_at, highest_at)

    def at(self, value: float) -> float:
        """The place of an allele fraction."""
        power = log10(min(1.0, max(10.0**self.low, value)))
        part = (power - self.low) / (self.high - self.low)
        return round(self.lowest_at + (self.highest_at - self.lowest_at) * part, 1)

    @property
    def decades(self) -> Sequence[float]:
        """The values that get a line."""
        return [10.0**power for power in range(self.low, self.high + 1)]


def apart(wanted: Sequence[float], gap: float, top: float, bottom: float) -> list[float]:
    """Places as near to the wanted ones (in ascending order) as a gap between neighbours allows, within the bounds."""
    placed: list[float] = []
    for number, y in enumerate(wanted):
        least = placed[-1] + gap if placed else top
        most = bottom - gap * (len(wanted) - 1 - number)
        placed.append(max(least, min(y, most)))
    return placed


def rows(places: Sequence[float], width: float) -> list[int]:
    """For each text (places in ascending order) the first row in which it does not run into the one before."""
    ends: list[float] = []
    chosen = []
    for x in places:
        row = next((number for number, end in enumerate(ends) if end <= x), len(ends))
        if row == len(ends):
            ends.append(0.0)
        ends[row] = x + width
        chosen.append(row)
    return chosen
