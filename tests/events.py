"""Builders of events for tests of interpretation: a variant by its name, a fusion by its partners."""

from ros1annot.annotate.protein import parse_protein
from ros1annot.annotate.transcripts import Genome
from ros1annot.inputs import Inputs
from ros1annot.model import (
    AlleleCall,
    Assembly,
    BreakEnd,
    Consequence,
    CopyNumberCall,
    DepthAt,
    Event,
    Fusion,
    FusionCall,
    FusionPartner,
    FusionRole,
    InputKind,
    InputState,
    Phase,
    SmallVariant,
    Support,
    TranscriptName,
)
from ros1annot.result import Input


def variant(
    genome: Genome,
    gene: str,
    change: str,
    *,
    vaf: float = 0.2,
    reads: int = 100,
    filters: tuple[str, ...] = (),
    phase: Phase | None = None,
) -> SmallVariant:
    """A small variant by gene and protein change; its place is that of the codon."""
    transcript = genome.genes[gene].reporting
    protein = parse_protein(change, transcript.protein or "")
    pos = transcript.codon_positions(protein.start, Assembly.GRCH38)[0]
    chrom = genome.genes[gene].chrom
    call = AlleleCall(
        chrom, pos, "A", "C", filters, Support(vaf, "AF", reads, round(reads / vaf)), phase, source="x.vcf"
    )
    name = TranscriptName(transcript.accession, "c.?", f"p.{change}", change, protein)
    return SmallVariant(gene, Assembly.GRCH38, chrom, pos, "A", "C", Consequence.MISSENSE, name, None, (call,))


def fusion(five: str, three: str, role: FusionRole = FusionRole.DRIVER, *, confidence: str = "high") -> Fusion:
    """A fusion whose kinase is the gene among ROS1, ALK, RET that it names."""
    kinase = three if three in {"ROS1", "ALK", "RET"} else five
    call = FusionCall(BreakEnd(five, "1", 1), BreakEnd(three, "2", 1), "arriba", "f.tsv", confidence=confidence)
    sides = FusionPartner(five, "1", 1, 6), FusionPartner(three, "2", 1, 34)
    return Fusion(kinase, *sides, Assembly.GRCH38, role, True, "exon phases", True, (call,))


def amplification(gene: str) -> CopyNumberCall:
    """A gain that its caller vouches for."""
    return CopyNumberCall(gene, "amplification", 12.0, None, "generic", "c.tsv")


def inputs(*events: Event, vcf: InputState = InputState.CALLS, depth: int | None = None) -> Inputs:
    """What was read: these events, a VCF in this state, and the same depth everywhere (or none supplied)."""
    seen = [Input(kind, None, InputState.NOT_SUPPLIED) for kind in InputKind if kind is not InputKind.VCF]
    depths = None if depth is None else EveryDepth(depth)
    return Inputs((Input(InputKind.VCF, "x.vcf", vcf), *seen), events, depths)


class EveryDepth(dict[tuple[str, int], DepthAt]):
    """The same depth at every hotspot."""

    def __init__(self, depth: int) -> None:
        super().__init__()
        self._depth = depth

    def get(self, key: tuple[str, int], default: object = None) -> DepthAt:  # type: ignore[override]  # noqa: ARG002
        return DepthAt(*key, "1", 1, self._depth)
