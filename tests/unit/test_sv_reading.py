"""Structural-variant files to fusions: genes, order, frame and role from breakpoints of DNA."""

from pathlib import Path

import pytest

from ros1annot.annotate.fusion import annotate_fusions
from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import InputError, UsageError
from ros1annot.model import Assembly, BreakEnd, Fusion, FusionCall, FusionRole, InputFile, InputKind, InputState
from ros1annot.read.sv import SvCalls, read_sv
from sv_files import Cut, kept_as_five, kept_as_three, mates, record, sv_file, symbolic

# Introns: CD74 6, EML4 6 and 13, GOPC 8, ROS1 33 and 34, ALK 19 (GRCh38, inside the introns of STRUCTURE.md).
CD74, ROS1 = kept_as_five("5", 150404500, "-"), kept_as_three("6", 117325000, "-")
EML4, ALK = kept_as_five("2", 42300000, "+"), kept_as_three("2", 29224500, "-")
GOPC, ROS1_35 = kept_as_five("6", 117566000, "-"), kept_as_three("6", 117322500, "-")


def read(file: InputFile, genome: Genome) -> SvCalls:
    return read_sv(file, genome, tumour_sample=None, assembly=None)


def fusions(file: InputFile, genome: Genome) -> list[Fusion]:
    return annotate_fusions(read(file, genome).calls, genome, None)


def test_breakends_between_introns_are_the_fusion_of_the_exons_around_them(tmp_path: Path, genome: Genome) -> None:
    (found,) = fusions(sv_file(tmp_path, mates(CD74, ROS1)), genome)
    assert (found.name, found.five_prime.exon, found.three_prime.exon) == ("CD74::ROS1", 6, 34)
    assert (found.role, found.in_frame, found.frame_source) == (FusionRole.DRIVER, True, "exon phases")
    assert (found.split_reads, found.discordant_pairs, len(found.calls)) == (9, 4, 1)
    assert found.kinase_kept


def test_the_order_in_the_file_does_not_matter(tmp_path: Path, genome: Genome) -> None:
    one, other = mates(CD74, ROS1)
    assert fusions(sv_file(tmp_path, [other, one]), genome)[0].name == "CD74::ROS1"


def test_an_inversion_is_eml4_alk_and_its_reciprocal(tmp_path: Path, genome: Genome) -> None:
    whole = record(Cut("2", 29224500, below=True), "<INV>", "SVTYPE=INV;END=42300000", "PR:SR\t20,4:30,9", "i")
    found = {fusion.name: fusion for fusion in fusions(sv_file(tmp_path, [whole]), genome)}
    assert found["EML4::ALK"].role is FusionRole.DRIVER
    assert (found["EML4::ALK"].five_prime.exon, found["EML4::ALK"].three_prime.exon) == (13, 20)
    assert found["ALK::EML4"].role is FusionRole.RECIPROCAL


def test_a_deletion_is_gopc_ros1(tmp_path: Path, genome: Genome) -> None:
    (found,) = fusions(sv_file(tmp_path, [symbolic(GOPC, ROS1_35)]), genome)
    assert (found.name, found.five_prime.exon, found.three_prime.exon) == ("GOPC::ROS1", 8, 35)
    assert found.role is FusionRole.DRIVER


def test_exons_that_do_not_fit_are_a_rearrangement_to_be_confirmed(tmp_path: Path, genome: Genome) -> None:
    out_of_frame = kept_as_three("6", 117327500, "-")
    (found,) = fusions(sv_file(tmp_path, mates(CD74, out_of_frame)), genome)
    assert (found.three_prime.exon, found.in_frame, found.role) == (33, False, FusionRole.REARRANGEMENT)


def test_a_breakpoint_inside_an_exon_leaves_the_frame_open(tmp_path: Path, genome: Genome) -> None:
    inside = kept_as_three("6", 117324380, "-")
    (found,) = fusions(sv_file(tmp_path, mates(CD74, inside)), genome)
    assert (found.in_frame, found.role) == (None, FusionRole.REARRANGEMENT)


@pytest.mark.parametrize(
    ("info", "role"),
    [
        ("IMPRECISE;CIPOS=-100,100", FusionRole.DRIVER),
        ("IMPRECISE;CIPOS=-20,600", FusionRole.REARRANGEMENT),
        ("IMPRECISE;CIPOS=-20,20;CIEND=-700,10", FusionRole.REARRANGEMENT),
        ("CIPOS=-20,600", FusionRole.DRIVER),
        ("IMPRECISE;CIPOS=.", FusionRole.DRIVER),
    ],
)
def test_a_breakpoint_known_so_roughly_that_it_may_lie_beside_an_exon_is_to_be_confirmed(
    tmp_path: Path, genome: Genome, info: str, role: FusionRole
) -> None:
    """Exon 34 of ROS1 begins 585 bases from the breakpoint in intron 33."""
    assert [fusion.role for fusion in fusions(sv_file(tmp_path, mates(CD74, ROS1, info)), genome)] == [role]


def test_genes_in_opposite_sense_are_a_rearrangement(tmp_path: Path, genome: Genome) -> None:
    (found,) = fusions(sv_file(tmp_path, mates(CD74, kept_as_five("6", 117325000, "-"))), genome)
    assert found.role is FusionRole.REARRANGEMENT


def test_a_kinase_cut_in_its_domain_is_lost(tmp_path: Path, genome: Genome) -> None:
    (found,) = fusions(sv_file(tmp_path, mates(CD74, kept_as_three("6", 117311500, "-"))), genome)
    assert (found.role, found.kinase_kept) == (FusionRole.KINASE_LOST, False)


def test_an_unknown_place_keeps_the_kinase_as_a_rearrangement(tmp_path: Path, genome: Genome) -> None:
    nowhere = kept_as_five("4", 1_000_000, "+")
    (found,) = fusions(sv_file(tmp_path, mates(nowhere, ROS1)), genome)
    assert (found.name, found.role) == ("?::ROS1", FusionRole.REARRANGEMENT)


def test_a_single_record_at_an_unknown_place_still_tells_the_kinase(tmp_path: Path, genome: Genome) -> None:
    nowhere = kept_as_five("4", 1_000_000, "+")
    (found,) = fusions(sv_file(tmp_path, mates(nowhere, ROS1)[:1]), genome)
    assert found.kinase == "ROS1"


def test_an_event_within_one_intron_is_none(tmp_path: Path, genome: Genome) -> None:
    inside = symbolic(Cut("2", 29224000, below=True), Cut("2", 29224800, below=False))
    found = read(sv_file(tmp_path, [inside]), genome)
    assert (found.records, found.calls) == (1, ())


def test_dna_and_rna_of_one_junction_are_one_fusion(tmp_path: Path, genome: Genome) -> None:
    dna = read(sv_file(tmp_path, mates(CD74, ROS1)), genome).calls
    ends = BreakEnd("CD74", "5", 150404680, "-"), BreakEnd("ROS1", "6", 117324415, "-")
    rna = FusionCall(*ends, "arriba", "f.tsv", split_reads=3)
    (found,) = annotate_fusions([*dna, rna], genome, None)
    assert [call.caller for call in found.calls] == ["arriba", "manta"]
    assert found.role is FusionRole.DRIVER


def test_rna_settles_the_frame_that_dna_leaves_open(tmp_path: Path, genome: Genome) -> None:
    inside = read(sv_file(tmp_path, mates(CD74, kept_as_three("6", 117324380, "-"))), genome).calls
    ends = BreakEnd("CD74", "5", 150404680, "-"), BreakEnd("ROS1", "6", 117324415, "-")
    (found,) = annotate_fusions([*inside, FusionCall(*ends, "arriba", "f.tsv")], genome, None)
    assert (found.role, len(found.calls)) == (FusionRole.DRIVER, 2)


def test_filters_of_the_caller_are_kept(tmp_path: Path, genome: Genome) -> None:
    filtered = [line.replace("PASS", "LowQual;MinSomaticScore") for line in mates(CD74, ROS1)]
    assert read(sv_file(tmp_path, filtered), genome).calls[0].filters == ("LowQual", "MinSomaticScore")


def test_a_file_without_a_hit_is_empty(tmp_path: Path, genome: Genome) -> None:
    far = mates(Cut("4", 1_000_000, below=True), Cut("7", 1_000_000, below=False))
    found = read(sv_file(tmp_path, far), genome)
    assert (found.state, found.assembly, found.caller) == (InputState.EMPTY, Assembly.GRCH38, "manta")


def test_the_stated_assembly_has_to_be_the_files(tmp_path: Path, genome: Genome) -> None:
    file = sv_file(tmp_path, mates(CD74, ROS1))
    with pytest.raises(InputError, match="has length 242193529"):
        read_sv(file, genome, tumour_sample=None, assembly=Assembly.GRCH37)


def test_fusions_of_rna_belong_into_another_column(tmp_path: Path, genome: Genome) -> None:
    rna = mates(CD74, ROS1, info="GENE5=CD74;GENE3=ROS1")
    with pytest.raises(InputError, match="`fusions` column"):
        read(sv_file(tmp_path, rna), genome)


def test_an_unknown_caller_is_refused_with_the_known_ones(tmp_path: Path, genome: Genome) -> None:
    path = sv_file(tmp_path, []).path
    with pytest.raises(UsageError, match="manta"):
        read(InputFile(InputKind.SV, path, "sv.vcf", "nobody"), genome)


def test_a_cut_off_line_names_its_number(tmp_path: Path, genome: Genome) -> None:
    file = sv_file(tmp_path, ["2\t100\tx\tN\t<DEL>\t.\tPASS\tEND=5"])
    with pytest.raises(InputError, match="line 9: has 8 columns"):
        read(file, genome)
