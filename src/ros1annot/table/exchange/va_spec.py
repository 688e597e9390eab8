"""The table as GA4GH VA-Spec statements: one variant therapeutic response study statement a row (AMP/ASCO/CAP 2017).

VA-Spec knows two predicates. ``reduced_sensitivity`` and ``not_active`` become *predicts resistance*, and the row's
own effect stands in an extension beside what VA-Spec has no place for: driver context, prior drugs, status.
"""

from collections.abc import Iterator

from ros1annot.table.model import Drug, Effect, Entry, ResistanceTable

_GUIDELINE = "AMP/ASCO/CAP (AAC) Guidelines, 2017"
_METHOD = {
    "type": "Method",
    "name": _GUIDELINE,
    "reportedIn": {"type": "Document", "doi": "10.1016/j.jmoldx.2016.10.002", "pmid": "27993330"},
}


def statements(table: ResistanceTable) -> Iterator[dict[str, object]]:
    """The statements, in the order of the rows that name an alteration and a gene."""
    return (_statement(entry, table) for entry in table.entries if entry.kind.matched)


def _statement(entry: Entry, table: ResistanceTable) -> dict[str, object]:
    identifier = f"ros1annot:{entry.table}:{entry.id}"
    reported = [document for cited in entry.references if (document := _document(cited))]
    return {
        "id": identifier,
        "type": "Statement",
        **({"description": entry.note} if entry.note else {}),
        "specifiedBy": _METHOD,
        **({"reportedIn": reported} if reported else {}),
        "proposition": {
            "type": "VariantTherapeuticResponseProposition",
            "subjectVariant": {
                "id": f"{identifier}:variant",
                "type": "CategoricalVariant",
                "name": f"{entry.gene} {entry.alteration}",
            },
            "geneContextQualifier": {"conceptType": "Gene", "name": entry.gene},
            "alleleOriginQualifier": {"name": "somatic"},
            "predicate": ("predictsSensitivityTo" if entry.effect is Effect.SENSITIVE else "predictsResistanceTo"),
            "objectTherapeutic": _therapeutic(table.drugs[entry.drug]),
            "conditionQualifier": {"conceptType": "Disease", "name": entry.disease},
        },
        "direction": "supports",
        "strength": _coded(f"Level {entry.level}"),
        "classification": _coded(f"Tier {entry.tier.partition('-')[0]}"),
        "extensions": [{"name": name, "value": value} for name, value in _own_words(entry).items()],
    }


def _therapeutic(drug: Drug) -> dict[str, object]:
    if not drug.partners or drug.is_dose:
        return {"conceptType": "Therapy", "name": drug.name}
    therapies = [{"conceptType": "Therapy", "name": partner} for partner in drug.partners]
    return {"membershipOperator": "AND", "therapies": therapies}


def _coded(code: str) -> dict[str, object]:
    return {"primaryCoding": {"system": _GUIDELINE, "code": code}}


def _document(cited: str) -> dict[str, object] | None:
    kind, _, value = cited.partition(":")
    match kind:
        case "PMID":
            return {"type": "Document", "pmid": value}
        case "doi":
            return {"type": "Document", "doi": value}
        case "civic":
            return {"type": "Document", "id": f"civic.{value.replace('EID', 'eid:')}"}
        case _:
            return {"type": "Document", "title": value}


def _own_words(entry: Entry) -> dict[str, object]:
    return {
        "effect": entry.effect.value,
        "driver": entry.driver,
        "prior_drugs": list(entry.prior_drugs),
        "mechanism": entry.mechanism,
        "evidence_type": entry.evidence_type.value,
        "tier": entry.tier,
        "status": entry.status.value,
        "curated": entry.curated.isoformat(),
        "transcript": entry.transcript,
    }
