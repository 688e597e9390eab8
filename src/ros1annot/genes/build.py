"""A transcript and its bases, checked against each other as far as biology allows."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ros1annot.annotate.coordinates import Exon, Layout, Strand
from ros1annot.annotate.protein import translate
from ros1annot.annotate.reference import Segment, reverse_complement
from ros1annot.errors import UsageError
from ros1annot.genes.gff import GffTranscript

_RARE_SITES = frozenset({"GCAG", "ATAC"})
"""Introns beside GT-AG that the human genome is known to splice."""


@dataclass(frozen=True, slots=True)
class CheckedGene:
    """One transcript with its locus on one assembly.

    Attributes:
        locus: the gene's bases with a margin on either side, plus strand.
        cds: coding bases, ATG to stop.
        notes: what is unusual, but possible.
    """

    transcript: GffTranscript
    locus: Segment
    layout: Layout
    cds: str
    notes: tuple[str, ...]

    @property
    def protein_length(self) -> int:
        """Residues without the stop."""
        return len(self.cds) // 3 - 1


def choose(transcripts: Sequence[GffTranscript], accession: str | None) -> GffTranscript:
    """The transcript of an accession (with or without version), else the MANE Select one, else the only one.

    Raises:
        UsageError: there is no such transcript, or several and nothing that prefers one.
    """
    known = ", ".join(t.accession for t in transcripts)
    if accession is not None:
        wanted = [t for t in transcripts if accession in {t.accession, t.accession.partition(".")[0]}]
        if not wanted:
            raise UsageError(f"{transcripts[0].gene} has no coding transcript {accession}; the file has {known}")
        return wanted[0]
    preferred = [t for t in transcripts if t.mane_select] or transcripts
    if len(preferred) > 1:
        raise UsageError(f"{transcripts[0].gene} has several transcripts; choose one with --transcript: {known}")
    return preferred[0]


def checked(transcript: GffTranscript, locus: Segment) -> CheckedGene:
    """Read the transcript off the locus.

    Raises:
        UsageError: exons, coding lines and bases do not make a protein; the sentence says which rule is broken.
    """

    def refuse(problem: str) -> UsageError:
        name = f"{transcript.gene} {transcript.accession}"
        return UsageError(f"{name}: {problem}; are GFF and FASTA complete and of the same assembly?")

    strand: Strand = "+" if transcript.strand == "+" else "-"
    spans = list(transcript.exons if strand == "+" else reversed(transcript.exons))
    try:
        layout = Layout.build(transcript.chrom, strand, spans, transcript.cds)
    except ValueError as error:
        raise refuse(str(error)) from error
    if layout.cds_length != transcript.coding_bases:
        raise refuse(f"the coding lines cover {transcript.coding_bases} bases, the exons {layout.cds_length} of them")
    cds = "".join(_spliced(exon, locus) for exon in layout.exons)
    if set(cds) - set("ACGT"):
        raise refuse("the coding sequence holds letters other than A, C, G and T")
    if len(cds) % 3:
        raise refuse(f"the coding sequence has {len(cds)} bases, not a multiple of 3")
    protein = translate(cds)
    if not cds.startswith("ATG") or protein.find("*") != len(protein) - 1:
        raise refuse("the coding sequence does not go from ATG to its first stop codon")
    notes = []
    for before, behind in pairwise(layout.exons):
        sites = _splice_sites(before, behind, locus)
        if sites not in _RARE_SITES | {"GTAG"}:
            raise refuse(f"intron {before.number} is {sites[:2]}-{sites[2:]}, not GT-AG")
        if sites in _RARE_SITES:
            notes.append(f"intron {before.number} is {sites[:2]}-{sites[2:]}, which is rare")
    return CheckedGene(transcript, locus, layout, cds, tuple(notes))


def _spliced(exon: Exon, locus: Segment) -> str:
    """The coding bases of an exon, transcript strand."""
    if exon.c_start is None or exon.c_end is None:
        return ""
    lead, tail = exon.c_start - exon.first_base, exon.last_base - exon.c_end
    if exon.strand == "+":
        return locus.slice(exon.start + lead, exon.end - tail)
    return reverse_complement(locus.slice(exon.start + tail, exon.end - lead))


def _splice_sites(before: Exon, behind: Exon, locus: Segment) -> str:
    """First and last two bases of the intron between two exons, transcript strand."""
    if before.strand == "+":
        return locus.slice(before.end + 1, before.end + 2) + locus.slice(behind.start - 2, behind.start - 1)
    donor = reverse_complement(locus.slice(before.start - 2, before.start - 1))
    return donor + reverse_complement(locus.slice(behind.end + 1, behind.end + 2))
