"""Fusion calls of all callers in, fusions with exons, frame, kinase and role out. Pure."""

from collections import defaultdict
from collections.abc import Sequence

from ros1annot.annotate.coordinates import Layout
from ros1annot.annotate.fusion_genes import UNKNOWN_GENE, FusionGenes, Kinase, shipped_fusion_genes
from ros1annot.annotate.fusion_groups import Seen, isoforms, quality
from ros1annot.annotate.fusion_sides import Side, assembly_of, ordered
from ros1annot.annotate.junction import Cut
from ros1annot.annotate.transcripts import Genome
from ros1annot.model import Assembly, Frame, Fusion, FusionCall, FusionPartner, FusionRole

EXON_PHASES = "exon phases"

DOMAIN_END_TOLERANCE = 5
"""Residues of the domain's C-terminal end that a 5' kinase can lose: its border is not sharp, and the active
fusions of FGFR1-3 after exon 17 end 2 or 3 residues before it."""


def annotate_fusions(
    calls: Sequence[FusionCall], genome: Genome, assembly: Assembly | None, genes: FusionGenes | None = None
) -> list[Fusion]:
    """Every fusion that has a treated kinase on either side.

    Calls of one pair of genes with the same last 5' exon and first 3' exon are one fusion, whatever their
    caller, file or assembly; sides without an exon table are the same within
    :data:`~ros1annot.annotate.junction.EDGE_TOLERANCE` bases, and a breakpoint of DNA belongs to the splice
    site of RNA that it lies behind. So isoforms of a pair are fusions of their own, each with its own role.
    The result does not depend on the order of the calls, nor on repeated ones.

    Args:
        calls: of one sample; ``FusionCall.source`` tells the files apart.
        genome: the exon tables.
        assembly: the sample's; ``None`` detects it for each file.
        genes: kinases and aliases; ``None`` takes the shipped ones.

    Raises:
        InputError: the breakpoints of a file contradict the given assembly.
    """
    known = shipped_fusion_genes() if genes is None else genes
    by_source: defaultdict[str, list[FusionCall]] = defaultdict(list)
    for call in sorted(set(calls), key=repr):
        by_source[call.source].append(call)
    seen: list[Seen] = []
    for source in sorted(by_source):
        file_assembly = assembly_of(by_source[source], genome, known, assembly)
        sided = (ordered(call, genome, known, file_assembly) for call in by_source[source])
        seen += [Seen(s, file_assembly) for s in sided if {s.five.gene, s.three.gene} & known.kinases.keys()]
    fusions = [_fusion(group, known) for group in isoforms(seen)]
    return sorted(fusions, key=_rank)


def _fusion(group: Sequence[Seen], genes: FusionGenes) -> Fusion:
    best = min(group, key=quality)
    kinase, kinase_is_five = _kinase(best, genes)
    in_frame, frame_source = _frame(best, group)
    kinase_kept = _kinase_kept(best, kinase, five=kinase_is_five)
    return Fusion(
        kinase=kinase.gene,
        five_prime=_partner(best.five, best.cuts[0], genes),
        three_prime=_partner(best.three, best.cuts[1], genes),
        assembly=best.assembly,
        role=_role(group, best, kinase, in_frame=in_frame, kinase_kept=kinase_kept),
        in_frame=in_frame,
        frame_source=frame_source,
        kinase_kept=kinase_kept,
        membrane_kept=_membrane_kept(best, kinase, five=kinase_is_five),
        calls=tuple(s.sides.call for s in sorted(group, key=quality)),
    )


def _kinase(s: Seen, genes: FusionGenes) -> tuple[Kinase, bool]:
    """The kinase that the fusion is about (the 3' one of two), and whether it is the 5' partner."""
    three = genes.kinases.get(s.three.gene)
    return (three, False) if three is not None else (genes.kinases[s.five.gene], True)


def _frame(best: Seen, group: Sequence[Seen]) -> tuple[bool | None, str]:
    """Whether the junction keeps the frame, and who says so; one caller's yes outweighs another's no."""
    five, three = best.cuts
    if five is not None and three is not None and five.phase is not None and three.phase is not None:
        return five.phase == three.phase, EXON_PHASES
    for frame in (Frame.IN_FRAME, Frame.OUT_OF_FRAME):
        callers = sorted(s.sides.call.caller for s in group if s.sides.call.frame is frame)
        if callers:
            return frame is Frame.IN_FRAME, callers[0]
    return None, ""


def _kinase_kept(s: Seen, kinase: Kinase, *, five: bool) -> bool | None:
    cut = s.cuts[0] if five else s.cuts[1]
    if cut is None:
        return None
    if five:
        return cut.last_residue >= kinase.domain_last - DOMAIN_END_TOLERANCE
    return cut.first_residue <= kinase.domain_first


def _membrane_kept(s: Seen, kinase: Kinase, *, five: bool) -> bool | None:
    cut = s.cuts[0] if five else s.cuts[1]
    if cut is None or kinase.membrane is None:
        return None
    first, last = kinase.membrane
    return cut.last_residue >= last if five else cut.first_residue <= first


def _role(
    group: Sequence[Seen], best: Seen, kinase: Kinase, *, in_frame: bool | None, kinase_kept: bool | None
) -> FusionRole:
    """What the fusion means; where order, genes or strands are unclear, only that something is rearranged.

    DNA alone does not show the transcript: unless its exons fit in frame, splicing may make another one of it.
    """
    five_is_kinase = best.three.gene != kinase.gene
    side, partner = (best.five, best.three) if five_is_kinase else (best.three, best.five)
    unclear = (
        not any(s.sides.order_known for s in group)
        or all(s.sides.call.exons_uncertain for s in group)
        or side.doubtful
        or partner.gene in {kinase.gene, UNKNOWN_GENE}
        or ";" in partner.gene
        or (five_is_kinase and kinase.either_side and kinase_kept is None)
    )
    if unclear:
        return FusionRole.REARRANGEMENT
    if five_is_kinase and not (kinase.either_side and kinase_kept):
        return FusionRole.RECIPROCAL
    if kinase_kept is False:
        return FusionRole.KINASE_LOST
    if all(s.sides.call.dna for s in group) and not in_frame:
        return FusionRole.REARRANGEMENT
    return FusionRole.OUT_OF_FRAME if in_frame is False else FusionRole.DRIVER


def _partner(side: Side, cut: Cut | None, genes: FusionGenes) -> FusionPartner:
    place = (side.gene, side.end.chrom, side.end.pos)
    if side.layout is None:
        return FusionPartner(*place, transcript=side.transcript)
    kinase = genes.kinases.get(side.gene)
    return FusionPartner(
        *place,
        exon=None if cut is None else cut.exon,
        transcript=side.transcript,
        strand=side.layout.strand,
        exons=len(side.layout.exons),
        phase=None if cut is None else cut.phase,
        kinase_exons=None if kinase is None else _exons(side.layout, kinase.domain_first, kinase.domain_last),
        membrane_exons=None if kinase is None or not kinase.membrane else _exons(side.layout, *kinase.membrane),
    )


def _exons(layout: Layout, first_residue: int, last_residue: int) -> tuple[int, int]:
    """The first and the last exon that hold bases of a stretch of residues."""
    first, last = 3 * first_residue - 2, 3 * last_residue
    held = [exon.number for exon in layout.exons if exon.first_base <= last and exon.last_base >= first]
    return held[0], held[-1]


def _rank(fusion: Fusion) -> tuple[object, ...]:
    five, three = fusion.five_prime, fusion.three_prime
    return (
        fusion.kinase,
        list(FusionRole).index(fusion.role),
        fusion.name,
        five.exon or 0,
        three.exon or 0,
        (five.chrom, five.pos or 0, three.chrom, three.pos or 0),
        fusion.assembly or "",
    )
