"""The drawing of a time line, worked out: where every mark, line and bar lies. The template only prints it.

Two panels (plasma, tissue) share the axis of time, since their VAFs cannot be compared. The axis of the VAF is
logarithmic: what matters is how many times more or less there is, limits of detection span decades, and zero is never
drawn (an arrow down from the limit of detection stands for "not seen").
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from ros1annot.model import Specimen
from ros1annot.patient.model import Observation, State, Timeline, TimePoint, Variant
from ros1annot.units import percent
from ros1annot.write.facts import titled
from ros1annot.write.labels import Labels
from ros1annot.write.view.timeline_bars import HEIGHT as LANE
from ros1annot.write.view.timeline_bars import Lane, lanes_of
from ros1annot.write.view.timeline_scale import LEFT, RIGHT, Days, Fractions, apart, rows

WIDTH = 960
_TITLE, _PANEL, _LABEL, _DATE, _DATE_WIDTH = 30.0, 200.0, 16.0, 15.0, 76.0
_STYLES = (
    ("#0b4a8f", "circle"),
    ("#a83200", "square"),
    ("#0d6b4f", "diamond"),
    ("#6a3d9a", "triangle"),
    ("#8a6100", "circle"),
    ("#9c1f5c", "square"),
    ("#2f4858", "diamond"),
    ("#4d6b00", "triangle"),
    ("#00677f", "square"),
    ("#b00020", "circle"),
    ("#4f4a45", "triangle"),
    ("#1c6e2a", "diamond"),
)
_SHAPES = {
    "square": "M-4.5 -4.5H4.5V4.5H-4.5Z",
    "diamond": "M0 -6L6 0L0 6L-6 0Z",
    "triangle": "M0 -6L5.8 5H-5.8Z",
    "circle": "M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0Z",
}


class MarkKind(StrEnum):
    """How one observation is drawn: filled, hollow, an arrow down from a limit, or a cross."""

    SEEN = "seen"
    FILTERED = "filtered"
    LIMIT = "limit"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis, and the line of its text."""

    at: float
    text: str
    text_y: float


@dataclass(frozen=True, slots=True)
class Mark:
    """One observation; ``text`` says it in words."""

    x: float
    y: float
    kind: MarkKind
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """From one mark to the next of its place; dashed where an end was not seen."""

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
class Chart:
    """The whole drawing, in user units of its view box."""

    width: int
    height: float
    left: float
    right: float
    title: str
    description: str
    lanes: tuple[Lane, ...]
    lanes_title: str
    panels: tuple[Panel, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class _Style:
    colour: str
    shape: str


def chart_of(course: Timeline, labels: Labels) -> Chart | None:
    """Work out the drawing; ``None`` where no dated sample shows a VAF."""
    points = [point for point in course.samples if point.collected and point.status == "ok"]
    chosen = _chosen(course.variants, {point.sample for point in points})
    if not chosen:
        return None
    days = [day for period in course.therapies for day in (period.start, period.end) if day]
    axis = Days.of([point.collected or "" for point in points], days)
    lanes = lanes_of(course.therapies, axis, _TITLE)
    top = _TITLE + LANE * len(lanes) + (26 if lanes else 0)
    panels: list[Panel] = []
    for specimen in (Specimen.CTDNA, Specimen.TISSUE, None):
        here = [point for point in points if point.specimen == specimen]
        if here:
            panels.append(_panel(specimen, here, chosen, axis, top, labels))
            lowest = max(tick.text_y for tick in panels[-1].samples)
            top = lowest + _TITLE + 8
    drawable = sum(v.kind == "small_variant" for v in course.variants)
    return Chart(
        width=WIDTH,
        height=round(top - _TITLE, 1),
        left=LEFT,
        right=RIGHT,
        title=labels.text("timeline", "chart_title", patient=course.patient),
        description=_description(course, chosen, labels),
        lanes=lanes,
        lanes_title=labels.text("timeline", "therapies"),
        panels=tuple(panels),
        left_out=drawable - len(chosen),
    )


def _chosen(variants: Sequence[Variant], dated: set[str]) -> list[tuple[Variant, _Style]]:
    """The variants that are drawn: drivers first, then listed ones, then those that show most."""

    def vafs(variant: Variant) -> list[float]:
        return [s.vaf for s in variant.observations if s.vaf and s.sample in dated]

    drawable = [v for v in variants if v.kind == "small_variant" and vafs(v)]
    drawable.sort(key=lambda v: (not v.driver, not v.listed, not v.follows_tumour, -max(vafs(v)), v.id))
    return [(v, _Style(*style)) for v, style in zip(drawable, _STYLES, strict=False)]


def _panel(
    specimen: Specimen | None,
    points: Sequence[TimePoint],
    chosen: Sequence[tuple[Variant, _Style]],
    axis: Days,
    top: float,
    labels: Labels,
) -> Panel:
    names = {point.sample: axis.at(point.collected or "") for point in points}
    here = [(v, style, [o for o in v.observations if o.sample in names]) for v, style in chosen]
    shown = [(variant, style, seen) for variant, style, seen in here if any(o.present for o in seen)]
    bottom = top + max(_PANEL, len(shown) * _LABEL + 40)
    values = [x for *_, them in shown for o in them for x in (o.vaf, o.lod) if x]
    scale = Fractions.of(values, bottom - 28, top + 12)
    by_name = {point.sample: point for point in points}
    series = [_series(v, style, them, by_name, names, scale, labels) for v, style, them in shown]
    return Panel(
        title=labels.text("timeline", f"panel_{specimen or 'unknown'}"),
        top=top,
        bottom=bottom,
        ticks=tuple(Tick(y := scale.at(value), percent(value), y + 4) for value in scale.decades),
        samples=tuple(_dates(points, names, bottom)),
        series=_labelled(series, top, bottom),
    )


def _dates(points: Sequence[TimePoint], names: Mapping[str, float], bottom: float) -> Iterator[Tick]:
    """Each day once, below the panel, in as many rows as the texts need."""
    days = {point.collected or "": names[point.sample] for point in points}
    for (day, x), row in zip(days.items(), rows(list(days.values()), _DATE_WIDTH), strict=True):
        yield Tick(x, day, bottom + 19 + row * _DATE)


def _series(
    variant: Variant,
    style: _Style,
    seen: Sequence[Observation],
    points: Mapping[str, TimePoint],
    names: Mapping[str, float],
    scale: Fractions,
    labels: Labels,
) -> Series:
    marks = {o.sample: _mark(o, names[o.sample], scale, labels) for o in seen if o.state is not State.FAILED}
    by_place: dict[str, list[Mark]] = {}
    for sample, mark in marks.items():
        by_place.setdefault(points[sample].place, []).append(mark)
    lines = tuple(line for here in by_place.values() for line in _lines(here))
    label = titled(variant.gene, variant.name)
    drawn = tuple(marks.values())
    return Series(style.colour, _SHAPES[style.shape], label, drawn[-1].y, drawn, lines)


def _lines(marks: Sequence[Mark]) -> Iterator[Line]:
    """Between neighbours of one place; none between two limits, which says nothing of the variant."""
    for one, two in pairwise(marks):
        firm = [mark.kind in (MarkKind.SEEN, MarkKind.FILTERED) for mark in (one, two)]
        if any(firm):
            yield Line(one.x, one.y, two.x, two.y, dashed=not all(firm))


def _mark(seen: Observation, x: float, scale: Fractions, labels: Labels) -> Mark:
    word = labels.word("timeline_state", seen.state)
    if seen.present and seen.vaf:
        kind = MarkKind.FILTERED if seen.state is State.FILTERED else MarkKind.SEEN
        return Mark(x, scale.at(seen.vaf), kind, f"{percent(seen.vaf)}, {word}")
    if seen.lod is not None:
        return Mark(x, scale.at(seen.lod), MarkKind.LIMIT, f"{word}, limit {percent(seen.lod)}")
    return Mark(x, scale.lowest_at + 16, MarkKind.UNKNOWN, word)


def _labelled(series: Sequence[Series], top: float, bottom: float) -> tuple[Series, ...]:
    """Labels beside the last marks, moved so that none lies over another."""
    ordered = sorted(series, key=lambda s: (s.label_y, s.label))
    places = apart([s.label_y for s in ordered], _LABEL, top + 8, bottom - 8)
    return tuple(replace(one, label_y=round(y, 1)) for one, y in zip(ordered, places, strict=True))


def _description(course: Timeline, chosen: Sequence[tuple[Variant, _Style]], labels: Labels) -> str:
    dates = {p.sample: p.collected for p in course.samples}
    parts = []
    for variant, _ in chosen:
        told = [
            f"{dates[o.sample]} {percent(o.vaf) if o.vaf else labels.word('timeline_state', o.state)}"
            for o in variant.observations
            if o.sample in dates
        ]
        parts.append(f"{titled(variant.gene, variant.name)}: {', '.join(told)}")
    return "; ".join(parts)
