"""Rows that the sample meets: what each may say here, and why some may not decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ros1annot.interpret.alterations import label
from ros1annot.interpret.decide import Evidence
from ros1annot.interpret.drivers import Drivers
from ros1annot.interpret.phase import Phasing, phase_of
from ros1annot.interpret.therapy import Therapy
from ros1annot.interpret.wording import Wording
from ros1annot.model import Event, SmallVariant
from ros1annot.result import Alteration, DrugCall, Finding, Match, PhaseVerdict, Role
from ros1annot.table.match import RowMatch, match_traits
from ros1annot.table.model import ContextRole, Effect, ResistanceTable, Status
from ros1annot.table.traits import Trait

_AGAINST = frozenset((Effect.RESISTANT, Effect.REDUCED_SENSITIVITY, Effect.NOT_ACTIVE))
DRIVER_RULE = "R1"
"""The rule of a finding whose driver context does not hold."""


@dataclass(frozen=True, slots=True)
class Case:
    """The sample as the rows meet it.

    Attributes:
        traits: one an event, then one a driver that only the sheet knows.
        known: names of the latter.
        phasing: what the phase of small variants is judged by.
        unread_drivers: drivers of the sheet that could not be read.
    """

    events: Sequence[Event]
    alterations: Sequence[Alteration]
    traits: Sequence[Trait]
    known: Sequence[str]
    drivers: Drivers
    therapy: Therapy
    phasing: Phasing
    unread_drivers: tuple[str, ...] = ()

    def counts(self, number: int) -> bool:
        """Whether an event may decide; what the sheet knows always may."""
        return number >= len(self.alterations) or self.alterations[number].counted

    def is_polymorphism(self, number: int) -> bool:
        """Whether an event is a common polymorphism, which no row is about."""
        return number < len(self.alterations) and self.alterations[number].polymorphism is not None

    def label(self, number: int) -> str:
        """An event as a sentence names it."""
        if number < len(self.alterations):
            return label(self.alterations[number])
        return self.known[number - len(self.alterations)]


@dataclass(frozen=True, slots=True)
class Found:
    """The findings of a sample, and of those that may weigh on a drug the evidence, by drug.

    Attributes:
        with_another_driver: small variants that rows with standing list as resistance, in their own gene and with
            another driver of it only; with all findings of such rows.
        uncounted: by drug, findings that would speak against it if their alteration counted.
    """

    findings: tuple[Finding, ...]
    evidence: Mapping[str, Sequence[Evidence]]
    hits: frozenset[int]
    with_another_driver: Mapping[int, Sequence[int]]
    uncounted: Mapping[str, Sequence[int]]


def find(table: ResistanceTable, case: Case, wording: Wording) -> Found:
    """All rows that the sample's alterations meet, sorted by drug, alteration and row."""
    met = [row for row in _rows_met(table, case) if not _is_driver_at_residue(row, case)]
    findings: list[Finding] = []
    evidence: dict[str, list[Evidence]] = {}
    other_driver: dict[int, list[int]] = {}
    uncounted: dict[str, list[int]] = {}
    for row in met:
        verdict = _phase(row, case)
        reason = _why_not(row, verdict, case, wording)
        is_driver = row.level is not Match.COMPOUND and case.drivers.establishes(row.entry.driver, row.events)
        if reason is None:
            evidence.setdefault(row.entry.drug, []).append(_evidence(len(findings), row, verdict, is_driver=is_driver))
        elif (
            row.level is not Match.RESIDUE
            and row.entry.driver in case.drivers.contexts
            and not all(map(case.counts, row.events))
        ):
            uncounted.setdefault(row.entry.drug, []).append(len(findings))
        elif _needs_another_driver(row, case, table):
            other_driver.setdefault(row.events[0], []).append(len(findings))
        findings.append(_finding(row, verdict, reason, case, is_driver=is_driver))
    resistance = {
        number: found for number, found in other_driver.items() if any(findings[n].effect in _AGAINST for n in found)
    }
    uncounted = {
        drug: against
        for drug, found in uncounted.items()
        if (against := [number for number in found if findings[number].effect in _AGAINST])
    }
    hits = frozenset(n for row in met for n in row.events if n < len(case.events))
    return Found(tuple(findings), evidence, hits, resistance, uncounted)


def _is_driver_at_residue(row: RowMatch, case: Case) -> bool:
    """Whether a driver lies where another change is listed: it is no unlisted resistance (E709_T710delinsD)."""
    return row.level is Match.RESIDUE and row.events[0] in case.drivers.numbers


def _has_standing(row: RowMatch) -> bool:
    return row.entry.status is not Status.UNVERIFIED and row.level is not Match.RESIDUE


def _needs_another_driver(row: RowMatch, case: Case, table: ResistanceTable) -> bool:
    """Whether all that a row lacks is its driver, another one of the gene of a counted mutation that drives nothing.

    A setting (disease with T790M) stands for another driver where the row is about a kinase inhibitor; that S492R stops
    an antibody says nothing of inhibitors.
    """
    context, number = table.contexts[row.entry.driver], row.events[0]
    return (
        _has_standing(row)
        and len(row.events) == 1
        and number < len(case.events)
        and isinstance(case.events[number], SmallVariant)
        and case.counts(number)
        and number not in case.drivers.numbers
        and (context.role is ContextRole.DRIVER or table.drugs[row.entry.drug].is_kinase_inhibitor)
        and context.gene == row.entry.gene
        and row.entry.driver not in case.drivers.contexts
    )


def _rows_met(table: ResistanceTable, case: Case) -> list[RowMatch]:
    """Counted alterations meet rows together; each other one alone, so that it is shown and decides nothing.

    A common polymorphism meets no row: a class such as "TP53 mutation" does not mean it.
    """
    counted = [number for number in range(len(case.traits)) if case.counts(number)]
    rows = _matched(table, case, counted)
    for number in range(len(case.traits)):
        if not case.counts(number) and not case.is_polymorphism(number):
            rows += _matched(table, case, [number])
    order = {drug: rank for rank, drug in enumerate((*case.therapy.current, *case.therapy.prior))}
    return sorted(rows, key=lambda r: (order.get(r.entry.drug, len(order)), r.entry.drug, r.events, r.entry.line))


def _matched(table: ResistanceTable, case: Case, numbers: Sequence[int]) -> list[RowMatch]:
    rows = match_traits(table, [case.traits[number] for number in numbers])
    return [replace(row, events=tuple(numbers[local] for local in row.events)) for row in rows]


def _phase(row: RowMatch, case: Case) -> PhaseVerdict | None:
    """The phase between a row's events; one event that holds several parts holds them on one molecule."""
    if len(row.events) == 1 and len(row.entry.parsed.present) > 1:
        return PhaseVerdict.CIS
    return phase_of([case.events[n] for n in row.events if n < len(case.events)], case.phasing)


def _why_not(row: RowMatch, verdict: PhaseVerdict | None, case: Case, wording: Wording) -> str | None:
    """Why a row has no part in the decision, or ``None``. Standing (``unverified``, residue) is weighed later."""
    for number in row.events:
        if not case.counts(number):
            reason = case.alterations[number].why_not_counted or ""
            return wording.say("not_deciding", "not_counted", reason=reason)
    if row.entry.driver not in case.drivers.contexts:
        return wording.say("not_deciding", "driver_not_shown", driver=row.entry.driver)
    if row.required_phase is PhaseVerdict.CIS and verdict is PhaseVerdict.TRANS:
        return wording.say("not_deciding", "needs_cis")
    if row.required_phase is PhaseVerdict.TRANS and verdict is PhaseVerdict.CIS:
        return wording.say("not_deciding", "needs_trans")
    return None


def _evidence(index: int, row: RowMatch, verdict: PhaseVerdict | None, *, is_driver: bool) -> Evidence:
    return Evidence(
        finding=index,
        group=frozenset(row.events),
        effect=row.entry.effect,
        level=row.entry.level,
        status=row.entry.status,
        match=row.level,
        driver=is_driver,
        phase_open=row.required_phase if verdict is PhaseVerdict.UNDETERMINED else None,
        phase_mixed=row.required_phase if verdict is PhaseVerdict.MIXED else None,
    )


def _finding(
    row: RowMatch, verdict: PhaseVerdict | None, reason: str | None, case: Case, *, is_driver: bool
) -> Finding:
    entry = row.entry
    role = case.therapy.role(entry.drug, entry.effect, driver=is_driver) if reason is None else Role.UNRELATED
    return Finding(
        alteration_ids=tuple(case.alterations[n].id for n in row.events if n < len(case.alterations)),
        alteration=" + ".join(case.label(number) for number in row.events),
        gene=entry.gene,
        entry_id=entry.id,
        table_alteration=entry.alteration,
        drug=entry.drug,
        effect=entry.effect,
        match=row.level,
        phase=verdict if row.level is Match.COMPOUND else None,
        role=role,
        decides=False,
        why_not_deciding=reason,
        mechanism=entry.mechanism,
        level=entry.level,
        tier=entry.tier if entry.driver in case.drivers.contexts else "III",
        evidence_type=entry.evidence_type,
        status=entry.status,
        references=entry.references,
        note=entry.note,
        rule=_rule(row, case),
        table=entry.table,
    )


def _rule(row: RowMatch, case: Case) -> str:
    if not all(case.counts(number) for number in row.events):
        return "C3"
    if row.entry.driver not in case.drivers.contexts:
        return DRIVER_RULE
    if row.level is Match.COMPOUND:
        return "P5"
    return "R5" if row.level is Match.RESIDUE else "R2"


def mark_deciding(found: Found, drugs: Sequence[DrugCall], wording: Wording) -> tuple[Finding, ...]:
    """The findings with what each did in the end: it decided its drug, or why not."""
    deciding = {index for drug in drugs for index in drug.because if found.findings[index].drug == drug.drug}
    driver_rows = {row.finding for rows in found.evidence.values() for row in rows if row.driver}
    marked = []
    for index, finding in enumerate(found.findings):
        if index in deciding and finding.why_not_deciding is None:
            marked.append(replace(finding, decides=True))
        elif finding.why_not_deciding is None:
            code = "driver_row" if index in driver_rows and finding.effect == Effect.SENSITIVE else _outweighed(finding)
            marked.append(replace(finding, why_not_deciding=wording.say("not_deciding", code)))
        else:
            marked.append(finding)
    return tuple(marked)


def _outweighed(finding: Finding) -> str:
    if finding.match is Match.RESIDUE:
        return "residue"
    return "unverified" if finding.status == Status.UNVERIFIED else "outweighed"
