"""The time line of one patient as JSON and as a page."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from ros1annot.patient.model import Change, Comparison, Observation, Pair, State, Step, Timeline, Variant, Verdict
from ros1annot.patient.observe import observation
from ros1annot.units import percent
from ros1annot.write.facts import titled
from ros1annot.write.html import render, report_labels
from ros1annot.write.labels import Labels
from ros1annot.write.text import reads
from ros1annot.write.view.timeline_svg import chart_of

_TONES = {
    Verdict.NEW: "against",
    Verdict.RISING: "against",
    Verdict.STABLE: "neutral",
    Verdict.FALLING: "active",
    Verdict.CLEARED: "active",
    Verdict.UNDETERMINED: "unseen",
}


@dataclass(frozen=True, slots=True)
class VerdictView:
    """A verdict as a badge."""

    word: str
    tone: str


@dataclass(frozen=True, slots=True)
class CellView:
    """One alteration in one sample; ``verdict``: against the sample before it, if that is one."""

    main: str
    detail: str
    verdict: VerdictView | None


@dataclass(frozen=True, slots=True)
class RowView:
    """One alteration: a cell a sample."""

    title: str
    driver: bool
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """The alterations of one step that have one verdict, for one reason where it is undetermined."""

    verdict: VerdictView
    titles: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One alteration in one step, in words."""

    title: str
    verdict: VerdictView
    raw: str
    relative: str
    decides: str


@dataclass(frozen=True, slots=True)
class StepView:
    """One step: its changes grouped by verdict, and one by one."""

    step: Step
    dates: tuple[str, str]
    driver: str
    groups: tuple[GroupView, ...]
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True)
class PairView:
    """Two samples of one time, and what only one of them shows."""

    pair: Pair
    kind: str
    shared: tuple[str, ...]
    differences: tuple[str, ...]


def timeline_to_json(course: Timeline) -> str:
    """The JSON text: keys in the order of the dataclasses; equal time lines, equal bytes."""
    return json.dumps(asdict(course), ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def render_patient(course: Timeline) -> str:
    """The page of one patient, for screen and A4 paper; self-contained and without script."""
    labels = report_labels()
    variants = {variant.id: variant for variant in course.variants}
    dates = {point.sample: point.collected or "" for point in course.samples}
    verdicts = _verdicts(course.steps)
    return render(
        "patient.html.j2",
        labels=labels,
        course=course,
        facts=_facts(course, labels),
        chart=chart_of(course, labels),
        rows=[_row(variant, verdicts, labels) for variant in course.variants],
        steps=[_step(step, variants, dates, labels) for step in course.steps],
        pairs=[_pair(pair, variants, labels) for pair in course.pairs],
        rate=percent(course.settings.false_discovery_rate),
        variation=percent(course.settings.run_variation),
        from_samples=any(period.source == "samples" for period in course.therapies),
    )


def _facts(course: Timeline, labels: Labels) -> Iterator[tuple[str, str]]:
    """What the head of the page says of the patient."""
    none = labels.text("timeline", "none")
    dated = [point for point in course.samples if point.collected]
    yield labels.text("timeline", "driver"), ", ".join(course.drivers) or none
    yield labels.text("timeline", "samples"), str(len(course.samples) + len(course.undated))
    if dated:
        first, last = dated[0].collected or "", dated[-1].collected or ""
        span = first if first == last else f"{first} to {last}"
        at_last = [drug for point in dated if point.collected == last for drug in point.current_therapy]
        at_last += [period.drug for period in course.therapies if period.source == "sheet" and period.covers(last)]
        yield labels.text("timeline", "collected"), span
        yield labels.text("timeline", "therapy_at_last"), "; ".join(dict.fromkeys(at_last)) or none


def _verdicts(steps: Sequence[Step]) -> dict[tuple[str, str], Verdict]:
    """The verdict of each alteration in each later sample, where the samples before it agree on it."""
    told: dict[tuple[str, str], set[Verdict]] = {}
    for step in steps:
        for change in () if step.overall else step.changes:
            told.setdefault((change.variant, step.later), set()).add(change.verdict)
    return {key: verdicts.pop() for key, verdicts in told.items() if len(verdicts) == 1}


def _badge(verdict: Verdict, labels: Labels) -> VerdictView:
    return VerdictView(labels.word("timeline_verdict", verdict), _TONES[verdict])


def _row(variant: Variant, verdicts: Mapping[tuple[str, str], Verdict], labels: Labels) -> RowView:
    cells = []
    for seen in variant.observations:
        verdict = verdicts.get((variant.id, seen.sample), Verdict.UNDETERMINED)
        badge = None if verdict in (Verdict.UNDETERMINED, Verdict.STABLE) else _badge(verdict, labels)
        cells.append(_cell(seen, badge, labels))
    return RowView(_title(variant), variant.driver, tuple(cells))


def _cell(seen: Observation, badge: VerdictView | None, labels: Labels) -> CellView:
    word = labels.word("timeline_state", seen.state)
    if not seen.present:
        limit = f"limit {percent(seen.lod)}" if seen.lod is not None else ""
        depth = f"depth {seen.depth}" if seen.depth is not None else ""
        return CellView(word, ", ".join(filter(None, (limit, depth))), badge)
    main = percent(seen.vaf) if seen.vaf is not None else word
    if seen.copies is not None:
        main = f"{seen.copies:g} copies"
    relative = f"{seen.relative_vaf:.2g} × driver" if seen.relative_vaf not in (None, 1.0) else ""
    filtered = word if seen.state is State.FILTERED else ""
    return CellView(main, ", ".join(filter(None, (reads(seen.alt_reads, seen.depth), relative, filtered))), badge)


def _step(step: Step, variants: Mapping[str, Variant], dates: Mapping[str, str], labels: Labels) -> StepView:
    titles = {change.variant: _title(variants[change.variant]) for change in step.changes}
    groups: dict[tuple[Verdict, str], list[str]] = {}
    for change in step.changes:
        reason = _undetermined(step, change, variants[change.variant], labels)
        groups.setdefault((change.verdict, reason), []).append(titles[change.variant])
    return StepView(
        step=step,
        dates=(dates[step.earlier], dates[step.later]),
        driver=_title(variants[step.driver]) if step.driver else "",
        groups=tuple(
            GroupView(_badge(verdict, labels), tuple(groups[verdict, reason]), reason)
            for verdict, reason in sorted(groups, key=lambda key: (list(Verdict).index(key[0]), key[1]))
        ),
        changes=tuple(_change(change, titles[change.variant], labels) for change in step.changes),
    )


def _title(variant: Variant) -> str:
    return titled(variant.gene, variant.name)


def _undetermined(step: Step, change: Change, variant: Variant, labels: Labels) -> str:
    """Why there is no verdict, and in which of the samples the alteration was seen; empty where there is one."""
    told = change.relative if change.decides == "relative" and change.relative else change.raw
    if change.verdict is not Verdict.UNDETERMINED:
        return ""
    before, after = (observation(variant, name).present for name in (step.earlier, step.later))
    side = "both" if before and after else "later_only" if after else "earlier_only"
    return f"{labels.word('timeline_side', side)}: {labels.word('timeline_reason', told.reason)}"


def _change(change: Change, title: str, labels: Labels) -> ChangeView:
    raw_because = labels.word("timeline_raw", change.raw_because)
    return ChangeView(
        title=title,
        verdict=_badge(change.verdict, labels),
        raw=_compared(change.raw, labels),
        relative=_compared(change.relative, labels) if change.relative else "–",
        decides=raw_because or labels.text("timeline", "relative_decides"),
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


def _pair(pair: Pair, variants: Mapping[str, Variant], labels: Labels) -> PairView:
    differences = []
    for one in pair.differences:
        reason = labels.word("timeline_absence", one.reason)
        limit = f" ({percent(one.lod)})" if one.lod is not None else ""
        differences.append(f"{_title(variants[one.variant])}: in {one.seen_in}; {one.missing_in}: {reason}{limit}")
    return PairView(
        pair=pair,
        kind=labels.word("timeline_pair", pair.kind),
        shared=tuple(_title(variants[variant]) for variant in pair.shared),
        differences=tuple(differences),
    )
