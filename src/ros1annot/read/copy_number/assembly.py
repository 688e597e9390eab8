"""Which assembly segments count on: the sheet's word, checked by what the segments themselves tell.

A segment that ends at the last base of its chromosome tells its assembly, and so does one that names a gene.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import InputError
from ros1annot.model import Assembly
from ros1annot.read.contigs import length_owner
from ros1annot.read.copy_number.levels import Segment


def assembly_of(path: Path, segments: Sequence[Segment], genome: Genome, stated: Assembly | None) -> Assembly:
    """The assembly of segments.

    Raises:
        InputError: nothing tells it, or the segments contradict what was stated.
    """
    told = _by_ends(segments) or _by_names(segments, genome)
    if stated is None and told is None:
        raise InputError(path, "its segments do not tell their assembly; write it in the sheet's `assembly` column")
    if stated is not None and told is not None and stated is not told:
        raise InputError(path, f"its segments are of {told}, but the sample is of {stated}; correct one of the two")
    return stated or told or Assembly.GRCH38


def _by_ends(segments: Sequence[Segment]) -> Assembly | None:
    owners = {length_owner(segment.chrom, segment.end) for segment in segments}
    found = [assembly for assembly in Assembly if assembly.value in owners]
    return found[0] if len(found) == 1 else None


def _by_names(segments: Sequence[Segment], genome: Genome) -> Assembly | None:
    """The assembly on which more of the segments touch the genes that they name."""
    fits: Counter[Assembly] = Counter()
    for segment in segments:
        for name in segment.names:
            gene = genome.gene(name)
            if gene is None or gene.chrom != segment.chrom:
                continue
            for assembly in Assembly:
                start, end = gene.span(assembly)
                fits[assembly] += segment.start <= end and segment.end >= start
    best, other = sorted(Assembly, key=lambda assembly: -fits[assembly])
    return best if fits[best] > fits[other] else None
