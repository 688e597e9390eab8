"""Neighbours in one codon whose phase is not known: told as a possibility, never joined."""

from dataclasses import replace

from ros1annot.annotate.codon import joint_readings
from ros1annot.annotate.small import annotate
from ros1annot.annotate.transcripts import Genome
from ros1annot.model import AlleleCall, Assembly, Phase, SmallVariant

A37 = Assembly.GRCH37


def alk(genome: Genome, pos: int, alt: str, phase: Phase | None = None, source: str = "a.vcf") -> SmallVariant:
    """ALK codon 1202 lies at 29443613, 29443612 and 29443611 (minus strand, GGA)."""
    ref = genome.reference(A37, "2", pos, pos)
    variant = annotate(AlleleCall("2", pos, ref, alt, phase=phase, source=source), genome, A37)
    assert variant is not None
    return variant


def names(genome: Genome, *variants: SmallVariant) -> list[tuple[list[str], str]]:
    return [([v.name.short for v in r.variants], r.name) for r in joint_readings(variants, genome)]


def test_two_substitutions_of_a_codon_are_told_with_what_they_would_read_together(genome):
    pair = alk(genome, 29443613, "T"), alk(genome, 29443612, "A")
    assert names(genome, *pair) == [(["G1202R", "G1202V"], "G1202I")]


def test_a_synonymous_neighbour_counts_where_the_codon_would_change(genome):
    pair = alk(genome, 29443613, "A"), alk(genome, 29443611, "A")
    assert names(genome, *pair) == [(["G1202*", "G1202="], "G1202C")]


def test_two_substitutions_of_one_base_cannot_sit_together(genome):
    assert not names(genome, alk(genome, 29443613, "T"), alk(genome, 29443613, "G"))


def test_three_substitutions_at_two_bases_are_told_as_the_pairs_that_can_be(genome):
    three = alk(genome, 29443613, "T"), alk(genome, 29443613, "G"), alk(genome, 29443612, "A")
    assert [found for found, _ in names(genome, *three)] == [["G1202R", "G1202V"], ["G1202R", "G1202V"]]


def test_different_haplotypes_of_a_phase_set_are_no_possibility(genome):
    pair = alk(genome, 29443613, "T", Phase("1", 0)), alk(genome, 29443612, "A", Phase("1", 1))
    assert not names(genome, *pair)


def test_phase_sets_of_two_files_say_nothing_of_each_other(genome):
    one = alk(genome, 29443613, "T", Phase("1", 0))
    other = alk(genome, 29443612, "A", Phase("1", 1), source="b.vcf")
    assert names(genome, one, other)


def test_neighbours_in_two_codons_and_two_assemblies_are_left_alone(genome):
    one, behind = alk(genome, 29443613, "T"), alk(genome, 29443610, "T")
    assert not names(genome, one, behind)
    assert not names(genome, one, replace(alk(genome, 29443612, "A"), assembly=Assembly.GRCH38))
