import pytest

from ros1annot.annotate.reference import ReferenceMismatchError, reverse_complement
from ros1annot.annotate.small import annotate, annotate_joined
from ros1annot.annotate.transcripts import Genome
from ros1annot.model import AlleleCall, Assembly, Consequence, SmallVariant

A37, A38 = Assembly.GRCH37, Assembly.GRCH38


def bases(genome: Genome, chrom: str, start: int, end: int) -> str:
    found = genome.reference(A37, chrom, start, end)
    assert found is not None
    return found


def substitution(genome: Genome, symbol: str, base: int, offset: int, alt: str) -> SmallVariant:
    """One base replaced: CDS base, distance into the intron, new base on the transcript's strand (GRCh37)."""
    layout = genome.genes[symbol].reporting.layout(A37)
    forward = layout.strand == "+"
    pos = layout.position(base) + (offset if forward else -offset)
    new = alt if forward else reverse_complement(alt)
    variant = annotate(AlleleCall(layout.chrom, pos, bases(genome, layout.chrom, pos, pos), new), genome, A37)
    assert variant is not None
    return variant


def deletion(genome: Genome, chrom: str, start: int, end: int) -> SmallVariant:
    """The plus-strand bases ``start`` to ``end`` removed (GRCh37)."""
    anchor = bases(genome, chrom, start - 1, start - 1)
    ref = bases(genome, chrom, start - 1, end)
    variant = annotate(AlleleCall(chrom, start - 1, ref, anchor), genome, A37)
    assert variant is not None
    return variant


def insertion(genome: Genome, chrom: str, after: int, new: str) -> SmallVariant:
    anchor = bases(genome, chrom, after, after)
    variant = annotate(AlleleCall(chrom, after, anchor, anchor + new), genome, A37)
    assert variant is not None
    return variant


@pytest.mark.parametrize(
    ("assembly", "call", "names", "consequence"),
    [
        (
            A37, ("6", 117638347, "C", "T"),
            ("ROS1", "c.6094G>A", "p.(Gly2032Arg)", "G2032R"), "missense_variant",
        ),
        (
            A38, ("6", 117317184, "C", "T"),
            ("ROS1", "c.6094G>A", "p.(Gly2032Arg)", "G2032R"), "missense_variant",
        ),
        (
            A37, ("2", 29443613, "C", "T"),
            ("ALK", "c.3604G>A", "p.(Gly1202Arg)", "G1202R"), "missense_variant",
        ),
        (
            A37, ("7", 55249071, "C", "T"),
            ("EGFR", "c.2369C>T", "p.(Thr790Met)", "T790M"), "missense_variant",
        ),
        (
            A38, ("4", 54733155, "A", "T"),
            ("KIT", "c.2447A>T", "p.(Asp816Val)", "D816V"), "missense_variant",
        ),
        (
            A37, ("7", 55242464, "AGGAATTAAGAGAAGC", "A"),
            ("EGFR", "c.2235_2249del", "p.(Glu746_Ala750del)", "E746_A750del"), "inframe_deletion",
        ),
        (
            A37, ("7", 55242469, "TTAAGAGAAGCAACATCTC", "T"),
            ("EGFR", "c.2240_2257del", "p.(Leu747_Pro753delinsSer)", "L747_P753delinsS"), "inframe_deletion",
        ),
        (
            A37, ("7", 55248998, "A", "ATGGCCAGCG"),
            ("EGFR", "c.2300_2308dup", "p.(Ala767_Val769dup)", "A767_V769dup"), "inframe_insertion",
        ),
        (
            A37, ("7", 55249012, "C", "CGGCACA"),
            ("EGFR", "c.2310_2311insGGCACA", "p.(Asp770_Asn771insGlyThr)", "D770_N771insGT"), "inframe_insertion",
        ),
        (
            A37, ("2", 29443611, "TC", "T"),
            ("ALK", "c.3605del", "p.(Gly1202GlufsTer56)", "G1202Efs*56"), "frameshift_variant",
        ),
        (
            A37, ("2", 29443592, "G", "A"),
            ("ALK", "c.3625C>T", "p.(Arg1209Ter)", "R1209*"), "stop_gained",
        ),
    ],
)  # fmt: skip
def test_known_variants_have_their_known_names(genome, assembly, call, names, consequence):
    variant = annotate(AlleleCall(*call), genome, assembly)
    name = variant.name
    assert (variant.gene, name.hgvs_c, name.hgvs_p, name.short) == names
    assert variant.consequence == consequence


def test_ros1_has_the_mane_name_beside_the_literature_s(genome):
    variant = annotate(AlleleCall("6", 117638347, "C", "T"), genome, A37)
    assert (variant.name.transcript, variant.name.short, variant.name.exon) == ("NM_002944.3", "G2032R", 38)
    assert (variant.mane.transcript, variant.mane.short, variant.mane.exon) == ("NM_001378902.1", "G2026R", 39)


def test_no_second_name_where_mane_is_the_reporting_transcript(genome):
    assert annotate(AlleleCall("7", 55249071, "C", "T"), genome, A37).mane is None


@pytest.mark.parametrize(
    ("offset", "name", "consequence", "skips"),
    [
        (0, "D1010N", "missense_variant", 14),
        (1, "c.3028+1G>A", "splice_donor_variant", 14),
        (2, "c.3028+2T>A", "splice_donor_variant", 14),
        (3, "c.3028+3A>T", "splice_region_variant", None),
        (8, "c.3028+8T>A", "splice_region_variant", None),
        (9, "c.3028+9C>A", "intron_variant", None),
    ],
)
def test_met_exon_14_is_skipped_by_its_donor_and_its_last_base(genome, offset, name, consequence, skips):
    alt = "T" if name.endswith("T") else "A"
    variant = substitution(genome, "MET", 3028, offset, alt)
    assert (variant.name.short, variant.consequence, variant.skips_exon) == (name, consequence, skips)


def test_the_acceptor_counts_from_the_exon_behind_it(genome):
    variant = substitution(genome, "MET", 2888, -1, "A")
    assert (variant.name.hgvs_c, variant.name.hgvs_p, variant.skips_exon) == ("c.2888-1G>A", "p.?", 14)
    assert variant.consequence is Consequence.SPLICE_ACCEPTOR
    assert variant.name.exon == 14


@pytest.mark.parametrize("symbol", ["EGFR", "KIT"])
def test_the_last_base_of_other_exons_skips_nothing(genome, symbol):
    exon = genome.genes[symbol].reporting.layout(A37).exon(10)
    old = genome.genes[symbol].reporting.cds[exon.c_end - 1]
    variant = substitution(genome, symbol, exon.c_end, 0, "A" if old != "A" else "C")
    assert variant.skips_exon is None


@pytest.mark.parametrize(
    ("start", "end", "hgvs_c", "consequence"),
    [
        (116412042, 116412045, "c.3028_3028+3del", "splice_donor_variant"),
        (116411890, 116411910, "c.2888-13_2895del", "splice_acceptor_variant"),
        (116411890, 116412060, "c.2888-13_3028+17del", "splice_acceptor_variant"),
    ],
)
def test_deletions_over_an_edge_of_met_exon_14_skip_it(genome, start, end, hgvs_c, consequence):
    variant = deletion(genome, "7", start, end)
    assert (variant.name.hgvs_c, variant.name.hgvs_p) == (hgvs_c, "p.?")
    assert (variant.consequence, variant.skips_exon) == (consequence, 14)
    assert variant.name.protein is None


def test_a_deletion_that_takes_edges_of_two_exons_skips_no_single_one(genome):
    exons = genome.genes["MET"].reporting.layout(A37).exons
    variant = deletion(genome, "7", exons[12].end - 2, exons[13].start + 2)
    assert (variant.consequence, variant.skips_exon) == (Consequence.SPLICE_ACCEPTOR, None)


def test_bases_put_in_on_the_edge_of_an_exon_belong_to_it(genome):
    exon = genome.genes["EGFR"].reporting.layout(A37).exon(19)
    variant = insertion(genome, "7", exon.end, "C")
    assert (variant.name.hgvs_c, variant.name.exon) == ("c.2283_2283+1insC", 19)
    assert (variant.consequence, variant.skips_exon) == (Consequence.FRAMESHIFT, None)


def test_a_repeat_across_a_donor_leaves_the_site_whole(genome):
    """EGFR exon 19 ends in GAC|GT: its last codon twice is named in the intron, but only the exon grows."""
    exon = genome.genes["EGFR"].reporting.layout(A37).exon(19)
    variant = insertion(genome, "7", exon.end, bases(genome, "7", exon.end - 2, exon.end))
    assert (variant.name.hgvs_c, variant.name.short) == ("c.2282_2283+1dup", "D761dup")
    assert (variant.consequence, variant.skips_exon) == (Consequence.INFRAME_INSERTION, None)


def test_the_last_base_of_met_exon_14_lost_is_a_frame_shift_that_skips_it(genome):
    variant = deletion(genome, "7", 116412043, 116412043)
    assert variant.name.hgvs_c == "c.3028+1del"
    assert (variant.consequence, variant.skips_exon) == (Consequence.FRAMESHIFT, 14)


def test_a_repeat_across_an_acceptor_stays_a_coding_change(genome):
    """EGFR exon 20: the duplicated bases begin in the intron, the copy lies in the exon."""
    copied = bases(genome, "7", 55248981, 55248992)
    variant = insertion(genome, "7", 55248980, copied)
    assert (variant.name.hgvs_c, variant.name.short) == ("c.2284-5_2290dup", "A763_Y764insFQEA")
    assert variant.skips_exon is None


@pytest.mark.parametrize(
    ("symbol", "base", "alt", "names", "consequence"),
    [
        ("KIT", 1, "G", ("c.1A>G", "p.(Met1?)", "M1?"), Consequence.START_LOST),
        ("ROS1", 7042, "C", ("c.7042T>C", "p.(Ter2348GlnextTer1)", "*2348Qext*1"), Consequence.STOP_LOST),
        ("ROS1", 7043, "G", ("c.7043A>G", "p.(Ter2348=)", "*2348="), Consequence.STOP_RETAINED),
        ("EGFR", 2361, "A", ("c.2361G>A", "p.(Gln787=)", "Q787="), Consequence.SYNONYMOUS),
        ("ALK", -1, "A", ("c.-2G>A", "", "c.-2G>A"), Consequence.UTR5),
        ("EGFR", 3637, "T", ("c.*4C>T", "", "c.*4C>T"), Consequence.UTR3),
    ],
)
def test_ends_of_the_coding_sequence(genome, symbol, base, alt, names, consequence):
    variant = substitution(genome, symbol, base, 0, alt)
    assert (variant.name.hgvs_c, variant.name.hgvs_p, variant.name.short) == names
    assert variant.consequence is consequence


def test_silent_changes_carry_no_protein_change_to_match(genome):
    variant = substitution(genome, "EGFR", 2361, 0, "A")
    assert variant.name.protein is None


def test_a_deletion_over_the_start_codon_loses_it(genome):
    start = genome.genes["KIT"].reporting.layout(A37).position(1)
    variant = deletion(genome, "4", start - 2, start + 1)
    assert (variant.name.short, variant.consequence) == ("M1?", Consequence.START_LOST)


def test_upstream_positions_are_counted_on_without_an_intron(genome):
    layout = genome.genes["EGFR"].reporting.layout(A37)
    first = layout.exons[0]
    variant = substitution(genome, "EGFR", first.first_base, -20, "A")
    assert variant.name.hgvs_c.startswith(f"c.{first.first_base - 1 - 20}")
    assert variant.consequence is Consequence.UPSTREAM


@pytest.mark.parametrize(("symbol", "run"), [("EGFR", "AAAA"), ("ALK", "GGGG"), ("ROS1", "AAAA")])
@pytest.mark.parametrize("lost", range(4))
def test_one_base_of_a_run_is_lost_at_its_3_prime_end_on_either_strand(genome, symbol, run, lost):
    transcript = genome.genes[symbol].reporting
    first = transcript.cds.index(run) + 1
    last = first + len(run) - 1
    while transcript.cds[last] == run[0]:
        last += 1
    pos = transcript.layout(A37).position(first + lost)
    assert deletion(genome, transcript.layout(A37).chrom, pos, pos).name.hgvs_c == f"c.{last}del"


@pytest.mark.parametrize(
    ("chrom", "pos", "ref", "alt", "hgvs_c"),
    [
        ("7", 55259514, "CTG", "CCA", "c.2573_2574inv"),
        ("4", 55593613, "TT", "AA", "c.1679_1680inv"),
        ("2", 29443614, "CC", "GG", "c.3602_3603inv"),
    ],
)
def test_bases_replaced_by_their_reverse_complement_are_an_inversion(genome, chrom, pos, ref, alt, hgvs_c):
    variant = annotate(AlleleCall(chrom, pos, ref, alt), genome, A37)
    assert variant.name.hgvs_c == hgvs_c


def test_two_neighbouring_bases_are_one_delins(genome):
    variant = annotate(AlleleCall("7", 55259515, "TG", "GT"), genome, A37)
    assert (variant.name.hgvs_c, variant.name.short) == ("c.2573_2574delinsGT", "L858R")


def test_lower_case_alleles_are_the_same_variant(genome):
    upper, lower = (annotate(AlleleCall("6", 117638347, r, a), genome, A37) for r, a in (("C", "T"), ("c", "t")))
    assert (upper.ref, upper.alt, upper.name) == (lower.ref, lower.alt, lower.name)


@pytest.mark.parametrize("alt", ["<DEL>", "*", ".", "<NON_REF>", "T[2:29446394[", "", "N"])
def test_what_is_no_sequence_is_not_named(genome, alt):
    assert annotate(AlleleCall("6", 117638347, "C", alt), genome, A37) is None


def test_what_lies_outside_every_gene_is_not_named(genome):
    assert annotate(AlleleCall("6", 1000, "C", "T"), genome, A37) is None


def test_a_wrong_ref_is_refused(genome):
    with pytest.raises(ReferenceMismatchError, match="6:117638347"):
        annotate(AlleleCall("6", 117638347, "G", "T"), genome, A37)


def test_a_gene_without_sequence_gets_its_coding_name_only(genome):
    variant = annotate(AlleleCall("3", 41266124, "A", "G"), genome, A37)
    assert (variant.gene, variant.name.hgvs_c, variant.name.hgvs_p) == ("CTNNB1", "c.121A>G", "")
    assert (variant.name.short, variant.consequence) == ("c.121A>G", Consequence.CODING_UNKNOWN)


def test_an_unknown_base_before_an_indel_is_taken_from_its_record(genome):
    variant = annotate(AlleleCall("6", 117700000, "CTT", "C"), genome, A37)
    assert (variant.pos, variant.ref, variant.alt) == (117700000, "CTT", "C")


def test_joined_calls_are_named_as_one_change_and_kept(genome):
    calls = (AlleleCall("7", 55249071, "C", "T"), AlleleCall("7", 55249072, "G", "A"))
    variant = annotate_joined(calls, genome, A37)
    assert (variant.name.short, variant.name.hgvs_c) == ("T790I", "c.2369_2370delinsTA")
    assert variant.calls == calls


def test_calls_of_one_base_cannot_be_joined(genome):
    calls = (AlleleCall("7", 55249071, "C", "T"), AlleleCall("7", 55249071, "C", "A"))
    with pytest.raises(ValueError, match="cannot be one change"):
        annotate_joined(calls, genome, A37)
