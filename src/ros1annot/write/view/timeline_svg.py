"""The drawing of a time line, worked out: where every mark, line and bar lies. The template only prints it.

Two panels (plasma, tissue) share the axis of time, since their VAFs cannot be compared. The axis of the VAF is
logarithmic: what matters is how many times more or less there is, limits of detection span decades, and zero is never
drawn (a hollow mark at the limit of detection stands for "not seen").
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from math import ceil, floor, log10

from ros1annot.model import Specimen
from ros1annot.patient.model import Observation, Period, State, Timeline, TimePoint, Variant
from ros1annot.units import percent
from ros1annot.write.facts import titled
from ros1annot.write.labels import Labels

Scale = Callable[[float], float]

WIDTH = 960
_LEFT, _RIGHT = 64, 770
_PANEL, _GAP, _BAR = 190, 58, 24
_SHOWN = 8
_SERIES = (
    ("#0b4a8f", "circle"),
    ("#a83200", "square"),
    ("#0d6b4f", "diamond"),
    ("#6a3d9a", "triangle"),
    ("#8a6100", "circle"),
    ("#9c1f5c", "square"),
    ("#2f4858", "diamond"),
    ("#4d6b00", "triangle"),
)
_SHAPES = {
    "square": "M-4.5 -4.5H4.5V4.5H-4.5Z",
    "diamond": "M0 -6L6 0L0 6L-6 0Z",
    "triangle": "M0 -6L5.8 5H-5.8Z",
    "circle": "M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0Z",
}


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One observation: filled where seen, hollow where not; ``text`` says it in words."""

    x: float
    y: float
    hollow: bool
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """From one mark to the next; dashed where an end was not seen."""

    x1: float
    y1: float
    x2: float
    y2: float
    dashed: bool


@dataclass(frozen=True, slots=True)
class Series:
    """One variant in one panel."""

    colour: str
    path: str
    label: str
    label_y: float
    end_x: float
    end_y: float
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """The samples of one specimen type."""

    title: str
    top: float
    bottom: float
    ticks: tuple[Tick, ...]
    samples: tuple[Tick, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One therapy. ``open``: it is not known to have ended."""

    x: float
    y: float
    width: float
    text: str
    dashed: bool
    text_x: float


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole drawing, in user units of its view box."""

    width: int
    height: float
    left: float
    right: float
    title: str
    description: str
    panels: tuple[Panel, ...]
    bars: tuple[Bar, ...]
    bars_top: float
    bars_title: str
    left_out: int


@dataclass(frozen=True, slots=True)
class _Axis:
    """Days to user units."""

    first: date
    days: int

    def at(self, day: str) -> float:
        part = (date.fromisoformat(day) - self.first).days / self.days
        return round(_LEFT + 24 + (_RIGHT - _LEFT - 48) * min(1.0, max(0.0, part)), 1)


def chart_of(course: Timeline, labels: Labels) -> Chart | None:
    """Work out the drawing; ``None`` where no dated sample shows a VAF."""
    chosen = _chosen(course.variants, {point.sample for point in course.samples})
    points = [point for point in course.samples if point.collected and point.status == "ok"]
    if not chosen or not points:
        return None
    axis = _axis(points, course.therapies)
    panels: list[Panel] = []
    top = 40.0
    for specimen in (Specimen.CTDNA, Specimen.TISSUE, None):
        here = [point for point in points if point.specimen == specimen]
        if here:
            panels.append(_panel(specimen, here, chosen, axis, top, labels))
            top += _PANEL + _GAP
    bars = tuple(_bar(period, row, top, axis) for row, period in enumerate(course.therapies))
    drawn = sum(v.kind == "small_variant" for v in course.variants)
    return Chart(
        width=WIDTH,
        height=top + (_BAR * len(bars) + 10 if bars else -20),
        left=_LEFT,
        right=_RIGHT,
        title=labels.text("timeline", "chart_title", patient=course.patient),
        description=_description(course, chosen, labels),
        panels=tuple(panels),
        bars=bars,
        bars_top=top,
        bars_title=labels.text("timeline", "therapies"),
        left_out=drawn - len(chosen),
    )


def _chosen(variants: Sequence[Variant], dated: set[str]) -> dict[str, tuple[Variant, str, str]]:
    def vafs(variant: Variant) -> list[float]:
        return [s.vaf for s in variant.observations if s.vaf and s.sample in dated]

    drawable = [v for v in variants if v.kind == "small_variant" and vafs(v)]
    drawable.sort(key=lambda v: (not v.driver, not v.listed, not v.follows_tumour, -max(vafs(v)), v.id))
    return {v.id: (v, *style) for v, style in zip(drawable, _SERIES[:_SHOWN], strict=False)}


def _axis(points: Sequence[TimePoint], periods: Sequence[Period]) -> _Axis:
    days = [p.collected for p in points if p.collected]
    days += [day for period in periods for day in (period.start, period.end) if day]
    first, last = date.fromisoformat(min(days)), date.fromisoformat(max(days))
    if first == last:
        return _Axis(first - timedelta(days=1), 2)
    return _Axis(first, (last - first).days)


def _panel(
    specimen: Specimen | None,
    points: Sequence[TimePoint],
    chosen: Mapping[str, tuple[Variant, str, str]],
    axis: _Axis,
    top: float,
    labels: Labels,
) -> Panel:
    names = {point.sample: axis.at(point.collected or "") for point in points}
    seen = [
        (v, colour, shape, [o for o in v.observations if o.sample in names]) for v, colour, shape in chosen.values()
    ]
    values = [x for *_, them in seen for o in them for x in (o.vaf, o.lod) if x]
    low, high = _decades(values)
    bottom = top + _PANEL

    def y_of(value: float) -> float:
        part = (log10(min(1.0, max(10.0**low, value))) - low) / (high - low)
        return round(bottom - 26 - (_PANEL - 34) * part, 1)

    series = [
        _series(v, colour, shape, them, names, y_of, bottom - 10, labels)
        for v, colour, shape, them in seen
        if any(o.present for o in them) or len(points) > 1
    ]
    return Panel(
        title=labels.text("timeline", f"panel_{specimen or 'unknown'}"),
        top=top,
        bottom=bottom,
        ticks=tuple(Tick(y_of(10.0**power), percent(10.0**power)) for power in range(low, high + 1)),
        samples=tuple(Tick(names[point.sample], point.collected or "") for point in points),
        series=_apart(series, top + 6),
    )


def _decades(values: Sequence[float]) -> tuple[int, int]:
    low = floor(log10(min(values, default=0.01)) + 1e-9)
    high = ceil(log10(max(values, default=1.0)) - 1e-9)
    low = max(-5, low)
    return low, max(high, low + 1)


def _series(  # noqa: PLR0913, PLR0917 - one mark needs both axes, its style and its words
    variant: Variant,
    colour: str,
    shape: str,
    seen: Sequence[Observation],
    names: Mapping[str, float],
    y_of: Scale,
    strip: float,
    labels: Labels,
) -> Series:
    marks = [_mark(o, names[o.sample], y_of, strip, labels) for o in seen if o.state is not State.FAILED]
    lines = tuple(Line(one.x, one.y, two.x, two.y, one.hollow or two.hollow) for one, two in pairwise(marks))
    last = marks[-1]
    return Series(
        colour=colour,
        path=_SHAPES[shape],
        label=titled(variant.gene, variant.name),
        label_y=last.y,
        end_x=last.x,
        end_y=last.y,
        marks=tuple(marks),
        lines=lines,
    )


def _mark(seen: Observation, x: float, y_of: Scale, strip: float, labels: Labels) -> Mark:
    word = labels.word("timeline_state", seen.state)
    if seen.present and seen.vaf:
        return Mark(x, y_of(seen.vaf), seen.state is State.FILTERED, f"{percent(seen.vaf)}, {word}")
    if seen.lod is not None:
        return Mark(x, y_of(seen.lod), hollow=True, text=f"{word}, limit {percent(seen.lod)}")
    return Mark(x, strip, hollow=True, text=word)


def _apart(series: Sequence[Series], top: float) -> tuple[Series, ...]:
    """Labels beside the last marks, moved down so that none lies over another."""
    placed: list[Series] = []
    y = top
    for one in sorted(series, key=lambda s: (s.end_y, s.label)):
        y = max(one.end_y, y)
        placed.append(replace(one, label_y=y))
        y += 15
    return tuple(placed)


def _bar(period: Period, row: int, top: float, axis: _Axis) -> Bar:
    start = axis.at(period.start)
    end = axis.at(period.end) if period.end else float(_RIGHT)
    left = start if end - start > 8 else start - 4
    return Bar(
        x=left,
        y=top + row * _BAR,
        width=round(max(8.0, end - left), 1),
        text=period.drug + ("" if period.end else " →"),
        dashed=period.source == "samples",
        text_x=_RIGHT + 14,
    )


def _description(course: Timeline, chosen: Mapping[str, tuple[Variant, str, str]], labels: Labels) -> str:
    dates = {p.sample: p.collected for p in course.samples}
    parts = []
    for variant, *_ in chosen.values():
        told = [
            f"{dates[o.sample]} {percent(o.vaf) if o.vaf else labels.word('timeline_state', o.state)}"
            for o in variant.observations
            if o.sample in dates
        ]
        parts.append(f"{titled(variant.gene, variant.name)}: {', '.join(told)}")
    return "; ".join(parts)
