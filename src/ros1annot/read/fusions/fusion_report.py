"""``fusions.csv`` and ``fusions.json`` of fusion-report (nf-core/rnafusion): a column or object for every caller.

Each caller's word on a fusion becomes a call of that caller. Of several isoforms, fusion-report keeps only the
first one: the callers' own tables tell more.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ros1annot.model import BreakEnd, FusionCall, InputFile
from ros1annot.read.fusions.forms import Json, Table
from ros1annot.read.fusions.table import Adapter, Line, Row, break_end, frame

NAME = "fusion-report"


@dataclass(frozen=True, slots=True)
class _Tool:
    """What fusion-report calls a caller's fields. Callers without ``ordered`` do not vouch for 5' before 3'."""

    caller: str
    ordered: bool
    split: tuple[str, ...] = ()
    pairs: str = ""
    frame: str = ""
    confidence: str = ""


_TOOLS = {
    "arriba": _Tool(
        "arriba",
        ordered=True,
        split=("split_reads1", "split_reads2"),
        pairs="discordant_mates",
        frame="reading-frame",
        confidence="confidence",
    ),
    "ctat_lr_fusion": _Tool("ctat-lr-fusion", ordered=True, split=("junction_reads",), pairs="spanning_reads"),
    "dragen": _Tool("dragen", ordered=False, confidence="score"),
    "ericscript": _Tool("ericscript", ordered=True, split=("junction_reads",), pairs="discordant_reads"),
    "fusioncatcher": _Tool(
        "fusioncatcher", ordered=True, split=("spanning_unique_reads",), pairs="spanning_pairs", frame="fusion_type"
    ),
    "jaffa": _Tool(
        "jaffa",
        ordered=True,
        split=("spanning_reads",),
        pairs="spanning_pairs",
        frame="inframe",
        confidence="classification",
    ),
    "pizzly": _Tool("pizzly", ordered=True, split=("split_count",), pairs="pair_count"),
    "squid": _Tool("squid", ordered=False, confidence="score"),
    "starfusion": _Tool("star-fusion", ordered=True, split=("junction_reads",), pairs="spanning_reads"),
}
_TOOL, _FUSION, _POSITION = "tool", "Fusion", "position"


def parse(row: Row) -> FusionCall:
    """What one caller says of one fusion."""
    five, separator, three = row.text(_FUSION).partition("--")
    if not separator:
        raise row.error(f"Fusion is {row.text(_FUSION)!r}, expected two genes such as CD74--ROS1")
    tool = _TOOLS[row.cells[_TOOL]]
    first, _, second = row.text(_POSITION).partition("#")
    return FusionCall(
        five_prime=_side(row, five, first),
        three_prime=_side(row, three, second),
        caller=tool.caller,
        source=row.source,
        ordered=tool.ordered,
        frame=frame(row.text(tool.frame)),
        split_reads=row.total(*tool.split),
        discordant_pairs=row.count(tool.pairs),
        confidence=row.text(tool.confidence),
    )


def _side(row: Row, gene: str, place: str) -> BreakEnd:
    """``6:117324415:-``, or the segment ``4:1806048-1806934:+`` of SQUID, of which the sign tells the end."""
    if not place:
        return BreakEnd(gene)
    chrom, _, rest = place.partition(":")
    span, _, sign = rest.partition(":")
    start, dash, end = span.partition("-")
    if dash and start.isdigit():
        found = break_end(gene, f"{chrom}:{end if sign == '+' else int(start) + 1}")
    else:
        found = break_end(gene, place)
    if found is None:
        raise row.error(f"position is {row.text(_POSITION)!r}, expected two places such as 5:150404680#6:117324415")
    return found


@dataclass(frozen=True, slots=True)
class _Csv:
    """The CSV; each cell of a caller holds ``key: value`` pairs and becomes a row of its own."""

    required: tuple[str, ...]

    def missing(self, head: Sequence[str]) -> tuple[str, ...]:
        return Table(self.required, ",").missing(head)

    def rows(self, lines: Iterator[Line], file: InputFile) -> Iterator[Row]:
        for row in Table(self.required, ",").rows(lines, file):
            for tool in sorted(_TOOLS.keys() & row.cells.keys()):
                if told := row.text(tool):
                    pairs = (pair.partition(":")[::2] for pair in told.split(","))
                    cells = {key.strip(): value.strip() for key, value in pairs}
                    yield row.with_cells({**cells, _FUSION: row.cells[_FUSION], _TOOL: tool})


def _records(document: object) -> Iterator[Mapping[str, str]]:
    if not isinstance(document, list):
        raise TypeError("fusion-report writes a list")
    for fusion in document:
        for tool in sorted(_TOOLS.keys() & fusion.keys()):
            cells = {key: str(value) for key, value in fusion[tool].items()}
            yield {**cells, _FUSION: str(fusion[_FUSION]), _TOOL: tool}


ADAPTERS = (
    Adapter(NAME, "fusion-report CSV", parse, _Csv((_FUSION, "Databases"))),
    Adapter(NAME, "fusion-report JSON", parse, Json((_FUSION, "Databases"), _records, empty="[]")),
)
