"""Opening a VCF or BCF: what kind of file it is, and its bytes, decompressed within bounds.

The bounds (CWE-409, decompression bombs): a line has at most 1 MiB, and a file grows to at most 200 times its
size once it is larger than 64 MB. A VCF compresses by 4 to 30 times.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum, auto
from pathlib import Path
from typing import BinaryIO, cast

from isal import igzip, igzip_threaded, isal_zlib

from ros1annot.errors import InputError

MAX_LINE = 1 << 20
_MAX_RATIO = 200
_FREE_BYTES = 64 << 20
_CHUNK = 1 << 20
_DAMAGED = cast("type[Exception]", isal_zlib.error)

_GZIP_MAGIC = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"
_VCF_START = b"##fileformat=VCF"
_BCF_MAGIC = b"BCF\x02"
_BGZF_END = bytes.fromhex("1f8b08040000000000ff0600424302001b0003000000000000000000")
_OTHER_MAGICS = {
    b"PK\x03\x04": "a zip archive",
    b"\xfd7zXZ": "xz-compressed",
    b"BZh": "bzip2-compressed",
    b"\x28\xb5\x2f\xfd": "zstd-compressed",
    b"CRAM": "a CRAM file",
    b"BAM\x01": "a BAM file",
}


class Packing(Enum):
    """How the records of a file are stored."""

    PLAIN = auto()
    GZIP = auto()
    BGZF = auto()
    BCF = auto()


def packing_of(path: Path) -> Packing:
    """Tell the kind of file from its first bytes, and that it is whole.

    Raises:
        InputError: it cannot be read, is empty, is neither VCF nor BCF, or is a BGZF file without its end.
    """
    try:
        with path.open("rb") as file:
            start = file.read(18)
            file.seek(max(0, file.seek(0, os.SEEK_END) - len(_BGZF_END)))
            end = file.read()
    except OSError as error:
        raise InputError(path, f"cannot be read ({error.strerror or error})") from error
    if not start:
        raise InputError(path, "is empty (0 bytes); a caller that finds nothing still writes a header")
    if not start.startswith(_GZIP_MAGIC):
        return _unpacked(path, start)
    blocked = start[3] & 4 != 0 and start[12:14] == b"BC"
    if blocked and end != _BGZF_END:
        raise InputError(
            path,
            "the closing block of a bgzip file is missing, so its end may have been lost; copy it again, or if it is "
            "known to be whole write it anew (gzip -dc FILE | bgzip > NEW)",
        )
    first = _first_bytes(path)
    if first.startswith(_BCF_MAGIC):
        return Packing.BCF
    _unpacked(path, first)
    return Packing.BGZF if blocked else Packing.GZIP


def is_vcf(path: Path) -> bool:
    """Whether a file begins as a VCF or a BCF does, packed or not; one that cannot be read does not."""
    try:
        with path.open("rb") as file:
            start = file.read(len(_VCF_START) + len(_BOM))
        if start.startswith(_GZIP_MAGIC):
            start = _first_bytes(path)
    except (OSError, InputError):
        return False
    return start.removeprefix(_BOM).startswith((_VCF_START, _BCF_MAGIC))


def _unpacked(path: Path, start: bytes) -> Packing:
    if start.startswith(_BCF_MAGIC):
        return Packing.BCF
    for magic, kind in _OTHER_MAGICS.items():
        if start.startswith(magic):
            raise InputError(path, f"is {kind}, not a VCF or BCF; supply it as .vcf, .vcf.gz or .bcf")
    if not start.removeprefix(_BOM).startswith(b"#"):
        raise InputError(path, "is not a VCF: it does not begin with ##fileformat or #CHROM")
    return Packing.PLAIN


def _first_bytes(path: Path) -> bytes:
    with decompressed(path, Packing.GZIP) as chunks:
        return next(chunks, b"")


@contextmanager
def decompressed(path: Path, packing: Packing) -> Iterator[Iterator[bytes]]:
    """The text of a plain, gzip or bgzip file as chunks of bytes.

    Raises:
        InputError: while reading, where the compressed data are cut off, damaged, or grow beyond the bounds.
    """
    with _opened(path, packing) as stream:
        yield _chunks(path, stream)


def _opened(path: Path, packing: Packing) -> BinaryIO:
    if packing is Packing.PLAIN:
        return path.open("rb")
    # A thread costs more than it saves on a small file. (The library's functions carry no types.)
    small = path.stat().st_size < _CHUNK
    open_gzip = cast("Callable[..., BinaryIO]", igzip.open if small else igzip_threaded.open)
    return open_gzip(path, "rb")


def _chunks(path: Path, stream: BinaryIO) -> Iterator[bytes]:
    bound = max(_FREE_BYTES, _MAX_RATIO * path.stat().st_size)
    total = 0
    while True:
        try:
            chunk = stream.read(_CHUNK)
        except (EOFError, OSError, _DAMAGED) as error:
            raise InputError(
                path, "its compressed data end too early or are damaged; copy or export it again"
            ) from error
        if not chunk:
            return
        total += len(chunk)
        if total > bound:
            raise InputError(
                path,
                f"grows to more than {_MAX_RATIO} times its size when decompressed; supply it decompressed",
            )
        yield chunk
