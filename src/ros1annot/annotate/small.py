"""Small variants: a call, or phased neighbours on one molecule, named on their gene."""

from dataclasses import replace

from ros1annot.annotate.consequence import TranscriptEffect, effect_on, severity
from ros1annot.annotate.normalise import Change, as_written, left_aligned, minimal, vcf_alleles
from ros1annot.annotate.reference import Reference
from ros1annot.annotate.transcripts import Gene, Genome
from ros1annot.model import AlleleCall, Assembly, SmallVariant, TranscriptName

_BASES = frozenset("ACGT")


def is_sequence(call: AlleleCall) -> bool:
    """Whether ALT is bases, not a symbol, a breakend, ``*`` or ``.``."""
    return bool(call.alt) and _BASES.issuperset(call.alt.upper())


def annotate(call: AlleleCall, genome: Genome, assembly: Assembly) -> SmallVariant | None:
    """Name one call on its gene.

    Where several genes are touched, the one with the most severe consequence is taken.

    Returns:
        ``None`` outside every gene, and for what is no sequence: symbolic alleles, breakends, ``*``, ``.``.

    Raises:
        ReferenceMismatchError: REF is not what the assembly has there.
    """
    if not is_sequence(call):
        return None
    ref, alt = call.ref.upper(), call.alt.upper()
    if not genome.genes_at(assembly, call.chrom, call.pos, call.pos + len(ref) - 1):
        return None
    genome.sequence(assembly).require(call.chrom, call.pos, ref)
    return _named(minimal(call.chrom, call.pos, ref, alt), (call,), genome, assembly)


def annotate_joined(calls: tuple[AlleleCall, ...], genome: Genome, assembly: Assembly) -> SmallVariant | None:
    """Name calls on one molecule as the one change that they are together.

    Args:
        calls: one call, or a group that :func:`ros1annot.annotate.phase.join_phased` has put together.
        genome: the shipped genes.
        assembly: what the positions count on.

    Raises:
        ReferenceMismatchError: a REF is not what the assembly has there.
        ValueError: the bases between the calls are not known, or two calls change the same base.
    """
    if len(calls) == 1:
        return annotate(calls[0], genome, assembly)
    reference = genome.sequence(assembly)
    for call in calls:
        reference.require(call.chrom, call.pos, call.ref)
    return _named(merged(calls, reference), calls, genome, assembly)


def merged(calls: tuple[AlleleCall, ...], reference: Reference) -> Change:
    """The one minimal change that calls are together.

    Raises:
        ValueError: the bases between the calls are not known, or two calls change the same base.
    """
    changes = sorted(
        (as_written(c.chrom, c.pos, c.ref.upper(), c.alt.upper()) for c in calls),
        key=lambda change: (change.pos, len(change.ref)),
    )
    chrom, start = changes[0].chrom, changes[0].pos
    ref, alt, end = "", "", start
    inserted: set[int] = set()
    for change in changes:
        between = reference.bases(chrom, end, change.pos - 1) if change.pos > end else ""
        if between is None or change.pos < end or (change.is_insertion and change.pos in inserted):
            raise ValueError(f"calls at {chrom}:{start} and {chrom}:{change.pos} cannot be one change")
        if change.is_insertion:
            inserted.add(change.pos)
        ref += between + change.ref
        alt += between + change.alt
        end = change.pos + len(change.ref)
    return minimal(chrom, start, ref, alt)


def _named(
    minimal_change: Change, calls: tuple[AlleleCall, ...], genome: Genome, assembly: Assembly
) -> SmallVariant | None:
    """Name a change on the gene where it does most; ``None`` if it changes nothing or meets no gene."""
    reference = genome.sequence(assembly)
    change = left_aligned(minimal_change, reference)
    genes = genome.genes_at(assembly, change.chrom, *change.touched)
    if not genes or change.ref == change.alt:
        return None
    effects = [(gene, effect_on(change, gene.reporting, reference)) for gene in genes]
    gene, effect = min(effects, key=lambda pair: severity(pair[1].consequence))
    pos, ref, alt = vcf_alleles(change, _anchor(change, calls, reference))
    return SmallVariant(
        gene=gene.symbol,
        assembly=assembly,
        chrom=change.chrom,
        pos=pos,
        ref=ref,
        alt=alt,
        consequence=effect.consequence,
        name=effect.name,
        mane=_mane_name(change, gene, effect, reference),
        calls=calls,
        skips_exon=effect.skipping.exon if effect.skipping else None,
        splice_prediction=effect.skipping.prediction if effect.skipping else None,
    )


def _anchor(change: Change, calls: tuple[AlleleCall, ...], reference: Reference) -> str:
    """The base before a change: from the reference, else from a record itself, else unknown."""
    before = change.pos - 1
    known = reference.bases(change.chrom, before, before)
    if known is not None:
        return known
    for call in calls:
        if 0 <= before - call.pos < len(call.ref):
            return call.ref[before - call.pos].upper()
    return "N"


def _mane_name(change: Change, gene: Gene, effect: TranscriptEffect, reference: Reference) -> TranscriptName | None:
    """The name on the MANE Select transcript, where that is another transcript."""
    if gene.mane is None or gene.mane is gene.reporting:
        return None
    name = effect_on(change, gene.mane, reference).name
    return None if replace(name, transcript=effect.name.transcript) == effect.name else name
