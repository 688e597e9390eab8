"""What a change does to one transcript: splice site, coding sequence, UTR, intron or neighbourhood.

Splice sites are the two intronic bases beside an exon; the splice region is 3 bases of the exon and bases 3
to 8 of the intron (Sequence Ontology). Where one change means several things the most severe term is given.
"""

from dataclasses import dataclass
from functools import partial

from ros1annot.annotate.coding import UNKNOWN_PROTEIN, CodingChange, CodingEffect, coding_effect
from ros1annot.annotate.coordinates import Layout
from ros1annot.annotate.hgvs import coding_name
from ros1annot.annotate.normalise import Change, three_prime
from ros1annot.annotate.protein import hgvs_protein, short_protein
from ros1annot.annotate.reference import Reference, reverse_complement
from ros1annot.annotate.splicing import BrokenSites, Skipping, beside_sites, broken_sites, skipping
from ros1annot.annotate.transcripts import Transcript
from ros1annot.model import Consequence, ProteinChange, TranscriptName

_SPLICE_EXONIC = 3
_SPLICE_INTRONIC = 8
_ABSENT_PROTEIN = "p.0?"

_SEVERITY = {consequence: rank for rank, consequence in enumerate(Consequence)}


@dataclass(frozen=True, slots=True)
class TranscriptEffect:
    """One change on one transcript.

    Attributes:
        skipping: exon that is expected to be left out of the transcript, or ``None``.
    """

    consequence: Consequence
    name: TranscriptName
    skipping: Skipping | None = None


def effect_on(change: Change, transcript: Transcript, reference: Reference) -> TranscriptEffect:
    """Consequence and names of a left-aligned change on one transcript.

    The ``c.`` name counts at the 3' end of a repeat. A repeat that spans a splice site leaves the site's bases in
    place, so the consequence is judged where the change touches no site, if there is such a place.
    """
    layout = transcript.layout(reference.assembly)
    shifted = three_prime(change, layout.strand, reference)
    judged = beside_sites(shifted, layout, reference)
    sites = broken_sites(judged, layout)
    effect = _Effect(judged, transcript, layout, reference).find(sites)
    hgvs_c = coding_name(shifted, layout, reference)
    exon = _exon_number(judged, layout, sites)
    name = TranscriptName(transcript.accession, hgvs_c, effect.hgvs_p, effect.short or hgvs_c, effect.protein, exon)
    return TranscriptEffect(effect.consequence, name, skipping(judged, transcript, layout, sites))


def _exon_number(change: Change, layout: Layout, sites: BrokenSites) -> int | None:
    """The first exon touched, else the first that has lost a splice site."""
    low, high = change.touched if layout.strand == "+" else change.touched[::-1]
    exon = layout.exon_at(low) or layout.exon_at(high)
    return exon.number if exon is not None else min(sites.exons, default=None)


def severity(consequence: Consequence) -> int:
    """Rank of a consequence; 0 is the most severe."""
    return _SEVERITY[consequence]


@dataclass(frozen=True, slots=True)
class _Effect:
    """The decision what a change, moved to the 3' end of its repeat, means on one transcript."""

    change: Change
    transcript: Transcript
    layout: Layout
    reference: Reference

    def find(self, sites: BrokenSites) -> CodingEffect:
        low, high = self.change.touched
        if high < self.layout.start or low > self.layout.end or (self.change.is_insertion and self._at_end()):
            upstream = (high <= self.layout.start) == (self.layout.strand == "+")
            return CodingEffect(Consequence.UPSTREAM if upstream else Consequence.DOWNSTREAM, "")
        if not self.change.is_insertion and low <= self.layout.start and high >= self.layout.end:
            return CodingEffect(Consequence.TRANSCRIPT_ABLATION, _ABSENT_PROTEIN)
        if sites.acceptors:
            return CodingEffect(Consequence.SPLICE_ACCEPTOR, UNKNOWN_PROTEIN)
        if sites.donors:
            return CodingEffect(Consequence.SPLICE_DONOR, UNKNOWN_PROTEIN)
        effect = self._between_sites()
        if severity(effect.consequence) > severity(Consequence.SPLICE_REGION) and self._in_splice_region():
            return CodingEffect(Consequence.SPLICE_REGION, effect.hgvs_p, effect.short, effect.protein)
        return effect

    def _at_end(self) -> bool:
        low, high = self.change.touched
        return high == self.layout.start or low == self.layout.end

    def _between_sites(self) -> CodingEffect:
        """No splice site is hit, so both ends lie in one exon or one intron, or an insertion on an exon's edge.

        Bases put in on the edge become a part of the exon, since the site beside them is whole.
        """
        places = [self.layout.place(pos) for pos in self.change.touched]
        if all(place.offset for place in places):
            return CodingEffect(Consequence.INTRON, "")
        first, last = sorted(place.base + (place.offset > 0) - (place.offset < 0) for place in places)
        return self._exonic(last, first) if self.change.is_insertion else self._exonic(first, last)

    def _in_splice_region(self) -> bool:
        for pos in self.change.touched:
            place = self.layout.place(pos)
            if place.offset:
                if abs(place.offset) <= _SPLICE_INTRONIC:
                    return True
                continue
            exon = self.layout.exon_at(pos)
            if exon is not None and (
                (exon.number > 1 and abs(pos - exon.first) < _SPLICE_EXONIC)
                or (exon.number < len(self.layout.exons) and abs(pos - exon.last) < _SPLICE_EXONIC)
            ):
                return True
        return False

    def _exonic(self, first: int, last: int) -> CodingEffect:
        """The effect of replacing transcript bases; for an insertion ``last`` lies before ``first``."""
        length = self.layout.cds_length
        if last < 1 and first <= 1:
            return CodingEffect(Consequence.UTR5, "")
        if first > length:
            return CodingEffect(Consequence.UTR3, "")
        if self.transcript.cds is None or self.transcript.protein is None:
            return CodingEffect(Consequence.CODING_UNKNOWN, "")
        if first < 1:
            return self._start_lost(self.transcript.protein)
        alt = self.change.alt if self.layout.strand == "+" else reverse_complement(self.change.alt)
        utr = partial(utr3, self.layout, self.reference)
        coding = CodingChange(self.transcript.cds, self.transcript.protein, first, len(self.change.ref), alt, utr)
        return coding_effect(coding)

    def _start_lost(self, protein: str) -> CodingEffect:
        change = ProteinChange(1, "M", "?")
        names = hgvs_protein(change, protein), short_protein(change, protein)
        return CodingEffect(Consequence.START_LOST, *names, change)


def utr3(layout: Layout, reference: Reference) -> str:
    """Transcribed bases behind the CDS, as far as the reference is known without a gap."""
    pieces: list[str] = []
    for exon in layout.exons:
        if exon.last_base <= layout.cds_length:
            continue
        first = exon.first + _step(layout) * max(0, layout.cds_length + 1 - exon.first_base)
        known = reference.around(layout.chrom, first, first)
        if known is None:
            break
        if layout.strand == "+":
            end = min(exon.end, known.end)
            pieces.append(known.slice(first, end))
        else:
            end = max(exon.start, known.start)
            pieces.append(reverse_complement(known.slice(end, first)))
        if end != exon.last:
            break
    return "".join(pieces)


def _step(layout: Layout) -> int:
    return 1 if layout.strand == "+" else -1
