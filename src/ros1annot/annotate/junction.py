"""Where a fusion's breakpoint cuts a transcript, and what of the gene is kept.

The 5' part ends with the last exon before the breakpoint, the 3' part begins with the first one behind it.
Splice sites are met within :data:`EDGE_TOLERANCE` bases: microhomology and callers' conventions move a
junction by some bases. A breakpoint in an intron (DNA, or a cryptic exon) is spliced to the next exon; one
inside an exon keeps a part of that exon.
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
        phase: coding bases before the junction, modulo 3; ``None`` off the splice sites and outside the CDS.
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


def cut_after(layout: Layout, pos: int) -> Cut | None:
    """The end of a 5' part whose last base is near ``pos``; ``None`` outside the transcript."""
    donors = layout.exons[:-1]
    edge = min(donors, key=lambda exon: abs(exon.last - pos), default=None)
    if edge is not None and abs(edge.last - pos) <= EDGE_TOLERANCE:
        ends_in_cds = edge.last_base >= 1 and edge.last_base < layout.cds_length
        return Cut(edge.number, on_edge=True, base=edge.last_base, phase=edge.end_phase if ends_in_cds else None)
    before, behind = layout.neighbours(pos)
    if before is None or behind is None:
        return None
    base = _base_inside(layout, before, pos) if before is behind else before.last_base
    return Cut(before.number, on_edge=False, base=base, phase=None)


def cut_before(layout: Layout, pos: int) -> Cut | None:
    """The begin of a 3' part whose first base is near ``pos``; ``None`` outside the transcript."""
    acceptors = layout.exons[1:]
    edge = min(acceptors, key=lambda exon: abs(exon.first - pos), default=None)
    if edge is not None and abs(edge.first - pos) <= EDGE_TOLERANCE:
        # An exon that holds the start codon brings 5' UTR with it: its phase says nothing of the junction.
        begins_in_cds = edge.first_base >= 1 and edge.first_base <= layout.cds_length
        return Cut(edge.number, on_edge=True, base=edge.first_base, phase=edge.start_phase if begins_in_cds else None)
    before, behind = layout.neighbours(pos)
    if before is None or behind is None:
        return None
    base = _base_inside(layout, behind, pos) if before is behind else behind.first_base
    return Cut(behind.number, on_edge=False, base=base, phase=None)


def _base_inside(layout: Layout, exon: Exon, pos: int) -> int:
    return exon.first_base + (pos - exon.first if layout.strand == "+" else exon.first - pos)
