"""Stored results matched anew: with their own table they say what they said; with another one, who changes is told."""

from dataclasses import replace
from pathlib import Path

import pytest

from events import amplification, fusion, variant
from ros1annot.annotate.transcripts import Genome
from ros1annot.cli import main
from ros1annot.cli.explain import explain
from ros1annot.errors import UsageError
from ros1annot.impact import changed_calls
from ros1annot.interpret.alterations import Counting, alterations_of
from ros1annot.knowledge import Knowledge, load_knowledge
from ros1annot.model import Assembly, Event, FusionRole, Phase
from ros1annot.parameters import EngineConfig
from ros1annot.replay import replay
from ros1annot.resources import config_file, resource
from ros1annot.restore import event_of
from ros1annot.result import Result
from ros1annot.write.json import read_result

STORED = ("alterations", "drivers", "findings", "drugs", "callability", "phases", "summary")


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(EngineConfig())


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("demo")
    assert main(["annotate", str(config_file("samples.tsv")), "-o", str(out)]) == 0
    return out


@pytest.fixture(scope="module")
def results(demo: Path) -> list[Result]:
    return [read_result(path) for path in sorted(demo.glob("*/*.json"))]


def without(folder: Path, row: str) -> Path:
    lines = resource("resistance.tsv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(f"{row}\t")]
    assert len(kept) == len(lines) - 1
    path = folder / "resistance.tsv"
    path.write_text("".join(kept), encoding="utf-8")
    return path


def test_the_demo_replays_to_what_it_said(results: list[Result], knowledge: Knowledge) -> None:
    assert len(results) > 15
    for result in results:
        again = replay(result, knowledge)
        for name in STORED:
            assert getattr(again, name) == getattr(result, name), (result.sample["name"], name)


@pytest.mark.parametrize(
    ("alteration", "gene", "event"),
    [
        ("small", "ROS1", lambda g: variant(g, "ROS1", "G2032R", phase=Phase("7", 1))),
        ("filtered", "ROS1", lambda g: variant(g, "ROS1", "G2032R", filters=("weak_evidence", "strand_bias"))),
        ("few reads", "KIT", lambda g: variant(g, "KIT", "W557_K558del", reads=2)),
        ("fusion", "ALK", lambda _: fusion("EML4", "ALK")),
        ("doubtful fusion", "ALK", lambda _: fusion("EML4", "ALK", confidence="low")),
        ("reciprocal", "ROS1", lambda _: fusion("ROS1", "CD74", FusionRole.RECIPROCAL)),
        ("gain", "MET", lambda _: amplification("MET")),
    ],
)
def test_an_alteration_comes_back_as_the_event_it_tells_of(
    genome: Genome, knowledge: Knowledge, alteration: str, gene: str, event: object
) -> None:
    original: Event = event(genome)  # type: ignore[operator]  # a table of lambdas
    counting = Counting(knowledge.parameters, knowledge.wording)
    (stored,) = alterations_of([original], counting)
    assert stored.gene == gene, alteration
    (again,) = alterations_of([event_of(stored, genome, Assembly.GRCH38)], counting)
    assert again == stored


def test_a_fusion_that_one_trusted_caller_of_two_gave_still_counts(genome: Genome, knowledge: Knowledge) -> None:
    call = fusion("EML4", "ALK").calls[0]
    calls = (replace(call, confidence="low"), replace(call, confidence="", caller="other"))
    counting = Counting(knowledge.parameters, knowledge.wording)
    (stored,) = alterations_of([replace(fusion("EML4", "ALK"), calls=calls)], counting)
    assert (stored.counted, stored.confidence) == (True, "low")
    event = event_of(stored, genome, Assembly.GRCH38)
    assert alterations_of([event], counting)[0].counted


def test_the_thresholds_of_the_result_are_kept(results: list[Result], knowledge: Knowledge) -> None:
    strict = replace(knowledge, parameters=replace(knowledge.parameters, min_alt_reads=100_000))
    result = next(result for result in results if result.sample["name"] == "ros1-g2032r")
    assert replay(result, strict).drugs == result.drugs


def test_a_failed_result_is_not_replayed(results: list[Result], knowledge: Knowledge) -> None:
    with pytest.raises(UsageError, match="failed, so there is nothing to replay"):
        replay(replace(results[0], status="failed"), knowledge)


@pytest.mark.parametrize(
    ("column", "value"),
    [("earlier", [{"drivers": []}]), ("specimen", "marrow"), ("tumour_fraction", "much"), ("assembly", "hg18")],
)
def test_a_row_that_no_sheet_holds_is_told(
    results: list[Result], knowledge: Knowledge, column: str, value: object
) -> None:
    edited = replace(results[0], sample={**results[0].sample, column: value})
    with pytest.raises(UsageError, match="row of the sheet was edited in its result"):
        replay(edited, knowledge)


@pytest.mark.parametrize("row", ["F0012", "F0179", "F0520"])
def test_removing_a_row_changes_exactly_the_samples_that_relied_on_it(
    results: list[Result], knowledge: Knowledge, tmp_path: Path, row: str
) -> None:
    new = load_knowledge(EngineConfig(resistance_table=without(tmp_path, row)))
    changed = {
        str(result.sample["name"]) for result in results if any(True for _ in changed_calls(result, knowledge, new))
    }
    relied = {
        str(result.sample["name"])
        for result in results
        for drug in result.drugs
        if [result.findings[index].entry_id for index in drug.because] == [row]
    }
    assert relied
    assert changed == relied


def test_what_decides_a_demo_sample_is_what_explain_says(results: list[Result], knowledge: Knowledge) -> None:
    asked = 0
    for result in results:
        for finding in result.findings:
            if finding.decides:
                answer = explain(finding.alteration, knowledge.table, knowledge.genome, therapy=finding.drug)
                assert finding.entry_id in {row.entry.id for row in answer.rows}, (result.sample["name"], finding)
                asked += 1
    assert asked > 100


def test_the_same_table_changes_nobody(results: list[Result], knowledge: Knowledge) -> None:
    assert [change for result in results for change in changed_calls(result, knowledge, knowledge)] == []


def test_the_command_names_sample_drug_and_both_calls(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["table", "diff", "shipped", str(without(tmp_path, "F0012")), "--on", str(demo)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("- F0012 ROS1 p.G2032R")
    assert "ros1-g2032r\tcrizotinib\tresistant by F0012 -> uncertain" in lines
    assert lines[-1].startswith("samples: 1 of ")


def test_a_folder_without_results_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["table", "diff", "shipped", "shipped", "--on", str(tmp_path)]) == 2
    assert "holds no SAMPLE/SAMPLE.json" in capsys.readouterr().err
