"""Published variants (coordinates and protein changes of 20 sources) against the names given here.

Each row that differs after the conventions of its source (``truth_rows.py``) is a line of
``truth_disagreements.tsv``. The file must list exactly those, and each cause that it gives is checked on the row.
"""

from collections import Counter
from pathlib import Path

import pytest

from ros1annot.annotate.transcripts import Genome
from ros1annot.cli import main
from truth_rows import CAUSES, CONVENTIONS, Row, convention, difference, is_coding, read_rows

DISAGREEMENTS = Path(__file__).with_name("truth_disagreements.tsv")
KEY = ("assembly", "chrom", "pos", "ref", "alt", "gene")
NO_TRANSCRIPT = {"PDGFRA"}
MAIN = ("ROS1", "ALK", "KIT", "EGFR")


@pytest.fixture(scope="module")
def truth(shared: Path) -> list[Row]:
    rows = read_rows(shared / "data" / "truth" / "variants_dev.tsv")
    return [row for row in rows if row["gene"] not in NO_TRANSCRIPT]


@pytest.fixture(scope="module")
def conventions(truth: list[Row], genome: Genome) -> Counter[str]:
    """How many rows that differ each convention explains."""
    found = ((row, difference(row, genome)) for row in truth)
    named = (convention(row, ours, genome) for row, ours in found if ours is not None)
    return Counter(name for name in named if name is not None)


@pytest.fixture(scope="module")
def differences(truth: list[Row], genome: Genome) -> dict[tuple[str, ...], str]:
    """What is named instead, for each row that no convention explains."""
    found = ((row, difference(row, genome)) for row in truth)
    return {
        tuple(row[k] for k in KEY): ours
        for row, ours in found
        if ours is not None and convention(row, ours, genome) is None
    }


def test_every_disagreement_is_known_and_its_cause_holds(truth, differences, genome):
    listed = {tuple(row[k] for k in KEY): row for row in read_rows(DISAGREEMENTS)}
    assert differences == {key: row["ours"] for key, row in listed.items()}
    rows = {tuple(row[k] for k in KEY): row for row in truth}
    assert [key for key, row in listed.items() if not CAUSES[row["check"]](rows[key], genome)] == []


def test_each_convention_explains_the_rows_that_it_is_there_for(conventions):
    assert conventions == {rule.__name__: rows for rule, rows in CONVENTIONS.items()}


def test_coding_rows_agree_but_for_those_whose_ref_is_not_the_genome_s(truth, differences):
    """1,785 coding rows: 1,780 agree (99.7 %); the other five are refused for their REF, as they have to be."""
    coding = [tuple(row[k] for k in KEY) for row in truth if is_coding(row)]
    wrong = [key for key in coding if key in differences]
    assert (len(coding), len(wrong)) == (1785, 5)
    assert all(differences[key].startswith("REF is") for key in wrong)


def test_every_row_of_the_main_genes_agrees_whose_ref_is_the_genome_s(truth, differences):
    main_genes = [row for row in truth if row["gene"] in MAIN and is_coding(row)]
    wrong = {row["protein_change"] for row in main_genes if tuple(row[k] for k in KEY) in differences}
    assert len(main_genes) == 781
    assert wrong == {"p.Q787Q"}  # GRCh38 coordinates in a GRCh37 row: also one of the traps below


TRAPS = {
    "55181370": "GRCh37 was given, but REF of all 1 records in genes of GRCh38 agrees",
    "55227009": "called on another reference (hg18?)",  # the place of L858R on hg18
    "55593629": "it was edited",  # bases are missing inside REF
    "55593628": "it was edited",  # bases are missing inside REF
    "55174772": "it was edited",  # the last base of REF is none of EGFR exon 19's
}
"""What has to be said of each trap, by its position."""


def test_a_ref_that_is_not_the_genome_s_is_refused_with_its_cause(shared, tmp_path, capsys):
    rows = read_rows(shared / "data" / "truth" / "ref_mismatch_traps.tsv")
    assert {row["vcf_pos"] for row in rows} == set(TRAPS)
    for row in rows:
        vcf = tmp_path / "trap.vcf"
        record = (row["chrom"], row["vcf_pos"], ".", row["vcf_ref"], row["vcf_alt"], ".", "PASS", ".")
        header = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
        vcf.write_text(header + "\t".join(record) + "\n", encoding="utf-8")
        assert main(["variants", str(vcf), "--assembly", row["assembly"]]) == 2
        said = capsys.readouterr()
        assert TRAPS[row["vcf_pos"]] in said.err
        assert not said.out.strip()
