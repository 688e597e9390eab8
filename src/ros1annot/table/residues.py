"""Reads protein changes against the sequence of their transcript, and says what was meant where they miss."""

import re
from collections.abc import Callable, Collection, Iterator

from ros1annot.annotate.protein import ProteinTextError, parse_protein
from ros1annot.annotate.transcripts import Genome
from ros1annot.model import ProteinChange
from ros1annot.table.alteration import AlterationError
from ros1annot.table.rule import Rule

THREE_LETTERS = {
    "Ala": "A", "Arg": "R", "Asn": "N", "Asp": "D", "Cys": "C", "Gln": "Q", "Glu": "E", "Gly": "G",
    "His": "H", "Ile": "I", "Leu": "L", "Lys": "K", "Met": "M", "Phe": "F", "Pro": "P", "Ser": "S",
    "Thr": "T", "Trp": "W", "Tyr": "Y", "Val": "V",
}  # fmt: skip
"""One-letter residues by three-letter name, the stop aside."""
_THREE_LETTER_OF = {one: three for three, one in THREE_LETTERS.items()}
_MENTION = re.compile(r"(?<![A-Za-z])([A-Z][a-z]{2}|[ACDEFGHIKLMNPQRSTVWY])(\d+)")
_SUBSTITUTION = re.compile(r"p\.\(?([A-Z])(\d+)([A-Z])\)?")
_NEAR = 20


def _like(written: str, letter: str) -> str:
    """A residue in the style of another one: one letter or three."""
    return _THREE_LETTER_OF.get(letter, letter) if len(written) == 3 else letter


def mentioned(text: str) -> Iterator[tuple[str, int]]:
    """Residues that a protein change names, one letter each: ``p.L747_P753delinsS`` names L747 and P753."""
    for letters, position in _MENTION.findall(text):
        letter = THREE_LETTERS.get(letters, letters)
        if len(letter) == 1:
            yield letter, int(position)


class ProteinReader:
    """Reads the protein changes of one gene on one transcript.

    Args:
        genome: knows the sequence; a gene without a shipped one is read from plain substitutions only.
        known: gives the residues at which the table lists changes of the gene, the first guess for a slip.
    """

    def __init__(self, genome: Genome, transcript: str, known: Callable[[], Collection[int]] = frozenset) -> None:
        self._transcript = transcript
        shipped = genome.transcript(transcript)
        self._sequence = shipped.protein if shipped is not None else None
        self._known = known

    def __call__(self, text: str) -> ProteinChange:
        """The canonical change that ``text`` (``p.G2032R``) names.

        Raises:
            AlterationError: a residue is not the transcript's, or the text is not HGVS.
        """
        if self._sequence is None:
            return _without_sequence(text)
        for letter, position in mentioned(text):
            self._check(text, letter, position)
        try:
            return parse_protein(text, self._sequence, self._transcript)
        except ProteinTextError as error:
            raise AlterationError(str(error), "write HGVS, such as `p.G2032R`") from error

    def _check(self, text: str, letter: str, position: int) -> None:
        sequence = self._sequence or ""
        length = len(sequence.removesuffix("*"))
        if not 1 <= position <= length:
            problem = f"{self._transcript} has {length} residues, no residue {position}"
        elif sequence[position - 1] != letter:
            problem = f"residue {position} of {self._transcript} is {sequence[position - 1]}, not {letter}"
        else:
            return
        raise AlterationError(problem, self._way_out(text.removeprefix("p."), letter, position), Rule.RESIDUE)

    def _way_out(self, text: str, letter: str, position: int) -> str:
        """What was probably meant: a listed residue before any other, another number before another letter."""
        sequence, known = self._sequence or "", self._known()
        meant = nearest(letter, position, sequence, known)
        if position in known and meant not in known:
            written = rf"(?:[A-Z][a-z]{{2}}|[A-Z])(?={position}(?!\d))"
            return f"did you mean {re.sub(written, lambda found: _like(found[0], sequence[position - 1]), text)}?"
        return f"did you mean {text.replace(str(position), str(meant))}?" if meant else ""


def nearest(letter: str, position: int, sequence: str, known: Collection[int] = ()) -> int | None:
    """The residue that was probably meant: one of that letter, best one with listed changes.

    Considered are exchanged neighbouring digits (2023 for 2032) and residues within 20 of the one written,
    which covers the numbering of other transcripts (ROS1 MANE Select is 6 lower, MET NM_001127500 18 higher).
    """
    digits = str(position)
    swapped = {
        int(digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :])
        for i in range(len(digits) - 1)
        if digits[i] != digits[i + 1]
    }
    close = set(range(position - _NEAR, position + _NEAR + 1))
    candidates = [p for p in swapped | close if 1 <= p <= len(sequence) and sequence[p - 1] == letter]
    return min(candidates, key=lambda p: (p not in known, p not in swapped, abs(p - position), p), default=None)


def _without_sequence(text: str) -> ProteinChange:
    found = _SUBSTITUTION.fullmatch(text)
    if not found:
        raise AlterationError(
            f"`{text}` cannot be checked: no sequence is shipped for its gene",
            "write a substitution in one letters, such as `p.D842V`",
        )
    return ProteinChange(int(found[2]), found[1], found[3])
