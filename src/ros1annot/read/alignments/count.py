"""One pass over the hotspots and the pairs of variants of a sample: depth, codons, haplotypes, counted by fragment."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from ros1annot.annotate.reference import reverse_complement
from ros1annot.annotate.transcripts import Genome
from ros1annot.model import CodonReads, DepthAt, Haplotypes, SmallVariant
from ros1annot.read.alignments.fragments import Quality, fragments
from ros1annot.read.alignments.opening import Alignments
from ros1annot.read.alignments.windows import (
    SharedWindow,
    VariantWindow,
    Window,
    blocks,
    clusters,
    shared_window,
    variant_window,
)
from ros1annot.read.depth import Codon

LONGEST_SPAN = 1000
"""Bases between two variants up to which a fragment may hold both."""


@dataclass(frozen=True, slots=True)
class AlignmentReads:
    """What an alignment file shows.

    Attributes:
        depths: one a codon, in their order; ``depth`` is ``None`` where the file does not have the chromosome.
        codons: of the chromosomes that the file has.
        haplotypes: one a pair of variants that at least one fragment reads.
    """

    depths: tuple[DepthAt, ...]
    codons: tuple[CodonReads, ...]
    haplotypes: tuple[Haplotypes, ...]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two variants, and the fragments that read both, by whether they carry the first and the second."""

    variants: tuple[SmallVariant, SmallVariant]
    first: VariantWindow
    second: VariantWindow
    shared: SharedWindow | None = None
    counts: Counter[tuple[bool, bool]] = field(default_factory=Counter)

    @property
    def windows(self) -> tuple[Window, ...]:
        """What a fragment has to read."""
        return (self.shared.window,) if self.shared is not None else (self.first.window, self.second.window)

    def count(self, fragment: Mapping[Window, str]) -> None:
        """Add a fragment, if it shows REF or ALT of both."""
        carried = self._carried(fragment)
        if carried is not None:
            self.counts[carried] += 1

    def _carried(self, fragment: Mapping[Window, str]) -> tuple[bool, bool] | None:
        if self.shared is not None:
            return self.shared.shown.get(fragment.get(self.shared.window, ""))
        at_first, at_second = fragment.get(self.first.window), fragment.get(self.second.window)
        if at_first is None or at_second is None:
            return None
        one, other = self.first.carries(at_first), self.second.carries(at_second)
        return None if one is None or other is None else (one, other)

    def haplotypes(self) -> Haplotypes:
        """The counts by name."""
        return Haplotypes(
            first=self.variants[0].place,
            second=self.variants[1].place,
            ref_ref=self.counts[False, False],
            ref_alt=self.counts[False, True],
            alt_ref=self.counts[True, False],
            alt_alt=self.counts[True, True],
        )


def count_reads(
    alignments: Alignments, codons: Sequence[Codon], variants: Sequence[SmallVariant], genome: Genome, quality: Quality
) -> AlignmentReads:
    """Count fragments at codons and over pairs of variants.

    Args:
        alignments: the open file.
        codons: on the assembly of the file.
        variants: those whose phase is asked; the ones on another assembly are left out.
        genome: the strands of the genes, and the bases around variants.
        quality: which reads and bases count.

    Raises:
        InputError: the reads cannot be decoded.
    """
    parts = {codon: blocks(codon.chrom, codon.positions) for codon in codons}
    pairs = _pairs(alignments, variants, genome)
    windows = {window for found in parts.values() for window in found}
    windows |= {window for pair in pairs for window in pair.windows}
    shown: dict[Window, Counter[str]] = {}
    for cluster in clusters([w for w in windows if w.chrom in alignments.contigs], LONGEST_SPAN):
        shown.update({window: Counter() for window in cluster})
        inside = [pair for pair in pairs if shown.keys() >= set(pair.windows)]
        for fragment in fragments(alignments, cluster, quality):
            for window, bases in fragment.items():
                shown[window][bases] += 1
            for pair in inside:
                pair.count(fragment)
    return AlignmentReads(
        depths=tuple(_depth(codon, parts[codon], shown) for codon in codons),
        codons=tuple(_codon_reads(c, parts[c], shown, genome) for c in codons if c.chrom in alignments.contigs),
        haplotypes=tuple(pair.haplotypes() for pair in pairs if pair.counts),
    )


def _pairs(alignments: Alignments, variants: Sequence[SmallVariant], genome: Genome) -> list[_Pair]:
    """The pairs of one gene that a fragment can span, in the order of the variants."""
    reference = genome.sequence(alignments.assembly)
    here = [variant for variant in variants if variant.assembly is alignments.assembly]
    windows = {variant.place: variant_window(variant, reference) for variant in here}
    pairs = []
    for one, other in combinations(here, 2):
        first, second = windows[one.place], windows[other.place]
        if one.gene != other.gene or first is None or second is None:
            continue
        low, high = sorted((first.window, second.window))
        if high.first <= low.last:
            shared = shared_window(one, other, (low, high), reference)
            pairs += [_Pair((one, other), first, second, shared)] if shared is not None else []
        elif high.first - low.last <= LONGEST_SPAN:
            pairs.append(_Pair((one, other), first, second))
    return pairs


def _depth(codon: Codon, parts: Sequence[Window], shown: Mapping[Window, Counter[str]]) -> DepthAt:
    known = all(part in shown for part in parts)
    depth = min(shown[part].total() for part in parts) if known else None
    return DepthAt(codon.gene, codon.residue, codon.chrom, codon.positions[0], depth)


def _codon_reads(
    codon: Codon, parts: Sequence[Window], shown: Mapping[Window, Counter[str]], genome: Genome
) -> CodonReads:
    seen: Counter[str] = Counter()
    lost = gained = 0
    for part in parts:
        length = part.last - part.first + 1
        before = codon.positions.index(part.first)
        for bases, times in shown[part].items():
            lost += times if len(bases) < length else 0
            gained += times if len(bases) > length else 0
            if len(bases) == length and "N" not in bases:
                seen["." * before + bases + "." * (3 - before - length)] += times
    if genome.genes[codon.gene].strand == "-":
        seen = Counter({reverse_complement(bases): times for bases, times in seen.items()})
    depth = min(shown[part].total() for part in parts)
    return CodonReads(codon.gene, codon.residue, depth, dict(sorted(seen.items())), lost, gained)
