"""Calls of DNA and of RNA that tell of one rearrangement are one fusion."""

from itertools import permutations

import pytest

from ros1annot.annotate.fusion import annotate_fusions
from ros1annot.annotate.fusion_groups import LONGEST_INTRON
from ros1annot.annotate.transcripts import Genome
from ros1annot.model import Assembly, BreakEnd, Fusion, FusionCall, FusionRole

ROS1_E34, IN_INTRON_33 = BreakEnd("ROS1", "6", 117324415, "-"), BreakEnd("ROS1", "6", 117325000, "-")
TFG, BEHIND_TFG = BreakEnd("TFG", "3", 100732672, "+"), BreakEnd("?", "3", 100740000, "+")
RNA = FusionCall(TFG, ROS1_E34, "arriba", "rna.tsv", split_reads=20)


def dna(
    five: BreakEnd = BEHIND_TFG, three: BreakEnd = IN_INTRON_33, assembly: Assembly = Assembly.GRCH38
) -> FusionCall:
    return FusionCall(five, three, "manta", "sv.vcf", split_reads=9, dna=True, assembly=assembly)


def fusions(genome: Genome, *calls: FusionCall) -> list[Fusion]:
    (found, *others) = (annotate_fusions(order, genome, None) for order in permutations(calls))
    assert all(other == found for other in others)
    return found


@pytest.mark.parametrize("name", ["?", "TFG"])
@pytest.mark.parametrize("three", [ROS1_E34, BreakEnd("ROS1", "6", 117324700, "-")])
def test_dna_without_an_exon_table_joins_the_rna_that_it_explains(genome: Genome, name: str, three: BreakEnd) -> None:
    """Also where RNA has fewer reads, and begins in a cryptic exon."""
    rna = FusionCall(TFG, three, "arriba", "rna.tsv", split_reads=2)
    (fusion,) = fusions(genome, rna, dna(BreakEnd(name, "3", 100740000, "+")))
    assert (fusion.name, fusion.role) == ("TFG::ROS1", FusionRole.DRIVER)
    assert {call.caller for call in fusion.calls} == {"arriba", "manta"}
    assert annotate_fusions(fusion.calls, genome, None) == [fusion]


@pytest.mark.parametrize(
    "call",
    [
        dna(BreakEnd("?", "3", 100700000, "+")),  # in front of the donor
        dna(BreakEnd("?", "3", 100740000, "-")),  # read the other way
        dna(BreakEnd("?", "4", 100740000, "+")),
        dna(BreakEnd("TPM3", "3", 100740000, "+")),
        dna(BreakEnd("?", "3", TFG.pos + LONGEST_INTRON + 1, "+")),  # type: ignore[operator]
        dna(three=BreakEnd("ROS1", "6", 117322000, "-")),  # intron 34
        dna(three=BreakEnd("ALK", "2", 29224000, "-")),
    ],
)
def test_dna_of_something_else_stays_a_rearrangement_of_its_own(genome: Genome, call: FusionCall) -> None:
    found = fusions(genome, RNA, call)
    assert sorted(f.role for f in found) == [FusionRole.DRIVER, FusionRole.REARRANGEMENT]


def test_the_nearest_donor_of_several_isoforms_takes_the_call(genome: Genome) -> None:
    later = FusionCall(BreakEnd("TFG", "3", 100738000, "+"), ROS1_E34, "arriba", "rna.tsv", split_reads=3)
    found = fusions(genome, RNA, later, dna())
    assert {f.five_prime.pos: len(f.calls) for f in found} == {100732672: 1, 100738000: 2}


def test_two_calls_of_dna_are_not_joined_by_nearness(genome: Genome) -> None:
    assert len(fusions(genome, dna(), dna(BreakEnd("?", "3", 100745000, "+")))) == 2


def test_a_kinase_that_is_5_prime_is_joined_too(genome: Genome) -> None:
    fgfr3 = genome.genes["FGFR3"].reporting.layout(Assembly.GRCH38)
    donor = fgfr3.exon(17).last
    rna = FusionCall(BreakEnd("FGFR3", "4", donor, "+"), BreakEnd("TACC3", "4", 1739702, "+"), "arriba", "rna.tsv")
    cut = BreakEnd("FGFR3", "4", donor + 30, "+")
    (fusion,) = fusions(genome, rna, dna(cut, BreakEnd("?", "4", 1739000, "+")))
    assert (fusion.name, len(fusion.calls)) == ("FGFR3::TACC3", 2)
