"""From an adjacency of DNA to a fusion call: which gene is read first, by the strands of the genes.

A junction can be read in two directions. In the direction in which both genes are read in their own sense, the one
that comes first is the 5' partner. Where no direction does so the genes point at each other, and neither is driven
by the other in a way that could be told from DNA.
"""

from ros1annot.annotate.fusion_genes import UNKNOWN_GENE
from ros1annot.annotate.transcripts import Gene, Genome
from ros1annot.model import Assembly, BreakEnd, FusionCall
from ros1annot.read.record import VcfRecord
from ros1annot.read.sv.callers import SvCaller
from ros1annot.read.sv.junction import Junction, Piece


def dna_call(
    junction: Junction, record: VcfRecord, caller: SvCaller, source: str, genome: Genome, assembly: Assembly
) -> FusionCall | None:
    """The fusion call of a junction; ``None`` where it touches no known gene, or only one intron of one.

    Partners without a shipped exon table are called ``?``.
    """
    genes = {piece: gene_at(piece, genome, assembly) for piece in (junction.first, junction.second)}
    if not any(genes.values()) or _within_one_intron(junction, genes, assembly):
        return None
    five, three = _reading(junction, genes)
    known = [gene for gene in genes.values() if gene is not None]
    support = caller.support(record)
    return FusionCall(
        five_prime=_end(five, genes[five], "+" if five.below else "-"),
        three_prime=_end(three, genes[three], "-" if three.below else "+"),
        caller=caller.name,
        source=source,
        ordered=_fits(five, three, genes) == len(known),
        split_reads=support.split_reads,
        discordant_pairs=support.discordant_pairs,
        filters=record.filters,
        notes=("imprecise breakpoint",) if "IMPRECISE" in record.info else (),
        dna=True,
        exons_uncertain=_may_cut_elsewhere(genes, _uncertainty(record), assembly),
        assembly=assembly,
    )


def gene_at(piece: Piece, genome: Genome, assembly: Assembly) -> Gene | None:
    """The gene whose reporting transcript holds the breakpoint."""
    for gene in genome.genes_at(assembly, piece.chrom, piece.pos, piece.pos):
        layout = gene.reporting.layout(assembly)
        if layout.start <= piece.pos <= layout.end:
            return gene
    return None


def _end(piece: Piece, gene: Gene | None, strand: str) -> BreakEnd:
    symbol = UNKNOWN_GENE if gene is None else gene.symbol
    return BreakEnd(symbol, piece.chrom, piece.pos, "+" if strand == "+" else "-")


def _reading(junction: Junction, genes: dict[Piece, Gene | None]) -> tuple[Piece, Piece]:
    """The pieces in the direction in which most of the genes are read in their own sense."""
    one, other = junction.first, junction.second
    return (one, other) if _fits(one, other, genes) >= _fits(other, one, genes) else (other, one)


def _fits(five: Piece, three: Piece, genes: dict[Piece, Gene | None]) -> int:
    """How many genes are read in their own sense if ``five`` is read first."""
    read = ((genes[five], "+" if five.below else "-"), (genes[three], "-" if three.below else "+"))
    return sum(gene is not None and gene.strand == strand for gene, strand in read)


def _uncertainty(record: VcfRecord) -> int:
    """Bases by which an imprecise breakpoint may be off, at either end."""
    if "IMPRECISE" not in record.info:
        return 0
    bounds = ",".join(record.info.get(key, "") for key in ("CIPOS", "CIEND")).split(",")
    return max((int(bound.removeprefix("-")) for bound in bounds if bound.removeprefix("-").isdigit()), default=0)


def _may_cut_elsewhere(genes: dict[Piece, Gene | None], bases: int, assembly: Assembly) -> bool:
    """Whether a breakpoint that is off by some bases would lie between other exons."""
    return any(
        len({gene.reporting.layout(assembly).neighbours(piece.pos + off) for off in (-bases, 0, bases)}) > 1
        for piece, gene in genes.items()
        if gene is not None
    )


def _within_one_intron(junction: Junction, genes: dict[Piece, Gene | None], assembly: Assembly) -> bool:
    one, other = genes[junction.first], genes[junction.second]
    if one is None or one is not other:
        return False
    layout = one.reporting.layout(assembly)
    return layout.neighbours(junction.first.pos) == layout.neighbours(junction.second.pos)
