"""Tables of fusion callers: one small adapter a caller, chosen by the header or by the sample sheet.

A new caller is a module with an ``ADAPTER`` (see :class:`~ros1annot.read.fusions.table.Adapter`) and its line
in :data:`ADAPTERS`.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from ros1annot.errors import InputError, UsageError
from ros1annot.model import InputFile, InputState
from ros1annot.read.fusions import (
    arriba,
    cbioportal,
    chimerascan,
    cicero,
    ctat_lr_fusion,
    defuse,
    dragen,
    ericscript,
    factera,
    foundationone,
    fusion_report,
    fusioncatcher,
    fusionmap,
    fusionseeker,
    genefuse,
    generic,
    infusion,
    isofox,
    jaffa,
    linx,
    longgf,
    mapsplice,
    nfcore_rnafusion,
    oncomine,
    pbfusion,
    pizzly,
    soapfuse,
    squid,
    star_fusion,
    tophat_fusion,
    tso500,
)
from ros1annot.read.fusions.table import Adapter, FusionTable, Line, Row
from ros1annot.read.text import read_lines

__all__ = ["ADAPTERS", "FusionTable", "is_fusion_table", "read_fusions"]

ADAPTERS: tuple[Adapter, ...] = (
    arriba.ADAPTER,
    cbioportal.ADAPTER,
    chimerascan.ADAPTER,
    cicero.ADAPTER,
    ctat_lr_fusion.ADAPTER,
    defuse.ADAPTER,
    *dragen.ADAPTERS,
    ericscript.ADAPTER,
    factera.ADAPTER,
    foundationone.ADAPTER,
    *fusion_report.ADAPTERS,
    *fusioncatcher.ADAPTERS,
    fusionmap.ADAPTER,
    fusionseeker.ADAPTER,
    generic.ADAPTER,
    *genefuse.ADAPTERS,
    infusion.ADAPTER,
    *isofox.ADAPTERS,
    *jaffa.ADAPTERS,
    *linx.ADAPTERS,
    longgf.ADAPTER,
    mapsplice.ADAPTER,
    nfcore_rnafusion.ADAPTER,
    oncomine.ADAPTER,
    pbfusion.ADAPTER,
    pizzly.ADAPTER,
    soapfuse.ADAPTER,
    squid.ADAPTER,
    star_fusion.ADAPTER,
    tophat_fusion.ADAPTER,
    *tso500.ADAPTERS,
)

_HEAD = 1000
"""Lines by which a file is recognised."""

_NEAREST = 2
_COLUMNS_SHOWN = 6


def is_fusion_table(path: Path) -> bool:
    """Whether an adapter reads a file; one that cannot be read as text is no table."""
    try:
        head = [line for _, line in islice(_filled(path), _HEAD)]
    except InputError:
        return False
    return _fitting(ADAPTERS, head) is not None


def read_fusions(file: InputFile, sample: str | None = None) -> FusionTable:
    """Read one caller's file, plain or gzipped. A header without rows, or 0 bytes, is an empty table.

    Args:
        file: where it is, and the caller if the sheet forces one.
        sample: selects the rows of one sample from a file that holds several.

    Raises:
        UsageError: ``file.caller`` names no known caller.
        InputError: the file cannot be read, its header is of no known caller (or not of the forced one), a
            row has another number of cells than the header, a cell is not what its column should hold, or
            the file holds several samples and none of them is ``sample``.
    """
    forced = _named(file.caller) if file.caller else ()
    lines = _filled(file.path)
    head = list(islice(lines, _HEAD))
    if not head:
        return FusionTable(forced[0].name if forced else "", InputState.EMPTY, 0, ())
    adapter = _fitting(forced or ADAPTERS, [line for _, line in head])
    if adapter is None:
        raise InputError(file.path, _unfit(forced, [line for _, line in head]), head[0][0])
    parsed = [adapter.parse(row) for row in _rows(adapter, chain(head, lines), file, sample)]
    calls = tuple(dict.fromkeys(call for call in parsed if call is not None))
    return FusionTable(adapter.name, InputState.CALLS if calls else InputState.EMPTY, len(parsed), calls)


def _filled(path: Path) -> Iterator[Line]:
    return ((number, line) for number, line in enumerate(read_lines(path), 1) if line.strip())


def _named(caller: str) -> tuple[Adapter, ...]:
    """The layouts of a caller."""
    found = tuple(adapter for adapter in ADAPTERS if _plain(adapter.name) == _plain(caller))
    if not found:
        raise UsageError(f"fusion caller {caller!r} is not known; known are {_names()}")
    return found


def _plain(name: str) -> str:
    return name.lower().replace("-", "").replace("_", "")


def _names() -> str:
    return ", ".join(dict.fromkeys(adapter.name for adapter in ADAPTERS))


def _fitting(adapters: Sequence[Adapter], head: Sequence[str]) -> Adapter | None:
    """The adapter that requires most, of those whose requirements are met."""
    fitting = (adapter for adapter in adapters if not adapter.form.missing(head))
    return max(fitting, key=lambda adapter: len(adapter.form.required), default=None)


def _unfit(forced: Sequence[Adapter], head: Sequence[str]) -> str:
    """Why no adapter reads a file, and which come nearest."""
    lacks = {adapter: adapter.form.missing(head) for adapter in forced or ADAPTERS}
    nearest = sorted(lacks, key=lambda a: (len(lacks[a]) / len(a.form.required), len(a.form.required)))
    if forced:
        return f"this is not the {nearest[0].title} it was given as: the file lacks {_few(lacks[nearest[0]])}"
    similar = [adapter for adapter in nearest if len(lacks[adapter]) < len(adapter.form.required)][:_NEAREST]
    near = "; ".join(f"{a.name}, for which it lacks {_few(lacks[a])}" for a in similar or [generic.ADAPTER])
    hint = "; breakends of DNA callers belong in the `sv` column" if head[0].startswith("##fileformat=VCF") else ""
    return f"this is of no known fusion caller (known are {_names()}); nearest to it: {near}{hint}"


def _few(columns: Sequence[str]) -> str:
    more = len(columns) - _COLUMNS_SHOWN
    return ", ".join(columns[:_COLUMNS_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _rows(adapter: Adapter, lines: Iterator[Line], file: InputFile, sample: str | None) -> Iterator[Row]:
    """The rows of the sample; all of them where the file holds but one."""
    rows = adapter.form.rows(lines, file)
    if not adapter.sample_column:
        return rows
    every = list(rows)
    names = list(dict.fromkeys(row.text(adapter.sample_column) for row in every))
    if len(names) <= 1:
        return iter(every)
    if sample not in names:
        told = f"and none is {sample!r}" if sample else "and none was named"
        raise InputError(
            file.path,
            f"it holds {len(names)} samples ({_few(sorted(names))}) {told}; "
            "name one of them in the sheet's `tumour_sample` column, or give a file of one sample",
        )
    return (row for row in every if row.text(adapter.sample_column) == sample)
