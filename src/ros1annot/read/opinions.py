"""What other annotators wrote in a VCF: VEP's CSQ, SnpEff's (and Jannovar's) ANN, Funcotator's FUNCOTATION.

Only protein names on shipped transcripts are kept; they are compared with our own in
:mod:`ros1annot.interpret.opinions`. Which value stands where is told by the header alone. CIViC writes a CSQ of
its own, in which each entry is an evidence item: it is not read here.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import unquote

from ros1annot.annotate.normalise import minimal
from ros1annot.annotate.transcripts import Genome
from ros1annot.model import Opinion
from ros1annot.read.header import VcfHeader
from ros1annot.read.record import VcfRecord

Row: TypeAlias = Mapping[str, str]
Entries: TypeAlias = Callable[[VcfRecord, int], Iterator[Opinion]]

_FIELD_ID = re.compile(r"<ID=(CSQ|ANN|FUNCOTATION),")
_FIELD_LIST = re.compile(r'(?:Format|annotations|fields are): *(.+?)"')
_FUNCOTATOR_ESCAPE = re.compile(r"_%([0-9A-Fa-f]{2})_")
_FUNCOTATOR_COLUMN = re.compile(r"Gencode_\d+_(\w+)")


@dataclass(frozen=True, slots=True)
class OpinionReader:
    """The annotation fields that a file's header declares."""

    sources: tuple[Entries, ...]
    genome: Genome

    def opinions(self, record: VcfRecord, allele: int) -> tuple[Opinion, ...]:
        """The protein names that a record gives to one ALT (from 1) on shipped transcripts, each once."""
        found = (opinion for entries in self.sources for opinion in entries(record, allele))
        return tuple(dict.fromkeys(o for o in found if o.hgvs_p and self.genome.transcript(o.transcript) is not None))


def opinion_reader(header: VcfHeader, genome: Genome) -> OpinionReader:
    """The reader of a file's second opinions; one without sources where the header declares none."""
    jannovar = header.mentions(re.compile("jannovar", re.IGNORECASE))
    sources: list[Entries] = []
    for declaration in header.values("INFO"):
        field, names = _FIELD_ID.match(declaration), _FIELD_LIST.search(declaration)
        if field is None or names is None:
            continue
        columns = [name.strip(" '") for name in names[1].split("|")]
        match field[1]:
            case "CSQ":
                if "Feature" in columns and not any(name.startswith("CIViC") for name in columns):
                    sources.append(_Vep(columns))
            case "ANN":
                sources.append(_Ann(columns, "Jannovar" if jannovar else "SnpEff"))
            case _:
                sources.append(_Funcotator([_FUNCOTATOR_COLUMN.sub(r"\1", name) for name in columns]))
    return OpinionReader(tuple(sources), genome)


def _rows(text: str, columns: Sequence[str]) -> Iterator[Row]:
    for entry in text.split(","):
        yield dict(zip(columns, entry.split("|"), strict=False))


def _is_of(allele: str, record: VcfRecord, number: int) -> bool:
    """Whether an entry's allele is this ALT, whole or trimmed as VEP does (a deletion is then ``-``)."""
    ref, alt = record.ref, record.alts[number - 1]
    short = minimal(record.chrom, record.pos, ref, alt)
    behind = alt[1:] if alt[:1] == ref[:1] else alt
    return allele in {alt, behind or "-", short.alt or "-"}


def _bare(name: str) -> str:
    """A protein name without its accession and percent escapes."""
    return unquote(name).rpartition(":")[2].strip()


@dataclass(frozen=True, slots=True)
class _Vep:
    columns: Sequence[str]

    def __call__(self, record: VcfRecord, allele: int) -> Iterator[Opinion]:
        for row in _rows(record.info.get("CSQ", ""), self.columns):
            if self._is_of(row, record, allele):
                name = _bare(row.get("HGVSp", "")) or _substitution(row)
                yield Opinion("VEP", row.get("Feature", ""), name)

    def _is_of(self, row: Row, record: VcfRecord, allele: int) -> bool:
        number = row.get("ALLELE_NUM", "")
        if number.isdigit() and len(record.alts) > 1:
            return int(number) == allele
        return _is_of(row.get("Allele", ""), record, allele)


def _substitution(row: Row) -> str:
    """One residue for another, from the columns that VEP also fills where it was not asked for HGVS names."""
    residues, position = row.get("Amino_acids", ""), row.get("Protein_position", "").partition("/")[0]
    return f"p.{residues[0]}{position}{residues[2]}" if re.fullmatch(r"[A-Z]/[A-Z*]", residues) and position else ""


@dataclass(frozen=True, slots=True)
class _Ann:
    columns: Sequence[str]
    annotator: str

    def __call__(self, record: VcfRecord, allele: int) -> Iterator[Opinion]:
        for row in _rows(record.info.get("ANN", ""), self.columns):
            if _is_of(row.get("Allele", ""), record, allele):
                told = row.get("ERRORS / WARNINGS / INFO", "").split("&")
                warning = ", ".join(word for word in told if word.startswith(("WARNING", "ERROR")))
                yield Opinion(self.annotator, row.get("Feature_ID", ""), _bare(row.get("HGVS.p", "")), warning)


@dataclass(frozen=True, slots=True)
class _Funcotator:
    columns: Sequence[str]

    def __call__(self, record: VcfRecord, allele: int) -> Iterator[Opinion]:
        text = record.info.get("FUNCOTATION", "")
        blocks = text.removeprefix("[").removesuffix("]").split("],[")
        if len(blocks) != len(record.alts):
            return
        for one in blocks[allele - 1].split("]#["):
            row = dict(zip(self.columns, one.split("|"), strict=False))
            name = _FUNCOTATOR_ESCAPE.sub(lambda code: chr(int(code[1], 16)), row.get("proteinChange", ""))
            yield Opinion("Funcotator", row.get("annotationTranscript", ""), name)
