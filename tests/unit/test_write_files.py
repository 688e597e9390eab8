from pathlib import Path

import pytest

from ros1annot.errors import InputError
from ros1annot.write.files import atomic_write, clear_leftovers, is_file_name, sample_file


def test_writes_text_as_utf8_with_its_own_line_ends_and_makes_the_folder(tmp_path: Path) -> None:
    target = tmp_path / "S1" / "S1.json"
    atomic_write(target, "ż\r\nb\n")
    assert target.read_bytes() == b"\xc5\xbc\r\nb\n"


def test_replaces_an_older_file_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "S1.json"
    atomic_write(target, b"old")
    atomic_write(target, b"new")
    assert target.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["S1.json"]


def test_is_not_readable_by_everybody(tmp_path: Path) -> None:
    atomic_write(tmp_path / "S1.json", "x")
    assert (tmp_path / "S1.json").stat().st_mode & 0o007 == 0


def test_refuses_a_symbolic_link_and_leaves_its_target_alone(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("kept")
    link = tmp_path / "S1.json"
    link.symlink_to(other)
    with pytest.raises(InputError, match="symbolic link"):
        atomic_write(link, "x")
    assert other.read_text() == "kept"


def test_a_failed_write_leaves_the_old_file_and_no_part(tmp_path: Path) -> None:
    folder = tmp_path / "S1.json"
    folder.mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        atomic_write(folder, "x")
    assert [path.name for path in tmp_path.iterdir()] == ["S1.json"]


def test_text_that_is_no_text_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        atomic_write(tmp_path / "S1.json", "\ud800")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["S1", "a", "PT-0042_T1.2", "9", "x" * 64])
def test_takes_ids_that_can_name_a_file(name: str) -> None:
    assert is_file_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "..",
        "../S1",
        "a..b",
        "a/b",
        "a\\b",
        ".hidden",
        "-rf",
        "S1.",
        "S 1",
        "S1\n",
        "żółć",
        "x" * 65,
        "nul",
        "CON.txt",
        "com1",
    ],
)
def test_refuses_ids_that_leave_the_folder_or_name_a_device(name: str) -> None:
    assert not is_file_name(name)
    with pytest.raises(ValueError, match="cannot name a file"):
        sample_file(Path("out"), name, "json")


def test_leftovers_of_a_killed_process_go_and_results_stay(tmp_path: Path) -> None:
    for name in (".S1.json.0123456789ab.part", "S1.json", ".S1.reading.json.gz", "S1.part", ".film.part"):
        (tmp_path / name).write_text("x")
    clear_leftovers(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"S1.json", ".S1.reading.json.gz", "S1.part", ".film.part"}
    clear_leftovers(tmp_path / "not-there")


def test_a_part_that_another_start_cleared_away_is_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    renamed = Path.replace

    def cleared_first(self: Path, target: Path) -> Path:
        monkeypatch.setattr(Path, "replace", renamed)
        clear_leftovers(tmp_path)
        return renamed(self, target)

    monkeypatch.setattr(Path, "replace", cleared_first)
    atomic_write(tmp_path / "S1.json", "whole")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("S1.json", "whole")]
