"""The geometry of a drawn fusion: both genes with what is kept of them, and the exons around the junction.

Exons are boxes of one width: what matters is which are there, not how long they are. Nothing is told by colour alone:
what is lost is an empty box, the kinase domain is hatched, a gene without a shipped exon table is a dashed box.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ros1annot.result import Alteration

Side: TypeAlias = Mapping[str, str | int | None]

WIDTH = 800
BOX = 34.0
_STEP = BOX + 4.0
_JUNCTION_GAP = 8.0
_MARGIN = 8.0
_MODEL_WIDTH = 372.0
_MODEL_STEP = 26.0
_MODEL_BOX = 0.7
_LABEL_ROOM = 30.0
_TICK = 3.0
_SHOWN_KINASE = 12
_SHOWN_OTHER = 5
_LETTER = 7.4
_LEVELS = 3
_LEVEL_HEIGHT = 15.0


@dataclass(frozen=True, slots=True)
class Box:
    """One exon of the fusion, or what stands for several.

    Attributes:
        x: left edge.
        text: exon number, ``…`` or ``?``.
        kind: ``five``, ``three``, ``kinase``, ``more`` or ``unknown``.
    """

    x: float
    text: str
    kind: str
    membrane: bool = False

    @property
    def middle(self) -> float:
        """Where its text is centred."""
        return self.x + BOX / 2


@dataclass(frozen=True, slots=True)
class Bracket:
    """A line below the exons of one domain."""

    start: float
    end: float
    text: str

    @property
    def middle(self) -> float:
        """Where its text is centred."""
        return (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class ModelExon:
    """One exon of a whole gene."""

    x: float
    width: float
    kept: bool
    kinase: bool


@dataclass(frozen=True, slots=True)
class GeneModel:
    """A whole gene, small: every exon, and where the breakpoint cuts it.

    Attributes:
        exons: empty where the exons of the gene are not known.
        labels: exon numbers, with the place and the ``text-anchor`` of each.
        cut: where the breakpoint lies; ``None`` where it is not known.
    """

    start: float
    end: float
    exons: tuple[ModelExon, ...]
    labels: tuple[tuple[float, str, str], ...]
    cut: float | None


@dataclass(frozen=True, slots=True)
class Marker:
    """Where mutations lie: their names above an exon, those of neighbours at different heights.

    Attributes:
        x: where the text is centred.
        tip: the middle of the exon.
    """

    x: float
    tip: float
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """All parts, in user units of an SVG of :data:`WIDTH` by ``height``.

    Attributes:
        boxes_y: upper edge of the exons of the fusion; the rows above it hold the genes and the markers.
    """

    five: GeneModel
    three: GeneModel
    boxes: tuple[Box, ...]
    brackets: tuple[Bracket, ...]
    markers: tuple[Marker, ...]
    junction: float
    boxes_y: float
    height: float
    width: int = WIDTH

    def marker_y(self, marker: Marker) -> float:
        """Baseline of a marker's text."""
        return self.boxes_y - 12 - marker.level * _LEVEL_HEIGHT


def draw(fusion: Alteration, five: Side, three: Side, mutations: Mapping[int, Sequence[str]]) -> Drawing:
    """Arrange a fusion; of the side that holds the kinase more exons are shown.

    Args:
        fusion: of a result.
        five: its 5' partner.
        three: its 3' partner.
        mutations: names of mutations in the kinase gene by exon.
    """
    kinase_is_five = three.get("gene") != fusion.gene
    left = _shown(_kept_five(five), five, _SHOWN_KINASE if kinase_is_five else _SHOWN_OTHER, edge=-1)
    right = _shown(_kept_three(three), three, _SHOWN_OTHER if kinase_is_five else _SHOWN_KINASE, edge=0)
    start = (WIDTH - (len(left) + len(right)) * _STEP - _JUNCTION_GAP) / 2
    junction = start + len(left) * _STEP + _JUNCTION_GAP / 2
    boxes = (
        *_boxes(left, five, start, "five"),
        *_boxes(right, three, junction + _JUNCTION_GAP / 2, "three"),
    )
    room = (0.0, junction - _MARGIN) if kinase_is_five else (junction + _MARGIN, float(WIDTH))
    markers = tuple(_markers([box for box in boxes if room[0] < box.middle < room[1]], mutations, room))
    boxes_y = 94 + _LEVEL_HEIGHT * (1 + max((marker.level for marker in markers), default=-1))
    return Drawing(
        five=_model(five, _MARGIN, kept_to=number(five, "exon")),
        three=_model(three, WIDTH - _MARGIN - _MODEL_WIDTH, kept_from=number(three, "exon")),
        boxes=boxes,
        brackets=tuple(_brackets(boxes, fusion)),
        markers=markers,
        junction=junction,
        boxes_y=boxes_y,
        height=boxes_y + 96,
    )


def number(side: Side, key: str) -> int | None:
    """A number of a side; ``None`` where it has none."""
    value = side.get(key)
    return value if isinstance(value, int) else None


def holds(side: Side, part: str, exon: int) -> bool:
    """Whether an exon holds bases of the ``kinase`` domain or the ``membrane`` segment."""
    first, last = number(side, f"{part}_first_exon"), number(side, f"{part}_last_exon")
    return first is not None and last is not None and first <= exon <= last


# --- the exons of the fusion -------------------------------------------------------------------------------


def _kept_five(side: Side) -> range:
    last = number(side, "exon")
    return range(1, last + 1) if last is not None else range(0)


def _kept_three(side: Side) -> range:
    first, exons = number(side, "exon"), number(side, "exons")
    return range(first, (exons or first) + 1) if first is not None else range(0)


def _shown(kept: range, side: Side, most: int, *, edge: int) -> list[int | None]:
    """The exons to draw, with ``None`` for those left out: the ones at the junction and the domains come first."""
    if not kept:
        return [None]
    domains = [exon for exon in kept if holds(side, "kinase", exon) or holds(side, "membrane", exon)]
    inwards = kept if edge == 0 else reversed(kept)
    wanted = set(list(dict.fromkeys([kept[edge], *domains, *inwards]))[: max(most, len(domains) + 1)])
    drawn: list[int | None] = []
    for exon in kept:
        alone = (exon - 1 in wanted or exon == kept[0]) and (exon + 1 in wanted or exon == kept[-1])
        if exon in wanted or alone:  # an ellipsis takes the room of one exon
            drawn.append(exon)
        elif not drawn or drawn[-1] is not None:
            drawn.append(None)
    return drawn


def _boxes(exons: Iterable[int | None], side: Side, start: float, kind: str) -> Iterator[Box]:
    known = number(side, "exon") is not None
    for place, exon in enumerate(exons):
        x = start + place * _STEP
        if exon is None:
            yield Box(x, "…", "more") if known else Box(x, "?", "unknown")
        else:
            inside = holds(side, "kinase", exon)
            yield Box(x, str(exon), "kinase" if inside else kind, membrane=holds(side, "membrane", exon))


def _brackets(boxes: Iterable[Box], fusion: Alteration) -> Iterator[Bracket]:
    """The kinase domain, or what is left of it; the transmembrane segment only where it is whole."""
    kinase = [box.x for box in boxes if box.kind == "kinase"]
    membrane = [box.x for box in boxes if box.membrane]
    if kinase:
        whole = "kinase domain" if fusion.kinase_kept is not False else "kinase domain, not whole"
        yield Bracket(min(kinase), max(kinase) + BOX, whole)
    if membrane and fusion.transmembrane_kept:
        yield Bracket(min(membrane), max(membrane) + BOX, "TM")


def _markers(
    boxes: Iterable[Box], mutations: Mapping[int, Sequence[str]], room: tuple[float, float]
) -> Iterator[Marker]:
    """Names at the lowest height at which they are free of their neighbours; where none is, their number."""
    free = [room[0]] * _LEVELS
    for box in boxes:
        names = mutations.get(int(box.text), ()) if box.text.isdigit() else ()
        if not names:
            continue
        text = ", ".join(names)
        width = len(text) * _LETTER
        level = next((n for n in range(_LEVELS) if free[n] <= max(box.middle - width / 2, room[0])), None)
        if level is None or width > room[1] - room[0]:
            level, text, width = _LEVELS - 1, f"{len(names)}×", 2 * _LETTER
        x = min(max(box.middle, room[0] + width / 2), room[1] - width / 2)
        free[level] = x + width / 2 + _LETTER
        yield Marker(x, box.middle, level, text)


# --- the whole genes ---------------------------------------------------------------------------------------


def _model(side: Side, start: float, *, kept_to: int | None = None, kept_from: int | None = None) -> GeneModel:
    """A gene of which the exons up to ``kept_to``, or those from ``kept_from`` on, are kept."""
    exons = number(side, "exons")
    if exons is None:
        return GeneModel(start, start + _MODEL_WIDTH, (), (), None)
    step = min(_MODEL_STEP, _MODEL_WIDTH / exons)
    low, high = kept_from or 1, kept_to or exons
    known = kept_from is not None or kept_to is not None

    def left(exon: int) -> float:
        return round(start + (exon - 1) * step, 1)

    drawn = tuple(
        ModelExon(left(n), round(_MODEL_BOX * step, 1), known and low <= n <= high, holds(side, "kinase", n))
        for n in range(1, exons + 1)
    )
    cut = left(kept_to + 1) if kept_to is not None else left(kept_from) if kept_from is not None else None
    gap = (1 - _MODEL_BOX) * step / 2
    end, cut = round(start + exons * step - 2 * gap, 1), None if cut is None else round(cut - gap, 1)
    labels = [(start, "1", "start"), (end, str(exons), "end")]
    if cut is not None:
        beside = (cut - _TICK, str(kept_to), "end") if kept_to is not None else (cut + _TICK, str(kept_from), "start")
        labels = [label for label in labels if abs(label[0] - beside[0]) > _LABEL_ROOM] + [beside]
    return GeneModel(start, end, drawn, tuple(labels), cut)
