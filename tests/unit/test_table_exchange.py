"""The table in and out: what is imported decides nothing, what is exported is valid where it is read."""

import json
from pathlib import Path

import pytest

from ros1annot.annotate.transcripts import Genome
from ros1annot.cli import main
from ros1annot.resources import resource
from ros1annot.table.check import check_table
from ros1annot.table.exchange.va_spec import statements
from ros1annot.table.load import load_table
from ros1annot.table.model import Entry, ResistanceTable
from table_builders import write_table

CURRENT = (
    "molecular_profile", "molecular_profile_id", "disease", "doid", "phenotypes", "therapies",
    "therapy_interaction_type", "evidence_type", "evidence_direction", "evidence_level", "significance",
    "evidence_statement", "citation_id", "source_type", "asco_abstract_id", "citation", "nct_ids", "rating",
    "evidence_status", "evidence_id", "variant_origin", "last_review_date", "evidence_civic_url",
    "molecular_profile_civic_url", "is_flagged",
)  # fmt: skip
OF_2021 = (
    "gene", "entrez_id", "variant", "disease", "doid", "phenotypes", "drugs", "drug_interaction_type", "evidence_type",
    "evidence_direction", "evidence_level", "clinical_significance", "evidence_statement", "citation_id",
    "source_type", "asco_abstract_id", "citation", "nct_ids", "rating", "evidence_status", "evidence_id",
    "variant_id", "gene_id", "chromosome", "start", "stop", "reference_bases", "variant_bases",
    "representative_transcript", "chromosome2", "start2", "stop2", "representative_transcript2", "ensembl_version",
    "reference_build", "variant_summary", "variant_origin", "last_review_date", "evidence_civic_url",
    "variant_civic_url", "gene_civic_url", "is_flagged",
)  # fmt: skip
ITEM = {
    "molecular_profile": "ROS1 F2004I",
    "gene": "ROS1",
    "variant": "F2004I",
    "disease": "Lung Adenocarcinoma",
    "therapies": "Crizotinib",
    "drugs": "Crizotinib",
    "evidence_type": "Predictive",
    "evidence_direction": "Supports",
    "evidence_level": "D",
    "significance": "Resistance",
    "clinical_significance": "Resistance",
    "citation_id": "1",
    "source_type": "PubMed",
    "evidence_status": "accepted",
    "evidence_id": "1",
    "is_flagged": "false",
}


def civic(folder: Path, *items: dict[str, str], layout: tuple[str, ...] = CURRENT) -> Path:
    path = folder / "civic.tsv"
    lines = ["\t".join({**ITEM, **item}.get(column, "") for column in layout) for item in items]
    path.write_text("\n".join(["\t".join(layout), *lines]) + "\n", encoding="utf-8")
    return path


def imported(genome: Genome, folder: Path, *items: dict[str, str], layout: tuple[str, ...] = CURRENT) -> list[Entry]:
    out = folder / "lab.tsv"
    arguments = ["--from", "civic", "--curated", "2026-11-24", "-o", str(out)]
    assert main(["table", "import", str(civic(folder, *items, layout=layout)), *arguments]) == 0
    assert check_table((), genome, out) == []
    return [entry for entry in load_table(None, genome, out).entries if entry.table == "lab.tsv"]


@pytest.fixture(scope="module")
def table(genome: Genome) -> ResistanceTable:
    return load_table(None, genome)


# --- in ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", [CURRENT, OF_2021], ids=["today", "2021"])
def test_civic_items_become_unverified_rows(genome: Genome, tmp_path: Path, layout: tuple[str, ...]) -> None:
    (entry,) = imported(genome, tmp_path, {}, layout=layout)
    assert (entry.gene, entry.alteration, entry.driver) == ("ROS1", "p.F2004I", "ROS1 fusion")
    assert (entry.drug, entry.effect, entry.level, entry.tier) == ("crizotinib", "resistant", "D", "III")
    assert (entry.status, entry.references) == ("unverified", ("PMID:1", "civic:EID1"))
    assert entry.curated.isoformat() == "2026-11-24"


@pytest.mark.parametrize(
    "item",
    [
        {"evidence_direction": "Does Not Support"},
        {"evidence_type": "Prognostic"},
        {"evidence_status": "submitted"},
        {"is_flagged": "true"},
        {"significance": "Adverse Response"},
        {"therapies": "Crizotinib,Lorlatinib", "therapy_interaction_type": "Sequential"},
        {"molecular_profile": "NOT ROS1 F2004I"},
        {"molecular_profile": "ROS1 F9999I"},
        {"therapies": "Aspirin"},
    ],
)
def test_what_cannot_be_a_row_is_left_out(genome: Genome, tmp_path: Path, item: dict[str, str]) -> None:
    assert imported(genome, tmp_path, item) == []


def test_a_driver_beside_a_mutation_is_its_context(genome: Genome, tmp_path: Path) -> None:
    (entry,) = imported(genome, tmp_path, {"molecular_profile": "CD74::ROS1 Fusion AND ROS1 F2004I"})
    assert (entry.alteration, entry.driver) == ("p.F2004I", "ROS1 fusion")


def test_a_fusion_of_2021_with_its_mutation_is_the_driver_and_the_row(genome: Genome, tmp_path: Path) -> None:
    item = {"gene": "ALK", "variant": "EML4-ALK L1196P", "drugs": "Alectinib"}
    (entry,) = imported(genome, tmp_path, item, layout=OF_2021)
    assert (entry.gene, entry.alteration, entry.driver) == ("ALK", "p.L1196P", "ALK fusion")


def test_two_mutations_are_one_compound(genome: Genome, tmp_path: Path) -> None:
    (entry,) = imported(genome, tmp_path, {"molecular_profile": "ROS1 F2004I AND ROS1 L2026M"})
    assert (entry.kind, entry.alteration) == ("compound", "p.F2004I+p.L2026M")


def test_substitutes_are_several_drugs_and_a_combination_is_one(genome: Genome, tmp_path: Path) -> None:
    both = {"therapies": "Crizotinib,Ceritinib", "therapy_interaction_type": "Substitutes"}
    together = {"therapies": "Ponatinib,Crizotinib", "therapy_interaction_type": "Combination"}
    entries = imported(genome, tmp_path, both, {**together, "evidence_id": "2"})
    assert {entry.drug for entry in entries} == {"crizotinib", "ceritinib", "crizotinib + ponatinib"}


def test_items_that_say_the_same_become_one_row_with_all_references(genome: Genome, tmp_path: Path) -> None:
    (entry,) = imported(genome, tmp_path, {}, {"evidence_id": "2", "citation_id": "2"})
    assert entry.references == ("PMID:1", "civic:EID1", "PMID:2", "civic:EID2")


def test_what_the_table_says_already_and_what_contradicts_it_is_left_out_and_told(
    genome: Genome, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = {"molecular_profile": "ROS1 G2032R"}
    assert (
        imported(genome, tmp_path, known, {**known, "significance": "Sensitivity/Response", "evidence_id": "2"}) == []
    )
    told = capsys.readouterr().err
    assert "0 rows, all unverified; statements that the table makes already: 1" in told
    assert "civic:EID2: ROS1 G2032R, Crizotinib sensitive contradicts row F0012 (resistant, level C)" in told


def test_a_file_of_another_kind_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_table(tmp_path, {})
    arguments = ["--from", "civic", "--curated", "2026-11-24", "-o", str(tmp_path / "lab.tsv")]
    assert main(["table", "import", str(path), *arguments]) == 2
    assert "has no column `evidence_id`" in capsys.readouterr().err


ONCOKB_OF_2018 = (
    "Isoform\tRefSeq\tEntrez Gene ID\tGene\tAlteration\tProtein Change\tCancer Type\tLevel\tDrugs(s)\t"
    "PMIDs for drug\tAbstracts for drug\n"
    "ENST00000275493\tNM_005228.3\t1956\tEGFR\tExon 19 deletion\t729_761del\tNon-Small Cell Lung Cancer\t1\t"
    "Erlotinib, Gefitinib, Sunvozertinib\t1, 2\t\n"
    "\tNM_004304.4\t238\tALK\tEML4-ALK Fusion\t\tInflammatory Myofibroblastic Tumor\t3A\tCeritinib + X\t\t\n"
    "ENST00000389048\tNM_004304.4\t238\tALK\tL1196P, G1269P\t\tLung Adenocarcinoma, Melanoma\tR2\tCrizotinib\t3\t\n"
)


def test_an_oncokb_export_of_2018_is_read_by_the_shipped_mapping(
    genome: Genome, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.tsv").write_text(ONCOKB_OF_2018)
    out = tmp_path / "lab.tsv"
    arguments = ["--from", "oncokb", "--curated", "2026-11-24", "-o", str(out)]
    assert main(["table", "import", str(tmp_path / "x.tsv"), *arguments]) == 0
    assert check_table((), genome, out) == []
    entries = [entry for entry in load_table(None, genome, out).entries if entry.table == "lab.tsv"]
    assert {(e.alteration, e.drug, e.level, e.disease, e.references) for e in entries} == {
        ("exon19del", "sunvozertinib", "A", "NSCLC", ("PMID:1", "PMID:2")),
        ("p.L1196P", "crizotinib", "C", "NSCLC", ("PMID:3",)),
        ("p.L1196P", "crizotinib", "C", "melanoma", ("PMID:3",)),
        ("p.G1269P", "crizotinib", "C", "NSCLC", ("PMID:3",)),
        ("p.G1269P", "crizotinib", "C", "melanoma", ("PMID:3",)),
    }
    told = capsys.readouterr().err
    assert "statements that the table makes already: 2" in told
    assert "left out 1: drug … is not in drugs.tsv" in told


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ("[columns]\ngene = 'g'\nalteration = 'a'\ndrug = 'd'\n", "does not name `effect`"),
        ("[colums]\n", "does not name `gene`"),
        ("[columns]\ngene='g'\nalteration='a'\ndrug='d'\neffect='e'\n[effect]\nR = 'resists'\n", "`resists`"),
        ("[columns]\ngene='g'\nalteration='a'\ndrug='d'\neffect='e'\nvaf='v'\n", "`vaf`"),
        ("[columns]\ngene='Gen'\nalteration='a'\ndrug='d'\neffect='e'\n", "has no column `Gen`"),
        ("columns", "cannot be read"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], mapping: str, message: str
) -> None:
    (tmp_path / "map.toml").write_text(mapping)
    (tmp_path / "x.tsv").write_text("g\ta\td\te\n")
    arguments = ["--map", str(tmp_path / "map.toml"), "--curated", "2026-11-24", "-o", str(tmp_path / "lab.tsv")]
    assert main(["table", "import", str(tmp_path / "x.tsv"), "--from", "tsv", *arguments]) == 2
    assert message in capsys.readouterr().err


# --- out ---------------------------------------------------------------------------------------------------


def test_tsv_is_the_table_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["table", "export"]) == 0
    assert capsys.readouterr().out == resource("resistance.tsv").read_text(encoding="utf-8")


def test_json_holds_every_row_with_its_lists(table: ResistanceTable, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["table", "export", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["sha256"] == table.sha256
    assert [row["id"] for row in document["rows"]] == [entry.id for entry in table.entries]
    assert document["rows"][0]["references"] == list(table.entries[0].references)


def test_a_statement_keeps_the_words_that_va_spec_lacks(table: ResistanceTable) -> None:
    by_id = {str(statement["id"]): statement for statement in statements(table)}
    alectinib = by_id["ros1annot:resistance.tsv:F0011"]
    assert alectinib["proposition"]["predicate"] == "predictsResistanceTo"  # type: ignore[index]  # plain JSON
    assert {"name": "effect", "value": "not_active"} in alectinib["extensions"]  # type: ignore[operator]
    assert len(by_id) == sum(entry.kind.matched for entry in table.entries)


def test_every_statement_is_valid_to_ga4gh(table: ResistanceTable) -> None:
    va_spec = pytest.importorskip("ga4gh.va_spec.aac_2017", reason="ga4gh.va_spec is not installed")
    for statement in statements(table):
        va_spec.VariantTherapeuticResponseStudyStatement.model_validate(statement)


def test_the_data_package_is_valid_to_frictionless(tmp_path: Path, table: ResistanceTable) -> None:
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    assert main(["table", "export", "--format", "datapackage", "-o", str(tmp_path)]) == 0
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])
    assert report.tasks[0].stats["rows"] == len(table.entries)


def test_the_data_package_tells_digests_and_types(tmp_path: Path) -> None:
    assert main(["table", "export", "--format", "datapackage", "-o", str(tmp_path)]) == 0
    descriptor = json.loads((tmp_path / "datapackage.json").read_text())
    for part in descriptor["resources"]:
        content = (tmp_path / part["path"]).read_bytes()
        assert len(content) == part["bytes"]
        assert [f["name"] for f in part["schema"]["fields"]] == content.decode().splitlines()[0].split("\t")


def test_a_data_package_needs_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["table", "export", "--format", "datapackage"]) == 2
    assert "give it with -o DIR" in capsys.readouterr().err
