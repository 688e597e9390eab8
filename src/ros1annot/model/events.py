"""What annotation makes of calls: events, named on their gene."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

from ros1annot.model.calls import AlleleCall, CopyNumberCall, FusionCall, Place, SpliceCall
from ros1annot.model.sample import Assembly


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

    One molecule has one ProteinChange, whatever HGVS calls it, so two of them are compared by equality. Only an
    insertion that ends in a stop stays apart from the replacement that ends in it, as HGVS has it.

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
        parts: the variants as they would be named apart, where fragments of an alignment show them on one molecule.
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
    parts: tuple["SmallVariant", ...] = ()

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
        membrane_exons: those of the transmembrane segment, of a kinase that has one.
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
    membrane_exons: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Fusion:
    """One fusion; the calls of all callers that saw it.

    Attributes:
        kinase: the gene among the two whose inhibitors the table knows.
        in_frame: ``None`` where neither exon phases nor a caller tell.
        frame_source: ``exon phases``, or the caller's name.
        kinase_kept: whether the whole kinase domain lies in the fusion.
        membrane_kept: whether the kinase's whole transmembrane segment does; ``None`` where it has none, or no place
            tells.
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
    membrane_kept: bool | None = None

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


Event: TypeAlias = SmallVariant | Fusion | CopyNumberCall | SpliceVariant
