"""Real fusion tables: every target fusion with the right partner, exons, frame and role, and no false driver.

What is expected stands in ``fusions.expected.tsv``, one line a fusion: the file, then the columns of
``ros1annot fusions`` but for breakpoints and confidence. Exons and frames of the ROS1 and ALK fusions are
those of the literature (``C6;R34``, EML4 variants ``E13;A20``, ``E6;A20`` …).
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from fusion_files import GENERIC, STAR_FUSION, table
from ros1annot.cli import main

EXPECTED = Path(__file__).with_name("fusions.expected.tsv")
COLUMNS = (
    "five_prime",
    "three_prime",
    "five_prime_exon",
    "three_prime_exon",
    "in_frame",
    "kinase_kept",
    "role",
    "split_reads",
    "discordant_pairs",
)
TABLES = (
    "arriba/annofuse_arriba_example.tsv",
    "arriba/arriba_test_fusions.tsv",
    "arriba/fusor_arriba_fusions_itd.tsv",
    "arriba/metafusion_dream_sim52_arriba_fusions.tsv",
    "ctat-lr-fusion/seracare_kinase_subset.ctat-lr-fusion.txt",
    "seracare-truth/SeraCare_fusion_targets.tsv",
    "star-fusion/annofuse_merged_starfusion_tcga.subset_kinases.tsv",
    "star-fusion/annofuse_starfusion_example.tsv",
    "star-fusion/fusionreport_starfusion.tsv",
    "star-fusion/metafusion_dream_sim52_star-fusion.abridged.tsv",
)
TCGA = "tcga-gao2018/TCGA_Gao2018_kinase_subset.tsv"
H2228 = "fusioncatcher/H2228_FUSION_CATCHER_V0994e_final-list_candidate-fusion-genes.txt"


def expected(name: str) -> list[dict[str, str]]:
    with EXPECTED.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t"))
    return [{column: row[column] for column in COLUMNS} for row in rows if row["file"] == name]


def found(path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> list[dict[str, str]]:
    assert main(["fusions", str(path), *options]) == 0
    rows = csv.DictReader(capsys.readouterr().out.splitlines(), delimiter="\t")
    return [{column: row[column] for column in COLUMNS} for row in rows]


@pytest.mark.parametrize("name", TABLES)
def test_target_fusions_of_a_real_table(shared: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert found(shared / "data" / "fusions" / name, capsys) == expected(name)


def test_ros1_and_alk_fusions_of_tcga(shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "tcga.tsv"
    columns = [column for column in STAR_FUSION if column != "SpliceType"]
    path.write_text(table(columns, list(tcga_rows(shared))), encoding="utf-8")
    rows = [row for row in found(path, capsys) if {row["five_prime"], row["three_prime"]} & {"ROS1", "ALK"}]
    assert rows == expected(TCGA)


def tcga_rows(shared: Path) -> Iterator[dict[str, str]]:
    """STAR-Fusion calls as the publication's supplement gives them, in STAR-Fusion's own columns again."""
    with (shared / "data" / "fusions" / TCGA).open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle, delimiter="\t"):
            five, _, three = row["Fusion"].partition("--")
            yield {
                "FusionName": row["Fusion"],
                "JunctionReadCount": row["Junction"],
                "SpanningFragCount": row["Spanning"],
                "LeftGene": five,
                "LeftBreakpoint": row["Breakpoint1"],
                "RightGene": three,
                "RightBreakpoint": row["Breakpoint2"],
            }


def test_cell_line_with_a_fusion_and_a_reciprocal(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "h2228.tsv"
    path.write_text(table(GENERIC, list(fusioncatcher_rows(shared)), mark=""), encoding="utf-8")
    assert found(path, capsys) == expected(H2228)


def fusioncatcher_rows(shared: Path) -> Iterator[dict[str, str]]:
    """FusionCatcher's calls of the cell line H2228 as a generic table."""
    frames = {"in-frame": "true", "out-of-frame": "false"}
    with (shared / "data" / "fusions" / H2228).open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle, delimiter="\t"):
            yield {
                "five_prime": row["Gene_1_symbol(5end_fusion_partner)"],
                "three_prime": row["Gene_2_symbol(3end_fusion_partner)"],
                "five_prime_breakpoint": row["Fusion_point_for_gene_1(5end_fusion_partner)"],
                "three_prime_breakpoint": row["Fusion_point_for_gene_2(3end_fusion_partner)"],
                "split_reads": row["Spanning_unique_reads"],
                "discordant_pairs": row["Spanning_pairs"],
                "in_frame": frames.get(row["Predicted_effect"], ""),
            }


@pytest.mark.parametrize("name", ["seracare-truth/SeraCare_fusion_targets.tsv", TABLES[3]])
def test_real_table_under_the_wrong_assembly_is_refused(
    shared: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    right = "GRCh37" if "sim52" in name else "GRCh38"
    wrong = "GRCh38" if right == "GRCh37" else "GRCh37"
    path = shared / "data" / "fusions" / name
    assert found(path, capsys, "--assembly", right) == expected(name)
    assert main(["fusions", str(path), "--assembly", wrong]) == 2
    assert f"its breakpoints are of {right}, but {wrong} was given" in capsys.readouterr().err
