"""Any tab-separated file of statements, by a mapping of its columns and words: docs/table.md has an example.

The mapping is TOML: ``[columns]`` names the file's column for ``gene``, ``alteration``, ``drug``, ``effect`` and, where
there are any, ``id``, ``disease``, ``level``, ``references``; ``[effect]``, ``[level]`` and ``[disease]`` translate its
words; ``[several]`` gives the separator of cells that hold alternatives.
"""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ros1annot.errors import InputError
from ros1annot.table.exchange.foreign import ANY_DISEASE, ForeignItem
from ros1annot.table.model import Effect, EvidenceType, Level

_REQUIRED = ("gene", "alteration", "drug", "effect")
_COLUMNS = (*_REQUIRED, "id", "disease", "level", "references")
_SECTIONS = ("columns", "effect", "level", "disease", "several")
_EVIDENCE = {
    Level.A: EvidenceType.GUIDELINE,
    Level.B: EvidenceType.CLINICAL_TRIAL,
    Level.C: EvidenceType.CASE_REPORT,
    Level.D: EvidenceType.PRECLINICAL,
}
"""The kind of study that stands behind a level as a rule (README.md); a curator corrects it."""


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """What a mapping file says, by section."""

    columns: Mapping[str, str]
    effect: Mapping[str, str]
    level: Mapping[str, str]
    disease: Mapping[str, str]
    several: Mapping[str, str]


def read_mapping(path: Path) -> ColumnMap:
    """Read a mapping.

    Raises:
        InputError: it is not TOML, or names an unknown section or column, or leaves a needed one out.
    """
    try:
        loaded = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(path, f"the mapping cannot be read ({error}); compare docs/table.md") from error
    sections = {name: {str(k): str(v) for k, v in dict(loaded.get(name, {})).items()} for name in _SECTIONS}
    mapping = ColumnMap(**sections)
    unknown = [*(set(loaded) - set(_SECTIONS)), *(set(mapping.columns) - set(_COLUMNS))]
    missing = [name for name in _REQUIRED if name not in mapping.columns]
    words: dict[str, set[str]] = {"effect": set(Effect), "level": set(Level)}
    wrong = [w for section, known in words.items() for w in sections[section].values() if w not in known]
    if unknown or missing or wrong:
        problem = f"does not name `{missing[0]}`" if missing else f"holds `{(unknown or wrong)[0]}`, which is not known"
        raise InputError(path, f"the mapping {problem}; compare docs/table.md")
    return mapping


def read_mapped(path: Path, mapping: ColumnMap, prefix: str) -> Iterator[ForeignItem]:
    """The statements of a file; rows whose effect the mapping does not translate say nothing and are left out.

    Args:
        path: tab-separated, with a header.
        mapping: see the module.
        prefix: what the identifier of a statement begins with, before its id or line.

    Raises:
        InputError: the file cannot be read, or lacks a column that the mapping names.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle, delimiter="\t")
            missing = [c for c in mapping.columns.values() if c not in (reader.fieldnames or ())]
            if missing:
                raise InputError(path, f"has no column `{missing[0]}`, which the mapping names; correct the mapping", 1)
            for row in reader:
                yield from _items(row, mapping, reader.line_num, prefix)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(path, f"cannot be read as a tab-separated table ({error}); save it as TSV") from error


def _items(row: Mapping[str, str], mapping: ColumnMap, line: int, prefix: str) -> Iterator[ForeignItem]:
    def cell(name: str) -> str:
        return (row.get(mapping.columns.get(name, "")) or "").strip()

    def several(name: str) -> list[str]:
        separator = mapping.several.get(name)
        parts = cell(name).split(separator) if separator else [cell(name)]
        return [part.strip() for part in parts if part.strip()]

    said = mapping.effect.get(cell("effect"), cell("effect"))
    if said not in set(Effect):
        return
    told = mapping.level.get(cell("level"), cell("level"))
    level = Level(told) if told in set(Level) else Level.D
    gene = cell("gene")
    for alteration in several("alteration"):
        for drug in several("drug"):
            yield ForeignItem(
                line=line,
                identifier=f"{prefix}{cell('id') or f'line {line}'}",
                profile=(alteration if "::" in alteration else f"{gene} {alteration}",),
                drug=drug,
                disease=mapping.disease.get(cell("disease"), cell("disease")) or ANY_DISEASE,
                effect=Effect(said),
                level=level,
                evidence_type=_EVIDENCE[level],
                references=tuple(several("references")),
            )
