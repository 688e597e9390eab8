"""Splice junctions inside one gene, from the callers that report them apart from fusions.

Read are CTAT-SPLICING's ``cancer.introns``, the ``[Splice Variants]`` of TSO500's CombinedVariantOutput, TSO500's
``SpliceVariants.vcf`` (SpliceGirl), and Oncomine's ``RNAExonVariant`` records. Which junction is a named event is told
by :mod:`ros1annot.read.splice_events`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from ros1annot.errors import InputError
from ros1annot.model import InputFile, InputState, SpliceCall
from ros1annot.read.contigs import chromosome
from ros1annot.read.text import read_lines

_PLACE = re.compile(r"(?P<chrom>[^:]+):(?P<start>\d+)(?:-(?P<end>\d+))?")
_ONCOMINE_ID = re.compile(r"(?P<gene>[A-Z0-9]+)-(?P=gene)\.[A-Z]+(?P<five>\d+)[A-Z]+(?P<three>\d+)(?:\..*)?_1")

_HEAD = 100
"""Lines by which a file is seen to be none of these."""

_AGAIN = "copy or create the file again"

Line: TypeAlias = tuple[int, str]


@dataclass(frozen=True, slots=True)
class SpliceTable:
    """The splice junctions of one file.

    Attributes:
        rows: junctions that the file lists.
        with_fusions: whether the format lists fusions as well, so that a fusion adapter has to read it too.
    """

    caller: str
    state: InputState
    rows: int
    calls: tuple[SpliceCall, ...]
    with_fusions: bool = False


def read_splice(file: InputFile) -> SpliceTable | None:
    """Read the splice junctions of a file; ``None`` for one that is of no splice format.

    Raises:
        InputError: the file cannot be read, or a row is not what its format says.
    """
    filled = ((number, line) for number, line in enumerate(read_lines(file.path), 1) if line.strip())
    head = list(islice(filled, _HEAD))
    if not (_is_ctat(head) or _is_vcf(head) or any(line.startswith("[") for _, line in head)):
        return None  # of the long tables of fusion callers only the head is read
    lines = [*head, *filled]
    for fits, caller, read, with_fusions in _FORMATS:
        if fits(lines):
            calls = tuple(read(lines, file, caller))
            state = InputState.CALLS if calls else InputState.EMPTY
            return SpliceTable(caller, state, len(calls), calls, with_fusions)
    return None


# --- CTAT-SPLICING -----------------------------------------------------------------------------------------


_CTAT_COLUMNS = ("intron", "strand", "genes", "uniq_mapped")


def _is_ctat(lines: Sequence[Line]) -> bool:
    return bool(lines) and set(_CTAT_COLUMNS) <= set(lines[0][1].lstrip("#").split("\t"))


def _ctat(lines: Sequence[Line], file: InputFile, caller: str) -> Iterator[SpliceCall]:
    """One row an intron: its first and last base, 1-based."""
    header = lines[0][1].lstrip("#").split("\t")
    for number, line in lines[1:]:
        cells = dict(zip(header, line.split("\t"), strict=False))
        if missing := [name for name in _CTAT_COLUMNS if name not in cells]:
            raise InputError(file.path, f"the row ends before {missing[0]}; {_AGAIN}", number)
        chrom, start, end = _interval(cells["intron"], file, number)
        edges = (start - 1, end + 1) if cells["strand"] == "+" else (end + 1, start - 1)
        gene = cells["genes"].partition("^")[0]
        reads = _count(cells["uniq_mapped"], "uniq_mapped", file, number)
        yield SpliceCall(gene, chrom, *edges, caller=caller, source=file.shown_as, reads=reads)


# --- TSO500 ------------------------------------------------------------------------------------------------


def _is_combined(lines: Sequence[Line]) -> bool:
    return any(line.strip() == "[Splice Variants]" for _, line in lines)


def _combined(lines: Sequence[Line], file: InputFile, caller: str) -> Iterator[SpliceCall]:
    """The section's rows; breakpoints are the exon bases on either side, to within a base."""
    for number, cells in _section(lines, "[Splice Variants]"):
        first, second = (_interval(cells.get(f"Breakpoint {side}", ""), file, number) for side in (1, 2))
        reads, reference = (
            _count(next((cells[key] for key in cells if key.startswith(name)), ""), name, file, number)
            for name in ("Splice Supporting Reads", "Reference Reads")
        )
        yield SpliceCall(
            cells.get("Gene", ""),
            first[0],
            first[1],
            second[1],
            caller=caller,
            source=file.shown_as,
            reads=reads,
            reference_reads=reference,
        )


def _section(lines: Sequence[Line], name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of one section of a CombinedVariantOutput; ``NA`` stands for none."""
    header: list[str] | None = None
    inside = False
    for number, line in lines:
        cells = [cell.strip() for cell in line.split("\t")]
        if cells[0].startswith("["):
            inside, header = cells[0] == name, None
        elif inside and header is None:
            header = cells
        elif inside and header is not None and cells[0] not in {"", "NA"}:
            yield number, {key: cell for key, cell in zip(header, cells, strict=False) if key}


_VCF_WITH_SAMPLE = 10


def _is_splice_girl(lines: Sequence[Line]) -> bool:
    return _is_vcf(lines) and any(_record(line) and "ALTDEDUP=" in line for _, line in lines)


def _splice_girl(lines: Sequence[Line], file: InputFile, caller: str) -> Iterator[SpliceCall]:
    """``<DEL>`` from the last base of one exon to the next exon; AD counts the support and DP the reference."""
    for number, line in lines:
        fields = line.split("\t")
        if not _record(line) or fields[4] != "<DEL>":
            continue
        info = _info(fields[7])
        if len(fields) < _VCF_WITH_SAMPLE:
            raise InputError(file.path, f"the record ends before its sample; {_AGAIN}", number)
        sample = dict(zip(fields[8].split(":"), fields[9].split(":"), strict=False))
        yield SpliceCall(
            "",
            _chromosome(fields[0], file, number),
            _position(fields[1], "POS", file, number),
            _position(info.get("END", ""), "END", file, number),
            caller=caller,
            source=file.shown_as,
            reads=_count(sample.get("AD", ""), "AD", file, number),
            reference_reads=_count(sample.get("DP", ""), "DP", file, number),
            filters=tuple(name for name in fields[6].split(";") if name not in {"", ".", "PASS"}),
        )


# --- Oncomine ----------------------------------------------------------------------------------------------


def _is_oncomine(lines: Sequence[Line]) -> bool:
    return _is_vcf(lines) and any(_record(line) and "SVTYPE=RNAExonVariant" in line for _, line in lines)


def _oncomine(lines: Sequence[Line], file: InputFile, caller: str) -> Iterator[SpliceCall]:
    """The first of each pair of records; every targeted isoform is listed, those without a read too."""
    for number, line in lines:
        if not _record(line) or "SVTYPE=RNAExonVariant" not in line:
            continue
        fields = line.split("\t")
        match, info = _ONCOMINE_ID.fullmatch(fields[2]), _info(fields[7])
        reads = _count(info.get("READ_COUNT", ""), "READ_COUNT", file, number)
        mate = re.search(r":(\d+)", fields[4])
        if match is None or not reads or mate is None:
            continue
        yield SpliceCall(
            match["gene"],
            _chromosome(fields[0], file, number),
            _position(fields[1], "POS", file, number),
            int(mate[1]),
            caller=caller,
            source=file.shown_as,
            reads=reads,
            filters=tuple(name for name in fields[6].split(";") if name not in {"", ".", "PASS"}),
            exons=(int(match["five"]), int(match["three"])),
        )


# --- cells -------------------------------------------------------------------------------------------------


def _is_vcf(lines: Sequence[Line]) -> bool:
    return bool(lines) and lines[0][1].startswith("##fileformat=VCF")


def _record(line: str) -> bool:
    return not line.startswith("#") and line.count("\t") >= 7


def _info(text: str) -> dict[str, str]:
    return {key: value for key, _, value in (entry.partition("=") for entry in text.split(";"))}


def _interval(text: str, file: InputFile, line: int) -> tuple[str, int, int]:
    match = _PLACE.fullmatch(text)
    if match is None:
        raise InputError(file.path, f"{text!r} is not a place such as chr7:116411709-116414934", line)
    start = int(match["start"])
    return _chromosome(match["chrom"], file, line), start, int(match["end"] or start)


def _chromosome(name: str, file: InputFile, line: int) -> str:
    chrom = chromosome(name)
    if chrom is None:
        raise InputError(file.path, f"{name!r} is no human chromosome", line)
    return chrom


def _position(text: str, column: str, file: InputFile, line: int) -> int:
    if not text.isdigit():
        raise InputError(file.path, f"{column} is {text!r}, expected a position; {_AGAIN}", line)
    return int(text)


def _count(text: str, column: str, file: InputFile, line: int) -> int | None:
    if text.strip() in {"", ".", "NA"}:
        return None
    if not text.strip().isdigit():
        raise InputError(file.path, f"{column} is {text!r}, expected a number of reads", line)
    return int(text)


_Fits: TypeAlias = Callable[[Sequence[Line]], bool]
_Read: TypeAlias = Callable[[Sequence[Line], InputFile, str], Iterator[SpliceCall]]

_FORMATS: tuple[tuple[_Fits, str, _Read, bool], ...] = (
    (_is_ctat, "ctat-splicing", _ctat, False),
    (_is_combined, "tso500", _combined, True),
    (_is_splice_girl, "tso500", _splice_girl, False),
    (_is_oncomine, "oncomine", _oncomine, True),
)
