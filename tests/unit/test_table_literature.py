"""Statements of the literature that the shipped table has to make."""

import pytest

from ros1annot.annotate.transcripts import Genome
from ros1annot.model import Consequence
from ros1annot.result import Match, PhaseVerdict
from ros1annot.table.load import load_table
from ros1annot.table.match import RowMatch, contexts, match
from ros1annot.table.model import Effect, Entry, Level, ResistanceTable, Status
from table_builders import fusion, variant, variants


@pytest.fixture(scope="module")
def table(genome: Genome) -> ResistanceTable:
    return load_table(None, genome)


def said(rows: list[RowMatch], drug: str, driver: str) -> Entry:
    """The one row of a drug in a context."""
    found = [row.entry for row in rows if row.entry.drug == drug and row.entry.driver == driver]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("gene", "change", "driver", "drug", "effect"),
    [
        ("ROS1", "p.G2032R", "ROS1 fusion", "crizotinib", Effect.RESISTANT),
        ("ROS1", "p.G2032R", "ROS1 fusion", "lorlatinib", Effect.RESISTANT),
        ("ROS1", "p.G2032R", "ROS1 fusion", "repotrectinib", Effect.SENSITIVE),
        ("ROS1", "p.D2033N", "ROS1 fusion", "crizotinib", Effect.RESISTANT),
        ("ROS1", "p.L2026M", "ROS1 fusion", "crizotinib", Effect.RESISTANT),
        ("ROS1", "p.F2004C", "ROS1 fusion", "cabozantinib", Effect.RESISTANT),
        ("ROS1", "p.F2075C", "ROS1 fusion", "cabozantinib", Effect.RESISTANT),
        ("ROS1", "p.L2086F", "ROS1 fusion", "cabozantinib", Effect.SENSITIVE),
        ("KIT", "p.D816G", "ROS1 fusion", "crizotinib", Effect.RESISTANT),
        ("KIT", "p.D816G", "ROS1 fusion", "crizotinib + ponatinib", Effect.SENSITIVE),
        ("KIT", "p.D816G", "KIT-mutant GIST", "imatinib", Effect.RESISTANT),
        ("KIT", "p.V654A", "KIT-mutant GIST", "imatinib", Effect.RESISTANT),
        ("ALK", "p.L1196M", "ALK fusion", "crizotinib", Effect.RESISTANT),
        ("ALK", "p.C1156Y", "ALK fusion", "crizotinib", Effect.RESISTANT),
        ("ALK", "p.G1202R", "ALK fusion", "alectinib", Effect.RESISTANT),
        ("ALK", "p.G1202R", "ALK fusion", "brigatinib", Effect.RESISTANT),
        ("ALK", "p.I1171T", "ALK fusion", "alectinib", Effect.RESISTANT),
        ("EGFR", "p.T790M", "EGFR sensitising", "gefitinib", Effect.RESISTANT),
        ("EGFR", "p.T790M", "EGFR sensitising", "osimertinib", Effect.SENSITIVE),
        ("EGFR", "p.T790M", "EGFR sensitising", "afatinib", Effect.RESISTANT),
    ],
)
def test_single_alterations(
    genome: Genome, table: ResistanceTable, gene: str, change: str, driver: str, drug: str, effect: Effect
) -> None:
    rows = match(table, [variant(genome, gene, change)])
    entry = said(rows, drug, driver)
    assert entry.effect is effect
    assert entry.status in {Status.CITED, Status.CONFIRMED}
    assert entry.references


@pytest.mark.parametrize(("drug", "effect"), [("lorlatinib", Effect.RESISTANT), ("crizotinib", Effect.SENSITIVE)])
def test_alk_c1156y_with_l1198f_in_cis(genome: Genome, table: ResistanceTable, drug: str, effect: Effect) -> None:
    rows = match(table, variants(genome, "ALK", ["p.C1156Y", "p.L1198F"]))
    compounds = [row for row in rows if row.level is Match.COMPOUND]
    assert {row.required_phase for row in compounds} == {PhaseVerdict.CIS}
    assert {row.events for row in compounds} == {(0, 1)}
    assert said(compounds, drug, "ALK fusion").effect is effect


def test_egfr_t790m_with_c797s_asks_for_the_phase(genome: Genome, table: ResistanceTable) -> None:
    rows = match(table, variants(genome, "EGFR", ["p.C797S", "p.T790M"]))
    effects = {(row.entry.drug, row.required_phase): row.entry.effect for row in rows if row.level is Match.COMPOUND}
    assert effects["osimertinib", PhaseVerdict.CIS] is Effect.RESISTANT
    assert effects["osimertinib + gefitinib", PhaseVerdict.CIS] is Effect.RESISTANT
    assert effects["osimertinib + gefitinib", PhaseVerdict.TRANS] is Effect.SENSITIVE
    assert None not in {phase for _, phase in effects}, "the rows for C797S without T790M do not hold"


def test_egfr_c797s_without_t790m_keeps_first_generation_drugs(genome: Genome, table: ResistanceTable) -> None:
    rows = [row for row in match(table, [variant(genome, "EGFR", "p.C797S")]) if row.level is Match.COMPOUND]
    assert said(rows, "gefitinib", "EGFR sensitising").effect is Effect.SENSITIVE
    assert said(rows, "osimertinib", "EGFR sensitising").effect is Effect.RESISTANT


def test_alectinib_is_not_active_on_ros1(table: ResistanceTable) -> None:
    rows = match(table, [fusion("CD74", "ROS1")])
    assert said(rows, "alectinib", "ROS1 fusion").effect is Effect.NOT_ACTIVE


def test_kit_d816g_in_ros1_disease_cites_its_report_and_no_foreign_pmid(genome: Genome, table: ResistanceTable) -> None:
    entry = said(match(table, [variant(genome, "KIT", "p.D816G")]), "crizotinib", "ROS1 fusion")
    assert set(entry.references) == {
        "cite:Dziadziuszko 2016 J Thorac Oncol 11:1273-81",
        "doi:10.21037/tlcr.2017.11.13",
    }
    assert "29636358" in entry.note


def test_exon_11_with_a_secondary_mutation_in_gist(genome: Genome, table: ResistanceTable) -> None:
    events = [
        variant(genome, "KIT", "p.W557_K558del", Consequence.INFRAME_DELETION),
        variant(genome, "KIT", "p.V654A"),
    ]
    rows = [row for row in match(table, events) if row.level is Match.COMPOUND]
    assert said(rows, "imatinib", "KIT-mutant GIST").effect is Effect.RESISTANT
    assert said(rows, "sunitinib", "KIT-mutant GIST").effect is Effect.SENSITIVE


@pytest.mark.parametrize(
    ("gene", "change", "context"),
    [
        ("EGFR", "p.T790M", "EGFR-mutant"),
        ("EGFR", "p.T790M", "EGFR sensitising"),
        ("EGFR", "p.C797S", "EGFR-mutant"),
        ("KIT", "p.V654A", "KIT-mutant GIST"),
        ("KIT", "p.D816V", "KIT-mutant GIST"),
        ("ROS1", "p.G2032R", "ROS1 fusion"),
        ("ALK", "p.G1202R", "ALK fusion"),
    ],
)
def test_secondary_mutations_do_not_establish_the_driver(
    genome: Genome, table: ResistanceTable, gene: str, change: str, context: str
) -> None:
    assert context not in contexts(table, [variant(genome, gene, change)], "GIST")
    assert context not in contexts(table, [variant(genome, gene, change)], "NSCLC")


def test_rows_without_a_confirmed_source_are_of_unknown_tier(table: ResistanceTable) -> None:
    unverified = [entry for entry in table.entries if entry.status is Status.UNVERIFIED]
    assert unverified
    assert {entry.tier for entry in unverified} == {"III"}


def test_every_other_row_has_a_reference(table: ResistanceTable) -> None:
    assert all(entry.references for entry in table.entries if entry.status is not Status.UNVERIFIED)


def test_every_level_is_given(table: ResistanceTable) -> None:
    assert {entry.level for entry in table.entries} == set(Level)
