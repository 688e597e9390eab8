"""The drugs as the report shows them: what was found first, the rest short."""

from collections.abc import Mapping
from dataclasses import dataclass

from ros1annot.result import Alteration, Call, DrugCall, Finding, Result
from ros1annot.write.facts import titled
from ros1annot.write.labels import CallLabel, Labels
from ros1annot.write.text import Reference, reference, vaf
from ros1annot.write.view.alterations import anchor_of

_PRECEDENCE = {call: place for place, call in enumerate(Call)}
_THERAPY = {"current": 0, "prior": 1, "": 2}
_SHOWN_REFERENCES = 2
# Situations in which an alteration is named, and the table says nothing of this drug.
_WITHOUT_DATA = frozenset(
    {"no_data", "no_data_driver", "no_data_bypass", "no_data_compound", "combination_no_data", "dose_no_data"}
)


@dataclass(frozen=True, slots=True)
class Reason:
    """One alteration, or compound, behind a call."""

    title: str
    detail: str
    anchor: str


@dataclass(frozen=True, slots=True)
class DrugRow:
    """One drug with its call.

    Attributes:
        evidence: level and kind of evidence of the rows behind the call.
        references: the first of their references; ``more_references`` counts the others.
    """

    drug: str
    drug_class: str
    therapy: str
    therapy_word: str
    call: CallLabel
    coverage: str
    reasons: tuple[Reason, ...]
    evidence: tuple[str, ...]
    references: tuple[Reference, ...]
    more_references: int
    statement: str
    approval: str


@dataclass(frozen=True, slots=True)
class DrugGroup:
    """Drugs of one call, coverage and reason that need no sentence each.

    Attributes:
        why: what speaks against a partner, where something does.
    """

    call: CallLabel
    coverage: str
    drugs: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Graded:
    """A drug with the level of the evidence behind its call; empty where no row decided."""

    drug: str
    level: str


@dataclass(frozen=True, slots=True)
class Glance:
    """All drugs of one call, the best evidence first."""

    call: CallLabel
    drugs: tuple[Graded, ...]


@dataclass(frozen=True, slots=True)
class DrugsView:
    """All drugs of a sample.

    Attributes:
        glance: every drug once, under its call; combinations without data of their own are left to ``combinations``.
        current: the drugs the patient takes.
        found: drugs with evidence behind their call, and the current ones.
        others: the other single drugs, and combinations that were given.
        combinations: the other combinations, by call.
    """

    glance: tuple[Glance, ...]
    current: tuple[DrugRow, ...]
    found: tuple[DrugRow, ...]
    others: tuple[DrugRow, ...]
    combinations: tuple[DrugGroup, ...]


def drugs_view(result: Result, labels: Labels) -> DrugsView:
    """Arrange the drugs: by precedence of the call, then therapy, then name."""
    ordered = sorted(result.drugs, key=lambda drug: (_PRECEDENCE[drug.call], _THERAPY[drug.therapy], drug.drug))
    by_id = {alteration.id: alteration for alteration in result.alterations}
    found = [drug for drug in ordered if _has_evidence(drug) or drug.therapy == "current"]
    rest = [drug for drug in ordered if drug not in found]
    combinations = [drug for drug in rest if " + " in drug.drug and not drug.therapy]

    def rows(drugs: list[DrugCall]) -> tuple[DrugRow, ...]:
        return tuple(_row(drug, result.findings, by_id, labels) for drug in drugs)

    return DrugsView(
        glance=_glance([drug for drug in ordered if drug not in combinations], labels),
        current=rows([drug for drug in found if drug.therapy == "current"]),
        found=rows(found),
        others=rows([drug for drug in rest if drug not in combinations]),
        combinations=_groups(combinations, result.findings, by_id, labels),
    )


def _has_evidence(drug: DrugCall) -> bool:
    return bool(drug.because) and drug.basis not in _WITHOUT_DATA


def _glance(drugs: list[DrugCall], labels: Labels) -> tuple[Glance, ...]:
    groups: dict[Call, list[Graded]] = {}
    for drug in drugs:
        groups.setdefault(drug.call, []).append(Graded(drug.drug, drug.level or ""))
    return tuple(
        Glance(labels.calls[call], tuple(sorted(graded, key=lambda item: (item.level or "Z", item.drug))))
        for call, graded in groups.items()
    )


def _row(drug: DrugCall, findings: tuple[Finding, ...], by_id: Mapping[str, Alteration], labels: Labels) -> DrugRow:
    behind = [findings[index] for index in drug.because]
    cited = sorted(dict.fromkeys(source for finding in behind for source in finding.references), key=_kind)
    level = [f"level {drug.level}"] if drug.level else []
    kinds = dict.fromkeys(
        labels.word("evidence_type", finding.evidence_type) for finding in behind if drug.level in (None, finding.level)
    )
    return DrugRow(
        drug=drug.drug,
        drug_class=drug.drug_class,
        therapy=drug.therapy,
        therapy_word=labels.word("therapy", drug.therapy) if drug.therapy else "",
        call=labels.calls[drug.call],
        coverage=labels.word("coverage", drug.coverage),
        reasons=tuple(dict.fromkeys(_reason(finding, by_id) for finding in behind)),
        evidence=(*level, *kinds),
        references=tuple(reference(source) for source in cited[:_SHOWN_REFERENCES]),
        more_references=max(0, len(cited) - _SHOWN_REFERENCES),
        statement=drug.statement,
        approval=_approval(drug.approval, labels),
    )


def _kind(cited: str) -> int:
    """PubMed before DOI before free citation: the same paper often comes as two of them."""
    return next((place for place, start in enumerate(("PMID:", "doi:")) if cited.startswith(start)), 2)


def _reason(finding: Finding, by_id: Mapping[str, Alteration]) -> Reason:
    parts = [by_id[i] for i in finding.alteration_ids]
    title = " + ".join(titled(part.gene, part.name) for part in parts)
    small = [vaf(part.vaf) for part in parts if part.kind == "small_variant"]
    return Reason(title or titled(finding.gene, finding.alteration), ", ".join(small), anchor_of(finding))


def _approval(approval: Mapping[str, str], labels: Labels) -> str:
    known = [key for key in labels.sections["approval"] if approval.get(key)]
    others = sorted(key for key in approval if key not in labels.sections["approval"] and approval[key])
    return " · ".join(f"{labels.word('approval', key)} {approval[key]}" for key in (*others, *known))


def _groups(
    drugs: list[DrugCall], findings: tuple[Finding, ...], by_id: Mapping[str, Alteration], labels: Labels
) -> tuple[DrugGroup, ...]:
    groups: dict[tuple[Call, str, str], list[str]] = {}
    for drug in drugs:
        behind = dict.fromkeys(_against(findings[index], by_id, labels) for index in drug.because)
        key = drug.call, labels.word("coverage", drug.coverage), "; ".join(behind)
        groups.setdefault(key, []).append(drug.drug)
    return tuple(
        DrugGroup(labels.calls[call], coverage, tuple(names), why) for (call, coverage, why), names in groups.items()
    )


def _against(finding: Finding, by_id: Mapping[str, Alteration], labels: Labels) -> str:
    return f"{_reason(finding, by_id).title} {labels.word('effect', finding.effect)} to {finding.drug}"
