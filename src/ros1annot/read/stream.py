"""One pass over the text of a VCF: lines are picked on raw bytes, by a pattern, and parsed only when they match.

A record that begins before a locus and reaches into it is found: REF cannot be longer than a line, so the
pattern looks back by the greatest length of a line; symbolic alleles, whose END may lie farther off, are
looked at wherever they stand. Files need not be sorted.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from ros1annot.errors import InputError
from ros1annot.read.contigs import chromosome
from ros1annot.read.loci import Extent, Loci, VcfLine, extent_of, line_start_pattern
from ros1annot.read.source import MAX_LINE, Packing, decompressed

_SYMBOLIC = re.compile(rb"<(?:DEL|DUP|INV|CNV)")
_RECORD_START = re.compile(rb"\n([^#\s\xef][^\t\n]*)")


def streamed_lines(path: Path, packing: Packing, loci: Loci) -> Iterator[VcfLine]:
    """The records that touch the loci, in the order of the file.

    Raises:
        InputError: the file is damaged, a record that was looked at is not one, or no contig is a human chromosome.
    """
    scan = _Scan(path, packing, loci)
    # ``carry`` is the line that a chunk leaves unfinished, with the line end before it; ``base`` is its offset.
    carry, base = b"\n", -1
    with decompressed(path, packing) as chunks:
        for chunk in chunks:
            first = chunk.find(b"\n")
            if first < 0:
                carry += chunk
                scan.refuse_beyond_cap(carry)
                continue
            joint = carry + chunk[: first + 1]
            scan.refuse_beyond_cap(joint)
            yield from scan.pick(joint, 0, len(joint), base)
            base += len(carry)
            last = chunk.rfind(b"\n")
            yield from scan.pick(chunk, first, last + 1, base)
            carry, base = chunk[last:], base + last
    if len(carry) > 1:
        scan.extent(carry[1:].rstrip(b"\r"), base + 1)  # a last line without an end may have been cut off
        yield from scan.pick(carry + b"\n", 0, len(carry) + 1, base)
    scan.refuse_foreign_contigs()


def line_number(path: Path, packing: Packing, offset: int) -> int:
    """The 1-based number of the line at an offset; counted on demand, since only error messages need it."""
    number = 1
    with decompressed(path, packing) as chunks:
        for chunk in chunks:
            number += chunk.count(b"\n", 0, max(offset, 0))
            offset -= len(chunk)
            if offset <= 0:
                break
    return number


def foreign_contigs(path: Path, example: str) -> InputError:
    """The error of a file none of whose records could ever lie in a locus."""
    return InputError(
        path,
        f"its contigs (such as {example[:40]}) are not the chromosomes of a human assembly by name, so no gene could "
        "be found in it; rename them to 1 or chr1",
    )


class _Scan:
    """What one pass has to remember between chunks."""

    def __init__(self, path: Path, packing: Packing, loci: Loci) -> None:
        self._path = path
        self._packing = packing
        self._loci = loci
        self._wanted = line_start_pattern(loci, upstream=MAX_LINE)
        self._first_contig: str | None = None
        self._human = False

    def pick(self, buffer: bytes, begin: int, end: int, base: int) -> Iterator[VcfLine]:
        """Lines of ``buffer[begin:end]``, which begins and ends with a line end; ``base`` is the buffer's offset."""
        if not self._human:
            self._look_at_contigs(buffer, begin, end, base)
        starts = {match.start() + 1 for match in self._wanted.finditer(buffer, begin, end)}
        if buffer.find(b"<", begin, end) >= 0:
            symbolic = _SYMBOLIC.finditer(buffer, begin, end)
            starts.update(buffer.rfind(b"\n", begin, match.start()) + 1 for match in symbolic)
        for start in sorted(starts):
            line = buffer[start : buffer.index(b"\n", start)].rstrip(b"\r")
            if not line.startswith(b"#") and self._loci.touched_by(self.extent(line, base + start)):
                yield VcfLine(line.decode("utf-8", "replace"), base + start)

    def extent(self, line: bytes, offset: int) -> Extent:
        """What a record covers, or the error that names its line."""
        try:
            return extent_of(line)
        except ValueError as error:
            number = line_number(self._path, self._packing, offset)
            raise InputError(self._path, f"{error}; export the file again", line=number) from error

    def refuse_beyond_cap(self, line: bytes) -> None:
        """A line without an end would fill the memory."""
        if len(line) > MAX_LINE:
            raise InputError(self._path, f"has a line of more than {MAX_LINE} bytes, so it is not taken for a VCF")

    def refuse_foreign_contigs(self) -> None:
        """Records were seen, but none on a contig whose name is known: no hit does not mean no variant."""
        if self._first_contig is not None and not self._human:
            raise foreign_contigs(self._path, self._first_contig)

    def _look_at_contigs(self, buffer: bytes, begin: int, end: int, base: int) -> None:
        for match in _RECORD_START.finditer(buffer, begin, end):
            name = match[1].decode("utf-8", "replace")
            if self._first_contig is None:
                self._first_contig = name
                stop = buffer.index(b"\n", match.start() + 1)
                self.extent(buffer[match.start() + 1 : stop].rstrip(b"\r"), base + match.start() + 1)
            if chromosome(name):
                self._human = True
                return
