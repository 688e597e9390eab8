"""Whether an alignment file holds reads of DNA or of RNA: a fact of the file, unless the sheet forces it.

RNA aligners write introns as skips (``N`` in the CIGAR), DNA aligners do not. A file is of RNA where such reads lie at
the splice donors of the shipped genes, or where its header names a tool that only RNA passes through.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Literal, TypeAlias

from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import UsageError
from ros1annot.model import InputFile
from ros1annot.read.alignments.opening import Alignments

if TYPE_CHECKING:
    import pysam

_RNA_PROGRAM = re.compile(
    r"^@PG\t.*(\bSTAR\b|hisat2|tophat|gsnap|mapsplice|SplitNCigarReads|--enable-rna[= ]true|minimap2 .*splice)",
    re.IGNORECASE | re.MULTILINE,
)
"""Spliced aligners, and the step of GATK that takes the skips out of their reads."""

_READS_A_DONOR = 20
"""Reads looked at over each splice donor. All donors are tried, since a panel may cover few of a gene's exons."""

_FEWEST_SPLICED = 3
_SPLICED_PART = 0.05
"""Skipping reads that make a file one of RNA: at least so many, and this part of the reads over splice donors. DNA
aligners write none; what RNA has before it is spliced is far below the rest."""

SKIP = 3
"""The CIGAR operation ``N``, as pysam numbers it."""


Molecule: TypeAlias = Literal["dna", "rna"]
"""What was sequenced."""


def molecule_of(alignments: Alignments, file: InputFile, genome: Genome) -> Molecule:
    """DNA or RNA: by the sheet (``rna:reads.bam``), by the programs of the header, or by the reads.

    Raises:
        UsageError: the sheet forces something else than ``dna`` or ``rna``.
        InputError: the reads cannot be decoded.
    """
    match file.caller:
        case "dna" | "rna":
            return file.caller
        case None:
            by_header = _RNA_PROGRAM.search(str(alignments.handle.header))
            return "rna" if by_header or _are_spliced(_beside_donors(alignments, genome)) else "dna"
        case other:
            raise UsageError(f"{file.shown_as}: alignments are forced with `dna:` or `rna:`, not with `{other}:`")


def _are_spliced(reads: Iterable["pysam.AlignedSegment"]) -> bool:
    """A read that spans several donors is met at each of them, and counts once."""
    skips = {
        (read.query_name, read.flag, read.reference_start): any(
            operation == SKIP for operation, _ in read.cigartuples or ()
        )
        for read in reads
    }
    return sum(skips.values()) >= max(_FEWEST_SPLICED, _SPLICED_PART * len(skips))


def _beside_donors(alignments: Alignments, genome: Genome) -> Iterator["pysam.AlignedSegment"]:
    """Reads over the last bases of exons."""
    for gene in genome.genes.values():
        layout = gene.reporting.layouts.get(alignments.assembly)
        if layout is None or layout.chrom not in alignments.contigs:
            continue
        for exon in layout.exons[:-1]:
            yield from islice(alignments.fetch(layout.chrom, exon.last, exon.last), _READS_A_DONOR)
