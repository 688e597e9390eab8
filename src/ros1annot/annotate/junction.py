"""Where a fusion's breakpoint cuts a transcript, and what of the gene is kept.

The 5' part ends with the last exon before the breakpoint, the 3' part begins with the first one behind it.
Splice sites are met within :data:`EDGE_TOLERANCE` bases: microhomology and callers' conventions move a
junction by some bases. A breakpoint in an intron (DNA, or a cryptic exon) is spliced to the next exon; one
inside an exon keeps a part of that exon. In DNA a breakpoint beside a splice site is one in an intron like any
other, and the exons around it, whole, give the phase.
"""

from dataclasses import dataclass

from ros1annot.annotate.coordinates import Exon, Layout

EDGE_TOLERANCE = 10


@dataclass(frozen=True, slots=True)
class Cut:
    """One end of the kept part of a transcript.

    Attributes:
        exon: last exon kept (5' part) or first one (3' part).
        on_edge: the breakpoint is that exon's splice site.
        base: last (5') or first (3') base kept, counted from the CDS.
        phase: coding bases before the junction, modulo 3; ``None`` outside the CDS, inside an exon, and for
            RNA off the splice sites.
    """

    exon: int
    on_edge: bool
    base: int
    phase: int | None

    @property
    def last_residue(self) -> int:
        """Last residue that a 5' part keeps whole."""
        return self.base // 3

    @property
    def first_residue(self) -> int:
        """First residue of which a 3' part keeps a base."""
        return (self.base + 2) // 3


def cut_after(layout: Layout, pos: int, *, dna: bool = False) -> Cut | None:
    """The end of a 5' part whose last base is near ``pos``; ``None`` outside the transcript."""
    donors = layout.exons[:-1]
    edge = min(donors, key=lambda exon: abs(exon.last - pos), default=None)
    if not dna and edge is not None and abs(edge.last - pos) <= EDGE_TOLERANCE:
        return Cut(edge.number, on_edge=True, base=edge.last_base, phase=_end_phase(layout, edge))
    before, behind = layout.neighbours(pos)
    if before is None or behind is None:
        return None
    inside = before is behind
    base = _base_inside(layout, before, pos) if inside else before.last_base
    phase = _end_phase(layout, before) if dna and not inside else None
    return Cut(before.number, on_edge=False, base=base, phase=phase)


def cut_before(layout: Layout, pos: int, *, dna: bool = False) -> Cut | None:
    """The begin of a 3' part whose first base is near ``pos``; ``None`` outside the transcript."""
    acceptors = layout.exons[1:]
    edge = min(acceptors, key=lambda exon: abs(exon.first - pos), default=None)
    if not dna and edge is not None and abs(edge.first - pos) <= EDGE_TOLERANCE:
        return Cut(edge.number, on_edge=True, base=edge.first_base, phase=_start_phase(layout, edge))
    before, behind = layout.neighbours(pos)
    if before is None or behind is None:
        return None
    inside = before is behind
    base = _base_inside(layout, behind, pos) if inside else behind.first_base
    phase = _start_phase(layout, behind) if dna and not inside else None
    return Cut(behind.number, on_edge=False, base=base, phase=phase)


def _end_phase(layout: Layout, exon: Exon) -> int | None:
    return exon.end_phase if 1 <= exon.last_base < layout.cds_length else None


def _start_phase(layout: Layout, exon: Exon) -> int | None:
    # An exon that holds the start codon brings 5' UTR with it: its phase says nothing of the junction.
    return exon.start_phase if 1 <= exon.first_base <= layout.cds_length else None


def _base_inside(layout: Layout, exon: Exon, pos: int) -> int:
    return exon.first_base + (pos - exon.first if layout.strand == "+" else exon.first - pos)
