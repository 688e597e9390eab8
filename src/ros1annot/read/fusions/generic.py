"""A plain tab-separated table for callers without an adapter; also what ``ros1annot fusions`` prints.

Columns, found by name in any order:

- ``five_prime``, ``three_prime``: gene symbols, 5' partner first;
- ``five_prime_breakpoint``, ``three_prime_breakpoint``: ``chr5:150404680`` or ``5:150404680``, 1-based, the
  last fused base of the 5' gene and the first of the 3' gene; a transcribed strand may follow (``:-``); empty
  where the place is not known;
- optional: ``split_reads``, ``discordant_pairs`` (numbers), ``in_frame`` (``true``, ``false`` or empty),
  ``confidence`` (``rejected: …`` for a fusion that its caller rejected). Further columns are ignored.
"""

from ros1annot.model import BreakEnd, Frame, FusionCall
from ros1annot.read.fusions.forms import Table
from ros1annot.read.fusions.table import Adapter, Row

NAME = "generic"
REJECTED = "rejected: "
_FRAMES = {"true": Frame.IN_FRAME, "false": Frame.OUT_OF_FRAME, "": Frame.UNKNOWN}


def parse(row: Row) -> FusionCall:
    """One row."""
    frame = row.text("in_frame").lower()
    if frame not in _FRAMES:
        raise row.error(f"in_frame is {row.text('in_frame')!r}, expected true, false or nothing")
    confidence = row.text("confidence")
    rejected = confidence.startswith(REJECTED)
    return FusionCall(
        five_prime=_side(row, "five_prime"),
        three_prime=_side(row, "three_prime"),
        caller=NAME,
        source=row.source,
        frame=_FRAMES[frame],
        split_reads=row.count("split_reads"),
        discordant_pairs=row.count("discordant_pairs"),
        confidence="" if rejected else confidence,
        filters=(confidence.removeprefix(REJECTED),) if rejected else (),
    )


def _side(row: Row, column: str) -> BreakEnd:
    gene, place = row.text(column), f"{column}_breakpoint"
    if not gene:
        raise row.error(f"{column} is empty, expected a gene symbol")
    return row.break_end(gene, place) if row.text(place) else BreakEnd(gene)


ADAPTER = Adapter(
    name=NAME,
    title="generic table",
    parse=parse,
    form=Table(("five_prime", "three_prime", "five_prime_breakpoint", "three_prime_breakpoint")),
)
