"""The time line of one patient as JSON and as a page."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from ros1annot.patient.model import Change, Comparison, Observation, State, Step, Timeline, Variant
from ros1annot.units import percent
from ros1annot.write.facts import titled
from ros1annot.write.html import render, report_labels
from ros1annot.write.labels import Labels
from ros1annot.write.text import reads
from ros1annot.write.view.timeline_svg import chart_of

_TONES = {
    "new": "against",
    "rising": "against",
    "stable": "neutral",
    "falling": "active",
    "cleared": "active",
    "undetermined": "unseen",
}


@dataclass(frozen=True, slots=True)
class CellView:
    """One alteration in one sample."""

    main: str
    detail: str


@dataclass(frozen=True, slots=True)
class RowView:
    """One alteration: a cell a sample."""

    title: str
    driver: bool
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One alteration in one step, in words."""

    title: str
    verdict: str
    tone: str
    raw: str
    relative: str
    decides: str


@dataclass(frozen=True, slots=True)
class StepView:
    """One step with its changes."""

    step: Step
    driver: str
    changes: tuple[ChangeView, ...]


def timeline_to_json(course: Timeline) -> str:
    """The JSON text: keys in the order of the dataclasses; equal time lines, equal bytes."""
    return json.dumps(asdict(course), ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def render_patient(course: Timeline) -> str:
    """The page of one patient, for screen and A4 paper; self-contained and without script."""
    labels = report_labels()
    titles = {variant.id: titled(variant.gene, variant.name) for variant in course.variants}
    return render(
        "patient.html.j2",
        labels=labels,
        course=course,
        titles=titles,
        chart=chart_of(course, labels),
        rows=[_row(variant, labels) for variant in course.variants],
        steps=[_step(step, titles, labels) for step in course.steps],
        rate=percent(course.settings.false_discovery_rate),
        from_samples=any(period.source == "samples" for period in course.therapies),
    )


def _row(variant: Variant, labels: Labels) -> RowView:
    title = titled(variant.gene, variant.name)
    return RowView(title, variant.driver, tuple(_cell(seen, labels) for seen in variant.observations))


def _cell(seen: Observation, labels: Labels) -> CellView:
    word = labels.word("timeline_state", seen.state)
    if not seen.present:
        limit = f"limit {percent(seen.lod)}" if seen.lod is not None else ""
        depth = f"depth {seen.depth}" if seen.depth is not None else ""
        return CellView(word, ", ".join(filter(None, (limit, depth))))
    main = percent(seen.vaf) if seen.vaf is not None else word
    if seen.copies is not None:
        main = f"{seen.copies:g} copies"
    relative = f"{seen.relative_vaf:.2g} × driver" if seen.relative_vaf is not None else ""
    filtered = word if seen.state is State.FILTERED else ""
    return CellView(main, ", ".join(filter(None, (reads(seen.alt_reads, seen.depth), relative, filtered))))


def _step(step: Step, titles: Mapping[str, str], labels: Labels) -> StepView:
    changes = tuple(_change(change, titles[change.variant], labels) for change in step.changes)
    return StepView(step, titles[step.driver] if step.driver else "", changes)


def _change(change: Change, title: str, labels: Labels) -> ChangeView:
    raw_because = labels.word("timeline_raw", change.raw_because)
    return ChangeView(
        title=title,
        verdict=labels.word("timeline_verdict", change.verdict),
        tone=_TONES[change.verdict],
        raw=_compared(change.raw, labels),
        relative=_compared(change.relative, labels) if change.relative else "–",
        decides=raw_because or "relative to the driver",
    )


def _compared(comparison: Comparison, labels: Labels) -> str:
    parts = [labels.word("timeline_verdict", comparison.verdict)]
    if comparison.fold is not None:
        parts.append(f"× {comparison.fold:.2g}")
    if comparison.q is not None:
        parts.append(f"q = {comparison.q:.2g}" if comparison.q >= 0.001 else "q < 0.001")
    if comparison.reason is not None:
        parts.append(labels.word("timeline_reason", comparison.reason))
    return ", ".join(parts)
