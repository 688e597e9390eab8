"""Proteins: translation, the one canonical form of a change, its HGVS text, and HGVS text read back.

Names follow the HGVS recommendations for proteins: predicted changes in brackets, insertions and deletions
at the most C-terminal place, ``dup`` before ``ins``. Protein sequences here end in ``*``.
"""

import re
from itertools import takewhile
from typing import NoReturn

from ros1annot.errors import Ros1annotError
from ros1annot.model import ProteinChange

_BASES = "TCAG"
_STANDARD_CODE = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG"
_RESIDUE_OF = dict(zip((a + b + c for a in _BASES for b in _BASES for c in _BASES), _STANDARD_CODE, strict=True))
_THREE_LETTERS = {
    "A": "Ala", "C": "Cys", "D": "Asp", "E": "Glu", "F": "Phe", "G": "Gly", "H": "His",
    "I": "Ile", "K": "Lys", "L": "Leu", "M": "Met", "N": "Asn", "P": "Pro", "Q": "Gln",
    "R": "Arg", "S": "Ser", "T": "Thr", "V": "Val", "W": "Trp", "Y": "Tyr", "*": "Ter",
}  # fmt: skip
_ONE_LETTER = {three: one for one, three in _THREE_LETTERS.items()}


def translate(bases: str) -> str:
    """Residues of the whole codons of ``bases``, stops as ``*``."""
    return "".join([_RESIDUE_OF[bases[i : i + 3]] for i in range(0, len(bases) - len(bases) % 3, 3)])


# --- the canonical form ------------------------------------------------------------------------------------


def canonical_change(protein: str, start: int, ref: str, alt: str) -> ProteinChange | None:
    """The canonical form of "residues ``ref`` from ``start`` on become ``alt``"; ``None`` if nothing changes.

    A premature stop in ``alt`` ends the protein, whatever DNA brought it. An insertion stays one
    (``Gly857_Leu858insGlyTer``); of a replacement ``ref`` is given as many residues as ``alt`` has:
    ``Trp557_Lys558delinsProTer``, however long the rest that is lost.

    Args:
        protein: the whole protein, ending in ``*``.
        start: 1-based; for an insertion the residue behind the inserted ones.
        ref: residues replaced.
        alt: residues in their place.
    """
    stop = alt.find("*")
    if stop >= 0 and (ref[-1:] != "*" or stop < len(alt) - 1):
        alt = alt[: stop + 1]
        if alt.startswith(ref):
            return _inserted_stop(protein, start + len(ref), alt[len(ref) :])
        ref = protein[start - 1 : start - 1 + len(alt)]
    same = _common_prefix(ref, alt)
    start, ref, alt = start + same, ref[same:], alt[same:]
    same = _common_prefix(ref[::-1], alt[::-1]) if alt[-1:] != "*" or ref[-1:] == "*" else 0
    ref, alt = ref[: len(ref) - same], alt[: len(alt) - same]
    if not ref and not alt:
        return None
    if ref and alt:
        return ProteinChange(start, ref, alt)
    return _shifted(protein, start, ref, alt)


def _inserted_stop(protein: str, start: int, alt: str) -> ProteinChange:
    """An insertion that ends in a stop: behind the residues that it repeats, and nonsense if none is then left."""
    same = _common_prefix(protein[start - 1 :], alt)
    start, alt = start + same, alt[same:]
    return ProteinChange(start, protein[start - 1] if alt == "*" else "", alt)


def _common_prefix(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _shifted(protein: str, start: int, ref: str, alt: str) -> ProteinChange:
    """A pure insertion or deletion, moved to the C-terminal end of its repeat."""
    moved = ref or alt
    behind = start - 1 + len(ref)
    steps = 0
    while behind + steps < len(protein) - 1 and protein[behind + steps] == moved[0]:
        moved = moved[1:] + moved[0]
        steps += 1
    return ProteinChange(start + steps, moved if ref else "", moved if alt else "")


# --- HGVS text out -----------------------------------------------------------------------------------------


def hgvs_protein(change: ProteinChange, protein: str) -> str:
    """Three-letter predicted form: ``p.(Gly2032Arg)``, ``p.(Lys1062ArgfsTer9)``."""
    return f"p.({_text(change, protein, three=True)})"


def short_protein(change: ProteinChange, protein: str) -> str:
    """The name of the literature: ``G2032R``, ``E746_A750del``, ``K1062Rfs*9``."""
    return _text(change, protein, three=False)


def hgvs_unchanged(residues: str, start: int) -> str:
    """``p.(Gly2032=)``: codons that still mean the same residues."""
    return f"p.({_span(residues, start, three=True)}=)"


def short_unchanged(residues: str, start: int) -> str:
    """``G2032=``: codons that still mean the same residues."""
    return f"{_span(residues, start, three=False)}="


def _spell(residues: str, *, three: bool) -> str:
    return "".join(_THREE_LETTERS.get(r, r) for r in residues) if three else residues


def _span(residues: str, start: int, *, three: bool) -> str:
    first = f"{_spell(residues[0], three=three)}{start}"
    if len(residues) == 1:
        return first
    return f"{first}_{_spell(residues[-1], three=three)}{start + len(residues) - 1}"


def _text(change: ProteinChange, protein: str, *, three: bool) -> str:
    def spell(residues: str) -> str:
        return _spell(residues, three=three)

    stop = spell("*")
    distance = "?" if change.stop_distance is None else str(change.stop_distance)
    span = _span(change.ref, change.start, three=three) if change.ref else ""
    if change.frameshift:
        return f"{span}{spell(change.alt)}fs{stop}{distance}"
    if change.ref.startswith("*"):
        return f"{span}{spell(change.alt[0])}ext{stop}{distance}"
    if not change.ref:
        return _insertion_text(change, protein, three=three)
    if not change.alt:
        return f"{span}del"
    if change.is_substitution:
        return f"{span}{spell(change.alt)}"
    return f"{span}delins{spell(change.alt)}"


def _insertion_text(change: ProteinChange, protein: str, *, three: bool) -> str:
    length = len(change.alt)
    before = protein[max(0, change.start - 1 - length) : change.start - 1]
    if before == change.alt:
        return f"{_span(before, change.start - length, three=three)}dup"
    flanks = _span(protein[change.start - 2 : change.start], change.start - 1, three=three)
    return f"{flanks}ins{_spell(change.alt, three=three)}"


# --- HGVS text in ------------------------------------------------------------------------------------------


class ProteinTextError(Ros1annotError):
    """A protein change cannot be read, or does not fit its protein."""


class OtherResidueError(ProteinTextError):
    """A protein change can be read, but the protein has another residue there, or none."""


_RESIDUE = "(?:" + "|".join(_ONE_LETTER) + "|[ACDEFGHIKLMNPQRSTVWXY*])"
_STOP = r"(?:Ter|\*|X)"
_CHANGE = re.compile(
    rf"(?P<first>{_RESIDUE})(?P<start>\d+)(?:_(?P<last>{_RESIDUE})(?P<end>\d+))?"
    rf"(?:(?P<shifted>{_RESIDUE})?(?P<fs>fs)(?:{_STOP}(?P<fs_distance>\d+|\?)?)?"
    rf"|(?P<extended>{_RESIDUE})ext(?:{_STOP}(?P<ext_distance>\d+|\?))?"
    rf"|(?:del(?P<replaced>(?:{_RESIDUE})+)?ins|>)(?P<delins>(?:{_RESIDUE})+)"
    rf"|(?P<del>del)(?P<deleted>(?:{_RESIDUE})*)"
    rf"|(?P<dup>dup)(?P<duplicated>(?:{_RESIDUE})*)"
    rf"|ins(?P<ins>(?:{_RESIDUE})+)"
    rf"|(?P<substituted>{_RESIDUE}|\?))"
)
_LEADING_DELETION = re.compile(r"del([A-Za-z*]+\d+(?:_[A-Za-z*]+\d+)?)(ins.*)?")


def parse_protein(text: str, protein: str, accession: str = "the protein") -> ProteinChange:
    """Read an HGVS protein change, one- or three-letter, with or without ``p.`` and brackets.

    Older spellings are understood: ``E746_A750delELREA``, ``delE709_T710insD``, ``E746_T751>I``, ``R1275X``.
    A frame shift given without its first new residue (``R97fs``) has an empty ``alt``.

    Args:
        text: the change.
        protein: the whole protein that the text counts on, with or without its final ``*``.
        accession: what an error calls that protein.

    Raises:
        ProteinTextError: the text is no protein change, changes nothing, or names another residue.
    """
    reader = _Reader(text, protein.removesuffix("*") + "*", accession)
    bare = text.strip().removeprefix("p.").strip("()[]")
    if (leading := _LEADING_DELETION.fullmatch(bare)) is not None:
        bare = f"{leading[1]}del{leading[2] or ''}"
    match = _CHANGE.fullmatch(bare)
    if match is None:
        reader.fail("is not a protein change such as p.G2032R or p.Glu746_Ala750del")
    return reader.read(match)


def _residues(text: str) -> str:
    one_letter = (_ONE_LETTER.get(name, name) for name in re.findall(_RESIDUE, text))
    return "".join(one_letter).replace("X", "*")


class _Reader:
    """One text being read against one protein."""

    def __init__(self, text: str, protein: str, accession: str) -> None:
        self.text = text
        self.protein = protein
        self.accession = accession

    def fail(self, problem: str, error: type[ProteinTextError] = ProteinTextError) -> NoReturn:
        raise error(f"'{self.text}' {problem}")

    def residue(self, number: int, expected: str) -> None:
        """Insist that a residue is the one that the text names."""
        if not 1 <= number <= len(self.protein):
            length = len(self.protein) - 1
            problem = f"cannot be: {self.accession} has {length} residues, so no residue {number}"
            self.fail(problem, OtherResidueError)
        found = self.protein[number - 1]
        if found != expected:
            problem = f"cannot be: residue {number} of {self.accession} is {found}, not {expected}"
            self.fail(problem, OtherResidueError)

    def read(self, match: re.Match[str]) -> ProteinChange:
        start, first = int(match["start"]), _residues(match["first"])
        self.residue(start, first)
        end = int(match["end"]) if match["end"] else start
        if match["end"]:
            self.residue(end, _residues(match["last"]))
            if end <= start:
                self.fail("names its last residue before its first")
        if match["fs"]:
            alt = _residues(match["shifted"] or "")
            return ProteinChange(start, first, alt, frameshift=True, stop_distance=_distance(match["fs_distance"]))
        if match["extended"]:
            alt = _residues(match["extended"])
            return ProteinChange(start, first, alt, stop_distance=_distance(match["ext_distance"]))
        if match["substituted"] == "?":
            return self._unknown(start, first)
        change = self._replaced(match, start, end)
        if change is None:
            self.fail("does not change the protein")
        return change

    def _unknown(self, start: int, first: str) -> ProteinChange:
        if (start, first) != (1, "M"):
            self.fail("says '?' of a residue that is not the start")
        return ProteinChange(1, "M", "?")

    def _replaced(self, match: re.Match[str], start: int, end: int) -> ProteinChange | None:
        if match["ins"]:
            if end != start + 1:
                self.fail("must name the two residues around the insertion")
            return canonical_change(self.protein, end, "", _residues(match["ins"]))
        ref = self.protein[start - 1 : end]
        named = _residues(match["replaced"] or match["deleted"] or match["duplicated"] or "")
        if named and named != ref:
            self.fail(f"names the residues {named}, but {self.accession} has {ref} there", OtherResidueError)
        if match["dup"]:
            return canonical_change(self.protein, end + 1, "", ref)
        if match["substituted"] and match["end"]:
            self.fail("gives one new residue for a range; write delins")
        return canonical_change(self.protein, start, ref, _residues(match["delins"] or match["substituted"] or ""))


def _distance(text: str | None) -> int | None:
    return int(text) if text and text != "?" else None
