"""What the fragments of alignments show at a hotspot beside what the callers reported. It decides nothing. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ros1annot.annotate.transcripts import Genome, Transcript
from ros1annot.binomial import at_least
from ros1annot.interpret.background import Background, background_of, other_residues, site_of
from ros1annot.model import CodonReads, Event, ProteinChange, SmallVariant
from ros1annot.parameters import Parameters
from ros1annot.result import Match
from ros1annot.table.match import match_traits
from ros1annot.table.model import ResistanceTable
from ros1annot.table.traits import Trait, unversioned

FALSE_SUPPORT_RATE = 1e-5
"""Probability with which errors alone may look like an allele: of some 1,000 alleles that are looked at in a sample,
one in a hundred samples then shows a false one."""

LOST, GAINED = "del", "ins"
"""What stands for a residue where the codon has fewer, or more, bases."""


@dataclass(frozen=True, slots=True)
class RawSupport:
    """A change of the table that fragments show and no caller reported."""

    gene: str
    residue: int
    name: str
    reads: int
    depth: int


@dataclass(frozen=True, slots=True)
class RawReads:
    """What fragments show at one hotspot.

    Attributes:
        others: fragments by the residue they show instead of the reference's, gains and losses of bases among them.
        background: the error that they are judged against.
        unreported: what of it the table lists, enough fragments show, and no caller reported.
    """

    others: Mapping[str, int]
    background: Background
    unreported: tuple[RawSupport, ...]


def raw_reads(
    codons: Sequence[CodonReads],
    events: Sequence[Event],
    table: ResistanceTable,
    genome: Genome,
    parameters: Parameters,
) -> dict[tuple[str, int], RawReads]:
    """What alignments show at each hotspot, by gene and residue.

    A listed resistance change that no file reports is supported where at least ``min_alt_reads`` fragments show it, and
    errors at the background would give as many with a probability of at most :data:`FALSE_SUPPORT_RATE`.
    """
    found = {}
    for codon in codons:
        transcript = genome.transcript(table.genes[codon.gene])
        if transcript is None or transcript.protein is None:
            continue
        reported = _reported(events, codon)
        residues = {**other_residues(codon, transcript), LOST: codon.lost, GAINED: codon.gained}
        others = {shown: fragments for shown, fragments in sorted(residues.items()) if fragments}
        site = site_of(transcript, codon.residue)
        background = background_of(codon, transcript, reported, site, parameters)
        unreported = tuple(
            RawSupport(codon.gene, codon.residue, _name(transcript, codon.residue, shown), fragments, codon.depth)
            for shown, fragments in others.items()
            if shown not in reported
            and _is_supported(fragments, codon.depth, background, parameters)
            and _is_listed(table, transcript, codon.residue, shown)
        )
        found[codon.gene, codon.residue] = RawReads(others, background, unreported)
    return found


def unreported(
    codons: Sequence[CodonReads],
    events: Sequence[Event],
    table: ResistanceTable,
    genome: Genome,
    parameters: Parameters,
) -> Iterator[RawSupport]:
    """All listed resistance changes that fragments support and that no file reports."""
    for raw in raw_reads(codons, events, table, genome, parameters).values():
        yield from raw.unreported


def _reported(events: Sequence[Event], codon: CodonReads) -> frozenset[str]:
    """What callers report at a residue, filtered calls among them: the caller has looked at those."""
    shown: set[str] = set()
    for event in events:
        if not isinstance(event, SmallVariant) or event.gene != codon.gene or event.name.protein is None:
            continue
        change = event.name.protein
        at = codon.residue - change.start
        if len(change.ref) == len(change.alt):
            shown.update(change.alt[at : at + 1] if at >= 0 else "")
        elif -1 <= at <= len(change.ref):  # a gain or loss beside the residue, which an aligner may write inside it
            shown.update((LOST, GAINED, *change.alt))
    return frozenset(shown)


def _name(transcript: Transcript, residue: int, shown: str) -> str:
    """``T790M``; a gain or loss is not named further than where it is."""
    usual = f"{(transcript.protein or '')[residue - 1]}{residue}"
    return {LOST: f"loss of bases at {usual}", GAINED: f"gain of bases at {usual}"}.get(shown, f"{usual}{shown}")


def _is_listed(table: ResistanceTable, transcript: Transcript, residue: int, shown: str) -> bool:
    usual = (transcript.protein or "")[residue - 1]
    match shown:
        case "del":
            change = ProteinChange(residue, usual, "")
        case "ins":
            change = ProteinChange(residue + 1, "", usual)
        case _:
            change = ProteinChange(residue, usual, shown)
    trait = Trait(transcript.gene, ((unversioned(transcript.accession), change),))
    return any(row.level is not Match.RESIDUE and row.entry.is_resistance for row in match_traits(table, [trait]))


def _is_supported(fragments: int, depth: int, background: Background, parameters: Parameters) -> bool:
    return fragments >= parameters.min_alt_reads and at_least(fragments, depth, background.rate) <= FALSE_SUPPORT_RATE
