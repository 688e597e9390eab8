"""The header of a VCF: its ``##`` lines and its column line."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ros1annot.errors import InputError

FIXED_COLUMNS = ("#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO")
_CONTIG_ID = re.compile(r"[<,]\s*ID=([^,>]+)")
_CONTIG_LENGTH = re.compile(r"[<,]\s*length=(\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class VcfHeader:
    """What is read of a VCF's header.

    Attributes:
        meta: the ``##`` lines without the hashes, in the order of the file.
        samples: the names of the sample columns.
        contigs: contig name to length, for every ``##contig`` line; ``None`` where it gives no length.
    """

    meta: tuple[str, ...] = ()
    samples: tuple[str, ...] = ()
    contigs: Mapping[str, int | None] = field(default_factory=dict)

    @property
    def lines(self) -> int:
        """Number of lines before the first record."""
        return len(self.meta) + 1

    def values(self, key: str) -> Iterator[str]:
        """Everything behind ``##key=``, for each line of that key."""
        prefix = f"{key}="
        return (line[len(prefix) :].strip() for line in self.meta if line.startswith(prefix))

    def mentions(self, pattern: re.Pattern[str]) -> bool:
        """Whether any ``##`` line begins with the pattern."""
        return any(pattern.match(line) for line in self.meta)


def parse_header(path: Path, lines: Sequence[str]) -> VcfHeader:
    """Read the header lines of a VCF, the column line last.

    Raises:
        InputError: there is no ``#CHROM`` line, or it lacks columns, or names one sample twice.
    """
    meta = tuple(line[2:] for line in lines if line.startswith("##"))
    if not lines or not lines[-1].startswith("#CHROM"):
        raise InputError(path, "has no #CHROM line behind its header, so it is not a complete VCF; export it again")
    samples = _samples(path, lines[-1], len(lines))
    return VcfHeader(meta, samples, _contigs(meta))


def _samples(path: Path, line: str, number: int) -> tuple[str, ...]:
    columns = line.split("\t")
    if tuple(columns[:8]) != FIXED_COLUMNS:
        raise InputError(
            path, "the #CHROM line does not have the eight columns of a VCF, separated by tabs", line=number
        )
    samples = tuple(columns[9:])
    if len(columns) > 8 and columns[8] != "FORMAT":
        raise InputError(path, "the ninth column of the #CHROM line must be FORMAT", line=number)
    if "" in samples:
        raise InputError(path, "the #CHROM line names an empty sample (a tab too many?)", line=number)
    if len(set(samples)) < len(samples):
        twice = next(name for name in samples if samples.count(name) > 1)
        raise InputError(path, f"two sample columns are called {twice}; rename one", line=number)
    return samples


def _contigs(meta: Sequence[str]) -> dict[str, int | None]:
    contigs: dict[str, int | None] = {}
    for line in meta:
        if line.startswith("contig=") and (name := _CONTIG_ID.search(line)):
            length = _CONTIG_LENGTH.search(line)
            contigs[name[1].strip()] = int(length[1]) if length else None
    return contigs
