"""What the loaded table answers: drugs by any name, hotspots, its own identity."""

from pathlib import Path

import pytest

from ros1annot.annotate.transcripts import Genome
from ros1annot.table.load import load_table
from ros1annot.table.model import ResistanceTable, Status
from table_builders import write_table


@pytest.fixture(scope="module")
def table(genome: Genome) -> ResistanceTable:
    return load_table(None, genome)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Xalkori", "crizotinib"),
        ("  pf-02341066 ", "crizotinib"),
        ("CRIZOTINIB", "crizotinib"),
        ("SAF-189s", "foritinib"),
        ("ponatinib+Xalkori", "crizotinib + ponatinib"),
        ("Tagrisso + Iressa", "osimertinib + gefitinib"),
        ("lorlatinib + savolitinib", "lorlatinib + savolitinib"),
        ("aspirin", None),
        ("crizotinib + aspirin", None),
        ("", None),
    ],
)
def test_a_drug_is_known_by_any_of_its_names(table: ResistanceTable, written: str, name: str | None) -> None:
    assert table.resolve_drug(written) == name


def test_every_drug_of_the_table_resolves_to_itself(table: ResistanceTable) -> None:
    assert all(table.resolve_drug(name) == name for name in table.drugs)


def test_the_drugs_of_a_context(table: ResistanceTable) -> None:
    drugs = table.drugs_for({"ROS1 fusion"})
    assert {"crizotinib", "repotrectinib", "alectinib", "crizotinib + ponatinib"} <= set(drugs)
    assert "gefitinib" not in drugs
    assert len(drugs) == len(set(drugs))


def test_hotspots_are_the_residues_that_decide_a_drug(table: ResistanceTable) -> None:
    spots = {(s.gene, s.residue): s for s in table.hotspots({"ROS1 fusion"})}
    assert spots["ROS1", 2032].transcript == "NM_002944.3"
    assert {"crizotinib", "crizotinib + ponatinib"} <= set(spots["ROS1", 2032].drugs)
    assert "repotrectinib" not in spots["ROS1", 2032].drugs
    assert "crizotinib" in spots["KIT", 816].drugs
    assert ("ALK", 1202) not in spots
    assert spots["ROS1", 2004].changed_to == {"C", "V"}
    assert not spots["NRAS", 12].changed_to  # a class: any other residue


def test_hotspots_leave_out_drivers_and_unconfirmed_rows(table: ResistanceTable) -> None:
    spots = {(s.gene, s.residue) for s in table.hotspots({"EGFR-mutant", "EGFR sensitising", "ROS1 fusion"})}
    assert ("EGFR", 790) in spots
    assert ("EGFR", 768) not in spots
    only_unverified = {
        e.parsed.parts[0].text for e in table.entries if e.gene == "ROS1" and e.status is Status.UNVERIFIED
    }
    assert "p.G1957A" in only_unverified
    assert ("ROS1", 1957) not in spots


def test_the_version_is_the_latest_curation_and_the_digest_follows_the_bytes(genome: Genome, tmp_path: Path) -> None:
    one = load_table(write_table(tmp_path, {}, {"id": "T2", "drug": "lorlatinib", "curated": "2026-12-01"}), genome)
    other = load_table(write_table(tmp_path, {}), genome)
    again = load_table(write_table(tmp_path, {}), genome)
    assert one.version == "2026-12-01"
    assert one.sha256 != other.sha256 == again.sha256


def test_a_file_beside_the_table_replaces_the_shipped_one(genome: Genome, tmp_path: Path) -> None:
    path = write_table(tmp_path, {"driver": "home-made"})
    (tmp_path / "drivers.tsv").write_text(
        "driver\tgene\trole\tdisease\testablished_by\taliases\tdescription\nhome-made\tROS1\tdriver\t\tfusion\t\tx\n",
        encoding="utf-8",
    )
    assert set(load_table(path, genome).contexts) == {"home-made"}
