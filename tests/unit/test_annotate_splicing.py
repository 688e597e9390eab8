"""Exons left out: MET exon 14 by every route of DNA, and KIT exon 11, which is shortened instead."""

import pytest

from ros1annot.annotate.small import annotate
from ros1annot.annotate.transcripts import Genome
from ros1annot.model import AlleleCall, Assembly, SmallVariant, SplicePrediction
from ros1annot.table.classes import in_class
from ros1annot.table.load import load_table
from ros1annot.table.traits import trait_of

TRACT = SplicePrediction.PYRIMIDINE_TRACT


def replaced(genome: Genome, assembly: Assembly, symbol: str, first: int, last: int, new: str = "") -> SmallVariant:
    """Plus-strand bases from ``first`` to ``last`` replaced."""
    chrom = genome.genes[symbol].chrom
    ref = genome.reference(assembly, chrom, first - 1, last)
    assert ref is not None
    variant = annotate(AlleleCall(chrom, first - 1, ref, ref[0] + new), genome, assembly)
    assert variant is not None
    return variant


def before_exon(
    genome: Genome, symbol: str, exon: int, far: int, near: int, new: str = "", assembly: Assembly = Assembly.GRCH38
) -> SmallVariant:
    """The bases from ``far`` to ``near`` before an exon replaced; a negative ``near`` lies inside the exon."""
    start = genome.genes[symbol].reporting.layout(assembly).exon(exon).start
    return replaced(genome, assembly, symbol, start - far, start - near, new)


@pytest.mark.parametrize("assembly", list(Assembly))
def test_the_tract_before_met_exon_14_is_made_of_pyrimidines(genome, assembly):
    start = genome.genes["MET"].reporting.layout(assembly).exon(14).start
    tract = genome.reference(assembly, "7", start - 24, start - 4)
    assert tract == "CTCTTTCTTTCTCTCTGTTTT"
    assert genome.reference(assembly, "7", start - 28, start - 25) == "CAAG"


@pytest.mark.parametrize("assembly", list(Assembly))
@pytest.mark.parametrize(
    ("far", "near", "hgvs_c"),
    [(24, 4, "c.2888-24_2888-4del"), (20, 5, "c.2888-19_2888-4del"), (40, 10, "c.2888-40_2888-10del")],
)
def test_a_deletion_of_most_of_the_tract_is_predicted_to_skip_met_exon_14(genome, assembly, far, near, hgvs_c):
    variant = before_exon(genome, "MET", 14, far, near, assembly=assembly)
    assert (variant.skips_exon, variant.splice_prediction) == (14, TRACT)
    assert (variant.name.hgvs_c, variant.name.short) == (hgvs_c, hgvs_c)


@pytest.mark.parametrize(
    ("far", "near", "new"),
    [(24, 15, ""), (60, 25, ""), (10, 4, ""), (24, 4, "CTCTTTCTTTCT"), (12, 12, "A")],
)
def test_what_leaves_half_of_the_tract_skips_nothing(genome, far, near, new):
    variant = before_exon(genome, "MET", 14, far, near, new)
    assert (variant.skips_exon, variant.splice_prediction) == (None, None)


def test_purines_put_in_the_place_of_the_tract_do_not_keep_it(genome):
    for new in ("A" * 10, "A" * 21):
        variant = before_exon(genome, "MET", 14, 24, 4, new)
        assert (variant.skips_exon, variant.splice_prediction) == (14, TRACT)


def test_a_deletion_from_the_tract_into_the_acceptor_needs_no_prediction(genome):
    variant = before_exon(genome, "MET", 14, 24, 2)
    assert (variant.skips_exon, variant.splice_prediction) == (14, None)


def test_a_deletion_that_brings_another_acceptor_to_the_exon_is_judged_by_its_tract(genome):
    """The tract lies between two AAG: without it and one of them, the exon still has its AG, but no tract."""
    variant = before_exon(genome, "MET", 14, 24, 1)
    assert (variant.skips_exon, variant.splice_prediction) == (14, TRACT)


@pytest.mark.parametrize("symbol", ["KIT", "EGFR"])
def test_the_tract_of_other_exons_is_not_judged(genome, symbol):
    assert before_exon(genome, symbol, 14, 24, 4).skips_exon is None


def test_a_deletion_over_the_acceptor_of_kit_exon_11_is_predicted_to_shorten_it(genome):
    variant = before_exon(genome, "KIT", 11, 5, -24, assembly=Assembly.GRCH37)
    assert (variant.name.hgvs_c, variant.name.hgvs_p) == ("c.1648-5_1672del", "p.?")
    assert (variant.skips_exon, variant.splice_prediction) == (11, SplicePrediction.CRYPTIC_ACCEPTOR)


def test_a_base_changed_in_a_splice_site_of_kit_exon_11_is_no_shorter_exon(genome):
    acceptor = before_exon(genome, "KIT", 11, 1, 1, "A")
    end = genome.genes["KIT"].reporting.layout(Assembly.GRCH38).exon(11).end
    donor = replaced(genome, Assembly.GRCH38, "KIT", end + 1, end + 1, "A")
    assert [v.name.hgvs_c for v in (acceptor, donor)] == ["c.1648-1G>A", "c.1774+1G>A"]
    assert [v.skips_exon for v in (acceptor, donor)] == [None, None]


def test_the_whole_of_kit_exon_11_lost_is_no_shorter_exon(genome):
    exon = genome.genes["KIT"].reporting.layout(Assembly.GRCH38).exon(11)
    assert replaced(genome, Assembly.GRCH38, "KIT", exon.start - 5, exon.end + 5).skips_exon is None


def test_a_shorter_kit_exon_11_is_an_activating_one_and_a_broken_site_is_not(genome):
    classes = load_table(None, genome).classes
    shorter, broken = before_exon(genome, "KIT", 11, 5, -24), before_exon(genome, "KIT", 11, 1, 1, "A")
    assert in_class(trait_of(shorter), "activating_exon11", classes)
    assert not in_class(trait_of(broken), "activating_exon11", classes)
