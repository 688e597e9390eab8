"""The transcripts of one gene in a GFF3 (Ensembl, GENCODE, NCBI) or GTF.

A GFF3 names a parent before its children; every line of a GTF names gene and transcript itself.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ros1annot.errors import InputError
from ros1annot.read.contigs import chromosome
from ros1annot.read.text import read_lines

_GTF_ATTRIBUTE = re.compile(r'(\w+) "([^"]*)"')
_PARTS = frozenset({"exon", "CDS", "stop_codon"})
_MANE = ("MANE_Select", "MANE Select")


@dataclass(frozen=True, slots=True)
class GffTranscript:
    """One coding transcript as the file gives it, plus strand, 1-based, inclusive.

    Attributes:
        accession: with its version, where the file tells one.
        exons: in the order of the chromosome.
        cds: lowest and highest coding position, the stop codon included.
        coding_bases: bases that the file's own CDS lines cover.
    """

    gene: str
    accession: str
    mane_select: bool
    chrom: str
    strand: str
    exons: tuple[tuple[int, int], ...]
    cds: tuple[int, int]
    coding_bases: int


@dataclass(slots=True)
class _Draft:
    """One transcript while the file is being read."""

    accession: str
    mane_select: bool
    chrom: str
    strand: str
    exons: set[tuple[int, int]] = field(default_factory=set)
    coding: set[tuple[int, int]] = field(default_factory=set)


def read_transcripts(path: Path, symbol: str) -> list[GffTranscript]:
    """Every coding transcript of a gene on a human chromosome, in the order of the file.

    Raises:
        InputError: the file cannot be read, a line is broken, or the gene is not there with a coding transcript.
    """
    drafts: dict[str, _Draft] = {}
    parents: set[str] = set()
    for number, line in enumerate(read_lines(path), 1):
        if not line or line.startswith("#"):
            continue
        columns = line.split("\t")
        if len(columns) != 9 or not (columns[3].isdigit() and columns[4].isdigit()):
            raise InputError(path, "has no nine columns of a GFF3 or GTF, separated by tabs", number)
        chrom = chromosome(columns[0])
        if chrom is None:
            continue
        attributes = _attributes(columns[8])
        if columns[2] not in _PARTS and symbol in _gene_names(attributes):
            parents.add(attributes.get("ID", ""))
        for key in _transcript_keys(columns[2], attributes, symbol, parents):
            draft = drafts.setdefault(key, _Draft(*_identity(key, attributes), chrom, columns[6]))
            _add(draft, columns[2], (int(columns[3]), int(columns[4])))
    found = [_transcript(symbol, draft) for draft in drafts.values() if draft.exons and draft.coding]
    if not found:
        raise InputError(path, f"has no coding transcript of {symbol}; check the symbol and the file")
    return found


def _attributes(text: str) -> Mapping[str, str]:
    if '"' in text:
        pairs = _GTF_ATTRIBUTE.findall(text)
        tags = ",".join(value for key, value in pairs if key == "tag")
        return {**dict(pairs), "tag": tags}
    return {key.strip(): value for key, _, value in (entry.partition("=") for entry in text.split(";"))}


def _gene_names(attributes: Mapping[str, str]) -> set[str]:
    return {attributes.get(key, "") for key in ("gene_name", "gene", "Name")}


def _transcript_keys(kind: str, attributes: Mapping[str, str], symbol: str, parents: set[str]) -> Iterator[str]:
    """The transcripts of the gene that a line speaks of, by the key that its other lines use."""
    if "ID" not in attributes and "Parent" not in attributes:
        named = symbol in {attributes.get("gene_name"), attributes.get("gene_id")}
        if named and kind in {*_PARTS, "transcript"}:
            yield attributes.get("transcript_id", "")
        return
    above = set(attributes.get("Parent", "").split(",")) & parents
    if kind in _PARTS:
        yield from sorted(above)
    elif above:
        parents.add(attributes.get("ID", ""))
        yield attributes.get("ID", "")


def _identity(key: str, attributes: Mapping[str, str]) -> tuple[str, bool]:
    """Accession with version, and whether the file calls the transcript MANE Select."""
    accession = attributes.get("transcript_id", "") or key.rpartition(":")[2].removeprefix("rna-")
    version = attributes.get("transcript_version", "") or attributes.get("version", "")
    if "." not in accession and version:
        accession = f"{accession}.{version}"
    return accession, any(tag in attributes.get("tag", "").split(",") for tag in _MANE)


def _add(draft: _Draft, kind: str, span: tuple[int, int]) -> None:
    if kind == "exon":
        draft.exons.add(span)
    elif kind in _PARTS:
        draft.coding.add(span)


def _transcript(symbol: str, draft: _Draft) -> GffTranscript:
    covered = {pos for start, end in draft.coding for pos in range(start, end + 1)}
    return GffTranscript(
        gene=symbol,
        accession=draft.accession,
        mane_select=draft.mane_select,
        chrom=draft.chrom,
        strand=draft.strand,
        exons=tuple(sorted(draft.exons)),
        cds=(min(covered), max(covered)),
        coding_bases=len(covered),
    )
