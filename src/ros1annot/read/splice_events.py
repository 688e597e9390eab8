"""Junctions inside one gene to the events that are known by a name: MET exon 14 skipping and EGFRvIII. Pure.

Other junctions inside a gene are normal alternative splicing as far as is known here, and are left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ros1annot.annotate.junction import cut_after, cut_before
from ros1annot.annotate.transcripts import Gene, Genome
from ros1annot.model import Assembly, FusionCall, SpliceCall, SpliceVariant

NAMED_EVENTS = {("MET", 14, 14): "exon 14 skipping", ("EGFR", 2, 7): "vIII"}
"""Gene, first and last exon left out (reporting transcript), and what the literature calls it."""

_Key = tuple[str, int, int]


def splice_variants(calls: Iterable[SpliceCall], genome: Genome, assembly: Assembly | None) -> list[SpliceVariant]:
    """The named events among junctions, each once, with all its calls."""
    found: defaultdict[_Key, list[SpliceCall]] = defaultdict(list)
    for call in sorted(set(calls), key=repr):
        key = _skipped(call, genome, assembly)
        if key in NAMED_EVENTS:
            found[key].append(call)
    return [
        SpliceVariant(key[0], NAMED_EVENTS[key], *key[1:], tuple(sorted(found[key], key=_trust)))
        for key in sorted(found)
    ]


def without_splice(
    fusions: Sequence[FusionCall], genome: Genome, assembly: Assembly | None
) -> tuple[list[FusionCall], list[SpliceCall]]:
    """The calls of fusions, and those of named splice events, which fusion callers write as one gene twice."""
    kept, splice = [], []
    for call in fusions:
        junction = _as_splice(call)
        if junction is not None and _skipped(junction, genome, assembly) in NAMED_EVENTS:
            splice.append(junction)
        else:
            kept.append(call)
    return kept, splice


def _as_splice(call: FusionCall) -> SpliceCall | None:
    five, three = call.five_prime, call.three_prime
    if five.gene != three.gene or five.chrom != three.chrom or five.pos is None or three.pos is None:
        return None
    counts = [n for n in (call.split_reads, call.discordant_pairs if call.dna else None) if n is not None]
    return SpliceCall(
        five.gene,
        five.chrom,
        five.pos,
        three.pos,
        caller=call.caller,
        source=call.source,
        reads=sum(counts) if counts else None,
        filters=call.filters,
        dna=call.dna,
        assembly=call.assembly,
    )


def _skipped(call: SpliceCall, genome: Genome, assembly: Assembly | None) -> _Key:
    """Gene, first and last exon that the junction leaves out; a last exon before the first: none."""
    if call.exons is not None:
        return call.gene, call.exons[0] + 1, call.exons[1] - 1
    known = call.assembly or assembly
    for tried in (known,) if known else tuple(Assembly):
        for gene in genome.genes_at(tried, call.chrom, call.last_kept, call.last_kept):
            skipped = _skipped_in(gene, call, tried)
            if skipped is not None:
                return gene.symbol, *skipped
    return call.gene, 0, -1


def _skipped_in(gene: Gene, call: SpliceCall, assembly: Assembly) -> tuple[int, int] | None:
    """Exons of one gene; in RNA the junction has to end at a splice site, so that the assembly is the right one."""
    layout = gene.reporting.layout(assembly)
    five = cut_after(layout, call.last_kept, dna=call.dna)
    three = cut_before(layout, call.first_kept, dna=call.dna)
    if five is None or three is None or not (call.dna or three.on_edge):
        return None
    return five.exon + 1, three.exon - 1


def _trust(call: SpliceCall) -> tuple[bool, int, str]:
    return bool(call.filters), -(call.reads or 0), repr(call)
