"""Any spelling of a variant leads to the same name; one that cannot be is refused with what could."""

import pytest

from ros1annot.annotate.transcripts import Genome
from ros1annot.cli import main
from ros1annot.errors import UsageError
from ros1annot.model import Assembly
from ros1annot.table.load import load_table
from ros1annot.table.locate import locate
from ros1annot.table.model import ResistanceTable
from ros1annot.table.query import parse_query


@pytest.fixture(scope="module")
def table(genome: Genome) -> ResistanceTable:
    return load_table(None, genome)


@pytest.mark.parametrize(
    "text",
    [
        "NM_001378902.1:c.6076G>A",
        "NM_002944.3:c.6094G>A",
        "NM_002944:c.6094G>A",
        "NM_002944.3(ROS1):c.6094G>A",
        "ROS1 c.6094G>A",
        "ros1:c.6094g>a",
        "chr6:117638347 C>T",
        "6-117638347-C-T",
        "chr6:g.117317184C>T",
        "6:117317184:C:T",
    ],
)
def test_every_place_of_g2032r_is_g2032r(genome: Genome, text: str) -> None:
    variant = locate(text, genome, None)
    assert variant is not None
    assert (variant.gene, variant.name.short) == ("ROS1", "G2032R")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("EGFR c.2235_2249del", "E746_A750del"),
        ("EGFR c.2235_2249del15", "E746_A750del"),
        ("EGFR c.2236_2250delGAATTAAGAGAAGCA", "E746_A750del"),
        ("EGFR c.2237_2255delinsT", "E746_S752delinsV"),
        ("EGFR c.2310_2311insGGT", "D770_N771insG"),
        ("EGFR c.2303_2311dup", "S768_D770dup"),
        ("KIT c.1679_1680inv", "V560E"),
        ("KIT c.2447A>T", "D816V"),
        ("MET c.3028+1G>T", "c.3028+1G>T"),
        ("NM_001127500.3:c.3082+1G>T", "c.3028+1G>T"),
    ],
)
def test_coding_names_are_carried_to_the_chromosome_and_named_anew(genome: Genome, text: str, name: str) -> None:
    variant = locate(text, genome, None)
    assert variant is not None
    assert variant.name.short == name


def test_the_assembly_that_is_given_is_taken(genome: Genome) -> None:
    variant = locate("chr6:117638347 C>T", genome, Assembly.GRCH37)
    assert variant is not None
    assert variant.assembly is Assembly.GRCH37


@pytest.mark.parametrize(
    ("text", "assembly", "message"),
    [
        ("chr6:117638347 C>T", Assembly.GRCH38, "did you mean `--assembly GRCh37`?"),
        ("chr6:117638348 C>T", Assembly.GRCH37, "REF is C, but GRCh37 has"),
        ("chr6:117638348 C>T", None, "fits no gene on either assembly; say `--assembly"),
        ("chr1:5 A>T", Assembly.GRCH38, "changes no gene that is known here"),
        ("ROS1 c.6094A>G", None, "NM_002944.3 has G there, not A"),
        ("EGFR c.2235_2249delAAAA", None, "has GGAATTAAGAGAAGC there, not AAAA"),
        ("EGFR c.2249_2235del", None, "names its last base before its first"),
        ("EGFR c.2310_2312insG", None, "names the two bases around it"),
        ("EGFR c.99999G>A", None, "is 1 to 3633"),
        ("EGFR c.0G>A", None, "is 1 to 3633"),
        ("MET c.3082+1G>T", None, "3082+1 is in no intron of NM_000245.4; did you mean `NM_001127500.3:c.3082+1G>T`?"),
        ("ROS1 c.6094_6095con", None, "is not a coding change that is read here"),
        ("NM_999999.1:c.1A>T", None, "neither a shipped transcript nor a gene"),
        ("NM_002944.3(ALK):c.6094G>A", None, "neither a shipped transcript nor a gene"),
    ],
)
def test_what_cannot_be_is_refused_with_what_could(
    genome: Genome, text: str, assembly: Assembly | None, message: str
) -> None:
    with pytest.raises(UsageError) as error:
        locate(text, genome, assembly)
    assert message in str(error.value)


@pytest.mark.parametrize("text", ["ROS1 G2032R", "EML4-ALK", "exon 19 deletion", "CD74::ROS1", "MET amplification", ""])
def test_other_questions_are_left_to_others(genome: Genome, text: str) -> None:
    assert locate(text, genome, None) is None


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("EML4-ALK", "EML4::ALK, fusion of the kinase ALK"),
        ("eml4--alk fusion", "EML4::ALK, fusion of the kinase ALK"),
        ("EML4/ALK", "EML4::ALK, fusion of the kinase ALK"),
        ("SLC34A2-ROS1", "SLC34A2::ROS1, fusion of the kinase ROS1"),
        ("FGFR3-TACC3", "FGFR3::TACC3, fusion of the kinase FGFR3"),
        ("ALK-positive", "ALK fusion"),
        ("ROS1+", "ROS1 fusion"),
        ("ROS1 p.(Gly2032Arg)", "ROS1 p.(Gly2032Arg) on NM_002944.3"),
        ("NM_002944.3:p.Gly2032Arg", "ROS1 p.(Gly2032Arg) on NM_002944.3"),
        ("exon 19 deletion", "class exon19del"),
    ],
)
def test_names_are_read_in_every_spelling(genome: Genome, table: ResistanceTable, text: str, reading: str) -> None:
    assert parse_query(text, table, genome).reading == (reading,)


G2032R = "ROS1 p.(Gly2032Arg) on NM_002944.3"
CIS = ("EGFR p.(Thr790Met) on NM_005228.5", "EGFR p.(Cys797Ser) on NM_005228.5")


@pytest.mark.parametrize(
    "text",
    [
        "ros1 g2032r",
        "ROS1 Gly2032Arg",
        "ROS1 gly2032arg",
        "ROS1:p.(GLY2032ARG)",
        "ROS1:G2032R",
        "ROS1_G2032R",
        "ROS1-G2032R",
        "ROS1G2032R",
        "ROS-1 G2032R",
        "c-ROS1 G2032R",
        "G2032R ROS1",
        "(ROS1) p.G2032R",
        "ROS1 G2032R@NM_002944.3",
    ],
)
def test_letters_and_joints_do_not_matter(genome: Genome, table: ResistanceTable, text: str) -> None:
    assert parse_query(text, table, genome).reading == (G2032R,)


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("p.(Gly2032Arg)", f"{G2032R} (ROS1 is the only gene for which the table lists it)"),
        ("g2032r", f"{G2032R} (ROS1 is the only gene for which the table lists it)"),
        ("EGFR del19", "class exon19del"),
        ("Del19", "class exon19del"),
        ("EGFR exon 19 in-frame deletion", "class exon19del"),
        ("MET exon 14", "class met_exon14"),
        ("METex14", "class met_exon14"),
        ("c-Met amplified", "MET amplification"),
        ("HER2 amp", "ERBB2 amplification"),
        ("MET-amplification", "MET amplification"),
        ("ROS1 rearranged", "ROS1 fusion"),
        ("NKX2-1-ALK", "NKX2-1::ALK, fusion of the kinase ALK"),
        ("FIG-ROS1", "GOPC::ROS1, fusion of the kinase ROS1"),
    ],
)
def test_words_of_the_clinic_are_read(genome: Genome, table: ResistanceTable, text: str, reading: str) -> None:
    assert parse_query(text, table, genome).reading == (reading,)


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("EGFR T790M+C797S", None),
        ("EGFR T790M C797S", None),
        ("EGFR T790M/C797S, EGFR:C797S", None),
        ("EGFR T790M and EGFR C797S", None),
        ("EGFR T790M+C797S cis", "cis"),
        ("EGFR T790M+C797S[cis]", "cis"),
        ("egfr t790m & c797s (in trans)", "trans"),
        ("EGFR T790M/C797S in trans", "trans"),
    ],
)
def test_compounds_are_read_with_their_phase(
    genome: Genome, table: ResistanceTable, text: str, phase: str | None
) -> None:
    query = parse_query(text, table, genome)
    assert (tuple(dict.fromkeys(query.reading)), query.phase) == (CIS, phase)


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("ROS1 G2032R + KIT D816G", (G2032R, "KIT p.(Asp816Gly) on NM_000222.3")),
        ("CD74::ROS1 G2032R", ("CD74::ROS1, fusion of the kinase ROS1", G2032R)),
        ("ALK EML4-ALK G1202R", ("EML4::ALK, fusion of the kinase ALK", "ALK p.(Gly1202Arg) on NM_004304.5")),
        ("ALK EML4-ALK Fusion", ("EML4::ALK, fusion of the kinase ALK",)),
        ("ALK EML4::ALK", ("EML4::ALK, fusion of the kinase ALK",)),
        ("EML4-ALK + G1202R", ("EML4::ALK, fusion of the kinase ALK", "ALK p.(Gly1202Arg) on NM_004304.5")),
        ("KIT exon 11 + V654A", ("class activating_exon11", "KIT p.(Val654Ala) on NM_000222.3")),
    ],
)
def test_a_driver_and_its_resistance_are_asked_together(
    genome: Genome, table: ResistanceTable, text: str, reading: tuple[str, ...]
) -> None:
    assert parse_query(text, table, genome).reading == reading


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("G9999R", "names no gene; write it like"),
        ("ROS1", "names no alteration; `ros1annot table show --gene ROS1`"),
        ("", "the question is empty"),
        ("RSO1 G2032R", "`RSO1` is not a gene of the table; did you mean `ROS1`?"),
        ("ROS1 G2023R", "did you mean G2032R?"),
        ("ROS1 G2026R", "did you mean G2032R?"),
        ("ROS1 Ser2032Phe", "did you mean Gly2032Phe?"),
        ("ROS1 G2032Z", "ask for `ROS1 G2032R` or `ROS1 G2032K`"),
        ("ALK F1174X", "may be any change of the residue, or a stop; ask for `ALK F1174"),
        ("ALK G1202", "ask for `ALK G1202R` or `ALK G1202del`"),
        ("EGFR exon 19 delition", "did you mean `EGFR exon 19 deletion`?"),
        ("ROS1-CD74", "drives nothing; did you mean `CD74::ROS1`?"),
        ("ALK::EML4", "drives nothing; did you mean `EML4::ALK`?"),
        ("EGFR T790M cis", "names one alteration only"),
        ("NP_002935.2:p.Gly2032Arg", "`NP_002935.2` is a protein; ask by gene or transcript"),
        ("NM_999999.1:p.Gly2032Arg", "`NM_999999.1` is no shipped transcript"),
    ],
)
def test_what_is_half_asked_or_impossible_is_refused_with_the_nearest_possible(
    genome: Genome, table: ResistanceTable, text: str, message: str
) -> None:
    with pytest.raises(UsageError) as error:
        parse_query(text, table, genome)
    assert message in str(error.value)


def test_every_spelling_gives_the_same_rows(capsys: pytest.CaptureFixture[str]) -> None:
    answers = set()
    for query in ("ROS1 G2032R", "ROS1 p.(Gly2032Arg)", "NM_001378902.1:c.6076G>A", "chr6:117638347 C>T"):
        assert main(["explain", query]) == 0
        _title, _, answer = capsys.readouterr().out.partition("\n\n")
        answers.add(answer)
    assert len(answers) == 1


def test_a_therapy_is_explained_with_its_reason_and_sources(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "ROS1 G2032R", "--therapy", "Xalkori"]) == 0
    out = capsys.readouterr().out
    for words in ("crizotinib: resistant with ROS1 p.G2032R", "solvent-front", "level C", "PMID:23724914", "F0012 of"):
        assert words in out


def test_a_drug_that_does_not_act_on_the_driver_is_told_of_its_mutations_too(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["explain", "ROS1 G2032R", "--therapy", "alectinib"]) == 0
    out = capsys.readouterr().out
    assert "not_active" in out
    assert "significance unknown" not in out


def test_an_overlay_answers_as_itself(capsys: pytest.CaptureFixture[str], tmp_path: object) -> None:
    assert main(["explain", "ROS1 G2032R", "--overlay", f"{tmp_path}/none.tsv"]) == 2
    assert "cannot be read" in capsys.readouterr().err
