"""Splice sites that a change hits, and the exon that is then expected to be left out.

An inner exon that loses its acceptor, its donor, or itself as a whole is expected to be skipped. Three exons
have a rule of their own, written below as data: what is known of them is more than the two bases of a site tell.
"""

from dataclasses import dataclass

from ros1annot.annotate.coordinates import Exon, Layout, Strand
from ros1annot.annotate.normalise import Change, towards_five_prime
from ros1annot.annotate.reference import Reference
from ros1annot.annotate.transcripts import Transcript
from ros1annot.model import SplicePrediction

_SPLICE_SITE = 2

_LAST_BASE_SKIPS = {("MET", 14)}
"""Exons whose last base is known to be needed for their own splicing: MET D1010N/H/Y skip exon 14."""

_TRACTS = {("MET", 14): (24, 4)}
"""Polypyrimidine tract before an acceptor, as distances from the exon: MET c.2888-24 to c.2888-4, 20 of whose 21
bases are pyrimidines. A deletion or replacement that lies in the intron and takes more than half of the tract is
predicted to skip the exon, pyrimidines that it puts in counted as kept; one that takes less is not judged."""

_CRYPTIC_ACCEPTORS = {("KIT", 11)}
"""Exons that are not skipped but shortened where a deletion takes the acceptor and coding bases behind it: an AG
inside KIT exon 11 is used instead, which gives deletions such as K550_K558del. A substitution of the same site is
not known to do that, and to skip this exon (127 bases) would break the reading frame, so nothing is said of it."""


@dataclass(frozen=True, slots=True)
class BrokenSites:
    """Numbers of the exons whose acceptor and donor a change hits."""

    acceptors: frozenset[int]
    donors: frozenset[int]

    def __bool__(self) -> bool:
        return bool(self.acceptors or self.donors)

    @property
    def exons(self) -> frozenset[int]:
        """The exons that have lost a site."""
        return self.acceptors | self.donors


@dataclass(frozen=True, slots=True)
class Skipping:
    """An exon (number on the reporting transcript) that is left out; ``prediction`` where only RNA can prove it."""

    exon: int
    prediction: SplicePrediction | None = None


def broken_sites(change: Change, layout: Layout) -> BrokenSites:
    """The splice sites (two intronic bases beside an exon) that a change hits."""
    low, high = change.touched
    inside = layout.exon_at(low)
    if inside is not None and high <= inside.end:
        return BrokenSites(frozenset(), frozenset())
    near = layout.exons_within(low - _SPLICE_SITE, high + _SPLICE_SITE)
    acceptors = (e for e in near if e.number > 1 and _hits(change, *_site(e, before=True)))
    donors = (e for e in near if e.number < len(layout.exons) and _hits(change, *_site(e, before=False)))
    return BrokenSites(frozenset(e.number for e in acceptors), frozenset(e.number for e in donors))


def beside_sites(change: Change, layout: Layout, reference: Reference) -> Change:
    """The place of the same change in its repeat, nearest to the 3' end, that hits no site; else as it is."""
    if not broken_sites(change, layout):
        return change
    others = towards_five_prime(change, layout.strand, reference)
    return next((place for place in others if not broken_sites(place, layout)), change)


def skipping(change: Change, transcript: Transcript, layout: Layout, sites: BrokenSites) -> Skipping | None:
    """The one inner exon that a change is expected to leave out."""
    if not sites:
        return _whole_sites(change, transcript, layout)
    if len(sites.exons) != 1:
        return None
    (number,) = sites.exons
    if not 1 < number < len(layout.exons):
        return None
    if (transcript.gene, number) not in _CRYPTIC_ACCEPTORS:
        return Skipping(number)
    exon = layout.exon(number)
    low, high = change.touched
    takes_coding_bases = len(change.ref) > len(change.alt) and high >= exon.start and low <= exon.end
    cryptic = number not in sites.donors and takes_coding_bases and transcript.reporting
    return Skipping(number, SplicePrediction.CRYPTIC_ACCEPTOR) if cryptic else None


def _whole_sites(change: Change, transcript: Transcript, layout: Layout) -> Skipping | None:
    """Routes that leave both sites as they are: the last base of an exon, and the tract before its acceptor."""
    if not transcript.reporting or change.is_insertion:
        return None
    low, high = change.touched
    for gene, number in _LAST_BASE_SKIPS:
        if gene == transcript.gene and low <= layout.exon(number).last <= high:
            return Skipping(number)
    for (gene, number), edges in _TRACTS.items():
        if gene == transcript.gene and _takes_tract(change, layout.exon(number), edges):
            return Skipping(number, SplicePrediction.PYRIMIDINE_TRACT)
    return None


def _takes_tract(change: Change, exon: Exon, edges: tuple[int, int]) -> bool:
    start, end = _before(exon, exon.strand, *edges)
    low, high = change.touched
    pyrimidines = "CT" if exon.strand == "+" else "GA"
    kept = sum(base in pyrimidines for base in change.alt)
    lost = min(high, end) - max(low, start) + 1 - kept
    return 2 * lost > end - start + 1


def _before(exon: Exon, strand: Strand, far: int, near: int) -> tuple[int, int]:
    """The plus-strand stretch that begins ``far`` and ends ``near`` bases before an exon."""
    return (exon.start - far, exon.start - near) if strand == "+" else (exon.end + near, exon.end + far)


def _site(exon: Exon, *, before: bool) -> tuple[int, int]:
    """The plus-strand stretch of an exon's acceptor (before it) or donor (behind it)."""
    if before == (exon.strand == "+"):
        return exon.start - _SPLICE_SITE, exon.start - 1
    return exon.end + 1, exon.end + _SPLICE_SITE


def _hits(change: Change, start: int, end: int) -> bool:
    low, high = change.touched
    if change.is_insertion:
        return start <= low and high <= end
    return low <= end and high >= start
