"""Drivers that the sample sheet knows from an earlier test (rules.md R1)."""

from collections.abc import Iterator, Sequence

from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import UsageError
from ros1annot.interpret.drivers import Known
from ros1annot.table.model import ResistanceTable
from ros1annot.table.query import parse_query
from ros1annot.table.traits import Trait


def known_drivers(texts: Sequence[str], table: ResistanceTable, genome: Genome) -> list[Known]:
    """What the sheet names, as the table sees it: ``CD74::ROS1``, ``EGFR L858R``, ``EGFR exon 19 deletion``.

    Left out is what cannot be read, and a fusion written with its kinase first, which is no driver; the caller
    raises a flag for each.
    """
    return [Known(text, trait) for text in texts for trait in _traits(text, table, genome)]


def _traits(text: str, table: ResistanceTable, genome: Genome) -> Iterator[Trait]:
    try:
        query = parse_query(text.replace("--", "::"), table, genome)
    except UsageError:
        return
    yield from (t for t in query.traits if t.fusion is None or t.fusion.three_prime == t.fusion.kinase)
