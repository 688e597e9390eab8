"""SHA-256 of files, read once and in pieces."""

import hashlib
from pathlib import Path

from ros1annot.errors import InputError


def sha256_of(path: Path) -> str:
    """Digest of a file's bytes.

    Raises:
        InputError: the file is missing or cannot be read.
    """
    try:
        with path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise InputError(path, "the file does not exist; correct the path in the sample sheet") from error
    except OSError as error:
        raise InputError(path, f"the file cannot be read ({error.strerror})") from error
