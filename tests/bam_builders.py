"""Small alignments on the true coordinates of the shipped genes, from the variants that each fragment carries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pysam

from builders import CHROMOSOME_LENGTHS
from ros1annot.annotate.transcripts import Genome
from ros1annot.model import Assembly, InputFile, InputKind

Edit: TypeAlias = tuple[int, str, str]
"""POS, REF, ALT as a VCF has them; an insertion or deletion with the base before it."""

T790M: Edit = (55249071, "C", "T")
C797S: Edit = (55249092, "G", "C")
L1196M: Edit = (29443631, "G", "T")
G1202R: Edit = (29443613, "C", "T")


@dataclass(frozen=True)
class Read:
    """One read of the plus strand, from ``start`` on over ``length`` bases of the reference (GRCh37).

    Attributes:
        spelled: its bases and CIGAR, where they are not those of the reference with the edits.
    """

    chrom: str
    start: int
    edits: Sequence[Edit] = ()
    length: int = 100
    name: str = ""
    flag: int = 0
    mapping_quality: int = 60
    base_quality: int = 37
    tags: Sequence[tuple[str, str | int]] = ()
    errors: Sequence[Edit] = ()
    spelled: tuple[str, str] | None = None


def spliced(
    genome: Genome,
    assembly: Assembly,
    gene: str,
    exons: Sequence[int],
    *,
    before: int = 40,
    after: int = 40,
    shift: int = 0,
) -> Read:
    """A read of RNA from one exon into the next ones, with bases and coordinates of the reporting transcript.

    Args:
        genome: the exons.
        assembly: where they lie.
        gene: one of the plus strand.
        exons: in the order of transcription; those between the first and the last are read whole.
        before: bases in the first exon.
        after: bases in the last one.
        shift: bases by which an aligner moved the junctions, as it may where both sides look alike.
    """
    transcript = genome.genes[gene].reporting
    parts = [transcript.layout(assembly).exon(number) for number in exons]
    spans = [[part.start, part.end] for part in parts]
    spans[0][0], spans[-1][1] = parts[0].end - before + 1, parts[-1].start + after - 1
    assert transcript.cds is not None
    bases = ""
    for part, (start, end) in zip(parts, spans, strict=True):
        first = part.first_base + start - part.start
        assert first >= 1, "the read begins in the 5' UTR, of which no bases are at hand"
        bases += transcript.cds[first - 1 : first + end - start]
    cigar, edge = "", 0
    for place, (start, end) in enumerate(spans):
        low, high = start + shift * (place > 0), end + shift * (place < len(spans) - 1)
        cigar += f"{low - edge - 1}N" * bool(edge) + f"{high - low + 1}M"
        edge = high
    return Read(transcript.layout(assembly).chrom, spans[0][0], spelled=(bases, cigar))


def write_bam(
    path: Path,
    genome: Genome,
    reads: Iterable[Read],
    *,
    prefix: str = "chr",
    lengths: dict[str, int] | None = None,
    index: bool = True,
    reference: Path | None = None,
    assembly: Assembly = Assembly.GRCH37,
    programs: Sequence[dict[str, str]] = (),
) -> InputFile:
    """Write a sorted BAM, or a CRAM by the name of ``path``, with its index."""
    contigs = [(f"{prefix}{name}", length) for name, length in (lengths or CHROMOSOME_LENGTHS[assembly]).items()]
    header: dict[str, object] = {
        "HD": {"VN": "1.6", "SO": "coordinate"},
        "SQ": [{"SN": name, "LN": length} for name, length in contigs],
        "PG": list(programs),
    }
    mode = "wc" if path.suffix == ".cram" else "wb"
    ordered = sorted(enumerate(reads), key=lambda numbered: (numbered[1].chrom, numbered[1].start))
    with pysam.AlignmentFile(str(path), mode, header=header, reference_filename=reference and str(reference)) as bam:
        for number, read in ordered:
            bam.write(_segment(read, number, genome, bam.header, prefix))
    if index:
        pysam.index(str(path))
    return InputFile(InputKind.ALIGNMENTS, path, path.name)


def _segment(
    read: Read, number: int, genome: Genome, header: pysam.AlignmentHeader, prefix: str
) -> pysam.AlignedSegment:
    bases, cigar = read.spelled or _spelled(read, genome)
    segment = pysam.AlignedSegment(header)
    segment.query_name = read.name or f"f{number}"
    segment.flag = read.flag
    segment.reference_id = header.get_tid(f"{prefix}{read.chrom}")
    segment.reference_start = read.start - 1
    segment.mapping_quality = read.mapping_quality
    segment.cigarstring = cigar
    segment.query_sequence = bases
    segment.query_qualities = pysam.qualitystring_to_array(chr(33 + read.base_quality) * len(bases))
    for tag, value in read.tags:
        segment.set_tag(tag, value)
    return segment


def _spelled(read: Read, genome: Genome) -> tuple[str, str]:
    """Bases and CIGAR of a read that carries its edits."""
    end = read.start + read.length - 1
    bases, cigar, pos = "", "", read.start
    for at, ref, alt in sorted((*read.edits, *read.errors)):
        if not read.start <= at or at + len(ref) - 1 > end:
            continue
        same = min(len(ref), len(alt))
        before = genome.reference(Assembly.GRCH37, read.chrom, pos, at - 1) if at > pos else ""
        assert before is not None
        assert genome.reference(Assembly.GRCH37, read.chrom, at, at + len(ref) - 1) == ref
        bases += before + alt
        cigar += f"{len(before) + same}M"
        cigar += f"{len(ref) - same}D" if len(ref) > same else ""
        cigar += f"{len(alt) - same}I" if len(alt) > same else ""
        pos = at + len(ref)
    rest = genome.reference(Assembly.GRCH37, read.chrom, pos, end) or ""
    return bases + rest, f"{cigar}{len(rest)}M"
