"""What every command does with an error: one line, a code, and no traceback."""

import errno
import fcntl
import os
from pathlib import Path

import pytest

from ros1annot.cli import main
from workflow_runs import GOOD, write_sheet


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = write_sheet(tmp_path, {"a": GOOD})
    (tmp_path / "file").touch()
    command = ["run", str(sheet), "-o", str(tmp_path / "file" / "out")]
    assert main(command) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"ros1annot: {tmp_path}/file/out")
    assert told.endswith("Not a directory; see to the path, its rights and the space on its disk\n")
    with pytest.raises(NotADirectoryError):
        main([*command, "--debug"])


def test_a_file_system_without_locks_is_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def flock(_handle: object, _operation: int) -> None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

    monkeypatch.setattr(fcntl, "flock", flock)
    sheet = write_sheet(tmp_path, {"a": GOOD})
    assert main(["run", str(sheet), "-o", str(tmp_path / "out"), "--dry-run"]) == 0
    assert "its file system knows no locks (Function not implemented)" in capfd.readouterr().err
