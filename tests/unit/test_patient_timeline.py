import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from jsonschema import Draft202012Validator

import results
from pages import Page
from ros1annot.cli import main
from ros1annot.patient.counts import Reads, corrected, raw_p, relative_p
from ros1annot.patient.model import Absence, Settings, State, Timeline, Verdict
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
    state = HotspotState.NOT_DETECTED if depth == 4000 else HotspotState.NOT_ASSESSABLE
    drivers = [Driver(name=a.name, gene="EGFR", contexts=(), alteration_id=a.id) for a in seen if a.name == "L858R"]
    described = results.sample(name, specimen="ctDNA", site="plasma", collected=day, current_therapy=["osimertinib"])
    return results.result(
        name, sample={**described, **changes}, alterations=seen, findings=(), drugs=(), flags=(),
        drivers=tuple(drivers), callability=(results.hotspot("T790", state, gene="EGFR", depth=depth, lod=lod),),
    )  # fmt: skip


def course(*given: Result) -> Timeline:
    return timeline("P1", [visit_of(result, str.lower) for result in given], (), Settings(), report_labels())


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
    assert [note.code for note in told.notes] == (["t790m_not_seen"] if depth else [])


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
    assert main(["patient", str(path), "-o", str(tmp_path), "--therapies", str(sheet)]) == 0
    written = json.loads((tmp_path / "patients" / "P1.json").read_text(encoding="utf-8"))
    assert written["therapies"] == [{"drug": "osimertinib", "start": "2024-12-01", "end": None, "source": "sheet"}]
    page = Page((tmp_path / "patients" / "P1.html").read_text(encoding="utf-8"))
    assert page.all("svg")
    assert not page.all("script")


def test_false_changes_of_serial_plasma_stay_below_five_percent() -> None:
    """One driver and nine variants, nothing changes but the share of tumour DNA: any word of change is false."""
    random = np.random.default_rng(20261124)
    false, rounds = 0, 150
    for _ in range(rounds):
        shares, depths = random.uniform(0.02, 0.2, 2), random.integers(1000, 4000, 2)
        driver = [Reads(max(1, int(random.binomial(n, f))), int(n)) for n, f in zip(depths, shares, strict=True)]
        p_values = []
        for part in random.uniform(0.2, 0.9, 9):
            seen = [Reads(int(random.binomial(n, f * part)), int(n)) for n, f in zip(depths, shares, strict=True)]
            p_values.append(relative_p(seen[0], seen[1], driver[0], driver[1]))
        false += min(corrected(p_values)) <= 0.05
    assert false / rounds <= 0.05 + 2 * (0.05 * 0.95 / rounds) ** 0.5


def test_the_raw_test_sees_what_is_large_and_not_what_is_chance() -> None:
    assert raw_p(Reads(20, 2000), Reads(21, 2000)) > 0.5
    assert raw_p(Reads(20, 2000), Reads(80, 2000)) < 0.001
