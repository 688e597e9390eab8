"""Sequencing depth at codons, from a mosdepth BED or a VCF that also writes reference positions.

An index beside the file is used; without one the file is read once from beginning to end.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ros1annot.model import DepthAt, InputFile
from ros1annot.read.depth.bed import bed_stretches
from ros1annot.read.depth.gvcf import gvcf_stretches
from ros1annot.read.depth.stretch import Places, Stretch
from ros1annot.read.text import read_lines


@dataclass(frozen=True, slots=True)
class Codon:
    """One codon that decides a drug.

    Attributes:
        chrom: without ``chr``.
        positions: its three genomic positions (1-based, plus strand, ascending), on the assembly of the depth file.
        deciding: those of them whose change alone makes a listed residue.
    """

    gene: str
    residue: int
    chrom: str
    positions: tuple[int, int, int]
    deciding: tuple[int, ...] = ()

    @property
    def needed(self) -> tuple[int, ...]:
        """The positions that have to be covered."""
        return self.deciding or self.positions


def read_depth(file: InputFile, codons: Sequence[Codon], tumour_sample: str | None = None) -> tuple[DepthAt, ...]:
    """The lowest depth over the deciding bases of each codon, in their order.

    A codon is not covered (``None``) as soon as one of these is in no line of the file. Where lines overlap, the lower
    depth counts.

    Args:
        file: mosdepth BED or VCF, plain or compressed.
        codons: where to look.
        tumour_sample: the column to read of a VCF with several samples.

    Raises:
        InputError: the file cannot be read, is of another kind, or a line in it is broken.
    """
    wanted: dict[str, list[int]] = {}
    for codon in codons:
        wanted.setdefault(codon.chrom, []).extend(codon.needed)
    places = {chrom: sorted(set(positions)) for chrom, positions in wanted.items()}
    lowest: dict[tuple[str, int], int] = {}
    for stretch in _stretches(file.path, places, tumour_sample):
        on_chrom = places[stretch.chrom]
        for pos in on_chrom[bisect_left(on_chrom, stretch.start) : bisect_right(on_chrom, stretch.end)]:
            lowest[stretch.chrom, pos] = min(stretch.depth, lowest.get((stretch.chrom, pos), stretch.depth))
    return tuple(_depth_at(codon, lowest) for codon in codons)


def _depth_at(codon: Codon, lowest: Mapping[tuple[str, int], int]) -> DepthAt:
    depths = [lowest.get((codon.chrom, pos)) for pos in codon.needed]
    covered = [depth for depth in depths if depth is not None]
    return DepthAt(
        gene=codon.gene,
        residue=codon.residue,
        chrom=codon.chrom,
        pos=codon.positions[0],
        depth=min(covered) if len(covered) == len(depths) else None,
    )


def _stretches(path: Path, places: Places, tumour_sample: str | None) -> Iterator[Stretch]:
    if next(read_lines(path), "").startswith("##fileformat=VCF"):
        return gvcf_stretches(path, places, tumour_sample)
    return bed_stretches(path, places)
