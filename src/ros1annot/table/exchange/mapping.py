"""Any tab-separated file of statements, by a mapping of its columns and words: docs/table.md has an example.

The mapping is TOML: ``[columns]`` names the file's column for ``gene``, ``alteration``, ``drug``, ``effect`` and, where
there are any, ``id``, ``disease``, ``level``, ``references`` (a list: the first of these names that the file has);
``[effect]``, ``[level]`` and ``[disease]`` translate its words; ``[several]`` gives the separator of cells that hold
alternatives, ``[prefix]`` what to put before each of them.
"""

import csv
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from ros1annot.errors import InputError
from ros1annot.table.exchange.foreign import ANY_DISEASE, ForeignItem
from ros1annot.table.model import Effect, EvidenceType, Level

_REQUIRED = ("gene", "alteration", "drug", "effect")
_COLUMNS = (*_REQUIRED, "id", "disease", "level", "references")
_WORDS: Mapping[str, Collection[str]] = {"effect": set(Effect), "level": set(Level)}
_SECTIONS = ("effect", "level", "disease", "several", "prefix")
_EVIDENCE = {
    Level.A: EvidenceType.GUIDELINE,
    Level.B: EvidenceType.CLINICAL_TRIAL,
    Level.C: EvidenceType.CASE_REPORT,
    Level.D: EvidenceType.PRECLINICAL,
}
"""The kind of study that stands behind a level as a rule (README.md); a curator corrects it."""


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """What a mapping file says, by section; ``columns`` gives for each of ours the name, or those it may have."""

    columns: Mapping[str, str | Sequence[str]]
    effect: Mapping[str, str]
    level: Mapping[str, str]
    disease: Mapping[str, str]
    several: Mapping[str, str]
    prefix: Mapping[str, str]


def read_mapping(path: Path) -> ColumnMap:
    """Read a mapping.

    Raises:
        InputError: it is not TOML, or names an unknown section or column, or leaves a needed one out.
    """
    try:
        loaded = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(path, f"the mapping cannot be read ({error}); compare docs/table.md") from error
    columns: dict[str, str | Sequence[str]] = dict(loaded.pop("columns", {}))
    sections = {name: {str(k): str(v) for k, v in dict(loaded.get(name, {})).items()} for name in _SECTIONS}
    missing = [name for name in _REQUIRED if name not in columns]
    unknown = [*(set(loaded) - set(_SECTIONS)), *(set(columns) - set(_COLUMNS))]
    unknown += [word for section, known in _WORDS.items() for word in sections[section].values() if word not in known]
    if unknown or missing:
        problem = f"does not name `{missing[0]}`" if missing else f"holds `{unknown[0]}`, which is not known"
        raise InputError(path, f"the mapping {problem}; compare docs/table.md")
    return ColumnMap(columns, **sections)


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
            row_reader = _RowReader(_columns_of(path, mapping, reader.fieldnames or ()), mapping, prefix)
            for row in reader:
                yield from row_reader.items(row, reader.line_num)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(path, f"cannot be read as a tab-separated table ({error}); save it as TSV") from error


def _columns_of(path: Path, mapping: ColumnMap, header: Sequence[str]) -> dict[str, str]:
    """The file's own column for each of ours; only one of a list of names may be missing where it is not needed."""
    found: dict[str, str] = {}
    for ours, theirs in mapping.columns.items():
        names = (theirs,) if isinstance(theirs, str) else tuple(theirs)
        there = next((name for name in names if name in header), None)
        if there is not None:
            found[ours] = there
        elif isinstance(theirs, str) or ours in _REQUIRED:
            named = " or ".join(f"`{name}`" for name in names)
            raise InputError(path, f"has no column {named}, which the mapping names; correct the mapping", 1)
    return found


@dataclass(frozen=True, slots=True)
class _RowReader:
    """Reads the rows of one file."""

    columns: Mapping[str, str]
    mapping: ColumnMap
    prefix: str

    def items(self, row: Mapping[str, str | None], line: int) -> Iterator[ForeignItem]:
        """One statement for each alternative that a row gives."""

        def several(name: str) -> list[str]:
            cell = (row.get(self.columns.get(name, "")) or "").strip()
            separator = self.mapping.several.get(name)
            parts = cell.split(separator) if separator else [cell]
            return [f"{self.mapping.prefix.get(name, '')}{part.strip()}" for part in parts if part.strip()]

        def word(name: str, words: Mapping[str, str]) -> str:
            said = "".join(several(name))
            return words.get(said, said)

        effect, level = word("effect", self.mapping.effect), word("level", self.mapping.level)
        if effect not in set(Effect):
            return
        known = Level(level) if level in set(Level) else Level.D
        item = ForeignItem(
            line=line,
            identifier=f"{self.prefix}{''.join(several('id')) or f'line {line}'}",
            profile=(),
            drug="",
            disease="",
            effect=Effect(effect),
            level=known,
            evidence_type=_EVIDENCE[known],
            references=tuple(several("references")),
        )
        gene, diseases = "".join(several("gene")), several("disease") or [ANY_DISEASE]
        for alteration, drug, disease in product(several("alteration"), several("drug"), diseases):
            yield replace(
                item, profile=(f"{gene} {alteration}",), drug=drug, disease=self.mapping.disease.get(disease, disease)
            )
