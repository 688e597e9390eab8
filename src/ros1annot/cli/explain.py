"""``ros1annot explain``: what the resistance table says of an alteration."""

import argparse
import json
from collections.abc import Sequence

from ros1annot.annotate.transcripts import Genome
from ros1annot.cli import EXIT_OK
from ros1annot.cli.table_options import with_drug
from ros1annot.result import Match
from ros1annot.table.entries import ENTRY_COLUMNS, cells_of
from ros1annot.table.load import load_table
from ros1annot.table.match import RowMatch, match_traits
from ros1annot.table.model import Effect, Entry, Level, ResistanceTable, Status, fold
from ros1annot.table.query import Query, parse_query, unseen_rows

_COLUMNS = ("drug", "effect", "level", "evidence", "driver", "disease", "match", "row", "references")
_ANY_DISEASE = "any"
_NOT_LISTED = "Not listed: significance unknown. Absence from the table is no evidence of sensitivity."
_RESIDUE = "This change itself is not listed: the rows below are of another change of the same residue."
_NOTICE = "For research use; not for diagnosis or treatment."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    parser.add_argument(
        "query",
        metavar="QUERY",
        help='"ROS1 G2032R", "EML4::ALK", "EGFR exon 19 deletion", "ALK C1156Y+L1198F" …',
    )
    parser.add_argument("--therapy", metavar="DRUG", help="rows of this drug only, alone or in a combination")
    parser.add_argument("--disease", help="rows of this disease only, such as NSCLC or GIST")
    parser.add_argument("--json", action="store_true", help="print JSON")


def main(args: argparse.Namespace) -> int:
    """Print what the table says on standard output."""
    genome = Genome.load()
    table = load_table(None, genome)
    query, rows = _asked(args.query, table, genome)
    rows = _selected(rows, table, args.therapy, args.disease)
    if args.json:
        print(json.dumps(_as_json(args.query, query, rows), indent=2, ensure_ascii=False))
    else:
        print(_as_text(query, rows))
    return EXIT_OK


def _asked(text: str, table: ResistanceTable, genome: Genome) -> tuple[Query, list[RowMatch]]:
    """The question understood, and the rows it meets; for a compound those of its parts too.

    Rows that no file of a sample can meet (``ABCB1 P-gp overexpression``) are found by their words.
    """
    if unseen := unseen_rows(text, table):
        reading = f"{text.strip()}: cannot be seen in the files that are read; no sample meets these rows"
        return Query((), (reading,)), [RowMatch(entry, (), Match.EXACT) for entry in unseen]
    query = parse_query(text, table, genome)
    return query, match_traits(table, query.traits)


def _selected(
    rows: Sequence[RowMatch], table: ResistanceTable, therapy: str | None, disease: str | None
) -> list[RowMatch]:
    """The rows of a therapy and a disease; compounds, resistance and high levels first."""
    drugs = with_drug(table, therapy) if therapy is not None else None
    chosen = [
        row
        for row in rows
        if (drugs is None or row.entry.drug in drugs)
        and (disease is None or fold(row.entry.disease) in {fold(disease), _ANY_DISEASE})
    ]
    effects, levels = list(Effect), list(Level)
    return sorted(
        chosen,
        key=lambda row: (
            row.level is not Match.COMPOUND,
            row.entry.driver,
            effects.index(row.entry.effect),
            levels.index(row.entry.level),
            row.entry.line,
        ),
    )


def _as_text(query: Query, rows: Sequence[RowMatch]) -> str:
    lines = [" + ".join(query.reading)]
    if not rows:
        return "\n".join([*lines, _NOT_LISTED, _NOTICE])
    if all(row.level is Match.RESIDUE for row in rows):
        lines.append(_RESIDUE)
    table = [_COLUMNS, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in table) for column in range(len(_COLUMNS))]
    lines += ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in table]
    notes = dict.fromkeys(row.entry.note for row in rows if row.entry.note)
    return "\n".join([*lines, *(f"- {note}" for note in notes), _NOTICE])


def _cells(row: RowMatch) -> tuple[str, ...]:
    entry = row.entry
    return (
        entry.drug,
        entry.effect,
        entry.level,
        _evidence(entry),
        entry.driver,
        entry.disease,
        f"{row.level} {entry.alteration}",
        entry.id,
        "; ".join(entry.references) or "none",
    )


def _evidence(entry: Entry) -> str:
    """Kind of study, and what keeps the row from being taken at its word."""
    kind = entry.evidence_type.replace("_", " ")
    return f"{kind}, {entry.status}" if entry.status in {Status.UNVERIFIED, Status.DISPUTED} else kind


def _as_json(text: str, query: Query, rows: Sequence[RowMatch]) -> dict[str, object]:
    return {
        "query": text,
        "reading": list(query.reading),
        "rows": [
            {
                **dict(zip(ENTRY_COLUMNS, cells_of(row.entry), strict=True)),
                "prior_drug": list(row.entry.prior_drugs),
                "references": list(row.entry.references),
                "match": row.level,
                "required_phase": row.required_phase,
            }
            for row in rows
        ],
    }
