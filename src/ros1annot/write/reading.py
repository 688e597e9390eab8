"""What was read of a sample, as a compressed JSON beside its result. It is the program's own, and no interface."""

import gzip
import json
import zlib
from pathlib import Path

from ros1annot.inputs import Reading
from ros1annot.write.decode import MismatchError, decode
from ros1annot.write.files import atomic_write, reading_file
from ros1annot.write.json import plain


def write_reading(reading: Reading, out: Path, sample: str) -> Reading:
    """Keep what was read, and return it as it will be read back: so judging it later cannot differ from judging it now.

    Raises:
        InputError: the file cannot be written.
    """
    text = json.dumps(plain(reading), separators=(",", ":"))
    atomic_write(reading_file(out, sample), gzip.compress(text.encode(), mtime=0))
    return decode(json.loads(text), Reading)


def kept_reading(out: Path, sample: str) -> Reading | None:
    """What was read earlier; ``None`` where nothing, or nothing whole, is kept."""
    try:
        return decode(json.loads(gzip.decompress(reading_file(out, sample).read_bytes())), Reading)
    except (OSError, EOFError, zlib.error, ValueError, MismatchError):
        return None
