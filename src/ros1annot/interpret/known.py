"""Drivers known from before: from the sample sheet, or from an earlier sample of the same patient (rules.md R1)."""

from collections.abc import Iterator

from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import UsageError
from ros1annot.interpret.drivers import Known
from ros1annot.model import Sample
from ros1annot.table.model import ResistanceTable
from ros1annot.table.query import parse_query
from ros1annot.table.traits import Trait


def known_drivers(sample: Sample, table: ResistanceTable, genome: Genome) -> list[Known]:
    """What sheet and earlier samples name, as the table sees it: ``CD74::ROS1``, ``EGFR L858R``.

    A driver that several name is told once, by the sheet before the samples, and by the first of these. Left out is
    what cannot be read, and a fusion written with its kinase first, which is no driver; for one of the sheet the caller
    raises a flag.
    """
    named: dict[str, str | None] = dict.fromkeys(sample.drivers)
    for earlier in sample.earlier:
        for text in earlier.drivers:
            named.setdefault(text, earlier.name)
    return [Known(text, trait, source) for text, source in named.items() for trait in _traits(text, table, genome)]


def _traits(text: str, table: ResistanceTable, genome: Genome) -> Iterator[Trait]:
    try:
        query = parse_query(text.replace("--", "::"), table, genome)
    except UsageError:
        return
    yield from (t for t in query.traits if t.fusion is None or t.fusion.three_prime == t.fusion.kinase)
