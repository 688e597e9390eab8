"""The bars of the therapies: a lane a drug, over the panels of the allele fractions and on the same axis of time."""

from collections.abc import Sequence
from dataclasses import dataclass

from ros1annot.patient.model import Period
from ros1annot.write.view.timeline_scale import LEFT, RIGHT, Days

HEIGHT, _BAR = 22.0, 16.0
_CHARACTER = 6.6  # width of an average letter of the drawing's text


@dataclass(frozen=True, slots=True)
class Bar:
    """One period.

    Attributes:
        text: the drug, with its dates for readers that cannot see where the bar lies.
        dashed: known from the samples alone.
        open_start, open_end: it goes on beyond what is drawn, or it is not known where it begins or ends.
    """

    x: float
    y: float
    width: float
    height: float
    text: str
    dashed: bool
    open_start: bool
    open_end: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """The periods of one drug; its name stands in the first bar where it fits, else behind the last."""

    drug: str
    text_x: float
    text_y: float
    bars: tuple[Bar, ...]


def lanes_of(periods: Sequence[Period], axis: Days, top: float) -> tuple[Lane, ...]:
    """Lanes in the order of the first period of each drug."""
    by_drug: dict[str, list[Period]] = {}
    for period in periods:
        by_drug.setdefault(period.drug, []).append(period)
    return tuple(_lane(drug, them, axis, top + row * HEIGHT) for row, (drug, them) in enumerate(by_drug.items()))


def _lane(drug: str, periods: Sequence[Period], axis: Days, y: float) -> Lane:
    bars = tuple(_bar(period, axis, y) for period in periods)
    widest = max(bars, key=lambda bar: bar.width)
    width = len(drug) * _CHARACTER + 12
    end = max(bar.x + bar.width for bar in bars)
    start = min(bar.x for bar in bars)
    if width <= widest.width:
        text_x = widest.x + 7
    elif end + width <= RIGHT + 60:
        text_x = end + 6
    else:
        text_x = max(LEFT, start - width)
    return Lane(drug, round(text_x, 1), y + 12, bars)


def _bar(period: Period, axis: Days, y: float) -> Bar:
    open_start = period.start is None or axis.before(period.start)
    open_end = period.end is None or axis.after(period.end)
    start = LEFT if open_start else axis.at(period.start or "")
    end = RIGHT if open_end else axis.at(period.end or "")
    if end - start < 8:
        start, end = start - 4, end + 4
    dates = f"{period.start or '?'} to {period.end or '…'}"
    return Bar(
        x=round(start, 1),
        y=y,
        width=round(end - start, 1),
        height=_BAR,
        text=f"{period.drug}, {dates}",
        dashed=period.source == "samples",
        open_start=open_start,
        open_end=open_end,
    )
