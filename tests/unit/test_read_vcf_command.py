"""``ros1annot variants``."""

from pathlib import Path

import pytest

from builders import Row, vcf_text, write_bgzip, write_plain
from ros1annot.cli import main

HEADER = "chrom\tpos\tref\talt\tgene\ttranscript\thgvs_c\thgvs_p\tconsequence\tname\tvaf\talt_reads\tdepth\tfilter"
G2032R = "6\t117638347\tC\tT\tROS1\tNM_002944.3\tc.6094G>A\tp.(Gly2032Arg)\tmissense_variant\tG2032R"


def test_each_alt_of_a_target_gene_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    two = Row("6", 117638347, "C", "T,*,G", ({"GT": "0/1/3", "AD": "60,30,0,1", "DP": "91"},), filters="LowQual")
    path = write_bgzip(tmp_path / "x.vcf.gz", vcf_text([Row("6", 5_000_000, "A", "G"), two]), index=True)
    assert main(["variants", str(path)]) == 0
    header, first, second = capsys.readouterr().out.splitlines()
    assert header == HEADER
    assert first == f"{G2032R}\t0.32967\t30\t91\tLowQual"
    assert second.split("\t")[9:] == ["G2032R", "0.010989", "1", "91", "LowQual"]


def test_a_hotspot_that_is_wild_type_is_not_taken_for_a_pass(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wild = Row("6", 117638347, "C", "T", ({"GT": "0/0", "AD": "99,1", "DP": "100"},))
    no_call = Row("6", 117638347, "C", "T", ({"GT": "./.", "AD": "2,1", "DP": "3"},), filters="NOCALL")
    assert main(["variants", str(write_plain(tmp_path / "x.vcf", vcf_text([wild, no_call])))]) == 0
    filters = [line.split("\t")[-1] for line in capsys.readouterr().out.splitlines()[1:]]
    assert filters == ["not_carried", "NOCALL;not_carried"]


def test_what_is_not_known_is_an_empty_cell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_plain(tmp_path / "x.vcf", vcf_text([Row("6", 117638347, "C", "T", ())], columns=()))
    assert main(["variants", str(path), "--assembly", "GRCh37"]) == 0
    assert capsys.readouterr().out.splitlines() == [HEADER, f"{G2032R}\t\t\t\tPASS"]


def test_a_file_without_target_records_gives_the_header(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_plain(tmp_path / "x.vcf", vcf_text([], contigs=None))
    assert main(["variants", str(path)]) == 0
    assert capsys.readouterr().out.splitlines() == [HEADER]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--tumour-sample", "X"], "no sample X"),
        (["--caller", "X"], "caller X is not known"),
        ([], "could be the tumour"),
    ],
)
def test_a_users_error_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], problem: str
) -> None:
    path = write_plain(tmp_path / "x.vcf", vcf_text([], columns=("A", "B")))
    assert main(["variants", str(path), *arguments]) == 2
    shown = capsys.readouterr()
    assert problem in shown.err
    assert shown.err.count("\n") == 1
    assert shown.out == ""
