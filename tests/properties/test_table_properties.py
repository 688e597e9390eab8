"""What holds for every change and every row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ros1annot.annotate.protein import parse_protein
from ros1annot.annotate.transcripts import Genome
from ros1annot.model import SmallVariant
from ros1annot.result import Match
from ros1annot.table.alteration import ProteinPart
from ros1annot.table.load import load_table
from ros1annot.table.match import match, match_traits
from ros1annot.table.model import Kind, ResistanceTable
from ros1annot.table.query import parse_query
from ros1annot.table.spelling import is_change, protein_spelling
from table_builders import variant

RESIDUES = "ACDEFGHIKLMNPQRSTVWY"
GENES = ("ROS1", "ALK", "EGFR", "KIT", "MET")


@pytest.fixture(scope="module")
def table(genome: Genome) -> ResistanceTable:
    return load_table(None, genome)


@st.composite
def kinase_changes(draw: st.DrawFn) -> tuple[str, int, str]:
    """A gene, a place in its protein as a fraction of 10,000, and a new residue."""
    return draw(st.sampled_from(GENES)), draw(st.integers(0, 9999)), draw(st.sampled_from(RESIDUES))


def _substitution(genome: Genome, change: tuple[str, int, str]) -> SmallVariant | None:
    gene, place, new = change
    protein = (genome.genes[gene].reporting.protein or "").removesuffix("*")
    residue = 1 + place * len(protein) // 10_000
    old = protein[residue - 1]
    return variant(genome, gene, f"p.{old}{residue}{new}") if old != new else None


@given(changes=st.lists(kinase_changes(), max_size=6))
def test_rows_speak_of_the_gene_and_residue_of_their_event(
    genome: Genome, table: ResistanceTable, changes: list[tuple[str, int, str]]
) -> None:
    events = [event for change in changes if (event := _substitution(genome, change)) is not None]
    for row in match(table, events):
        for event in (events[number] for number in row.events):
            assert event.gene == row.entry.gene
            assert event.name.protein is not None
            part = row.entry.parsed.parts[0].what
            if row.level is Match.EXACT and isinstance(part, ProteinPart):
                assert event.name.protein == part.change
            if row.level is Match.RESIDUE and isinstance(part, ProteinPart):
                assert event.name.protein.start == part.change.start
                assert event.name.protein != part.change


@given(changes=st.lists(kinase_changes(), max_size=5))
def test_the_order_of_events_does_not_matter(
    genome: Genome, table: ResistanceTable, changes: list[tuple[str, int, str]]
) -> None:
    events = [event for change in changes if (event := _substitution(genome, change)) is not None]
    assert _names(table, events) == _names(table, events[::-1])


def _names(table: ResistanceTable, events: list[SmallVariant]) -> list[tuple[str, list[str]]]:
    rows = match(table, events)
    return sorted((row.entry.id, sorted(events[n].name.short for n in row.events)) for row in rows)


def test_every_small_variant_row_is_met_by_its_own_change(genome: Genome, table: ResistanceTable) -> None:
    for entry in table.entries:
        part = entry.parsed.parts[0] if entry.parsed.parts else None
        if entry.kind is not Kind.SMALL_VARIANT or part is None or not isinstance(part.what, ProteinPart):
            continue
        query = parse_query(f"{entry.gene} {part.text}", table, genome)
        assert query.traits[0].names[0][1] == part.what.change


def test_every_matched_row_is_explained_by_its_own_words(genome: Genome, table: ResistanceTable) -> None:
    for entry in table.entries:
        if not entry.kind.matched:
            continue
        words = "+".join(part.text for part in entry.parsed.present)
        text = words if "::" in words else f"{entry.gene} {words}"
        rows = match_traits(table, parse_query(text, table, genome).traits)
        assert entry.id in {row.entry.id for row in rows}, text


@given(change=kinase_changes())
def test_every_spelling_of_a_change_is_one_change(genome: Genome, change: tuple[str, int, str]) -> None:
    event = _substitution(genome, change)
    if event is None:
        return
    protein = genome.genes[event.gene].reporting.protein or ""
    for name in (event.name.short, event.name.hgvs_p.removeprefix("p.")):
        for text in (name, name.lower(), name.upper(), f"p.{name.lower()}", f"P.{name.upper()}"):
            assert is_change(text)
            assert parse_protein(protein_spelling(text), protein) == event.name.protein


@pytest.mark.parametrize(
    "name",
    [
        "E746_A750del", "Glu746_Ala750del", "E746_S752delinsV", "D770_N771insSVD", "Asp770_Asn771insSerValAsp",
        "A763_Y764insFQEA", "S768_D770dup", "K1062Rfs*9", "Lys1062ArgfsTer9", "R1275*", "Arg1275Ter",
        "delE709_T710insD",
    ],
)  # fmt: skip
def test_the_letters_of_longer_changes_come_back(name: str) -> None:
    assert {protein_spelling(text) for text in (name, name.lower(), name.upper(), f"p.({name})")} == {name}
