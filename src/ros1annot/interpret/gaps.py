"""Where the table is silent on what the sample asks: answers that keep silence from reading as good news."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from ros1annot.interpret.decide import Answer, Evidence, answers
from ros1annot.interpret.findings import DRIVER_RULE, Case, Found
from ros1annot.interpret.phase import phase_of
from ros1annot.interpret.precedence import Basis
from ros1annot.result import Match, PhaseVerdict
from ros1annot.table.model import Effect, ResistanceTable


def gaps(drug: str, table: ResistanceTable, case: Case, found: Found) -> Iterator[Answer]:
    """The ``uncertain`` answers that a drug gets from missing data or a missing driver."""
    partners = table.partners_of(drug)
    if partners:
        yield from _partners(drug, partners, table, case, found)
    elif _is_kinase_inhibitor(drug, table):
        yield from _silence(drug, case, found)
        yield from _bypass_changed(drug, table, case, found)
    if not case.drivers.listed:
        for name in (drug, *partners):
            yield from _driver_not_shown(name, found)


def _is_kinase_inhibitor(drug: str, table: ResistanceTable) -> bool:
    return drug in table.drugs and table.drugs[drug].is_kinase_inhibitor


def _silence(drug: str, case: Case, found: Found) -> Iterator[Answer]:
    """What a kinase inhibitor gets from rows that are missing."""
    rows = found.evidence.get(drug, ())
    told = [row.group for row in rows]
    yield from _no_data(case, found, told, [row.group for row in rows if row.phase_mixed is not PhaseVerdict.TRANS])
    yield from _with_another_driver(drug, case, found, told)
    yield from _at_residue(case, found, told)


def _no_data(
    case: Case, found: Found, told: Sequence[frozenset[int]], in_cis: Sequence[frozenset[int]]
) -> Iterator[Answer]:
    """Resistance, alone or as a compound, of which the table says nothing for this inhibitor (rules.md P5, R5).

    Args:
        case: the sample.
        found: its rows.
        told: events of which a row speaks for this drug.
        in_cis: those of which a row speaks as they sit on one molecule.
    """
    resistant = _resistance_events(case, found.evidence)
    for number in resistant:
        if not any(number in group for group in told):
            # a driver is the other one's bypass
            is_other_driver = number in case.drivers.numbers and len(case.drivers.genes) > 1
            on_target = case.traits[number].gene in case.drivers.genes and not is_other_driver
            yield Answer(Basis.NO_DATA if on_target else Basis.NO_DATA_BYPASS, group=frozenset({number}))
    for compound in _compounds(case, found.evidence, resistant):
        if any(compound <= group for group in in_cis):
            continue
        if phase_of([case.events[n] for n in sorted(compound)], case.phasing) not in (PhaseVerdict.TRANS, None):
            yield Answer(Basis.NO_DATA_COMPOUND, group=compound)


def _compounds(
    case: Case, evidence: Mapping[str, Sequence[Evidence]], resistant: Sequence[int]
) -> list[frozenset[int]]:
    """Alterations of one gene that may be resistance together, the driver aside.

    Every two that are resistance by themselves, and those that a row lists as resistance to some drug together: there
    one of them may be listed nowhere by itself (ROS1 L2000V).
    """
    drivers = frozenset().union(*case.drivers.contexts.values())
    found = {frozenset(pair) for pair in combinations([n for n in resistant if n not in drivers], 2)}
    for rows in evidence.values():
        found |= {
            row.group - drivers
            for row in rows
            if row.decides and row.match is Match.COMPOUND and row.effect is not Effect.SENSITIVE
        }
    return sorted(
        (
            group
            for group in found
            if len(group) > 1 and max(group) < len(case.events) and len({case.traits[n].gene for n in group}) == 1
        ),
        key=sorted,
    )


def _with_another_driver(drug: str, case: Case, found: Found, told: Sequence[frozenset[int]]) -> Iterator[Answer]:
    """Resistance mutations that the table lists with another driver of the same gene: EGFR T790M beside G719A.

    That the other driver is not there does not make them harmless (rules.md R5).
    """
    with_this_driver = frozenset(_resistance_events(case, found.evidence)).union(*told)
    for number, findings in found.with_another_driver.items():
        if case.traits[number].gene in case.drivers.genes and number not in with_this_driver:
            because = tuple(index for index in findings if found.findings[index].drug == drug)
            yield Answer(Basis.NO_DATA_DRIVER, because, frozenset({number}))


def _at_residue(case: Case, found: Found, told: Sequence[frozenset[int]]) -> Iterator[Answer]:
    """Unlisted changes of resistance residues: what another change there leaves active may not stay active (R5)."""
    rows = [row for rows in found.evidence.values() for row in rows]
    listed = frozenset().union(*(row.group for row in rows if row.decides))
    at_residue = {n for row in rows if row.match is Match.RESIDUE for n in row.group if n < len(case.events)}
    for number in sorted(at_residue - listed):
        if not any(number in group for group in told):
            yield Answer(Basis.RESIDUE, group=frozenset({number}))


def _resistance_events(case: Case, evidence: Mapping[str, Sequence[Evidence]]) -> list[int]:
    """Events that a row with standing lists as resistance to some drug of the driver.

    A driver itself is among them only where a drug does not act on it (exon 20 insertions): that a drug works less
    well on one driver than on another says nothing of other drugs.
    """
    numbers = {
        number
        for rows in evidence.values()
        for row in rows
        if row.decides and row.match is not Match.COMPOUND
        if row.effect is Effect.RESISTANT or (row.effect is Effect.REDUCED_SENSITIVITY and not row.driver)
        for number in row.group
    }
    return sorted(number for number in numbers if number < len(case.events))


def _covered(rows: Sequence[Evidence]) -> frozenset[int]:
    """Events of which a row speaks on every molecule: where cis and trans are mixed, a row for one is not enough."""
    in_cis, in_trans = (
        frozenset().union(*(row.group for row in rows if row.phase_mixed in (None, kind)))
        for kind in (PhaseVerdict.CIS, PhaseVerdict.TRANS)
    )
    return in_cis & in_trans


def _bypass_changed(drug: str, table: ResistanceTable, case: Case, found: Found) -> Iterator[Answer]:
    """Resistance mutations of a bypass for an inhibitor of it: MET D1228N in an amplified MET beside EGFR L858R."""
    genes = {table.contexts[name].gene for name in case.drivers.bypass}
    if drug not in table.drugs_for(case.drivers.bypass):
        return
    for number, findings in found.with_another_driver.items():
        if case.traits[number].gene in genes:
            because = tuple(index for index in findings if found.findings[index].drug == drug)
            yield Answer(Basis.NO_DATA_DRIVER, because, frozenset({number}))


def _partners(drug: str, partners: Sequence[str], table: ResistanceTable, case: Case, found: Found) -> Iterator[Answer]:
    """A partner that an alteration speaks against, or of which the table is silent, and no data for all together.

    Silence on the driver is asked of its own kinase inhibitors only: the other partner is there for the bypass.
    """
    rows = found.evidence.get(drug, ())
    covered = _covered(rows)
    of_driver = table.drugs_for(case.drivers.contexts)
    basis = Basis.DOSE_NO_DATA if len(partners) == 1 else Basis.COMBINATION_NO_DATA
    for partner in partners:
        open_answers = [a for a in answers(found.evidence.get(partner, ())) if a.basis.rank < Basis.SENSITIVE.rank]
        if _is_kinase_inhibitor(partner, table):
            open_answers += _bypass_changed(partner, table, case, found)
            if partner in of_driver:
                open_answers += _silence(partner, case, found)
        for answer in open_answers:
            # singles that the combination has rows for are not added up to a compound either
            together = answer.basis is Basis.NO_DATA_COMPOUND
            told = any(answer.group <= row.group for row in rows) if together else answer.group <= covered
            if not told:
                yield Answer(basis, answer.because, answer.group)


def _driver_not_shown(drug: str, found: Found) -> Iterator[Answer]:
    """Resistance rows that would hold if the driver were shown (rules.md R1)."""
    because = tuple(
        index
        for index, finding in enumerate(found.findings)
        if finding.drug == drug and finding.rule == DRIVER_RULE and finding.effect != Effect.SENSITIVE
    )
    if because:
        yield Answer(Basis.DRIVER_NOT_SHOWN, because)
