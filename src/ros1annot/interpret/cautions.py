"""Alterations that may not be of the tumour, or are to be read with care: ``resources/cautions.tsv``."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ros1annot.annotate.protein import ProteinTextError, parse_protein
from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import ResourceError
from ros1annot.model import Event, ProteinChange, SmallVariant

_COLUMNS = ("caution", "gene", "alteration", "source")
_ANY = "*"


class Caution(StrEnum):
    """Why an alteration is to be read with care."""

    CLONAL_HAEMATOPOIESIS = "clonal_haematopoiesis"
    MASTOCYTOSIS = "mastocytosis"
    GERMLINE = "germline"
    POLYMORPHISM = "polymorphism"


@dataclass(frozen=True, slots=True)
class Cautions:
    """What the file lists: by caution and gene, each change (``None``: any change of the protein) with its source."""

    listed: Mapping[tuple[Caution, str], Mapping[ProteinChange | None, str]]

    def source(self, caution: Caution, event: Event) -> str | None:
        """The source of the row that an event meets, or ``None``: the caution does not hold for it."""
        if not isinstance(event, SmallVariant):
            return None
        changes = self.listed.get((caution, event.gene), {})
        return changes.get(event.name.protein, changes.get(None))


NO_CAUTIONS = Cautions({})
"""For a look at single events, without the file."""


def load_cautions(path: Path, genome: Genome) -> Cautions:
    """Read the file; residues are checked against the reporting transcripts.

    Raises:
        ResourceError: a column, caution, gene or residue is wrong; with its line.
    """
    listed: dict[tuple[Caution, str], dict[ProteinChange | None, str]] = {}
    with path.open(encoding="utf-8", newline="") as handle:
        rows = csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
        if tuple(rows.fieldnames or ()) != _COLUMNS:
            raise ResourceError(f"{path}, line 1: write the columns {', '.join(_COLUMNS)}")
        for row in rows:
            try:
                key = Caution(row["caution"]), row["gene"]
                listed.setdefault(key, {})[_change(row["gene"], row["alteration"], genome)] = row["source"]
            except ValueError as problem:
                raise ResourceError(f"{path}, line {rows.line_num}: {problem}") from problem
    return Cautions(listed)


def _change(gene: str, text: str, genome: Genome) -> ProteinChange | None:
    if text == _ANY:
        return None
    known = genome.genes.get(gene)
    if known is None or known.reporting.protein is None:
        raise ValueError(f"{gene} has no shipped transcript, so {text} cannot be checked; only `*` can be written")
    try:
        return parse_protein(text, known.reporting.protein)
    except ProteinTextError as problem:
        raise ValueError(f"{gene} {text}: {problem}") from problem
