"""The reference bases that are shipped: whole loci of most genes, else the coding exons.

Sequence is upper-case, plus strand. Outside the shipped pieces a base is unknown, which is never taken for a
match.
"""

import gzip
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from ros1annot.errors import Ros1annotError
from ros1annot.model import Assembly

_COMPLEMENT = str.maketrans("ACGTN", "TGCAN")


def reverse_complement(bases: str) -> str:
    """The other strand, in its own 5' to 3' direction."""
    return bases.translate(_COMPLEMENT)[::-1]


class RefCheck(Enum):
    """What the shipped sequence says of a REF allele."""

    MATCH = "match"
    MISMATCH = "mismatch"
    UNKNOWN = "unknown"


class ReferenceMismatchError(Ros1annotError):
    """A REF allele is not what the assembly has at that place, so the variant cannot be named.

    Attributes:
        expected: the assembly's bases, ``N`` where they are not shipped.
    """

    def __init__(self, assembly: Assembly, chrom: str, pos: int, ref: str, expected: str) -> None:
        self.assembly = assembly
        self.chrom = chrom
        self.pos = pos
        self.ref = ref
        self.expected = expected
        super().__init__(
            f"{chrom}:{pos}: REF is {ref}, but {assembly} has {expected} there; "
            "check the assembly, the position (0- or 1-based) and any lift-over"
        )


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one chromosome whose bases are known; 1-based, inclusive, plus strand."""

    chrom: str
    start: int
    bases: str

    @property
    def end(self) -> int:
        """Position of the last base."""
        return self.start + len(self.bases) - 1

    def covers(self, start: int, end: int) -> bool:
        """Whether every base from ``start`` to ``end`` is here."""
        return self.start <= start and end <= self.end

    def slice(self, start: int, end: int) -> str:
        """The bases from ``start`` to ``end``, which must be covered."""
        return self.bases[start - self.start : end - self.start + 1]

    def walk(self, pos: int, *, left: bool) -> Iterator[str]:
        """The bases from ``pos``, which must be covered, to one end of the segment."""
        index = pos - self.start
        return (self.bases[i] for i in (range(index, -1, -1) if left else range(index, len(self.bases))))


@dataclass(frozen=True, slots=True)
class Locus:
    """Where a longer known stretch can be read: the ``record``-th sequence of a gzipped FASTA file."""

    file: Path
    record: int
    chrom: str
    start: int
    end: int


class _Exonic:
    """Known stretches of one chromosome, none inside another, found by bisection."""

    __slots__ = ("_segments", "_starts")

    def __init__(self, segments: Iterable[Segment]) -> None:
        kept: list[Segment] = []
        for segment in sorted(segments, key=lambda s: (s.start, -s.end)):
            if not kept or segment.end > kept[-1].end:
                kept.append(segment)
        self._segments = kept
        self._starts = [s.start for s in kept]

    def find(self, start: int, end: int) -> Segment | None:
        index = bisect_right(self._starts, start) - 1
        if index < 0 or end > self._segments[index].end:
            return None
        return self._segments[index]


class Reference:
    """The known bases of one assembly.

    Coding exons are held from the start; a gene's locus is read from its file when it is first asked for,
    and kept.
    """

    __slots__ = ("_exonic", "_loci", "_read", "assembly")

    def __init__(self, assembly: Assembly, exonic: Mapping[str, list[Segment]], loci: Iterable[Locus]) -> None:
        self.assembly = assembly
        self._exonic = {chrom: _Exonic(segments) for chrom, segments in exonic.items()}
        self._loci: dict[str, list[Locus]] = {}
        for locus in loci:
            self._loci.setdefault(locus.chrom, []).append(locus)
        self._read: dict[Path, list[str]] = {}

    def _exon(self, chrom: str, start: int, end: int) -> Segment | None:
        exonic = self._exonic.get(chrom)
        return exonic.find(start, end) if exonic is not None else None

    def _locus(self, chrom: str, start: int, end: int) -> Segment | None:
        for locus in self._loci.get(chrom, ()):
            if locus.start <= start and end <= locus.end:
                if locus.file not in self._read:
                    self._read[locus.file] = _sequences(locus.file)
                return Segment(chrom, locus.start, self._read[locus.file][locus.record])
        return None

    def bases(self, chrom: str, start: int, end: int) -> str | None:
        """The bases from ``start`` to ``end``, or ``None`` where not all of them are known."""
        segment = self._exon(chrom, start, end) or self._locus(chrom, start, end)
        return segment.slice(start, end) if segment is not None else None

    def around(self, chrom: str, start: int, end: int) -> Segment | None:
        """The longest known stretch that holds ``start`` to ``end``, for shifting along repeats."""
        return self._locus(chrom, start, end) or self._exon(chrom, start, end)

    def check(self, chrom: str, pos: int, ref: str) -> RefCheck:
        """Compare a REF allele with the known bases; a known base that differs is always a mismatch."""
        ref = ref.upper()
        known = self.bases(chrom, pos, pos + len(ref) - 1)
        if known is not None:
            return RefCheck.MATCH if known == ref else RefCheck.MISMATCH
        partly = self._known_or_n(chrom, pos, len(ref))
        differs = any(k not in ("N", r) for k, r in zip(partly, ref, strict=True))
        return RefCheck.MISMATCH if differs else RefCheck.UNKNOWN

    def require(self, chrom: str, pos: int, ref: str) -> None:
        """Raise :class:`ReferenceMismatchError` if a REF allele contradicts a known base."""
        if self.check(chrom, pos, ref) is RefCheck.MISMATCH:
            raise ReferenceMismatchError(self.assembly, chrom, pos, ref.upper(), self._known_or_n(chrom, pos, len(ref)))

    def _known_or_n(self, chrom: str, pos: int, length: int) -> str:
        return "".join(self.bases(chrom, p, p) or "N" for p in range(pos, pos + length))


def _sequences(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="ascii") as handle:
        records = handle.read().split(">")[1:]
    return ["".join(record.split("\n")[1:]) for record in records]
