"""One spelling for one change: alleles trimmed, then moved to an end of their repeat.

VCF identity is the left-most place (VCF 4.x, "left-aligned and parsimonious"); HGVS wants the place nearest
to the 3' end of the transcript. Both move only as far as the shipped reference is known.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ros1annot.annotate.coordinates import Strand
from ros1annot.annotate.reference import Reference


@dataclass(frozen=True, slots=True)
class Change:
    """A minimal change of the plus strand: no base is both removed and put back.

    Attributes:
        pos: first base of ``ref``; for an insertion the base behind the inserted ones. 1-based.
        ref: bases removed; empty for an insertion.
        alt: bases put in; empty for a deletion.
    """

    chrom: str
    pos: int
    ref: str
    alt: str

    @property
    def is_insertion(self) -> bool:
        """Bases are put in, none removed."""
        return not self.ref

    @property
    def touched(self) -> tuple[int, int]:
        """First and last base removed, or the two bases around an insertion."""
        return (self.pos - 1, self.pos) if self.is_insertion else (self.pos, self.pos + len(self.ref) - 1)


def minimal(chrom: str, pos: int, ref: str, alt: str) -> Change:
    """Trim bases that REF and ALT share, at the end first, then at the start."""
    ref_end, alt_end = len(ref), len(alt)
    while ref_end and alt_end and ref[ref_end - 1] == alt[alt_end - 1]:
        ref_end -= 1
        alt_end -= 1
    start = 0
    while start < min(ref_end, alt_end) and ref[start] == alt[start]:
        start += 1
    return Change(chrom, pos + start, ref[start:ref_end], alt[start:alt_end])


def as_written(chrom: str, pos: int, ref: str, alt: str) -> Change:
    """Trim bases that REF and ALT share, at the start first: the change stays behind the anchor that its record has.

    Beside another change of the same molecule it matters which base of a repeat is gone.
    """
    start = 0
    while start < min(len(ref), len(alt)) and ref[start] == alt[start]:
        start += 1
    return minimal(chrom, pos + start, ref[start:], alt[start:])


def left_aligned(change: Change, reference: Reference) -> Change:
    """Move a pure insertion or deletion to the left-most place; other changes have only one."""
    return _last(change, _rolled(change, reference, left=True))


def three_prime(change: Change, strand: Strand, reference: Reference) -> Change:
    """Move a left-aligned change to the 3' end of its repeat on a strand (HGVS)."""
    return change if strand == "-" else _last(change, _rolled(change, reference, left=False))


def towards_five_prime(change: Change, strand: Strand, reference: Reference) -> Iterator[Change]:
    """The other places of the same change, from the given one on base by base to the 5' end of its repeat."""
    return _rolled(change, reference, left=strand == "+")


def _last(change: Change, places: Iterator[Change]) -> Change:
    for place in places:
        change = place
    return change


def _rolled(change: Change, reference: Reference, *, left: bool) -> Iterator[Change]:
    """Each place that a pure insertion or deletion reaches while the sequence it results in stays the same."""
    if bool(change.ref) == bool(change.alt):
        return
    next_base = change.pos - 1 if left else change.pos + len(change.ref)
    segment = reference.around(change.chrom, next_base, next_base)
    if segment is None:
        return
    moved, pos = change.ref or change.alt, change.pos
    for base in segment.walk(next_base, left=left):
        if base != moved[-1 if left else 0]:
            return
        moved = moved[-1] + moved[:-1] if left else moved[1:] + moved[0]
        pos += -1 if left else 1
        yield Change(change.chrom, pos, moved if change.ref else "", moved if change.alt else "")


def vcf_alleles(change: Change, anchor: str) -> tuple[int, str, str]:
    """POS, REF and ALT of a VCF record.

    Args:
        change: a minimal change.
        anchor: the base before it, which VCF wants where REF or ALT would be empty.
    """
    if change.ref and change.alt:
        return change.pos, change.ref, change.alt
    return change.pos - 1, anchor + change.ref, anchor + change.alt
