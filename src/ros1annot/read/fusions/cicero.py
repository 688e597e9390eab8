"""CICERO ``annotated.fusion.txt``, ``annotated.internal.txt`` and ``final_fusions.txt``.

``sv_ort`` of ``>`` says that the contig's direction is that of transcription: the sides then stand in order
and ``ort`` is the transcribed strand. With ``?`` neither is known.
"""

from ros1annot.model import BreakEnd, FusionCall
from ros1annot.read.fusions.forms import Table
from ros1annot.read.fusions.table import Adapter, Row, frame, genes, said

NAME = "cicero"


def parse(row: Row) -> FusionCall:
    """One row; ``reads`` are those clipped at each side's breakpoint. Of a rating, ``bad`` rejects the row."""
    ordered = row.text("sv_ort") == ">"
    rating = row.text("rating")
    return FusionCall(
        five_prime=_side(row, "A", ordered=ordered),
        three_prime=_side(row, "B", ordered=ordered),
        caller=NAME,
        source=row.source,
        ordered=ordered,
        frame=frame(row.text("frame")),
        split_reads=row.total("readsA", "readsB"),
        confidence=rating,
        filters=said("bad" if rating.lower() == "bad" else ""),
        notes=said(row.text("type")),
    )


def _side(row: Row, letter: str, *, ordered: bool) -> BreakEnd:
    strand = row.strand(f"ort{letter}") if ordered else None
    return row.side(genes(row.text(f"gene{letter}")), f"chr{letter}", f"pos{letter}", strand)


ADAPTER = Adapter(
    name=NAME,
    title="CICERO table",
    parse=parse,
    form=Table(("geneA", "chrA", "posA", "ortA", "geneB", "chrB", "posB", "ortB", "readsA", "readsB")),
    sample_column="sample",
)
