"""What holds for any counts of fragments, and for what is and is not deep enough."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import fusion, inputs
from ros1annot.annotate.haplotypes import verdict_of
from ros1annot.binomial import at_least, at_most
from ros1annot.interpret.build import interpret
from ros1annot.knowledge import Knowledge, load_knowledge
from ros1annot.model import Assembly, DepthAt, Haplotypes, Place, Sample
from ros1annot.parameters import EngineConfig, Parameters
from ros1annot.result import PhaseVerdict

ONE: Place = (Assembly.GRCH38, "7", 1, "A", "C")
OTHER: Place = (Assembly.GRCH38, "7", 2, "A", "C")
COUNTS = st.integers(0, 300)


def verdict(ref_ref: int, ref_alt: int, alt_ref: int, alt_alt: int) -> PhaseVerdict:
    return verdict_of(Haplotypes(ONE, OTHER, ref_ref, ref_alt, alt_ref, alt_alt), Parameters())


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_a_verdict_does_not_depend_on_which_variant_is_first(rr: int, ra: int, ar: int, aa: int) -> None:
    assert verdict(rr, ra, ar, aa) is verdict(rr, ar, ra, aa)


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_a_verdict_needs_the_haplotype_that_it_names(rr: int, ra: int, ar: int, aa: int) -> None:
    least = Parameters().min_alt_reads
    match verdict(rr, ra, ar, aa):
        case PhaseVerdict.CIS:
            assert aa >= least
        case PhaseVerdict.TRANS:
            assert min(ra, ar) >= least
        case PhaseVerdict.MIXED:
            assert min(aa, ra, ar) >= least
        case PhaseVerdict.UNDETERMINED:
            pass


@given(COUNTS, COUNTS, COUNTS, COUNTS, st.integers(1, 300))
def test_more_fragments_with_both_never_turn_cis_or_mixed_into_trans(
    rr: int, ra: int, ar: int, aa: int, more: int
) -> None:
    if verdict(rr, ra, ar, aa) in (PhaseVerdict.CIS, PhaseVerdict.MIXED):
        assert verdict(rr, ra, ar, aa + more) is not PhaseVerdict.TRANS


@given(st.integers(1, 400), st.floats(1e-4, 0.9), st.data())
def test_the_two_tails_make_one(trials: int, chance: float, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, trials))
    assert at_most(count, trials, chance) + at_least(count + 1, trials, chance) == pytest.approx(1)
    assert at_most(trials, trials, chance) == pytest.approx(1)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(EngineConfig())


@pytest.mark.parametrize(("kinase", "partner"), [("ROS1", "CD74"), ("ALK", "EML4")])
def test_depth_lost_at_one_hotspot_changes_only_the_drugs_that_need_it(
    knowledge: Knowledge, kinase: str, partner: str
) -> None:
    hotspots = knowledge.table.hotspots(knowledge.table.contexts)
    depths = {(h.gene, h.residue): DepthAt(h.gene, h.residue, "1", 1, 5000) for h in hotspots}
    read = replace(inputs(fusion(partner, kinase)), depths=depths)
    whole = {drug.drug: drug for drug in interpret(Sample("s"), read, knowledge).drugs}
    for place, at in depths.items():
        less = {**depths, place: replace(at, depth=0)}
        result = interpret(Sample("s"), replace(read, depths=less), knowledge)
        changed = {drug.drug for drug in result.drugs if drug != whole[drug.drug]}
        needed = {
            name
            for spot in result.callability
            if (spot.gene, int(spot.name[1:])) == place
            for name in spot.drugs
            if name in whole
        }
        assert changed <= needed
        assert {d.drug for d in result.drugs if d.call == "not_assessable"} <= needed
