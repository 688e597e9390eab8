"""Reading fusion callers' tables."""

import gzip
from pathlib import Path

import pytest

from fusion_files import (
    ARRIBA_V1,
    ARRIBA_V2,
    GENERIC,
    STAR_FUSION,
    Junction,
    arriba_row,
    fusions_file,
    generic_row,
    star_fusion_row,
    table,
)
from ros1annot.errors import InputError, UsageError
from ros1annot.model import BreakEnd, Frame, FusionCall, InputFile, InputKind, InputState
from ros1annot.read.fusions import read_fusions


def only_call(file: InputFile) -> FusionCall:
    (call,) = read_fusions(file).calls
    return call


@pytest.mark.parametrize(("columns", "version"), [(ARRIBA_V1, 1), (ARRIBA_V2, 2)])
def test_arriba_is_read_by_column_name_in_both_orders(tmp_path: Path, columns: list[str], version: int) -> None:
    row = arriba_row(Junction(extra={"split_reads2": "5", "reading_frame": "in-frame", "type": "translocation"}))
    read = read_fusions(fusions_file(tmp_path / f"v{version}.tsv", table(columns, [row])))
    assert (read.caller, read.state, read.rows) == ("arriba", InputState.CALLS, 1)
    assert read.calls == (
        FusionCall(
            five_prime=BreakEnd("CD74", "5", 150404680, "-"),
            three_prime=BreakEnd("ROS1", "6", 117324415, "-"),
            caller="arriba",
            source=f"v{version}.tsv",
            frame=Frame.IN_FRAME,
            split_reads=17,
            discordant_pairs=3,
            confidence="high",
            notes=("translocation",),
        ),
    )


def test_arriba_without_a_transcribed_strand_does_not_vouch_for_the_order(tmp_path: Path) -> None:
    row = arriba_row(Junction(extra={"strand1(gene/fusion)": "-/."}))
    call = only_call(fusions_file(tmp_path / "a.tsv", table(ARRIBA_V2, [row])))
    assert not call.ordered
    assert call.five_prime.strand is None


def test_arriba_strand_is_the_transcribed_one(tmp_path: Path) -> None:
    row = arriba_row(Junction(extra={"strand2(gene/fusion)": "-/+"}))
    assert only_call(fusions_file(tmp_path / "a.tsv", table(ARRIBA_V2, [row]))).three_prime.strand == "+"


def test_arriba_intergenic_cell_keeps_every_gene_without_distance(tmp_path: Path) -> None:
    row = arriba_row(Junction(five="RP11-458D21.5(1234),HLA-A(56)"))
    call = only_call(fusions_file(tmp_path / "a.tsv", table(ARRIBA_V2, [row])))
    assert call.five_prime.gene == "RP11-458D21.5;HLA-A"


def test_arriba_stop_codon_is_out_of_frame_and_said(tmp_path: Path) -> None:
    row = arriba_row(Junction(extra={"reading_frame": "stop-codon"}))
    call = only_call(fusions_file(tmp_path / "a.tsv", table(ARRIBA_V2, [row])))
    assert call.frame is Frame.OUT_OF_FRAME
    assert call.notes == ("stop codon before the junction",)


def test_arriba_filters_of_single_reads_reject_nothing_but_those_of_the_event_do(tmp_path: Path) -> None:
    row = arriba_row(Junction(extra={"filters": "duplicates(77),min_support,mismatches(1)"}))
    assert only_call(fusions_file(tmp_path / "a.tsv", table(ARRIBA_V2, [row]))).filters == ("min_support",)


def test_arriba_strand_cell_without_a_strand_is_refused(tmp_path: Path) -> None:
    row = arriba_row(Junction(extra={"strand1(gene/fusion)": "plus"}))
    with pytest.raises(InputError, match=r"line 2: strand1\(gene/fusion\) is 'plus'"):
        read_fusions(fusions_file(tmp_path / "a.tsv", table(ARRIBA_V2, [row])))


@pytest.mark.parametrize(
    ("cell", "frame"), [("INFRAME", Frame.IN_FRAME), ("FRAMESHIFT", Frame.OUT_OF_FRAME), (".", Frame.UNKNOWN)]
)
def test_star_fusion_with_coding_effect(tmp_path: Path, cell: str, frame: Frame) -> None:
    columns = [*STAR_FUSION, "PROT_FUSION_TYPE"]
    row = star_fusion_row(Junction(extra={"PROT_FUSION_TYPE": cell}))
    assert only_call(fusions_file(tmp_path / "s.tsv", table(columns, [row]))) == FusionCall(
        five_prime=BreakEnd("CD74", "5", 150404680, "-"),
        three_prime=BreakEnd("ROS1", "6", 117324415, "-"),
        caller="star-fusion",
        source="s.tsv",
        frame=frame,
        split_reads=12,
        discordant_pairs=3,
        confidence="YES_LDAS",
    )


def test_star_fusion_with_read_names_and_estimates(tmp_path: Path) -> None:
    columns = [*STAR_FUSION[:3], "est_J", "est_S", "JunctionReads", "SpanningFrags", *STAR_FUSION[3:]]
    row = star_fusion_row(Junction(extra={"JunctionReads": "r1,r2", "est_J": "11.5"}))
    assert only_call(fusions_file(tmp_path / "s.tsv", table(columns, [row]))).split_reads == 12


def test_star_fusion_name_without_two_genes_is_refused(tmp_path: Path) -> None:
    row = star_fusion_row(Junction(extra={"FusionName": "CD74-ROS1"}))
    with pytest.raises(InputError, match=r"line 2: FusionName is 'CD74-ROS1'"):
        read_fusions(fusions_file(tmp_path / "s.tsv", table(STAR_FUSION, [row])))


def test_long_read_table_is_not_taken_for_star_fusion(tmp_path: Path) -> None:
    row = star_fusion_row(Junction(extra={"num_LR": "50"}))
    columns = ["FusionName", "num_LR", "LeftGene", "LeftBreakpoint", "RightGene", "RightBreakpoint"]
    read = read_fusions(fusions_file(tmp_path / "l.tsv", table(columns, [row])))
    assert read.caller == "ctat-lr-fusion"
    assert [call.split_reads for call in read.calls] == [50]


def test_generic_table_needs_no_support(tmp_path: Path) -> None:
    row = generic_row(Junction(extra={"in_frame": "True"}))
    call = only_call(fusions_file(tmp_path / "g.tsv", table([*GENERIC[:4], "in_frame"], [row], mark="")))
    assert call.frame is Frame.IN_FRAME
    assert (call.split_reads, call.discordant_pairs) == (None, None)


def test_generic_frame_that_is_neither_true_nor_false_is_refused(tmp_path: Path) -> None:
    row = generic_row(Junction(extra={"in_frame": "maybe"}))
    with pytest.raises(InputError, match="line 2: in_frame is 'maybe', expected true, false or nothing"):
        read_fusions(fusions_file(tmp_path / "g.tsv", table(GENERIC, [row])))


def test_gzipped_table_is_the_same_table(tmp_path: Path) -> None:
    text = table(STAR_FUSION, [star_fusion_row(Junction())])
    plain = fusions_file(tmp_path / "s.tsv", text)
    zipped = tmp_path / "s.tsv.gz"
    zipped.write_bytes(gzip.compress(text.encode()))
    assert read_fusions(InputFile(InputKind.FUSIONS, zipped, "s.tsv")) == read_fusions(plain)


@pytest.mark.parametrize("text", [table(ARRIBA_V2, []), "", "\n"])
def test_file_without_rows_is_empty_and_no_error(tmp_path: Path, text: str) -> None:
    read = read_fusions(fusions_file(tmp_path / "e.tsv", text))
    assert (read.state, read.rows, read.calls) == (InputState.EMPTY, 0, ())


def test_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        read_fusions(InputFile(InputKind.FUSIONS, tmp_path / "none.tsv", "none.tsv"))


def test_unknown_header_names_the_known_formats_and_what_the_nearest_lacks(tmp_path: Path) -> None:
    header = "\t".join(column for column in ARRIBA_V2 if column not in {"gene2", "confidence"})
    with pytest.raises(InputError) as caught:
        read_fusions(fusions_file(tmp_path / "u.tsv", header + "\n"))
    assert caught.value.line == 1
    assert all(name in caught.value.problem for name in ("arriba, cbioportal", "star-fusion, tophat-fusion, tso500"))
    assert caught.value.problem.endswith("nearest to it: arriba, for which it lacks gene2, confidence")


@pytest.mark.parametrize("caller", ["star-fusion", "STAR-Fusion", "starfusion"])
def test_forced_caller_may_be_spelled_in_any_way(tmp_path: Path, caller: str) -> None:
    text = table(STAR_FUSION, [star_fusion_row(Junction())])
    assert read_fusions(fusions_file(tmp_path / "s.tsv", text, caller)).caller == "star-fusion"


def test_forced_caller_that_the_header_denies_is_an_error(tmp_path: Path) -> None:
    text = table(STAR_FUSION, [star_fusion_row(Junction())])
    with pytest.raises(InputError, match=r"not the Arriba fusions.tsv it was given as: the file lacks gene1"):
        read_fusions(fusions_file(tmp_path / "s.tsv", text, "arriba"))


def test_forced_caller_that_nobody_knows_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="'prada' is not known; known are arriba"):
        read_fusions(fusions_file(tmp_path / "s.tsv", "", "prada"))


def test_row_that_was_cut_is_an_error_with_its_line(tmp_path: Path) -> None:
    text = table(GENERIC, [generic_row(Junction()), generic_row(Junction())])
    with pytest.raises(InputError, match=r"line 3: the row has 5 columns, the header 7"):
        read_fusions(fusions_file(tmp_path / "g.tsv", text.rstrip("\n").rsplit("\t", 2)[0]))


def test_rows_padded_with_tabs_are_read(tmp_path: Path) -> None:
    text = table(GENERIC, [generic_row(Junction())]).rstrip("\n") + "\t\t\n"
    assert read_fusions(fusions_file(tmp_path / "g.tsv", text)).rows == 1


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("five_prime_breakpoint", "Unable to predict breakpoint position"),
        ("five_prime_breakpoint", "chr5"),
        ("three_prime_breakpoint", "6:117,324,415"),
        ("split_reads", "many"),
        ("discordant_pairs", "-1"),
        ("five_prime", ""),
    ],
)
def test_cell_of_the_wrong_kind_is_an_error_with_line_and_column(tmp_path: Path, column: str, cell: str) -> None:
    row = generic_row(Junction(extra={column: cell}))
    with pytest.raises(InputError, match=f"line 2: {column} is "):
        read_fusions(fusions_file(tmp_path / "g.tsv", table(GENERIC, [row])))
