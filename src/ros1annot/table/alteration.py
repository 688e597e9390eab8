"""The grammar of the ``alteration`` column: what a row asks to be found.

``p.G2032R`` · a class name (``exon19del``) · ``fusion`` or ``CD74::ROS1`` · ``amplification`` or ``loss`` ·
parts joined by ``+``, with ``[cis]``, ``[trans]`` or nothing behind the last; ``!`` before a part means that
it must be absent (``p.C797S+!p.T790M``).
"""

import re
from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import TypeAlias

from ros1annot.model import ProteinChange
from ros1annot.result import PhaseVerdict
from ros1annot.table.rule import Rule

_PAIR = re.compile(r"([A-Za-z0-9-]+)::([A-Za-z0-9-]+)")
_PHASE = re.compile(r"(?P<parts>.*?)(?:\[(?P<phase>cis|trans)\])?")
_COPY_NUMBER = ("amplification", "loss")

ReadProtein: TypeAlias = Callable[[str], ProteinChange]
"""Reads ``p.G2032R`` on the row's transcript; raises ``AlterationError``."""


class AlterationError(ValueError):
    """The text names no possible alteration; ``way_out`` says what to write instead, ``rule`` what it breaks."""

    def __init__(self, problem: str, way_out: str = "", rule: Rule = Rule.ALTERATION) -> None:
        super().__init__(problem)
        self.problem = problem
        self.way_out = way_out
        self.rule = rule


@dataclass(frozen=True, slots=True)
class ProteinPart:
    """One protein change, exactly."""

    change: ProteinChange


@dataclass(frozen=True, slots=True)
class ClassPart:
    """Any member of a class of ``alteration_classes.tsv``."""

    name: str


@dataclass(frozen=True, slots=True)
class FusionPart:
    """Any driver fusion of the row's gene, or (``pair``) the one of these two partners, 5' first."""

    pair: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class CopyNumberPart:
    """A gain or a loss of the row's gene."""

    change: str


PartKind: TypeAlias = ProteinPart | ClassPart | FusionPart | CopyNumberPart


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an alteration.

    Attributes:
        text: as the table writes it, without ``!``.
        absent: the row holds only where this part is *not* found.
    """

    text: str
    what: PartKind
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Alteration:
    """A parsed ``alteration`` cell.

    Attributes:
        parts: empty for the kinds that are never matched.
        phase: ``cis`` or ``trans`` where the row needs it between its parts, else ``None``.
    """

    parts: tuple[Part, ...] = ()
    phase: PhaseVerdict | None = None

    @property
    def present(self) -> tuple[Part, ...]:
        """The parts that have to be found."""
        return tuple(part for part in self.parts if not part.absent)

    @property
    def absent(self) -> tuple[Part, ...]:
        """The parts that must not be found."""
        return tuple(part for part in self.parts if part.absent)


def parse_part(text: str, classes: Container[str], read_protein: ReadProtein) -> Part:
    """One part, ``!`` included.

    Raises:
        AlterationError: the part has no known form, or its residue is not the transcript's.
    """
    absent = text.startswith("!")
    bare = text.removeprefix("!").strip()
    return Part(bare, _what(bare, classes, read_protein), absent)


def parse_alteration(text: str, classes: Container[str], read_protein: ReadProtein) -> Alteration:
    """The parts of a cell and the phase they need.

    Raises:
        AlterationError: a part has no known form, every part is an absent one, or one part carries a phase.
    """
    found = _PHASE.fullmatch(text.strip())
    cell, phase = (found["parts"], found["phase"]) if found else (text, None)
    parts = tuple(parse_part(part.strip(), classes, read_protein) for part in cell.split("+"))
    alteration = Alteration(parts, PhaseVerdict(phase) if phase else None)
    if not alteration.present:
        raise AlterationError(f"`{text}` names nothing that has to be found", "name a part without `!`")
    if phase and len(alteration.present) < 2:
        raise AlterationError(f"`{text}` has a phase, but only one part to be found", f"remove `[{phase}]`")
    return alteration


def _what(text: str, classes: Container[str], read_protein: ReadProtein) -> PartKind:
    if text.startswith("p."):
        return ProteinPart(read_protein(text))
    if text in classes:
        return ClassPart(text)
    if text in _COPY_NUMBER:
        return CopyNumberPart(text)
    if text == "fusion":
        return FusionPart()
    if pair := _PAIR.fullmatch(text):
        return FusionPart((pair[1], pair[2]))
    raise AlterationError(
        f"`{text}` is neither HGVS protein, nor a class, nor a fusion or copy-number change",
        "write `p.G2032R`, `fusion`, `CD74::ROS1`, `amplification`, `loss`, or define the class in "
        "alteration_classes.tsv",
    )
