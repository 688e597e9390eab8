"""Plain or gzipped text files, line by line, with one sentence for whatever is wrong with them."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from ros1annot.errors import InputError


def read_lines(path: Path) -> Iterator[str]:
    """Lines of a UTF-8 file without line ends, a leading byte-order mark removed; gzip is seen by its magic.

    Raises:
        InputError: missing, unreadable, truncated, or not UTF-8 text.
    """
    try:
        with _opened(path) as handle:
            for line in handle:
                yield line.rstrip("\r\n")
    except FileNotFoundError as error:
        raise InputError(path, "the file does not exist; correct its path") from error
    except UnicodeDecodeError as error:
        raise InputError(path, "this is not UTF-8 text; is it the right file?") from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(path, "the compressed file is damaged or cut short; copy or create it again") from error
    except OSError as error:
        raise InputError(path, f"the file cannot be read ({error.strerror})") from error


def _opened(path: Path) -> TextIO:
    with path.open("rb") as probe:
        zipped = probe.read(2) == b"\x1f\x8b"
    return gzip.open(path, "rt", encoding="utf-8-sig") if zipped else path.open(encoding="utf-8-sig")
