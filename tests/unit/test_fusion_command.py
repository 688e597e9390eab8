"""``ros1annot fusions``."""

from pathlib import Path

import pytest

from fusion_files import ARRIBA_V2, Junction, arriba_row, fusions_file, table
from ros1annot.cli import main

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
