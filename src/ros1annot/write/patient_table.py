"""The changes of all patients as one table, for machines: a line an alteration and step."""

from collections.abc import Iterator

from ros1annot.patient.model import Change, Observation, Step, Timeline, Variant
from ros1annot.patient.observe import observation
from ros1annot.write.text import shown
from ros1annot.write.tsv import tsv_line

CHANGE_COLUMNS = (
    "patient",
    "earlier",
    "later",
    "earlier_collected",
    "later_collected",
    "specimen",
    "step",
    "gene",
    "alteration",
    "driver",
    "verdict",
    "decides",
    "reason",
    "fold",
    "q",
    *(f"{when}_{what}" for when in ("earlier", "later") for what in ("state", "vaf", "alt_reads", "depth", "lod")),
)


def change_lines(course: Timeline) -> Iterator[str]:
    """The lines of one patient, in the order of its steps."""
    variants = {variant.id: variant for variant in course.variants}
    dates = {point.sample: point.collected or "" for point in course.samples}
    for step in course.steps:
        for change in step.changes:
            yield tsv_line((course.patient, *_cells(step, change, variants[change.variant], dates)))


def _cells(step: Step, change: Change, variant: Variant, dates: dict[str, str]) -> tuple[str, ...]:
    told = change.relative if change.decides == "relative" and change.relative else change.raw
    return (
        step.earlier,
        step.later,
        dates[step.earlier],
        dates[step.later],
        step.specimen,
        "overall" if step.overall else "next",
        variant.gene,
        variant.name,
        "yes" if variant.driver else "no",
        change.verdict,
        change.decides,
        told.reason or "",
        shown(told.fold),
        shown(told.q),
        *_observed(observation(variant, step.earlier)),
        *_observed(observation(variant, step.later)),
    )


def _observed(seen: Observation) -> tuple[str, ...]:
    return seen.state, shown(seen.vaf), shown(seen.alt_reads), shown(seen.depth), shown(seen.lod)
