"""An alteration of a result comes back as an event that makes the same alteration and meets the same rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import fusion, variant
from ros1annot.annotate.transcripts import Genome
from ros1annot.interpret.alterations import Counting, alterations_of
from ros1annot.knowledge import Knowledge, load_knowledge
from ros1annot.model import Assembly, CopyNumberCall, Event, FusionRole, Phase, SpliceCall, SpliceVariant
from ros1annot.parameters import EngineConfig
from ros1annot.restore import event_of
from ros1annot.table.match import match

CHANGES = (
    ("ROS1", "G2032R"),
    ("ALK", "T1151dup"),
    ("EGFR", "E746_A750del"),
    ("EGFR", "D770_N771insSVD"),
    ("EGFR", "L747_P753delinsS"),
    ("KIT", "W557_K558del"),
    ("NF1", "R1276*"),
    ("PTEN", "R130fs"),
    ("TP53", "R175H"),
)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(EngineConfig())


@st.composite
def events(draw: st.DrawFn, genome: Genome) -> Event:
    """Any kind of event, counted or not."""
    filters = tuple(draw(st.lists(st.sampled_from(["weak_evidence", "strand_bias"]), unique=True, max_size=2)))
    match draw(st.integers(0, 3)):
        case 0:
            gene, change = draw(st.sampled_from(CHANGES))
            phase = draw(st.none() | st.builds(Phase, st.sampled_from(["1", "x_y"]), st.integers(0, 1)))
            reads = draw(st.integers(1, 500))
            return variant(genome, gene, change, vaf=0.25, reads=reads, filters=filters, phase=phase)
        case 1:
            role = draw(st.sampled_from(FusionRole))
            confidence = draw(st.sampled_from(["high", "medium", "low", ""]))
            five, three = draw(st.sampled_from([("EML4", "ALK"), ("CD74", "ROS1"), ("ALK", "EML4")]))
            return fusion(five, three, role, confidence=confidence)
        case 2:
            change = draw(st.sampled_from(["amplification", "loss"]))
            copies = draw(st.none() | st.floats(0, 50))
            return CopyNumberCall("MET", change, copies, None, "generic", "c.tsv", filters)  # type: ignore[arg-type]  # of two words
        case _:
            reads = draw(st.none() | st.integers(0, 50))
            call = SpliceCall("MET", "7", 100, 200, "arriba", "f.tsv", reads, filters=filters)
            gene, name, first, last = draw(
                st.sampled_from([("MET", "exon 14 skipping", 14, 14), ("EGFR", "vIII", 2, 7)])
            )
            return SpliceVariant(gene, name, first, last, (call,))


@given(data=st.data())
def test_an_event_survives_the_result(genome: Genome, knowledge: Knowledge, data: st.DataObject) -> None:
    event = data.draw(events(genome))
    counting = Counting(knowledge.parameters, knowledge.wording, knowledge.cautions)
    (stored,) = alterations_of([event], counting)
    restored = event_of(stored, genome, Assembly.GRCH38)
    assert alterations_of([restored], counting) == (stored,)
    assert match(knowledge.table, [restored]) == match(knowledge.table, [event])
