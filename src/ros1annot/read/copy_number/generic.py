"""A tab-separated table with one gene a line, for callers without an adapter.

Columns: ``gene`` and at least one of ``copies`` (total copies of the gene), ``log2`` (log2 ratio to diploid) and
``call`` (``amplification``, ``loss`` or ``neutral``: the caller's own verdict, which then decides). An optional
``filter`` column names why the caller rejected a line (``PASS`` or empty: it did not).
"""

from collections.abc import Iterator

from ros1annot.read.copy_number.levels import GeneCopies, Levels, Verdict
from ros1annot.read.copy_number.table import Adapter, Row

_VERDICTS: dict[str, Verdict] = {
    "amplification": "amplification",
    "amp": "amplification",
    "loss": "loss",
    "deletion": "loss",
    "neutral": "neutral",
    "wild type": "neutral",
}


def read(row: Row) -> Iterator[GeneCopies]:
    """One row.

    Raises:
        InputError: no value, a value that is not a number, or a verdict that is not known.
    """
    copies, log2, word = row.number("copies"), row.number("log2"), row.text("call").lower()
    if word and word not in _VERDICTS:
        raise row.error(f"call {word!r} is not one of amplification, loss, neutral")
    if not word and copies is None and log2 is None:
        raise row.error("neither copies, log2 nor call is given")
    filters = tuple(name for name in row.text("filter").split(";") if name not in {"", "PASS"})
    yield GeneCopies(row.text("gene"), Levels(copies, log2, _VERDICTS[word] if word else None, filters=filters))


ADAPTER = Adapter("generic", ("gene", ("copies", "log2", "call")), read, absent=("weight",))
