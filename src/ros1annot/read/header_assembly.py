"""Which human assembly the header of a VCF is of.

Lengths of chromosomes, and versions of their RefSeq accessions, are facts. The text of ``##reference`` and
its like is a hint: it often outlives a lift-over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ros1annot.errors import InputError
from ros1annot.model import Assembly
from ros1annot.read.contigs import CHROMOSOMES, NCBI36, accession_owner, chromosome, length_owner
from ros1annot.read.header import VcfHeader

_NAMES = {
    Assembly.GRCH37.value: re.compile(r"GRCh37|hg19|[/_.]b37|hs37d5|g1k_v37|assembly19", re.IGNORECASE),
    Assembly.GRCH38.value: re.compile(r"GRCh38|hg38|hs38|assembly38", re.IGNORECASE),
    NCBI36: re.compile(r"NCBI36|hg18|human_b36|assembly18", re.IGNORECASE),
}
_CONTIG_ASSEMBLY = re.compile(r"[<,]\s*assembly=([^,>]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HeaderWord:
    """What a header says of its assembly.

    Attributes:
        certain: told by lengths or accessions of chromosomes, not by a mere name.
        reason: the line that says so, in words.
    """

    assembly: Assembly
    certain: bool
    reason: str


def header_word(path: Path, header: VcfHeader) -> HeaderWord | None:
    """Read the assembly from a header; ``None`` where it does not tell.

    Raises:
        InputError: it is neither GRCh37 nor GRCh38 (hg18 is named), or the header contradicts itself.
    """
    owners = _owners_of_contigs(header)
    known = {owner: reason for owner, reason in owners.items() if owner is not None}
    if len(known) > 1:
        told = " and ".join(f"{reason} ({owner})" for owner, reason in known.items())
        raise InputError(path, f"its header mixes assemblies: {told}; export it with the reference it was called on")
    if not known and owners:
        raise InputError(path, f"its {owners[None]}, which is neither GRCh37 nor GRCh38; only these can be read")
    found, certain = known, True
    if not found:
        found, certain = _named_assemblies(header), False
    if len(found) != 1:
        return None
    owner, reason = next(iter(found.items()))
    if owner == NCBI36:
        raise InputError(path, f"is of {NCBI36} (its {reason}); lift it over to GRCh37 or GRCh38")
    return HeaderWord(Assembly(owner), certain, reason)


def _owners_of_contigs(header: VcfHeader) -> dict[str | None, str]:
    """Assemblies that the chromosomes' lengths and accessions belong to (``None``: to no known one), and why."""
    owners: dict[str | None, str] = {}
    for name, length in header.contigs.items():
        chrom = chromosome(name)
        if chrom not in CHROMOSOMES:
            continue
        if length is not None:
            owners.setdefault(length_owner(chrom, length), f"contig {name} has length {length}")
        elif (owner := accession_owner(name)) is not None:
            owners.setdefault(owner, f"contig is called {name}")
    return owners


def _named_assemblies(header: VcfHeader) -> dict[str, str]:
    """Assemblies named by the first kind of header line that names any."""
    by_kind = (
        _lines(header, "new_reference_genome"),
        _lines(header, "reference"),
        _contig_assemblies(header),
        _lines(header, "assembly"),
        _lines(header, "VEP"),
    )
    for texts in by_kind:
        found: dict[str, str] = {}
        for shown, text in texts:
            found.update({owner: shown for owner, name in _NAMES.items() if name.search(text)})
        if found:
            return found
    return {}


def _lines(header: VcfHeader, key: str) -> Iterator[tuple[str, str]]:
    yield from ((f"##{key} is {value[-60:]}", value) for value in header.values(key))


def _contig_assemblies(header: VcfHeader) -> Iterator[tuple[str, str]]:
    for value in header.values("contig"):
        if match := _CONTIG_ASSEMBLY.search(value):
            yield f"##contig lines name {match[1]}", match[1]
