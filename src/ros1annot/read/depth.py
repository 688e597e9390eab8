"""Sequencing depth at codons, from a mosdepth BED or a VCF that also writes reference positions.

* BED (0-based, half-open): mosdepth's ``per-base``, ``regions`` (mean of the region, rounded down) and
  ``quantized`` (``100:200``: the lower bound). The depth is the last column.
* VCF: GATK-like reference blocks (``END``, ``MIN_DP`` before ``DP``), one row a position (Pisces), and
  hotspot rows of the Ion Torrent caller, whose ``NOCALL`` rows were not assessed and do not count as
  covered.

An index beside the file is used; without one the file is read once from beginning to end.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ros1annot.errors import InputError
from ros1annot.model import DepthAt, InputFile
from ros1annot.read.contigs import aliases, chromosome
from ros1annot.read.text import read_lines

_THRESHOLD = re.compile(r"\d+X")
_QUANTIZED = re.compile(r"(\d+):(\d+|inf)")
_BLOCK_END = re.compile(r"(?:^|;)END=(\d+)")
_INFO_DEPTH = re.compile(r"(?:^|;)DP=(\d+)")
_REFERENCE_BLOCKS = frozenset({"<NON_REF>", "<*>"})


@dataclass(frozen=True, slots=True)
class Codon:
    """One codon that decides a drug.

    Attributes:
        chrom: without ``chr``.
        positions: its three genomic positions (1-based, plus strand, ascending), on the assembly of the
        depth file.
    """

    gene: str
    residue: int
    chrom: str
    positions: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Positions ``start`` to ``end`` (1-based, inclusive) that have at least this depth."""

    chrom: str
    start: int
    end: int
    depth: int


def read_depth(file: InputFile, codons: Sequence[Codon], tumour_sample: str | None = None) -> tuple[DepthAt, ...]:
    """The lowest depth over each codon, in their order.

    A codon is not covered (``None``) as soon as one of its positions is in no line of the file. Where lines
    overlap, the lower depth counts.

    Args:
        file: mosdepth BED or VCF, plain or compressed.
        codons: where to look.
        tumour_sample: the column to read of a VCF with several samples.

    Raises:
        InputError: the file cannot be read, is of another kind, or a line in it is broken.
    """
    wanted: dict[str, list[int]] = {}
    for codon in codons:
        wanted.setdefault(codon.chrom, []).extend(codon.positions)
    places = {chrom: sorted(set(positions)) for chrom, positions in wanted.items()}
    lowest: dict[tuple[str, int], int] = {}
    for stretch in _stretches(file.path, places, tumour_sample):
        on_chrom = places[stretch.chrom]
        for pos in on_chrom[bisect_left(on_chrom, stretch.start) : bisect_right(on_chrom, stretch.end)]:
            lowest[stretch.chrom, pos] = min(stretch.depth, lowest.get((stretch.chrom, pos), stretch.depth))
    return tuple(_depth_at(codon, lowest) for codon in codons)


def _depth_at(codon: Codon, lowest: Mapping[tuple[str, int], int]) -> DepthAt:
    depths = [lowest.get((codon.chrom, pos)) for pos in codon.positions]
    covered = [depth for depth in depths if depth is not None]
    return DepthAt(
        gene=codon.gene,
        residue=codon.residue,
        chrom=codon.chrom,
        pos=codon.positions[0],
        depth=min(covered) if len(covered) == len(depths) else None,
    )


def _stretches(path: Path, places: Mapping[str, Sequence[int]], tumour_sample: str | None) -> Iterator[_Stretch]:
    first = next(read_lines(path), "")
    if first.startswith("##fileformat=VCF"):
        column = _sample_column(path, tumour_sample)
        return _vcf_stretches(path, places, column)
    return _bed_stretches(path, places)


# --- lines ------------------------------------------------------------------------------------------------


def _lines(path: Path, places: Mapping[str, Sequence[int]]) -> Iterator[tuple[int | None, str]]:
    """At least the lines that touch a wanted place, with their number in the file (none from an index)."""
    for suffix in (".tbi", ".csi"):
        index = path.with_name(path.name + suffix)
        if index.is_file():
            return ((None, line) for line in _indexed_lines(path, index, places))
    return (
        (number, line)
        for number, line in enumerate(read_lines(path), 1)
        if line and (line.startswith("#") or chromosome(line.split("\t", 1)[0]) in places)
    )


def _indexed_lines(path: Path, index: Path, places: Mapping[str, Sequence[int]]) -> Iterator[str]:
    import pysam  # noqa: PLC0415 - only where there is an index

    try:
        with pysam.TabixFile(str(path), index=str(index)) as tabix:
            yield from tabix.header
            for chrom, positions in places.items():
                for contig in set(aliases(chrom)).intersection(tabix.contigs):
                    for start, end in _windows(positions):
                        yield from tabix.fetch(contig, start - 1, end)
    except (OSError, ValueError) as error:
        raise InputError(path, "the file and its index do not fit together; make the index again") from error


def _windows(positions: Sequence[int], gap: int = 1000) -> Iterator[tuple[int, int]]:
    """Runs of ascending positions with less than ``gap`` bases between neighbours, so that few fetches do."""
    start = end = positions[0]
    for pos in positions[1:]:
        if pos - end > gap:
            yield start, end
            start = pos
        end = pos
    yield start, end


# --- BED --------------------------------------------------------------------------------------------------


def _bed_stretches(path: Path, places: Mapping[str, Sequence[int]]) -> Iterator[_Stretch]:
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
        yield _Stretch(chrom, int(cells[1]) + 1, int(cells[2]), _bed_depth(path, cells[-1], number))


def _bed_depth(path: Path, text: str, line: int | None) -> int:
    if quantized := _QUANTIZED.fullmatch(text):
        return int(quantized[1])
    try:
        return int(float(text))
    except (ValueError, OverflowError) as error:
        raise InputError(path, f"{text!r} is not a depth; the last column must be a number", line) from error


# --- VCF --------------------------------------------------------------------------------------------------


def _sample_column(path: Path, tumour_sample: str | None) -> int | None:
    """Index of the column to read; ``None`` where the file has no sample column."""
    header = next((line for line in read_lines(path) if line.startswith("#CHROM")), None)
    if header is None:
        raise InputError(path, "has no #CHROM line, so it is not a complete VCF; export it again")
    samples = header.split("\t")[9:]
    if len(samples) < 2:
        return 9 if samples else None
    if tumour_sample not in samples:
        raise InputError(
            path, f"holds the samples {', '.join(samples)}; name one of them as tumour_sample in the sheet"
        )
    return 9 + samples.index(tumour_sample)


def _vcf_stretches(path: Path, places: Mapping[str, Sequence[int]], column: int | None) -> Iterator[_Stretch]:
    for number, line in _lines(path, places):
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        chrom = chromosome(cells[0])
        if chrom is None or chrom not in places:
            continue
        if len(cells) <= max(7, column or 0) or not cells[1].isdecimal():
            raise InputError(path, "a VCF record is cut short; export the file again", number)
        alts = set(cells[4].split(",")) - _REFERENCE_BLOCKS
        if "NOCALL" in cells[6] or any(alt.startswith("<") for alt in alts):
            continue
        depth = _vcf_depth(cells, column)
        if depth is not None:
            start = int(cells[1])
            block = _BLOCK_END.search(cells[7])
            yield _Stretch(chrom, start, int(block[1]) if block else start + len(cells[3]) - 1, depth)


def _vcf_depth(cells: Sequence[str], column: int | None) -> int | None:
    """``MIN_DP`` of a block, else the sample's depth, else that of the record if it has one sample."""
    values: dict[str, str] = {}
    if column is not None:
        values = dict(zip(cells[8].split(":"), cells[column].split(":"), strict=False))
    # FDP is the depth of TVC's flow evaluator only where its counts are there too; Strelka means filtered
    # reads.
    keys = ("MIN_DP", "FDP", "DP") if "FRO" in values else ("MIN_DP", "DP")
    for key in keys:
        if values.get(key, "").isdecimal():
            return int(values[key])
    counts = values.get("AD", "").split(",")
    if all(count.isdecimal() for count in counts):
        return sum(map(int, counts))
    info = _INFO_DEPTH.search(cells[7])
    return int(info[1]) if info and len(cells) <= 10 else None
