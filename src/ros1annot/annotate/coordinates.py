"""Where a base of a chromosome lies in a transcript, and back.

A transcript base is counted from the first base of its CDS: 1 is the A of ATG, 0 and below the 5' UTR (0 is
``c.-1``), above the length of the CDS the 3' UTR. One running number keeps arithmetic simple; HGVS's
numbering without a zero and with ``*`` is made where a name is written.
"""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal, TypeAlias

Strand: TypeAlias = Literal["+", "-"]


@dataclass(frozen=True, slots=True)
class Exon:
    """One exon on one assembly.

    Attributes:
        number: 1-based, in the direction of transcription.
        start, end: plus strand, 1-based, inclusive, ``start <= end``.
        first, last: the first and last transcribed base.
        first_base: transcript base of ``first``, counted from the CDS (see the module).
        c_start, c_end: coding part in CDS bases; ``None`` for an exon that is all UTR.
    """

    number: int
    start: int
    end: int
    strand: Strand
    first_base: int
    c_start: int | None
    c_end: int | None

    @property
    def first(self) -> int:
        """Chromosome position of the first transcribed base."""
        return self.start if self.strand == "+" else self.end

    @property
    def last(self) -> int:
        """Chromosome position of the last transcribed base."""
        return self.end if self.strand == "+" else self.start

    @property
    def last_base(self) -> int:
        """Transcript base of the last transcribed base."""
        return self.first_base + self.end - self.start

    @property
    def start_phase(self) -> int | None:
        """Coding bases before this exon, modulo 3; ``None`` for an exon that is all UTR."""
        return None if self.c_start is None else (self.c_start - 1) % 3

    @property
    def end_phase(self) -> int | None:
        """Coding bases up to the end of this exon, modulo 3; ``None`` for an exon that is all UTR."""
        return None if self.c_end is None else self.c_end % 3


@dataclass(frozen=True, slots=True)
class Place:
    """A chromosome base seen from a transcript: an exonic base, and the distance from it inside an intron.

    Attributes:
        base: transcript base, counted from the CDS (see the module).
        offset: 0 in an exon; ``+n`` behind, ``-n`` before the exonic base.
    """

    base: int
    offset: int = 0


def _bases_before(spans: list[tuple[int, int]], pos: int, *, forward: bool) -> int:
    """Exonic bases transcribed before an exonic position."""
    before = 0
    for start, end in spans:
        if start <= pos <= end:
            return before + (pos - start if forward else end - pos)
        before += end - start + 1
    return before


@dataclass(frozen=True, slots=True)
class Layout:
    """The exons of one transcript on one assembly, and the arithmetic on them.

    Attributes:
        exons: in the direction of transcription.
        cds_length: bases of the CDS, the stop codon included.
    """

    chrom: str
    strand: Strand
    exons: tuple[Exon, ...]
    cds_length: int
    _ascending: tuple[Exon, ...]
    _starts: tuple[int, ...]

    @classmethod
    def build(cls, chrom: str, strand: Strand, spans: list[tuple[int, int]], cds: tuple[int, int]) -> "Layout":
        """Count the bases of a transcript.

        Args:
            chrom: chromosome, without ``chr``.
            strand: direction of transcription.
            spans: start and end of each exon on the plus strand, in the direction of transcription.
            cds: lowest and highest coding position on the plus strand.

        Raises:
            ValueError: an exon does not follow the one before it, or an end of the CDS lies in no exon.
        """
        forward = strand == "+"
        if spans != sorted(spans, reverse=not forward):
            raise ValueError(f"the exons on chromosome {chrom} are not in the order of transcription")
        if not all(any(start <= edge <= end for start, end in spans) for edge in cds):
            raise ValueError(f"the CDS {chrom}:{cds[0]}-{cds[1]} does not begin and end in an exon")
        cds_length = sum(max(0, min(end, cds[1]) - max(start, cds[0]) + 1) for start, end in spans)
        exons = []
        base = 1 - _bases_before(spans, cds[0] if forward else cds[1], forward=forward)
        for number, (start, end) in enumerate(spans, 1):
            last = base + end - start
            coding = last >= 1 and base <= cds_length
            c_start, c_end = (max(base, 1), min(last, cds_length)) if coding else (None, None)
            exons.append(Exon(number, start, end, strand, base, c_start, c_end))
            base = last + 1
        ascending = tuple(exons if forward else reversed(exons))
        return cls(chrom, strand, tuple(exons), cds_length, ascending, tuple(e.start for e in ascending))

    @property
    def start(self) -> int:
        """Lowest position of the transcript, plus strand."""
        return self._ascending[0].start

    @property
    def end(self) -> int:
        """Highest position of the transcript, plus strand."""
        return self._ascending[-1].end

    def exon(self, number: int) -> Exon:
        """The exon of this 1-based number."""
        return self.exons[number - 1]

    def exon_at(self, pos: int) -> Exon | None:
        """The exon that holds a chromosome position; ``None`` in an intron and outside."""
        index = bisect_right(self._starts, pos) - 1
        if index < 0:
            return None
        exon = self._ascending[index]
        return exon if pos <= exon.end else None

    def exons_within(self, start: int, end: int) -> tuple[Exon, ...]:
        """The exons that touch a stretch of the plus strand, in ascending order."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = bisect_right(self._starts, end)
        return tuple(exon for exon in self._ascending[first:last] if exon.end >= start)

    def neighbours(self, pos: int) -> tuple[Exon | None, Exon | None]:
        """The exons before and behind a position, in the direction of transcription.

        Inside an exon both are that exon; before the first and behind the last exon one of them is ``None``.
        """
        index = bisect_right(self._starts, pos) - 1
        below = self._ascending[index] if index >= 0 else None
        if below is not None and pos <= below.end:
            return below, below
        above = self._ascending[index + 1] if index + 1 < len(self._ascending) else None
        return (below, above) if self.strand == "+" else (above, below)

    def nearest_exon(self, pos: int) -> Exon:
        """The exon at a position, or the one whose edge is nearest (a tie goes to the lower position)."""
        candidates = [exon for exon in self.neighbours(pos) if exon is not None]
        return min(candidates, key=lambda exon: (max(exon.start - pos, pos - exon.end, 0), exon.start))

    def place(self, pos: int) -> Place:
        """Where a chromosome position lies.

        Inside an intron the nearer exon counts, the one before it in a tie (HGVS). Positions outside the
        transcript are counted on from its ends without an intron, as promoter variants are named.
        """
        before, behind = self.neighbours(pos)
        if before is behind and before is not None:
            return Place(before.first_base + abs(pos - before.first))
        if before is None:
            first = self.exons[0]
            return Place(first.first_base - abs(pos - first.first))
        if behind is None:
            return Place(before.last_base + abs(pos - before.last))
        from_before, to_behind = abs(pos - before.last), abs(behind.first - pos)
        if from_before <= to_behind:
            return Place(before.last_base, from_before)
        return Place(behind.first_base, -to_behind)

    def position(self, base: int) -> int:
        """Chromosome position of a transcript base (see the module for its count).

        Raises:
            ValueError: the transcript has no such base.
        """
        for exon in self.exons:
            if exon.first_base <= base <= exon.last_base:
                step = base - exon.first_base
                return exon.first + step if self.strand == "+" else exon.first - step
        raise ValueError(f"base {base} is outside the transcript")
