"""The lines of a VCF or BCF that touch given loci, as text: by the index where there is one, else in one pass."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from ros1annot.errors import InputError
from ros1annot.read.header import VcfHeader, parse_header
from ros1annot.read.indexed import bcf_header, bcf_lines, fresh_index, indexed_lines
from ros1annot.read.loci import Loci, VcfLine
from ros1annot.read.source import MAX_LINE, Packing, decompressed, packing_of
from ros1annot.read.stream import line_number, streamed_lines


@dataclass(frozen=True, slots=True)
class VcfFile:
    """A VCF or BCF whose header was read."""

    path: Path
    packing: Packing
    header: VcfHeader

    def lines(self, loci: Loci) -> Iterator[VcfLine]:
        """The records that touch the loci, in the order of the file.

        Raises:
            InputError: the file is damaged, a record is not one, or no contig is a human chromosome.
        """
        if self.packing is Packing.BCF:
            return bcf_lines(self.path, loci)
        index = fresh_index(self.path) if self.packing is Packing.BGZF else None
        if index is not None:
            return indexed_lines(self.path, index, loci)
        return streamed_lines(self.path, self.packing, loci)

    def line_number(self, line: VcfLine) -> int | None:
        """The 1-based number of a line, or ``None`` where an index led to it."""
        return None if line.offset is None else line_number(self.path, self.packing, line.offset)


def open_vcf(path: Path) -> VcfFile:
    """Read the header of a VCF (plain, gzip, bgzip) or BCF.

    Raises:
        InputError: it is none of these, is cut off, or its header is not complete.
    """
    packing = packing_of(path)
    lines = bcf_header(path) if packing is Packing.BCF else list(_header_lines(path, packing))
    return VcfFile(path, packing, parse_header(path, lines))


def _header_lines(path: Path, packing: Packing) -> Iterator[str]:
    rest = b""
    with decompressed(path, packing) as chunks:
        for chunk in chain(chunks, [b"\n"]):
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                text = line.rstrip(b"\r").removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
                if not text.startswith("#"):
                    return
                yield text
                if text.startswith("#CHROM"):
                    return
            if len(rest) > MAX_LINE:
                raise InputError(path, f"has a header line of more than {MAX_LINE} bytes, so it is not taken for a VCF")
