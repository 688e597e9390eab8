"""All files of one sample: opened, read, named. What could not be used ends the sample with one sentence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from ros1annot.annotate.fusion import annotate_fusions
from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import InputError
from ros1annot.inputs import Fingerprint, Inputs
from ros1annot.knowledge import Knowledge
from ros1annot.model import (
    Assembly,
    CopyNumberCall,
    DepthAt,
    Fusion,
    FusionCall,
    InputFile,
    InputKind,
    InputState,
    Sample,
    SpliceCall,
    SpliceVariant,
)
from ros1annot.read.alignments import deepest_codons, deepest_haplotypes, read_alignments
from ros1annot.read.copy_number import read_copy_number
from ros1annot.read.depth import Codon, read_depth
from ros1annot.read.fusions import read_fusions
from ros1annot.read.hotspots import hotspot_codons
from ros1annot.read.small_variants import joined_by_reads, small_variants
from ros1annot.read.splice import read_splice
from ros1annot.read.splice_events import splice_variants, without_splice
from ros1annot.read.sv import read_sv
from ros1annot.result import Input


def read_sample(sample: Sample, knowledge: Knowledge, prints: Fingerprint) -> Inputs:
    """Read and name everything that a sample's files hold.

    Raises:
        InputError: a file cannot be used.
    """
    called, beside, seen_small = small_variants(sample, knowledge.genome)
    small, spanned = joined_by_reads(called, sample, knowledge)
    codons = partial(hotspot_codons, knowledge.table, knowledge.genome)
    aligned, spliced, seen_aligned = read_alignments(sample, small, codons, knowledge)
    fusions, splice, seen_fusions = _fusions(sample, knowledge.genome, beside, spliced)
    copies, seen_copies = _copy_number(sample, knowledge, [entry.assembly for entry in (*seen_small, *seen_fusions)])
    assemblies = [entry.assembly for entry in (*seen_small, *seen_aligned)]
    depths, seen_depths = _depths(sample, knowledge, assemblies, [reads.depths for reads in aligned])
    seen = [*seen_small, *seen_fusions, *seen_copies, *seen_aligned, *seen_depths]
    digests = {file.shown_as: prints.files[file.path].sha256 for file in sample.inputs}
    supplied = [replace(entry, sha256=digests[entry.path or ""]) for entry in seen]
    kinds = {entry.kind for entry in supplied}
    supplied += [Input(kind, None, InputState.NOT_SUPPLIED) for kind in InputKind if kind not in kinds]
    order = {kind.value: rank for rank, kind in enumerate(InputKind)}
    return Inputs(
        seen=tuple(sorted(supplied, key=lambda entry: (order[entry.kind], entry.path or ""))),
        events=(*small, *fusions, *splice, *copies),
        depths=depths,
        codons=deepest_codons(aligned),
        haplotypes=(*spanned, *deepest_haplotypes(aligned)),
    )


def _fusions(
    sample: Sample, genome: Genome, beside: Sequence[FusionCall], spliced: Sequence[SpliceCall]
) -> tuple[list[Fusion], list[SpliceVariant], list[Input]]:
    """Fusions and splice events of DNA and RNA.

    Args:
        sample: its row of the sheet.
        genome: the exon tables.
        beside: rearrangements that came with small variants.
        spliced: junctions counted in alignments.
    """
    calls: list[FusionCall] = list(beside)
    junctions: list[SpliceCall] = list(spliced)
    seen = []
    for file in sample.files(InputKind.SV):
        sv = read_sv(file, genome, tumour_sample=sample.tumour_sample, assembly=sample.assembly)
        seen.append(Input(file.kind, file.shown_as, sv.state, None, sv.caller, sv.records, sv.assembly))
        calls += sv.calls
    for file in sample.files(InputKind.FUSIONS):
        listed = read_splice(file)
        if listed is not None:
            junctions += listed.calls
        if listed is None or listed.with_fusions:
            table = read_fusions(file, sample.tumour_sample or sample.name)
            calls += table.calls
            rows, caller = table.rows + (listed.rows if listed else 0), table.caller
        else:
            rows, caller = listed.rows, listed.caller
        state = InputState.CALLS if rows else InputState.EMPTY
        seen.append(Input(file.kind, file.shown_as, state, None, caller, rows))
    fused, within_genes = without_splice(calls, genome, sample.assembly)
    splice = splice_variants([*junctions, *within_genes], genome, sample.assembly)
    return annotate_fusions(fused, genome, sample.assembly), splice, seen


def _copy_number(
    sample: Sample, knowledge: Knowledge, assemblies: Sequence[str | None]
) -> tuple[list[CopyNumberCall], list[Input]]:
    """Gains and losses; segments count on the sheet's assembly, or else on the one of the sample's VCFs."""
    told = {sample.assembly} if sample.assembly else {Assembly(name) for name in assemblies if name}
    calls: list[CopyNumberCall] = []
    seen = []
    for file in sample.files(InputKind.COPY_NUMBER):
        table = read_copy_number(
            file,
            knowledge.parameters,
            genome=knowledge.genome,
            assembly=next(iter(told)) if len(told) == 1 else None,
            tumour_sample=sample.tumour_sample,
            sample_name=sample.name,
            genes=frozenset(knowledge.table.index) | frozenset(knowledge.genome.genes),
        )
        seen.append(Input(file.kind, file.shown_as, table.state, None, table.caller, table.rows))
        calls += table.calls
    return sorted(calls, key=lambda call: (call.gene, call.change, call.source)), seen


# --- depth -------------------------------------------------------------------------------------------------


def _depths(
    sample: Sample, knowledge: Knowledge, assemblies: Sequence[str | None], aligned: Sequence[Sequence[DepthAt]]
) -> tuple[Mapping[tuple[str, int], DepthAt] | None, list[Input]]:
    """Depth at every hotspot of the table; of several files the deepest for each.

    Where alignments show fragments they speak alone: a depth file counts the reads of one molecule as many, and bases
    of any quality.
    """
    files = sample.files(InputKind.DEPTH)
    if not files and not aligned:
        return None, []
    codons: Sequence[Codon] = ()
    if files:
        assembly = _depth_assembly(sample, assemblies, files[0])
        codons = hotspot_codons(knowledge.table, knowledge.genome, assembly)
    told = []
    seen = []
    for file in files:
        depths = read_depth(file, codons, sample.tumour_sample)
        covered = sum(at.depth is not None for at in depths)
        state = InputState.CALLS if covered else InputState.EMPTY
        seen.append(Input(file.kind, file.shown_as, state, records=covered))
        told.append(depths)
    by_files = _deepest(told)
    by_reads = {place: at for place, at in _deepest(aligned).items() if at.depth or place not in by_files}
    return by_files | by_reads, seen


def _deepest(told: Iterable[Sequence[DepthAt]]) -> dict[tuple[str, int], DepthAt]:
    deepest: dict[tuple[str, int], DepthAt] = {}
    for at in (at for depths in told for at in depths):
        before = deepest.get((at.gene, at.residue))
        if before is None or (at.depth or 0) > (before.depth or 0):
            deepest[at.gene, at.residue] = at
    return deepest


def _depth_assembly(sample: Sample, assemblies: Sequence[str | None], file: InputFile) -> Assembly:
    """A BED does not say its assembly: it is the sheet's, else the one of the sample's VCFs."""
    known = {sample.assembly} if sample.assembly else {Assembly(name) for name in assemblies if name}
    if len(known) != 1:
        problem = "the assembly of the depths cannot be told; write it in the sheet's `assembly` column"
        raise InputError(file.shown_as, problem)
    return known.pop()
