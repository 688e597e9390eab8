"""Where the table is silent on what the sample asks: answers that keep silence from reading as good news."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from ros1annot.interpret.decide import Answer, Evidence, answers, strongest
from ros1annot.interpret.findings import DRIVER_RULE, Case, Found
from ros1annot.interpret.phase import phase_of
from ros1annot.interpret.precedence import Basis
from ros1annot.result import Match, PhaseVerdict
from ros1annot.table.model import Drug, Effect, ResistanceTable

_KINASE_INHIBITORS = ("small-molecule TKI", "small-molecule macrocycle", "switch-control TKI")


def gaps(drug: str, table: ResistanceTable, case: Case, found: Found) -> Iterator[Answer]:
    """The ``uncertain`` answers that a drug gets from missing data or a missing driver."""
    told = [row.group for row in found.evidence.get(drug, ())]
    entry = table.drugs.get(drug)
    if entry is not None and entry.partners:
        yield from _partners(entry, found.evidence, _covered(found.evidence.get(drug, ())))
    elif entry is not None and entry.drug_class in _KINASE_INHIBITORS:
        in_cis = [row.group for row in found.evidence.get(drug, ()) if row.phase_mixed is not PhaseVerdict.TRANS]
        yield from _no_data(case, found, told, in_cis)
        yield from _at_residue(case, found, told)
    if not case.drivers.listed:
        yield from _driver_not_shown(drug, found)


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
    drivers = frozenset().union(*case.drivers.contexts.values())
    for one, other in combinations([n for n in resistant if n not in drivers], 2):
        pair = frozenset({one, other})
        if case.traits[one].gene != case.traits[other].gene or any(pair <= group for group in in_cis):
            continue
        if phase_of([case.events[one], case.events[other]], case.phasing) not in (PhaseVerdict.TRANS, None):
            yield Answer(Basis.NO_DATA_COMPOUND, group=pair)


def _at_residue(case: Case, found: Found, told: Sequence[frozenset[int]]) -> Iterator[Answer]:
    """Unlisted changes of resistance residues: what another change there leaves active may not stay active (R5)."""
    rows = [row for rows in found.evidence.values() for row in rows]
    listed = frozenset().union(*(row.group for row in rows if row.match is not Match.RESIDUE))
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


def _partners(drug: Drug, evidence: Mapping[str, Sequence[Evidence]], covered: frozenset[int]) -> Iterator[Answer]:
    """A partner that an alteration speaks against, where the combination, or a dose of one drug, has no data for it."""
    basis = Basis.DOSE_NO_DATA if drug.is_dose else Basis.COMBINATION_NO_DATA
    for partner in drug.partners:
        answer = strongest(answers(evidence.get(partner, ())))
        if answer and answer.basis.rank < Basis.SENSITIVE.rank and not answer.group <= covered:
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
