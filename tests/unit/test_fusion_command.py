"""``ros1annot fusions``."""

from pathlib import Path

import pytest

from fusion_files import ARRIBA_V2, Junction, arriba_row, fusions_file, table
from fusion_formats.parts import vcf
from ros1annot.cli import main
from ros1annot.model import InputFile, InputKind
from ros1annot.read.fusions import read_fusions
from sv_files import kept_as_five, kept_as_three, mates, sv_file

HEADER = [
    "caller",
    "five_prime",
    "three_prime",
    "five_prime_breakpoint",
    "three_prime_breakpoint",
    "five_prime_exon",
    "three_prime_exon",
    "in_frame",
    "kinase_kept",
    "role",
    "split_reads",
    "discordant_pairs",
    "confidence",
    "name",
]


def printed(capsys: pytest.CaptureFixture[str]) -> list[list[str]]:
    return [line.split("\t") for line in capsys.readouterr().out.splitlines()]


def test_prints_the_fixed_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = fusions_file(tmp_path / "fusions.tsv", table(ARRIBA_V2, [arriba_row(Junction())]))
    assert main(["fusions", str(file.path)]) == 0
    header, *rows = printed(capsys)
    assert header == HEADER
    assert [" ".join(row) for row in rows] == [
        "arriba CD74 ROS1 5:150404680 6:117324415 6 34 true true driver 12 3 high CD74::ROS1"
    ]


def test_what_is_not_known_is_an_empty_cell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    junction = Junction(five="KDELR2", five_place=("7", 6470000, "-"), extra={"confidence": "."})
    file = fusions_file(tmp_path / "fusions.tsv", table(ARRIBA_V2, [arriba_row(junction)]))
    main(["fusions", str(file.path)])
    row = dict(zip(HEADER, printed(capsys)[1], strict=True))
    assert (row["five_prime_exon"], row["in_frame"], row["confidence"]) == ("", "", "")


def test_output_can_be_read_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = fusions_file(tmp_path / "fusions.tsv", table(ARRIBA_V2, [arriba_row(Junction())]))
    main(["fusions", str(file.path)])
    first = printed(capsys)
    again = tmp_path / "again.tsv"
    again.write_text("".join("\t".join(row) + "\n" for row in first), encoding="utf-8")
    assert main(["fusions", str(again)]) == 0
    assert [row[1:] for row in printed(capsys)] == [row[1:] for row in first]


def test_unreadable_header_is_one_sentence_and_exit_code_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = fusions_file(tmp_path / "fusions.tsv", "a\tb\n1\t2\n")
    assert main(["fusions", str(file.path)]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert "of no known fusion caller" in output.err


def test_forced_caller_reaches_the_reader(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = fusions_file(tmp_path / "fusions.tsv", "")
    assert main(["fusions", str(file.path), "--caller", "prada"]) == 2
    assert "'prada' is not known" in capsys.readouterr().err


def rows_of(capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    header, *rows = printed(capsys)
    return [dict(zip(header, row, strict=True)) for row in rows]


@pytest.mark.parametrize(
    "options", [[], ["--caller", "manta"], ["--assembly", "GRCh38"], ["--tumour-sample", "tumour"]]
)
def test_breakends_of_dna_are_read_too(tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str]) -> None:
    file = sv_file(tmp_path, mates(kept_as_five("5", 150404500, "-"), kept_as_three("6", 117325000, "-")))
    assert main(["fusions", str(file.path), *options]) == 0
    (row,) = rows_of(capsys)
    assert (row["caller"], row["name"], row["role"]) == ("manta", "CD74::ROS1", "driver")
    assert (row["five_prime_exon"], row["three_prime_exon"], row["split_reads"]) == ("6", "34", "9")


def test_a_vcf_of_a_fusion_caller_is_not_taken_for_dna(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """FusionCatcher's brackets would read CD74 and ROS1 the wrong way round."""
    info = "SVTYPE=BND;END=5;STRAND=-;SR=7;SP=6;GENE5=CD74;GENE3=ROS1;EFFECT=in-frame"
    file = tmp_path / "fusioncatcher.vcf"
    columns = ["5", "150404680", "CD74--ROS1__5", "N", "N]6:117324415]", ".", "PASS", info]
    file.write_text(vcf(["\t".join(columns)], ("GENE5", "GENE3", "FUSION", "SR", "SP")), encoding="utf-8")
    assert main(["fusions", str(file)]) == 0
    (row,) = rows_of(capsys)
    assert (row["caller"], row["name"], row["role"]) == ("fusioncatcher", "CD74::ROS1", "driver")


def test_a_table_of_several_samples_needs_the_name_of_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    header = "sample,fusion genes,chrom1,base1,chrom2,base2,spanning pairs,spanning reads,inframe,classification"
    rows = [
        f"{name},CD74:ROS1,chr5,150404680,chr6,117324415,1,{reads},TRUE,High" for name, reads in (("a", 2), ("b", 9))
    ]
    file = tmp_path / "jaffa_results.csv"
    file.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    assert main(["fusions", str(file)]) == 2
    capsys.readouterr()
    assert main(["fusions", str(file), "--tumour-sample", "b"]) == 0
    assert [row["split_reads"] for row in rows_of(capsys)] == ["9"]


def test_a_rejected_fusion_says_so_and_is_read_again_as_rejected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    again = tmp_path / "again.tsv"
    again.write_text(
        "five_prime\tthree_prime\tfive_prime_breakpoint\tthree_prime_breakpoint\tconfidence\n"
        "CD74\tROS1\t5:150404680\t6:117324415\trejected: Imprecise;not kept\n",
        encoding="utf-8",
    )
    assert main(["fusions", str(again)]) == 0
    (row,) = rows_of(capsys)
    assert (row["role"], row["confidence"]) == ("driver", "rejected: Imprecise;not kept")
    (call,) = read_fusions(InputFile(InputKind.FUSIONS, again, "again.tsv")).calls
    assert call.filters == ("Imprecise;not kept",)


@pytest.mark.parametrize("content", [b"", b"\x00\x01binary", b"##fileformat=VCFv4.2\n"])
def test_a_file_that_is_nothing_is_one_sentence_or_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    file = tmp_path / "x"
    file.write_bytes(content)
    code = main(["fusions", str(file)])
    output = capsys.readouterr()
    assert (code, output.err.count("\n")) in {(0, 0), (2, 1)}
    assert main(["fusions", str(tmp_path / "missing")]) == 2
    assert "does not exist" in capsys.readouterr().err


def test_a_table_of_splice_junctions_is_told_as_such(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "cancer.introns"
    file.write_text("intron\tstrand\tgenes\tuniq_mapped\nchr7:1-9\t+\tMET\t7\n", encoding="utf-8")
    assert main(["fusions", str(file)]) == 2
    assert "it lists junctions inside genes, and no fusions" in capsys.readouterr().err
