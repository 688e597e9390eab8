"""Which pieces of chromosome a record joins, in every way that callers write it."""

import pytest

from ros1annot.read.record import VcfRecord
from ros1annot.read.sv import adjacencies
from ros1annot.read.sv.callers import CALLERS, SvSupport
from ros1annot.read.sv.junction import Junction, Piece, junctions_of

MANTA, LUMPY = (next(c for c in CALLERS if c.name == name) for name in ("manta", "lumpy"))


def record(
    alt: str, info: dict[str, str] | None = None, sample: dict[str, str] | None = None, name: str = "."
) -> VcfRecord:
    return VcfRecord("2", 100, "N", (alt,), name, info=info or {}, sample=sample or {})


@pytest.mark.parametrize(
    ("alt", "here_below", "mate_below"),
    [("N[6:900[", True, False), ("N]6:900]", True, True), ("]6:900]N", False, True), ("[chr6:900[N", False, False)],
)
def test_brackets_tell_which_bases_are_kept(alt: str, here_below: bool, mate_below: bool) -> None:
    assert list(junctions_of(record(alt))) == [Junction(Piece("2", 100, here_below), Piece("6", 900, mate_below))]


def test_inserted_bases_do_not_move_a_breakend() -> None:
    assert list(junctions_of(record("NACGT[6:900["))) == [Junction(Piece("2", 100, True), Piece("6", 900, False))]


@pytest.mark.parametrize(
    ("alt", "info", "pieces"),
    [
        ("<DEL>", {}, [(100, True, 901, False)]),
        ("<DUP:TANDEM>", {}, [(101, False, 900, True)]),
        ("<INV>", {}, [(100, True, 900, True), (101, False, 901, False)]),
        ("<INV>", {"CT": "3to3"}, [(100, True, 900, True)]),
        ("<INV>", {"CT": "5to5"}, [(101, False, 901, False)]),
        ("<INV>", {"INV5": ""}, [(101, False, 901, False)]),
        ("<INV>", {"STRANDS": "++:7,--:0"}, [(100, True, 900, True)]),
        ("<INV>", {"STRANDS": "++:7,--:4"}, [(100, True, 900, True), (101, False, 901, False)]),
    ],
)
def test_symbolic_alleles_are_the_adjacencies_that_they_mean(
    alt: str, info: dict[str, str], pieces: list[tuple[int, bool, int, bool]]
) -> None:
    expected = [Junction(Piece("2", a, left), Piece("2", b, right)) for a, left, b, right in pieces]
    assert list(junctions_of(record(alt, {"END": "900", **info}))) == expected


def test_a_deletion_written_with_its_bases_joins_what_is_left() -> None:
    plain = VcfRecord("2", 100, "N" + "A" * 60, ("NC",), info={"SVTYPE": "DEL"})
    assert list(junctions_of(plain)) == [Junction(Piece("2", 101, True), Piece("2", 161, False))]
    assert list(junctions_of(VcfRecord("2", 100, "N" + "A" * 60, ("N",)))) == []


@pytest.mark.parametrize("place", [{"CHR2": "chr6", "END": "900"}, {"CHR2": "6", "END": "101", "POS2": "900"}])
@pytest.mark.parametrize("ends", [{"CT": "5to3"}, {"STRANDS": "-+"}])
def test_a_translocation_is_read_from_its_connection(place: dict[str, str], ends: dict[str, str]) -> None:
    found = list(junctions_of(record("<TRA>", place | ends)))
    assert found == [Junction(Piece("2", 100, False), Piece("6", 900, True))]


def test_strands_overrule_the_brackets_of_sniffles_1() -> None:
    wrong = record("N]6:900]", {"STRANDS": "--"})
    assert list(junctions_of(wrong, trust_brackets=False)) == [Junction(Piece("2", 100, False), Piece("6", 900, False))]


@pytest.mark.parametrize(
    ("alt", "info"),
    [
        ("N.", {}),
        ("<INS>", {"END": "100"}),
        ("<CNV>", {"END": "900"}),
        ("<DUP>", {"END": "900", "SVTYPE": "CNV"}),
        ("N[HLA-A*01:900[", {}),
        ("<TRA>", {"CHR2": "6", "END": "900"}),
        ("<DEL>", {}),
    ],
)
def test_what_tells_no_adjacency_gives_none(alt: str, info: dict[str, str]) -> None:
    assert list(junctions_of(record(alt, info))) == []


@pytest.mark.parametrize("key", ["MATEID", "MATE_ID", "PARID"])
def test_a_mate_is_counted_once(key: str) -> None:
    seen = [record("N[6:900[", {key: "m2"}, name="m1"), record("N]6:910]", {key: "m1"}, name="m2")]
    assert [r.id for r, _ in adjacencies(seen, MANTA)] == ["m1"]


def test_a_secondary_record_counts_where_its_primary_is_not_in_the_file() -> None:
    only = record("N[6:900[", {"MATEID": "m1", "SECONDARY": ""}, name="m2")
    assert len(list(adjacencies([only], LUMPY))) == 1


def test_the_same_junction_without_mate_ids_is_counted_once() -> None:
    back = VcfRecord("6", 900, "N", ("]2:100]N",))
    assert len(list(adjacencies([record("N[6:900["), back], MANTA))) == 1


@pytest.mark.parametrize(
    ("sample", "carried"),
    [
        ({"PR": "20,4", "SR": "9,0"}, True),
        ({"PR": "20,0", "SR": "9,0"}, False),
        ({"GT": "0/0"}, False),
        ({"GT": "0/0", "PR": "9,3"}, True),
        ({}, True),
    ],
)
def test_what_the_tumour_does_not_carry_is_left_out(sample: dict[str, str], carried: bool) -> None:
    assert bool(list(adjacencies([record("N[6:900[", sample=sample)], MANTA))) is carried


@pytest.mark.parametrize(
    ("caller", "info", "sample", "split", "pairs"),
    [
        ("manta", {}, {"PR": "40,5", "SR": "30,15"}, 15, 5),
        ("manta", {}, {"PR": "40,5"}, None, 5),
        ("gridss", {"ASSR": "99"}, {"SR": "12", "ASSR": "20", "RP": "9", "ASRP": "7"}, 20, 9),
        ("gridss", {"SR": "3", "ASSR": "9", "RP": "5", "ASRP": "10"}, {}, 9, 10),
        ("delly", {}, {"DR": "50", "DV": "8", "RR": "40", "RV": "6"}, 6, 8),
        ("delly", {"PE": "3", "SR": "2"}, {}, 2, 3),
        ("lumpy", {}, {"SU": "11", "PE": "4", "SR": "7"}, 7, 4),
        ("svaba", {}, {"AD": "12", "DR": "5", "SR": "9"}, 9, 5),
        ("sniffles2", {"SUPPORT": "14"}, {"DR": "20", "DV": "13"}, 13, None),
        ("sniffles", {"RE": "11"}, {}, 11, None),
        ("severus", {}, {"DR": "20", "DV": "8"}, 8, None),
        ("nanosv", {}, {"DR": "36,36", "DV": "13,13"}, 13, None),
        ("generic", {"PE": "4", "SR": "2"}, {}, 2, 4),
    ],
)
def test_each_caller_counts_in_its_own_fields(
    caller: str, info: dict[str, str], sample: dict[str, str], split: int | None, pairs: int | None
) -> None:
    found = next(c for c in CALLERS if c.name == caller)
    assert found.support(record("N[6:900[", info, sample)) == SvSupport(split, pairs)
