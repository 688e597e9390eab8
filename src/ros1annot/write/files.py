"""The only place that writes files: whole or not at all, and never outside the result tree."""

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

from ros1annot.errors import InputError

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_PART = re.compile(r"\..+\.[0-9a-f]{12}\.part")
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def is_file_name(name: str) -> bool:
    """Whether a sample or patient id can name a folder and a file on every system."""
    return (
        _NAME.fullmatch(name) is not None
        and ".." not in name
        and not name.endswith(".")
        and _DEVICES.fullmatch(name) is None
    )


def sample_file(out: Path, sample: str, kind: str) -> Path:
    """Where a sample's file of one kind (``json``, ``html``, ``tsv``) lies: ``OUT/<sample>/<sample>.<kind>``.

    Raises:
        ValueError: the id cannot name a file; the sheet and every result are checked for that when read.
    """
    if not is_file_name(sample):
        raise ValueError(f"{sample!r} cannot name a file")
    return out / sample / f"{sample}.{kind}"


def patient_page(out: Path, patient: str) -> Path:
    """Where the time line of a patient lies: ``OUT/patients/<patient>.html``; its JSON lies beside it.

    Raises:
        ValueError: the id cannot name a file; sheet and results are checked for that before.
    """
    if not is_file_name(patient):
        raise ValueError(f"{patient!r} cannot name a file")
    return out / "patients" / f"{patient}.html"


def reading_file(out: Path, sample: str) -> Path:
    """Where is kept what was read of a sample; a name that no format has, and hidden: it is no result.

    Raises:
        ValueError: as for :func:`sample_file`.
    """
    return sample_file(out, sample, "json").with_name(f".{sample}.reading.json.gz")


def clear_leftovers(folder: Path) -> None:
    """Remove half-written files from a folder, which a killed process leaves behind.

    One that a process still writes is removed, too, where two work in one folder; it writes it again.
    """
    for path in folder.glob(".*.part"):
        if _PART.fullmatch(path.name):
            with suppress(OSError):
                path.unlink()


def remove(path: Path) -> None:
    """Remove a file, if it is there.

    Raises:
        InputError: it cannot be removed.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(path, f"is out of date and cannot be removed ({error.strerror}): check the rights") from error


def atomic_write(path: Path, data: str | bytes) -> None:
    """Write ``data`` (text as UTF-8, line ends as they are) so that no reader ever sees half of it.

    A new file in the same folder takes the bytes, reaches the disk, and then takes the name. The folder is
    made where it is missing. Files are readable by owner and group only: they hold patients' data.

    Raises:
        InputError: the target is a symbolic link, or cannot be written.
    """
    if path.is_symlink():
        raise InputError(path, "is a symbolic link, which is not written through; remove the link")
    payload = data.encode() if isinstance(data, str) else data
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write_and_rename(path, payload)
        except FileNotFoundError:  # cleared away as a leftover
            _write_and_rename(path, payload)
    except OSError as error:
        raise InputError(path, f"cannot be written ({error.strerror}): check space and rights") from error


def _write_and_rename(path: Path, payload: bytes) -> None:
    part = path.with_name(f".{path.name}.{secrets.token_hex(6)}.part")
    try:
        _write_through(part, payload)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _write_through(part: Path, payload: bytes) -> None:
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640)
    with os.fdopen(descriptor, "wb") as handle:
        handle.write(payload)
        handle.flush()
        os.fsync(handle.fileno())
