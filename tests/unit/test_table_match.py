"""How events meet rows: exactly, by class, by residue, as a compound; and which contexts they establish."""

from dataclasses import replace
from pathlib import Path

import pytest

from ros1annot.annotate.transcripts import Genome
from ros1annot.model import Consequence, Event, FusionRole, ProteinChange, TranscriptName
from ros1annot.result import Match
from ros1annot.table.classes import in_class
from ros1annot.table.load import load_table
from ros1annot.table.match import contexts, match
from ros1annot.table.model import Kind, ResistanceTable
from ros1annot.table.traits import single_substitutions, trait_of
from table_builders import amplified, fusion, lost, variant, variants, write_table


@pytest.fixture(scope="module")
def table(genome: Genome) -> ResistanceTable:
    return load_table(None, genome)


def met(table: ResistanceTable, *events: Event) -> set[tuple[str, str, Match]]:
    """Gene, alteration and level of the rows that events meet."""
    return {(row.entry.gene, row.entry.alteration, row.level) for row in match(table, events)}


def test_an_exact_change_meets_its_own_rows_only(genome: Genome, table: ResistanceTable) -> None:
    assert met(table, variant(genome, "ROS1", "p.G2032R")) == {("ROS1", "p.G2032R", Match.EXACT)}


@pytest.mark.parametrize("change", ["p.G2032E", "p.G2032del"])
def test_another_change_of_a_listed_residue_meets_by_residue(
    genome: Genome, table: ResistanceTable, change: str
) -> None:
    found = match(table, [variant(genome, "ROS1", change)])
    assert {row.level for row in found} == {Match.RESIDUE}
    assert {row.entry.alteration for row in found} == {"p.G2032R", "p.G2032K"}
    assert all(row.entry.is_resistance for row in found)


def test_a_codon_of_a_class_counts_as_listed_residue(genome: Genome, table: ResistanceTable) -> None:
    assert ("KRAS", "kras_activating", Match.RESIDUE) in met(table, variant(genome, "KRAS", "p.G12A"))


@pytest.mark.parametrize("change", ["p.G2032*", "p.L2000K", "p.G2032fs", "p.D2033_L2034insG"])
def test_no_other_change_is_lifted_to_a_gene_or_residue(genome: Genome, table: ResistanceTable, change: str) -> None:
    assert met(table, variant(genome, "ROS1", change)) == set()


def test_an_intronic_variant_meets_nothing(genome: Genome, table: ResistanceTable) -> None:
    assert met(table, variant(genome, "ALK", "", Consequence.INTRON)) == set()


def test_one_molecule_under_two_names_is_met(genome: Genome, table: ResistanceTable) -> None:
    one = met(table, variant(genome, "EGFR", "p.S768_D770dup", Consequence.INFRAME_INSERTION))
    other = met(table, variant(genome, "EGFR", "p.D770_N771insSVD", Consequence.INFRAME_INSERTION))
    assert one == other
    assert ("EGFR", "p.S768_D770dup", Match.EXACT) in one
    assert ("EGFR", "exon20ins", Match.CLASS) in one


def test_the_exception_among_exon_20_insertions_is_not_in_the_class(genome: Genome, table: ResistanceTable) -> None:
    found = met(table, variant(genome, "EGFR", "p.A763_Y764insFQEA", Consequence.INFRAME_INSERTION))
    assert found == {("EGFR", "p.A763_Y764insFQEA", Match.EXACT)}


@pytest.mark.parametrize(
    ("gene", "change", "name", "member"),
    [
        ("EGFR", "p.E746_A750del", "exon19del", True),
        ("EGFR", "p.L747_P753delinsS", "exon19del", True),
        ("EGFR", "p.S752_I759del", "exon19del", True),
        ("EGFR", "p.L747P", "exon19del", False),
        ("EGFR", "p.E709_T710delinsD", "exon18del", True),
        ("EGFR", "p.E709_T710delinsD", "exon19del", False),
        ("EGFR", "p.K745_E746insIPVAIK", "exon19ins", True),
        ("EGFR", "p.H773_V774insNPH", "exon20ins", True),
        ("EGFR", "p.D770delinsGY", "exon20ins", True),
        ("EGFR", "p.T790M", "exon20ins", False),
        ("EGFR", "p.G719A", "G719X", True),
        ("EGFR", "p.G719R", "G719X", False),
        ("KIT", "p.W557_K558del", "activating_exon11", True),
        ("KIT", "p.V559D", "activating_exon11", True),
        ("KIT", "p.V559fs", "activating_exon11", False),
        ("KIT", "p.A502_Y503dup", "activating_exon9", True),
        ("KIT", "p.A502_Y503dup", "kit_primary", True),
        ("KIT", "p.V654A", "kit_primary", False),
        ("KIT", "p.M541L", "activating_exon11", False),
        ("NRAS", "p.Q61L", "nras_activating", True),
        ("ERBB2", "p.Y772_A775dup", "erbb2_activating", True),
    ],
)
def test_class_members(
    genome: Genome, table: ResistanceTable, gene: str, change: str, name: str, *, member: bool
) -> None:
    assert in_class(trait_of(variant(genome, gene, change)), name, table.classes) is member


def test_loss_of_function_by_truncation_splice_site_or_copy_number(genome: Genome, table: ResistanceTable) -> None:
    assert met(table, variant(genome, "NF2", "p.R57*", Consequence.STOP_GAINED))
    assert met(table, variant(genome, "NF2", "", Consequence.SPLICE_DONOR))
    assert met(table, lost("NF2"))
    assert not met(table, variant(genome, "NF2", "p.R57Q"))


def test_exon_14_is_skipped_by_dna_or_seen_as_a_junction(genome: Genome, table: ResistanceTable) -> None:
    from_dna = met(table, variant(genome, "MET", "", Consequence.SPLICE_DONOR, skips_exon=14))
    from_rna = met(table, fusion("MET", "MET", FusionRole.REARRANGEMENT, exons=(13, 15)))
    assert from_dna == from_rna == {("MET", "met_exon14", Match.CLASS)}
    assert not met(table, variant(genome, "MET", "", Consequence.SPLICE_DONOR, skips_exon=2))


@pytest.mark.parametrize("role", [role for role in FusionRole if role is not FusionRole.DRIVER])
def test_a_fusion_without_the_driver_role_is_no_driver(table: ResistanceTable, role: FusionRole) -> None:
    assert met(table, fusion("CD74", "ROS1", role)) == set()
    assert contexts(table, [fusion("CD74", "ROS1", role)], "NSCLC") == {}


def test_a_named_pair_with_its_kinase_first_is_met(table: ResistanceTable) -> None:
    kept = fusion("FGFR3", "TACC3", FusionRole.KINASE_LOST, kinase="FGFR3")
    assert met(table, kept) == {("FGFR3", "FGFR3::TACC3", Match.EXACT)}
    assert met(table, fusion("FGFR3", "TACC3", FusionRole.OUT_OF_FRAME, kinase="FGFR3")) == set()
    assert met(table, fusion("TACC3", "FGFR3", FusionRole.RECIPROCAL)) == set()


def test_amplification_is_not_loss(table: ResistanceTable) -> None:
    assert ("MET", "amplification", Match.EXACT) in met(table, amplified("MET"))
    assert met(table, lost("MET")) == set()


def test_rows_that_no_file_can_show_are_never_met(table: ResistanceTable, genome: Genome) -> None:
    events = [
        amplified("ABCB1"),
        amplified("AXL"),
        variant(genome, "TP53", "p.R175H"),
        lost("RB1"),
        lost("TP53"),
    ]
    assert met(table, *events) == set()
    kinds = {entry.kind for entry in table.entries if not entry.kind.matched}
    assert kinds == {Kind.ABSENCE, Kind.MODIFIER, Kind.NOT_DETECTABLE}


def test_a_compound_needs_all_its_parts(genome: Genome, table: ResistanceTable) -> None:
    parts = ["p.S1986F", "p.G2032R", "p.L2086F"]
    compounds = {
        (row.entry.alteration, row.events)
        for row in match(table, variants(genome, "ROS1", parts))
        if row.level is Match.COMPOUND
    }
    assert compounds == {("p.S1986F+p.G2032R+p.L2086F", (0, 1, 2)), ("p.G2032R+p.L2086F", (1, 2))}


def test_a_joined_change_holds_the_substitutions_it_is_made_of(genome: Genome, table: ResistanceTable) -> None:
    joined = variant(genome, "EGFR", "p.T790_C797delinsMQLMPFGS", Consequence.PROTEIN_ALTERING)
    found = match(table, [joined])
    assert {row.entry.alteration for row in found if row.level is Match.EXACT} == {"p.T790M", "p.C797S"}
    cis = [row for row in found if row.entry.alteration == "p.T790M+p.C797S[cis]"]
    assert cis
    assert all(row.events == (0,) for row in cis)


def test_a_row_on_the_mane_transcript_is_met_by_the_events_mane_name(genome: Genome, tmp_path: Path) -> None:
    row = {"alteration": "p.G2026R", "transcript": "NM_001378902.1"}
    table = load_table(write_table(tmp_path, row), genome)
    event = variant(genome, "ROS1", "p.G2032R")
    mane = TranscriptName("NM_001378902.1", "c.?", "", "G2026R", ProteinChange(2026, "G", "R"))
    assert met(table, replace(event, mane=mane)) == {("ROS1", "p.G2026R", Match.EXACT)}
    assert met(table, event) == set()


def test_only_equal_lengths_are_taken_apart() -> None:
    assert list(single_substitutions(ProteinChange(746, "ELREA", "VP"))) == []
    assert list(single_substitutions(ProteinChange(2032, "G", "R"))) == []
    assert list(single_substitutions(ProteinChange(2031, "LGD", "MGN"))) == [
        ProteinChange(2031, "L", "M"),
        ProteinChange(2033, "D", "N"),
    ]


def test_contexts_name_the_event_that_establishes_them(genome: Genome, table: ResistanceTable) -> None:
    events = [
        variant(genome, "EGFR", "p.T790M"),
        variant(genome, "EGFR", "p.E746_A750del", Consequence.INFRAME_DELETION),
    ]
    found = contexts(table, events, "NSCLC")
    assert found["EGFR-mutant"] == found["EGFR sensitising"] == found["EGFR ex19del"] == 1
    assert "EGFR L858R" not in found
    assert found["EGFR T790M"] == 0


def test_a_context_of_one_disease_holds_in_no_other(genome: Genome, table: ResistanceTable) -> None:
    events = [variant(genome, "KIT", "p.V560D")]
    assert "KIT-mutant GIST" in contexts(table, events, "gist")
    assert "KIT-mutant GIST" not in contexts(table, events, "NSCLC")


def test_contexts_without_an_alteration_are_never_established(genome: Genome, table: ResistanceTable) -> None:
    events = [variant(genome, "EGFR", "p.L858R"), variant(genome, "KIT", "p.V560D")]
    assert not {"no EGFR mutation", "KIT wild-type GIST"} & set(contexts(table, events, "GIST"))
