"""Every rule of the table refuses a row that breaks it, and says the way out."""

from pathlib import Path

import pytest

from ros1annot.annotate.transcripts import Genome
from ros1annot.cli import main
from ros1annot.errors import ResourceError
from ros1annot.table.check import check_table
from ros1annot.table.entries import ENTRY_COLUMNS
from ros1annot.table.load import TableFiles, load_table, read_table
from ros1annot.table.residues import nearest
from table_builders import GOOD_ROW, problems_of, write_table


def test_the_shipped_table_breaks_no_rule(genome: Genome) -> None:
    assert check_table((), genome) == []


def test_a_good_row_breaks_no_rule(genome: Genome, tmp_path: Path) -> None:
    assert problems_of(genome, tmp_path, {}) == []


@pytest.mark.parametrize(
    ("cells", "column", "problem", "way_out"),
    [
        ({"alteration": "p.G2023R"}, "alteration", "residue 2023 of NM_002944.3 is Y, not G", "G2032R?"),
        ({"alteration": "p.S2032F"}, "alteration", "residue 2032 of NM_002944.3 is G, not S", ""),
        ({"alteration": "p.G9999R"}, "alteration", "NM_002944.3 has 2347 residues, no residue 9999", ""),
        ({"alteration": "p.2032R"}, "alteration", "is not a protein change", "write HGVS"),
        (
            {"alteration": "G2032R"},
            "alteration",
            "neither HGVS protein, nor a class",
            "alteration_classes.tsv",
        ),
        ({"alteration": "exon21del"}, "alteration", "neither HGVS protein, nor a class", "define the class"),
        ({"alteration": "exon19del"}, "alteration", "class `exon19del` is of EGFR, not of ROS1", "correct"),
        ({"alteration": "!p.G2032R"}, "alteration", "nothing that has to be found", "without `!`"),
        ({"alteration": "p.G2032R[cis]"}, "alteration", "only one part", "remove `[cis]`"),
        ({"alteration": ""}, "alteration", "the cell is empty", ""),
        ({"alteration": "fusion"}, "kind", "`fusion` is not a small_variant", "write `fusion`"),
        ({"alteration": "p.G2032R+p.L2086F"}, "kind", "is not a small_variant", "write `compound`"),
        ({"transcript": "NM_002944.2"}, "transcript", "not a shipped transcript of ROS1", "`NM_002944.3`"),
        ({"transcript": "NM_004304.5"}, "transcript", "not a shipped transcript of ROS1", "`NM_002944.3`"),
        ({"transcript": ""}, "transcript", "the cell is empty", "`NM_002944.3`"),
        ({"gene": "ROS2"}, "gene", "gene `ROS2` is not in genes.tsv", "add the gene"),
        ({"drug": "Xalkori"}, "drug", "drug `Xalkori` is not in drugs.tsv", "did you mean `crizotinib`?"),
        ({"drug": "aspirin"}, "drug", "drug `aspirin` is not in drugs.tsv", "add the drug"),
        ({"prior_drug": "crizotinib;aspirin"}, "prior_drug", "drug `aspirin` is not in drugs.tsv", ""),
        ({"driver": "ROS1"}, "driver", "driver `ROS1` is not in drivers.tsv", "add it"),
        ({"kind": "snv"}, "kind", "`snv` is not a word of this column", "`small_variant`"),
        ({"effect": "sensitivity"}, "effect", "`sensitivity` is not a word", "`sensitive`"),
        ({"evidence_type": "paper"}, "evidence_type", "`paper` is not a word", "`case_report`"),
        ({"level": "E"}, "level", "`E` is not a word", "or `D`"),
        ({"status": "ok"}, "status", "`ok` is not a word", "`confirmed`"),
        ({"tier": "I-A"}, "tier", "`I-A` does not fit level C", "`II-C` or `III`"),
        ({"status": "unverified"}, "tier", "does not fit level C with status unverified", "`III`"),
        ({"references": ""}, "references", "a cited row needs a reference", "`unverified`"),
        ({"references": "23724914"}, "references", "`23724914` is not a reference", "PMID:"),
        ({"curated": "21.11.2026"}, "curated", "`21.11.2026` is not a date", "YYYY-MM-DD"),
        ({"id": ""}, "id", "the cell is empty", ""),
        ({"disease": ""}, "disease", "the cell is empty", ""),
    ],
)
def test_a_broken_rule_is_named_with_its_way_out(
    genome: Genome, tmp_path: Path, cells: dict[str, str], column: str, problem: str, way_out: str
) -> None:
    found = [p for p in problems_of(genome, tmp_path, cells) if p.column == column]
    assert found, "the rule must be noticed"
    assert problem in found[0].problem
    assert way_out in found[0].way_out
    assert (found[0].file, found[0].line) == ("resistance.tsv", 2)


def test_the_same_row_twice_is_refused(genome: Genome, tmp_path: Path) -> None:
    found = problems_of(genome, tmp_path, {}, {"id": "T2", "alteration": "p.Gly2032Arg"})
    assert [p.problem for p in found] == ["the row says the same as line 2"]


def test_the_same_molecule_under_two_names_is_one_alteration(genome: Genome, tmp_path: Path) -> None:
    egfr = {"gene": "EGFR", "transcript": "NM_005228.5", "driver": "EGFR-mutant", "drug": "gefitinib"}
    found = problems_of(
        genome,
        tmp_path,
        {**egfr, "alteration": "p.S768_D770dup"},
        {**egfr, "id": "T2", "alteration": "p.D770_N771insSVD"},
    )
    assert [p.problem for p in found] == ["the row says the same as line 2"]


def test_one_id_for_two_rows_is_refused(genome: Genome, tmp_path: Path) -> None:
    found = problems_of(genome, tmp_path, {}, {"drug": "lorlatinib"})
    assert [(p.column, p.line) for p in found] == [("id", 3)]


def test_a_contradiction_is_refused_unless_both_rows_are_disputed(genome: Genome, tmp_path: Path) -> None:
    other = {"id": "T2", "effect": "sensitive"}
    assert [p.column for p in problems_of(genome, tmp_path, {}, other)] == ["effect"]
    assert [p.column for p in problems_of(genome, tmp_path, {}, {**other, "status": "disputed"})] == ["effect"]
    both = problems_of(genome, tmp_path, {"status": "disputed"}, {**other, "status": "disputed"})
    assert both == []


def test_all_problems_of_a_row_are_listed_at_once(genome: Genome, tmp_path: Path) -> None:
    found = problems_of(genome, tmp_path, {"alteration": "p.G2023R", "drug": "aspirin", "level": "E"})
    assert {p.column for p in found} == {"alteration", "drug", "level"}


@pytest.mark.parametrize(
    ("name", "line", "column", "problem"),
    [
        ("alteration_classes.tsv", "bad\tEGFR\tNM_005228.5\tloss\t\tx\ty", "members", "has no coordinates"),
        (
            "alteration_classes.tsv",
            "bad\tEGFR\tNM_005228.5\tdeletion\t\tx\ty",
            "members",
            "no coordinates that can",
        ),
        ("alteration_classes.tsv", "bad\tEGFR\tNM_005228.5\tp.L859R\t\tx\ty", "members", "is A, not L"),
        (
            "alteration_classes.tsv",
            "bad\tKIT\tNM_000222.3\texon19del\t\tx\ty",
            "members",
            "is of EGFR, not of KIT",
        ),
        (
            "alteration_classes.tsv",
            "exon19del\tEGFR\tNM_005228.5\tdeletion:1-2\t\tx\ty",
            "class",
            "defined twice",
        ),
        ("drivers.tsv", "bad\tEGFR\tdriver\t\tp.L859R\t\tx", "established_by", "is A, not L"),
        ("drivers.tsv", "bad\tEGFR\tdriver\t\t\t\tx", "established_by", "the cell is empty"),
        ("drivers.tsv", "bad\tEGFR\tdriving\t\tp.L858R\t\tx", "role", "is not a word of this column"),
        ("drivers.tsv", "bad\tEGRF\tdriver\t\tfusion\t\tx", "gene", "gene `EGRF` is not"),
        ("drugs.tsv", "a + b\t\t\t\t\t\t\t\t\t\t2026-01-01\t", "partners", "do not make up `a + b`"),
        ("drugs.tsv", "a + b\t\ta;b\t\t\t\t\t\t\t\t2026-01-01\t", "partners", "`a` has no row of its own"),
        (
            "drugs.tsv",
            "new\tXalkori\t\t\t\t\t\t\t\t\t2026-01-01\t",
            "aliases",
            "already stands for crizotinib",
        ),
        ("drugs.tsv", "new\t\t\t\t\t\t\t\t\t\tsoon\t", "as_of", "`soon` is not a date"),
        ("drugs.tsv", "new\t\t", "-", "3 cells instead of 12"),
        ("genes.tsv", "ROS1\tx", "gene", "`ROS1` is defined twice"),
    ],
)
def test_a_broken_resource_is_named(
    genome: Genome, tmp_path: Path, name: str, line: str, column: str, problem: str
) -> None:
    table = write_table(tmp_path, {})
    shipped = next(path for path in _shipped() if path.name == name).read_text(encoding="utf-8")
    (tmp_path / name).write_text(f"{shipped.rstrip()}\n{line}\n", encoding="utf-8")
    found = read_table(TableFiles.beside(table), genome)[1]
    assert any(p.file == name and p.column == column and problem in p.problem for p in found), found


def _shipped() -> list[Path]:
    files = TableFiles.beside()
    return [files.drugs, files.classes, files.drivers, files.genes]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"id\tgene\n", "the header is not the columns"),
        (b"", "the header is not the columns"),
        (b"\xff\xfe\x00", "is not UTF-8"),
    ],
)
def test_a_file_that_is_no_table_gives_one_problem(
    genome: Genome, tmp_path: Path, content: bytes, problem: str
) -> None:
    path = tmp_path / "resistance.tsv"
    path.write_bytes(content)
    found = read_table(TableFiles.beside(path), genome)[1]
    assert len(found) == 1
    assert problem in found[0].problem


def test_a_missing_file_is_a_problem_not_a_crash(genome: Genome, tmp_path: Path) -> None:
    assert "cannot be read" in check_table([tmp_path / "none.tsv"], genome)[0].problem


def test_the_strict_load_names_the_first_problems_and_how_to_see_all(genome: Genome, tmp_path: Path) -> None:
    rows = [{"id": f"T{n}", "alteration": "p.G2023R"} for n in range(5)]
    with pytest.raises(ResourceError, match=r"line 2, column alteration: residue 2023 .* and 2 more; .*table check"):
        load_table(write_table(tmp_path, *rows), genome)


def test_windows_line_ends_and_a_byte_order_mark_are_read(genome: Genome, tmp_path: Path) -> None:
    path = write_table(tmp_path, {})
    text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert len(load_table(path, genome).entries) == 1


def test_the_builder_fills_every_column() -> None:
    assert tuple(GOOD_ROW) == ENTRY_COLUMNS


@pytest.mark.parametrize(
    ("gene", "letter", "position", "known", "meant"),
    [
        ("ROS1", "G", 2023, {2032}, 2032),
        ("ROS1", "G", 2026, {2032}, 2032),
        ("MET", "D", 1246, {1228}, 1228),
        ("EGFR", "T", 970, {790}, 790),
    ],
)
def test_the_residue_that_was_meant(
    genome: Genome, gene: str, letter: str, position: int, known: set[int], meant: int
) -> None:
    assert nearest(letter, position, genome.genes[gene].reporting.protein or "", known) == meant


@pytest.mark.parametrize("reference", ["civic:EID1251", "PMID:1", "doi:10.1000/x", "cite:Author 2020 J"])
def test_the_forms_of_references(genome: Genome, tmp_path: Path, reference: str) -> None:
    assert problems_of(genome, tmp_path, {"references": reference}) == []


@pytest.mark.parametrize("reference", ["civic:1251", "EID1251", "civic:EID", "CIViC:EID1"])
def test_a_reference_to_civic_names_an_evidence_item(genome: Genome, tmp_path: Path, reference: str) -> None:
    assert [p.column for p in problems_of(genome, tmp_path, {"references": reference})] == ["references"]


def test_github_is_told_file_line_and_character(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tables").mkdir()
    write_table(tmp_path / "tables", {}, {"id": "T2", "drug": "50 % aspirin,\\: x"})
    monkeypatch.chdir(tmp_path)
    assert main(["table", "check", "tables/resistance.tsv", "--format", "github"]) == 2
    line = (tmp_path / "tables" / "resistance.tsv").read_text(encoding="utf-8").splitlines()[2]
    column = line.index("50 % aspirin") + 1
    place = f"file=tables/resistance.tsv,line=3,col={column},title=resistance table (drug)"
    problem = "drug `50 %25 aspirin,\\: x` is not in drugs.tsv; correct it, or add the drug there"
    assert capsys.readouterr().out == f"::error {place}::{problem}\n"


def test_several_tables_are_checked_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "good").mkdir()
    good, bad = write_table(tmp_path / "good", {}), write_table(tmp_path, {"drug": "aspirin"})
    assert main(["table", "check", str(good), str(bad)]) == 2
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"ok: {good}: 1 rows"
    assert "aspirin" in lines[1]
