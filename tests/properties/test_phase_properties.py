"""What holds for any counts of fragments, and for what is and is not deep enough."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events import inputs
from ros1annot.annotate.haplotypes import verdict_of
from ros1annot.binomial import at_least, at_most
from ros1annot.interpret.build import interpret
from ros1annot.knowledge import Knowledge, load_knowledge
from ros1annot.model import Assembly, DepthAt, Haplotypes, Place, Sample
from ros1annot.parameters import EngineConfig, Parameters
from ros1annot.result import Call, HotspotState, PhaseVerdict, Result

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


DRIVERS = ("CD74::ROS1", "EML4::ALK", "EGFR L858R", "KIT V559D")


def of_depths(knowledge: Knowledge, driver: str, depths: Mapping[tuple[str, int], int]) -> Result:
    """A sample without a call, its hotspots of these depths and no others covered."""
    at = {place: DepthAt(*place, "1", 1, depth) for place, depth in depths.items()}
    disease = "GIST" if driver.startswith("KIT") else "NSCLC"
    return interpret(Sample("s", disease=disease, drivers=(driver,)), replace(inputs(), depths=at), knowledge)


def places_of(knowledge: Knowledge, driver: str) -> list[tuple[str, int]]:
    return [(s.gene, int(s.name[1:])) for s in of_depths(knowledge, driver, {}).callability]


@pytest.mark.parametrize("driver", DRIVERS)
def test_depth_lost_at_one_hotspot_changes_only_the_drugs_that_need_it(knowledge: Knowledge, driver: str) -> None:
    places = places_of(knowledge, driver)
    deep = dict.fromkeys(places, 5000)
    whole = {drug.drug: drug for drug in of_depths(knowledge, driver, deep).drugs}
    assert "complete" in {drug.coverage for drug in whole.values()}
    for place in places:
        result = of_depths(knowledge, driver, {**deep, place: 0})
        needed = {d for s in result.callability if (s.gene, int(s.name[1:])) == place for d in s.drugs if d in whole}
        assert {drug.drug for drug in result.drugs if drug != whole[drug.drug]} == needed
        silent = {name for name in needed if whole[name].call is Call.NO_KNOWN_RESISTANCE}
        assert {drug.drug for drug in result.drugs if drug.call is Call.NOT_ASSESSABLE} == silent
        assert {drug.drug for drug in result.drugs if drug.coverage in ("partial", "none")} == needed


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(DRIVERS), st.data())
def test_more_depth_never_takes_an_answer_away(knowledge: Knowledge, driver: str, data: st.DataObject) -> None:
    places = places_of(knowledge, driver)
    depth = st.one_of(st.integers(0, 3000), st.just(4000))
    shallow = {place: data.draw(depth) for place in places}
    deep = {place: before + data.draw(depth) for place, before in shallow.items()}
    less, more = (of_depths(knowledge, driver, depths) for depths in (shallow, deep))
    for before, after in zip(less.callability, more.callability, strict=True):
        assert after.lod is None or before.lod is None or after.lod <= before.lod
        assert before.state is not HotspotState.NOT_DETECTED or after.state is HotspotState.NOT_DETECTED
    for drug, now in zip(less.drugs, more.drugs, strict=True):
        assert now.call is not Call.NOT_ASSESSABLE or drug.call is Call.NOT_ASSESSABLE
