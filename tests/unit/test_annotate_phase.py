from dataclasses import replace

from ros1annot.annotate.phase import join_phased, parents
from ros1annot.annotate.small import annotate, annotate_joined
from ros1annot.annotate.transcripts import Genome
from ros1annot.model import AlleleCall, Assembly, Consequence, Phase, Support

A37 = Assembly.GRCH37
CIS = Phase("55249071", 1)


def egfr(genome: Genome, pos: int, removed: int, new: str, phase: Phase | None = CIS) -> AlleleCall:
    """A call in EGFR (GRCh37): ``removed`` bases from ``pos`` on replaced, with an anchor base before them."""
    ref = genome.reference(A37, "7", pos - 1, pos - 1 + removed)
    return AlleleCall("7", pos - 1, ref, ref[0] + new, phase=phase)


def sizes(genome: Genome, *calls: AlleleCall) -> list[int]:
    return [len(group) for group in join_phased(calls, genome, A37)]


def test_two_bases_of_one_codon_are_one_substitution(genome):
    calls = egfr(genome, 55259514, 1, "A"), egfr(genome, 55259515, 1, "G")
    (group,) = join_phased(calls, genome, A37)
    variant = annotate_joined(group, genome, A37)
    whole = annotate(AlleleCall("7", 55259514, "CT", "AG"), genome, A37)
    assert (variant.pos, variant.ref, variant.alt, variant.name) == (whole.pos, whole.ref, whole.alt, whole.name)


def test_the_outer_bases_of_a_codon_are_joined_over_the_middle_one(genome):
    calls = egfr(genome, 55259514, 1, "A"), egfr(genome, 55259516, 1, "A")
    (group,) = join_phased(calls, genome, A37)
    assert annotate_joined(group, genome, A37).name.hgvs_c == "c.2572_2574delinsATA"


def test_calls_without_phase_are_never_joined(genome):
    assert sizes(genome, egfr(genome, 55259514, 1, "A", None), egfr(genome, 55259515, 1, "G", None)) == [1, 1]


def test_phased_neighbours_whose_set_has_no_name_are_joined(genome):
    calls = (egfr(genome, 55259514, 1, "A", Phase("", 1)), egfr(genome, 55259515, 1, "G", Phase("", 1)))
    assert sizes(genome, *calls) == [2]
    assert sizes(genome, calls[0], replace(calls[1], phase=Phase("", 0))) == [1, 1]


def test_trans_and_other_phase_sets_are_never_joined(genome):
    one = egfr(genome, 55259514, 1, "A")
    assert sizes(genome, one, egfr(genome, 55259515, 1, "G", Phase("55249071", 2))) == [1, 1]
    assert sizes(genome, one, egfr(genome, 55259515, 1, "G", Phase("1", 1))) == [1, 1]


def test_calls_of_two_files_are_never_joined(genome):
    one, other = egfr(genome, 55259514, 1, "A"), egfr(genome, 55259515, 1, "G")
    assert sizes(genome, replace(one, source="a.vcf"), replace(other, source="b.vcf")) == [1, 1]


def test_a_filtered_call_does_not_rename_one_that_passed(genome):
    one, other = egfr(genome, 55259514, 1, "A"), egfr(genome, 55259515, 1, "G")
    assert sizes(genome, one, replace(other, filters=("strand_bias",))) == [1, 1]


def test_an_allele_that_the_sample_does_not_carry_is_not_joined(genome):
    one, other = egfr(genome, 55259514, 1, "A"), egfr(genome, 55259515, 1, "G")
    assert sizes(genome, one, replace(other, present=False)) == [1, 1]


def test_calls_with_no_base_between_them_are_one_delins(genome):
    """L747_A750delinsP, of which the deletion ends with codon 749 and the new base is the next one."""
    calls = egfr(genome, 55242469, 9, ""), egfr(genome, 55242478, 1, "C")
    (group,) = join_phased(calls, genome, A37)
    assert annotate_joined(group, genome, A37).name.hgvs_c == "c.2239_2248delinsC"
    assert annotate_joined(group, genome, A37).name.short == "L747_A750delinsP"
    over_the_codon = egfr(genome, 55259516, 1, "C"), egfr(genome, 55259517, 1, "A")
    (group,) = join_phased(over_the_codon, genome, A37)
    assert annotate_joined(group, genome, A37).name.hgvs_c == "c.2574_2575delinsCA"


def test_a_deletion_behind_a_replaced_base_is_joined_with_it(genome):
    """Bases 2240 to 2254 go, and 2239 is replaced: trimmed at its end, the deletion would take 2239 itself."""
    calls = egfr(genome, 55242469, 1, "G"), egfr(genome, 55242470, 15, "")
    (group,) = join_phased(calls, genome, A37)
    assert annotate_joined(group, genome, A37).name.hgvs_c == "c.2239_2254delinsG"


def test_cis_in_different_codons_stay_two_variants(genome):
    groups = join_phased((egfr(genome, 55249071, 1, "T"), egfr(genome, 55249091, 1, "A")), genome, A37)
    assert [annotate_joined(group, genome, A37).name.short for group in groups] == ["T790M", "C797S"]


def test_two_frame_shifts_that_restore_the_frame_are_one_in_frame_change(genome):
    """Two bases lost in codon 746 and one in codon 750: the codons between are read in another frame."""
    calls = egfr(genome, 55242468, 2, ""), egfr(genome, 55242478, 1, "")
    assert [annotate(call, genome, A37).consequence for call in calls] == [Consequence.FRAMESHIFT] * 2
    (group,) = join_phased(calls, genome, A37)
    variant = annotate_joined(group, genome, A37)
    assert variant.name.short == "E746_A750delinsDKRT"


def test_neighbouring_deletions_are_one_deletion(genome):
    calls = egfr(genome, 55242472, 1, ""), egfr(genome, 55242473, 2, "")
    (group,) = join_phased(calls, genome, A37)
    whole = egfr(genome, 55242472, 3, "")
    assert annotate_joined(group, genome, A37).name == annotate(whole, genome, A37).name


def test_calls_that_undo_each_other_are_kept_apart(genome):
    lost = genome.reference(A37, "7", 55242472, 55242472)
    assert sizes(genome, egfr(genome, 55242472, 1, ""), egfr(genome, 55242473, 0, lost)) == [1, 1]


def test_what_lies_between_two_frame_shifts_is_read_with_them(genome):
    calls = egfr(genome, 55242470, 1, ""), egfr(genome, 55242480, 1, "T"), egfr(genome, 55242490, 2, "")
    assert sizes(genome, *calls) == [3]


def test_a_frame_that_stays_broken_is_not_joined(genome):
    assert sizes(genome, egfr(genome, 55242470, 1, ""), egfr(genome, 55242490, 1, "")) == [1, 1]


def test_frame_shifts_of_two_exons_are_not_joined(genome):
    assert sizes(genome, egfr(genome, 55242470, 1, ""), egfr(genome, 55249071, 2, "")) == [1, 1]


def test_calls_that_change_the_same_base_stay_apart(genome):
    assert sizes(genome, egfr(genome, 55259514, 1, "A"), egfr(genome, 55259514, 1, "G")) == [1, 1]


def test_groups_keep_the_order_of_the_calls(genome):
    alone = AlleleCall("7", 55249071, "C", "T")
    one, other = egfr(genome, 55259514, 1, "A"), egfr(genome, 55259515, 1, "G")
    assert join_phased((other, alone, one), genome, A37) == [(other, one), (alone,)]


def test_symbolic_alleles_are_left_alone(genome):
    symbolic = AlleleCall("7", 55259514, "C", "<DEL>", phase=CIS)
    assert sizes(genome, symbolic, egfr(genome, 55259515, 1, "G")) == [1, 1]


def counted(call: AlleleCall, vaf: float, depth: int | None = 1000) -> AlleleCall:
    return replace(call, support=Support(vaf, "FORMAT/AF", round(vaf * (depth or 0)), depth))


def test_calls_that_clearly_more_molecules_carry_are_a_parent_clone(genome):
    one, other = egfr(genome, 55259514, 1, "A"), egfr(genome, 55259515, 1, "G")
    common, rare = counted(one, 0.3), counted(other, 0.02)
    assert parents((common, rare)) == parents((rare, common)) == (common,)


def test_fractions_that_may_be_the_same_show_no_parent_clone(genome):
    one, other = egfr(genome, 55259514, 1, "A"), egfr(genome, 55259515, 1, "G")
    assert parents((counted(one, 0.3), counted(other, 0.26))) == ()
    assert parents((counted(one, 0.3, 10**6), counted(other, 0.28, 10**6))) == ()
    assert parents((counted(one, 0.9, 10), counted(other, 0.5, 10))) == ()
    assert parents((counted(one, 0.3, None), counted(other, 0.02, None))) == ()
    assert parents((one, other)) == ()
