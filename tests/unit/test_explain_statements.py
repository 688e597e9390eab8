"""What the practice rules of the field say of an alteration and a drug, ``explain`` says too."""

import pytest

from ros1annot.annotate.transcripts import Genome
from ros1annot.cli.explain import explain
from ros1annot.errors import UsageError
from ros1annot.result import Match
from ros1annot.table.load import load_table
from ros1annot.table.model import Effect, ResistanceTable

NOT_ACTIVE, RESISTANT, REDUCED, SENSITIVE = (
    Effect.NOT_ACTIVE,
    Effect.RESISTANT,
    Effect.REDUCED_SENSITIVITY,
    Effect.SENSITIVE,
)
STATEMENTS: list[tuple[str, str, Effect, str]] = [
    ("R7", "CD74::ROS1; ROS1 G2032R; ROS1 D2033N", NOT_ACTIVE, "alectinib"),
    ("R7", "ROS1 G2032R; ROS1 D2033N", RESISTANT, "crizotinib"),
    ("P2", "EGFR T790M+C797S cis", RESISTANT, "osimertinib; gefitinib; osimertinib + gefitinib"),
    ("P2", "EGFR T790M+C797S trans", SENSITIVE, "osimertinib + gefitinib"),
    ("P2", "EGFR C797S", SENSITIVE, "gefitinib; erlotinib"),
    ("C5", "KIT D816G", RESISTANT, "crizotinib"),
    ("C5", "KIT D816G", SENSITIVE, "crizotinib + ponatinib"),
    ("S1", "ROS1 G2032R; ROS1 D2033N", SENSITIVE, "repotrectinib; taletrectinib; zidesamtinib"),
    ("S1", "ROS1 F2004C; ROS1 F2075C; ROS1 D2113N; ROS1 D2113G", RESISTANT, "cabozantinib"),
    ("S1", "ROS1 L2026M; ROS1 S1986F; ROS1 S1986Y; ROS1 F2004V", SENSITIVE, "lorlatinib; repotrectinib"),
    ("S1", "ROS1 L2086F; ROS1 G2032R+L2086F", SENSITIVE, "cabozantinib"),
    ("S2", "ALK L1196M", RESISTANT, "crizotinib"),
    ("S2", "ALK L1196M; ALK G1269A", SENSITIVE, "lorlatinib; brigatinib; ceritinib"),
    ("S2", "ALK C1156Y", SENSITIVE, "lorlatinib; alectinib; brigatinib"),
    ("S2", "ALK I1171T; ALK I1171N; ALK I1171S; ALK V1180L", SENSITIVE, "lorlatinib; brigatinib; ceritinib"),
    ("S2", "ALK I1171T; ALK I1171N; ALK I1171S; ALK V1180L", RESISTANT, "alectinib"),
    ("S2", "ALK F1174C; ALK F1174L", SENSITIVE, "lorlatinib; alectinib"),
    ("S2", "ALK F1174C; ALK F1174L", RESISTANT, "ceritinib"),
    ("S2", "ALK L1152R; ALK L1152P; ALK T1151dup", SENSITIVE, "lorlatinib; brigatinib"),
    ("S2", "ALK G1202R; ALK G1202del; ALK D1203N", SENSITIVE, "lorlatinib; neladalkib"),
    ("S2", "ALK E1210K; ALK E1210K+S1206C", SENSITIVE, "lorlatinib"),
    ("S2", "ALK L1198F; ALK C1156Y+L1198F cis", SENSITIVE, "crizotinib"),
    ("S3", "ALK G1202R+L1198F cis; ALK I1171N+L1198F cis", SENSITIVE, "crizotinib"),
    ("S3", "ALK G1202R+L1196M cis; ALK G1202R+T1151M cis", SENSITIVE, "neladalkib"),
    ("S3", "ALK I1171N+D1203N cis", SENSITIVE, "neladalkib"),
    ("S3", "ALK I1171N+L1256F cis; ALK I1171N+L1196M cis; ALK I1171N+L1198F cis", SENSITIVE, "gilteritinib"),
    ("S4", "MET amplification", RESISTANT, "alectinib; lorlatinib"),
    ("S4", "MET amplification", SENSITIVE, "lorlatinib + crizotinib"),
    ("S5", "EGFR T790M", RESISTANT, "gefitinib; erlotinib"),
    ("S5", "EGFR T790M", SENSITIVE, "osimertinib"),
    ("S5", "EGFR G724S; EGFR L718Q; EGFR L718V", SENSITIVE, "afatinib"),
    ("S5", "EGFR G724S; EGFR L718Q; EGFR L718V; EGFR L792H; EGFR G796S", RESISTANT, "osimertinib"),
    ("S5", "EGFR exon 20 insertion", RESISTANT, "gefitinib; erlotinib"),
    ("S5", "EGFR exon 20 insertion", SENSITIVE, "amivantamab + carboplatin-pemetrexed; sunvozertinib"),
    ("S5", "EGFR A763_Y764insFQEA", SENSITIVE, "erlotinib"),
    (
        "S6",
        "MET amplification",
        SENSITIVE,
        "osimertinib + savolitinib; osimertinib + capmatinib; osimertinib + tepotinib",
    ),
    ("S6", "MET amplification", SENSITIVE, "osimertinib + crizotinib"),
    ("S6", "CCDC6::RET", SENSITIVE, "osimertinib + selpercatinib; osimertinib + pralsetinib"),
    ("S6", "BRAF V600E", SENSITIVE, "osimertinib + dabrafenib + trametinib"),
    ("S6", "EML4::ALK", SENSITIVE, "osimertinib + alectinib"),
    ("S7", "KIT V654A; KIT T670I; KIT exon 11 + V654A", RESISTANT, "imatinib"),
    ("S7", "KIT V654A; KIT T670I; KIT exon 11 + V654A", SENSITIVE, "sunitinib"),
    ("S7", "KIT D816V; KIT D820Y; KIT N822K; KIT A829P", RESISTANT, "imatinib"),
    ("S7", "KIT D816V; KIT D820Y; KIT N822K; KIT A829P", SENSITIVE, "ripretinib"),
    ("S7", "KIT exon 9; KIT A502_Y503dup; KIT F506_F508dup", REDUCED, "imatinib"),
    ("S7", "KIT exon 9; KIT A502_Y503dup; KIT F506_F508dup", SENSITIVE, "imatinib 800 mg"),
    ("S7", "PDGFRA D842V", RESISTANT, "imatinib"),
    ("S7", "PDGFRA D842V", SENSITIVE, "avapritinib"),
    ("S7", "KIT D816V", SENSITIVE, "avapritinib; midostaurin"),
]


@pytest.fixture(scope="module")
def table(genome: Genome) -> ResistanceTable:
    return load_table(None, genome)


@pytest.mark.parametrize(("rule", "queries", "effect", "drugs"), STATEMENTS)
def test_a_practice_rule_is_what_explain_says(
    genome: Genome, table: ResistanceTable, rule: str, queries: str, effect: Effect, drugs: str
) -> None:
    for query in queries.split("; "):
        for drug in drugs.split("; "):
            answer = explain(query, table, genome, therapy=drug)
            levels = {Match.COMPOUND} if "+" in query else {Match.EXACT, Match.CLASS, Match.COMPOUND}
            rows = [row.entry for row in answer.rows if row.level in levels] + list(answer.of_the_driver)
            assert effect in {entry.effect for entry in rows if entry.drug == drug}, (rule, query, drug)


@pytest.mark.parametrize("query", ["ROS1 S2032F", "ROS1 G2023R"])
def test_what_the_rules_call_invalid_is_refused(genome: Genome, table: ResistanceTable, query: str) -> None:
    with pytest.raises(UsageError, match=r"did you mean G2032[FR]\?"):
        explain(query, table, genome)


def test_an_unlisted_change_of_a_kinase_is_never_sensitive(genome: Genome, table: ResistanceTable) -> None:
    answer = explain("ROS1 K1980A", table, genome)
    assert answer.rows == []
    assert not answer.listed


def test_parts_are_not_added_up_to_a_compound(genome: Genome, table: ResistanceTable) -> None:
    assert explain("EGFR T790M+L718Q", table, genome).unknown_compound
    assert not explain("EGFR exon 19 deletion + T790M", table, genome).unknown_compound
    assert not explain("EGFR T790M+C797S", table, genome).unknown_compound


def test_a_compound_that_holds_takes_the_place_of_its_parts(genome: Genome, table: ResistanceTable) -> None:
    known = explain("EGFR T790M+C797S cis", table, genome, therapy="osimertinib")
    assert {row.level for row in known.rows} == {Match.COMPOUND}
    open_phase = explain("EGFR T790M+C797S", table, genome, therapy="osimertinib")
    assert {row.level for row in open_phase.rows} == {Match.COMPOUND, Match.EXACT}


def test_drivers_of_the_gene_asked_for_come_first(genome: Genome, table: ResistanceTable) -> None:
    drivers = list(dict.fromkeys(row.entry.driver for row in explain("CD74-ROS1", table, genome).rows))
    assert drivers == ["ROS1 fusion", "EGFR-mutant"]


def test_rows_that_no_file_shows_are_told_beside(genome: Genome, table: ResistanceTable) -> None:
    assert {entry.gene for entry in explain("RB1 loss", table, genome).beside} == {"TP53+RB1"}
    assert [e.alteration for e in explain("EGFR T790M", table, genome).beside] == ["loss of T790M on osimertinib"]
    assert explain("ROS1 G2032R", table, genome).beside == []
