"""One VCF record with the column of one sample."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ros1annot.read.contigs import chromosome
from ros1annot.read.loci import Extent

_BASES = re.compile(r"[ACGT]+")
_SYMBOL = re.compile(r"[ACGTNacgtn]*<[^<>]+>[ACGTNacgtn]*|\*|[^,\s]*[\[\]][^,\s]+|\.[ACGTNacgtn]+|[ACGTNacgtn]+\.")
_END = re.compile(r"\bEND=\d+")
_ANY_BASE = frozenset("NX")
_NO_VARIANT = frozenset({".", "*", "<*>", "<NON_REF>"})


@dataclass(frozen=True, slots=True)
class VcfRecord:
    """One line of a VCF, as far as it is needed.

    Attributes:
        chrom: without ``chr``.
        pos: 1-based position of ``ref[0]``.
        ref, alts: bases in upper case; symbolic alleles and breakends as written; no ``.``.
        filters: FILTER entries; empty for ``PASS`` and ``.``.
        info: INFO as text; a flag has an empty value.
        sample: the sample's fields as text, by the FORMAT keys of this very line.
        sample_count: number of sample columns of the line.
    """

    chrom: str
    pos: int
    ref: str
    alts: tuple[str, ...] = ()
    id: str = "."
    filters: tuple[str, ...] = ()
    info: Mapping[str, str] = field(default_factory=dict)
    sample: Mapping[str, str] = field(default_factory=dict)
    sample_count: int = 1

    @property
    def extent(self) -> Extent:
        """What the record covers: REF, or up to INFO/END where an ALT is symbolic."""
        end = self.pos + len(self.ref) - 1
        told = self.info.get("END", "")
        if told.isdigit() and any("<" in alt for alt in self.alts):
            end = max(end, int(told))
        return Extent(self.chrom, self.pos, end)

    def __str__(self) -> str:
        return f"{self.chrom}:{self.pos} {self.ref[:20]}>{','.join(self.alts)[:20] or '.'}"


def is_reference_row(text: str) -> bool:
    """Whether a data line tells of the reference only, as most lines of a genome VCF do."""
    return text.split("\t", 5)[4].strip() in _NO_VARIANT


def parse_place(text: str) -> VcfRecord:
    """Read CHROM, POS, REF, ALT and INFO's END of a data line, and nothing else.

    Raises:
        ValueError: the contig is no human chromosome.
    """
    fields = text.split("\t", 8)
    end = _END.search(fields[7])
    return parse_record("\t".join([*fields[:7], end[0] if end else "."]), None)


def is_sequence(allele: str) -> bool:
    """Whether an allele is spelled out in bases (not symbolic, a breakend, ``*`` or ambiguous)."""
    return _BASES.fullmatch(allele) is not None


def odd_allele(record: VcfRecord) -> str | None:
    """An allele that VCF does not have (``-``, IUPAC codes), or REF or ALT with an ``N`` beside bases; else ``None``.

    REF may be ``N`` beside symbols and breakends, which do not need it. A lone ``N`` as ALT says nothing, nor does the
    ``X`` with which older samtools wrote "any other base".
    """
    spelled = [alt for alt in record.alts if alt not in _ANY_BASE and not _SYMBOL.fullmatch(alt)]
    alleles = [record.ref, *spelled] if spelled else []
    return next((allele for allele in alleles if not is_sequence(allele)), None)


def parse_record(text: str, column: int | None) -> VcfRecord:
    """Read a data line and the sample column of the given number (from 0), if any.

    Raises:
        ValueError: a column is missing, POS is not a number, or the contig is no human chromosome.
    """
    fields = text.split("\t")
    needed = 8 if column is None else 10 + column
    if len(fields) < needed:
        raise ValueError(f"has {len(fields)} columns instead of at least {needed}, separated by tabs")
    chrom = chromosome(fields[0])
    if chrom is None or not fields[1].isdigit():
        raise ValueError("has a CHROM or POS that is no place on a human chromosome")
    if not fields[4].strip():
        raise ValueError("has an empty ALT")
    return VcfRecord(
        chrom=chrom,
        pos=int(fields[1]),
        ref=fields[3].strip().upper(),
        alts=tuple(_allele(alt) for alt in fields[4].split(",") if alt.strip() not in {"", "."}),
        id=fields[2],
        filters=tuple(name for name in fields[6].split(";") if name not in {"", ".", "PASS"}),
        info=_info(fields[7]),
        sample={} if column is None else _by_key(fields[8], fields[9 + column]),
        sample_count=max(0, len(fields) - 9),
    )


def _allele(text: str) -> str:
    bare = text.strip()
    upper = bare.upper()
    return upper if is_sequence(upper) else bare


def _info(text: str) -> dict[str, str]:
    pairs = (entry.partition("=") for entry in text.split(";") if entry not in {"", "."})
    return {key: value for key, _, value in pairs}


def _by_key(keys: str, values: str) -> dict[str, str]:
    # Trailing fields of a sample may be left out, so the two need not have the same length.
    return dict(zip(keys.split(":"), values.split(":"), strict=False))
