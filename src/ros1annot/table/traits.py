"""What the table looks at in an event: gene, names, kind. Events and queries are compared as traits."""

from collections.abc import Iterator
from dataclasses import dataclass

from ros1annot.model import (
    Consequence,
    CopyNumberCall,
    Event,
    Fusion,
    FusionRole,
    ProteinChange,
    SmallVariant,
    SpliceVariant,
)

SPLICE_SITE = frozenset({Consequence.SPLICE_ACCEPTOR, Consequence.SPLICE_DONOR})


@dataclass(frozen=True, slots=True)
class FusionTrait:
    """Partners, 5' first, the kinase among them, and what the fusion means for it."""

    five_prime: str
    three_prime: str
    kinase: str
    role: FusionRole


@dataclass(frozen=True, slots=True)
class Trait:
    """One event as the table sees it.

    Attributes:
        names: protein changes by transcript accession without version; residues keep their number in all.
        skips_exon: the exon that is left out, reporting transcript.
        copy_number: ``amplification``, ``loss`` or empty.
        classes: alteration classes that it is said to be in, where no more is known of it.
    """

    gene: str
    names: tuple[tuple[str, ProteinChange], ...] = ()
    consequence: Consequence | None = None
    skips_exon: int | None = None
    fusion: FusionTrait | None = None
    copy_number: str = ""
    classes: frozenset[str] = frozenset()

    @property
    def genes(self) -> frozenset[str]:
        """The genes whose rows the event may meet; for a fusion both partners, since rows may name either."""
        if self.fusion is None:
            return frozenset((self.gene,))
        return frozenset((self.gene, self.fusion.five_prime, self.fusion.three_prime))

    @property
    def can_match(self) -> bool:
        """Whether any row could look at the event; intronic and other silent variants end here."""
        return bool(
            self.names
            or self.fusion
            or self.copy_number
            or self.skips_exon
            or self.classes
            or self.consequence in SPLICE_SITE
        )

    def all_changes(self) -> Iterator[tuple[str, ProteinChange]]:
        """Accession and change for each name and, for a joined change, each substitution in it."""
        for accession, change in self.names:
            yield accession, change
            for single in single_substitutions(change):
                yield accession, single

    def changes(self, transcript: str) -> Iterator[ProteinChange]:
        """As :meth:`all_changes`, on one transcript; on all where the row has none."""
        accession = unversioned(transcript)
        return (change for named, change in self.all_changes() if named == accession or not accession)


def unversioned(accession: str) -> str:
    """``NM_002944.3`` as ``NM_002944``."""
    return accession.partition(".")[0]


def single_substitutions(change: ProteinChange) -> Iterator[ProteinChange]:
    """The substitutions of which an equally long replacement of several residues is made."""
    if change.frameshift or len(change.ref) != len(change.alt) or len(change.ref) < 2:
        return
    for offset, (ref, alt) in enumerate(zip(change.ref, change.alt, strict=True)):
        if ref != alt:
            yield ProteinChange(change.start + offset, ref, alt)


def trait_of(event: Event) -> Trait:
    """The trait of an event.

    An in-frame junction of exons 13 and 15 of one gene, as RNA callers write it, is exon 14 skipped.
    """
    match event:
        case SmallVariant():
            names = (event.name, event.mane)
            return Trait(
                event.gene,
                tuple((unversioned(n.transcript), n.protein) for n in names if n is not None and n.protein is not None),
                event.consequence,
                event.skips_exon,
            )
        case Fusion():
            five, three = event.five_prime, event.three_prime
            skipped = None
            if five.gene == three.gene and five.exon and three.exon == five.exon + 2:
                skipped = five.exon + 1
            fusion = FusionTrait(five.gene, three.gene, event.kinase, event.role)
            return Trait(event.kinase, skips_exon=skipped, fusion=fusion)
        case SpliceVariant():
            single = event.first_exon == event.last_exon
            return Trait(event.gene, skips_exon=event.first_exon if single else None)
        case CopyNumberCall():
            return Trait(event.gene, copy_number=event.change)
