"""LINX ``*.linx.fusion.tsv`` (DNA): genes in order, frame, exons of the caller's transcripts; no places.

Fusions that LINX does not report (kinase domain lost, chain ended …) are rejected, with its reason. Column
names begin with a capital in older versions.
"""

from functools import partial

from ros1annot.model import BreakEnd, FusionCall
from ros1annot.read.fusions.forms import Table
from ros1annot.read.fusions.table import NO_GENE, Adapter, Row, frame, said

NAME = "linx"
_COLUMNS = ("name", "reported", "phased", "geneStart", "geneEnd", "fusedExonUp", "fusedExonDown")


def parse(row: Row, *, capital: bool) -> FusionCall:
    """One row."""

    def text(column: str) -> str:
        return row.text(_capital(column) if capital else column)

    rejected = text("reported").lower() == "false"
    kept = text("domainsKept")
    return FusionCall(
        five_prime=BreakEnd(text("geneStart") or NO_GENE),
        three_prime=BreakEnd(text("geneEnd") or NO_GENE),
        caller=NAME,
        source=row.source,
        dna=True,
        frame=frame(text("phased")),
        confidence=text("likelihood").lower(),
        filters=said(f"not reported {text('reportableReasons')}".strip() if rejected else ""),
        notes=said(
            text("reportedType"),
            f"exon {text('fusedExonUp')} of {text('transcriptStart')}",
            f"exon {text('fusedExonDown')} of {text('transcriptEnd')}",
            f"domains kept: {kept}" if kept else "",
        ),
    )


def _capital(column: str) -> str:
    return column[0].upper() + column[1:]


ADAPTERS = (
    Adapter(NAME, "LINX fusions", partial(parse, capital=False), Table(_COLUMNS)),
    Adapter(NAME, "LINX fusions", partial(parse, capital=True), Table(tuple(map(_capital, _COLUMNS)))),
)
