"""Alleles that VCF does not have, and the lines of a genome VCF that tell of the reference only."""

from pathlib import Path

import pytest

from builders import Row, vcf_input, vcf_text, write_plain
from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import InputError
from ros1annot.model import Assembly, InputState
from ros1annot.read.vcf import VcfCalls, read_vcf

L858R = Row("7", 55259515, "T", "G")


def read(folder: Path, genome: Genome, *rows: Row, contigs: Assembly | None = Assembly.GRCH37) -> VcfCalls:
    path = write_plain(folder / "x.vcf", vcf_text(rows, contigs=contigs))
    return read_vcf(vcf_input(path), genome, tumour_sample=None, assembly=None)


@pytest.mark.parametrize(
    ("ref", "alt"),
    [("T", "K"), ("K", "G"), ("TN", "TG"), ("TG", "-"), ("-", "T"), ("T", "TN"), ("T", "G/C"), ("T", "DEL")],
)
def test_an_allele_that_vcf_does_not_have_is_refused_lest_it_hides_a_variant(
    tmp_path: Path, genome: Genome, ref: str, alt: str
) -> None:
    with pytest.raises(InputError, match="neither bases") as raised:
        read(tmp_path, genome, L858R, Row("7", 55259515, ref, alt))
    assert f"7:55259515 {ref}>{alt}" in str(raised.value)


def test_an_empty_alt_is_refused_with_its_line(tmp_path: Path, genome: Genome) -> None:
    with pytest.raises(InputError, match=r"line \d+: has an empty ALT"):
        read(tmp_path, genome, Row("7", 55259515, "T", ""))


@pytest.mark.parametrize(
    "alt",
    [
        "N",
        "X",
        "T<contig1>",
        "*",
        "<DEL>",
        "<NON_REF>",
        "<INS:ME:ALU>",
        "T]6:117645578]",
        "[6:117645578[T",
        "T.",
        ".T",
        ".",
    ],
)
def test_what_vcf_has_beside_bases_is_read_and_gives_no_small_variant(tmp_path: Path, genome: Genome, alt: str) -> None:
    found = read(tmp_path, genome, Row("7", 55259515, "T", alt))
    assert (found.records, found.calls) == (1, ())


def test_an_odd_allele_outside_the_genes_is_no_matter(tmp_path: Path, genome: Genome) -> None:
    assert len(read(tmp_path, genome, Row("7", 1_000_000, "T", "K"), L858R).calls) == 1


def reference_rows(genome: Genome, first: int, count: int, alt: str) -> list[Row]:
    bases = genome.reference(Assembly.GRCH37, "7", first, first + count - 1) or ""
    return [Row("7", first + place, base, alt, ({"GT": "0/0", "DP": "50"},)) for place, base in enumerate(bases)]


@pytest.mark.parametrize("alt", [".", "<NON_REF>", "<*>"])
def test_every_row_of_a_genome_vcf_is_counted_and_its_variants_are_found(
    tmp_path: Path, genome: Genome, alt: str
) -> None:
    rows = reference_rows(genome, 55259000, 515, alt)
    found = read(tmp_path, genome, *rows, L858R, *reference_rows(genome, 55259516, 10, alt))
    assert (found.records, [call.pos for call in found.calls]) == (526, [55259515])


def test_rows_without_a_variant_tell_the_assembly(tmp_path: Path, genome: Genome) -> None:
    found = read(tmp_path, genome, *reference_rows(genome, 55259000, 400, "."), contigs=None)
    assert (found.assembly, found.records, found.state) == (Assembly.GRCH37, 400, InputState.CALLS)


def test_rows_without_a_variant_contradict_a_wrong_header(tmp_path: Path, genome: Genome) -> None:
    with pytest.raises(InputError, match="is not GRCh38"):
        read(tmp_path, genome, *reference_rows(genome, 55150000, 400, "."), contigs=Assembly.GRCH38)
