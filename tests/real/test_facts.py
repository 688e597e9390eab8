"""Every verified fact is in the table: carried over cell by cell, entered once where listed twice, or told why not."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ros1annot.annotate.transcripts import Genome
from ros1annot.table.load import load_table
from ros1annot.table.model import Effect, Entry, Kind, Level, ResistanceTable, Status
from ros1annot.table.residues import mentioned

MERGED = {"F0085": "F0092", "F0511": "F0496", "F0512": "F0497", "F0513": "F0498"}
"""Facts listed twice (L2000V is known only with S1986F; D770_N771insSVD is S768_D770dup) and the row that says it."""
ADDED = {
    "F0714b": "the high dose that the note of fact F0714 tells of",
    "S0001": "rules.md S2, which no fact says: neladalkib for G1202del",
    "S0002": "rules.md S2, which no fact says: neladalkib for D1203N",
    "S0003": "rules.md S6, which no fact says: osimertinib with selpercatinib for RET",
}
FOREIGN_PMID = {"F0112": "29636358"}
"""PMIDs of another paper than the one cited."""
OUTWEIGHED = {"F0013", "F0522", "F0523"}
"""Facts in conflict whose other side is of a lower level, so that the row is not disputed."""
EFFECTS = {"sensitivity": "sensitive", "sensitive_preclinical": "sensitive"}
NOT_ACTIVE = {"F0011": "alectinib does not act on ROS1"}
DRIVERS = {
    "EGFR sensitising mutation (ex19del or L858R)": "EGFR sensitising",
    "KIT-mutant": "KIT-mutant melanoma",
}
CORRECTED_BY_THEIR_NOTE = {"F0064", "F0074", "F0107", "F0108"}
"""Facts whose note says that they belong to cabozantinib, against their own cell."""
EVIDENCE = {"clinical series": "case_series", "in-silico prediction": "preclinical"}

Fact = dict[str, str]


@pytest.fixture(scope="module")
def facts(shared: Path) -> list[Fact]:
    with (shared / "facts" / "knowledge" / "resistance_facts.tsv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def table(genome: Genome) -> ResistanceTable:
    return load_table(None, genome)


def rows_of(fact: Fact, table: ResistanceTable) -> list[Entry]:
    """The rows of a fact: under its id, or that id with a letter for each of several alterations or drugs."""
    identifier = re.compile(MERGED.get(fact["fact_id"], fact["fact_id"]) + "[a-z]?")
    return [entry for entry in table.entries if identifier.fullmatch(entry.id) and entry.id not in ADDED]


def carried(facts: list[Fact], table: ResistanceTable) -> Iterator[tuple[Fact, Entry]]:
    for fact in facts:
        if fact["fact_id"] not in MERGED:
            yield from ((fact, entry) for entry in rows_of(fact, table))


def test_every_fact_is_accounted_for(facts: list[Fact], table: ResistanceTable) -> None:
    assert len(facts) == 864
    assert [fact["fact_id"] for fact in facts if not rows_of(fact, table)] == []


def test_every_row_comes_from_a_fact(facts: list[Fact], table: ResistanceTable) -> None:
    known = {fact["fact_id"] for fact in facts}
    foreign = {entry.id for entry in table.entries if entry.id.rstrip("abcdefgh") not in known}
    assert foreign <= ADDED.keys() <= {entry.id for entry in table.entries}
    assert all(e.status is Status.UNVERIFIED for e in table.entries if e.id.startswith("S"))


def test_a_fact_listed_twice_is_said_by_the_row_it_was_merged_into(facts: list[Fact], table: ResistanceTable) -> None:
    for fact in facts:
        if fact["fact_id"] in MERGED:
            (entry,) = rows_of(fact, table)
            assert (entry.gene, entry.drug, entry.effect) == (fact["gene"], fact["drug"], effect_of(fact))
            assert {f"PMID:{pmid}" for pmid in fact["pmid"].split(";")} <= set(entry.references)


def effect_of(fact: Fact) -> str:
    return "not_active" if fact["fact_id"] in NOT_ACTIVE else EFFECTS.get(fact["effect"], fact["effect"])


def test_effect_level_and_kind_of_evidence_are_carried_over(facts: list[Fact], table: ResistanceTable) -> None:
    for fact, entry in carried(facts, table):
        assert entry.effect == effect_of(fact), entry.id
        assert entry.level == (fact["evidence_level"] or Level.D), entry.id
        evidence = fact["evidence_type"]
        assert entry.evidence_type == EVIDENCE.get(evidence, evidence.replace(" ", "_")), entry.id
        if not fact["evidence_level"]:
            assert (entry.status, "No level of evidence" in entry.note) == (Status.UNVERIFIED, True), entry.id


def test_gene_drug_driver_and_disease_are_carried_over(facts: list[Fact], table: ResistanceTable) -> None:
    several_genes = {"CCND1/CDK4/CDK6", "EMT"}
    for fact, entry in carried(facts, table):
        assert entry.driver == DRIVERS.get(fact["driver_context"], fact["driver_context"]), entry.id
        if len(rows_of(fact, table)) == 1:
            assert entry.drug == fact["drug"].partition(" (")[0], entry.id
            assert entry.gene == fact["gene"] or fact["gene"] in several_genes, entry.id
        else:
            assert all(drug in fact["drug"] for drug in entry.drug.split(" + ")), entry.id
        assert entry.disease == fact["disease"] or entry.driver.endswith(entry.disease), entry.id


def test_every_citation_is_carried_over(facts: list[Fact], table: ResistanceTable) -> None:
    for fact, entry in carried(facts, table):
        cited = {f"PMID:{pmid}" for pmid in fact["pmid"].split(";") if pmid != FOREIGN_PMID.get(fact["fact_id"])}
        cited |= {f"doi:{doi}" for doi in fact["doi"].split(";")}
        assert cited - {"PMID:", "doi:"} <= set(entry.references), entry.id


def test_the_status_is_carried_over(facts: list[Fact], table: ResistanceTable) -> None:
    merged = {MERGED[f["fact_id"]] for f in facts if f["fact_id"] in MERGED and f["check_status"] == "confirmed"}
    for fact, entry in carried(facts, table):
        allowed = allowed_status(fact, entry) | ({Status.CONFIRMED} if entry.id in merged else set())
        assert entry.status in allowed, (entry.id, fact["source_status"], fact["check_status"])


def allowed_status(fact: Fact, entry: Entry) -> set[Status]:
    """``verify`` is never more than unverified; what no reference could be given for is unverified too."""
    if fact["source_status"] == "verify" or not entry.references:
        return {Status.UNVERIFIED}
    if fact["source_status"] == "verify-id":
        return {Status.CITED, Status.UNVERIFIED}
    match fact["check_status"]:
        case "confirmed":
            return {Status.CONFIRMED, Status.DISPUTED}
        case "conflict" | "mixed":
            return {Status.CITED} if fact["fact_id"] in OUTWEIGHED else {Status.DISPUTED}
        case _:
            return {Status.CITED, Status.DISPUTED}


def test_every_residue_of_a_fact_is_named_by_its_rows(facts: list[Fact], table: ResistanceTable) -> None:
    for fact in facts:
        rows = rows_of(fact, table)
        if fact["fact_id"] in MERGED or "X" in fact["alteration"] or not fact["alteration"].startswith("p."):
            continue
        named = {pair for entry in rows for pair in residues(entry, table)}
        assert set(mentioned(fact["alteration"].partition(" (")[0])) <= named, fact["fact_id"]


def residues(entry: Entry, table: ResistanceTable) -> set[tuple[str, int]]:
    """Residues that a row names itself, and for a class those of its members and of its description."""
    texts = [entry.alteration, entry.note]
    texts += [table.classes[p.text].description for p in entry.parsed.parts if p.text in table.classes]
    changes = [
        term.change for p in entry.parsed.parts if p.text in table.classes for term in table.classes[p.text].terms
    ]
    return {pair for text in texts for pair in mentioned(text)} | {(c.ref, c.start) for c in changes if c is not None}


def test_every_residue_of_the_table_is_the_protein_s(shared: Path, table: ResistanceTable) -> None:
    transcripts = shared / "facts" / "transcripts"
    proteins = read_fasta(transcripts / "proteins.fasta", r"NM_\d+")
    by_uniprot = read_fasta(transcripts / "uniprot_subset.fasta", r"[OPQ]\d[A-Z0-9]{4}")
    proteins["NM_001904"] = by_uniprot["P35222"]
    checked, unchecked = 0, set()
    for entry in table.entries:
        if "p." not in entry.alteration or not entry.kind.matched:
            continue
        protein = proteins.get(entry.transcript.partition(".")[0])
        if protein is None:
            unchecked.add(entry.gene)
            assert "residue is not checked" in entry.note, entry.id
            continue
        for letter, position in mentioned(entry.alteration):
            assert protein[position - 1] == letter, (entry.id, entry.alteration)
            checked += 1
    assert checked > 700
    assert unchecked == {"PDGFRA"}


def read_fasta(path: Path, accession: str) -> dict[str, str]:
    """Sequences by the first accession of their header."""
    found: dict[str, str] = {}
    for record in path.read_text(encoding="utf-8").split(">")[1:]:
        header, *lines = record.splitlines()
        if named := re.search(accession, header):
            found.setdefault(named[0], "".join(lines))
    return found


@pytest.mark.parametrize(
    ("identifier", "effect", "status", "other_side"),
    [
        ("F0013", Effect.RESISTANT, Status.CITED, "EID1251"),
        ("F0192", Effect.RESISTANT, Status.CONFIRMED, "reduced range"),
        ("F0171", Effect.RESISTANT, Status.CONFIRMED, "near sensitive in one Ba/F3 study"),
        ("F0211", Effect.SENSITIVE, Status.UNVERIFIED, "EID1354"),
        ("F0181", Effect.REDUCED_SENSITIVITY, Status.DISPUTED, "EID141"),
        ("F0185", Effect.REDUCED_SENSITIVITY, Status.DISPUTED, "models differ"),
        ("F0186", Effect.SENSITIVE, Status.UNVERIFIED, "models differ"),
        ("F0204", Effect.REDUCED_SENSITIVITY, Status.DISPUTED, "near wild-type"),
        ("F0206", Effect.SENSITIVE, Status.UNVERIFIED, "models differ"),
        ("F0263", Effect.RESISTANT, Status.DISPUTED, "reports sensitivity"),
        ("F0264", Effect.REDUCED_SENSITIVITY, Status.DISPUTED, "CGI lists responsive"),
        ("F0351", Effect.RESISTANT, Status.DISPUTED, "EID11113"),
        ("F0448", Effect.SENSITIVE, Status.DISPUTED, "EID6181"),
        ("F0454", Effect.REDUCED_SENSITIVITY, Status.DISPUTED, "EID1395"),
        ("F0477", Effect.REDUCED_SENSITIVITY, Status.DISPUTED, "EID7610"),
        ("F0522", Effect.RESISTANT, Status.CITED, "EID2163"),
        ("F0523", Effect.RESISTANT, Status.CITED, "EID2161"),
        ("F0596", Effect.RESISTANT, Status.UNVERIFIED, "CGI lists L747S"),
        ("F0734", Effect.SENSITIVE, Status.DISPUTED, "EID4510"),
        ("F0726", Effect.RESISTANT, Status.DISPUTED, "lists activity"),
        ("F0818", Effect.SENSITIVE, Status.DISPUTED, "sources differ"),
        ("F0741", Effect.REDUCED_SENSITIVITY, Status.DISPUTED, "sources differ"),
        ("F0830", Effect.RESISTANT, Status.UNVERIFIED, "EID2445"),
        ("F0714", Effect.REDUCED_SENSITIVITY, Status.DISPUTED, "F0714b"),
        ("F0714b", Effect.SENSITIVE, Status.DISPUTED, "F0714"),
        ("F0700a", Effect.SENSITIVE, Status.UNVERIFIED, "resistant to selpercatinib"),
    ],
)
def test_a_conflict_is_decided_and_its_other_side_is_told(
    table: ResistanceTable, identifier: str, effect: Effect, status: Status, other_side: str
) -> None:
    (entry,) = (entry for entry in table.entries if entry.id == identifier)
    assert (entry.effect, entry.status) == (effect, status)
    assert other_side in entry.note


def test_doubtful_items_are_as_doubtful_in_the_table(table: ResistanceTable) -> None:
    by_name = {(e.gene, e.alteration): e for e in table.entries if e.kind is Kind.SMALL_VARIANT}
    for name in (("EGFR", "p.C797G"), ("EGFR", "p.C797N"), ("ROS1", "p.G1957A"), ("ROS1", "p.L1982F")):
        rows = [entry for entry in table.entries if (entry.gene, entry.alteration) == name]
        assert {entry.status for entry in rows} <= {Status.UNVERIFIED}, name
    assert not [name for name in by_name if name[0] == "ROS1" and "S2032" in name[1]]
    assert table.drugs["zidesamtinib"].approvals[0][1].startswith("Approved 2026-07-22")


def test_drugs_after_which_it_was_seen_are_carried_over(facts: list[Fact], table: ResistanceTable) -> None:
    for fact, entry in carried(facts, table):
        if fact["fact_id"] in CORRECTED_BY_THEIR_NOTE:
            assert entry.prior_drugs == ("cabozantinib",)
            continue
        named = {name for name in table.drugs if re.search(rf"\b{re.escape(name)}\b", fact["first_seen_after_drug"])}
        single = {partner for drug in (*entry.prior_drugs, *named) for partner in drug.split(" + ")}
        assert set(entry.prior_drugs) <= named, entry.id
        assert named <= single | set(entry.prior_drugs), entry.id


def test_every_drug_is_carried_over(shared: Path, table: ResistanceTable) -> None:
    with (shared / "facts" / "knowledge" / "drugs.tsv").open(encoding="utf-8", newline="") as handle:
        facts = list(csv.DictReader(handle, delimiter="\t"))
    assert len(facts) == 50
    for fact in facts:
        drug = table.drugs[fact["drug"].removeprefix("COMBO ")]
        for region, state in drug.approvals:
            stated = fact[f"{region}_status"]
            assert state == "not recorded" or dates(stated) <= dates(state), (drug.name, region)
            assert state != "not recorded" or not dates(stated), (drug.name, region)
        assert (drug.targets, drug.as_of.isoformat()) == (fact["main_targets"], fact["as_of"]), drug.name
        if not drug.partners:
            assert (drug.drug_class, drug.generation) == (fact["class"], fact["generation"]), drug.name
            for name in re.split(r"; ?|, ", re.sub(r"\s*\([^)]*\)", "", fact["aliases_brands_codes"])):
                assert not name or table.resolve_drug(name) == drug.name, (drug.name, name)


def dates(text: str) -> set[str]:
    """The days, months, years and NICE appraisals that an approval status names."""
    return set(re.findall(r"\b(?:TA\d+|\d{4}(?:-\d\d)*)\b", text))


def test_a_drug_without_a_source_says_so(shared: Path, table: ResistanceTable) -> None:
    text = (shared / "facts" / "knowledge" / "drugs.tsv").read_text(encoding="utf-8")
    known = {line.split("\t")[0].removeprefix("COMBO ") for line in text.splitlines()[1:]}
    for drug in table.drugs.values():
        if drug.name not in known:
            assert {state for _, state in drug.approvals} == {"not recorded"}, drug.name
            assert drug.certainty in {"not recorded", "names and targets unverified"}, drug.name
