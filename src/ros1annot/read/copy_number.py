"""Gains and losses of whole genes, from a tab-separated table with one gene a line.

Columns: ``gene`` and at least one of ``copies`` (total copies of the gene), ``log2`` (log2 ratio to diploid) and
``call`` (``amplification``, ``loss`` or ``neutral``: the caller's own verdict, which then decides). An optional
``filter`` column names why the caller rejected a line (``PASS`` or empty: it did not).
"""

from dataclasses import dataclass
from typing import Literal

from ros1annot.errors import InputError, UsageError
from ros1annot.model import CopyNumberCall, InputFile, InputState
from ros1annot.parameters import Parameters
from ros1annot.read.text import read_lines

CALLER = "generic"
_VERDICTS: dict[str, Literal["amplification", "loss"] | None] = {
    "amplification": "amplification",
    "amp": "amplification",
    "loss": "loss",
    "deletion": "loss",
    "neutral": None,
}


@dataclass(frozen=True, slots=True)
class CopyNumberTable:
    """The gains and losses of one file, and how many genes it lists."""

    caller: str
    state: InputState
    rows: int
    calls: tuple[CopyNumberCall, ...]


def read_copy_number(file: InputFile, parameters: Parameters) -> CopyNumberTable:
    """Read one table; genes without a gain or loss are counted but not returned.

    Raises:
        UsageError: the sheet forces a caller that is not known.
        InputError: no ``gene`` column, none of the value columns, or a value that is not a number.
    """
    if file.caller not in (None, CALLER):
        raise UsageError(
            f"{file.shown_as}: copy-number caller {file.caller!r} is not known; known is {CALLER}"
        )
    lines = (
        (number, line)
        for number, line in enumerate(read_lines(file.path), 1)
        if line and not line.startswith("##")
    )
    first = next(lines, None)
    if first is None:
        return CopyNumberTable(CALLER, InputState.EMPTY, 0, ())
    header = [name.strip().lower().lstrip("#") for name in first[1].split("\t")]
    if "gene" not in header or not {"copies", "log2", "call"} & set(header):
        raise InputError(
            file.path,
            "this is not a copy-number table: it needs the tab-separated columns `gene` and one of `copies`, "
            "`log2`, `call`",
            first[0],
        )
    calls, rows = [], 0
    for number, line in lines:
        cells = dict(zip(header, (cell.strip() for cell in line.split("\t")), strict=False))
        rows += 1
        if (call := _call(cells, file, number, parameters)) is not None:
            calls.append(call)
    return CopyNumberTable(CALLER, InputState.CALLS if rows else InputState.EMPTY, rows, tuple(calls))


def _call(cells: dict[str, str], file: InputFile, line: int, parameters: Parameters) -> CopyNumberCall | None:
    copies, log2 = (_number(cells.get(name, ""), name, file, line) for name in ("copies", "log2"))
    if copies is None and log2 is not None:
        copies = 2.0 * 2.0**log2
    verdict = cells.get("call", "").lower()
    change: Literal["amplification", "loss"] | None
    if verdict:
        if verdict not in _VERDICTS:
            raise InputError(file.path, f"call {verdict!r} is not one of amplification, loss, neutral", line)
        change = _VERDICTS[verdict]
    elif copies is None:
        raise InputError(file.path, "neither copies, log2 nor call is given", line)
    elif copies >= parameters.amplification_copies:
        change = "amplification"
    else:
        change = "loss" if copies <= parameters.loss_copies else None
    if change is None:
        return None
    filters = tuple(f for f in cells.get("filter", "").split(";") if f not in ("", ".", "PASS"))
    return CopyNumberCall(cells["gene"], change, copies, log2, CALLER, file.shown_as, filters)


def _number(text: str, column: str, file: InputFile, line: int) -> float | None:
    if text in ("", ".", "NA"):
        return None
    try:
        return float(text)
    except ValueError as error:
        raise InputError(file.path, f"{column} {text!r} is not a number", line) from error
