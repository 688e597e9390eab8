"""Calls in no order, with genes at each other's places, or without a place at all."""

from dataclasses import replace

import pytest

from ros1annot.annotate.fusion import annotate_fusions
from ros1annot.annotate.transcripts import Genome
from ros1annot.model import Assembly, BreakEnd, Frame, Fusion, FusionCall, FusionRole

CCDC6 = BreakEnd("CCDC6", "10", 59906122)
RET_E12 = BreakEnd("RET", "10", 43116584)
EML4_E6B = BreakEnd("EML4", "2", 42264951)
ALK_E20 = BreakEnd("ALK", "2", 29223528)
ALK_E11 = BreakEnd("ALK", "2", 29275099)
PTPN3 = BreakEnd("PTPN3", "9", 109457399)
UNORDERED = FusionCall(CCDC6, RET_E12, "test", "calls.tsv", ordered=False)
UNPLACED = FusionCall(BreakEnd("CD74"), BreakEnd("ROS1"), "test", "calls.tsv")


def only(genome: Genome, *calls: FusionCall) -> Fusion:
    (fusion,) = annotate_fusions(calls, genome, Assembly.GRCH38)
    return fusion


@pytest.mark.parametrize(
    ("one", "other", "name", "role"),
    [
        (CCDC6, RET_E12, "CCDC6::RET", FusionRole.DRIVER),
        (EML4_E6B, ALK_E20, "EML4::ALK", FusionRole.DRIVER),
        (ALK_E11, PTPN3, "ALK::PTPN3", FusionRole.RECIPROCAL),
    ],
    ids=["partner without a table", "partner cut in a cryptic exon", "kinase cut at a donor"],
)
def test_splice_site_of_the_kinase_tells_the_order(
    genome: Genome, one: BreakEnd, other: BreakEnd, name: str, role: FusionRole
) -> None:
    for ends in ((one, other), (other, one)):
        fusion = only(genome, replace(UNORDERED, five_prime=ends[0], three_prime=ends[1]))
        assert (fusion.name, fusion.role) == (name, role)


def test_breakpoint_off_the_splice_sites_tells_no_order(genome: Genome) -> None:
    call = replace(UNORDERED, three_prime=replace(RET_E12, pos=43115000))
    assert only(genome, call).role is FusionRole.REARRANGEMENT


def test_genes_written_at_each_others_places_are_set_right(genome: Genome) -> None:
    crossed = replace(UNORDERED, five_prime=replace(RET_E12, gene="CCDC6"), three_prime=replace(CCDC6, gene="RET"))
    fusion = only(genome, crossed)
    assert (fusion.name, fusion.three_prime.exon, fusion.role) == ("CCDC6::RET", 12, FusionRole.DRIVER)


def test_genes_of_an_ordered_call_stay_where_they_are(genome: Genome) -> None:
    crossed = FusionCall(replace(RET_E12, gene="CCDC6"), replace(CCDC6, gene="RET"), "test", "calls.tsv")
    assert only(genome, crossed).role is FusionRole.REARRANGEMENT


def test_driver_without_a_place_is_one_by_its_callers_word(genome: Genome) -> None:
    fusion = only(genome, replace(UNPLACED, frame=Frame.IN_FRAME))
    assert (fusion.name, fusion.role, fusion.in_frame) == ("CD74::ROS1", FusionRole.DRIVER, True)
    assert (fusion.kinase_kept, fusion.five_prime.pos, fusion.three_prime.exon) == (None, None, None)


@pytest.mark.parametrize(
    ("call", "role"),
    [
        (replace(UNPLACED, ordered=False), FusionRole.REARRANGEMENT),
        (replace(UNPLACED, frame=Frame.OUT_OF_FRAME), FusionRole.OUT_OF_FRAME),
        (replace(UNPLACED, five_prime=BreakEnd("ROS1"), three_prime=BreakEnd("CD74")), FusionRole.RECIPROCAL),
        # Whether FGFR3 keeps its kinase domain cannot be known.
        (replace(UNPLACED, five_prime=BreakEnd("FGFR3"), three_prime=BreakEnd("TACC3")), FusionRole.REARRANGEMENT),
        (replace(UNPLACED, five_prime=BreakEnd("?")), FusionRole.REARRANGEMENT),
    ],
)
def test_call_without_a_place_that_is_no_driver(genome: Genome, call: FusionCall, role: FusionRole) -> None:
    assert only(genome, call).role is role


def test_call_without_a_place_joins_the_best_isoform(genome: Genome) -> None:
    cd74 = BreakEnd("CD74", "5", 150404680)
    e34, e32 = (BreakEnd("ROS1", "6", pos) for pos in (117324415, 117329446))
    calls = [
        replace(UNPLACED, five_prime=cd74, three_prime=e32, split_reads=2),
        replace(UNPLACED, five_prime=cd74, three_prime=e34, split_reads=20),
        replace(UNPLACED, caller="pizzly"),
    ]
    fusions = annotate_fusions(calls, genome, Assembly.GRCH38)
    assert [(f.three_prime.exon, len(f.calls)) for f in fusions] == [(32, 1), (34, 2)]
    assert annotate_fusions(calls[::-1], genome, Assembly.GRCH38) == fusions


def test_side_without_a_place_leaves_the_other_its_exon(genome: Genome) -> None:
    half = replace(UNPLACED, three_prime=BreakEnd("ROS1", "6", 117324415))
    fusion = only(genome, half)
    assert (fusion.five_prime.exon, fusion.three_prime.exon, fusion.kinase_kept) == (None, 34, True)
