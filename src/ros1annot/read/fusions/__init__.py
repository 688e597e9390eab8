"""Tables of fusion callers: one small adapter a caller, chosen by the header or by the sample sheet.

A new caller is a module with an ``ADAPTER`` (see :class:`~ros1annot.read.fusions.table.Adapter`) and its line
in :data:`ADAPTERS`.
"""

from collections.abc import Iterator

from ros1annot.errors import InputError, UsageError
from ros1annot.model import InputFile, InputState
from ros1annot.read.fusions import arriba, ctat_lr_fusion, generic, star_fusion
from ros1annot.read.fusions.table import Adapter, FusionTable, Row
from ros1annot.read.text import read_lines

__all__ = ["ADAPTERS", "FusionTable", "read_fusions"]

ADAPTERS: tuple[Adapter, ...] = (
    arriba.ADAPTER,
    ctat_lr_fusion.ADAPTER,
    generic.ADAPTER,
    star_fusion.ADAPTER,
)


def read_fusions(file: InputFile) -> FusionTable:
    """Read one caller's table, plain or gzipped. A header without rows, or 0 bytes, is an empty table.

    Raises:
        UsageError: ``file.caller`` names no known caller.
        InputError: the file cannot be read, its header is of no known caller (or not of the forced one), a
            row has another number of cells than the header, or a cell is not what its column should hold.
    """
    forced = _named(file.caller) if file.caller else None
    lines = ((number, line) for number, line in enumerate(read_lines(file.path), 1) if line.strip())
    first = next(lines, None)
    if first is None:
        return FusionTable(forced.name if forced else "", InputState.EMPTY, 0, ())
    header = tuple(name.strip() for name in first[1].lstrip("#").split("\t"))
    adapter = _sniffed(header, file) if forced is None else _checked(forced, header, file)
    calls = tuple(adapter.parse(row) for row in _rows(lines, header, file))
    return FusionTable(adapter.name, InputState.CALLS if calls else InputState.EMPTY, len(calls), calls)


def _named(caller: str) -> Adapter:
    wanted = _plain(caller)
    for adapter in ADAPTERS:
        if _plain(adapter.name) == wanted:
            return adapter
    raise UsageError(f"fusion caller {caller!r} is not known; known are {_names()}")


def _plain(name: str) -> str:
    return name.lower().replace("-", "").replace("_", "")


def _names() -> str:
    return ", ".join(adapter.name for adapter in ADAPTERS)


def _checked(adapter: Adapter, header: tuple[str, ...], file: InputFile) -> Adapter:
    if missing := adapter.missing(header):
        raise InputError(
            file.path,
            f"this is not the {adapter.title} it was given as: the header lacks {', '.join(missing)}",
            1,
        )
    return adapter


def _sniffed(header: tuple[str, ...], file: InputFile) -> Adapter:
    fitting = [adapter for adapter in ADAPTERS if not adapter.missing(header)]
    if fitting:
        return max(fitting, key=lambda adapter: len(adapter.required))
    nearest = min(ADAPTERS, key=lambda a: (len(a.missing(header)) / len(a.required), len(a.required)))
    raise InputError(
        file.path,
        f"the header is of no known fusion caller (known are {_names()}); the nearest is {nearest.name}, "
        f"for which the columns {', '.join(nearest.missing(header))} are missing",
        1,
    )


def _rows(lines: Iterator[tuple[int, str]], header: tuple[str, ...], file: InputFile) -> Iterator[Row]:
    for number, line in lines:
        cells = line.split("\t")
        while len(cells) > len(header) and not cells[-1].strip():  # some tools pad rows with tabs
            cells.pop()
        if len(cells) != len(header):
            raise InputError(
                file.path,
                f"the row has {len(cells)} columns, the header {len(header)}; is the file cut or edited?",
                number,
            )
        yield Row(file.path, number, file.shown_as, dict(zip(header, cells, strict=True)))
