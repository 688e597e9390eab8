"""Which lines of a VCF are found, and what is said of files that are none."""

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pysam
import pytest

from builders import Row, vcf_text, write_bcf, write_bgzip, write_gzip, write_plain
from ros1annot.errors import InputError
from ros1annot.read.loci import Loci
from ros1annot.read.scan import open_vcf

ROS1 = ("6", 117607516, 117748105)
KRAS = ("12", 25357180, 25404863)
LOCI = Loci.of([ROS1, KRAS])
G2032R = Row("6", 117638347, "C", "T")
ELSEWHERE = Row("6", 5_000_000, "A", "G")


def found(path: Path, loci: Loci = LOCI) -> list[tuple[str, int]]:
    fields = (line.text.split("\t") for line in open_vcf(path).lines(loci))
    return [(field[0], int(field[1])) for field in fields]


@pytest.mark.parametrize("write", [write_plain, write_gzip, write_bgzip, write_bcf])
def test_only_records_in_the_loci_are_given(tmp_path: Path, write: Callable[[Path, str], Path]) -> None:
    text = vcf_text([ELSEWHERE, G2032R, Row("7", 117638347, "C", "T")])
    assert found(write(tmp_path / "x", text)) == [("6", 117638347)]


@pytest.mark.parametrize("name", ["6", "chr6", "Chr6", "CHR6", "NC_000006.11", "NC_000006.12"])
@pytest.mark.parametrize("index", [True, False])
def test_every_spelling_of_a_chromosome_is_found(tmp_path: Path, name: str, index: bool) -> None:
    text = vcf_text([Row(name, G2032R.pos, "C", "T")], contigs=None)
    assert found(write_bgzip(tmp_path / "x.vcf.gz", text, index=index), Loci.of([ROS1])) == [(name, G2032R.pos)]


@pytest.mark.parametrize("index", [True, False])
@pytest.mark.parametrize(
    ("row", "reaches"),
    [
        (Row("6", ROS1[1] - 5000, "A" * 5001, "A"), True),
        (Row("6", ROS1[1] - 5000, "A" * 5000, "A"), False),
        (Row("6", ROS1[1] - 900_000, "A" * 900_001, "A"), True),
        (Row("6", 1_000_000, "A", "<DEL>", info=f"SVTYPE=DEL;END={ROS1[1]}"), True),
        (Row("6", 1_000_000, "A", "<DEL>", info=f"SVTYPE=DEL;END={ROS1[1] - 1}"), False),
        (Row("6", ROS1[2], "A", "G"), True),
        (Row("6", ROS1[2] + 1, "A", "G"), False),
    ],
)
def test_a_record_is_found_where_it_reaches_into_a_locus(tmp_path: Path, row: Row, reaches: bool, index: bool) -> None:
    path = write_bgzip(tmp_path / "x.vcf.gz", vcf_text([row]), index=index)
    assert found(path, Loci.of([ROS1])) == ([("6", row.pos)] if reaches else [])


@pytest.mark.parametrize("pos", [5, 50, 99_999, 100_000, 100_001, 999_999, 1_000_000])
def test_positions_are_found_whatever_their_number_of_digits(tmp_path: Path, pos: int) -> None:
    path = write_plain(tmp_path / "x.vcf", vcf_text([Row("6", pos, "A", "G")]))
    assert found(path, Loci.of([("6", pos, pos)])) == [("6", pos)]
    assert found(path, Loci.of([("6", pos + 1, pos + 1)])) == []


def test_a_deletion_over_two_loci_is_given_once(tmp_path: Path) -> None:
    loci = Loci.of([("6", 1000, 1100), ("6", 1200, 1300)])
    text = vcf_text([Row("6", 1090, "A" * 200, "A"), Row("6", 1250, "A", "G")])
    for index in (True, False):
        path = write_bgzip(tmp_path / f"{index}.vcf.gz", text, index=index)
        assert found(path, loci) == [("6", 1090), ("6", 1250)]


def test_an_unsorted_file_loses_nothing(tmp_path: Path) -> None:
    rows = [G2032R, Row("12", 25398284, "C", "T"), ELSEWHERE, Row("6", ROS1[1], "A", "G")]
    expected = [("6", G2032R.pos), ("12", 25398284), ("6", ROS1[1])]
    assert found(write_plain(tmp_path / "x.vcf", vcf_text(rows))) == expected


def test_windows_line_ends_a_byte_order_mark_and_a_missing_last_line_end_are_read(tmp_path: Path) -> None:
    text = "\ufeff" + vcf_text([ELSEWHERE, G2032R]).rstrip("\n").replace("\n", "\r\n")
    vcf = open_vcf(write_plain(tmp_path / "x.vcf", text))
    assert [line.text for line in vcf.lines(LOCI)] == [G2032R.line()]
    assert vcf.header.samples == ("TUMOUR",)


def test_lines_that_chunks_cut_are_whole(tmp_path: Path) -> None:
    rows = [
        Row("6", 117_610_000 + number, "C", "T", info="NOTE=" + "x" * (7919 * number % 30_011)) for number in range(300)
    ]
    path = write_plain(tmp_path / "x.vcf", vcf_text(rows))
    assert path.stat().st_size > 4 << 20
    vcf = open_vcf(path)
    lines = list(vcf.lines(LOCI))
    assert [line.text for line in lines] == [row.line() for row in rows]
    assert [vcf.line_number(line) for line in lines] == list(range(vcf.header.lines + 1, vcf.header.lines + 301))


def test_an_index_older_than_its_file_is_not_used(tmp_path: Path) -> None:
    path = write_bgzip(tmp_path / "x.vcf.gz", vcf_text([ELSEWHERE]), index=True)
    write_bgzip(path, vcf_text([G2032R]))
    os.utime(f"{path}.tbi", (0, 0))
    assert found(path) == [("6", G2032R.pos)]


@pytest.mark.parametrize("ending", ["tbi", "csi"])
@pytest.mark.parametrize("others", [[], [ELSEWHERE], [ELSEWHERE] * 3000])
def test_an_index_of_another_file_is_not_used(tmp_path: Path, others: list[Row], ending: str) -> None:
    """It would lead to other places, or to none, and the records there would be missed without a word."""
    rows = [*[ELSEWHERE] * 3000, G2032R]
    path = write_bgzip(tmp_path / "x.vcf.gz", vcf_text(rows))
    other = write_bgzip(tmp_path / "other.vcf.gz", vcf_text(others))
    pysam.tabix_index(str(other), preset="vcf", csi=ending == "csi", force=True)
    Path(f"{other}.{ending}").rename(f"{path}.{ending}")
    assert found(path) == [("6", G2032R.pos)]
    assert open_vcf(path).line_number(next(open_vcf(path).lines(LOCI))) is not None

    pysam.tabix_index(str(path), preset="vcf", csi=ending == "csi", force=True)
    assert open_vcf(path).line_number(next(open_vcf(path).lines(LOCI))) is None  # its own one leads there


@pytest.mark.parametrize("write", [write_plain, write_bgzip, write_bcf])
def test_a_file_without_records_gives_none(tmp_path: Path, write: Callable[[Path, str], Path]) -> None:
    assert found(write(tmp_path / "x", vcf_text([]))) == []


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is empty"),
        (b"<!DOCTYPE html><html></html>\n", "is not a VCF"),
        (b"PK\x03\x04rest", "zip archive"),
        (b"##fileformat=VCFv4.2\n", "no #CHROM line"),
        (b"##fileformat=VCFv4.2\n6\t1\t.\tA\tG\t.\t.\t.\n", "no #CHROM line"),
        (b"#CHROM POS ID REF ALT QUAL FILTER INFO\n", "separated by tabs"),
        (b"#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\tA\n", "two sample columns are called A"),
    ],
)
def test_what_is_no_vcf_is_refused_in_one_sentence(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "x.vcf"
    path.write_bytes(content)
    with pytest.raises(InputError, match=problem) as refusal:
        open_vcf(path)
    assert "\n" not in str(refusal.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        open_vcf(tmp_path / "none.vcf")


@pytest.mark.parametrize("row", ["6\t117638347\t.\tC\tT", "6\t11763834x\t.\tC\tT\t.\tPASS\t."])
def test_a_first_record_that_is_none_is_refused_with_its_line(tmp_path: Path, row: str) -> None:
    text = vcf_text([])
    path = write_plain(tmp_path / "x.vcf", f"{text}{row}\n")
    with pytest.raises(InputError, match=f"line {text.count(chr(10)) + 1}: has"):
        found(path)


def test_a_record_in_a_locus_with_too_few_columns_is_refused_with_its_line(tmp_path: Path) -> None:
    text = vcf_text([ELSEWHERE, ELSEWHERE])
    path = write_plain(tmp_path / "x.vcf", f"{text}6\t117638347\t.\tC\tT\n{ELSEWHERE.line()}\n")
    with pytest.raises(InputError, match=f"line {text.count(chr(10)) + 1}: has 5 columns"):
        found(path)


def test_a_last_line_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    text = vcf_text([G2032R, ELSEWHERE])
    with pytest.raises(InputError, match="columns instead of at least 8"):
        found(write_plain(tmp_path / "x.vcf", text[: text.rindex("5000000") + 4]))


def test_a_bgzip_file_without_its_closing_block_is_refused(tmp_path: Path) -> None:
    path = write_bgzip(tmp_path / "x.vcf.gz", vcf_text([G2032R]))
    path.write_bytes(path.read_bytes()[:-28])
    with pytest.raises(InputError, match=r"closing block .* is missing"):
        open_vcf(path)


@pytest.mark.parametrize("kept", [0.5, 0.9])
def test_a_gzip_file_that_was_cut_off_is_refused(tmp_path: Path, kept: float) -> None:
    rows = [Row("6", 117_610_000 + number * 7, "C", "T", info=f"DP={number**3}") for number in range(9000)]
    path = write_gzip(tmp_path / "x.vcf.gz", vcf_text(rows))
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
    with pytest.raises(InputError, match="end too early or are damaged"):
        found(path)


@pytest.mark.parametrize("index", [True, False])
@pytest.mark.parametrize(("write", "name"), [(write_bgzip, "x.vcf.gz"), (write_bcf, "x.bcf")])
def test_a_damaged_block_is_never_taken_for_the_end(
    tmp_path: Path, write: Callable[..., Path], name: str, index: bool
) -> None:
    noise = (f"NOTE={sha256(str(number).encode()).hexdigest()}" for number in range(40_000))
    path = write(tmp_path / name, vcf_text([Row("6", ROS1[1] + at, "C", "T", info=n) for at, n in enumerate(noise)]))
    if index:
        pysam.tabix_index(str(path), preset=name.split(".")[1])
    content = bytearray(path.read_bytes())
    middle = len(content) * 7 // 10
    content[middle : middle + 300] = bytes(300)
    path.write_bytes(content)
    if index:
        (tmp_path / f"{name}.{'csi' if name == 'x.bcf' else 'tbi'}").touch()
    with pytest.raises(InputError, match="damaged"):
        found(path)


def test_contigs_that_are_no_human_chromosomes_are_refused(tmp_path: Path) -> None:
    text = vcf_text([Row("SL2.50ch06", 117638347, "C", "T")], contigs={"SL2.50ch06": 200_000_000})
    for index in (True, False):
        with pytest.raises(InputError, match=r"SL2.50ch06.* are not the chromosomes"):
            found(write_bgzip(tmp_path / f"{index}.vcf.gz", text, index=index))
    with pytest.raises(InputError, match=r"SL2.50ch06.* are not the chromosomes"):
        found(write_bcf(tmp_path / "x.bcf", text))


def test_a_line_without_an_end_is_refused(tmp_path: Path) -> None:
    path = write_gzip(tmp_path / "x.vcf.gz", vcf_text([G2032R]) + "A" * (3 << 20))
    with pytest.raises(InputError, match="line of more than 1048576 bytes"):
        found(path)


def test_a_decompression_bomb_is_refused(tmp_path: Path) -> None:
    path = write_gzip(tmp_path / "x.vcf.gz", vcf_text([]) + (ELSEWHERE.line() + "\n") * 1_400_000)
    with pytest.raises(InputError, match="more than 200 times its size"):
        found(path)
