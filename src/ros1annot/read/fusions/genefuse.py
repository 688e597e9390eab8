"""GeneFuse (DNA), its JSON report and its text report: the titles of the fusions, left and right in no order.

A title is ``Fusion: EML4_ENST00000318522.5:intron:13|+chr2:42526794___ALK_ENST…  (total: 8, unique:6)``.
"""

import re
from collections.abc import Iterator, Mapping

from ros1annot.model import FusionCall
from ros1annot.read.fusions.forms import Json, Log
from ros1annot.read.fusions.table import Adapter, Row

NAME = "genefuse"
_SIDE = r"(?P<gene{0}>[^:\s]+?)_ENST[^|\s]*\|[-+](?P<place{0}>[^:\s]+:\d+)"
_TITLE = re.compile(
    r"Fusion: " + _SIDE.format(1) + "___" + _SIDE.format(2) + r"(?:\s*\(total:\s*\d+, unique:\s*(?P<unique>\d+)\))?"
)


def parse(row: Row) -> FusionCall:
    """One title; unique reads go through the junction."""
    return FusionCall(
        five_prime=row.break_end(row.text("gene1"), "place1"),
        three_prime=row.break_end(row.text("gene2"), "place2"),
        caller=NAME,
        source=row.source,
        ordered=False,
        dna=True,
        split_reads=row.count("unique"),
    )


def _records(document: object) -> Iterator[Mapping[str, str]]:
    if not isinstance(document, dict):
        raise TypeError("a GeneFuse report is an object")
    for title, fusion in document["fusions"].items():
        if found := _TITLE.search(title):
            yield {**found.groupdict(""), "unique": str(fusion["unique"])}


ADAPTERS = (
    Adapter(NAME, "GeneFuse JSON report", parse, Json(("command", "version", "fusions"), _records)),
    Adapter(
        NAME,
        "GeneFuse text report",
        parse,
        Log(("a line that begins with Fusion: and names two genes with transcripts and places",), _TITLE, _TITLE),
    ),
)
