"""All alignment files of one sample; of several, the deepest counts for each hotspot and for each pair of variants.

Files of RNA are read for splice junctions only: their depth is that of expression, and says nothing of what DNA could
show.
"""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import InputError
from ros1annot.knowledge import Knowledge
from ros1annot.model import (
    Assembly,
    CodonReads,
    Haplotypes,
    InputFile,
    InputKind,
    InputState,
    Place,
    Sample,
    SmallVariant,
    SpliceCall,
)
from ros1annot.parameters import Parameters
from ros1annot.read.alignments.count import AlignmentReads, count_reads
from ros1annot.read.alignments.fragments import Quality
from ros1annot.read.alignments.junctions import JunctionReads, JunctionRules, count_junctions
from ros1annot.read.alignments.molecule import molecule_of
from ros1annot.read.alignments.opening import Alignments, open_alignments
from ros1annot.read.depth import Codon
from ros1annot.result import Input

_ENOUGH_FRAGMENTS = 10
_FEW_HOTSPOTS = 2


def read_alignments(
    sample: Sample,
    variants: Sequence[SmallVariant],
    codons: Callable[[Assembly], Sequence[Codon]],
    knowledge: Knowledge,
) -> tuple[list[AlignmentReads], list[SpliceCall], list[Input]]:
    """Count what every alignment file of a sample shows: codons and haplotypes in DNA, junctions in RNA.

    Args:
        sample: its row of the sheet.
        variants: what its callers reported.
        codons: the hotspots on an assembly.
        knowledge: genome and thresholds.

    Raises:
        InputError: a file cannot be used.
        UsageError: the sheet forces something else than ``dna`` or ``rna``.
    """
    asked = [variant for variant in variants if _asks_phase(variant, knowledge.parameters)]
    found: list[AlignmentReads] = []
    junctions: list[SpliceCall] = []
    seen: list[Input] = []
    for file in sample.files(InputKind.ALIGNMENTS):
        with open_alignments(file, sample.assembly, knowledge.reference) as alignments:
            molecule = molecule_of(alignments, file, knowledge.genome)
            if molecule == "rna":
                spliced = _junctions(alignments, file, knowledge)
                junctions += spliced.calls
                records = spliced.fragments
            else:
                reads = _codons(alignments, file, codons(alignments.assembly), asked, knowledge)
                found.append(reads)
                records = sum(bool(at.depth) for at in reads.depths)
        state = InputState.CALLS if records else InputState.EMPTY
        seen.append(
            Input(
                file.kind,
                file.shown_as,
                state,
                records=records,
                assembly=alignments.assembly,
                molecule=molecule,
            )
        )
    return found, junctions, seen


def _junctions(alignments: Alignments, file: InputFile, knowledge: Knowledge) -> JunctionReads:
    parameters = knowledge.parameters
    rules = JunctionRules(parameters.min_mapping_quality, parameters.min_junction_anchor)
    return count_junctions(alignments, knowledge.genome, rules, file.shown_as)


def _codons(
    alignments: Alignments,
    file: InputFile,
    codons: Sequence[Codon],
    variants: Sequence[SmallVariant],
    knowledge: Knowledge,
) -> AlignmentReads:
    reads = count_reads(alignments, codons, variants, knowledge.genome, _quality(knowledge.parameters))
    _refuse_other_bases(file.path, alignments.assembly, reads.codons, knowledge.genome)
    return reads


def read_haplotypes(sample: Sample, variants: Sequence[SmallVariant], knowledge: Knowledge) -> tuple[Haplotypes, ...]:
    """Count the haplotypes of pairs of variants, whatever they change, in every file of DNA; the deepest for each.

    Raises:
        InputError: a file cannot be used.
        UsageError: the sheet forces something else than ``dna`` or ``rna``.
    """
    quality = _quality(knowledge.parameters)
    found = []
    for file in sample.files(InputKind.ALIGNMENTS):
        with open_alignments(file, sample.assembly, knowledge.reference) as alignments:
            if molecule_of(alignments, file, knowledge.genome) == "dna":
                found.append(count_reads(alignments, (), variants, knowledge.genome, quality))
    return deepest_haplotypes(found)


def _quality(parameters: Parameters) -> Quality:
    return Quality(parameters.min_mapping_quality, parameters.min_base_quality)


def _refuse_other_bases(path: Path, assembly: Assembly, codons: Sequence[CodonReads], genome: Genome) -> None:
    """Raise InputError where most hotspots mostly show other codons than the assembly has: a header with the wrong one.

    A tumour changes single hotspots. Codons over an intron and shallow ones are not looked at.
    """
    usual, unusual = 0, 0
    for codon in codons:
        cds = genome.genes[codon.gene].reporting.cds
        if cds is None or codon.depth < _ENOUGH_FRAGMENTS or any("." in bases for bases in codon.shown):
            continue
        fits = 2 * codon.shown.get(cds[3 * codon.residue - 3 : 3 * codon.residue], 0) >= codon.depth
        usual, unusual = usual + fits, unusual + (not fits)
    if unusual > max(usual, _FEW_HOTSPOTS):
        raise InputError(
            path,
            f"its header says {assembly}, but at {unusual} of {usual + unusual} hotspots most fragments do not show "
            "the codon that is there; align the reads again, or supply the file with its own header",
        )


def _asks_phase(variant: SmallVariant, parameters: Parameters) -> bool:
    """Whether it changes the protein and may count, so that its phase to others can matter."""
    changes = variant.name.protein is not None or variant.skips_exon is not None
    return changes and set(variant.call.filters) <= set(parameters.accepted_filters)


def deepest_codons(files: Collection[AlignmentReads]) -> tuple[CodonReads, ...]:
    """One a hotspot, in the order of the table."""
    deepest: dict[tuple[str, int], CodonReads] = {}
    for codon in (codon for reads in files for codon in reads.codons):
        before = deepest.get((codon.gene, codon.residue))
        if before is None or codon.depth > before.depth:
            deepest[codon.gene, codon.residue] = codon
    return tuple(deepest.values())


def deepest_haplotypes(files: Collection[AlignmentReads]) -> tuple[Haplotypes, ...]:
    """One a pair of variants; counts of two files are not added, which may hold the same molecules."""
    deepest: dict[tuple[Place, Place], Haplotypes] = {}
    for pair in (pair for reads in files for pair in reads.haplotypes):
        before = deepest.get((pair.first, pair.second))
        if before is None or pair.fragments > before.fragments:
            deepest[pair.first, pair.second] = pair
    return tuple(deepest.values())
