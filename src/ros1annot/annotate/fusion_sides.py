"""The two sides of a fusion call by coordinate: which genes, which assembly, which one is 5'.

Callers' names and order are claims (``X--GOPC`` at a splice site of ROS1; order kept only by some callers);
exon tables decide wherever they know the place.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ros1annot.annotate.coordinates import Layout
from ros1annot.annotate.fusion_genes import FusionGenes
from ros1annot.annotate.junction import EDGE_TOLERANCE, Cut, cut_after, cut_before
from ros1annot.annotate.transcripts import Gene, Genome
from ros1annot.errors import InputError
from ros1annot.model import Assembly, BreakEnd, FusionCall


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a call, found on the exon tables or taken at the caller's word.

    Attributes:
        layout: exons of ``gene``; ``None`` where no table holds the breakpoint.
        doubtful: the caller's gene contradicts the breakpoint or the strand, and no splice site settles it.
        dna: the breakpoint is one of DNA.
    """

    end: BreakEnd
    gene: str
    transcript: str = ""
    layout: Layout | None = None
    doubtful: bool = False
    dna: bool = False

    @property
    def as_five(self) -> Cut | None:
        """What is kept of it as a 5' partner."""
        if self.layout is None or self.end.pos is None:
            return None
        return cut_after(self.layout, self.end.pos, dna=self.dna)

    @property
    def as_three(self) -> Cut | None:
        """What is kept of it as a 3' partner."""
        if self.layout is None or self.end.pos is None:
            return None
        return cut_before(self.layout, self.end.pos, dna=self.dna)


@dataclass(frozen=True, slots=True)
class OrderedCall:
    """A call with its sides in the order of transcription, as far as it is known."""

    call: FusionCall
    five: Side
    three: Side
    order_known: bool


def assembly_of(
    calls: Iterable[FusionCall], genome: Genome, genes: FusionGenes, given: Assembly | None
) -> Assembly | None:
    """The assembly of one file's breakpoints; ``None`` where they do not tell.

    What the file itself vouches for decides, then splice sites that only one assembly has at a breakpoint.
    Without any, it is the genes that one lies in and is named after on one assembly only: weaker, since long
    genes overlap between assemblies.

    Raises:
        InputError: every breakpoint that tells speaks against the given assembly.
    """
    by_site: Counter[Assembly] = Counter()
    by_name: Counter[Assembly] = Counter()
    source = ""
    for call in calls:
        source = call.source
        if call.assembly is not None:
            return call.assembly
        for end in (call.five_prime, call.three_prime):
            names = genes.symbols(end.gene)
            here = {a: _genes_at(end, genome, a) for a in Assembly}
            by_site.update(_only(a for a in Assembly if any(_meets_edge(g, end, a) for g in here[a])))
            by_name.update(_only(a for a in Assembly if any(g.symbol in names for g in here[a])))
    votes = by_site or by_name
    if given is None:
        ranked = votes.most_common()
        return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None
    if votes and not votes[given]:
        other = next(iter(votes))
        raise InputError(
            source, f"its breakpoints are of {other}, but {given} was given; correct the assembly or the file"
        )
    return given


def _only(assemblies: Iterable[Assembly]) -> list[Assembly]:
    """The assembly, if it is a single one."""
    found = list(assemblies)
    return found if len(found) == 1 else []


def ordered(call: FusionCall, genome: Genome, genes: FusionGenes, assembly: Assembly | None) -> OrderedCall:
    """The call with genes by coordinate and its 5' side first.

    Splice sites tell the order: a 5' part ends at a donor, a 3' part begins at an acceptor. Where a caller
    vouches for none, one of them is enough: the partner may have no exon table, or be cut in a cryptic exon
    (EML4 exon 6b). Where they contradict the caller on one side only, or nobody knows, the order is unknown;
    a kinase is then put last.
    Breakpoints of DNA lie where they lie: their order was told by the strands.
    """
    first, second = _sides(call, genome, genes, assembly)
    if call.dna:
        first, second = replace(first, dna=True), replace(second, dna=True)
    forward = [_on_edge(first.as_five), _on_edge(second.as_three)]
    backward = [_on_edge(second.as_five), _on_edge(first.as_three)]
    if any(forward) and not any(backward):
        return OrderedCall(call, first, second, order_known=True)
    if any(backward) and not any(forward):
        return OrderedCall(call, second, first, order_known=all(backward) or not call.ordered)
    if call.ordered:
        return OrderedCall(call, first, second, order_known=True)
    five, three = sorted((first, second), key=lambda s: (s.gene in genes.kinases, s.gene, s.end.chrom, s.end.pos or 0))
    return OrderedCall(call, five, three, order_known=False)


def _sides(call: FusionCall, genome: Genome, genes: FusionGenes, assembly: Assembly | None) -> tuple[Side, Side]:
    """Both sides; a caller that vouches for no order may have written the genes at each other's places, too."""
    first, second = call.five_prime, call.three_prime
    written = side_of(first, genome, genes, assembly), side_of(second, genome, genes, assembly)
    if call.ordered or not any(side.doubtful for side in written):
        return written
    crossed = (
        side_of(replace(first, gene=second.gene), genome, genes, assembly),
        side_of(replace(second, gene=first.gene), genome, genes, assembly),
    )
    return min(written, crossed, key=lambda sides: sum(side.doubtful for side in sides))


def side_of(end: BreakEnd, genome: Genome, genes: FusionGenes, assembly: Assembly | None) -> Side:
    """Find one side on the exon tables; outside them, the caller's name with aliases resolved."""
    names = genes.symbols(end.gene)
    claimed = next((name for name in names if name in genes.kinases), ";".join(names))
    if end.pos is None:
        return Side(end, claimed)
    if assembly is None:
        nowhere = genome.gene(claimed) is not None and not any(
            gene.symbol == claimed for a in Assembly for gene in _genes_at(end, genome, a)
        )
        return Side(end, claimed, doubtful=nowhere)
    here = _genes_at(end, genome, assembly)
    if not here:
        return Side(end, claimed, doubtful=genome.gene(claimed) is not None)
    gene = min(here, key=lambda g: (not _meets_edge(g, end, assembly), g.symbol not in names, g.symbol))
    if end.strand not in (None, gene.strand):
        # Antisense transcription of the gene, or another gene on the other strand inside it.
        return Side(end, claimed, doubtful=genome.gene(claimed) is not None)
    doubtful = gene.symbol not in names and not _meets_edge(gene, end, assembly)
    reporting = gene.reporting
    return Side(end, gene.symbol, reporting.accession, reporting.layout(assembly), doubtful)


def _genes_at(end: BreakEnd, genome: Genome, assembly: Assembly) -> tuple[Gene, ...]:
    if end.pos is None:
        return ()
    low, high = end.pos - EDGE_TOLERANCE, end.pos + EDGE_TOLERANCE
    return tuple(
        gene
        for gene in genome.genes_at(assembly, end.chrom, low, high)
        if low <= gene.reporting.layout(assembly).end and high >= gene.reporting.layout(assembly).start
    )


def _meets_edge(gene: Gene, end: BreakEnd, assembly: Assembly) -> bool:
    if end.pos is None or end.strand not in (None, gene.strand):
        return False
    layout = gene.reporting.layout(assembly)
    return _on_edge(cut_after(layout, end.pos)) or _on_edge(cut_before(layout, end.pos))


def _on_edge(cut: Cut | None) -> bool:
    return cut is not None and cut.on_edge
