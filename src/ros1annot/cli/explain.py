"""``ros1annot explain``: what the resistance table says of an alteration."""

import argparse
import json
from collections.abc import Sequence

from ros1annot.annotate.transcripts import Genome
from ros1annot.cli import EXIT_OK
from ros1annot.cli.explain_text import Explained, as_text
from ros1annot.cli.table_options import add_table_arguments, chosen_table, with_drug
from ros1annot.model import Assembly
from ros1annot.result import Match
from ros1annot.table.entries import as_json
from ros1annot.table.match import RowMatch, match_traits, meets
from ros1annot.table.model import ContextRole, Effect, Entry, Level, ResistanceTable, fold
from ros1annot.table.query import Query, parse_query, rows_beside, unseen_rows
from ros1annot.table.traits import Trait

_ANY_DISEASE = "any"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    parser.add_argument(
        "query",
        metavar="QUERY",
        help='"ROS1 G2032R", "NM_001378902.1:c.6076G>A", "chr6:117638347 C>T", "EML4-ALK", "EGFR exon 19 deletion", '
        '"EGFR T790M+C797S cis" …',
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
    explained = explain(args.query, table, genome, assembly=assembly, therapy=args.therapy, disease=args.disease)
    if args.json:
        print(json.dumps(_as_json(args.query, explained), indent=2, ensure_ascii=False))
    else:
        print("\n".join(as_text(explained, table)))
    return EXIT_OK


def explain(
    text: str,
    table: ResistanceTable,
    genome: Genome,
    *,
    assembly: Assembly | None = None,
    therapy: str | None = None,
    disease: str | None = None,
) -> Explained:
    """What the table says of an alteration, alone or with a therapy or in a disease.

    Raises:
        UsageError: the alteration cannot be, or the therapy is unknown; the message says what was probably meant.
    """
    query, met = _asked(text, table, genome, assembly)
    wanted = _Wanted(with_drug(table, therapy) if therapy is not None else None, disease)
    rows = _ordered(query, table, [row for row in _without_parts(met, query) if wanted(row.entry)])
    return Explained(
        query=query,
        rows=rows,
        of_the_driver=_of_the_driver(table, query, rows, wanted),
        beside=[entry for entry in rows_beside(query, table) if wanted(entry)],
        listed=bool(met),
        unknown_compound=_is_compound(query, table) and not any(row.level is Match.COMPOUND for row in met),
        therapy_asked=therapy is not None,
    )


class _Wanted:
    """Whether a row is of the therapy and the disease that were asked for."""

    def __init__(self, drugs: frozenset[str] | None, disease: str | None) -> None:
        self._drugs = drugs
        self._diseases = None if disease is None else {fold(disease), _ANY_DISEASE}

    def __call__(self, entry: Entry) -> bool:
        of_drug = self._drugs is None or entry.drug in self._drugs
        return of_drug and (self._diseases is None or fold(entry.disease) in self._diseases)


def _asked(
    text: str, table: ResistanceTable, genome: Genome, assembly: Assembly | None
) -> tuple[Query, list[RowMatch]]:
    """The question understood, and the rows it meets; for a compound those of its parts too.

    Rows that no file of a sample can meet (``ABCB1 P-gp overexpression``) are found by their words. Rows that hold
    in the other phase than the one asked for are left out.
    """
    if unseen := unseen_rows(text, table):
        reading = f"{text.strip()}: cannot be seen in the files that are read; no sample meets these rows"
        return Query((), (reading,)), [RowMatch(entry, (), Match.EXACT) for entry in unseen]
    query = parse_query(text, table, genome, assembly)
    met = match_traits(table, query.traits)
    return query, [row for row in met if query.phase is None or row.required_phase in (None, query.phase)]


def _without_parts(rows: Sequence[RowMatch], query: Query) -> list[RowMatch]:
    """Without the rows of parts for which the compound, which surely holds, has a row of its own (P5)."""
    sure = [r.entry for r in rows if r.level is Match.COMPOUND and r.required_phase in (None, query.phase)]
    told = {(entry.drug, entry.driver) for entry in sure}
    return [r for r in rows if r.level is Match.COMPOUND or (r.entry.drug, r.entry.driver) not in told]


def _is_compound(query: Query, table: ResistanceTable) -> bool:
    """Whether one gene is asked for with several changes beside the one that drives."""

    def drives(trait: Trait) -> bool:
        contexts = [c for c in table.contexts.values() if c.gene == trait.gene and c.role is ContextRole.DRIVER]
        transcript = table.genes[trait.gene]
        return any(meets(trait, p, c.gene, transcript, table.classes) for c in contexts for p in c.established_by)

    secondary = [trait.gene for trait in query.traits if not drives(trait)]
    return len(secondary) > len(set(secondary))


def _ordered(query: Query, table: ResistanceTable, rows: Sequence[RowMatch]) -> list[RowMatch]:
    """Drivers of the gene that was asked for first; then compounds, resistance and high levels first."""
    genes = {trait.gene for trait in query.traits}
    effects, levels = list(Effect), list(Level)
    return sorted(
        rows,
        key=lambda row: (
            table.contexts[row.entry.driver].gene not in genes,
            row.entry.driver,
            row.entry.disease,
            row.level is not Match.COMPOUND,
            effects.index(row.entry.effect),
            levels.index(row.entry.level),
            row.entry.line,
        ),
    )


def _of_the_driver(table: ResistanceTable, query: Query, rows: Sequence[RowMatch], wanted: _Wanted) -> list[Entry]:
    """Drugs that do not act on the driver of the gene at all, which its mutations do not say again."""
    genes = {trait.gene for trait in query.traits}
    met = {row.entry.id for row in rows}
    return [
        entry
        for entry in table.entries
        if entry.effect is Effect.NOT_ACTIVE and entry.gene in genes and entry.id not in met and wanted(entry)
    ]


def _as_json(text: str, explained: Explained) -> dict[str, object]:
    query = explained.query
    return {
        "query": text,
        "reading": list(query.reading),
        "phase": query.phase,
        "rows": [
            {**as_json(row.entry), "match": row.level, "required_phase": row.required_phase} for row in explained.rows
        ],
        "of_the_driver": [as_json(entry) for entry in explained.of_the_driver],
        "beside": [as_json(entry) for entry in explained.beside],
    }
