"""The small variants of one sample: the calls of all its VCFs, joined where they are one change, named, each once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ros1annot.annotate.molecules import join_in_cis, neighbours
from ros1annot.annotate.phase import apart, join_phased, parents
from ros1annot.annotate.small import annotate_joined
from ros1annot.annotate.transcripts import Genome
from ros1annot.knowledge import Knowledge
from ros1annot.model import AlleleCall, Assembly, FusionCall, Haplotypes, InputKind, Place, Sample, SmallVariant
from ros1annot.read.alignments import read_haplotypes
from ros1annot.read.vcf import read_vcf
from ros1annot.result import Input


def small_variants(sample: Sample, genome: Genome) -> tuple[list[SmallVariant], list[FusionCall], list[Input]]:
    """Small variants, and the rearrangements that some callers write into the same file.

    Raises:
        InputError: a file cannot be used.
    """
    rearrangements: list[FusionCall] = []
    found: list[SmallVariant] = []
    seen = []
    for file in sample.files(InputKind.VCF):
        vcf = read_vcf(file, genome, tumour_sample=sample.tumour_sample, assembly=sample.assembly)
        told = Input(file.kind, file.shown_as, vcf.state, None, vcf.caller, vcf.records, vcf.assembly)
        seen.append(replace(told, substitutions_only=vcf.substitutions_only))
        if vcf.assembly is None:
            continue
        rearrangements += vcf.rearrangements
        found += _named(vcf.calls, vcf.assembly, genome)
    return _each_once(found, genome), rearrangements, seen


def joined_by_reads(
    called: Sequence[SmallVariant], sample: Sample, knowledge: Knowledge
) -> tuple[Sequence[SmallVariant], Sequence[Haplotypes]]:
    """Variants after neighbours that fragments show on one molecule were joined, and what those fragments show.

    Raises:
        InputError: an alignment file cannot be used.
    """
    genome, parameters = knowledge.genome, knowledge.parameters
    passed: list[SmallVariant] = []
    filtered: list[SmallVariant] = []
    for variant in called:
        (passed if set(variant.call.filters) <= set(parameters.accepted_filters) else filtered).append(variant)
    near = neighbours(passed, genome) if sample.files(InputKind.ALIGNMENTS) else []
    if not near:
        return called, ()
    spanned = read_haplotypes(sample, near, knowledge)
    joined = join_in_cis(passed, spanned, genome, parameters)
    return _each_once([*joined, *filtered], genome), spanned


def _each_once(variants: Iterable[SmallVariant], genome: Genome) -> list[SmallVariant]:
    """One a change, however many files and callers saw it, in the order of :func:`_along_gene`."""
    found: dict[Place, SmallVariant] = {}
    for variant in variants:
        known = found.get(variant.place)
        found[variant.place] = variant if known is None else _merged(known, variant)
    return sorted(found.values(), key=lambda variant: _along_gene(variant, genome))


def _along_gene(variant: SmallVariant, genome: Genome) -> tuple[str, str, int, str, str]:
    """Sort key: gene, then along its transcript, as the literature writes compounds."""
    direction = 1 if genome.genes[variant.gene].strand == "+" else -1
    return variant.gene, variant.assembly, direction * variant.pos, variant.ref, variant.alt


def _named(calls: Sequence[AlleleCall], assembly: Assembly, genome: Genome) -> Iterator[SmallVariant]:
    carried = [part for call in calls if call.present for part in apart(call, genome, assembly)]
    for group in join_phased(carried, genome, assembly):
        variant = annotate_joined(group, genome, assembly)
        if variant is not None:
            yield variant
        yield from _named(parents(group), assembly, genome)


def _merged(one: SmallVariant, other: SmallVariant) -> SmallVariant:
    """One variant in two files: the call without a filter, then the deepest, speaks for it.

    A change that a caller itself wrote as one needs no fragments to tell that it is.
    """
    first, second = sorted((one, other), key=_trust)
    return replace(first, parts=first.parts and second.parts, others=(*first.others, *second.calls, *second.others))


def _trust(variant: SmallVariant) -> tuple[bool, int, str, str]:
    call = variant.call
    return bool(call.filters), -(call.support.depth or 0), call.source, call.caller
