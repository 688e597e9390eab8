"""Flags: the page lists every code, the numbers that raised one are in it, and what must not raise one does not."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from events import amplification, fusion, inputs, variant
from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import ResourceError, UsageError
from ros1annot.interpret.build import interpret
from ros1annot.interpret.cautions import load_cautions
from ros1annot.knowledge import Knowledge, load_knowledge
from ros1annot.model import Event, Sample, SmallVariant, Specimen, Strands
from ros1annot.parameters import EngineConfig, Parameters, parameters_from
from ros1annot.resources import resource
from ros1annot.result import Flag

PAGE = Path(__file__).parents[2] / "docs" / "interpretation.md"
PLASMA, TISSUE = Specimen.CTDNA, Specimen.TISSUE


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(EngineConfig())


def flags(knowledge: Knowledge, *events: Event, **row: object) -> dict[str, Flag]:
    sample = Sample("s", **({"current_therapy": ("crizotinib",)} | row))  # type: ignore[arg-type]
    return {flag.code: flag for flag in interpret(sample, inputs(*events), knowledge).flags}


def named(knowledge: Knowledge, *names: str, vaf: float = 0.2) -> list[SmallVariant]:
    return [variant(knowledge.genome, *name.split(), vaf=vaf) for name in names]


def test_the_page_lists_every_flag_once() -> None:
    wording = tomllib.loads(resource("wording.toml").read_text(encoding="utf-8"))
    section = PAGE.read_text().partition("## Flags")[2].partition("\n## ")[0]
    told = [
        code
        for line in section.splitlines()
        if line.startswith("|")
        for code in re.findall(r"`(\w+)`", line.split("|")[2])
    ]
    assert sorted(told) == sorted(wording["flag"])


# --- origin ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("vaf", "raised"), [(0.39, False), (0.4, True), (0.5, True), (0.6, True), (0.61, False)])
@pytest.mark.parametrize("name", ["EGFR T790M", "EGFR V843I", "EGFR R776H"])
def test_germline_is_asked_for_near_half(knowledge: Knowledge, name: str, vaf: float, *, raised: bool) -> None:
    found = flags(knowledge, *named(knowledge, "EGFR L858R"), *named(knowledge, name, vaf=vaf))
    assert ("germline" in found) is raised
    if raised:
        assert found["germline"].values == {"vaf": vaf, "low": 0.4, "high": 0.6}


@pytest.mark.parametrize(("driver", "raised"), [(0.09, True), (0.11, False)])
def test_any_variant_near_half_beside_a_low_driver(knowledge: Knowledge, driver: float, *, raised: bool) -> None:
    events = [*named(knowledge, "EGFR L858R", vaf=driver), *named(knowledge, "BRAF V600E", vaf=0.5)]
    found = flags(knowledge, *events)
    assert ("germline_beside_low_driver" in found) is raised
    assert not raised or found["germline_beside_low_driver"].values["driver_vaf"] == driver


@pytest.mark.parametrize(
    ("name", "vaf", "code"),
    [
        ("KIT D816V", 0.01, "kit_d816_blood"),
        ("KIT D816V", 0.06, "clonal_haematopoiesis"),
        ("KIT D816G", 0.01, "clonal_haematopoiesis"),
        ("TP53 R273H", 0.01, "clonal_haematopoiesis"),
        ("KRAS G12D", 0.01, "clonal_haematopoiesis"),
        ("BRAF V600E", 0.01, None),
    ],
)
def test_blood_is_asked_for_in_plasma_only(knowledge: Knowledge, name: str, vaf: float, code: str | None) -> None:
    events = [*named(knowledge, "EGFR L858R"), *named(knowledge, name, vaf=vaf)]
    codes = {"kit_d816_blood", "clonal_haematopoiesis"}
    assert codes & flags(knowledge, *events, specimen=PLASMA).keys() == ({code} if code else set())
    assert not codes & flags(knowledge, *events, specimen=TISSUE).keys()


def test_the_driver_s_own_gene_is_not_taken_for_blood(knowledge: Knowledge) -> None:
    events = named(knowledge, "KIT W557_K558del", "KIT V654A", vaf=0.02)
    found = flags(knowledge, *events, specimen=PLASMA, disease="GIST", current_therapy=("imatinib",))
    assert "clonal_haematopoiesis" not in found


def test_a_polymorphism_is_no_tp53_mutation(knowledge: Knowledge) -> None:
    events = named(knowledge, "EGFR L858R", "TP53 P72R"), [replace(amplification("RB1"), change="loss", copies=0.1)]
    result = interpret(Sample("s", specimen=PLASMA), inputs(*events[0], *events[1]), knowledge)
    assert [a.counted for a in result.alterations] == [True, False, True]
    codes = {flag.code for flag in result.flags}
    assert "polymorphism" in codes
    assert not codes & {"tp53_rb1", "clonal_haematopoiesis", "filtered_hit"}


# --- specimen ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fraction", "driver", "raised"),
    [(None, False, True), (0.009, False, True), (0.01, False, False), (None, True, False)],
)
def test_plasma_without_tumour_dna_is_not_informative(
    knowledge: Knowledge, fraction: float | None, *, driver: bool, raised: bool
) -> None:
    row: dict[str, object] = {"specimen": PLASMA, "drivers": ("EGFR L858R",), "tumour_fraction": fraction}
    found = flags(knowledge, *(named(knowledge, "EGFR L858R") if driver else ()), **row)
    assert ("non_informative" in found) is raised


# --- clones ------------------------------------------------------------------------------------------------


def test_two_changes_of_one_residue_are_two_clones(knowledge: Knowledge) -> None:
    events = [
        fusion("EML4", "ALK"),
        *named(knowledge, "ALK I1171N", vaf=0.1),
        *named(knowledge, "ALK I1171T", vaf=0.01),
    ]
    flag = flags(knowledge, *events)["polyclonal"]
    assert flag.values == {"variants": 2, "highest_vaf": 0.1, "lowest_vaf": 0.01}
    assert "ALK I1171N is the major and ALK I1171T the minor clone" in flag.text


def test_clones_of_like_size_are_not_told_apart(knowledge: Knowledge) -> None:
    events = [
        fusion("EML4", "ALK"),
        *named(knowledge, "ALK I1171N", vaf=0.1),
        *named(knowledge, "ALK I1171T", vaf=0.05),
    ]
    assert "major" not in flags(knowledge, *events)["polyclonal"].text


def test_rb1_has_to_be_lost(knowledge: Knowledge) -> None:
    driver, changed = named(knowledge, "EGFR L858R"), named(knowledge, "TP53 R273H")
    assert "tp53_rb1" not in flags(knowledge, *driver, *changed, amplification("RB1"))
    lost = replace(amplification("RB1"), change="loss", copies=0.1)
    assert "tp53_rb1" in flags(knowledge, *driver, *changed, lost)


# --- formalin ----------------------------------------------------------------------------------------------


def c_to_t(knowledge: Knowledge, reads: tuple[int, int], vaf: float = 0.03) -> SmallVariant:
    (event,) = named(knowledge, "ALK G1202R", vaf=vaf)
    support = replace(event.call.support, strands=Strands(200, 200, *reads))
    call = replace(event.call, ref="C", alt="T", support=support)
    return replace(event, ref="C", alt="T", calls=(call,))


@pytest.mark.parametrize(
    ("reads", "vaf", "specimen", "counted"),
    [
        ((12, 0), 0.03, TISSUE, False),
        ((6, 6), 0.03, TISSUE, True),
        ((12, 0), 0.06, TISSUE, True),
        ((12, 0), 0.03, PLASMA, True),
        ((3, 0), 0.03, TISSUE, True),
    ],
)
def test_a_rare_c_to_t_on_one_strand_of_tissue_does_not_count(
    knowledge: Knowledge, reads: tuple[int, int], vaf: float, specimen: Specimen, *, counted: bool
) -> None:
    events = c_to_t(knowledge, reads, vaf), fusion("EML4", "ALK")
    result = interpret(Sample("s", specimen=specimen), inputs(*events), knowledge)
    assert result.alterations[0].counted is counted
    assert ("ffpe_strand_bias" in {flag.code for flag in result.flags}) is not counted


def test_a_laboratory_can_turn_formalin_off(knowledge: Knowledge) -> None:
    off = replace(knowledge, parameters=replace(knowledge.parameters, ffpe_vaf=0.0))
    events = c_to_t(knowledge, (12, 0)), fusion("EML4", "ALK")
    assert interpret(Sample("s", specimen=TISSUE), inputs(*events), off).alterations[0].counted


@pytest.mark.parametrize(
    ("reads", "depth", "specimen", "counted"),
    [(5, 20_000, PLASMA, False), (12, 20_000, PLASMA, True), (5, 20_000, TISSUE, True), (3, 1_500, PLASMA, True)],
)
def test_a_plasma_call_has_to_be_above_the_background(
    knowledge: Knowledge, reads: int, depth: int, specimen: Specimen, *, counted: bool
) -> None:
    """At 20,000 reads and 2 errors in 10,000, four are expected of errors alone."""
    event = variant(knowledge.genome, "EGFR", "T790M", vaf=reads / depth, reads=reads)
    result = interpret(Sample("s", specimen=specimen, drivers=("EGFR L858R",)), inputs(event), knowledge)
    assert result.alterations[0].counted is counted
    assert ("filtered_hit" in {flag.code for flag in result.flags}) is not counted


@pytest.mark.parametrize(("reads", "raised"), [((20, 0), True), ((19, 1), False), ((2, 0), False)])
def test_a_hit_on_one_strand_is_told_and_counts(knowledge: Knowledge, reads: tuple[int, int], *, raised: bool) -> None:
    events = c_to_t(knowledge, reads), fusion("EML4", "ALK")
    result = interpret(Sample("s", specimen=PLASMA), inputs(*events), knowledge)
    assert result.alterations[0].counted
    told = {flag.code: flag.values for flag in result.flags}
    assert ("one_strand" in told) is raised
    assert not raised or told["one_strand"]["alt_forward"] == 20


# --- therapy -----------------------------------------------------------------------------------------------


def test_without_a_history_resistance_is_potential(knowledge: Knowledge) -> None:
    events = inputs(fusion("CD74", "ROS1"), *named(knowledge, "ROS1 G2032R"))
    unknown = {d.drug: d.statement for d in interpret(Sample("s"), events, knowledge).drugs}
    known = {
        d.drug: d.statement for d in interpret(Sample("s", prior_therapies=("alectinib",)), events, knowledge).drugs
    }
    assert unknown["crizotinib"].startswith("Potential resistance to crizotinib")
    assert known["crizotinib"].startswith("Resistance to crizotinib")


@pytest.mark.parametrize(
    ("current", "prior", "change", "code"),
    [
        ("crizotinib", (), None, "alk_after_crizotinib"),
        ("crizotinib", (), "ALK G1202R", "alk_after_crizotinib_but"),
        ("crizotinib", ("alectinib",), "ALK G1202R", "alk_mutation_decides"),
        ("lorlatinib", ("crizotinib",), "ALK G1202R", "alk_mutation_decides"),
        ("lorlatinib", ("crizotinib",), None, "alk_no_mutation"),
        ("pemetrexed", (), "ALK G1202R", None),
    ],
)
def test_after_crizotinib_alone_every_later_alk_inhibitor_is_an_option(
    knowledge: Knowledge, current: str, prior: tuple[str, ...], change: str | None, code: str | None
) -> None:
    events = [fusion("EML4", "ALK"), *(named(knowledge, change) if change else ())]
    found = flags(knowledge, *events, current_therapy=(current,), prior_therapies=prior)
    assert {name for name in found if name.startswith("alk_")} == ({code} if code else set())


@pytest.mark.parametrize(("changes", "raised"), [((), True), (("ROS1 G2032R",), False), (("ROS1 L2010V",), True)])
def test_what_a_panel_does_not_exclude_is_told_where_nothing_explains(
    knowledge: Knowledge, changes: tuple[str, ...], *, raised: bool
) -> None:
    found = flags(knowledge, fusion("CD74", "ROS1"), *named(knowledge, *changes))
    assert ("no_mechanism" in found) is raised


def test_a_mutation_without_data_closes_no_option_after_crizotinib(knowledge: Knowledge) -> None:
    found = flags(knowledge, fusion("EML4", "ALK"), *named(knowledge, "ALK G1202R"))
    options, against = found["alk_after_crizotinib_but"].text.split("Options to discuss: ")[1].split(". The table")
    assert options == "lorlatinib and neladalkib"
    assert "alectinib, brigatinib and ceritinib" in against


# --- data --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("polymorphism\tTP53\tp.A72R\tdbSNP rs1", "line 2: TP53 p.A72R"),
        ("polymorphysm\tTP53\tp.P72R\tdbSNP rs1", "line 2: 'polymorphysm' is not a valid Caution"),
        ("germline\tDNMT3A\tp.R882H\tx", "DNMT3A has no shipped transcript"),
    ],
)
def test_a_wrong_caution_is_refused_with_its_line(tmp_path: Path, genome: Genome, line: str, problem: str) -> None:
    path = tmp_path / "cautions.tsv"
    path.write_text(f"caution\tgene\talteration\tsource\n{line}\n")
    with pytest.raises(ResourceError, match=re.escape(problem)):
        load_cautions(path, genome)


@pytest.mark.parametrize(
    ("name", "value"), [("germline_vaf_low", 1.5), ("ffpe_p", -0.1), ("clone_ratio", 0.5), ("indels_called", "no")]
)
def test_a_wrong_threshold_is_refused(name: str, value: object) -> None:
    with pytest.raises(UsageError, match=name):
        parameters_from({name: value}, "config.yaml")


def test_every_threshold_can_be_set() -> None:
    given = {"germline_vaf_low": 0.45, "ffpe_vaf": 0.1, "clone_ratio": 3, "indels_called": False}
    assert parameters_from(given, "config.yaml") == replace(Parameters(), **given)  # type: ignore[arg-type]


def test_a_refused_gain_is_told_with_its_copies(knowledge: Knowledge) -> None:
    gain = replace(amplification("MET"), filters=("lowQual",), copies=9.0)
    flag = flags(knowledge, *named(knowledge, "EGFR L858R"), gain)["filtered_hit"]
    assert flag.text.startswith("MET amplification (9 copies) is listed in the table but does not count")
    assert flag.values == {"copies": 9.0}
