"""A dose of a drug has rows of its own, and never less doubt than the drug."""

import pytest

from events import inputs, variant
from ros1annot.annotate.transcripts import Genome
from ros1annot.interpret.build import interpret
from ros1annot.knowledge import Knowledge, load_knowledge
from ros1annot.model import Event, Sample
from ros1annot.parameters import EngineConfig
from ros1annot.result import Call, Result, Role

HIGH = "imatinib 800 mg"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(EngineConfig())


def result_of(knowledge: Knowledge, *events: Event, therapy: str = "imatinib", depth: int | None = None) -> Result:
    sample = Sample("s", disease="GIST", current_therapy=(therapy,))
    return interpret(sample, inputs(*events, depth=depth), knowledge)


def calls(result: Result) -> dict[str, Call]:
    return {drug.drug: drug.call for drug in result.drugs}


def test_exon_9_needs_the_higher_dose(genome: Genome, knowledge: Knowledge) -> None:
    result = result_of(knowledge, variant(genome, "KIT", "A502_Y503dup"))
    assert calls(result)["imatinib"] is Call.REDUCED_SENSITIVITY
    assert calls(result)[HIGH] is Call.NO_KNOWN_RESISTANCE


def test_a_patient_on_the_higher_dose_is_not_told_of_the_usual_one(genome: Genome, knowledge: Knowledge) -> None:
    result = result_of(knowledge, variant(genome, "KIT", "A502_Y503dup"), therapy="Imatinib 800 mg daily".lower())
    assert result.drugs[0].drug == HIGH
    roles = {finding.entry_id: finding.role for finding in result.findings}
    assert (roles["F0714"], roles["F0714b"]) == (Role.ARGUES_AGAINST, Role.DRIVER)


def test_what_stops_the_drug_leaves_the_dose_uncertain(genome: Genome, knowledge: Knowledge) -> None:
    events = variant(genome, "KIT", "W557_K558del"), variant(genome, "KIT", "V654A")
    result = result_of(knowledge, *events)
    assert (calls(result)["imatinib"], calls(result)[HIGH]) == (Call.RESISTANT, Call.UNCERTAIN)
    statement = next(drug.statement for drug in result.drugs if drug.drug == HIGH)
    assert "the table holds no data for this dose" in statement


def test_a_dose_is_looked_for_at_the_hotspots_of_its_drug(genome: Genome, knowledge: Knowledge) -> None:
    shallow = result_of(knowledge, variant(genome, "KIT", "W557_K558del"), depth=5)
    assert (calls(shallow)["imatinib"], calls(shallow)[HIGH]) == (Call.NOT_ASSESSABLE, Call.NOT_ASSESSABLE)
    deep = result_of(knowledge, variant(genome, "KIT", "W557_K558del"), depth=20_000)
    assert (calls(deep)["imatinib"], calls(deep)[HIGH]) == (Call.NO_KNOWN_RESISTANCE, Call.NO_KNOWN_RESISTANCE)
