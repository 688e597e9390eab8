"""Reads of alignments: which fragments count, what they show at a codon, on which molecule variants sit."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pysam
import pytest

from bam_builders import C797S, G1202R, L1196M, T790M, Edit, Read, write_bam
from ros1annot.annotate.small import annotate
from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import InputError
from ros1annot.knowledge import Knowledge, load_knowledge
from ros1annot.model import AlleleCall, Assembly, CodonReads, Haplotypes, InputFile, InputKind, Sample, SmallVariant
from ros1annot.parameters import EngineConfig
from ros1annot.read.alignments import (
    AlignmentReads,
    Quality,
    count_reads,
    deepest_codons,
    deepest_haplotypes,
    open_alignments,
    read_alignments,
)
from ros1annot.read.depth import Codon

T790 = Codon("EGFR", 790, "7", (55249070, 55249071, 55249072))
G1202 = Codon("ALK", 1202, "2", (29443611, 29443612, 29443613))
EGFR_20 = Read("7", 55249030)
ALK_23 = Read("2", 29443570)


def variant(genome: Genome, edit: Edit, chrom: str = "7") -> SmallVariant:
    found = annotate(AlleleCall(chrom, *edit), genome, Assembly.GRCH37)
    assert found is not None
    return found


def counted(
    file: InputFile,
    genome: Genome,
    codons: Sequence[Codon] = (T790,),
    variants: Sequence[SmallVariant] = (),
) -> AlignmentReads:
    with open_alignments(file) as alignments:
        return count_reads(alignments, codons, variants, genome, Quality(20, 20))


def at_t790(folder: Path, genome: Genome, *reads: Read) -> CodonReads:
    (codon,) = counted(write_bam(folder / "x.bam", genome, reads), genome).codons
    return codon


def four(found: Haplotypes) -> tuple[int, int, int, int]:
    return found.ref_ref, found.ref_alt, found.alt_ref, found.alt_alt


# --- what counts -------------------------------------------------------------------------------------------


def test_three_bases_of_a_fragment_are_read_together(genome: Genome, tmp_path: Path) -> None:
    both = (55249071, "CG", "TA")
    found = at_t790(tmp_path, genome, EGFR_20, EGFR_20, replace(EGFR_20, edits=[both]), replace(EGFR_20, edits=[T790M]))
    assert found == CodonReads("EGFR", 790, 4, {"ACG": 2, "ATA": 1, "ATG": 1})


def test_a_gene_of_the_minus_strand_is_read_in_its_own_direction(genome: Genome, tmp_path: Path) -> None:
    file = write_bam(tmp_path / "x.bam", genome, [ALK_23, replace(ALK_23, edits=[G1202R])])
    (codon,) = counted(file, genome, [G1202]).codons
    assert codon.shown == {"GGA": 1, "AGA": 1}


@pytest.mark.parametrize("flag", [0x4, 0x100, 0x200, 0x400, 0x800])
def test_reads_that_are_no_evidence_of_their_own_are_left_out(genome: Genome, tmp_path: Path, flag: int) -> None:
    assert at_t790(tmp_path, genome, EGFR_20, replace(EGFR_20, flag=flag)).depth == 1


@pytest.mark.parametrize("poor", [{"mapping_quality": 19}, {"base_quality": 19}])
def test_reads_and_bases_below_the_quality_do_not_count(genome: Genome, tmp_path: Path, poor: dict[str, int]) -> None:
    assert at_t790(tmp_path, genome, EGFR_20, replace(EGFR_20, **poor)).depth == 1  # type: ignore[arg-type] # one kind


def test_a_read_that_ends_inside_the_codon_does_not_cover_it(genome: Genome, tmp_path: Path) -> None:
    ends = replace(EGFR_20, length=42)  # last base is the second of the codon
    assert at_t790(tmp_path, genome, ends, replace(EGFR_20, length=43)).depth == 1


def test_overlapping_mates_count_once(genome: Genome, tmp_path: Path) -> None:
    mates = [replace(EGFR_20, name="pair", flag=flag, edits=[T790M]) for flag in (0x43, 0x83)]
    assert at_t790(tmp_path, genome, *mates, EGFR_20) == CodonReads("EGFR", 790, 2, {"ACG": 1, "ATG": 1})


def test_mates_that_differ_show_nothing(genome: Genome, tmp_path: Path) -> None:
    mates = [replace(EGFR_20, name="pair", flag=0x43, edits=[T790M]), replace(EGFR_20, name="pair", flag=0x83)]
    assert at_t790(tmp_path, genome, *mates, EGFR_20) == CodonReads("EGFR", 790, 1, {"ACG": 1})


def test_reads_of_one_molecule_count_once_and_the_most_of_them_speak(genome: Genome, tmp_path: Path) -> None:
    family = [
        replace(EGFR_20, tags=[("MI", "12/A")], edits=[T790M]),
        replace(EGFR_20, tags=[("MI", "12/B")], edits=[T790M]),
        replace(EGFR_20, tags=[("MI", "12/B")]),
    ]
    assert at_t790(tmp_path, genome, *family, EGFR_20) == CodonReads("EGFR", 790, 2, {"ACG": 1, "ATG": 1})


def test_consensus_reads_are_molecules(genome: Genome, tmp_path: Path) -> None:
    consensus = [replace(EGFR_20, tags=[("MI", str(number)), ("cD", 8)]) for number in range(3)]
    assert at_t790(tmp_path, genome, *consensus).depth == 3


@pytest.mark.parametrize(
    ("tags", "molecules"),
    [
        (["7:55249030/ACGT/A", "7:55249030/ACGT/B", "7:55249030/TTTT/A"], 2),
        (["7:55249030/", "7:55249030/", "7:55249030/"], 3),
        (["1", "1", "2"], 2),
    ],
    ids=["Picard, duplex", "Picard without UMI", "a number"],
)
def test_each_tool_s_molecule_is_one(genome: Genome, tmp_path: Path, tags: list[str], molecules: int) -> None:
    reads = [replace(EGFR_20, tags=[("MI", tag)]) for tag in tags]
    assert at_t790(tmp_path, genome, *reads).depth == molecules


def test_groups_of_umi_tools_are_molecules(genome: Genome, tmp_path: Path) -> None:
    reads = [replace(EGFR_20, tags=[("UG", number)]) for number in (4, 4, 5)]
    assert at_t790(tmp_path, genome, *reads).depth == 2


def test_a_deletion_of_the_codon_covers_it_and_is_no_codon(genome: Genome, tmp_path: Path) -> None:
    deleted = genome.reference(Assembly.GRCH37, "7", 55249069, 55249072) or ""
    gone = (55249069, deleted, deleted[0])
    assert at_t790(tmp_path, genome, EGFR_20, replace(EGFR_20, edits=[gone])) == CodonReads(
        "EGFR", 790, 2, {"ACG": 1}, lost=1
    )


def test_gained_bases_inside_a_codon_are_no_codon(genome: Genome, tmp_path: Path) -> None:
    gained = (55249071, "C", "CTTT")
    found = at_t790(tmp_path, genome, EGFR_20, replace(EGFR_20, edits=[gained]))
    assert found == CodonReads("EGFR", 790, 2, {"ACG": 1}, gained=1)


def test_a_codon_over_an_intron_is_as_deep_as_its_worse_part(genome: Genome, tmp_path: Path) -> None:
    split = Codon("EGFR", 1, "7", (55249071, 55249072, 55249500))
    reads = [EGFR_20, replace(EGFR_20, edits=[T790M]), Read("7", 55249450)]
    found = counted(write_bam(tmp_path / "x.bam", genome, reads), genome, [split])
    last = genome.reference(Assembly.GRCH37, "7", 55249500, 55249500)
    assert found.codons == (CodonReads("EGFR", 1, 1, {f"..{last}": 1, "CG.": 1, "TG.": 1}),)


def test_no_reads_are_a_depth_of_zero_and_no_chromosome_is_no_depth(genome: Genome, tmp_path: Path) -> None:
    file = write_bam(tmp_path / "x.bam", genome, [EGFR_20], lengths={"7": 159138663})
    found = counted(file, genome, [T790, Codon("EGFR", 1, "7", (100, 101, 102)), G1202])
    assert [at.depth for at in found.depths] == [1, 0, None]
    assert [codon.residue for codon in found.codons] == [790, 1]


@pytest.mark.parametrize("prefix", ["", "chr"])
def test_chromosomes_have_any_spelling(genome: Genome, tmp_path: Path, prefix: str) -> None:
    file = write_bam(tmp_path / "x.bam", genome, [EGFR_20], prefix=prefix)
    assert [at.depth for at in counted(file, genome).depths] == [1]


# --- haplotypes --------------------------------------------------------------------------------------------


def haplotypes(
    folder: Path, genome: Genome, first: Edit, second: Edit, reads: Sequence[Read], chrom: str = "7"
) -> Sequence[Haplotypes]:
    variants = [variant(genome, edit, chrom) for edit in (first, second)]
    return counted(write_bam(folder / "x.bam", genome, reads), genome, (), variants).haplotypes


def of_each(read: Read, first: Edit, second: Edit) -> list[Read]:
    """One fragment with neither, two with the second only, three with the first only, four with both."""
    return [
        read,
        *[replace(read, edits=[second])] * 2,
        *[replace(read, edits=[first])] * 3,
        *[replace(read, edits=[first, second])] * 4,
    ]


def edited(genome: Genome, before: int, lost: int, gained: str) -> Edit:
    """``lost`` bases behind position ``before`` of chromosome 7 are replaced."""
    bases = genome.reference(Assembly.GRCH37, "7", before, before + lost) or ""
    return before, bases, bases[0] + gained


@pytest.mark.parametrize(
    ("lost", "gained"),
    [
        pytest.param(1, "T", id="substitution"),
        pytest.param(2, "TA", id="two bases"),
        pytest.param(0, "TTT", id="insertion"),
        pytest.param(3, "", id="deletion"),
        pytest.param(4, "TTAAA", id="deletion and insertion"),
    ],
)
def test_the_four_haplotypes_are_counted(genome: Genome, tmp_path: Path, lost: int, gained: str) -> None:
    first = edited(genome, 55249070, lost, gained)
    (found,) = haplotypes(tmp_path, genome, first, C797S, of_each(EGFR_20, first, C797S))
    assert four(found) == (1, 2, 3, 4)


def test_a_base_lost_anywhere_in_a_repeat_is_one_variant(genome: Genome, tmp_path: Path) -> None:
    start = next(
        pos
        for pos in range(55249075, 55249200)
        if len(set(genome.reference(Assembly.GRCH37, "7", pos, pos + 2) or "")) == 1
    )
    left, right = (edited(genome, before, 1, "") for before in (start - 1, start + 1))
    reads = [replace(EGFR_20, length=200, edits=[edit]) for edit in (left, right)]
    (found,) = haplotypes(tmp_path, genome, T790M, left, reads)
    assert four(found) == (0, 2, 0, 0)


def test_mates_of_a_pair_span_what_lies_between_them(genome: Genome, tmp_path: Path) -> None:
    far = edited(genome, 55249160, 1, "")
    ends = (EGFR_20, replace(EGFR_20, start=55249150))
    mates = [replace(read, name="pair", edits=[T790M, far]) for read in ends]
    (found,) = haplotypes(tmp_path, genome, T790M, far, [*mates, *ends])
    assert four(found) == (0, 0, 0, 1)


def test_variants_of_one_base_are_never_together(genome: Genome, tmp_path: Path) -> None:
    other = (55249071, "C", "G")
    reads = [*[replace(EGFR_20, edits=[T790M])] * 3, *[replace(EGFR_20, edits=[other])] * 2, EGFR_20]
    (found,) = haplotypes(tmp_path, genome, T790M, other, reads)
    assert four(found) == (1, 2, 3, 0)


def test_a_fragment_with_a_third_base_shows_neither_allele(genome: Genome, tmp_path: Path) -> None:
    third = (55249071, "C", "G")
    (found,) = haplotypes(tmp_path, genome, T790M, C797S, [EGFR_20, replace(EGFR_20, edits=[third, C797S])])
    assert four(found) == (1, 0, 0, 0)


def test_variants_that_no_fragment_spans_have_no_counts(genome: Genome, tmp_path: Path) -> None:
    assert not haplotypes(tmp_path, genome, T790M, C797S, [replace(EGFR_20, length=60)])
    exon_21 = (55259524, "T", "A")
    assert not haplotypes(tmp_path, genome, T790M, exon_21, [EGFR_20])


def test_alk_is_phased_on_its_own_strand(genome: Genome, tmp_path: Path) -> None:
    (found,) = haplotypes(tmp_path, genome, G1202R, L1196M, of_each(ALK_23, G1202R, L1196M), "2")
    assert four(found) == (1, 2, 3, 4)


# --- files that cannot be used -----------------------------------------------------------------------------


def refused(file: InputFile, stated: Assembly | None = None, reference: Path | None = None) -> str:
    with (
        pytest.raises(InputError) as raised,
        open_alignments(file, stated, reference) as alignments,
    ):
        list(alignments.fetch("7", 55249000, 55249200))
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_a_missing_index_is_said_with_the_command_that_makes_it(genome: Genome, tmp_path: Path) -> None:
    assert "samtools index x.bam" in refused(write_bam(tmp_path / "x.bam", genome, [EGFR_20], index=False))


@pytest.mark.parametrize(
    ("lengths", "stated", "problem"),
    [
        ({"7": 159138663}, Assembly.GRCH38, "GRCh38 was given, but its contig chr7 has length 159138663 (GRCh37)"),
        ({"7": 158821424}, None, "NCBI36/hg18"),
        ({"7": 1234567}, None, "neither GRCh37 nor GRCh38"),
        ({"EGFR_amplicon": 2000}, None, "no human chromosome"),
    ],
)
def test_another_assembly_is_refused(
    genome: Genome, tmp_path: Path, lengths: dict[str, int], stated: Assembly | None, problem: str
) -> None:
    assert problem in refused(write_bam(tmp_path / "x.bam", genome, [], lengths=lengths), stated)


def test_what_is_no_alignment_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.bam"
    path.write_text("nothing\n")
    assert "cannot be read as alignments" in refused(InputFile(InputKind.ALIGNMENTS, path, "x.bam"))


def test_a_file_that_is_cut_short_is_refused(genome: Genome, tmp_path: Path) -> None:
    file = write_bam(tmp_path / "x.bam", genome, [EGFR_20] * 3000)
    whole = file.path.read_bytes()
    file.path.write_bytes(whole[: len(whole) // 2])
    assert "is cut short" in refused(file)


def cram(folder: Path, genome: Genome) -> tuple[InputFile, Path]:
    """A CRAM whose contig has the true length, on a FASTA that holds bases only where its reads lie."""
    end = 55249200
    known = genome.reference(Assembly.GRCH37, "7", 55249000, end) or ""
    fasta = folder / "reference.fa"
    line = 10_000
    bases = "N" * 55248999 + known + "N" * (159138663 - end)
    lines = [bases[at : at + line] for at in range(0, len(bases), line)]
    fasta.write_text(">chr7\n" + "\n".join(lines) + "\n")
    pysam.faidx(str(fasta))
    reads = [EGFR_20, replace(EGFR_20, edits=[T790M])]
    return write_bam(folder / "x.cram", genome, reads, lengths={"7": 159138663}, reference=fasta), fasta


def test_a_cram_needs_its_reference_and_says_so(genome: Genome, tmp_path: Path) -> None:
    file, fasta = cram(tmp_path, genome)
    with open_alignments(file, reference=fasta) as alignments:
        found = count_reads(alignments, [T790], [], genome, Quality(20, 20))
    assert found.codons == (CodonReads("EGFR", 790, 2, {"ACG": 1, "ATG": 1}),)
    fasta.unlink()
    assert "name that as `reference` in the config" in refused(file)
    assert "`reference` of the config is not there" in refused(file, reference=fasta)


# --- all files of a sample ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(EngineConfig())


def egfr_codons(genome: Genome, *residues: int) -> list[Codon]:
    found = []
    for residue in residues:
        first, second, third = sorted(genome.genes["EGFR"].reporting.codon_positions(residue, Assembly.GRCH37))
        found.append(Codon("EGFR", residue, "7", (first, second, third)))
    return found


def read_all(knowledge: Knowledge, *files: InputFile, variants: Sequence[SmallVariant] = ()) -> list[AlignmentReads]:
    codons = egfr_codons(knowledge.genome, 790, 792, 796)
    found, _, _ = read_alignments(Sample("s", inputs=files), variants, lambda _: codons, knowledge)
    return found


def test_reads_that_show_the_bases_of_no_such_assembly_are_refused(knowledge: Knowledge, tmp_path: Path) -> None:
    genome = knowledge.genome
    elsewhere = [edited(genome, codon.positions[0] - 1, 3, "TAG") for codon in egfr_codons(genome, 790, 792, 796)]
    single = write_bam(tmp_path / "single.bam", genome, [replace(EGFR_20, edits=elsewhere[:1])] * 20)
    assert [codon.depth for codon in read_all(knowledge, single)[0].codons] == [20, 20, 20]
    every = write_bam(tmp_path / "every.bam", genome, [replace(EGFR_20, edits=elsewhere)] * 20)
    with pytest.raises(InputError, match="its header says GRCh37, but at 3 of 3 hotspots"):
        read_all(knowledge, every)


def test_the_deepest_of_several_files_counts(knowledge: Knowledge, tmp_path: Path) -> None:
    genome = knowledge.genome
    shallow = write_bam(tmp_path / "shallow.bam", genome, [replace(EGFR_20, edits=[T790M, C797S])] * 4)
    deep = write_bam(tmp_path / "deep.bam", genome, [EGFR_20] * 9)
    both = [variant(genome, edit) for edit in (T790M, C797S)]
    found = read_all(knowledge, shallow, deep, variants=both)
    assert {codon.depth for codon in deepest_codons(found)} == {9}
    assert [four(pair) for pair in deepest_haplotypes(found)] == [(9, 0, 0, 0)]


def test_phase_is_not_asked_of_what_a_caller_filtered(knowledge: Knowledge, tmp_path: Path) -> None:
    file = write_bam(tmp_path / "x.bam", knowledge.genome, [EGFR_20])
    passed = variant(knowledge.genome, T790M)
    filtered = variant(knowledge.genome, C797S)
    filtered = replace(filtered, calls=(replace(filtered.call, filters=("weak_evidence",)),))
    assert not read_all(knowledge, file, variants=[passed, filtered])[0].haplotypes
