"""Copies of genes and of segments, and when they are a gain or a loss.

A caller's own verdict decides; without one it is the laboratory's thresholds. A gain that lies on a segment of most
of a chromosome arm is no amplification of the gene.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ros1annot.annotate.transcripts import Genome
from ros1annot.model import Assembly, CopyNumberCall, InputState
from ros1annot.parameters import Parameters

_HIGHEST_LOG2 = 100.0

Verdict: TypeAlias = Literal["amplification", "loss", "neutral"]


@dataclass(frozen=True, slots=True)
class CopyNumberTable:
    """The gains and losses of one file, and how many genes or segments it lists."""

    caller: str
    state: InputState
    rows: int
    calls: tuple[CopyNumberCall, ...]


@dataclass(frozen=True, slots=True)
class Levels:
    """What a file says of the copies of one gene or segment.

    Attributes:
        copies: total copies; ``None`` where only ``log2`` (ratio to diploid) or a verdict is given.
        verdict: the caller's own; ``None`` where it leaves it to the reader.
        length: bases of the segment; ``None`` where the file lists genes.
    """

    copies: float | None = None
    log2: float | None = None
    verdict: Verdict | None = None
    length: int | None = None
    filters: tuple[str, ...] = ()

    @property
    def level(self) -> float:
        """Copies, or what the ratio makes of two; 2 where neither is given."""
        if self.copies is not None:
            return self.copies
        return 2.0 if self.log2 is None else 2.0 * 2.0 ** min(self.log2, _HIGHEST_LOG2)


@dataclass(frozen=True, slots=True)
class GeneCopies:
    """One gene of a file."""

    gene: str
    levels: Levels


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of a chromosome (1-based, inclusive) with one number of copies.

    Attributes:
        names: genes that the file lists for it.
    """

    chrom: str
    start: int
    end: int
    levels: Levels
    names: tuple[str, ...] = ()


def genes_of(segments: Iterable[Segment], genome: Genome, assembly: Assembly) -> Iterator[GeneCopies]:
    """The genes that lie on segments.

    A gene cut by the end of a segment counts with the segment that holds most of its transcript. Genes without an
    exon table are those that the file names; the highest of their segments counts, whatever their place in it.
    """
    best: dict[str, tuple[float, Segment]] = {}
    for segment in segments:
        for name in segment.names:
            if genome.gene(name) is None and segment.levels.level > best.get(name, (-1.0, segment))[0]:
                best[name] = segment.levels.level, segment
        for gene in genome.genes_at(assembly, segment.chrom, segment.start, segment.end):
            layout = gene.reporting.layout(assembly)
            shared = min(segment.end, layout.end) - max(segment.start, layout.start) + 1
            if shared > best.get(gene.symbol, (0, segment))[0]:
                best[gene.symbol] = shared, segment
    for symbol in sorted(best):
        yield GeneCopies(symbol, best[symbol][1].levels)


def call_of(found: GeneCopies, caller: str, source: str, parameters: Parameters) -> CopyNumberCall | None:
    """The gain or loss of a gene; ``None`` for neither."""
    levels = found.levels
    copies = None if levels.copies is None and levels.log2 is None else levels.level
    change = _change(levels, copies, parameters)
    if change is None:
        return None
    return CopyNumberCall(
        gene=found.gene,
        change=change,
        copies=None if copies is None else round(copies, 2),
        log2=levels.log2,
        caller=caller,
        source=source,
        filters=levels.filters,
        segment_length=levels.length,
    )


def _change(
    levels: Levels, copies: float | None, parameters: Parameters
) -> Literal["amplification", "gain", "loss"] | None:
    verdict = levels.verdict
    if verdict is None and copies is not None:
        if copies >= parameters.amplification_copies:
            verdict = "amplification"
        elif copies <= parameters.loss_copies:
            verdict = "loss"
    if verdict in {None, "neutral"}:
        return None
    if verdict == "loss":
        return "loss"
    focal = levels.length is None or levels.length <= parameters.focal_length
    return "amplification" if focal else "gain"
