"""The table as a frictionless data package: its files, and a descriptor that types every column. Pure."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ros1annot.table.entries import ENTRY_COLUMNS
from ros1annot.table.model import ContextRole, Effect, EvidenceType, Kind, Level, Status
from ros1annot.table.vocabulary import CLASS_COLUMNS, DRIVER_COLUMNS, DRUG_COLUMNS, GENE_COLUMNS

_WORDS: Mapping[str, type[StrEnum]] = {
    "kind": Kind,
    "effect": Effect,
    "evidence_type": EvidenceType,
    "level": Level,
    "status": Status,
    "role": ContextRole,
}
_DATES = frozenset({"curated", "as_of"})


@dataclass(frozen=True, slots=True)
class _Form:
    """One file: its columns, its key, and the columns that are never empty."""

    name: str
    columns: Sequence[str]
    key: str
    required: frozenset[str]


_FORMS = (
    _Form(
        "resistance", ENTRY_COLUMNS, "id", frozenset(ENTRY_COLUMNS) - {"transcript", "prior_drug", "references", "note"}
    ),
    _Form("drugs", DRUG_COLUMNS, "drug", frozenset({"drug", "as_of"})),
    _Form("alteration_classes", CLASS_COLUMNS, "class", frozenset({"class", "gene", "members"})),
    _Form("drivers", DRIVER_COLUMNS, "driver", frozenset({"driver", "gene", "role", "established_by"})),
    _Form("genes", GENE_COLUMNS, "gene", frozenset({"gene"})),
)
_KEYS_ELSEWHERE = {"resistance": {"drug": "drugs", "driver": "drivers"}}


def data_package(files: Mapping[str, str], version: str) -> dict[str, str]:
    """The files of the package by name, its descriptor among them.

    Args:
        files: text of each of the table's files, by the name without ``.tsv``.
        version: of the table.
    """
    descriptor = {
        "profile": "tabular-data-package",
        "name": "ros1annot-resistance-table",
        "title": "Resistance of kinase-driven tumours to targeted drugs",
        "version": version,
        "resources": [_resource(form, files[form.name]) for form in _FORMS],
    }
    text = json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n"
    return {**{f"{form.name}.tsv": files[form.name] for form in _FORMS}, "datapackage.json": text}


def _resource(form: _Form, text: str) -> dict[str, object]:
    payload = text.encode()
    foreign = [
        {"fields": [column], "reference": {"resource": other, "fields": [column]}}
        for column, other in _KEYS_ELSEWHERE.get(form.name, {}).items()
    ]
    return {
        "profile": "tabular-data-resource",
        "name": form.name,
        "path": f"{form.name}.tsv",
        "format": "tsv",
        "mediatype": "text/tab-separated-values",
        "encoding": "utf-8",
        "bytes": len(payload),
        "hash": f"sha256:{hashlib.sha256(payload).hexdigest()}",
        "dialect": {"delimiter": "\t", "quoteChar": "\u001f", "doubleQuote": False},
        "schema": {
            "fields": [_field(column, form) for column in form.columns],
            "primaryKey": [form.key],
            "missingValues": [""],
            **({"foreignKeys": foreign} if foreign else {}),
        },
    }


def _field(column: str, form: _Form) -> dict[str, object]:
    constraints: dict[str, object] = {"required": True} if column in form.required else {}
    if column in _WORDS:
        constraints["enum"] = [str(word) for word in _WORDS[column]]
    kind = "date" if column in _DATES else "string"
    return {"name": column, "type": kind, **({"constraints": constraints} if constraints else {})}
