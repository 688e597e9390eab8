"""For each rule, a table that is sound but for one thing is refused for that reason, and for no other."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ros1annot.annotate.transcripts import Genome
from ros1annot.knowledge import Knowledge, load_knowledge
from ros1annot.parameters import EngineConfig
from ros1annot.resources import resource
from ros1annot.sentinels import SENTINEL_COLUMNS, check_sentinels
from ros1annot.table.check import check_table
from ros1annot.table.model import Problem
from ros1annot.table.rule import Rule
from table_builders import GOOD_ROW, write_table

DOCS = Path(__file__).resolve().parents[2] / "docs" / "table.md"
SOUND = {
    "alteration_classes.tsv": "own\tROS1\tNM_002944.3\tp.G2032R;deletion:2030-2040\town class\twhat\twhere from",
    "drivers.tsv": "own\tROS1\tdriver\t\tfusion\town context\twhat it is",
    "drugs.tsv": "ownimab\tOwn-1\t\tantibody\t\tROS1\tnone\tnone\tnone\tsure\t2026-11-21\t",
    "genes.tsv": "OWNG\twhat it is",
    "sentinels.tsv": "X1\tROS1 G2032R\tCD74::ROS1\tNSCLC\tcrizotinib\tresistant\tF0012\twhat is known",
}
COLUMNS = {name: resource(name).read_text(encoding="utf-8").splitlines()[0].split("\t") for name in SOUND}
Break = Callable[[Path, Genome, Knowledge], list[Problem]]


def row(**cells: str) -> Break:
    """A table of one row, of which some cells are replaced."""
    return lambda folder, genome, _: check_table([write_table(folder, cells)], genome)


def rows(*several: dict[str, str]) -> Break:
    """A table of several rows."""
    return lambda folder, genome, _: check_table([write_table(folder, *several)], genome)


def raw(content: bytes) -> Break:
    """A file of these bytes as the table."""

    def broken(folder: Path, genome: Genome, _: Knowledge) -> list[Problem]:
        (folder / "resistance.tsv").write_bytes(content)
        return check_table([folder / "resistance.tsv"], genome)

    return broken


def beside(name: str, **cells: str) -> Break:
    """A sound row at the end of a file beside the table, of which some cells are replaced."""

    def broken(folder: Path, genome: Genome, _: Knowledge) -> list[Problem]:
        table = write_table(folder, {})
        sound = dict(zip(COLUMNS[name], SOUND[name].split("\t"), strict=True))
        line = "\t".join((sound | {key.rstrip("_"): cell for key, cell in cells.items()}).values())
        (folder / name).write_text(f"{resource(name).read_text(encoding='utf-8')}{line}\n", encoding="utf-8")
        return check_table([table], genome)

    return broken


def overlay(name: str = "lab.tsv", **cells: str) -> Break:
    """An overlay of one row over the shipped table."""
    return lambda folder, genome, _: check_table([], genome, write_table(folder, cells).rename(folder / name))


def sentinel(**cells: str) -> Break:
    """One frozen case, of which some cells are replaced."""
    sound = dict(zip(SENTINEL_COLUMNS, SOUND["sentinels.tsv"].split("\t"), strict=True))

    def broken(folder: Path, _: Genome, knowledge: Knowledge) -> list[Problem]:
        lines = ["\t".join(SENTINEL_COLUMNS), "\t".join((sound | cells).values())]
        (folder / "sentinels.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return check_sentinels(folder / "sentinels.tsv", knowledge)[1]

    return broken


KNOWN = {"id": "LAB1", "drug": "foritinib", "alteration": "p.L2026M"}
RETIRED = dict.fromkeys(GOOD_ROW, "") | {"id": "F0012", "status": "retired", "note": "withdrawn"}
BROKEN: list[tuple[Rule, Break]] = [
    (Rule.FILE, raw(b"\xff\xfe")),
    (Rule.HEADER, raw(b"id\tgene\n")),
    (Rule.CELLS, row(note="a\tb")),
    (Rule.EMPTY, row(id="")),
    (Rule.EMPTY, row(disease="")),
    (Rule.EMPTY, row(mechanism="")),
    (Rule.EMPTY, beside("alteration_classes.tsv", source="")),
    (Rule.EMPTY, beside("drivers.tsv", established_by="")),
    (Rule.EMPTY, beside("drugs.tsv", drug="", aliases="")),
    (Rule.EMPTY, overlay(**RETIRED | {"note": ""})),
    (Rule.WORD, row(kind="snv")),
    (Rule.WORD, row(effect="sensitivity")),
    (Rule.WORD, row(evidence_type="paper")),
    (Rule.WORD, row(level="E")),
    (Rule.WORD, row(status="ok")),
    (Rule.WORD, row(status="retired")),
    (Rule.WORD, beside("drivers.tsv", role="driving")),
    (Rule.WORD, sentinel(call="resistance")),
    (Rule.DATE, row(curated="21.11.2026")),
    (Rule.DATE, beside("drugs.tsv", as_of="soon")),
    (Rule.TWICE, beside("alteration_classes.tsv", class_="exon19del")),
    (Rule.TWICE, beside("drivers.tsv", driver="ROS1 fusion")),
    (Rule.TWICE, beside("drugs.tsv", drug="crizotinib", aliases="")),
    (Rule.TWICE, beside("genes.tsv", gene="ROS1")),
    (Rule.ID, rows({}, {"drug": "lorlatinib"})),
    (Rule.GENE, row(gene="ROS2", kind="fusion", alteration="fusion", transcript="")),
    (Rule.GENE, beside("alteration_classes.tsv", gene="ROS2")),
    (Rule.GENE, beside("drivers.tsv", gene="ROS2")),
    (Rule.DRIVER, row(driver="ROS1")),
    (Rule.DRUG, row(drug="Xalkori")),
    (Rule.DRUG, row(prior_drug="crizotinib;aspirin")),
    (Rule.TRANSCRIPT, row(transcript="NM_002944.2")),
    (Rule.TRANSCRIPT, row(transcript="NM_004304.5")),
    (Rule.TRANSCRIPT, row(transcript="")),
    (Rule.TRANSCRIPT, beside("alteration_classes.tsv", transcript="NM_002944.2")),
    (Rule.RESIDUE, row(alteration="p.G2023R")),
    (Rule.RESIDUE, row(alteration="p.G9999R")),
    (Rule.RESIDUE, row(kind="compound", alteration="p.G2032R+p.L2087F")),
    (Rule.RESIDUE, beside("alteration_classes.tsv", members="p.G2023R;deletion:2030-2040")),
    (Rule.RESIDUE, beside("drivers.tsv", established_by="p.G2023R")),
    (Rule.ALTERATION, row(alteration="G2032R")),
    (Rule.ALTERATION, row(alteration="p.2032R")),
    (Rule.ALTERATION, row(alteration="exon21del")),
    (Rule.ALTERATION, row(alteration="!p.G2032R")),
    (Rule.ALTERATION, row(alteration="p.G2032R[cis]")),
    (Rule.CLASS_GENE, row(alteration="exon19del")),
    (Rule.CLASS_GENE, beside("alteration_classes.tsv", members="exon19del;p.G2032R")),
    (Rule.COORDINATES, beside("alteration_classes.tsv", members="loss")),
    (Rule.COORDINATES, beside("alteration_classes.tsv", members="p.G2032R;deletion")),
    (Rule.COORDINATES, beside("alteration_classes.tsv", members="p.G2032R;deletion:40-30")),
    (Rule.CYCLE, beside("alteration_classes.tsv", members="p.G2032R;own")),
    (Rule.KIND, row(alteration="fusion")),
    (Rule.KIND, row(kind="compound")),
    (Rule.REFERENCE, row(references="23724914")),
    (Rule.REFERENCE, row(references="civic:1251")),
    (Rule.SOURCE, row(references="")),
    (Rule.TIER, row(tier="I-A")),
    (Rule.TIER, row(status="unverified")),
    (Rule.SAME, rows({}, {"id": "T2", "alteration": "p.Gly2032Arg"})),
    (Rule.SAME, overlay(id="LAB1")),
    (Rule.CONTRADICTION, rows({}, {"id": "T2", "effect": "sensitive"})),
    (Rule.CONTRADICTION, rows({}, {"id": "T2", "effect": "sensitive", "status": "disputed"})),
    (Rule.CONTRADICTION, overlay(id="LAB1", effect="sensitive")),
    (Rule.PARTNERS, beside("drugs.tsv", drug="ceritinib + ownimab", aliases="")),
    (Rule.PARTNERS, beside("drugs.tsv", drug="ownimab + ceritinib", aliases="", partners="ceritinib;ownimab")),
    (Rule.PARTNERS, beside("drugs.tsv", drug="ceritinib twice", aliases="", partners="ceritinib")),
    (Rule.PARTNERS, beside("drugs.tsv", drug="ceritinib + none", aliases="", partners="ceritinib;none")),
    (Rule.ALIAS, beside("drugs.tsv", aliases="Xalkori")),
    (Rule.ALIAS, beside("alteration_classes.tsv", aliases="exon 19 deletion", gene="EGFR",
                        transcript="NM_005228.5", members="p.L858R")),
    (Rule.ALIAS, beside("drivers.tsv", aliases="ROS1-positive")),
    (Rule.OVERLAY, overlay("resistance.tsv", **KNOWN)),
    (Rule.RETIRED, overlay(**RETIRED | {"id": "F9999"})),
    (Rule.CASE, sentinel(alterations="ROS1 G2023R")),
    (Rule.CASE, sentinel(driver="CD74-RO51")),
    (Rule.SENTINEL, sentinel(call="sensitive")),
    (Rule.SENTINEL, sentinel(rows="F0179")),
]  # fmt: skip


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(EngineConfig())


@pytest.mark.parametrize(
    ("rule", "broken"), BROKEN, ids=[f"{number}-{rule}" for number, (rule, _) in enumerate(BROKEN)]
)
def test_a_table_broken_in_one_way_is_refused_for_that_reason(
    genome: Genome, knowledge: Knowledge, tmp_path: Path, rule: Rule, broken: Break
) -> None:
    found = broken(tmp_path, genome, knowledge)
    assert {problem.rule for problem in found} == {rule}, found
    assert all(problem.problem and problem.line >= 1 and problem.column for problem in found)


@pytest.mark.parametrize(
    "sound", [row(), *(beside(name) for name in SOUND), overlay(**KNOWN), overlay(**RETIRED), sentinel()]
)
def test_what_they_are_broken_from_is_sound(genome: Genome, knowledge: Knowledge, tmp_path: Path, sound: Break) -> None:
    assert sound(tmp_path, genome, knowledge) == []


def test_every_rule_is_broken_once() -> None:
    assert {rule for rule, _ in BROKEN} == set(Rule)


def test_every_rule_is_told_on_the_page() -> None:
    page = DOCS.read_text(encoding="utf-8")
    assert [rule for rule in Rule if f"| `{rule}` |" not in page] == []
