"""``ros1annot explain``: what the resistance table says of an alteration."""

import argparse
import json
from collections.abc import Iterator, Sequence

from ros1annot.annotate.transcripts import Genome
from ros1annot.cli import EXIT_OK
from ros1annot.cli.table_options import add_table_arguments, chosen_table, with_drug
from ros1annot.model import Assembly
from ros1annot.result import Match
from ros1annot.table.entries import as_json
from ros1annot.table.match import RowMatch, match_traits
from ros1annot.table.model import Effect, Entry, Level, ResistanceTable, Status, fold
from ros1annot.table.query import Query, parse_query, unseen_rows

_COLUMNS = ("drug", "effect", "level", "evidence", "driver", "disease", "match", "row", "references")
_ANY_DISEASE = "any"
_NOT_LISTED = "Not listed: significance unknown. Absence from the table is no evidence of sensitivity."
_NOT_SELECTED = "Listed, but not with this drug or disease: no data, which is no evidence of sensitivity."
_RESIDUE = "This change itself is not listed: the rows below are of another change of the same residue."
_DRIVER = "Of the driver itself, whatever else is found:"
_NOTICE = "For research use; not for diagnosis or treatment."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    parser.add_argument(
        "query",
        metavar="QUERY",
        help='"ROS1 G2032R", "NM_001378902.1:c.6076G>A", "chr6:117638347 C>T", "EML4-ALK", "EGFR exon 19 deletion", '
        '"ALK C1156Y+L1198F" …',
    )
    parser.add_argument("--therapy", metavar="DRUG", help="why this drug, alone or in a combination, works or not")
    parser.add_argument("--disease", help="rows of this disease only, such as NSCLC or GIST")
    parser.add_argument(
        "--assembly",
        choices=[str(assembly) for assembly in Assembly],
        help="what a chromosome position counts on (default: the one whose bases fit)",
    )
    add_table_arguments(parser)
    parser.add_argument("--json", action="store_true", help="print JSON")


def main(args: argparse.Namespace) -> int:
    """Print what the table says on standard output."""
    genome = Genome.load()
    table = chosen_table(args, genome)
    assembly = Assembly(args.assembly) if args.assembly else None
    query, met = _asked(args.query, table, genome, assembly)
    drugs = with_drug(table, args.therapy) if args.therapy is not None else None
    rows = _selected(met, drugs, args.disease)
    driver_rows = _of_the_driver(table, query, rows, drugs)
    if args.json:
        print(json.dumps(_as_json(args.query, query, rows, driver_rows), indent=2, ensure_ascii=False))
    else:
        empty = _NOT_SELECTED if met else _NOT_LISTED
        print("\n".join(_as_text(query, rows, driver_rows, empty, explained=drugs is not None)))
    return EXIT_OK


def _asked(
    text: str, table: ResistanceTable, genome: Genome, assembly: Assembly | None
) -> tuple[Query, list[RowMatch]]:
    """The question understood, and the rows it meets; for a compound those of its parts too.

    Rows that no file of a sample can meet (``ABCB1 P-gp overexpression``) are found by their words.
    """
    if unseen := unseen_rows(text, table):
        reading = f"{text.strip()}: cannot be seen in the files that are read; no sample meets these rows"
        return Query((), (reading,)), [RowMatch(entry, (), Match.EXACT) for entry in unseen]
    query = parse_query(text, table, genome, assembly)
    return query, match_traits(table, query.traits)


def _selected(rows: Sequence[RowMatch], drugs: frozenset[str] | None, disease: str | None) -> list[RowMatch]:
    """The rows of a therapy and a disease; compounds, resistance and high levels first."""
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


def _of_the_driver(
    table: ResistanceTable, query: Query, rows: Sequence[RowMatch], drugs: frozenset[str] | None
) -> list[Entry]:
    """Drugs that do not act on the driver of the gene at all, which its mutations do not say again."""
    genes = {trait.gene for trait in query.traits}
    met = {row.entry.id for row in rows}
    return [
        entry
        for entry in table.entries
        if entry.effect is Effect.NOT_ACTIVE
        and entry.gene in genes
        and entry.id not in met
        and (drugs is None or entry.drug in drugs)
    ]


# --- as text -----------------------------------------------------------------------------------------------


def _as_text(
    query: Query, rows: Sequence[RowMatch], driver_rows: Sequence[Entry], empty: str, *, explained: bool
) -> Iterator[str]:
    yield " + ".join(query.reading)
    if not rows:
        yield empty
    elif all(row.level is Match.RESIDUE for row in rows):
        yield _RESIDUE
    if rows:
        yield from _aligned([_COLUMNS, *(_cells(row.entry, f"{row.level} {row.entry.alteration}") for row in rows)])
    if driver_rows:
        yield _DRIVER
        yield from _aligned([_cells(entry, entry.alteration) for entry in driver_rows])
    if explained:
        for entry in (*(row.entry for row in rows), *driver_rows):
            yield from _reasons(entry)
    else:
        yield from (f"- {note}" for note in dict.fromkeys(row.entry.note for row in rows if row.entry.note))
    yield _NOTICE


def _aligned(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    for line in lines:
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()


def _cells(entry: Entry, match: str) -> tuple[str, ...]:
    return (
        entry.drug,
        entry.effect,
        entry.level,
        _evidence(entry),
        entry.driver,
        entry.disease,
        match,
        entry.id,
        "; ".join(entry.references) or "none",
    )


def _evidence(entry: Entry) -> str:
    """Kind of study, and what keeps the row from being taken at its word."""
    kind = entry.evidence_type.replace("_", " ")
    return f"{kind}, {entry.status}" if entry.status in {Status.UNVERIFIED, Status.DISPUTED} else kind


def _reasons(entry: Entry) -> Iterator[str]:
    """Why a row says what it says: one short paragraph."""
    yield ""
    yield f"{entry.drug}: {entry.effect.replace('_', ' ')} with {entry.gene} {entry.alteration}, in {entry.driver}"
    yield f"  why       {entry.mechanism}"
    yield f"  evidence  level {entry.level}, tier {entry.tier}, {_evidence(entry)}; curated {entry.curated}"
    if entry.prior_drugs:
        yield f"  seen      after {', '.join(entry.prior_drugs)}"
    yield f"  sources   {'; '.join(entry.references) or 'none: the row decides nothing alone'}"
    if entry.note:
        yield f"  note      {entry.note}"
    yield f"  row       {entry.id} of {entry.table}"


# --- as JSON -----------------------------------------------------------------------------------------------


def _as_json(text: str, query: Query, rows: Sequence[RowMatch], driver_rows: Sequence[Entry]) -> dict[str, object]:
    return {
        "query": text,
        "reading": list(query.reading),
        "rows": [{**as_json(row.entry), "match": row.level, "required_phase": row.required_phase} for row in rows],
        "of_the_driver": [as_json(entry) for entry in driver_rows],
    }
