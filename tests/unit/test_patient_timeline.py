import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from scipy.stats import fisher_exact, nchypergeom_fisher

import results
from pages import Page
from ros1annot.cli import main
from ros1annot.patient.counts import Reads, raw_p, relative_p
from ros1annot.patient.model import Absence, PairKind, RawBecause, Settings, State, Timeline, Verdict
from ros1annot.patient.timeline import timeline
from ros1annot.patient.visit import visit_of
from ros1annot.resources import resource
from ros1annot.result import Alteration, Driver, HotspotState, Result
from ros1annot.write.html import report_labels
from ros1annot.write.json import write_result
from ros1annot.write.patient_page import render_patient, timeline_to_json

SCHEMA = Draft202012Validator(json.loads(resource("schemas", "patient.schema.json").read_text(encoding="utf-8")))
PLACES = {"L858R": 55191822, "T790M": 55181378, "C797S": 55181398}


def egfr(name: str, alt_reads: int, depth: int = 4000) -> Alteration:
    return results.alteration(
        name, id=name, gene="EGFR", chrom="7", pos=PLACES[name], hgvs_c=f"c.{name}", transcript="NM_005228.5",
        mane=None, alt_reads=alt_reads, depth=depth, vaf=round(alt_reads / depth, 6),
    )  # fmt: skip


def sample(name: str, day: str | None, *seen: Alteration, depth: int | None = 4000, **changes: Any) -> Result:
    """A plasma sample whose hotspot T790 has a depth; L858R is the driver where it is seen."""
    lod = {4000: 0.00157, 400: 0.0157}.get(depth or 0)
    states = {4000: HotspotState.NOT_DETECTED, None: HotspotState.UNKNOWN}
    state = states.get(depth, HotspotState.NOT_ASSESSABLE)
    drivers = [Driver(name=a.name, gene="EGFR", contexts=(), alteration_id=a.id) for a in seen if a.name == "L858R"]
    described = results.sample(name, specimen="ctDNA", site="plasma", collected=day, current_therapy=["osimertinib"])
    return results.result(
        name, sample={**described, **changes}, alterations=seen, findings=(), drugs=(), flags=(),
        drivers=tuple(drivers), callability=(results.hotspot("T790", state, gene="EGFR", depth=depth, lod=lod),),
    )  # fmt: skip


def course(*given: Result) -> Timeline:
    return timeline("P1", [visit_of(result, str.lower) for result in given], (), Settings(), report_labels())


def ids(of: Timeline) -> dict[str, str]:
    return {variant.name: variant.id for variant in of.variants}


def verdicts(of: Timeline, step: int = 0) -> dict[str, Verdict]:
    names = {variant.id: variant.name for variant in of.variants}
    return {names[change.variant]: change.verdict for change in of.steps[step].changes}


def test_t790m_cleared_on_osimertinib_with_the_driver_present_suggests_a_bypass() -> None:
    told = course(
        sample("S1", "2025-01-01", egfr("L858R", 400), egfr("T790M", 200)),
        sample("S2", "2025-06-01", egfr("L858R", 420)),
    )
    assert verdicts(told) == {"L858R": Verdict.STABLE, "T790M": Verdict.CLEARED}
    assert [(note.code, note.rule) for note in told.notes] == [("t790m_lost", "C9")]


@pytest.mark.parametrize("depth", [400, None])
def test_nothing_is_cleared_where_it_could_not_have_been_seen(depth: int | None) -> None:
    told = course(
        sample("S1", "2025-01-01", egfr("L858R", 400), egfr("T790M", 40)),
        sample("S2", "2025-06-01", egfr("L858R", 420), depth=depth),
    )
    assert verdicts(told)["T790M"] is Verdict.UNDETERMINED
    assert [note.code for note in told.notes] == ["t790m_not_seen"]


def test_what_falls_below_the_limit_of_a_shallow_sample_has_fallen_and_is_not_cleared() -> None:
    told = course(
        sample("S1", "2025-01-01", egfr("L858R", 400), egfr("T790M", 400)),
        sample("S2", "2025-06-01", egfr("L858R", 40, depth=400), depth=400),
    )
    assert verdicts(told)["T790M"] is Verdict.FALLING
    assert [note.code for note in told.notes] == ["t790m_not_seen"]


def test_what_goes_up_in_small_steps_is_told_from_first_to_last() -> None:
    told = course(*(sample(f"S{n}", f"2025-0{n}-01", egfr("L858R", round(100 * 1.25**n))) for n in range(1, 8)))
    words = [(step.overall, [change.verdict for change in step.changes]) for step in told.steps]
    assert words == [*[(False, [Verdict.STABLE])] * 6, (True, [Verdict.RISING])]


def test_a_variant_that_falls_with_its_driver_is_stable_relative_to_it() -> None:
    told = course(
        sample("S1", "2025-01-01", egfr("L858R", 800), egfr("T790M", 400)),
        sample("S2", "2025-06-01", egfr("L858R", 200), egfr("T790M", 100)),
    )
    change = next(c for c in told.steps[0].changes if c.decides == "relative")
    assert (change.raw.verdict, change.verdict) == (Verdict.FALLING, Verdict.STABLE)


def test_a_failed_and_an_undated_sample_are_shown_and_compared_with_none() -> None:
    broken = replace(results.failed("S2"), sample=results.sample("S2", specimen="ctDNA", collected="2025-03-01"))
    told = course(
        sample("S1", "2025-01-01", egfr("L858R", 400)), broken,
        sample("S3", "2025-06-01", egfr("L858R", 400)), sample("S4", None, egfr("L858R", 9)),
    )  # fmt: skip
    assert [(step.earlier, step.later) for step in told.steps] == [("S1", "S3")]
    assert [seen.state for seen in told.variants[0].observations][1] is State.FAILED
    assert [point.sample for point in told.undated] == ["S4"]
    assert "copy it again" in Page(render_patient(told)).section("Samples").text


def test_tissue_and_plasma_of_one_time_say_why_one_lacks_a_variant() -> None:
    tissue = sample("S1", "2025-01-01", egfr("L858R", 400), egfr("T790M", 200), specimen="tissue", site="lung")
    told = course(tissue, sample("S2", "2025-01-20", egfr("L858R", 40)))
    (pair,) = told.pairs
    assert [(one.missing_in, one.reason) for one in pair.differences] == [("S2", Absence.TRULY_ABSENT)]


def test_the_json_follows_its_schema_and_the_order_of_samples_changes_nothing() -> None:
    given = [
        sample("S1", "2025-01-01", egfr("L858R", 400), egfr("T790M", 200)),
        sample("S2", "2025-06-01", egfr("L858R", 420)),
        results.result("S3"), results.failed("S4"),
    ]  # fmt: skip
    text = timeline_to_json(course(*given))
    SCHEMA.validate(json.loads(text))
    assert text == timeline_to_json(course(*reversed(given)))


def test_the_command_writes_page_and_json_and_reads_therapies(tmp_path: Path) -> None:
    path = write_result(sample("S1", "2025-01-01", egfr("L858R", 400)), tmp_path)
    sheet = tmp_path / "therapies.tsv"
    sheet.write_text("patient\tdrug\tstart\tend\nP1\tOsimertinib\t2024-12-01\t\n", encoding="utf-8")
    left = tmp_path / "patients" / ".P1.html.0123456789ab.part"  # by a process that was killed
    left.parent.mkdir()
    left.touch()
    assert main(["patient", str(path), "-o", str(tmp_path), "--therapies", str(sheet)]) == 0
    assert not left.exists()
    written = json.loads((tmp_path / "patients" / "P1.json").read_text(encoding="utf-8"))
    assert written["therapies"] == [{"drug": "osimertinib", "start": "2024-12-01", "end": None, "source": "sheet"}]
    page = Page((tmp_path / "patients" / "P1.html").read_text(encoding="utf-8"))
    assert page.all("svg")
    assert not page.all("script")


def test_without_variation_the_tests_are_fishers_own() -> None:
    earlier, later, driver = Reads(20, 2000), Reads(41, 2300), (Reads(210, 2000), Reads(150, 2300))
    tails = [fisher_exact([[20, 1980], [41, 2259]], alternative=side).pvalue for side in ("less", "greater")]
    assert raw_p(earlier, later) == pytest.approx(2 * min(tails), rel=1e-9)
    law = nchypergeom_fisher(61 + 360, 61, 230, (2000 / 2000) / (2300 / 2300))
    assert relative_p(earlier, later, *driver) == pytest.approx(2 * min(law.cdf(20), law.sf(19)), rel=1e-6)


def test_the_variation_of_runs_matters_where_reads_are_many_and_hardly_where_they_are_few() -> None:
    few, many = (Reads(10, 1000), Reads(22, 1000)), (Reads(1000, 10_000), Reads(1200, 10_000))
    assert raw_p(*few, variation=0.1) < 2 * raw_p(*few)
    assert raw_p(*many) < 1e-4
    assert raw_p(*many, variation=0.1) > 0.1


def test_a_germline_variant_and_one_of_blood_are_not_measured_by_the_driver() -> None:
    told = course(
        sample("S1", "2025-01-01", egfr("L858R", 200), egfr("T790M", 1990)),
        sample("S2", "2025-06-01", egfr("L858R", 20), egfr("T790M", 2010)),
    )
    change = next(c for c in told.steps[0].changes if c.variant == ids(told)["T790M"])
    assert (change.decides, change.raw_because, change.verdict) == ("raw", RawBecause.NOT_TUMOUR, Verdict.STABLE)


def test_the_same_variant_on_two_assemblies_is_one() -> None:
    other = replace(egfr("T790M", 90), id="x", pos=55249071, transcript="NM_005228.3")
    told = course(sample("S1", "2025-01-01", egfr("T790M", 100)), sample("S2", "2025-06-01", other))
    assert [variant.name for variant in told.variants] == ["T790M"]
    assert verdicts(told) == {"T790M": Verdict.STABLE}


def test_samples_of_one_day_are_no_step_and_each_is_compared_with_the_next() -> None:
    told = course(
        sample("S1", "2025-01-01", egfr("L858R", 400)), sample("S2", "2025-01-01", egfr("L858R", 410)),
        sample("S3", "2025-06-01", egfr("L858R", 400)),
    )  # fmt: skip
    assert [(step.earlier, step.later) for step in told.steps] == [("S1", "S3"), ("S2", "S3")]


def test_one_sample_alone_has_a_page_without_changes() -> None:
    told = course(sample("S1", "2025-01-01", egfr("L858R", 400)))
    page = Page(render_patient(told))
    assert not told.steps
    assert "no two dated samples" in page.section("What changed").text
    assert page.all("svg")


def test_nothing_is_said_to_change_between_two_sites_which_stand_side_by_side() -> None:
    tissue = {"specimen": "tissue"}
    told = course(
        sample("T1", "2024-01-01", egfr("L858R", 400), egfr("T790M", 200), site="Lung", **tissue),
        sample("T2", "2025-01-01", egfr("L858R", 420), site="liver", **tissue),
        sample("T3", "2025-06-01", egfr("L858R", 420), site=" lung", **tissue),
    )
    assert [(step.earlier, step.later) for step in told.steps] == [("T1", "T3")]
    assert [(p.kind, p.first, p.second) for p in told.pairs] == [
        (PairKind.SITES, "T1", "T2"),
        (PairKind.SITES, "T2", "T3"),
    ]
    assert [(d.missing_in, d.reason) for d in told.pairs[0].differences] == [("T2", Absence.TRULY_ABSENT)]
    assert "sites_differ" in [note.code for note in told.notes]


@pytest.mark.parametrize(
    ("plasma", "reason"),
    [
        ({}, Absence.TRULY_ABSENT),
        ({"depth": 400}, Absence.BELOW_LIMIT),
        ({"depth": 0}, Absence.NOT_COVERED),
        ({"depth": None}, Absence.LIMIT_UNKNOWN),
    ],
)
def test_why_plasma_lacks_what_tissue_shows(plasma: dict[str, Any], reason: Absence) -> None:
    tissue = sample("S1", "2025-01-01", egfr("L858R", 400), egfr("T790M", 200), specimen="tissue")
    (pair,) = course(tissue, sample("S2", "2025-01-20", egfr("L858R", 40), **plasma)).pairs
    assert [(one.missing_in, one.reason) for one in pair.differences] == [("S2", reason)]


def test_plasma_without_tumour_dna_and_a_filtered_call_are_reasons_of_their_own() -> None:
    tissue = sample("S1", "2025-01-01", egfr("L858R", 400), egfr("T790M", 200), specimen="tissue")
    silent = replace(sample("S2", "2025-01-20"), flags=(results.flag("-", code="non_informative"),))
    (pair,) = course(tissue, silent).pairs
    assert {one.reason for one in pair.differences} == {Absence.NON_INFORMATIVE}
    filtered = replace(egfr("T790M", 4), counted=False, why_not_counted="the caller filtered it")
    (pair,) = course(tissue, sample("S2", "2025-01-20", egfr("L858R", 40), filtered)).pairs
    assert [one.reason for one in pair.differences] == [Absence.FILTERED]


def test_patients_whose_ids_differ_by_case_are_refused_in_the_sheet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "samples.tsv"
    sheet.write_text("sample\tpatient\tvcf\na\tP1\ta.vcf\nb\tp1\ta.vcf\n", encoding="utf-8")
    assert main(["patient", "--sheet", str(sheet), "-o", str(tmp_path)]) == 2
    assert "line 3, patient: 'p1' differs from 'P1' of line 2 by case only" in capsys.readouterr().err


def test_a_placeholder_is_no_patient(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = tmp_path / "samples.tsv"
    sheet.write_text("sample\tpatient\tvcf\na\tunknown\ta.vcf\nb\tNA\ta.vcf\n", encoding="utf-8")
    assert main(["patient", "--sheet", str(sheet), "-o", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert "line 2, patient: 'unknown' names nobody" in told
    assert "line 3, patient" not in told


def test_the_table_of_changes_has_a_line_a_variant_and_step(tmp_path: Path) -> None:
    for one in (
        sample("S1", "2025-01-01", egfr("L858R", 400), egfr("T790M", 200)),
        sample("S2", "2025-06-01", egfr("L858R", 420)),
    ):
        write_result(one, tmp_path)
    assert main(["patient", str(tmp_path), "-o", str(tmp_path)]) == 0
    header, *lines = (tmp_path / "cohort" / "changes.tsv").read_text(encoding="utf-8").splitlines()
    rows = [dict(zip(header.split("\t"), line.split("\t"), strict=True)) for line in lines]
    told = [(row["alteration"], row["verdict"], row["later_state"], row["later_lod"]) for row in rows]
    assert told == [("L858R", "stable", "seen", ""), ("T790M", "cleared", "not_detected", "0.00157")]


def test_the_tests_find_what_is_large_and_not_what_is_chance() -> None:
    assert raw_p(Reads(20, 2000), Reads(21, 2000)) > 0.5
    assert raw_p(Reads(20, 2000), Reads(80, 2000)) < 0.001
