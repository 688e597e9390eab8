"""The table arranged by gene, so that the time to match a sample does not grow with the table."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from ros1annot.model import ProteinChange
from ros1annot.table.alteration import ClassPart, Part, ProteinPart
from ros1annot.table.classes import AlterationClass, substitution_residues
from ros1annot.table.model import Entry, Kind
from ros1annot.table.traits import unversioned

_Named: TypeAlias = tuple[str, ProteinChange]
_Residue: TypeAlias = tuple[str, int]


@dataclass(frozen=True, slots=True)
class GeneIndex:
    """The rows of one gene that events can meet.

    Attributes:
        exact: rows of one protein change, by accession (without version) and change.
        residues: resistance rows that list single substitutions, by accession and residue.
        others: rows of one class, fusion or copy-number change.
        compounds: rows of several parts.
    """

    exact: Mapping[_Named, Sequence[Entry]] = field(default_factory=lambda: defaultdict(list))
    residues: Mapping[_Residue, Sequence[Entry]] = field(default_factory=lambda: defaultdict(list))
    others: Sequence[Entry] = ()
    compounds: Sequence[Entry] = ()


def build_index(entries: Sequence[Entry], classes: Mapping[str, AlterationClass]) -> Mapping[str, GeneIndex]:
    """The rows that can be matched, by gene."""
    by_gene: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.kind.matched:
            by_gene[entry.gene].append(entry)
    return {gene: _index_gene(rows, classes) for gene, rows in by_gene.items()}


def _index_gene(entries: Sequence[Entry], classes: Mapping[str, AlterationClass]) -> GeneIndex:
    exact: dict[_Named, list[Entry]] = defaultdict(list)
    residues: dict[_Residue, list[Entry]] = defaultdict(list)
    others: list[Entry] = []
    compounds: list[Entry] = []
    for entry in entries:
        accession = unversioned(entry.transcript)
        if entry.kind is Kind.COMPOUND:
            compounds.append(entry)
            continue
        part = entry.parsed.parts[0]
        if isinstance(part.what, ProteinPart):
            exact[accession, part.what.change].append(entry)
        else:
            others.append(entry)
        if entry.is_resistance:
            for residue in listed_residues(part, classes):
                residues[accession, residue].append(entry)
    return GeneIndex(dict(exact), dict(residues), tuple(others), tuple(compounds))


def listed_residues(part: Part, classes: Mapping[str, AlterationClass]) -> Iterator[int]:
    """Residues whose substitutions the part lists: 2032 of ``p.G2032R``; 12, 13 … of ``kras_activating``."""
    match part.what:
        case ProteinPart(change) if change.is_substitution:
            yield change.start
        case ClassPart(name):
            yield from dict.fromkeys(substitution_residues(name, classes))
        case _:
            return
