"""Reads of RNA across splice junctions: named events counted from alignments, beside the usual splicing.

A fragment shows a junction where one of its reads skips (``N``) from the one exon to the other, with enough bases
aligned on both sides. Both ends may lie a few bases off, as aligners place them where both sides look alike.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ros1annot.annotate.coordinates import Layout
from ros1annot.annotate.junction import EDGE_TOLERANCE
from ros1annot.annotate.transcripts import Genome
from ros1annot.model import SpliceCall
from ros1annot.read.alignments.fragments import LEFT_OUT, molecule_name
from ros1annot.read.alignments.molecule import SKIP
from ros1annot.read.alignments.opening import Alignments
from ros1annot.read.splice_events import NAMED_EVENTS

if TYPE_CHECKING:
    import pysam

CALLER = "alignments"
_ALIGNED = frozenset({0, 7, 8})
_USES_REFERENCE = frozenset({0, 2, 3, 7, 8})


@dataclass(frozen=True, slots=True)
class JunctionRules:
    """What a read needs before it shows a junction.

    Attributes:
        mapping_quality: Phred.
        anchor: bases aligned without a gap on either side of the junction.
    """

    mapping_quality: int
    anchor: int


@dataclass(frozen=True, slots=True)
class JunctionReads:
    """What one file shows.

    Attributes:
        calls: the events that at least one fragment shows.
        fragments: those across the junctions that were looked at, the usual ones among them.
    """

    calls: tuple[SpliceCall, ...]
    fragments: int


def count_junctions(alignments: Alignments, genome: Genome, rules: JunctionRules, source: str) -> JunctionReads:
    """Count the fragments across the junctions of the named events, and across the usual ones at the same donors.

    Args:
        alignments: of RNA.
        genome: the exons.
        rules: which reads count.
        source: the file, as the sheet wrote it.

    Raises:
        InputError: the reads cannot be decoded.
    """
    calls, fragments = [], 0
    for symbol, first, last in NAMED_EVENTS:
        layout = genome.genes[symbol].reporting.layout(alignments.assembly)
        if layout.chrom not in alignments.contigs:
            continue
        behind = _exons_behind(alignments, layout, first - 1, rules)
        fragments += behind.total()
        if behind[last + 1]:
            calls.append(
                SpliceCall(
                    gene=symbol,
                    chrom=layout.chrom,
                    last_kept=layout.exon(first - 1).last,
                    first_kept=layout.exon(last + 1).first,
                    caller=CALLER,
                    source=source,
                    reads=behind[last + 1],
                    reference_reads=behind[first],
                    exons=(first - 1, last + 1),
                    assembly=alignments.assembly,
                )
            )
    return JunctionReads(tuple(calls), fragments)


def _exons_behind(alignments: Alignments, layout: Layout, donor: int, rules: JunctionRules) -> Counter[int]:
    """Fragments by the exon that follows a donor exon in them."""
    last = layout.exon(donor).last
    shown: dict[str, int] = {}
    for read in alignments.fetch(layout.chrom, last - EDGE_TOLERANCE, last + EDGE_TOLERANCE):
        if not read.flag & LEFT_OUT and read.mapping_quality >= rules.mapping_quality:
            exon = next(_acceptors(_skips(read, rules.anchor), layout, last), None)
            if exon is not None:
                shown.setdefault(molecule_name(read), exon)
    return Counter(shown.values())


def _acceptors(skips: Iterable[tuple[int, int]], layout: Layout, last: int) -> Iterator[int]:
    """Exons that begin where a skip from the donor ends."""
    for low, high in skips:
        kept, first = (low, high) if layout.strand == "+" else (high, low)
        if abs(kept - last) <= EDGE_TOLERANCE:
            yield from (exon.number for exon in layout.exons[1:] if abs(exon.first - first) <= EDGE_TOLERANCE)


def _skips(read: "pysam.AlignedSegment", anchor: int) -> Iterator[tuple[int, int]]:
    """The bases (1-based) on either side of each intron that a read skips with long enough anchors."""
    operations = read.cigartuples or []
    pos = read.reference_start
    for place, (operation, length) in enumerate(operations):
        if operation == SKIP and all(_aligned(operations[i : i + 1], anchor) for i in (place - 1, place + 1)):
            yield pos, pos + length + 1
        pos += length if operation in _USES_REFERENCE else 0


def _aligned(operations: list[tuple[int, int]], anchor: int) -> bool:
    return any(operation in _ALIGNED and length >= anchor for operation, length in operations)
