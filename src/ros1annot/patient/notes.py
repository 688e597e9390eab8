"""Sentences about a course, each with its rule; the texts are data (``report_labels.toml``, ``timeline_note``)."""

from collections.abc import Iterator, Sequence

from ros1annot.model import Specimen
from ros1annot.patient.model import Note, Period, State, Step, Variant, Verdict
from ros1annot.patient.observe import observation
from ros1annot.patient.visit import Visit
from ros1annot.write.facts import titled
from ros1annot.write.labels import Labels

_LOOKED_AND_NOT_SEEN = frozenset({State.NOT_DETECTED, State.NOT_ASSESSABLE, State.NOT_CALLED})


def notes_of(
    dated: Sequence[Visit],
    undated: Sequence[Visit],
    variants: Sequence[Variant],
    steps: Sequence[Step],
    therapies: Sequence[Period],
    labels: Labels,
) -> tuple[Note, ...]:
    """What a reader must know of the course."""
    read = [visit for visit in dated if not visit.failed]
    return (
        *_lost_gatekeeper(read, variants, steps, therapies, labels),
        *_driver_missing(read, variants, labels),
        *_sites(read, variants, labels),
        *_no_specimen(read, labels),
        *_failed(dated, labels),
        *_undated(dated, undated, labels),
    )


def _lost_gatekeeper(
    read: Sequence[Visit],
    variants: Sequence[Variant],
    steps: Sequence[Step],
    therapies: Sequence[Period],
    labels: Labels,
) -> Iterator[Note]:
    """T790M lost on osimertinib while the driver is there (rules.md C9)."""
    by_name = {visit.name: visit for visit in read}
    lost = next((v for v in variants if (v.gene, v.name) == ("EGFR", "T790M")), None)
    drivers = [v for v in variants if v.driver and v.gene == "EGFR" and v.name != "T790M"]
    for step in (step for step in steps if not step.overall):
        later = by_name[step.later]
        change = next((c for c in step.changes if lost is not None and c.variant == lost.id), None)
        present = [d for d in drivers if observation(d, step.later).state is State.SEEN]
        if lost is None or change is None or not present or not _on("osimertinib", later, therapies):
            continue
        seen_before = observation(lost, step.earlier).present
        code = ""
        if change.verdict is Verdict.CLEARED:
            code = "t790m_lost"
        elif seen_before and observation(lost, step.later).state in _LOOKED_AND_NOT_SEEN:
            code = "t790m_not_seen"
        if code:
            text = labels.text(
                "timeline_note", code, sample=step.later, driver=titled(present[0].gene, present[0].name)
            )
            yield Note(code=code, rule="C9", variants=(lost.id, present[0].id), text=text)


def _on(drug: str, visit: Visit, therapies: Sequence[Period]) -> bool:
    day = visit.point.collected or ""
    taken = (*visit.point.current_therapy, *(period.drug for period in therapies if period.covers(day)))
    return any(drug in one.split(" + ") for one in taken)


def _driver_missing(read: Sequence[Visit], variants: Sequence[Variant], labels: Labels) -> Iterator[Note]:
    """A driver known from one sample is known to the others (rules.md R1, C1)."""
    drivers = [variant for variant in variants if variant.driver]
    for visit in read:
        if drivers and not any(observation(d, visit.name).state is State.SEEN for d in drivers):
            names = ", ".join(titled(d.gene, d.name) for d in drivers)
            text = labels.text("timeline_note", "driver_missing", sample=visit.name, driver=names)
            yield Note(code="driver_missing", rule="R1", variants=tuple(d.id for d in drivers), text=text)


def _sites(read: Sequence[Visit], variants: Sequence[Variant], labels: Labels) -> Iterator[Note]:
    """Several sites: one biopsy does not describe the patient (rules.md P4)."""
    tissue = [v for v in read if v.point.specimen == Specimen.TISSUE and v.point.site]
    sites = sorted({v.point.site for v in tissue if v.point.site})
    if len(sites) < 2:
        return
    some = []
    for variant in variants:
        states = {observation(variant, visit.name).state for visit in tissue}
        if {State.SEEN, State.NOT_DETECTED} <= states:
            some.append(variant)
    code = "sites_differ" if some else "sites_agree"
    names = ", ".join(titled(v.gene, v.name) for v in some)
    text = labels.text("timeline_note", code, sites=", ".join(sites), alterations=names)
    yield Note(code=code, rule="P4", variants=tuple(v.id for v in some), text=text)


def _no_specimen(read: Sequence[Visit], labels: Labels) -> Iterator[Note]:
    names = [visit.name for visit in read if visit.point.specimen not in set(Specimen)]
    if names and len(read) > 1:
        text = labels.text("timeline_note", "no_specimen", samples=", ".join(names))
        yield Note(code="no_specimen", rule="C9", variants=(), text=text)


def _failed(dated: Sequence[Visit], labels: Labels) -> Iterator[Note]:
    names = [visit.name for visit in dated if visit.failed]
    if names:
        text = labels.text("timeline_note", "failed", samples=", ".join(names))
        yield Note(code="failed", rule="R1", variants=(), text=text)


def _undated(dated: Sequence[Visit], undated: Sequence[Visit], labels: Labels) -> Iterator[Note]:
    if undated and len(dated) + len(undated) > 1:
        text = labels.text("timeline_note", "undated", samples=", ".join(visit.name for visit in undated))
        yield Note(code="undated", rule="R1", variants=(), text=text)
