"""The background error of a hotspot, of which its limit of detection and its raw reads are judged (rules.md C3). Pure.

The laboratory's rate for the site goes before its general one. Where alignments show that this sample errs more often
at the codon, what they show counts: its wrong fragments, but for the residue that most of them show, which may be a
variant, spread over the residues that one wrong base can make.
"""

from collections import Counter
from dataclasses import dataclass

from ros1annot.annotate.protein import translate
from ros1annot.annotate.transcripts import Genome, Transcript
from ros1annot.errors import UsageError
from ros1annot.model import CodonReads
from ros1annot.parameters import Parameters
from ros1annot.result import ErrorSource
from ros1annot.table.model import ResistanceTable


@dataclass(frozen=True, slots=True)
class Background:
    """Errors per base and fragment, and where the rate comes from."""

    rate: float
    source: ErrorSource


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


def background_of(
    codon: CodonReads, transcript: Transcript, reported: frozenset[str], site: str, parameters: Parameters
) -> Background:
    """The rate at one hotspot.

    Args:
        codon: what fragments show there; none of them without alignments.
        transcript: on which ``codon`` is numbered.
        reported: residues that callers report there, which are no errors.
        site: name of the hotspot, as ``site_error_rates`` has it.
        parameters: the laboratory's rates.
    """
    stated = parameters.site_error_rates.get(site)
    source = ErrorSource.DEFAULT if stated is None else ErrorSource.SITE
    known = Background(parameters.error_rate if stated is None else stated, source)
    measured = _measured(codon, transcript, reported)
    return Background(measured, ErrorSource.MEASURED) if measured > known.rate else known


def site_of(transcript: Transcript, residue: int) -> str:
    """``EGFR T790``."""
    return f"{transcript.gene} {(transcript.protein or '')[residue - 1 : residue]}{residue}"


def refuse_unknown_sites(parameters: Parameters, table: ResistanceTable, genome: Genome) -> None:
    """Raise UsageError where a rate is given for what is no hotspot: it would be ignored without a word."""
    hotspots = table.hotspots(table.contexts)
    found = ((genome.transcript(hotspot.transcript), hotspot.residue) for hotspot in hotspots)
    sites = {site_of(transcript, residue) for transcript, residue in found if transcript is not None}
    for site in parameters.site_error_rates:
        if site not in sites:
            raise UsageError(
                f"parameters.site_error_rates: {site!r} is no hotspot of the table; write gene and residue as the "
                "report does, such as `EGFR T790`"
            )


def _measured(codon: CodonReads, transcript: Transcript, reported: frozenset[str]) -> float:
    seen = other_residues(codon, transcript)
    wrong = sorted(times for residue, times in seen.items() if residue not in reported)[:-1]
    possible = len(_one_base_off(transcript, codon.residue) - reported) - 1
    return sum(wrong) / (codon.depth * possible) if wrong and possible > 0 else 0.0


def _one_base_off(transcript: Transcript, residue: int) -> frozenset[str]:
    """The other residues that one wrong base makes of a codon."""
    usual = (transcript.cds or "")[3 * residue - 3 : 3 * residue]
    codons = (usual[:at] + base + usual[at + 1 :] for at in range(len(usual)) for base in "ACGT")
    return frozenset(map(translate, codons)) - {translate(usual)}
