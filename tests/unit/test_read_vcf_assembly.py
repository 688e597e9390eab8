"""Which assembly a VCF is taken to be of, and what is refused."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from builders import Row, vcf_input, vcf_text, write_plain
from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import InputError
from ros1annot.model import Assembly, InputState
from ros1annot.read.vcf import VcfCalls, read_vcf

# ROS1 G2032R and two neighbours, EGFR L858R: exonic, so that each weighs as a clear sign
GRCH37 = (Row("6", 117638347, "C", "T"), Row("7", 55259515, "T", "G"))
GRCH38 = (Row("6", 117317184, "C", "T"), Row("7", 55191822, "T", "G"))
INTRON_37 = Row("6", 117638100, "N", "T")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sample.vcf"


def read(
    path: Path,
    genome: Genome,
    rows: Sequence[Row],
    *,
    contigs: Assembly | Mapping[str, int | None] | None = None,
    meta: Sequence[str] = (),
    stated: Assembly | None = None,
) -> VcfCalls:
    write_plain(path, vcf_text(rows, contigs=contigs, meta=meta))
    return read_vcf(vcf_input(path), genome, tumour_sample=None, assembly=stated)


@pytest.mark.parametrize(("assembly", "rows"), [(Assembly.GRCH37, GRCH37), (Assembly.GRCH38, GRCH38)])
@pytest.mark.parametrize("told_by", ["lengths", "text", "bases", "statement"])
def test_the_assembly_is_known_from_any_source(
    path: Path, genome: Genome, assembly: Assembly, rows: Sequence[Row], told_by: str
) -> None:
    name = {Assembly.GRCH37: "hs37d5.fa", Assembly.GRCH38: "Homo_sapiens_assembly38.fasta"}[assembly]
    found = read(
        path,
        genome,
        rows,
        contigs=assembly if told_by == "lengths" else None,
        meta=(f"reference=file:///refs/{name}",) if told_by == "text" else (),
        stated=assembly if told_by == "statement" else None,
    )
    assert (found.assembly, found.records, found.state) == (assembly, 2, InputState.CALLS)


def test_accessions_of_the_contigs_tell_the_assembly(path: Path, genome: Genome) -> None:
    rows = [Row("NC_000006.12", GRCH38[0].pos, "C", "T")]
    assert read(path, genome, rows, contigs={"NC_000006.12": None}).assembly is Assembly.GRCH38


def test_a_stated_assembly_that_lengths_contradict_is_refused(path: Path, genome: Genome) -> None:
    with pytest.raises(InputError, match=r"GRCh38 was given, but its contig 1 has length 249250621 \(GRCh37\)"):
        read(path, genome, GRCH37, contigs=Assembly.GRCH37, stated=Assembly.GRCH38)


@pytest.mark.parametrize("rows", [GRCH37, GRCH37[:1]])
def test_a_stated_assembly_in_which_a_driver_would_be_missed_is_refused(
    path: Path, genome: Genome, rows: Sequence[Row]
) -> None:
    with pytest.raises(InputError, match=r"GRCh38 was given, but REF of all . records in genes of GRCh37 agrees"):
        read(path, genome, rows, stated=Assembly.GRCH38)


def test_a_stated_assembly_that_only_a_name_contradicts_is_kept_where_ref_agrees(path: Path, genome: Genome) -> None:
    found = read(path, genome, GRCH38, meta=("reference=hg19.fa",), stated=Assembly.GRCH38)
    assert found.assembly is Assembly.GRCH38


def test_a_stated_assembly_that_a_name_contradicts_is_refused_where_no_ref_speaks_for_it(
    path: Path, genome: Genome
) -> None:
    with pytest.raises(InputError, match=r"GRCh38 was given, but its ##reference is hg19.fa \(GRCh37\)"):
        read(path, genome, [], meta=("reference=hg19.fa",), stated=Assembly.GRCH38)


def test_a_header_that_names_the_wrong_assembly_is_refused(path: Path, genome: Genome) -> None:
    with pytest.raises(
        InputError, match=r"##reference is hg38.fa \(GRCh38\), but REF of all 2 records in genes of GRCh37"
    ):
        read(path, genome, GRCH37, meta=("reference=hg38.fa",))


def test_lengths_of_the_wrong_assembly_are_refused_with_the_right_one(path: Path, genome: Genome) -> None:
    # a stretch that lies in EGFR on both assemblies
    bases = genome.reference(Assembly.GRCH37, "7", 55_200_000, 55_200_009) or ""
    rows = [Row("7", 55_200_000 + place, base, "<DEL>") for place, base in enumerate(bases)]
    with pytest.raises(InputError, match="all 10 agree with GRCh37"):
        read(path, genome, rows, contigs=Assembly.GRCH38)


@pytest.mark.parametrize(("shift", "cause"), [(-1, "positions look 0-based"), (1, "positions are shifted")])
def test_shifted_positions_are_named_as_the_cause(path: Path, genome: Genome, shift: int, cause: str) -> None:
    # BRAF V600 and EGFR L858: a base whose neighbours differ from it
    rows = [Row("7", 140453136 + shift, "A", "T"), Row("7", 55259515 + shift, "T", "G")]
    with pytest.raises(InputError, match=rf"REF of . of 2 records is not GRCh37's base .*{cause}"):
        read(path, genome, rows, contigs=Assembly.GRCH37)


def test_a_ref_that_fits_nowhere_is_refused_with_count_and_first_record(path: Path, genome: Genome) -> None:
    rows = [*GRCH37, Row("7", 55259515, "G", "A")]
    with pytest.raises(InputError, match=r"REF of 1 of 3 records is not GRCh37's base \(first 7:55259515 G>A\)"):
        read(path, genome, rows, contigs=Assembly.GRCH37)


@pytest.mark.parametrize(
    ("contigs", "problem"),
    [
        ({"6": 170899992}, "is of NCBI36/hg18 .* lift it over"),
        ({"chr6": 149736546}, "contig chr6 has length 149736546, which is neither GRCh37 nor GRCh38"),
        ({"6": 171115067, "7": 159345973}, "mixes assemblies"),
    ],
)
def test_other_genomes_are_refused(path: Path, genome: Genome, contigs: dict[str, int | None], problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        read(path, genome, [], contigs=contigs)


def test_hg18_named_in_the_reference_line_is_refused(path: Path, genome: Genome) -> None:
    with pytest.raises(InputError, match="lift it over"):
        read(path, genome, [], meta=("reference=/data/hg18.fasta",))


def test_an_unknown_assembly_is_fine_without_records_in_the_genes(path: Path, genome: Genome) -> None:
    found = read(path, genome, [Row("6", 5_000_000, "A", "G")])
    assert (found.assembly, found.state, found.records, found.calls) == (None, InputState.EMPTY, 0, ())


def test_records_that_do_not_tell_the_assembly_are_refused(path: Path, genome: Genome) -> None:
    with pytest.raises(InputError, match=r"do not tell the assembly.* \(sheet column `assembly`, or --assembly\)"):
        read(path, genome, [INTRON_37])
