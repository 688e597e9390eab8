"""Calls that tell of one fusion: the same isoform, whatever their caller, file or assembly. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ros1annot.annotate.fusion_genes import UNKNOWN_GENE
from ros1annot.annotate.fusion_sides import OrderedCall, Side
from ros1annot.annotate.junction import EDGE_TOLERANCE, Cut
from ros1annot.model import Assembly

LONGEST_INTRON = 1_000_000
"""Bases behind a splice site of RNA within which a breakpoint of DNA may lie, where no exon table tells its intron."""

_NOWHERE = "nowhere"
"""The exon of a side of which a caller gives no place."""

_Spot = tuple[str, str, str, int]
"""Where an untabled side lies: assembly, gene, chromosome, first position of its cluster."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An ordered call with the assembly of its file."""

    sides: OrderedCall
    assembly: Assembly | None

    @property
    def five(self) -> Side:
        """The 5' side."""
        return self.sides.five

    @property
    def three(self) -> Side:
        """The 3' side."""
        return self.sides.three

    @property
    def cuts(self) -> tuple[Cut | None, Cut | None]:
        """What is kept of the 5' and of the 3' side, where an exon table tells."""
        return self.five.as_five, self.three.as_three

    def spot(self, side: Side) -> _Spot:
        """Where a side lies."""
        return self.assembly or "", side.gene, side.end.chrom, side.end.pos or 0


def isoforms(seen: Sequence[Seen]) -> Iterable[list[Seen]]:
    """Calls of one isoform each.

    A call without a place joins the best call's isoform of the same genes; one whose partner has no exon table, that of
    the same exon where the partner was placed on the other assembly; one of DNA, the isoform of RNA that it explains.
    """
    cluster = _clusters(
        {s.spot(side) for s in seen for side, cut in zip((s.five, s.three), s.cuts, strict=True) if cut is None}
    )
    groups: defaultdict[tuple[object, ...], list[Seen]] = defaultdict(list)
    for s in sorted(seen, key=quality):
        parts = zip((s.five, s.three), s.cuts, strict=True)
        key = (s.five.gene, s.three.gene, *(_isoform(s, side, cut, cluster) for side, cut in parts))
        if _NOWHERE in key:
            key = next((known for known in groups if _may_be(known, key)), key)
        elif None in s.cuts and s.sides.call.dna:
            explained = {known: _intron_between(s, group[0]) for known, group in groups.items()}
            near = [(distance, place, known) for place, (known, distance) in enumerate(explained.items()) if distance]
            key = min(near)[2] if near else key
        elif key not in groups:
            key = next((known for known in groups if _on_other_assembly(known, key)), key)
        groups[key].append(s)
    return groups.values()


def _intron_between(dna: Seen, rna: Seen) -> int | None:
    """Bases from a splice site of RNA to the breakpoint of DNA behind it that it may come from; ``None`` for no such.

    The sides with an exon table have to be the same, exon for exon; of the others the gene, where DNA tells it.
    """
    if rna.sides.call.dna or dna.assembly is not rna.assembly:
        return None
    found = None
    for five in (True, False):
        side, other = (dna.five, rna.five) if five else (dna.three, rna.three)
        cut, spliced = (s.cuts[0 if five else 1] for s in (dna, rna))
        if cut is not None and spliced is not None:
            same = (side.gene, cut.exon) == (other.gene, spliced.exon)
        else:
            found = _behind(side, other, five=five) if cut is spliced else None
            same = found is not None and side.gene in {other.gene, UNKNOWN_GENE}
        if not same:
            return None
    return found


def _behind(side: Side, site: Side, *, five: bool) -> int | None:
    """The how-manieth base of the intron at a splice site a breakpoint is; ``None`` if it does not lie there."""
    if side.end.chrom != site.end.chrom or side.end.pos is None or site.end.pos is None:
        return None
    strand = side.end.strand or site.end.strand
    distance = side.end.pos - site.end.pos
    inwards = abs(distance) if strand is None else distance if (strand == "+") is five else -distance
    return 1 + max(inwards, 0) if -EDGE_TOLERANCE <= inwards <= LONGEST_INTRON else None


def _isoform(s: Seen, side: Side, cut: Cut | None, cluster: Mapping[_Spot, _Spot]) -> object:
    """What tells a side from those of other isoforms: its exon, or its place where no exon table holds it."""
    if side.end.pos is None:
        return _NOWHERE
    return cut.exon if cut else cluster[s.spot(side)]


def _may_be(known: tuple[object, ...], key: tuple[object, ...]) -> bool:
    """Whether a call with places left open may be of an isoform."""
    return all(part in (_NOWHERE, other) for part, other in zip(key, known, strict=True))


def _on_other_assembly(known: tuple[object, ...], key: tuple[object, ...]) -> bool:
    """Whether two keys differ only in places of one gene on two assemblies, which cannot be compared."""
    return all(
        one == other
        or (isinstance(one, tuple) and isinstance(other, tuple) and one[0] != other[0] and one[1:3] == other[1:3])
        for one, other in zip(known, key, strict=True)
    )


def _clusters(spots: Iterable[_Spot]) -> dict[_Spot, _Spot]:
    """Each spot's cluster: spots of one gene that follow each other within the tolerance."""
    clusters: dict[_Spot, _Spot] = {}
    previous: _Spot | None = None
    for spot in sorted(spots):
        near = previous and previous[:3] == spot[:3] and spot[3] - previous[3] <= EDGE_TOLERANCE
        clusters[spot] = clusters[previous] if previous and near else spot
        previous = spot
    return clusters


def quality(s: Seen) -> tuple[object, ...]:
    """Sorts the call that tells most first: places given, order known, of RNA, splice sites met, most reads."""
    call = s.sides.call
    edges = sum(cut is not None and cut.on_edge for cut in s.cuts)
    return (
        sum(side.end.pos is None for side in (s.five, s.three)),
        not s.sides.order_known,
        call.dna,
        -edges,
        -(call.split_reads or 0),
        -(call.discordant_pairs or 0),
        repr(call),
    )
