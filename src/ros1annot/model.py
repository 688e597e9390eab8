"""The nouns that the stages pass on: a sample, the calls read for it, the alterations they become.

Coordinates are 1-based and inclusive, on the plus strand of a named assembly; chromosomes carry no ``chr``.
``None`` means "not known" in every field, and nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Literal, TypeAlias


class Assembly(StrEnum):
    """A human reference assembly."""

    GRCH37 = "GRCh37"
    GRCH38 = "GRCh38"


class Specimen(StrEnum):
    """Where the nucleic acid came from."""

    TISSUE = "tissue"
    CTDNA = "ctDNA"


class InputKind(StrEnum):
    """The input columns of the sample sheet."""

    VCF = "vcf"
    SV = "sv"
    FUSIONS = "fusions"
    COPY_NUMBER = "copy_number"
    ALIGNMENTS = "alignments"
    DEPTH = "depth"


class InputState(StrEnum):
    """Three different things that "nothing found" can mean."""

    NOT_SUPPLIED = "not_supplied"
    EMPTY = "empty"
    CALLS = "calls"


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file of a sample.

    Attributes:
        path: where it is.
        shown_as: the path as the sheet wrote it; results show this, so that they do not depend on the machine.
        caller: the caller that the sheet forces (``arriba:calls.tsv``), else ``None``: read it from the header.
    """

    kind: InputKind
    path: Path
    shown_as: str
    caller: str | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """One row of the sample sheet."""

    name: str
    patient: str | None = None
    specimen: Specimen | None = None
    site: str | None = None
    collected: str | None = None
    disease: str = "NSCLC"
    assembly: Assembly | None = None
    inputs: tuple[InputFile, ...] = ()
    tumour_sample: str | None = None
    drivers: tuple[str, ...] = ()
    current_therapy: tuple[str, ...] = ()
    prior_therapies: tuple[str, ...] = ()
    tumour_fraction: float | None = None
    extra: Mapping[str, str] = field(default_factory=dict)

    def files(self, kind: InputKind) -> tuple[InputFile, ...]:
        """The files of one input column, in the order of the sheet."""
        return tuple(f for f in self.inputs if f.kind is kind)


# --- what the readers give ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Support:
    """Reads behind one ALT allele in the tumour column, as its caller counted them.

    Attributes:
        vaf: fraction of 0 to 1; ``None`` where the file does not let it be known (never 0 for that).
        vaf_source: the fields that gave ``vaf``, such as ``FORMAT/AF`` or ``AD[1]/sum(AD)``; empty without a VAF.
    """

    vaf: float | None = None
    vaf_source: str = ""
    alt_reads: int | None = None
    depth: int | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """Where a caller phased the allele: same set and haplotype = cis; same set, other haplotype = trans."""

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


# --- what annotation makes of them -------------------------------------------------------------------------


class Consequence(StrEnum):
    """Sequence Ontology terms, the most severe first where one variant has several."""

    TRANSCRIPT_ABLATION = "transcript_ablation"
    SPLICE_ACCEPTOR = "splice_acceptor_variant"
    SPLICE_DONOR = "splice_donor_variant"
    STOP_GAINED = "stop_gained"
    FRAMESHIFT = "frameshift_variant"
    STOP_LOST = "stop_lost"
    START_LOST = "start_lost"
    INFRAME_INSERTION = "inframe_insertion"
    INFRAME_DELETION = "inframe_deletion"
    PROTEIN_ALTERING = "protein_altering_variant"
    MISSENSE = "missense_variant"
    SPLICE_REGION = "splice_region_variant"
    STOP_RETAINED = "stop_retained_variant"
    SYNONYMOUS = "synonymous_variant"
    UTR5 = "5_prime_UTR_variant"
    UTR3 = "3_prime_UTR_variant"
    INTRON = "intron_variant"
    UPSTREAM = "upstream_gene_variant"
    DOWNSTREAM = "downstream_gene_variant"
    CODING_UNKNOWN = "coding_sequence_variant"


@dataclass(frozen=True, slots=True)
class ProteinChange:
    """Residues ``ref`` from ``start`` on become ``alt``, trimmed and shifted to the C-terminal end.

    One molecule has one ProteinChange, whatever HGVS calls it, so two of them are compared by equality.

    Attributes:
        start: first residue replaced, 1-based; for an insertion the residue behind the inserted ones.
        ref: residues replaced, one letter each; empty for an insertion.
        alt: residues in their place; empty for a deletion; ``*`` is a stop.
        frameshift: ``alt`` is then the first new residue only.
        stop_distance: for a frameshift or extension, residues to the new stop, counted as HGVS does.
    """

    start: int
    ref: str
    alt: str
    frameshift: bool = False
    stop_distance: int | None = None

    @property
    def end(self) -> int:
        """Last residue replaced; ``start - 1`` for an insertion."""
        return self.start + len(self.ref) - 1

    @property
    def is_substitution(self) -> bool:
        """One residue for one other residue (a stop counts as one)."""
        return len(self.ref) == 1 and len(self.alt) == 1 and not self.frameshift


@dataclass(frozen=True, slots=True)
class TranscriptName:
    """One variant on one transcript.

    Attributes:
        hgvs_c: without the accession, ``c.6094G>A``.
        hgvs_p: three-letter and predicted, ``p.(Gly2032Arg)``; empty where the protein is not touched.
        short: ``G2032R``, ``E746_A750del``; for non-coding variants the ``hgvs_c``.
    """

    transcript: str
    hgvs_c: str
    hgvs_p: str
    short: str
    protein: ProteinChange | None = None
    exon: int | None = None


class SplicePrediction(StrEnum):
    """Changes of DNA whose effect on splicing is predicted, not known from the two bases of a site."""

    PYRIMIDINE_TRACT = "pyrimidine_tract"
    CRYPTIC_ACCEPTOR = "cryptic_acceptor"


@dataclass(frozen=True, slots=True)
class SmallVariant:
    """One small variant on its gene: the literature's name, and the MANE Select name where it differs.

    Attributes:
        chrom, pos, ref, alt: normalised (trimmed and left-aligned): the variant's identity on its assembly.
        calls: the call behind it; several where phased neighbours were joined into one molecule.
        others: calls of the same variant in other files or by other callers.
        skips_exon: exon number (reporting transcript) that the DNA change is expected to leave out, or ``None``.
        splice_prediction: why ``skips_exon`` is a prediction that only RNA can prove; ``None`` where it is not.
    """

    gene: str
    assembly: Assembly
    chrom: str
    pos: int
    ref: str
    alt: str
    consequence: Consequence
    name: TranscriptName
    mane: TranscriptName | None
    calls: tuple[AlleleCall, ...]
    skips_exon: int | None = None
    others: tuple[AlleleCall, ...] = ()
    splice_prediction: SplicePrediction | None = None

    @property
    def place(self) -> "Place":
        """Its identity."""
        return self.assembly, self.chrom, self.pos, self.ref, self.alt

    @property
    def call(self) -> AlleleCall:
        """The call with the fewest supporting reads (the only one, where nothing was joined)."""
        return min(self.calls, key=lambda c: (c.support.vaf is None, c.support.vaf or 0.0, c.pos))


class FusionRole(StrEnum):
    """What a fusion means for its kinase."""

    DRIVER = "driver"
    KINASE_LOST = "kinase_lost"
    OUT_OF_FRAME = "out_of_frame"
    RECIPROCAL = "reciprocal"
    REARRANGEMENT = "rearrangement"


@dataclass(frozen=True, slots=True)
class FusionPartner:
    """One side of a fusion, placed on the exon table.

    Attributes:
        gene: HGNC symbol, by coordinate where the exon tables know the place, else the caller's word.
        chrom: empty where no caller gives a place.
        pos: ``None`` where no caller gives a position.
        exon: last (5') or first (3') exon kept, reporting transcript; ``None`` where no exon table is shipped.
        transcript: accession of that table; empty without one.
        strand: of the gene; ``None`` without an exon table, as what follows.
        exons: number of exons of the transcript.
        phase: coding bases before the junction, modulo 3; ``None`` where they do not tell the frame.
        kinase_exons: first and last exon of the kinase domain; ``None`` for a gene without one.
    """

    gene: str
    chrom: str
    pos: int | None
    exon: int | None = None
    transcript: str = ""
    strand: Literal["+", "-"] | None = None
    exons: int | None = None
    phase: int | None = None
    kinase_exons: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Fusion:
    """One fusion; the calls of all callers that saw it.

    Attributes:
        kinase: the gene among the two whose inhibitors the table knows.
        in_frame: ``None`` where neither exon phases nor a caller tell.
        frame_source: ``exon phases``, or the caller's name.
        kinase_kept: whether the whole kinase domain lies behind the breakpoint.
    """

    kinase: str
    five_prime: FusionPartner
    three_prime: FusionPartner
    assembly: Assembly | None
    role: FusionRole
    in_frame: bool | None
    frame_source: str
    kinase_kept: bool | None
    calls: tuple[FusionCall, ...]

    @property
    def name(self) -> str:
        """HGNC form, 5' partner first: ``CD74::ROS1``."""
        return f"{self.five_prime.gene}::{self.three_prime.gene}"

    @property
    def split_reads(self) -> int | None:
        """Most split reads that one caller saw."""
        return max((c.split_reads for c in self.calls if c.split_reads is not None), default=None)

    @property
    def discordant_pairs(self) -> int | None:
        """Most discordant pairs that one caller saw."""
        return max((c.discordant_pairs for c in self.calls if c.discordant_pairs is not None), default=None)


@dataclass(frozen=True, slots=True)
class SpliceVariant:
    """Exons that a transcript leaves out, as an event with a name.

    Attributes:
        name: the literature's, behind the gene: ``exon 14 skipping``, ``vIII``.
        first_exon, last_exon: the exons left out, reporting transcript.
        calls: of all callers, the one with most reads and without a filter first.
    """

    gene: str
    name: str
    first_exon: int
    last_exon: int
    calls: tuple[SpliceCall, ...]


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


Event: TypeAlias = SmallVariant | Fusion | CopyNumberCall | SpliceVariant


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
    """

    gene: str
    residue: int
    depth: int
    shown: Mapping[str, int]


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
