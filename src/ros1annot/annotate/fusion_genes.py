"""What is known of the genes in fusions: kinases that drive, their domains, names that callers still use."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ros1annot.resources import resource

UNKNOWN_GENE = "?"
"""The gene of a call whose caller names none (the sign is that of the VICC fusion nomenclature)."""


@dataclass(frozen=True, slots=True)
class Kinase:
    """A kinase whose fusions are treated.

    Attributes:
        domain_first, domain_last: residues of the kinase domain on the reporting transcript.
        membrane: first and last residue of the transmembrane segment; ``None`` for a kinase without one.
        either_side: drives as the 5' partner too (``FGFR3::TACC3``, ``EGFR::RAD51``), not only as the 3'.
    """

    gene: str
    domain_first: int
    domain_last: int
    either_side: bool
    membrane: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class FusionGenes:
    """Kinases by symbol, and HGNC symbols by alias in capitals."""

    kinases: Mapping[str, Kinase]
    aliases: Mapping[str, str]

    def symbols(self, written: str) -> tuple[str, ...]:
        """HGNC symbols of a caller's gene cell; several genes are separated by ``;``."""
        return tuple(self.aliases.get(name.upper(), name) for name in written.split(";"))


@cache
def shipped_fusion_genes() -> FusionGenes:
    """The tables below ``resources/fusions``, read once."""
    return FusionGenes(
        kinases={
            row["gene"]: Kinase(
                gene=row["gene"],
                domain_first=int(row["domain_first"]),
                domain_last=int(row["domain_last"]),
                either_side=row["side"] == "either",
                membrane=_residues(row["membrane_first"], row["membrane_last"]),
            )
            for row in _rows(resource("fusions", "kinases.tsv"))
        },
        aliases={row["alias"]: row["symbol"] for row in _rows(resource("fusions", "aliases.tsv"))},
    )


def _residues(first: str, last: str) -> tuple[int, int] | None:
    return (int(first), int(last)) if first else None


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
