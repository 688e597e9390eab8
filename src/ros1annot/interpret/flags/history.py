"""Flags on what the sheet says of drugs and therapies (rules R4, Q1, S4, S9)."""

from collections.abc import Iterator
from datetime import date

from ros1annot.interpret.flags.seen import Seen
from ros1annot.interpret.precedence import Basis
from ros1annot.interpret.wording import listed
from ros1annot.model import InputKind
from ros1annot.result import Call, Flag
from ros1annot.table.freshness import outdated

_AGAINST = frozenset({Call.NOT_ACTIVE, Call.RESISTANT, Call.REDUCED_SENSITIVITY})
_UNEXPLAINED = frozenset({Call.SENSITIVE, Call.NO_KNOWN_RESISTANCE})
_OPTIONS = frozenset({Call.SENSITIVE, Call.NOT_ASSESSABLE, Call.NO_KNOWN_RESISTANCE, Call.NOT_TESTED})
_UNKNOWN = frozenset({Basis.NO_DATA, Basis.RESIDUE})
"""Situations of a mutation of which nothing is known: after crizotinib alone they close no option."""


def history_flags(seen: Seen) -> Iterator[Flag]:
    """What the therapies given mean for the reading of the calls, and what is wrong with them."""
    therapy, table = seen.case.therapy, seen.knowledge.table
    if not therapy.known:
        yield seen.flag("history_missing", "Q1")
    if quiet := [d.drug for d in seen.drugs if d.therapy == "current" and d.call in _UNEXPLAINED]:
        yield seen.flag("no_mechanism", "R4", drug=listed(quiet))
    yield from _after_alk_inhibitors(seen)
    for drug in (*therapy.current, *therapy.prior):
        if drug not in table.drugs and not table.partners_of(drug):
            yield seen.flag("unknown_drug", "S9", drug=drug)
    if old := list(_outdated(seen)):
        months = seen.knowledge.parameters.approval_max_months
        age = f"more than {months} months before {_day_of(seen)}"
        yield seen.flag("drug_status_outdated", "S9", values={"months": months}, drug=listed(old), reason=age)


def _after_alk_inhibitors(seen: Seen) -> Iterator[Flag]:
    """Whether the ALK inhibitors taken so far let the mutation choose the next one (rules.md S4, Nadal 2022).

    After crizotinib alone a next-generation inhibitor is an option whatever mutation is found; after one of those,
    the mutation decides, and without one lorlatinib works less well.
    """
    if "ALK" not in seen.case.drivers.genes:
        return
    taken = (*seen.case.therapy.current, *seen.case.therapy.prior)
    later = [drug for drug in taken if _is_next_generation(drug, seen)]
    if later:
        mutations = [a for a in seen.case.alterations if a.gene == "ALK" and a.kind == "small_variant"]
        if any(alteration.counted for alteration in mutations):
            yield seen.flag("alk_mutation_decides", "S4", drug=listed(later))
        elif InputKind.VCF in seen.supplied and all(alteration.polymorphism for alteration in mutations):
            yield seen.flag("alk_no_mutation", "S4", drug=listed(later))
    elif "crizotinib" in taken:
        later_ones = [d for d in seen.drugs if _is_next_generation(d.drug, seen)]
        options = [d.drug for d in later_ones if d.call in _OPTIONS or d.basis in _UNKNOWN]
        closed = [d.drug for d in later_ones if d.call in _AGAINST]
        code = "alk_after_crizotinib_but" if closed else "alk_after_crizotinib"
        yield seen.flag(code, "S4", drug=listed(options) or "none", reason=listed(closed))


def _is_next_generation(drug: str, seen: Seen) -> bool:
    """A second-, third- or fourth-generation inhibitor of ALK, by its class in the drug table."""
    entry = seen.knowledge.table.drugs.get(drug)
    words = entry.generation.split() if entry else []
    return any(word.startswith("ALK") for word in words) and "first" not in words


def _day_of(seen: Seen) -> str:
    """The day of the report, or at least that of the sample; no clock is read."""
    return seen.knowledge.parameters.report_date or seen.sample.collected or ""


def _outdated(seen: Seen) -> Iterator[str]:
    """Drugs whose approval status is too old for the day of the report, where one is known (S9)."""
    day, months = _day_of(seen), seen.knowledge.parameters.approval_max_months
    for call in seen.drugs if day else ():
        drug = seen.knowledge.table.drugs.get(call.drug)
        if drug is not None and outdated(drug, date.fromisoformat(day), months):
            yield call.drug
