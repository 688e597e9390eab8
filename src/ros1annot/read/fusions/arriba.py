"""Arriba ``fusions.tsv`` and ``fusions.discarded.tsv``, versions 1 (24 columns) and 2 (30 columns).

Source: Arriba's manual, "Output files". ``gene1`` is the 5' end where the transcribed strands were predicted;
with a strand of ``.`` the order is arbitrary.
"""

import re

from ros1annot.model import FusionCall
from ros1annot.read.fusions.forms import Table
from ros1annot.read.fusions.table import Adapter, Row, Strand, frame, said

NAME = "arriba"
_DISTANCE = re.compile(r"\(\d+\)")
_REMOVED_READS = re.compile(r"\(\d+\)$")


def parse(row: Row) -> FusionCall:
    """One row; genes around an intergenic breakpoint are kept as ``A;B``."""
    five_strand, three_strand = (
        _transcribed(row, column) for column in ("strand1(gene/fusion)", "strand2(gene/fusion)")
    )
    word = row.text("reading_frame")
    return FusionCall(
        five_prime=row.break_end(_genes(row.text("gene1")), "breakpoint1", five_strand),
        three_prime=row.break_end(_genes(row.text("gene2")), "breakpoint2", three_strand),
        caller=NAME,
        source=row.source,
        ordered=five_strand is not None and three_strand is not None,
        frame=frame(word),
        split_reads=row.total("split_reads1", "split_reads2"),
        discordant_pairs=row.count("discordant_mates"),
        confidence=row.text("confidence"),
        filters=_rejections(row.text("filters")),
        notes=said(row.text("type"), "stop codon before the junction" if word == "stop-codon" else ""),
    )


def _transcribed(row: Row, column: str) -> Strand | None:
    """The strand behind the slash of ``gene strand/transcribed strand``."""
    match row.cells[column].strip().rpartition("/")[2]:
        case "+":
            return "+"
        case "-":
            return "-"
        case ".":
            return None
        case _:
            raise row.error(f"{column} is {row.cells[column]!r}, expected two strands such as +/-")


def _genes(cell: str) -> str:
    """Gene symbols without the distances; ``?`` on a contig without genes."""
    return ";".join(_DISTANCE.sub("", gene).strip() for gene in cell.split(",")) or "?"


def _rejections(cell: str) -> tuple[str, ...]:
    """Filters without a number of reads: these discarded the whole event, the others only some reads."""
    return tuple(name for name in cell.split(",") if name and not _REMOVED_READS.search(name))


ADAPTER = Adapter(
    name=NAME,
    title="Arriba fusions.tsv",
    parse=parse,
    form=Table(
        (
            "gene1",
            "gene2",
            "strand1(gene/fusion)",
            "strand2(gene/fusion)",
            "breakpoint1",
            "breakpoint2",
            "split_reads1",
            "split_reads2",
            "discordant_mates",
            "confidence",
            "reading_frame",
        )
    ),
)
