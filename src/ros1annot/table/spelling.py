"""How people write what the table calls ``T790M+C797S[cis]``: letters, joints, phase. Nothing is looked up here."""

import re

from ros1annot.result import PhaseVerdict
from ros1annot.table.residues import THREE_LETTERS

_PHASE = re.compile(r"(?P<rest>.+?)[\s,]*[\[(\s](?:in[\s-]+)?(?P<phase>cis|trans)[\])]?", re.IGNORECASE)
_STRONG_JOINT = re.compile(r"\s*[+&;,]\s*|\s+(?:and|with|plus)\s+", re.IGNORECASE)
_WEAK_JOINT = re.compile(r"\s*/\s*|\s+")
_RUN = re.compile(r"[A-Za-z]+|[^A-Za-z]+")
_HEAD = re.compile(r"delins|del|ins|dup", re.IGNORECASE)
_TAIL = re.compile(r"(?P<residue>[A-Za-z]*?)(?P<stop>fster|fs|extter|ext|ter)", re.IGNORECASE)
_TAILS = {"fster": "fsTer", "extter": "extTer", "ter": "Ter"}
_STYLE = re.compile(r"(?:del|dup)?(?P<first>[A-Za-z]+?)\d", re.IGNORECASE)
_NAMES = frozenset(name.lower() for name in (*THREE_LETTERS, "Ter"))
_SPAN = r"[a-z]{1,3}\d+(?:_[a-z]{1,3}\d+)?"
_CHANGE = re.compile(
    rf"del{_SPAN}(?:ins[a-z]+)?|{_SPAN}(?:(?:[a-z]{{1,3}})?(?:fs|ext)\S*|(?:del|ins|dup|>)[a-z*]*|[a-z]{{1,3}}|[*?])",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"(?:(?<=del)|(?<=_)|^)(?!del)([A-Za-z]{1,3})(?=\d)", re.IGNORECASE)


def split_phase(text: str) -> tuple[str, PhaseVerdict | None]:
    """What is asked, and the phase behind it: ``[cis]``, ``(in trans)``, ``cis``."""
    found = _PHASE.fullmatch(text.strip())
    return (found["rest"].strip(), PhaseVerdict(found["phase"].lower())) if found else (text.strip(), None)


def split_compound(text: str) -> list[str]:
    """The parts of a compound; a slash or a blank parts them only where changes stand on both sides."""
    parts: list[str] = []
    for strong in filter(None, _STRONG_JOINT.split(text.strip())):
        first, *rest = _WEAK_JOINT.split(strong)
        gene_first = bool(rest) and not is_change(first)
        changes = rest if gene_first else [first, *rest]
        if len(changes) > 1 and all(map(is_change, changes)):
            parts += [f"{first} {changes[0]}" if gene_first else changes[0], *changes[1:]]
        else:
            parts.append(strong)
    return parts


def is_change(text: str) -> bool:
    """Whether a word has the form of a protein change, in either case: ``g2032r``, ``p.(Gly2032Arg)``."""
    bare = bare_change(text)
    residues = _LETTERS.findall(bare)
    return _CHANGE.fullmatch(bare) is not None and all(len(r) == 1 or r.lower() in _NAMES for r in residues)


def bare_change(text: str) -> str:
    """A protein change without ``p.`` and brackets."""
    return re.sub(r"p\.", "", text.strip(), count=1, flags=re.IGNORECASE).strip("()[] ")


def protein_spelling(text: str) -> str:
    """A protein change as HGVS writes its letters, without ``p.``: ``GLY2032ARG`` is ``Gly2032Arg``.

    Whether residues have one letter or three is told by the first one. A text that has no such form is left alone.
    """
    bare = bare_change(text)
    style = _STYLE.match(bare)
    if style is None or (len(style["first"]) != 1 and style["first"].lower() not in _NAMES):
        return bare
    three = len(style["first"]) == 3
    return "".join(_spelled(run, three=three) if run.isalpha() else run for run in _RUN.findall(bare))


def _spelled(run: str, *, three: bool) -> str:
    """One run of letters: a word such as ``delins`` and residues."""
    if head := _HEAD.match(run):
        return head[0].lower() + _residues(run[head.end() :], three=three)
    tail = _TAIL.fullmatch(run)
    if tail is not None and len(tail["residue"]) in (0, 3 if three else 1):
        stop = tail["stop"].lower()
        return _residues(tail["residue"], three=three) + _TAILS.get(stop, stop)
    return _residues(run, three=three)


def _residues(letters: str, *, three: bool) -> str:
    return "".join(letters[i : i + 3].title() for i in range(0, len(letters), 3)) if three else letters.upper()
