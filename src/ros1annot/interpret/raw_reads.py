"""What the fragments of alignments show at a hotspot beside what the callers reported. It decides nothing. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ros1annot.annotate.protein import translate
from ros1annot.annotate.transcripts import Genome, Transcript
from ros1annot.binomial import at_least
from ros1annot.model import CodonReads, Event, ProteinChange, SmallVariant
from ros1annot.parameters import Parameters
from ros1annot.result import Match
from ros1annot.table.match import match_traits
from ros1annot.table.model import ResistanceTable
from ros1annot.table.traits import Trait, unversioned

FALSE_SUPPORT_RATE = 1e-5
"""Probability with which errors alone may look like an allele: of some 1,000 alleles that are looked at in a sample,
one in a hundred samples then shows a false one."""

_NEIGHBOURS = 9
"""Codons that differ from one by a single base."""


@dataclass(frozen=True, slots=True)
class RawSupport:
    """A change of the table that fragments show and no caller reported."""

    gene: str
    name: str
    reads: int
    depth: int


def other_residues(codon: CodonReads, transcript: Transcript) -> Counter[str]:
    """Fragments that show another residue than the transcript's, by that residue (``*``: a stop).

    The three bases of a codon are read together, so two changed bases give the residue that they code for together.
    """
    if transcript.cds is None:
        return Counter()
    usual = transcript.cds[3 * codon.residue - 3 : 3 * codon.residue]
    seen: Counter[str] = Counter()
    for bases, fragments in codon.shown.items():
        whole = "".join(known if base == "." else base for base, known in zip(bases, usual, strict=True))
        seen[translate(whole)] += fragments
    del seen[translate(usual)]
    return seen


def unreported(
    codons: Sequence[CodonReads],
    events: Sequence[Event],
    table: ResistanceTable,
    genome: Genome,
    parameters: Parameters,
) -> Iterator[RawSupport]:
    """Listed resistance changes that enough fragments show, above the background, and that no file reports.

    The background is the laboratory's error rate, or, where that is higher, what the other wrong bases of the same
    codon show: their fragments, spread over the codons that one error can make.
    """
    reported = {
        (event.gene, event.name.protein.start + offset, residue)
        for event in events
        if isinstance(event, SmallVariant) and event.name.protein is not None
        for offset, residue in enumerate(event.name.protein.alt)
    }
    for codon in codons:
        transcript = genome.transcript(table.genes[codon.gene])
        if transcript is None or transcript.protein is None or not codon.depth:
            continue
        seen = other_residues(codon, transcript)
        usual = transcript.protein[codon.residue - 1]
        for residue, fragments in sorted(seen.items()):
            change = ProteinChange(codon.residue, usual, residue)
            if (codon.gene, codon.residue, residue) in reported or not _is_listed(table, transcript, change):
                continue
            if _is_supported(fragments, seen.total() - fragments, codon.depth, parameters):
                yield RawSupport(codon.gene, f"{usual}{codon.residue}{residue}", fragments, codon.depth)


def _is_listed(table: ResistanceTable, transcript: Transcript, change: ProteinChange) -> bool:
    trait = Trait(transcript.gene, ((unversioned(transcript.accession), change),))
    rows = match_traits(table, [trait])
    return any(row.level is not Match.RESIDUE and row.entry.is_resistance for row in rows)


def _is_supported(fragments: int, others: int, depth: int, parameters: Parameters) -> bool:
    if fragments < parameters.min_alt_reads:
        return False
    background = max(parameters.error_rate, others / (depth * _NEIGHBOURS))
    return at_least(fragments, depth, background) <= FALSE_SUPPORT_RATE
