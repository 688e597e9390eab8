import pytest

from ros1annot.annotate.protein import (
    ProteinTextError,
    canonical_change,
    hgvs_protein,
    hgvs_unchanged,
    parse_protein,
    short_protein,
    short_unchanged,
)
from ros1annot.model import ProteinChange

PROTEIN = "MKTAYIAKQRQISFVKSHFSRQAAAELEERLGLIEVQ*"


@pytest.mark.parametrize(
    ("change", "short", "hgvs"),
    [
        (ProteinChange(3, "T", "S"), "T3S", "p.(Thr3Ser)"),
        (ProteinChange(3, "T", "*"), "T3*", "p.(Thr3Ter)"),
        (ProteinChange(3, "TAY", ""), "T3_Y5del", "p.(Thr3_Tyr5del)"),
        (ProteinChange(3, "T", ""), "T3del", "p.(Thr3del)"),
        (ProteinChange(3, "TAY", "W"), "T3_Y5delinsW", "p.(Thr3_Tyr5delinsTrp)"),
        (ProteinChange(3, "T", "WW"), "T3delinsWW", "p.(Thr3delinsTrpTrp)"),
        (ProteinChange(6, "", "GG"), "Y5_I6insGG", "p.(Tyr5_Ile6insGlyGly)"),
        (ProteinChange(6, "", "AY"), "A4_Y5dup", "p.(Ala4_Tyr5dup)"),
        (ProteinChange(6, "", "Y"), "Y5dup", "p.(Tyr5dup)"),
        (ProteinChange(4, "A", "R", frameshift=True, stop_distance=9), "A4Rfs*9", "p.(Ala4ArgfsTer9)"),
        (ProteinChange(4, "A", "R", frameshift=True), "A4Rfs*?", "p.(Ala4ArgfsTer?)"),
        (ProteinChange(38, "*", "Q", stop_distance=5), "*38Qext*5", "p.(Ter38GlnextTer5)"),
        (ProteinChange(38, "*", "Q"), "*38Qext*?", "p.(Ter38GlnextTer?)"),
        (ProteinChange(1, "M", "?"), "M1?", "p.(Met1?)"),
        (ProteinChange(3, "TA", "W*"), "T3_A4delinsW*", "p.(Thr3_Ala4delinsTrpTer)"),
        (ProteinChange(3, "", "W*"), "K2_T3insW*", "p.(Lys2_Thr3insTrpTer)"),
    ],
)
def test_each_kind_of_change_has_both_names_and_is_read_from_both(change, short, hgvs):
    assert short_protein(change, PROTEIN) == short
    assert hgvs_protein(change, PROTEIN) == hgvs
    assert parse_protein(short, PROTEIN) == parse_protein(hgvs, PROTEIN) == change


def test_an_insertion_that_ends_the_protein_begins_behind_the_residues_that_it_repeats():
    assert canonical_change(PROTEIN, 3, "", "TAW*YY") == ProteinChange(5, "", "W*")
    assert canonical_change(PROTEIN, 3, "", "TA*") == ProteinChange(5, "Y", "*")
    assert canonical_change(PROTEIN, 3, "", "*GG") == ProteinChange(3, "T", "*")


def test_codons_that_mean_the_same_are_named_by_their_residues():
    assert (short_unchanged("G", 2032), hgvs_unchanged("G", 2032)) == ("G2032=", "p.(Gly2032=)")
    assert (short_unchanged("TA", 3), hgvs_unchanged("TA", 3)) == ("T3_A4=", "p.(Thr3_Ala4=)")


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ("p.T3S", "T3S"),
        ("p.Thr3Ser", "T3S"),
        ("p.[Thr3Ser]", "T3S"),
        (" p.(Thr3Ser) ", "T3S"),
        ("T3_Y5delTAY", "T3_Y5del"),
        ("delT3_Y5", "T3_Y5del"),
        ("p.delT3_A4insW", "T3_A4delinsW"),
        ("T3_Y5delTAYinsW", "T3_Y5delinsW"),
        ("T3_Y5>W", "T3_Y5delinsW"),
        ("T3_A4dupTA", "T3_A4dup"),
        ("A4_Y5insTA", "T3_A4dup"),
        ("T3X", "T3*"),
        ("Q37_*38insW", "Q37_*38insW"),
        ("T3_A4delinsTW", "A4W"),
        ("A23del", "A25del"),
        ("A23dup", "A25dup"),
        ("A4RfsX9", "A4Rfs*9"),
        ("A4Rfs", "A4Rfs*?"),
    ],
)
def test_other_spellings_of_a_change_are_the_same_change(text, same_as):
    assert parse_protein(text, PROTEIN) == parse_protein(same_as, PROTEIN)


def test_a_frame_shift_may_leave_its_first_residue_open():
    assert parse_protein("p.A4fs", PROTEIN) == ProteinChange(4, "A", "", frameshift=True)
    assert parse_protein("p.A4fs*9", PROTEIN) == ProteinChange(4, "A", "", frameshift=True, stop_distance=9)


def test_the_final_stop_of_the_protein_may_be_left_out():
    assert parse_protein("T3S", PROTEIN.removesuffix("*")) == parse_protein("T3S", PROTEIN)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("G3S", "residue 3 of NM_1.1 is T, not G"),
        ("T3_A5del", "residue 5 of NM_1.1 is Y, not A"),
        ("T300S", "has 37 residues, so no residue 300"),
        ("Y5_T3del", "last residue before its first"),
        ("T3_Y5insW", "two residues around the insertion"),
        ("T3_Y5delAAA", "names the residues AAA, but NM_1.1 has TAY there"),
        ("T3_A4W", "write delins"),
        ("T3T", "does not change the protein"),
        ("T3?", "not the start"),
        ("T3=", "is not a protein change"),
        ("c.8C>G", "is not a protein change"),
        ("", "is not a protein change"),
    ],
)
def test_text_that_does_not_fit_the_protein_is_refused_with_the_reason(text, why):
    with pytest.raises(ProteinTextError, match=why):
        parse_protein(text, PROTEIN, "NM_1.1")


def test_nothing_changes_when_the_residues_stay():
    assert canonical_change(PROTEIN, 3, "TAY", "TAY") is None


def test_an_insertion_never_moves_behind_the_stop():
    assert canonical_change("MAA*", 2, "", "A") == ProteinChange(4, "", "A")
