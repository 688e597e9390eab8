"""SHA-256 of files, read in pieces; of large ones not again while nothing touched them."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from ros1annot.errors import InputError

LARGE = 64 * 2**20
"""Bytes from which a file is not read for its digest a second time while its :class:`Stamp` is the same."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """How the file system knows one state of a file; times in nanoseconds.

    ``changed`` moves with every write, and with a copied or restored modification time, too: no program can set it.
    """

    size: int
    modified: int
    changed: int
    inode: int

    @classmethod
    def of(cls, path: Path) -> "Stamp":
        """The stamp of a file now; raises OSError where there is none."""
        seen = path.stat()
        return cls(seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino)


@dataclass(frozen=True, slots=True)
class FileDigest:
    """The digest of a file's bytes.

    Attributes:
        stamp: the file's stamp from before the digest was taken; ``None`` where it was not kept.
    """

    sha256: str
    stamp: Stamp | None = None

    def to_keep(self) -> "FileDigest":
        """What a later run can use: the stamp of a large file only, since a small one is digested again in any case."""
        return self if self.stamp is not None and self.stamp.size >= LARGE else replace(self, stamp=None)


def sha256_of(path: Path) -> str:
    """Digest of a file's bytes.

    Raises:
        InputError: the file is missing or cannot be read.
    """
    return digest_of(path).sha256


def digest_of(path: Path, before: FileDigest | None = None) -> FileDigest:
    """Digest of a file's bytes; ``before``, taken earlier, stands for a large file that nothing touched since.

    Raises:
        InputError: the file is missing or cannot be read.
    """
    if path.exists() and not path.is_file():
        raise InputError(path, "is a folder, a pipe or a device; give the path of a file")
    try:
        with path.open("rb") as handle:
            stamp = Stamp.of(path)
            if before is not None and stamp.size >= LARGE and before.stamp == stamp:
                return before
            return FileDigest(hashlib.file_digest(handle, "sha256").hexdigest(), stamp)
    except FileNotFoundError as error:
        raise InputError(path, "the file does not exist; correct the path in the sample sheet") from error
    except OSError as error:
        raise InputError(path, f"the file cannot be read ({error.strerror})") from error


def require_unchanged(path: Path, digest: FileDigest) -> None:
    """Refuse a file that was written since its digest was taken: what was read of it may be either state.

    The time of change alone does not count here: it moves with a new link to the file, too.

    Raises:
        InputError: the file has changed, or is gone.
    """
    try:
        now = Stamp.of(path)
    except OSError as error:
        raise InputError(
            path, f"went away while it was read ({error.strerror}); start again once it is back"
        ) from error
    if digest.stamp is None or replace(digest.stamp, changed=now.changed) != now:
        raise InputError(path, "was changed while it was read; start again once it is finished")
