"""Second opinions: where another annotator's protein name in the file is not the one given here.

Each name is compared on the transcript that it counts on: the variant is named on that transcript from its place
in the genome, so ``p.Gly2026Arg`` on NM_001378902 and ``p.Gly2032Arg`` on NM_002944 are one variant. Spellings of
one change are no disagreement: ``fs`` without its new residue or stop, ``Gly2032Gly`` for ``Gly2032=``, a lost
start with any new residue, MAF's ``ELREA746del``. What cannot be read, or says nothing (``p.?``), is not compared.
"""

import re
from dataclasses import dataclass, replace
from enum import Enum

from ros1annot.annotate.consequence import effect_on
from ros1annot.annotate.normalise import Change, left_aligned, minimal, three_prime
from ros1annot.annotate.protein import OtherResidueError, ProteinTextError, canonical_change, parse_protein
from ros1annot.annotate.transcripts import Genome, Transcript
from ros1annot.model import AlleleCall, Assembly, Opinion, ProteinChange, SmallVariant, TranscriptName

_UNCHANGED = re.compile(r"([A-Z][a-z]{2}|[A-Z*])(\d+)(?:=|\1)")
_MAF_DELETION = re.compile(r"([A-Z]{2,})(\d+)del")
_MAF_REPLACEMENT = re.compile(r"(\d+)_\d+([A-Z]+)>([A-Z*]+)")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One name of another annotator, and ours on the same transcript."""

    opinion: Opinion
    ours: str

    def __str__(self) -> str:
        opinion = self.opinion
        warning = f"; {opinion.annotator} itself warns: {opinion.warning}" if opinion.warning else ""
        return f"{opinion.hgvs_p} by {opinion.annotator}, {self.ours} here ({opinion.transcript}{warning})"


class _Said(Enum):
    """What a name says where it names no change."""

    UNCHANGED = "the protein stays as it is"
    OTHER_RESIDUE = "a residue that the transcript does not have"
    NOTHING = "nothing that could be compared"


def disagreements(variant: SmallVariant, genome: Genome) -> tuple[Disagreement, ...]:
    """Every name in the variant's records that contradicts ours, each once.

    Calls that were joined into one molecule are compared one by one: other annotators name records.
    """
    found = (
        disagreement
        for call in (*variant.calls, *variant.others)
        for opinion in call.opinions
        if (disagreement := _compare(opinion, call, genome, variant.assembly)) is not None
    )
    return tuple(dict.fromkeys(found))


def _compare(opinion: Opinion, call: AlleleCall, genome: Genome, assembly: Assembly) -> Disagreement | None:
    transcript = genome.transcript(opinion.transcript)
    if transcript is None or transcript.protein is None or assembly not in transcript.layouts:
        return None
    theirs = _read(opinion.hgvs_p, transcript.protein)
    if theirs is _Said.NOTHING:
        return None
    reference = genome.sequence(assembly)
    change = left_aligned(minimal(call.chrom, call.pos, call.ref.upper(), call.alt.upper()), reference)
    name = effect_on(change, transcript, reference).name
    first_codon = min(_codon(place, transcript, assembly) for place in (change, three_prime(change, "+", reference)))
    if _same(theirs, name, first_codon):
        return None
    return Disagreement(opinion, name.hgvs_p or name.hgvs_c)


def _read(text: str, protein: str) -> ProteinChange | _Said:
    bare = text.removeprefix("p.").strip("()[]")
    if bare == "=" or _UNCHANGED.fullmatch(bare):
        return _Said.UNCHANGED
    try:
        if match := _MAF_DELETION.fullmatch(bare):
            change = canonical_change(protein, int(match[2]), match[1], "")
        elif match := _MAF_REPLACEMENT.fullmatch(bare):
            change = canonical_change(protein, int(match[1]), match[2], match[3])
        else:
            change = parse_protein(bare, protein)
    except OtherResidueError:
        return _Said.OTHER_RESIDUE
    except ProteinTextError:
        return _Said.NOTHING
    return _Said.NOTHING if change is None else change


def _same(theirs: ProteinChange | _Said, name: TranscriptName, first_codon: int) -> bool:
    ours = name.protein
    if theirs is _Said.UNCHANGED:
        return ours is None and name.hgvs_p != "p.?"
    if not isinstance(theirs, ProteinChange) or ours is None:
        return False
    if ours.alt == "?":
        return theirs.start == 1
    if theirs.frameshift and not theirs.alt:
        shifted = ours.frameshift or ours.alt == "*"
        return shifted and first_codon <= theirs.start <= ours.start
    return theirs == (replace(ours, stop_distance=None) if theirs.stop_distance is None else ours)


def _codon(change: Change, transcript: Transcript, assembly: Assembly) -> int:
    """The first codon that a change touches, counted from 1."""
    layout = transcript.layout(assembly)
    return min((layout.place(pos).base - 1) // 3 + 1 for pos in change.touched)
