"""Depth from mosdepth: BED files, 0-based and half-open, with the depth in the last column.

``per-base``, ``regions`` (mean of the region, rounded down) and ``quantized`` (``100:200``: the lower bound).
"""

import re
from collections.abc import Iterator
from pathlib import Path

from ros1annot.errors import InputError
from ros1annot.read.contigs import aliases, chromosome
from ros1annot.read.depth.stretch import Places, Stretch, windows
from ros1annot.read.indexed import fresh_index
from ros1annot.read.text import read_lines

_THRESHOLD = re.compile(r"\d+X")
_QUANTIZED = re.compile(r"(\d+):(\d+|inf)")


def bed_stretches(path: Path, places: Places) -> Iterator[Stretch]:
    """The lines of a mosdepth BED on the chromosomes of the places.

    Raises:
        InputError: the file is no mosdepth BED with a depth, or a line in it is broken.
    """
    for number, line in _lines(path, places):
        cells = line.split("\t")
        if line.startswith("#"):
            if _THRESHOLD.fullmatch(cells[-1]):
                raise InputError(path, "is a thresholds file of mosdepth; supply its per-base or regions file", number)
            continue
        chrom = chromosome(cells[0])
        if chrom is None or chrom not in places:
            continue
        if len(cells) not in (4, 5):
            raise InputError(path, "is not a mosdepth BED: it needs chromosome, start, end, (name,) depth", number)
        if not (cells[1].isdecimal() and cells[2].isdecimal()):
            raise InputError(path, f"{cells[1]!r} to {cells[2]!r} is not a range of positions", number)
        yield Stretch(chrom, int(cells[1]) + 1, int(cells[2]), _depth(path, cells[-1], number))


def _depth(path: Path, text: str, line: int | None) -> int:
    if quantized := _QUANTIZED.fullmatch(text):
        return int(quantized[1])
    try:
        return int(float(text))
    except (ValueError, OverflowError) as error:
        raise InputError(path, f"{text!r} is not a depth; the last column must be a number", line) from error


def _lines(path: Path, places: Places) -> Iterator[tuple[int | None, str]]:
    """At least the lines that touch a wanted place, with their number in the file (none from an index)."""
    index = fresh_index(path)
    if index is not None:
        return ((None, line) for line in _indexed_lines(path, index, places))
    return (
        (number, line)
        for number, line in enumerate(read_lines(path), 1)
        if line and (line.startswith("#") or chromosome(line.split("\t", 1)[0]) in places)
    )


def _indexed_lines(path: Path, index: Path, places: Places) -> Iterator[str]:
    import pysam  # only where there is an index

    try:
        with pysam.TabixFile(str(path), index=str(index)) as tabix:
            yield from tabix.header
            for chrom, positions in places.items():
                for contig in set(aliases(chrom)).intersection(tabix.contigs):
                    for start, end in windows(positions):
                        yield from tabix.fetch(contig, start - 1, end)
    except (OSError, ValueError) as error:
        raise InputError(path, "the file and its index do not fit together; make the index again") from error
