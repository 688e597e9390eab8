"""What a change of coding bases does to the protein."""

from collections.abc import Callable
from dataclasses import dataclass

from ros1annot.annotate.protein import (
    canonical_change,
    hgvs_protein,
    hgvs_unchanged,
    short_protein,
    short_unchanged,
    translate,
)
from ros1annot.model import Consequence, ProteinChange

UNKNOWN_PROTEIN = "p.?"


@dataclass(frozen=True, slots=True)
class CodingEffect:
    """Consequence and protein names; ``short`` is empty where the protein cannot name the change."""

    consequence: Consequence
    hgvs_p: str
    short: str = ""
    protein: ProteinChange | None = None


@dataclass(frozen=True, slots=True)
class CodingChange:
    """Bases of a CDS replaced.

    Attributes:
        cds: the coding bases, stop codon included.
        protein: their residues, ending in ``*``.
        start: first base replaced, 1-based; for an insertion the base behind it.
        removed: number of bases replaced; they may reach into the 3' UTR.
        alt: bases in their place, transcript strand.
        utr: gives the bases behind the CDS, as far as they are known.
    """

    cds: str
    protein: str
    start: int
    removed: int
    alt: str
    utr: Callable[[], str]

    @property
    def first_codon(self) -> int:
        """0-based index of the first codon that is touched."""
        return (self.start - 1) // 3

    @property
    def is_frameshift(self) -> bool:
        """Whether what follows is read in another frame."""
        return (len(self.alt) - self.removed) % 3 != 0

    def bases_from(self, codon: int) -> str:
        """The changed bases from a 0-based codon on that does not lie behind the change, without the UTR."""
        return self.cds[3 * codon : self.start - 1] + self.alt + self.cds[self.start - 1 + self.removed :]


def coding_effect(change: CodingChange) -> CodingEffect:
    """Name the protein that a changed CDS codes for."""
    if change.start <= 3 and change.bases_from(0)[:3] != "ATG":
        start_lost = ProteinChange(1, "M", "?")
        return _named(Consequence.START_LOST, start_lost, change.protein)
    last_codon = (change.start + change.removed - 2) // 3
    if change.is_frameshift or last_codon >= len(change.protein) - 1:
        return _read_to_stop(change)
    return _in_frame(change, last_codon)


def _named(consequence: Consequence, change: ProteinChange, protein: str) -> CodingEffect:
    return CodingEffect(consequence, hgvs_protein(change, protein), short_protein(change, protein), change)


def _unchanged(consequence: Consequence, residues: str, start: int) -> CodingEffect:
    return CodingEffect(consequence, hgvs_unchanged(residues, start), short_unchanged(residues, start))


def _in_frame(change: CodingChange, last_codon: int) -> CodingEffect:
    first = change.first_codon
    old = change.protein[first : last_codon + 1]
    behind = change.cds[change.start - 1 + change.removed : 3 * last_codon + 3]
    new = translate(change.cds[3 * first : change.start - 1] + change.alt + behind)
    protein = canonical_change(change.protein, first + 1, old, new)
    if protein is None:
        return _unchanged(Consequence.SYNONYMOUS, old, first + 1)
    return _named(_in_frame_consequence(change, protein), protein, change.protein)


def _in_frame_consequence(change: CodingChange, protein: ProteinChange) -> Consequence:
    if protein.alt.endswith("*"):
        return Consequence.STOP_GAINED
    if len(protein.ref) == len(protein.alt):
        return Consequence.MISSENSE
    if not protein.alt or not change.alt:
        return Consequence.INFRAME_DELETION
    if not protein.ref or not change.removed:
        return Consequence.INFRAME_INSERTION
    return Consequence.PROTEIN_ALTERING


def _read_to_stop(change: CodingChange) -> CodingEffect:
    """A frame shift, or a change that touches the stop codon: read on to the next stop."""
    first = change.first_codon
    bases = change.bases_from(first)
    new = _until_stop(bases)
    if not new.endswith("*"):
        over = max(0, change.start - 1 + change.removed - len(change.cds))
        new = _until_stop(bases + change.utr()[over:])
    old = change.protein[first:]
    same = next((i for i, (was, now) in enumerate(zip(old, new, strict=False)) if was != now), None)
    if same is None:
        if new == old:
            return _unchanged(Consequence.STOP_RETAINED, "*", len(change.protein))
        return CodingEffect(Consequence.CODING_UNKNOWN, UNKNOWN_PROTEIN)
    position = first + same + 1
    ends = len(new) - 1 - same if new.endswith("*") else None
    if new[same] == "*":
        stop = ProteinChange(position, old[same], "*")
        return _named(Consequence.STOP_GAINED, stop, change.protein)
    if old[same] == "*":
        extension = ProteinChange(position, "*", new[same], stop_distance=ends)
        return _named(Consequence.STOP_LOST, extension, change.protein)
    consequence = Consequence.FRAMESHIFT if change.is_frameshift else Consequence.STOP_LOST
    distance = None if ends is None else ends + 1
    shifted = ProteinChange(position, old[same], new[same], frameshift=True, stop_distance=distance)
    return _named(consequence, shifted, change.protein)


def _until_stop(bases: str) -> str:
    residues: list[str] = []
    for chunk in range(0, len(bases), 90):
        residues.append(translate(bases[chunk : chunk + 90]))
        before, stop, _ = residues[-1].partition("*")
        if stop:
            residues[-1] = before + stop
            break
    return "".join(residues)
