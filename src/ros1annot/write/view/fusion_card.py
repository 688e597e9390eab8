"""A fusion as a drawing: which exons of either gene it keeps, where they join, where the kinase domain lies.

Exons are drawn as boxes of one width: what matters is which are there, not how long they are. What cannot be told
(no exon table for a partner) is drawn as one dashed box with a question mark. Nothing is told by colour alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ros1annot.result import Alteration

Side: TypeAlias = Mapping[str, str | int | None]

WIDTH = 790
HEIGHT = 198
_JUNCTION = 290.0
_MARGIN = 12.0
_OUTLINE = 180.0
_MARKER_LETTERS = 8
_LOW = 76.0
_HIGH = 63.0
_BOX = 34.0
_GAP = 4.0
_STEP = _BOX + _GAP
_SHOWN_FIVE = 5
_SHOWN_THREE = 12


@dataclass(frozen=True, slots=True)
class Box:
    """One exon, or what stands for several.

    Attributes:
        x: left edge.
        text: exon number, ``…`` or ``?``.
        kind: ``five``, ``three``, ``kinase``, ``more`` or ``unknown``.
    """

    x: float
    text: str
    kind: str

    @property
    def middle(self) -> float:
        """Where its text is centred."""
        return self.x + _BOX / 2


@dataclass(frozen=True, slots=True)
class Bracket:
    """The kinase domain's line below its exons."""

    start: float
    end: float
    text: str

    @property
    def middle(self) -> float:
        """Where its text is centred."""
        return (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole gene as a thin bar: its kept part filled, the rest an outline."""

    start: float
    width: float
    kept_start: float
    kept_width: float


@dataclass(frozen=True, slots=True)
class Marker:
    """Where counted mutations lie: their names above an exon, those of neighbours at two heights."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class FusionCard:
    """The drawing of one fusion, in user units of an SVG of :data:`WIDTH` by :data:`HEIGHT`.

    Attributes:
        title, description: the drawing in words, for those who do not see it.
        boxes: the exons kept, those next to the junction.
        outlines: of the genes whose exons are known.
        markers: counted mutations in the exons that are drawn.
        five_label, three_label: gene, exons kept, breakpoint.
        junction: ``in frame``, ``out of frame``, ``frame not known``.
        meaning: one sentence an alteration found in the kinase gene, or one that there is none.
    """

    title: str
    description: str
    boxes: tuple[Box, ...]
    outlines: tuple[Outline, ...]
    markers: tuple[Marker, ...]
    kinase: Bracket | None
    five_label: tuple[str, str]
    three_label: tuple[str, str]
    junction: str
    junction_x: float
    meaning: tuple[str, ...]
    width: int = WIDTH
    height: int = HEIGHT


def fusion_card(fusion: Alteration, alterations: Iterable[Alteration], frame: str, kinase: str) -> FusionCard | None:
    """Draw one fusion; ``None`` where a side is missing.

    Args:
        fusion: of a result.
        alterations: all of the sample, for what the fusion means for the mutations.
        frame: the reading frame in words.
        kinase: what became of the kinase domain, in words.
    """
    five, three, alterations = fusion.five_prime, fusion.three_prime, tuple(alterations)
    if five is None or three is None:
        return None
    boxes = (*_five_boxes(five), *_three_boxes(three))
    return FusionCard(
        title=f"Drawing of the fusion {fusion.name}",
        description=f"{_told(five, 'last')} joins {_told(three, 'first')}; {frame}, {kinase}.",
        boxes=boxes,
        outlines=tuple(_outlines(five, three)),
        markers=tuple(_markers(boxes, _found(three, alterations))),
        kinase=_bracket(boxes),
        five_label=(f"5′ {five.get('gene')}", _kept(five, 1 if _number(five, "exon") else None, _number(five, "exon"))),
        three_label=(f"3′ {three.get('gene')}", _kept(three, _number(three, "exon"), _number(three, "exons"))),
        junction=frame,
        junction_x=_JUNCTION,
        meaning=tuple(_meaning(fusion, three, alterations)),
    )


def _number(side: Side, key: str) -> int | None:
    value = side.get(key)
    return value if isinstance(value, int) else None


def _told(side: Side, which: str) -> str:
    exon = _number(side, "exon")
    where = f"exon {exon} (the {which} one kept)" if exon is not None else "at an exon that is not known"
    place = f" at {side.get('chrom')}:{side.get('pos')}" if side.get("pos") is not None else ""
    return f"{side.get('gene')} {where}{place}"


def _kept(side: Side, first: int | None, last: int | None) -> str:
    """``exons 1–13 of 23 · 2:42300000 (+)``, as far as it is known."""
    place = f"{side.get('chrom')}:{side.get('pos')}" if side.get("pos") is not None else ""
    strand = f" ({side['strand']})" if place and side.get("strand") else ""
    exons = _number(side, "exons")
    total = f" of {exons}" if exons is not None else ""
    if first is None:
        kept = "exons not known"
    elif last is None:
        kept = f"from exon {first}"
    else:
        kept = f"exon {first}{total}" if first == last else f"exons {first}–{last}{total}"
    return " · ".join(part for part in (kept, place + strand) if part)


def _five_boxes(side: Side) -> Iterable[Box]:
    """From the junction to the left; the exons in front of those shown are told by an ellipsis."""
    last = _number(side, "exon")
    if last is None:
        yield Box(_JUNCTION - _STEP, "?", "unknown")
        return
    numbers = list(range(max(1, last - _SHOWN_FIVE + 1), last + 1))
    for place, number in enumerate(reversed(numbers), 1):
        yield Box(_JUNCTION - place * _STEP, str(number), "kinase" if _in_kinase(side, number) else "five")
    if numbers[0] > 1:
        yield Box(_JUNCTION - (len(numbers) + 1) * _STEP, "…", "more")


def _three_boxes(side: Side) -> Iterable[Box]:
    """From the junction to the right; the exons behind those shown are told by an ellipsis."""
    first, exons = _number(side, "exon"), _number(side, "exons")
    if first is None:
        yield Box(_JUNCTION + _GAP, "?", "unknown")
        return
    numbers = list(range(first, min(exons or first, first + _SHOWN_THREE - 1) + 1))
    for place, number in enumerate(numbers):
        yield Box(_JUNCTION + _GAP + place * _STEP, str(number), "kinase" if _in_kinase(side, number) else "three")
    if exons is None or numbers[-1] < exons:
        yield Box(_JUNCTION + _GAP + len(numbers) * _STEP, "…", "more")


def _in_kinase(side: Side, exon: int) -> bool:
    first, last = _number(side, "kinase_first_exon"), _number(side, "kinase_last_exon")
    return first is not None and last is not None and first <= exon <= last


def _bracket(boxes: Iterable[Box]) -> Bracket | None:
    held = sorted(box.x for box in boxes if box.kind == "kinase")
    return Bracket(held[0], held[-1] + _BOX, "kinase domain") if held else None


def _outlines(five: Side, three: Side) -> Iterable[Outline]:
    for side, left in ((five, _JUNCTION - _MARGIN - _OUTLINE), (three, _JUNCTION + _MARGIN)):
        exon, exons = _number(side, "exon"), _number(side, "exons")
        if exon is None or exons is None:
            continue
        cut = _OUTLINE * (exon if side is five else exon - 1) / exons
        kept = (left, cut) if side is five else (left + cut, _OUTLINE - cut)
        yield Outline(left, _OUTLINE, round(kept[0], 1), round(kept[1], 1))


def _found(three: Side, alterations: Iterable[Alteration]) -> tuple[Alteration, ...]:
    """The counted mutations of the 3' gene."""
    gene = three.get("gene")
    return tuple(a for a in alterations if a.kind == "small_variant" and a.counted and a.gene == gene)


def _markers(boxes: Iterable[Box], found: Iterable[Alteration]) -> Iterable[Marker]:
    names: dict[str, list[str]] = {}
    for alteration in found:
        names.setdefault(str(alteration.exon), []).append(alteration.name)
    low = False
    for box in boxes:
        if box.x > _JUNCTION and box.text in names:
            low = not low
            text = ", ".join(names[box.text])
            shown = text if len(text) <= _MARKER_LETTERS else f"{len(names[box.text])}×"
            yield Marker(box.middle, _LOW if low else _HIGH, shown)


def _meaning(fusion: Alteration, three: Side, alterations: Iterable[Alteration]) -> Iterable[str]:
    """What the fusion means for the counted mutations of its 3' gene."""
    gene, first = str(three.get("gene")), _number(three, "exon")
    found = _found(three, alterations)
    if not found:
        yield f"No counted mutation of {gene} was found to sit in the fusion."
        return
    unplaced = [a for a in found if a.exon is None or first is None]
    placed = [a for a in found if a not in unplaced]
    kept = [a for a in placed if (a.exon or 0) >= (first or 0)]
    if kept:
        yield (
            f"{_listed(gene, kept)}: in the part of {gene} that {fusion.name} keeps. Exons do not tell whether it sits "
            "on the fused allele."
        )
    if lost := [a for a in placed if a not in kept]:
        yield f"{_listed(gene, lost)}: in front of the breakpoint, so {fusion.name} does not hold it."
    if unplaced:
        yield f"{_listed(gene, unplaced)}: whether {fusion.name} holds it cannot be told, since an exon is not known."


def _listed(gene: str, alterations: Iterable[Alteration]) -> str:
    names = (f"{a.name} (exon {a.exon})" if a.exon is not None else a.name for a in alterations)
    return f"{gene} {', '.join(names)}"
