"""Alteration classes: named sets of alterations (``exon19del``), defined as data with coordinates.

Members of a class, joined by ``;``: ``p.G719A`` (this change) · ``substitution:12-12``, ``deletion:744-761``,
``insertion:762-776``, ``inframe:550-592``, ``truncating:1-403`` (a change of that kind that lies within these
residues, 1-based and inclusive) · ``skips_exon:14`` · ``splice_site`` · ``loss`` (copy number) · the name of
another class. ``!`` takes members out again.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ros1annot.model import Consequence, ProteinChange
from ros1annot.table.alteration import AlterationError, ReadProtein
from ros1annot.table.rule import Rule
from ros1annot.table.traits import SPLICE_SITE, Trait

_RANGE = re.compile(r"(\w+):(\d+)-(\d+)")
_EXON = re.compile(r"skips_exon:(\d+)")
_TRUNCATING = frozenset(
    {
        Consequence.STOP_GAINED,
        Consequence.FRAMESHIFT,
        Consequence.START_LOST,
        Consequence.TRANSCRIPT_ABLATION,
    }
)


class TermKind(StrEnum):
    """What one member of a class asks of an event."""

    CHANGE = "change"
    CLASS = "class"
    SUBSTITUTION = "substitution"
    DELETION = "deletion"
    INSERTION = "insertion"
    INFRAME = "inframe"
    TRUNCATING = "truncating"
    SKIPS_EXON = "skips_exon"
    SPLICE_SITE = "splice_site"
    LOSS = "loss"


_RANGED = frozenset(
    {
        TermKind.SUBSTITUTION,
        TermKind.DELETION,
        TermKind.INSERTION,
        TermKind.INFRAME,
        TermKind.TRUNCATING,
    }
)


@dataclass(frozen=True, slots=True)
class Term:
    """One member of a class.

    Attributes:
        first, last: residues that must hold the whole change; for ``skips_exon`` the exon, twice.
        change: the exact change of a ``change`` term.
        name: the class that a ``class`` term takes over.
        excluded: what meets this term is *not* in the class.
    """

    kind: TermKind
    first: int = 0
    last: int = 0
    change: ProteinChange | None = None
    name: str = ""
    excluded: bool = False

    @property
    def has_coordinates(self) -> bool:
        """Whether the term says where in the gene it lies."""
        return self.kind not in {TermKind.SPLICE_SITE, TermKind.LOSS}


@dataclass(frozen=True, slots=True)
class AlterationClass:
    """One row of ``alteration_classes.tsv``; ``terms`` is what the text of its ``members`` means."""

    name: str
    gene: str
    transcript: str
    terms: tuple[Term, ...]
    aliases: tuple[str, ...]
    description: str
    members: str
    source: str


def parse_term(text: str, classes: Mapping[str, str], gene: str, read_protein: ReadProtein) -> Term:
    """One member of a class of ``gene``; ``classes`` are all class names with their genes.

    Raises:
        AlterationError: the member has no known form or no coordinates, or belongs to another gene.
    """
    excluded = text.startswith("!")
    bare = text.removeprefix("!")
    if bare.startswith("p."):
        return Term(TermKind.CHANGE, change=read_protein(bare), excluded=excluded)
    if bare in classes:
        if classes[bare] != gene:
            raise AlterationError(
                f"class `{bare}` is of {classes[bare]}, not of {gene}",
                "name a class of the same gene",
                Rule.CLASS_GENE,
            )
        return Term(TermKind.CLASS, name=bare, excluded=excluded)
    if bare in {TermKind.SPLICE_SITE, TermKind.LOSS}:
        return Term(TermKind(bare), excluded=excluded)
    if exon := _EXON.fullmatch(bare):
        return Term(TermKind.SKIPS_EXON, int(exon[1]), int(exon[1]), excluded=excluded)
    found = _RANGE.fullmatch(bare)
    if found and found[1] in _RANGED and 1 <= int(found[2]) <= int(found[3]):
        return Term(TermKind(found[1]), int(found[2]), int(found[3]), excluded=excluded)
    raise AlterationError(
        f"`{bare}` has no coordinates that can be read",
        "write `p.G719A`, `deletion:744-761`, `skips_exon:14`, or another form that README.md lists",
        Rule.COORDINATES,
    )


def in_class(trait: Trait, name: str, classes: Mapping[str, AlterationClass]) -> bool:
    """Whether an event is in a class: in one of its members, and in none that it takes out."""
    found = classes[name]
    if trait.gene != found.gene or name in trait.classes:
        return trait.gene == found.gene
    hits = [term.excluded for term in found.terms if _meets(trait, term, found.transcript, classes)]
    return bool(hits) and not any(hits)


def substitution_residues(name: str, classes: Mapping[str, AlterationClass]) -> Iterator[int]:
    """Residues that the class lists one by one: those of substitutions, not those of whole stretches."""
    for term in classes[name].terms:
        if term.excluded:
            continue
        if term.kind is TermKind.CLASS:
            yield from substitution_residues(term.name, classes)
        elif term.change is not None and term.change.is_substitution:
            yield term.change.start
        elif term.kind is TermKind.SUBSTITUTION:
            yield from range(term.first, term.last + 1)


def _meets(trait: Trait, term: Term, transcript: str, classes: Mapping[str, AlterationClass]) -> bool:
    match term.kind:
        case TermKind.CLASS:
            return in_class(trait, term.name, classes)
        case TermKind.SKIPS_EXON:
            return trait.skips_exon == term.first
        case TermKind.SPLICE_SITE:
            return trait.consequence in SPLICE_SITE
        case TermKind.LOSS:
            return trait.copy_number == "loss"
        case _:
            return any(_is_change(trait, change, term) for change in trait.changes(transcript))


def _is_change(trait: Trait, change: ProteinChange, term: Term) -> bool:
    if term.kind is TermKind.CHANGE:
        return change == term.change
    if term.kind is TermKind.TRUNCATING:
        return trait.consequence in _TRUNCATING and term.first <= change.start <= term.last
    if change.frameshift or "*" in change.alt or not _lies_within(change, term):
        return False
    if term.kind is TermKind.SUBSTITUTION:
        return change.is_substitution
    gained = len(change.alt) - len(change.ref)
    return (
        term.kind is TermKind.INFRAME
        or (term.kind is TermKind.DELETION and gained < 0)
        or (term.kind is TermKind.INSERTION and gained > 0)
    )


def _lies_within(change: ProteinChange, term: Term) -> bool:
    return term.first <= change.start and max(change.start, change.end) <= term.last
