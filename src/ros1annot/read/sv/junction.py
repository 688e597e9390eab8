"""The novel adjacencies that a structural-variant record tells of: breakends and symbolic alleles alike.

A piece of chromosome is kept up to its breakpoint from below, or from its breakpoint on above. Sources: the VCF
specification (``t[p[`` and its three sisters), DELLY's ``CT``, and the BEDPE strands of LUMPY and Sniffles.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ros1annot.read.contigs import chromosome
from ros1annot.read.record import VcfRecord

_BREAKEND = re.compile(r"(?P<lead>[A-Za-z.]*)(?P<open>[\[\]])(?P<place>.+):(?P<pos>\d+)(?P<close>[\[\]])[A-Za-z.]*")
_SUPPORTED_STRANDS = re.compile(r"([+-])([+-])(?::(\d+))?")

# Which of the two pieces are kept below their breakpoint.
_CONNECTIONS = {
    "3to5": (True, False),
    "5to3": (False, True),
    "3to3": (True, True),
    "5to5": (False, False),
}


@dataclass(frozen=True, slots=True, order=True)
class Piece:
    """One side of an adjacency.

    Attributes:
        pos: the outermost base that is kept, 1-based.
        below: whether the bases up to ``pos`` are kept; otherwise those from ``pos`` on.
    """

    chrom: str
    pos: int
    below: bool


@dataclass(frozen=True, slots=True)
class Junction:
    """Two pieces that became neighbours, in the order of the genome: mates of one adjacency are equal."""

    first: Piece
    second: Piece

    @classmethod
    def of(cls, one: Piece, other: Piece) -> "Junction":
        """The junction of two pieces, whichever comes first."""
        return cls(*sorted((one, other)))


def junctions_of(record: VcfRecord, *, trust_brackets: bool = True) -> Iterator[Junction]:
    """The adjacencies of one record; none for insertions, copy-number segments and single breakends.

    ``<INV>`` without a word on its ends means both of its adjacencies. A deletion may be written with its bases (Manta,
    below 1,000 of them).

    Args:
        record: as read from the file.
        trust_brackets: ``False`` for callers whose ``STRANDS`` are right and brackets are not (Sniffles 1).
    """
    if record.info.get("SVTYPE") == "CNV":
        return
    for alt in record.alts:
        if match := _BREAKEND.fullmatch(alt):
            yield from _breakend(record, match, trust_brackets=trust_brackets)
        elif alt.startswith("<"):
            yield from _symbolic(record, alt.strip("<>").partition(":")[0])
        elif record.info.get("SVTYPE") == "DEL" and len(record.ref) > len(alt):
            kept = Piece(record.chrom, record.pos + len(alt) - 1, below=True)
            yield Junction.of(kept, Piece(record.chrom, record.pos + len(record.ref), below=False))


def _breakend(record: VcfRecord, match: re.Match[str], *, trust_brackets: bool) -> Iterator[Junction]:
    mate = chromosome(match["place"])
    if mate is None or match["open"] != match["close"]:
        return
    below = bool(match["lead"]), match["open"] == "]"
    if not trust_brackets:
        below = next(_strands(record), below)
    yield Junction.of(Piece(record.chrom, record.pos, below[0]), Piece(mate, int(match["pos"]), below[1]))


def _symbolic(record: VcfRecord, kind: str) -> Iterator[Junction]:
    second = chromosome(record.info.get("CHR2", record.chrom))
    end = _end(record)
    if second is None or end is None:
        return
    for below in _connections(record, kind):
        if kind in {"TRA", "BND"}:
            places = record.pos, end
        else:
            # POS is the base before the event, END its last base.
            places = record.pos if below[0] else record.pos + 1, end if below[1] else end + 1
        yield Junction.of(Piece(record.chrom, places[0], below[0]), Piece(second, places[1], below[1]))


def _end(record: VcfRecord) -> int | None:
    for key in ("POS2", "END"):
        if record.info.get(key, "").isdigit():
            return int(record.info[key])
    length = record.info.get("SVLEN", "").lstrip("-")
    return record.pos + int(length) if length.isdigit() else None


def _connections(record: VcfRecord, kind: str) -> tuple[tuple[bool, bool], ...]:
    if kind == "DEL":
        return (_CONNECTIONS["3to5"],)
    if kind == "DUP":
        return (_CONNECTIONS["5to3"],)
    if kind not in {"INV", "TRA", "BND"}:
        return ()
    if record.info.get("CT") in _CONNECTIONS:
        return (_CONNECTIONS[record.info["CT"]],)
    told = tuple(_strands(record))
    if told or kind != "INV":
        return told
    ends = tuple(_CONNECTIONS[ct] for flag, ct in (("INV3", "3to3"), ("INV5", "5to5")) if flag in record.info)
    return ends or (_CONNECTIONS["3to3"], _CONNECTIONS["5to5"])


def _strands(record: VcfRecord) -> Iterator[tuple[bool, bool]]:
    """``STRANDS`` such as ``++`` or ``++:5,--:0``; those without a read are left out."""
    for entry in record.info.get("STRANDS", "").split(","):
        match = _SUPPORTED_STRANDS.fullmatch(entry)
        if match and match[3] != "0":
            yield match[1] == "+", match[2] == "+"
