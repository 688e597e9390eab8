"""Whether an index is of a file: where it says that the last record ends, the file must end, too.

An index of another file (copied under a wrong name, or left behind by an older state of the file) makes htslib look in
wrong places. Mostly that ends in an error, but where the places happen to exist, or the index knows no record at all,
records are missed without a word.
"""

import gzip
import struct
import zlib
from pathlib import Path
from typing import BinaryIO

_INT, _SIZE = struct.Struct("<i"), struct.Struct("<H")
_TBI, _CSI = b"TBI\1", b"CSI\1"
_TBI_SUMMARY = 37450
"""The bin of a TBI that holds counts, and no places."""
_HEAD = 18  # bytes of a BGZF block before its data


def index_is_of(path: Path, index: Path) -> bool:
    """Whether a TBI or CSI index was made of this BGZF file as it is now; one that cannot be read was not."""
    try:
        end = _last_record_end(gzip.decompress(index.read_bytes()))
        with path.open("rb") as file:
            return end > 0 and _nothing_from(file, end, path.stat().st_size)
    except (OSError, EOFError, zlib.error, struct.error):
        return False


def _last_record_end(data: bytes) -> int:
    """The virtual offset at which the last indexed record ends; 0 where there is none, or this is no index.

    Layout of both kinds: SAM/BAM specifications of hts-specs, ``tabix.pdf`` and ``CSIv1.pdf``.
    """
    if data[:4] == _TBI:
        (names,) = _INT.unpack_from(data, 32)
        (references,), at = _INT.unpack_from(data, 4), 36 + names
        summary, bin_head = _TBI_SUMMARY, struct.Struct("<Ii")
    elif data[:4] == _CSI:
        depth, aux = struct.unpack_from("<ii", data, 8)
        (references,), at = _INT.unpack_from(data, 16 + aux), 20 + aux
        summary, bin_head = ((1 << 3 * (depth + 1)) - 1) // 7 + 1, struct.Struct("<I8xi")
    else:
        return 0
    last = 0
    for _ in range(references):
        (bins,) = _INT.unpack_from(data, at)
        at += 4
        for _ in range(bins):
            number, chunks = bin_head.unpack_from(data, at)
            at += bin_head.size + 16 * chunks
            if number != summary and chunks:  # chunks of a bin are sorted
                last = max(last, *struct.unpack_from("<8xQ", data, at - 16))
        if data[:4] == _TBI:
            (windows,) = _INT.unpack_from(data, at)
            at += 4 + 8 * windows
    return last


def _nothing_from(file: BinaryIO, offset: int, size: int) -> bool:
    """Whether a block begins at a virtual offset, and no byte of data follows it up to the end of the file."""
    at, before = offset >> 16, offset & 0xFFFF
    while at < size:
        file.seek(at)
        head = file.read(_HEAD)
        if head[:4] != b"\x1f\x8b\x08\x04" or head[12:14] != b"BC":
            return False
        at += _SIZE.unpack_from(head, 16)[0] + 1
        file.seek(at - 4)
        if _INT.unpack(file.read(4))[0] != before:
            return False
        before = 0
    return at == size and before == 0
