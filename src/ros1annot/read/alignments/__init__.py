"""Alignments (BAM, CRAM): what fragments show.

Of DNA, that is hotspots, and neighbouring variants on one molecule; of RNA, which exons follow each other.

Reads that are unmapped, secondary, supplementary, duplicates or failed by the machine are left out, as are reads and
bases below the laboratory's qualities. What is counted are fragments: both mates of a pair are one, and where the
molecule is known (tag ``MI`` of fgbio and others) all its reads are one.
"""

from ros1annot.read.alignments.count import AlignmentReads, count_reads
from ros1annot.read.alignments.files import deepest_codons, deepest_haplotypes, read_alignments, read_haplotypes
from ros1annot.read.alignments.fragments import Quality
from ros1annot.read.alignments.opening import Alignments, open_alignments

__all__ = [
    "AlignmentReads",
    "Alignments",
    "Quality",
    "count_reads",
    "deepest_codons",
    "deepest_haplotypes",
    "open_alignments",
    "read_alignments",
    "read_haplotypes",
]
