"""What the readers give: calls as their callers wrote them, not yet named on a gene; depth and reads at places."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

from ros1annot.model.sample import Assembly


@dataclass(frozen=True, slots=True)
class Strands:
    """Reads of REF and of one ALT by the strand that they were sequenced from."""

    ref_forward: int
    ref_reverse: int
    alt_forward: int
    alt_reverse: int


@dataclass(frozen=True, slots=True)
class Support:
    """Reads behind one ALT allele in the tumour column, as its caller counted them.

    Attributes:
        vaf: fraction of 0 to 1; ``None`` where the file does not let it be known (never 0 for that).
        vaf_source: the fields that gave ``vaf``, such as ``FORMAT/AF`` or ``AD[1]/sum(AD)``; empty without a VAF.
        strands: ``None`` where the file does not count them.
    """

    vaf: float | None = None
    vaf_source: str = ""
    alt_reads: int | None = None
    depth: int | None = None
    strands: Strands | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """Where a caller phased the allele: same set and haplotype = cis; same set, other haplotype = trans.

    Attributes:
        phase_set: empty where the caller phased the allele and named no set: that holds between neighbours only.
    """

    phase_set: str
    haplotype: int


@dataclass(frozen=True, slots=True)
class Opinion:
    """What another annotator wrote of one allele on one transcript.

    Attributes:
        annotator: ``VEP``, ``SnpEff``, ``Jannovar`` or ``Funcotator``.
        transcript: accession as written, with or without version.
        hgvs_p: protein change as written, without its accession and percent escapes; empty where none is given.
        warning: the annotator's own warning or error on this name.
    """

    annotator: str
    transcript: str
    hgvs_p: str
    warning: str = ""


@dataclass(frozen=True, slots=True)
class AlleleCall:
    """One ALT allele of one VCF record, seen in the tumour column.

    Attributes:
        pos: 1-based position of ``ref[0]``, as written in the file (not normalised).
        filters: FILTER entries; empty for ``PASS`` and ``.``.
        present: ``False`` where the genotype says that the sample does not carry the allele (``0/0``, no-call).
        caller: name of the adapter that read the record.
        source: the file, as the sheet wrote it.
        opinions: what other annotators wrote of the allele on the shipped transcripts.
    """

    chrom: str
    pos: int
    ref: str
    alt: str
    filters: tuple[str, ...] = ()
    support: Support = Support()
    phase: Phase | None = None
    present: bool = True
    caller: str = ""
    source: str = ""
    opinions: tuple[Opinion, ...] = ()


class Frame(StrEnum):
    """What a caller or a computation says of a fusion's reading frame."""

    IN_FRAME = "in_frame"
    OUT_OF_FRAME = "out_of_frame"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class BreakEnd:
    """One side of a fusion as a caller wrote it: gene name (may lie), position of the last/first fused base.

    Attributes:
        gene: several are separated by ``;``; ``?`` where the caller names none.
        chrom: empty where the caller gives no place.
        pos: ``None`` where the caller gives no position.
        strand: the transcribed one.
    """

    gene: str
    chrom: str = ""
    pos: int | None = None
    strand: Literal["+", "-"] | None = None


@dataclass(frozen=True, slots=True)
class FusionCall:
    """One row of a fusion caller's table.

    Attributes:
        five_prime, three_prime: the sides in the caller's order.
        ordered: whether the caller vouches for 5' before 3'.
        sense_unknown: the caller could not tell the transcribed strands.
        frame: the caller's own word on the frame.
        filters: reasons for which the caller itself rejected the row.
        dna: seen in DNA: the breakpoints lie in introns, and what is spliced is inferred.
        exons_uncertain: the breakpoints of DNA are known so roughly that they may lie in other introns.
        assembly: what the file vouches for; ``None`` where only the breakpoints can tell.
    """

    five_prime: BreakEnd
    three_prime: BreakEnd
    caller: str
    source: str = ""
    ordered: bool = True
    frame: Frame = Frame.UNKNOWN
    split_reads: int | None = None
    discordant_pairs: int | None = None
    confidence: str = ""
    filters: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    dna: bool = False
    exons_uncertain: bool = False
    assembly: Assembly | None = None


@dataclass(frozen=True, slots=True)
class SpliceCall:
    """One junction inside a gene, as a caller counted it.

    Attributes:
        gene: the caller's word; empty where it gives none.
        last_kept: last base before the junction, in the direction of transcription, to within some bases.
        first_kept: first base behind it.
        reads: reads across the junction; for DNA, all that support the deletion.
        reference_reads: reads that are spliced (or lie) as usual.
        exons: last exon before and first one behind, where the caller names them.
        dna: the exons are deleted in DNA, not seen to be left out of RNA.
        assembly: what the file vouches for.
    """

    gene: str
    chrom: str
    last_kept: int
    first_kept: int
    caller: str
    source: str = ""
    reads: int | None = None
    reference_reads: int | None = None
    filters: tuple[str, ...] = ()
    exons: tuple[int, int] | None = None
    dna: bool = False
    assembly: Assembly | None = None


@dataclass(frozen=True, slots=True)
class CopyNumberCall:
    """A gain or loss of one whole gene, as a caller gave it.

    Attributes:
        change: ``gain`` is a gain that is high enough, but lies on a segment that spans most of an arm.
        segment_length: bases of the segment that holds the gene; ``None`` where the file lists genes.
    """

    gene: str
    change: Literal["amplification", "gain", "loss"]
    copies: float | None
    log2: float | None
    caller: str
    source: str = ""
    filters: tuple[str, ...] = ()
    segment_length: int | None = None


@dataclass(frozen=True, slots=True)
class DepthAt:
    """Depth at one hotspot: the lowest depth over its codon. ``None``: the depth file does not cover it."""

    gene: str
    residue: int
    chrom: str
    pos: int
    depth: int | None


@dataclass(frozen=True, slots=True)
class CodonReads:
    """What the fragments of an alignment file show at one hotspot.

    Attributes:
        depth: fragments (or molecules) that read the codon; of a codon over an intron, its worse covered part.
        shown: fragments by the three bases, in the direction of transcription; ``.`` where the bases of the other
            exon stand, which a fragment of DNA cannot read with them. Codons with gained or lost bases are not shown.
        lost, gained: fragments whose codon has fewer, or more, bases than the reference.
    """

    gene: str
    residue: int
    depth: int
    shown: Mapping[str, int]
    lost: int = 0
    gained: int = 0


Place: TypeAlias = tuple[Assembly, str, int, str, str]
"""Assembly, chromosome, position, REF and ALT of a normalised small variant: its identity."""


@dataclass(frozen=True, slots=True)
class Haplotypes:
    """Fragments that read two small variants, by what they show of the first and of the second."""

    first: Place
    second: Place
    ref_ref: int
    ref_alt: int
    alt_ref: int
    alt_alt: int

    @property
    def fragments(self) -> int:
        """All of them."""
        return self.ref_ref + self.ref_alt + self.alt_ref + self.alt_alt
