"""From events to drug calls, on the shipped table: drivers, therapy, phase, filters, what was not looked at."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events import amplification, fusion, inputs, variant
from ros1annot.annotate.transcripts import Genome
from ros1annot.interpret.build import interpret
from ros1annot.knowledge import Knowledge, load_knowledge
from ros1annot.model import Event, FusionRole, Haplotypes, InputState, Phase, Sample, Specimen
from ros1annot.parameters import EngineConfig
from ros1annot.result import Call, Coverage, PhaseVerdict, Result, Role

CIS = Phase("1", 1), Phase("1", 1)
TRANS = Phase("1", 1), Phase("1", 2)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(EngineConfig())


def sample(*current: str, prior: tuple[str, ...] = (), driver: tuple[str, ...] = (), disease: str = "NSCLC") -> Sample:
    return Sample("s", current_therapy=current, prior_therapies=prior, drivers=driver, disease=disease)


def call(result: Result, drug: str) -> Call:
    return next(d.call for d in result.drugs if d.drug == drug)


def basis(result: Result, drug: str) -> str:
    return next(d.basis for d in result.drugs if d.drug == drug)


def roles(result: Result, drug: str) -> set[Role]:
    return {f.role for f in result.findings if f.drug == drug and f.role is not Role.DRIVER}


def test_g2032r_behind_a_driver_explains_the_resistance_to_crizotinib(knowledge: Knowledge) -> None:
    events = variant(knowledge.genome, "ROS1", "G2032R"), fusion("CD74", "ROS1")
    result = interpret(sample("crizotinib"), inputs(*events), knowledge)
    assert call(result, "crizotinib") is Call.RESISTANT
    assert call(result, "repotrectinib") is Call.SENSITIVE
    assert call(result, "alectinib") is Call.NOT_ACTIVE
    assert roles(result, "crizotinib") == {Role.EXPLAINS_CURRENT_RESISTANCE}
    assert roles(result, "lorlatinib") == {Role.ARGUES_AGAINST}
    assert roles(result, "repotrectinib") == {Role.SUPPORTS}
    assert result.summary.startswith("Resistance to crizotinib: ROS1 G2032R")


def test_a_resistance_mutation_without_its_driver_is_no_resistance(knowledge: Knowledge) -> None:
    result = interpret(sample("crizotinib"), inputs(variant(knowledge.genome, "ROS1", "G2032R")), knowledge)
    assert (call(result, "crizotinib"), basis(result, "crizotinib")) == (Call.UNCERTAIN, "driver_not_shown")
    assert not result.drivers
    assert {f.tier for f in result.findings} == {"III"}
    assert "driver_not_shown" in {flag.code for flag in result.flags}


@pytest.mark.parametrize("driver", ["CD74::ROS1", "CD74--ROS1", "ROS1 fusion"])
def test_a_driver_known_from_before_counts(knowledge: Knowledge, driver: str) -> None:
    events = inputs(variant(knowledge.genome, "ROS1", "G2032R"))
    result = interpret(sample("crizotinib", driver=(driver,)), events, knowledge)
    assert call(result, "crizotinib") is Call.RESISTANT
    assert call(result, "alectinib") is Call.NOT_ACTIVE
    assert [d.source for d in result.drivers] == ["sheet"]


def test_a_driver_of_the_sheet_that_the_sample_shows_too_is_told_once(knowledge: Knowledge) -> None:
    result = interpret(sample(driver=("CD74::ROS1",)), inputs(fusion("CD74", "ROS1")), knowledge)
    assert [d.source for d in result.drivers] == ["sample"]


@pytest.mark.parametrize("driver", ["ROS1::CD74", "nonsense", "ROS1 G2023R"])
def test_a_driver_that_cannot_be_one_is_flagged_and_not_used(knowledge: Knowledge, driver: str) -> None:
    result = interpret(sample(driver=(driver,)), inputs(), knowledge)
    assert not result.drivers
    assert "unknown_driver" in {flag.code for flag in result.flags}


def test_a_class_known_from_before_brings_its_own_rows(knowledge: Knowledge) -> None:
    result = interpret(sample("gefitinib", driver=("EGFR exon 20 insertion",)), inputs(), knowledge)
    assert (call(result, "gefitinib"), basis(result, "gefitinib")) == (Call.RESISTANT, "resistant_driver")


@pytest.mark.parametrize("role", [role for role in FusionRole if role is not FusionRole.DRIVER])
def test_a_fusion_that_is_no_driver_drives_nothing(knowledge: Knowledge, role: FusionRole) -> None:
    result = interpret(sample("crizotinib"), inputs(fusion("ROS1", "CD74", role)), knowledge)
    assert not result.drivers
    assert [a.counted for a in result.alterations] == [False]


def test_a_fusion_of_low_confidence_is_shown_and_drives_nothing(knowledge: Knowledge) -> None:
    result = interpret(sample(), inputs(fusion("CD74", "ROS1", confidence="low")), knowledge)
    assert not result.drivers
    assert "low_confidence_fusion" in {flag.code for flag in result.flags}


@pytest.mark.parametrize("role", FusionRole)
def test_a_fusion_that_its_callers_reject_says_so(knowledge: Knowledge, role: FusionRole) -> None:
    event = fusion("CD74", "ROS1", role)
    rejected = replace(event, calls=tuple(replace(call, filters=("not kept",)) for call in event.calls))
    (alteration,) = interpret(sample(), inputs(rejected), knowledge).alterations
    assert (alteration.counted, alteration.why_not_counted) == (False, "the caller filtered it (not kept)")


def test_an_alias_of_a_drug_is_the_drug(knowledge: Knowledge) -> None:
    events = variant(knowledge.genome, "ROS1", "G2032R"), fusion("CD74", "ROS1")
    result = interpret(sample("Xalkori", prior=("PF-06463922",)), inputs(*events), knowledge)
    assert [(d.drug, d.therapy) for d in result.drugs[:2]] == [
        ("crizotinib", "current"),
        ("lorlatinib", "prior"),
    ]
    assert roles(result, "lorlatinib") == {Role.EXPECTED_FROM_PRIOR_THERAPY}


def test_an_unknown_drug_is_said_to_be_unknown(knowledge: Knowledge) -> None:
    result = interpret(sample("crizotinob"), inputs(fusion("CD74", "ROS1")), knowledge)
    assert (call(result, "crizotinob"), basis(result, "crizotinob")) == (Call.NOT_TESTED, "unknown_drug")
    assert "unknown_drug" in {flag.code for flag in result.flags}


def compound(knowledge: Knowledge, gene: str, changes: tuple[str, str], phases: object) -> list[Event]:
    given = phases if isinstance(phases, tuple) else (None, None)
    return [variant(knowledge.genome, gene, c, phase=p) for c, p in zip(changes, given, strict=True)]


@pytest.mark.parametrize(
    ("phases", "crizotinib", "lorlatinib"),
    [
        (CIS, Call.SENSITIVE, Call.RESISTANT),
        (TRANS, Call.RESISTANT, Call.REDUCED_SENSITIVITY),
        (None, Call.UNCERTAIN, Call.UNCERTAIN),
    ],
)
def test_alk_c1156y_l1198f_depends_on_phase(
    knowledge: Knowledge, phases: object, crizotinib: Call, lorlatinib: Call
) -> None:
    events = compound(knowledge, "ALK", ("C1156Y", "L1198F"), phases)
    result = interpret(sample("lorlatinib", prior=("crizotinib",)), inputs(*events, fusion("EML4", "ALK")), knowledge)
    assert call(result, "crizotinib") is crizotinib
    assert call(result, "lorlatinib") is lorlatinib


@pytest.mark.parametrize(
    ("phases", "pair", "verdict"),
    [
        (CIS, Call.RESISTANT, PhaseVerdict.CIS),
        (TRANS, Call.SENSITIVE, PhaseVerdict.TRANS),
        (None, Call.UNCERTAIN, PhaseVerdict.UNDETERMINED),
    ],
)
def test_t790m_with_c797s_depends_on_phase(
    knowledge: Knowledge, phases: object, pair: Call, verdict: PhaseVerdict
) -> None:
    events = [
        variant(knowledge.genome, "EGFR", "L858R"),
        *compound(knowledge, "EGFR", ("T790M", "C797S"), phases),
    ]
    result = interpret(sample("osimertinib"), inputs(*events), knowledge)
    assert call(result, "osimertinib") is Call.RESISTANT
    assert call(result, "osimertinib + gefitinib") is pair
    assert {f.phase for f in result.findings if f.match == "compound"} == {verdict}


def test_c797s_without_t790m_leaves_first_generation_inhibitors(knowledge: Knowledge) -> None:
    events = [variant(knowledge.genome, "EGFR", change) for change in ("L858R", "C797S")]
    result = interpret(sample("osimertinib"), inputs(*events), knowledge)
    assert call(result, "osimertinib") is Call.RESISTANT
    assert call(result, "gefitinib") is Call.SENSITIVE


def test_a_secondary_mutation_is_no_driver(knowledge: Knowledge) -> None:
    events = [variant(knowledge.genome, "EGFR", change) for change in ("L858R", "T790M")]
    result = interpret(sample("gefitinib"), inputs(*events), knowledge)
    assert [driver.name for driver in result.drivers] == ["L858R"]
    assert call(result, "gefitinib") is Call.RESISTANT
    assert call(result, "osimertinib") is Call.SENSITIVE


def test_a_bypass_beside_a_driver_is_no_second_driver(knowledge: Knowledge) -> None:
    events = variant(knowledge.genome, "EGFR", "L858R"), amplification("MET")
    result = interpret(sample("osimertinib"), inputs(*events), knowledge)
    assert [driver.name for driver in result.drivers] == ["L858R"]
    assert call(result, "osimertinib") is Call.RESISTANT
    assert call(result, "osimertinib + savolitinib") is Call.SENSITIVE
    assert (call(result, "afatinib"), basis(result, "afatinib")) == (Call.UNCERTAIN, "no_data_bypass")


def test_an_unlisted_change_at_a_listed_residue_is_uncertain(knowledge: Knowledge) -> None:
    events = variant(knowledge.genome, "ROS1", "G2032W"), fusion("CD74", "ROS1")
    result = interpret(sample("crizotinib"), inputs(*events), knowledge)
    assert (call(result, "crizotinib"), basis(result, "crizotinib")) == (Call.UNCERTAIN, "residue")
    assert "residue" in {flag.code for flag in result.flags}


@pytest.mark.parametrize("change", ["G2032W", "G2032del", "L2026_G2032del"])
def test_an_unlisted_change_of_a_residue_is_silent_for_no_inhibitor_of_the_driver(
    knowledge: Knowledge, change: str
) -> None:
    events = variant(knowledge.genome, "ROS1", change), fusion("CD74", "ROS1")
    result = interpret(sample("crizotinib"), inputs(*events), knowledge)
    inhibitors = {d.drug: d.call for d in result.drugs if "TKI" in d.drug_class or "macrocycle" in d.drug_class}
    assert inhibitors.pop("alectinib") is Call.NOT_ACTIVE
    assert {"repotrectinib", "taletrectinib", "zidesamtinib", "cabozantinib"} < set(inhibitors)
    assert set(inhibitors.values()) == {Call.UNCERTAIN}


def test_an_unlisted_change_elsewhere_in_the_kinase_decides_nothing_and_is_named(knowledge: Knowledge) -> None:
    events = variant(knowledge.genome, "ROS1", "L2010V"), fusion("CD74", "ROS1")
    result = interpret(sample("crizotinib"), inputs(*events), knowledge)
    assert call(result, "crizotinib") is Call.NO_KNOWN_RESISTANCE
    assert [flag.code for flag in result.flags if flag.rule == "R5"] == ["not_listed"]


def test_three_states_of_the_vcf_give_three_answers(knowledge: Knowledge) -> None:
    driver = fusion("CD74", "ROS1")
    missing = interpret(sample("crizotinib"), inputs(driver, vcf=InputState.NOT_SUPPLIED), knowledge)
    empty = interpret(sample("crizotinib"), inputs(driver, vcf=InputState.EMPTY), knowledge)
    found = interpret(sample("crizotinib"), inputs(variant(knowledge.genome, "ROS1", "G2032R"), driver), knowledge)
    assert [call(r, "crizotinib") for r in (missing, empty, found)] == [
        Call.NOT_TESTED,
        Call.NO_KNOWN_RESISTANCE,
        Call.RESISTANT,
    ]


@pytest.mark.parametrize(
    ("depth", "expected", "coverage"),
    [
        (None, Call.NO_KNOWN_RESISTANCE, Coverage.UNKNOWN),
        (5000, Call.NO_KNOWN_RESISTANCE, Coverage.COMPLETE),
        (40, Call.NOT_ASSESSABLE, Coverage.NONE),
    ],
)
def test_absence_needs_depth(knowledge: Knowledge, depth: int | None, expected: Call, coverage: Coverage) -> None:
    plasma = Sample("s", specimen=Specimen.CTDNA, drivers=("CD74::ROS1",), current_therapy=("crizotinib",))
    result = interpret(plasma, inputs(depth=depth), knowledge)
    crizotinib = next(d for d in result.drugs if d.drug == "crizotinib")
    assert (crizotinib.call, crizotinib.coverage) == (expected, coverage)
    assert "% VAF" in crizotinib.statement or coverage is not Coverage.COMPLETE


DRUG_CHANGING = [
    "ROS1 G2032R",
    "ROS1 L2026M",
    "ROS1 D2033N",
    "ROS1 L2086F",
    "KIT D816G",
    "KRAS G12D",
    "ROS1 G2032W",
]


@given(
    counted=st.lists(st.sampled_from(DRUG_CHANGING), unique=True, max_size=3),
    filtered=st.lists(st.sampled_from(DRUG_CHANGING), unique=True, min_size=1, max_size=3),
)
@settings(deadline=None, max_examples=40)
def test_a_filtered_call_is_shown_and_changes_no_drug(
    knowledge: Knowledge, genome: Genome, counted: list[str], filtered: list[str]
) -> None:
    driver = fusion("CD74", "ROS1")
    passed = [variant(genome, *name.split()) for name in counted]
    refused = [variant(genome, *name.split(), filters=("weak_evidence",)) for name in filtered]
    plain = interpret(sample("crizotinib"), inputs(*passed, driver), knowledge)
    with_refused = interpret(sample("crizotinib"), inputs(*passed, *refused, driver), knowledge)
    assert [(d.drug, d.call, d.basis, d.level) for d in with_refused.drugs] == [
        (d.drug, d.call, d.basis, d.level) for d in plain.drugs
    ]
    for told, before in zip(with_refused.drugs, plain.drugs, strict=True):
        assert told.statement.startswith(before.statement)
    shown = [a for a in with_refused.alterations if not a.counted]
    assert len(shown) == len(refused)
    hidden = {a.id for a in shown}
    about = [f for f in with_refused.findings if hidden & set(f.alteration_ids)]
    assert about
    assert not any(f.decides or f.role is not Role.UNRELATED for f in about)


@given(order=st.permutations(["ROS1 G2032R", "KIT D816G", "fusion", "MET"]))
@settings(deadline=None, max_examples=12)
def test_the_order_of_events_changes_no_drug(knowledge: Knowledge, genome: Genome, order: list[str]) -> None:
    made: dict[str, Event] = {
        "ROS1 G2032R": variant(genome, "ROS1", "G2032R"),
        "KIT D816G": variant(genome, "KIT", "D816G"),
        "fusion": fusion("CD74", "ROS1"),
        "MET": amplification("MET"),
    }
    result = interpret(sample("crizotinib"), inputs(*(made[name] for name in order)), knowledge)
    calls = {drug.drug: drug.call for drug in result.drugs}
    assert calls["crizotinib"] is Call.RESISTANT
    assert calls["repotrectinib"] is Call.UNCERTAIN


def test_few_reads_do_not_count(knowledge: Knowledge) -> None:
    events = variant(knowledge.genome, "ROS1", "G2032R", vaf=0.001, reads=2), fusion("CD74", "ROS1")
    result = interpret(sample("crizotinib"), inputs(*events), knowledge)
    assert call(result, "crizotinib") is Call.NO_KNOWN_RESISTANCE
    assert result.alterations[0].why_not_counted == "2 supporting reads, fewer than the 3 that a call needs"


def test_kit_v654a_in_gist_stops_imatinib_and_leaves_sunitinib(knowledge: Knowledge) -> None:
    events = [variant(knowledge.genome, "KIT", change) for change in ("W557_K558del", "V654A")]
    result = interpret(sample("imatinib", disease="GIST"), inputs(*events), knowledge)
    assert call(result, "imatinib") is Call.RESISTANT
    assert call(result, "sunitinib") is Call.SENSITIVE
    assert [driver.name for driver in result.drivers] == ["W557_K558del"]


def test_with_both_kinds_of_molecules_no_pair_of_inhibitors_is_called_active(knowledge: Knowledge) -> None:
    """Only the pair with gefitinib has a row for cis: silence on the pair with erlotinib is not activity."""
    t790m, c797s = (variant(knowledge.genome, "EGFR", change) for change in ("T790M", "C797S"))
    pair = Haplotypes(t790m.place, c797s.place, ref_ref=60, ref_alt=14, alt_ref=12, alt_alt=20)
    seen = replace(inputs(variant(knowledge.genome, "EGFR", "L858R"), t790m, c797s), haplotypes=(pair,))
    result = interpret(sample("osimertinib"), seen, knowledge)
    assert [phase.verdict for phase in result.phases] == [PhaseVerdict.MIXED]
    assert call(result, "osimertinib + gefitinib") is Call.RESISTANT
    assert (call(result, "osimertinib + erlotinib"), basis(result, "osimertinib + erlotinib")) == (
        Call.UNCERTAIN,
        "combination_no_data",
    )


def test_all_alterations_that_give_the_answer_are_named(knowledge: Knowledge) -> None:
    events = (
        variant(knowledge.genome, "EGFR", "L858R"),
        variant(knowledge.genome, "BRAF", "V600E"),
        amplification("MET"),
    )
    result = interpret(sample("osimertinib"), inputs(*events), knowledge)
    osimertinib = next(d for d in result.drugs if d.drug == "osimertinib")
    assert "BRAF V600E" in osimertinib.statement
    assert "MET amplification" in osimertinib.statement
    assert {result.findings[i].alteration for i in osimertinib.because} == {"BRAF V600E", "MET amplification"}


def test_activity_against_several_is_as_sure_as_against_the_least_sure(knowledge: Knowledge) -> None:
    events = compound(knowledge, "ALK", ("L1196M", "G1202R"), TRANS)
    result = interpret(sample("lorlatinib"), inputs(*events, fusion("EML4", "ALK")), knowledge)
    levels = {d.drug: (d.call, d.level) for d in result.drugs}
    assert levels["neladalkib"] == (Call.SENSITIVE, "D")
    assert levels["lorlatinib"] == (Call.SENSITIVE, "B")


def test_what_a_drug_does_on_each_of_two_drivers_is_told(knowledge: Knowledge) -> None:
    events = fusion("CD74", "ROS1"), variant(knowledge.genome, "EGFR", "L858R")
    result = interpret(sample("crizotinib"), inputs(*events), knowledge)
    crizotinib = next(d for d in result.drugs if d.drug == "crizotinib")
    assert "It acts on CD74::ROS1 (level A" in crizotinib.statement
    assert "no activity of it on EGFR L858R" in crizotinib.statement


@pytest.mark.parametrize(
    ("drug", "words"),
    [
        ("osimertinib + gefitinib", "resistant in cis but sensitive in trans"),
        ("osimertinib + erlotinib", "sensitive in trans but no data in cis"),
    ],
)
def test_an_open_phase_says_what_each_phase_would_mean(knowledge: Knowledge, drug: str, words: str) -> None:
    events = [variant(knowledge.genome, "EGFR", change) for change in ("L858R", "T790M", "C797S")]
    result = interpret(sample("osimertinib"), inputs(*events), knowledge)
    statement = next(d.statement for d in result.drugs if d.drug == drug)
    assert statement.endswith(f"the answer differs: {words}.")


@pytest.mark.parametrize(
    ("gene", "driver", "mutation", "drug", "disease"),
    [
        ("EGFR", "G719A", "T790M", "gefitinib", "NSCLC"),
        ("EGFR", "L861Q", "T790M", "afatinib", "NSCLC"),
        ("EGFR", "G719A", "C797S", "osimertinib", "NSCLC"),
        ("EGFR", "L858R", "G724S", "osimertinib", "NSCLC"),
        ("EGFR", "E746_A750del", "T854A", "erlotinib", "NSCLC"),
        ("EGFR", "E746_A750del", "L798I", "rociletinib", "NSCLC"),
        ("KIT", "W557_K558del", "V654A", "imatinib", "melanoma"),
    ],
)
def test_a_resistance_mutation_listed_with_another_driver_is_not_passed_over(
    knowledge: Knowledge, gene: str, driver: str, mutation: str, drug: str, disease: str
) -> None:
    events = [variant(knowledge.genome, gene, change) for change in (driver, mutation)]
    result = interpret(sample(drug, disease=disease), inputs(*events), knowledge)
    called = next(d for d in result.drugs if d.drug == drug)
    assert (called.call, called.basis) == (Call.UNCERTAIN, "no_data_driver")
    assert f"{gene} {mutation}" in called.statement
    assert called.because


@pytest.mark.parametrize(
    ("driver", "mutations", "combination"),
    [
        ("ROS1", ["ROS1 F2075C"], "lorlatinib + capmatinib"),
        ("ROS1", ["ROS1 D2033Y"], "lorlatinib + capmatinib"),
        ("ALK", ["ALK S1206C"], "alectinib + capmatinib"),
        ("ALK", ["KRAS G12D"], "alectinib + dabrafenib + trametinib"),
    ],
)
def test_a_combination_is_no_better_known_than_its_partner(
    knowledge: Knowledge, driver: str, mutations: list[str], combination: str
) -> None:
    events = [variant(knowledge.genome, *name.split()) for name in mutations]
    five = {"ROS1": "CD74", "ALK": "EML4"}[driver]
    result = interpret(sample(), inputs(*events, fusion(five, driver)), knowledge)
    assert call(result, combination.split(" + ", maxsplit=1)[0]) is Call.UNCERTAIN
    assert (call(result, combination), basis(result, combination)) == (Call.UNCERTAIN, "combination_no_data")
    assert mutations[0] in next(d.statement for d in result.drugs if d.drug == combination)


def test_single_mutations_are_not_added_up_for_a_combination(knowledge: Knowledge) -> None:
    events = [variant(knowledge.genome, "KIT", change) for change in ("W557_K558del", "V654A", "N822K")]
    result = interpret(sample("sunitinib", disease="GIST"), inputs(*events), knowledge)
    assert call(result, "bezuclastinib + sunitinib") is Call.UNCERTAIN


def test_every_alteration_against_a_partner_weighs_on_the_combination(knowledge: Knowledge) -> None:
    """A row of the combination for the bypass says nothing of the mutation beside it."""
    events = [variant(knowledge.genome, "EGFR", change) for change in ("L858R", "C797S")]
    result = interpret(sample("osimertinib"), inputs(*events, amplification("MET")), knowledge)
    assert call(result, "osimertinib") is Call.RESISTANT
    assert (call(result, "osimertinib + savolitinib"), basis(result, "osimertinib + savolitinib")) == (
        Call.UNCERTAIN,
        "combination_no_data",
    )


def test_a_combination_taken_without_a_shown_driver_waits_as_its_partner_does(knowledge: Knowledge) -> None:
    events = [variant(knowledge.genome, "EGFR", change) for change in ("T790M", "C797S")]
    result = interpret(sample("osimertinib + savolitinib"), inputs(*events), knowledge)
    assert basis(result, "osimertinib + savolitinib") == "driver_not_shown"


def test_a_partner_is_said_to_be_stopped_only_by_a_row_that_says_so(knowledge: Knowledge) -> None:
    """ALK E1210K has an unconfirmed row of activity of alectinib."""
    result = interpret(sample(), inputs(variant(knowledge.genome, "ALK", "E1210K"), fusion("EML4", "ALK")), knowledge)
    told = next(d.statement for d in result.drugs if d.drug == "alectinib + capmatinib")
    assert "speaks against" not in told
    assert "what ALK E1210K means for alectinib is uncertain" in told


def test_a_part_that_is_listed_in_a_compound_only_is_not_passed_over(knowledge: Knowledge) -> None:
    """ROS1 L2000V is listed with S1986F alone, as resistance to lorlatinib: other drugs have no data for the two."""
    events = [variant(knowledge.genome, "ROS1", change) for change in ("S1986F", "L2000V")]
    result = interpret(sample("lorlatinib"), inputs(*events, fusion("CD74", "ROS1")), knowledge)
    assert call(result, "lorlatinib") is Call.RESISTANT
    assert (call(result, "zidesamtinib"), basis(result, "zidesamtinib")) == (Call.UNCERTAIN, "no_data_compound")
    apart = compound(knowledge, "ROS1", ("S1986F", "L2000V"), TRANS)
    assert (
        call(interpret(sample(), inputs(*apart, fusion("CD74", "ROS1")), knowledge), "zidesamtinib") is Call.SENSITIVE
    )


def test_an_unverified_row_makes_a_change_no_more_harmless_than_an_unlisted_one(knowledge: Knowledge) -> None:
    called = {}
    for change in ("G2032K", "G2032A"):
        events = variant(knowledge.genome, "ROS1", change), fusion("CD74", "ROS1")
        result = interpret(sample("crizotinib"), inputs(*events), knowledge)
        called[change] = {d.drug: d.call for d in result.drugs}
        assert ("residue" in {flag.code for flag in result.flags}) is (change == "G2032A")
    assert basis(result, "brigatinib") == "residue"
    assert called["G2032K"] == called["G2032A"]


def test_a_statement_of_nothing_found_names_what_was_found_and_does_not_count(knowledge: Knowledge) -> None:
    refused = variant(knowledge.genome, "ROS1", "G2032R", filters=("weak_evidence",))
    passed = variant(knowledge.genome, "ROS1", "L2026M")
    result = interpret(sample("crizotinib"), inputs(refused, fusion("CD74", "ROS1"), depth=2000), knowledge)
    told = {d.drug: d.statement for d in result.drugs}
    assert "ROS1 G2032R" in result.summary
    assert all("weak_evidence" in told[drug] for drug in ("crizotinib", "lorlatinib", "entrectinib"))
    assert "G2032R" not in told["repotrectinib"]
    both = interpret(sample("crizotinib"), inputs(refused, passed, fusion("CD74", "ROS1")), knowledge)
    told = {d.drug: d.statement for d in both.drugs}
    assert call(both, "lorlatinib") is Call.SENSITIVE
    assert "ROS1 G2032R" in told["lorlatinib"]
    assert "G2032R" not in told["crizotinib"]


def test_resistance_of_a_gene_that_does_not_drive_here_is_flagged(knowledge: Knowledge) -> None:
    events = variant(knowledge.genome, "ROS1", "G2032R"), variant(knowledge.genome, "EGFR", "L858R")
    result = interpret(sample("osimertinib"), inputs(*events), knowledge)
    (flag,) = [flag for flag in result.flags if flag.code == "resistance_without_driver"]
    assert "ROS1 G2032R" in flag.text


@pytest.mark.parametrize("change", ["T790M", "V843I"])
def test_a_germline_allele_of_egfr_takes_no_other_gene_its_driver(knowledge: Knowledge, change: str) -> None:
    events = variant(knowledge.genome, "EGFR", change), variant(knowledge.genome, "RET", "G810R")
    result = interpret(sample("selpercatinib"), inputs(*events, fusion("KIF5B", "RET")), knowledge)
    assert [driver.gene for driver in result.drivers] == ["RET"]
    assert call(result, "selpercatinib") is Call.RESISTANT


def test_a_combination_that_the_drug_table_lacks_is_judged_by_its_partners(knowledge: Knowledge) -> None:
    events = [variant(knowledge.genome, "EGFR", change) for change in ("L858R", "C797S")]
    taken = "osimertinib + capmatinib + crizotinib"
    result = interpret(sample(taken), inputs(*events), knowledge)
    assert (call(result, taken), basis(result, taken)) == (Call.UNCERTAIN, "combination_no_data")
    assert "unknown_drug" not in {flag.code for flag in result.flags}
    roles = {f.role for f in result.findings if f.drug == "osimertinib" and f.alteration == "EGFR C797S"}
    assert roles == {Role.EXPLAINS_CURRENT_RESISTANCE}
    bare = interpret(sample(taken), inputs(events[0], depth=5), knowledge)
    assert call(bare, taken) is Call.NOT_ASSESSABLE


def test_a_resistance_mutation_of_the_bypass_weighs_on_the_inhibitor_of_it(knowledge: Knowledge) -> None:
    events = variant(knowledge.genome, "EGFR", "L858R"), amplification("MET")
    taken = "osimertinib + savolitinib"
    assert call(interpret(sample(taken), inputs(*events), knowledge), taken) is Call.SENSITIVE
    changed = interpret(sample(taken), inputs(*events, variant(knowledge.genome, "MET", "D1228N")), knowledge)
    assert (call(changed, taken), basis(changed, taken)) == (Call.UNCERTAIN, "combination_no_data")
    assert "MET D1228N" in next(d.statement for d in changed.drugs if d.drug == taken)
    assert "resistance_without_driver" not in {flag.code for flag in changed.flags}


def test_activity_against_what_was_found_says_where_nothing_could_be_seen(knowledge: Knowledge) -> None:
    events = variant(knowledge.genome, "ROS1", "L2026M"), fusion("CD74", "ROS1")
    told = {}
    for depth in (5, 2000):
        result = interpret(sample("crizotinib"), inputs(*events, depth=depth), knowledge)
        assert call(result, "lorlatinib") is Call.SENSITIVE
        told[depth] = next(d.statement for d in result.drugs if d.drug == "lorlatinib")
    assert told[5].startswith(told[2000])
    assert "not excluded: at ROS1" in told[5]


def test_what_stops_an_antibody_says_nothing_of_inhibitors(knowledge: Knowledge) -> None:
    events = [variant(knowledge.genome, "EGFR", change) for change in ("L858R", "S492R")]
    assert call(interpret(sample("osimertinib"), inputs(*events), knowledge), "osimertinib") is Call.NO_KNOWN_RESISTANCE


@pytest.mark.parametrize(
    ("gene", "change", "waits"),
    [
        ("ROS1", "G2032R", True),
        ("KIT", "V654A", True),
        ("BRAF", "V600E", False),
        ("KRAS", "G12C", False),
        ("KIT", "W557_K558del", False),
    ],
)
def test_only_resistance_of_its_own_gene_waits_for_a_driver(
    knowledge: Knowledge, gene: str, change: str, waits: bool
) -> None:
    """BRAF V600E and KRAS G12C are no kinase-domain variants of tier III: they may drive the tumour themselves."""
    result = interpret(sample(), inputs(variant(knowledge.genome, gene, change)), knowledge)
    assert not result.drivers
    assert ("resistance_without_driver" in {flag.code for flag in result.flags}) is waits


def test_a_driver_is_no_unlisted_change_of_a_resistance_residue(knowledge: Knowledge) -> None:
    """All rows of the exon 18 deletion are unverified; those of E709X are about another driver."""
    events = inputs(variant(knowledge.genome, "EGFR", "E709_T710delinsD"))
    result = interpret(sample("gefitinib"), events, knowledge)
    assert [driver.name for driver in result.drivers] == ["E709_T710delinsD"]
    assert "residue" not in {d.basis for d in result.drugs}
