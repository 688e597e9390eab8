"""The stretches of the genome whose records are wanted, and which VCF lines touch them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ros1annot.read.contigs import CHROMOSOMES, aliases, chromosome

_BLOCK = 100_000
_END = re.compile(rb"(?:^|;)END=(\d+)")


@dataclass(frozen=True, slots=True)
class Extent:
    """What one record covers: 1-based, inclusive. ``chrom`` is ``None`` on contigs that are no chromosome."""

    chrom: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class VcfLine:
    """One record as text, without its line end.

    Attributes:
        offset: where it begins in the decompressed file, in bytes; ``None`` where an index led to it.
    """

    text: str
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Loci:
    """Disjoint, sorted spans (1-based, inclusive) of each chromosome."""

    spans: Mapping[str, tuple[tuple[int, int], ...]]

    @classmethod
    def of(cls, spans: Iterable[tuple[str, int, int]]) -> "Loci":
        """Merge spans that overlap or touch."""
        merged: dict[str, list[tuple[int, int]]] = {}
        for chrom, start, end in sorted(spans):
            kept = merged.setdefault(chrom, [])
            if kept and start <= kept[-1][1] + 1:
                kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
            else:
                kept.append((start, end))
        return cls({chrom: tuple(merged[chrom]) for chrom in CHROMOSOMES if chrom in merged})

    def touched_by(self, extent: Extent) -> tuple[int, int] | None:
        """The first span that the record reaches into."""
        if extent.chrom is None:
            return None
        for start, end in self.spans.get(extent.chrom, ()):
            if extent.start <= end and extent.end >= start:
                return start, end
        return None


def extent_of(line: bytes) -> Extent:
    """What the record of a VCF line covers: its REF, or up to INFO/END where an ALT is symbolic.

    Raises:
        ValueError: the line has fewer than eight columns, or POS is not a number.
    """
    fields = line.split(b"\t", 8)
    if len(fields) < 8:
        raise ValueError(f"has {len(fields)} columns instead of at least 8, separated by tabs")
    if not fields[1].isdigit():
        raise ValueError("has a POS that is not a whole number")
    start = int(fields[1])
    end = start + len(fields[3]) - 1
    if b"<" in fields[4] and (match := _END.search(fields[7])):
        end = max(end, int(match[1]))
    return Extent(chromosome(fields[0].decode("ascii", "replace")), start, end)


def line_start_pattern(loci: Loci, upstream: int) -> re.Pattern[bytes]:
    """A pattern for the start of every line whose REF may reach into the loci from ``upstream`` bases off or less.

    It works on blocks of 100 kb, so it finds a few lines more, never fewer: all in a block that a locus lies in,
    and those in the blocks before it whose REF has two bases or more. Its alternatives are folded into a tree:
    a scan of a whole genome spends most of its time here.
    """
    rest_by_start: dict[str, str] = {}
    for chrom, spans in loci.spans.items():
        inside = {block for start, end in spans for block in _blocks(start, end)}
        before = {block for start, _ in spans for block in _blocks(max(0, start - upstream), start)}
        for block in inside | before:
            digits = r"\d{5}\t" if block else r"\d{1,5}\t"
            rest = digits if block in inside else digits + r"[^\t\n]*\t[^\t\n]{2}"
            for name in aliases(chrom):
                rest_by_start[f"{name}\t{block or ''}"] = rest
    return re.compile(f"\n{_tree(rest_by_start)}".encode() if rest_by_start else b"(?!)")


def _blocks(start: int, end: int) -> range:
    return range(start // _BLOCK, end // _BLOCK + 1)


def _tree(rest_by_start: Mapping[str, str]) -> str:
    """A regular expression for any of the starts, each followed by its rest."""
    by_letter: dict[str, dict[str, str]] = {}
    branches = []
    for start, rest in rest_by_start.items():
        if start:
            by_letter.setdefault(start[0], {})[start[1:]] = rest
        else:
            branches.append(rest)
    letters_by_branch: dict[str, str] = {}
    for letter, below in sorted(by_letter.items()):
        branch = _tree(below)
        letters_by_branch[branch] = letters_by_branch.get(branch, "") + letter
    for branch, letters in letters_by_branch.items():
        escaped = re.escape(letters)
        branches.append((escaped if len(letters) == 1 else f"[{escaped}]") + branch)
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
