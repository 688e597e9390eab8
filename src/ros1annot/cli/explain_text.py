"""The answer of ``ros1annot explain`` for a terminal: rows by driver, then their sources, wrapped to its width."""

import shutil
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ros1annot.result import Match
from ros1annot.table.match import RowMatch
from ros1annot.table.model import Effect, Entry, ResistanceTable, Status
from ros1annot.table.query import Query

_COLUMNS = ("drug", "effect", "level", "evidence", "match", "row")
_NOT_LISTED = "Not listed: significance unknown. Absence from the table is no evidence of sensitivity."
_NOT_SELECTED = "Listed, but not with this drug or disease: no data, which is no evidence of sensitivity."
_RESIDUE = "This change itself is not listed: the rows below are of another change of the same residue."
_NO_COMPOUND = "No row for this compound: no data. The rows below are of its parts, which do not add up."
_DRIVER = "Of the driver itself, whatever else is found:"
_BESIDE = "To be read beside it; no file that is read shows these:"
_NOTICE = "For research use; not for diagnosis or treatment."
_WIDEST = 120


@dataclass(frozen=True, slots=True)
class Explained:
    """An answer.

    Attributes:
        of_the_driver: drugs that do not act on the driver, whatever else is found.
        beside: rows of the gene that no sample can meet.
        listed: whether rows are met at all, of any drug and disease.
        unknown_compound: several changes of one gene are asked for, and the table has no row of them together.
        therapy_asked: whether the question is about one therapy, whose rows are then told in full.
    """

    query: Query
    rows: Sequence[RowMatch]
    of_the_driver: Sequence[Entry]
    beside: Sequence[Entry]
    listed: bool
    unknown_compound: bool
    therapy_asked: bool


def as_text(explained: Explained, table: ResistanceTable) -> Iterator[str]:
    """The answer, line by line."""
    rows = explained.rows
    yield from _wrapped(" + ".join(explained.query.reading) + _said_phase(explained.query))
    yield from _what_is_missing(explained)
    for (driver, disease), group in groupby(rows, key=lambda row: (row.entry.driver, row.entry.disease)):
        yield from ("", f"{driver}, {disease}")
        yield from _aligned([_COLUMNS, *(_cells(row.entry, f"{row.level} {row.entry.alteration}") for row in group)])
    for title, entries in ((_DRIVER, explained.of_the_driver), (_BESIDE, explained.beside)):
        if entries:
            yield from ("", title)
            yield from _aligned([_cells(entry, f"{entry.gene} {entry.alteration}") for entry in entries])
    told = [row.entry for row in rows] + list(explained.of_the_driver)
    told += [] if explained.therapy_asked else explained.beside
    for entry in told:
        yield from _reasons(entry, table) if explained.therapy_asked else _sources(entry)
    yield from ("", _NOTICE)


def _said_phase(query: Query) -> str:
    return f", in {query.phase}" if query.phase else ""


def _what_is_missing(explained: Explained) -> Iterator[str]:
    rows = explained.rows
    if not rows:
        yield _NOT_SELECTED if explained.listed else _NOT_LISTED
    elif all(row.level is Match.RESIDUE for row in rows):
        yield _RESIDUE
    elif explained.unknown_compound:
        yield _NO_COMPOUND


def _aligned(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    for line in lines:
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()


def _cells(entry: Entry, match: str) -> tuple[str, ...]:
    return (entry.drug, entry.effect, entry.level, _evidence(entry), match, entry.id)


def _evidence(entry: Entry) -> str:
    """Kind of study, and what keeps the row from being taken at its word."""
    kind = entry.evidence_type.replace("_", " ")
    return f"{kind}, {entry.status}" if entry.status in {Status.UNVERIFIED, Status.DISPUTED} else kind


def _sources(entry: Entry) -> Iterator[str]:
    """What stands behind a row, in short."""
    sources = "; ".join(entry.references) or "no source"
    yield ""
    yield from _wrapped(f"{entry.id}  {entry.drug}: {sources}", indent=len(entry.id) + 2)
    if entry.note:
        yield from _wrapped(" " * (len(entry.id) + 2) + entry.note, indent=len(entry.id) + 2)


def _reasons(entry: Entry, table: ResistanceTable) -> Iterator[str]:
    """Why a row says what it says: one short paragraph."""
    said = f"{entry.drug}: {entry.effect.replace('_', ' ')} with {entry.gene} {entry.alteration}, in {entry.driver}"
    yield from ("", said)
    told = [
        ("why", entry.mechanism),
        ("evidence", f"level {entry.level}, tier {entry.tier}, {_evidence(entry)}; curated {entry.curated}"),
        ("seen", f"after {', '.join(entry.prior_drugs)}" if entry.prior_drugs else ""),
        ("sources", "; ".join(entry.references) or "none: the row decides nothing alone"),
        ("note", entry.note),
        ("approval", _approval(entry, table)),
        ("row", f"{entry.id} of {entry.table}"),
    ]
    for name, words in told:
        if words:
            yield from _wrapped(f"  {name:<10}{words}", indent=12)


def _approval(entry: Entry, table: ResistanceTable) -> str:
    """Where a drug that works is approved, and as of when (rules.md S9); nothing of one that does not."""
    drug = table.drugs[entry.drug]
    if entry.effect is not Effect.SENSITIVE:
        return ""
    return "; ".join(f"{region.upper()}: {state}" for region, state in drug.approvals) + f"; as of {drug.as_of}"


def _wrapped(text: str, indent: int = 0) -> list[str]:
    width = min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST)
    return textwrap.wrap(text, max(width, 40), subsequent_indent=" " * indent, break_on_hyphens=False)
