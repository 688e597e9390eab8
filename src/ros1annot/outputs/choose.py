"""From the files that were recognised to the rows of a sample sheet, with a reason for each file that is left out."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from ros1annot.model import InputKind
from ros1annot.outputs.layouts import Find

_WHOLE = "snvs+indels"
_MATERIAL = re.compile(r"[._-](?:dna|rna)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that is in no row, and why."""

    path: PurePosixPath
    why: str


@dataclass(frozen=True, slots=True)
class Row:
    """One sample of the sheet.

    Attributes:
        names: what the pipelines called it; two where its DNA and RNA had names of their own.
        unsure: files of which only a person can tell which one is meant, by column.
    """

    sample: str
    names: tuple[str, ...]
    files: Mapping[InputKind, tuple[Find, ...]]
    unsure: Mapping[InputKind, tuple[Find, ...]] = field(default_factory=dict)


def choose(finds: Sequence[Find]) -> tuple[list[Row], list[LeftOut]]:
    """Rows in the order of their names, and what is in none of them.

    DNA and RNA share a row where they have one name, or names that differ by ``-DNA`` and ``-RNA`` alone. Files of
    a matched normal are left out.
    """
    left: list[LeftOut] = []
    normals = {find.normal for find in finds if find.normal}
    names = _paired({find.sample for find in finds if _reason(find, normals) is None})
    by_sample: dict[str, list[Find]] = defaultdict(list)
    for find in finds:
        if why := _reason(find, normals):
            left.append(LeftOut(find.path, why))
        else:
            by_sample[names[find.sample]].append(find)
    rows = []
    for sample, members in sorted(by_sample.items()):
        row, others = _row(sample, members)
        rows.append(row)
        left += others
    return rows, left


def _reason(find: Find, normals: Collection[str]) -> str | None:
    if find.is_normal or find.sample in normals:
        return f"{find.sample} is a normal sample"
    return find.rule.note if find.rule.kind is None else None


def _paired(names: Collection[str]) -> dict[str, str]:
    """Each name with that of its row: ``S`` where two of ``S``, ``S-DNA`` and ``S-RNA`` are there."""
    stems: dict[str, set[str]] = defaultdict(set)
    for name in names:
        stems[_MATERIAL.sub("", name)].add(name)
    return {name: stem if len(members) > 1 else name for stem, members in stems.items() for name in members}


def _row(sample: str, finds: Sequence[Find]) -> tuple[Row, list[LeftOut]]:
    files: dict[InputKind, tuple[Find, ...]] = {}
    unsure: dict[InputKind, tuple[Find, ...]] = {}
    left: list[LeftOut] = []
    for kind in InputKind:
        offered = sorted((find for find in finds if find.rule.kind is kind), key=lambda find: find.rule.order)
        taken = list(_preferred(kind, offered))
        left += [LeftOut(find.path, _told(taken)) for find in offered if find not in taken]
        if taken and _ambiguous(taken):
            unsure[kind] = tuple(taken)
        elif taken:
            files[kind] = tuple(taken)
    return Row(sample, tuple(sorted({find.sample for find in finds})), files, unsure), left


def _preferred(kind: InputKind, offered: Sequence[Find]) -> Iterator[Find]:
    """The first tool's files (of fusions every tool's), each part by the rule that comes first."""
    best: dict[tuple[str, str], int] = {}
    for find in offered:
        if kind is InputKind.FUSIONS or find.rule.tool == offered[0].rule.tool:
            first = best.setdefault((find.rule.tool, find.rule.part), find.rule.order)
            if find.rule.order == first:
                yield find


def _ambiguous(taken: Sequence[Find]) -> bool:
    """Two files for one part, or a file of all small variants beside one of some of them."""
    parts = [(find.rule.tool, find.rule.part) for find in taken]
    return len(set(parts)) < len(parts) or (len(parts) > 1 and any(part == _WHOLE for _, part in parts))


def _told(taken: Iterable[Find]) -> str:
    return "preferred: " + ", ".join(str(find.path) for find in taken)
