"""The call and the sentence of every drug that matters to the sample."""

from collections.abc import Sequence
from dataclasses import dataclass

from ros1annot.interpret.callability import coverage_of
from ros1annot.interpret.decide import Answer, answers, strongest
from ros1annot.interpret.findings import Case, Found
from ros1annot.interpret.gaps import gaps
from ros1annot.interpret.wording import Wording, listed
from ros1annot.result import Call, Callability, Coverage, DrugCall, HotspotState, WhyNotAssessable
from ros1annot.table.model import Drug, ResistanceTable
from ros1annot.units import percent

_SHOWN_HOTSPOTS = 6


@dataclass(frozen=True, slots=True)
class Situation:
    """All that decides the drugs of one sample.

    Attributes:
        spots: the on-target hotspots of the sample's driver contexts.
        vcf_supplied: whether small variants were looked for at all.
        depth_supplied: whether the depth at the hotspots is known.
        driver: the drivers in words.
    """

    case: Case
    found: Found
    spots: Sequence[Callability]
    vcf_supplied: bool
    depth_supplied: bool
    driver: str


def drugs_in_scope(table: ResistanceTable, case: Case) -> list[str]:
    """The patient's own drugs, then every drug that the table knows for the drivers, by name."""
    own = (*case.therapy.current, *case.therapy.prior)
    return list(dict.fromkeys((*own, *sorted(table.drugs_for(case.drivers.contexts)))))


def call_drug(drug: str, table: ResistanceTable, situation: Situation, wording: Wording) -> DrugCall:
    """One drug, step by step as docs/interpretation.md has it."""
    spots = [spot for spot in situation.spots if drug in spot.drugs]
    coverage = coverage_of(spots, depth_supplied=situation.depth_supplied)
    rows = situation.found.evidence.get(drug, ())
    answer = strongest([*answers(rows), *gaps(drug, table, situation.case, situation.found)])
    if answer is None:
        answer = _nothing_found(drug, table, situation, spots, coverage)
    entry = table.drugs.get(drug)
    return DrugCall(
        drug=drug,
        call=answer.call,
        coverage=coverage,
        because=answer.because,
        basis=answer.basis,
        statement=_statement(drug, answer, situation, spots, wording),
        level=answer.level,
        therapy=situation.case.therapy.mark(drug),
        drug_class=", ".join(filter(None, (entry.drug_class, entry.generation))) if entry else "",
        approval=_approval(entry),
    )


def _nothing_found(
    drug: str, table: ResistanceTable, situation: Situation, spots: Sequence[Callability], coverage: Coverage
) -> Answer:
    if drug not in table.drugs and table.resolve_drug(drug) is None:
        return Answer(Call.NOT_TESTED, "unknown_drug")
    if not situation.vcf_supplied:
        return Answer(Call.NOT_TESTED, "not_tested")
    if any(spot.state is HotspotState.NOT_ASSESSABLE for spot in spots):
        return Answer(Call.NOT_ASSESSABLE, "not_assessable")
    if not situation.case.drivers.listed:
        return Answer(Call.NO_KNOWN_RESISTANCE, "no_known_resistance_no_driver")
    if not spots:
        return Answer(Call.NO_KNOWN_RESISTANCE, "no_known_resistance_no_hotspot")
    complete = coverage is Coverage.COMPLETE
    return Answer(Call.NO_KNOWN_RESISTANCE, "no_known_resistance" if complete else "no_known_resistance_unconfirmed")


def _approval(entry: Drug | None) -> dict[str, str]:
    if entry is None:
        return {}
    return {**{region: text for region, text in entry.approvals if text}, "as_of": entry.as_of.isoformat()}


# --- the sentence ------------------------------------------------------------------------------------------


def _statement(drug: str, answer: Answer, situation: Situation, spots: Sequence[Callability], wording: Wording) -> str:
    findings = [situation.found.findings[index] for index in answer.because]
    names = [situation.case.label(number) for number in sorted(answer.group)]
    joined = "with" if answer.basis == "phase_undetermined" else "and"
    lods = [spot.lod for spot in spots if spot.lod is not None and spot.state is HotspotState.NOT_DETECTED]
    alterations = listed(names or list(dict.fromkeys(f.alteration for f in findings)), joined)
    return wording.say(
        "statement",
        answer.basis,
        drug=drug,
        alterations=alterations,
        evidence=_evidence_words(answer, situation),
        driver=situation.driver,
        reason=_reason(answer, situation),
        lod=percent(max(lods, default=0.0)),
        hotspots=_not_assessable(spots, wording),
    )


def _evidence_words(answer: Answer, situation: Situation) -> str:
    findings = [situation.found.findings[index] for index in answer.because]
    kinds = sorted({finding.evidence_type.replace("_", " ") for finding in findings})
    return ", ".join(filter(None, (f"level {answer.level}" if answer.level else "", listed(kinds))))


def _reason(answer: Answer, situation: Situation) -> str:
    """Both sides of an open phase, or what stands against the partner of a combination."""
    findings = [situation.found.findings[index] for index in answer.because]
    words = {f"{f.effect.replace('_', ' ')} as {f.alteration}" for f in findings}
    if answer.basis in {"combination_no_data", "dose_no_data"}:
        words = {f"{f.alteration} speaks against {f.drug}" for f in findings}
    return listed(sorted(words), "but") if answer.basis == "phase_undetermined" else listed(sorted(words))


def _not_assessable(spots: Sequence[Callability], wording: Wording) -> str:
    """The hotspots that could not be assessed, by the reason why."""
    told = []
    for why in WhyNotAssessable:
        names = [f"{spot.gene} {spot.name}" for spot in spots if spot.why_not_assessable is why]
        if names:
            more = len(names) - _SHOWN_HOTSPOTS
            shown = [*names[:_SHOWN_HOTSPOTS], *([f"{more} more"] if more > 0 else [])]
            told.append(wording.say("not_assessable", why, hotspots=listed(shown)))
    return "; ".join(told)
