"""The call and the sentence of every drug that matters to the sample."""

from collections.abc import Sequence
from dataclasses import dataclass

from ros1annot.interpret.callability import coverage_of
from ros1annot.interpret.decide import Answer, answers, combined
from ros1annot.interpret.findings import Case, Found
from ros1annot.interpret.gaps import gaps
from ros1annot.interpret.precedence import Basis
from ros1annot.interpret.wording import Wording, listed
from ros1annot.result import (
    Call,
    Callability,
    Coverage,
    DrugCall,
    Finding,
    HotspotState,
    Match,
    PhaseVerdict,
    WhyNotAssessable,
)
from ros1annot.table.model import Drug, Effect, ResistanceTable, Status
from ros1annot.units import percent

_SHOWN_HOTSPOTS = 6
_NOTHING_AGAINST = frozenset((Call.SENSITIVE, Call.NOT_ASSESSABLE, Call.NO_KNOWN_RESISTANCE))


@dataclass(frozen=True, slots=True)
class Situation:
    """All that decides the drugs of one sample.

    Attributes:
        spots: the on-target hotspots of the sample's driver contexts.
        vcf_supplied: whether small variants were looked for at all.
        depth_supplied: whether the depth at the hotspots is known.
        informative: whether absence of a variant says something of the tumour (rules.md C1).
        driver: the drivers in words.
    """

    case: Case
    found: Found
    spots: Sequence[Callability]
    vcf_supplied: bool
    depth_supplied: bool
    informative: bool
    driver: str


def drugs_in_scope(table: ResistanceTable, case: Case) -> list[str]:
    """The patient's own drugs, then every drug that the table knows for the drivers, by name."""
    own = (*case.therapy.current, *case.therapy.prior)
    return list(dict.fromkeys((*own, *sorted(table.drugs_for(case.drivers.contexts)))))


def call_drug(drug: str, table: ResistanceTable, situation: Situation, wording: Wording) -> DrugCall:
    """One drug, step by step as docs/interpretation.md has it."""
    names = {drug} if drug in table.drugs else {drug, *table.partners_of(drug)}
    spots = [spot for spot in situation.spots if not names.isdisjoint(spot.drugs)]
    coverage = coverage_of(spots, depth_supplied=situation.depth_supplied)
    rows = situation.found.evidence.get(drug, ())
    answer = combined([*answers(rows), *gaps(drug, table, situation.case, situation.found)])
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
    """The first situation that holds where nothing speaks of the drug."""
    known = drug in table.drugs or table.resolve_drug(drug) is not None
    looked = known and situation.vcf_supplied
    holds = {
        Basis.NOT_ASSESSABLE: looked and any(spot.state is HotspotState.NOT_ASSESSABLE for spot in spots),
        Basis.NO_KNOWN_RESISTANCE_NO_DRIVER: looked and not situation.case.drivers.listed,
        Basis.NO_KNOWN_RESISTANCE_NON_INFORMATIVE: looked and not situation.informative,
        Basis.NO_KNOWN_RESISTANCE_NO_HOTSPOT: looked and not spots,
        Basis.NO_KNOWN_RESISTANCE_UNCONFIRMED: looked and coverage is not Coverage.COMPLETE,
        Basis.NO_KNOWN_RESISTANCE: looked,
        Basis.NOT_TESTED: known,
        Basis.UNKNOWN_DRUG: True,
    }
    return Answer(next(basis for basis in Basis if holds.get(basis)))


def _approval(entry: Drug | None) -> dict[str, str]:
    if entry is None:
        return {}
    return {**{region: text for region, text in entry.approvals if text}, "as_of": entry.as_of.isoformat()}


# --- the sentence ------------------------------------------------------------------------------------------


def _statement(drug: str, answer: Answer, situation: Situation, spots: Sequence[Callability], wording: Wording) -> str:
    findings = [situation.found.findings[index] for index in answer.because]
    names = [situation.case.label(number) for number in sorted(answer.group)]
    joined = "with" if answer.basis is Basis.PHASE_UNDETERMINED else "and"
    lods = [spot.lod for spot in spots if spot.lod is not None and spot.state is HotspotState.NOT_DETECTED]
    alterations = listed(names or list(dict.fromkeys(f.alteration for f in findings)), joined)
    sentence = wording.say(
        _section(drug, answer.basis, situation, wording),
        answer.basis,
        drug=drug,
        alterations=alterations,
        evidence=_evidence_words(answer, situation),
        driver=situation.driver,
        reason=_reason(answer, situation, wording),
        lod=percent(max(lods, default=0.0)),
        down_to=wording.say("down_to", "known" if lods else "unknown", lod=percent(max(lods, default=0.0))),
        hotspots=_not_assessable(spots, wording),
        activity=_activity(drug, situation, wording),
    )
    if answer.call not in _NOTHING_AGAINST:
        return sentence
    unseen = _not_assessable(spots, wording) if answer.call is Call.SENSITIVE else ""
    beside = wording.say("beside", "not_assessable", hotspots=unseen) if unseen else ""
    return sentence + beside + _uncounted(drug, situation, wording)


def _uncounted(drug: str, situation: Situation, wording: Wording) -> str:
    """What would speak against the drug if it counted: beside it, "none was found" alone would mislead."""
    findings = [situation.found.findings[index] for index in situation.found.uncounted.get(drug, ())]
    reasons = {alteration.id: alteration.why_not_counted for alteration in situation.case.alterations}
    told = {f.alteration: next(filter(None, map(reasons.get, f.alteration_ids)), "") for f in findings}
    return "".join(
        wording.say("beside", "uncounted", alterations=name, drug=drug, reason=reason) for name, reason in told.items()
    )


def _section(drug: str, basis: Basis, situation: Situation, wording: Wording) -> str:
    """The section of the sentence: some situations read otherwise of a current drug, or without a history (Q1)."""
    therapy = situation.case.therapy
    if therapy.mark(drug) == "current" and basis in wording.sections["statement_current"]:
        return "statement_current"
    if not therapy.known and basis in wording.sections["statement_without_history"]:
        return "statement_without_history"
    return "statement"


def _activity(drug: str, situation: Situation, wording: Wording) -> str:
    """What the drug does on the driver itself: that nothing stands against it does not mean that it acts."""
    if not situation.case.drivers.listed:
        return ""
    rows = [row for row in situation.found.evidence.get(drug, ()) if row.driver and row.effect is Effect.SENSITIVE]
    numbers = situation.case.drivers.numbers
    told = []
    for number in numbers:
        own = [row for row in rows if number in row.group]
        best = min((row for row in own if row.decides), key=lambda row: row.level, default=None)
        kind = situation.found.findings[best.finding].evidence_type.replace("_", " ") if best else ""
        code = "shown" if best else "unconfirmed" if own else "none"
        driver = situation.case.label(number) if len(numbers) > 1 else wording.say("activity", "this_driver")
        told.append(
            wording.say("activity", code, driver=driver, evidence=f"level {best.level}, {kind}" if best else "")
        )
    return "".join(dict.fromkeys(told))


def _evidence_words(answer: Answer, situation: Situation) -> str:
    findings = [situation.found.findings[index] for index in answer.because]
    kinds = sorted({finding.evidence_type.replace("_", " ") for finding in findings})
    return ", ".join(filter(None, (f"level {answer.level}" if answer.level else "", listed(kinds))))


def _reason(answer: Answer, situation: Situation, wording: Wording) -> str:
    """Both sides of an open phase, or what stands against the partners of a combination, or is not known of them."""
    findings = [situation.found.findings[index] for index in answer.because]
    if answer.basis is Basis.PHASE_UNDETERMINED:
        return _both_phases(findings)
    partners = sorted({wording.say("partner", _weight(f), alterations=f.alteration, drug=f.drug) for f in findings})
    told = frozenset(identifier for finding in findings for identifier in finding.alteration_ids)
    case = situation.case
    silent = [
        case.label(n) for n in sorted(answer.group) if n < len(case.alterations) and case.alterations[n].id not in told
    ]
    return listed([*partners, *([wording.say("partner", "silent", alterations=listed(silent))] if silent else [])])


def _weight(finding: Finding) -> str:
    """Whether a row speaks against a partner, or leaves it open: unconfirmed, of another change, or activity."""
    known = finding.status != Status.UNVERIFIED and finding.match is not Match.RESIDUE
    return "against" if known and finding.effect != Effect.SENSITIVE else "open"


def _both_phases(findings: Sequence[Finding]) -> str:
    """``sensitive in cis but resistant for ALK C1156Y alone``; a side without a row is told as such."""
    words: dict[str, None] = {}
    phases = set()
    for finding in findings:
        asked = next((p for p in (PhaseVerdict.CIS, PhaseVerdict.TRANS) if f"[{p}]" in finding.table_alteration), None)
        phases.add(asked)
        where = f"in {asked}" if asked else f"for {finding.alteration} alone"
        words[f"{finding.effect.replace('_', ' ')} {where}"] = None
    told = sorted(words)
    if phases in ({PhaseVerdict.CIS}, {PhaseVerdict.TRANS}):
        told.append(f"no data in {PhaseVerdict.TRANS if PhaseVerdict.CIS in phases else PhaseVerdict.CIS}")
    return listed(told, "but")


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
