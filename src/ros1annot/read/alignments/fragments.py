"""What each fragment of a stretch shows in the windows that it spans."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ros1annot.read.alignments.opening import Alignments
from ros1annot.read.alignments.windows import Window

if TYPE_CHECKING:
    import pysam

# SAM flags: unmapped, secondary, failed by the machine, duplicate, supplementary.
LEFT_OUT = 0x4 | 0x100 | 0x200 | 0x400 | 0x800
_MOLECULE_TAGS = ("MI", "UG")
"""The molecule that a read is of: ``MI`` of the SAM tags (fgbio, Picard), ``UG`` of `umi_tools group`."""
# CIGAR operations as pysam numbers them.
_INSERTION, _SKIP = 1, 3
_ALIGNED = frozenset({0, 7, 8})
_USES_QUERY = frozenset({0, 1, 4, 7, 8})
_USES_REFERENCE = frozenset({0, 2, 3, 7, 8})


@dataclass(frozen=True, slots=True)
class Quality:
    """What a read and its bases need (Phred) before they count."""

    mapping: int
    base: int


def fragments(alignments: Alignments, windows: Sequence[Window], quality: Quality) -> Iterator[Mapping[Window, str]]:
    """For each fragment that spans one of the windows, what it shows in those that it spans.

    Where reads of one fragment differ, what more than half of them show counts; two mates that differ show nothing.

    Args:
        alignments: the open file.
        windows: sorted, of one chromosome, so close that mates of a pair can lie in different ones.
        quality: what counts.

    Raises:
        InputError: the reads cannot be decoded.
    """
    firsts = [window.first for window in windows]
    votes: dict[str, dict[Window, list[str]]] = {}
    for read in alignments.fetch(windows[0].chrom, firsts[0], max(window.last for window in windows)):
        if read.flag & LEFT_OUT or read.mapping_quality < quality.mapping or read.query_sequence is None:
            continue
        start, end = read.reference_start + 1, read.reference_end or 0
        for window in windows[bisect_left(firsts, start) :]:
            if window.first > end:
                break
            if window.last <= end and (bases := _bases(read, window, quality.base)) is not None:
                votes.setdefault(molecule_name(read), {}).setdefault(window, []).append(bases)
    for shown in votes.values():
        agreed = {window: bases for window, told in shown.items() if (bases := _agreed(told)) is not None}
        if agreed:
            yield agreed


def molecule_name(read: "pysam.AlignedSegment") -> str:
    """What the reads of one molecule share: a tag of :data:`_MOLECULE_TAGS`, else the name.

    Of ``MI`` the strand is left out, which fgbio and Picard write behind it (``12/A``, ``7:55249071/ACGT/B``). Where
    Picard was given no UMI, its ``MI`` ends with a stroke and tells the place only.
    """
    for tag in _MOLECULE_TAGS:
        if read.has_tag(tag):
            value = str(read.get_tag(tag)).removesuffix("/A").removesuffix("/B")
            if not value.endswith("/"):
                return f"{tag}:{value}"
    return read.query_name or ""


def _agreed(told: Sequence[str]) -> str | None:
    if len(told) == 1 or (len(told) == 2 and told[0] == told[1]):
        return told[0]
    bases, times = Counter(told).most_common(1)[0]
    return bases if 2 * times > len(told) else None


def _bases(read: "pysam.AlignedSegment", window: Window, min_quality: int) -> str | None:
    """The read's bases between two reference positions that it spans, gained ones among them.

    ``None`` where one of them is below the quality, or the alignment skips an intron there.
    """
    span = _query_span(read, window.first - 1, window.last - 1)
    if span is None:
        return None
    qualities = read.query_qualities
    if qualities is not None and span[0] < span[1] and min(qualities[span[0] : span[1]]) < min_quality:
        return None
    return (read.query_sequence or "")[span[0] : span[1]]


def _query_span(read: "pysam.AlignedSegment", first: int, last: int) -> tuple[int, int] | None:
    """The query bases (0-based, half-open) at reference positions ``first`` to ``last`` (0-based, inclusive)."""
    query, pos = 0, read.reference_start
    low = high = 0
    for operation, length in read.cigartuples or ():
        if operation in _ALIGNED and pos <= last and pos + length > first:
            begin = query + max(0, first - pos)
            low = low if high else begin
            high = query + min(length, last + 1 - pos)
        elif operation == _INSERTION and first < pos <= last:
            low = low if high else query
            high = query + length
        elif operation == _SKIP and pos <= last and pos + length > first:
            return None
        query += length if operation in _USES_QUERY else 0
        pos += length if operation in _USES_REFERENCE else 0
        if pos > last:
            break
    return low, high
