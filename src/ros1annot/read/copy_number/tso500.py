"""TSO500: the ``[Gene Amplifications]`` of CombinedVariantOutput, and the fold changes of ``*.cnv.fc.txt``.

The section lists what the pipeline itself called amplified. A fold change is to the diploid.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from ros1annot.read.copy_number.levels import GeneCopies, Levels
from ros1annot.read.copy_number.table import Adapter, Line, Row, header_of, rows_of

NAME = "tso500"
_SECTION = "[Gene Amplifications]"


def is_combined(lines: Sequence[Line]) -> bool:
    """Whether the lines are a CombinedVariantOutput."""
    return any(line.strip() == _SECTION for _, line in lines)


def _section(lines: Sequence[Line]) -> list[Line]:
    """The lines of the amplifications, header first, ``NA`` (none) left out."""
    start = next(place for place, (_, line) in enumerate(lines) if line.strip() == _SECTION) + 1
    end = next((place for place in range(start, len(lines)) if lines[place][1].startswith("[")), len(lines))
    return [(number, line) for number, line in lines[start:end] if line.split("\t")[0].strip() not in {"", "NA"}]


def read_fold_changes(row: Row) -> Iterator[GeneCopies]:
    """One gene of the panel."""
    gene = row.text("gene") or row.text("genename")
    if gene:
        yield GeneCopies(gene, Levels(copies=_copies(row)))


def _copies(row: Row) -> float | None:
    fold = row.number("fold change", "foldchange")
    return None if fold is None else 2.0 * fold


def read_section(lines: Sequence[Line], path: Path) -> Iterator[GeneCopies]:
    """Every amplified gene of a CombinedVariantOutput."""
    inside = _section(lines)
    if inside:
        for row in rows_of(path, header_of(inside[0][1]), inside[1:]):
            yield GeneCopies(row.text("gene"), Levels(copies=_copies(row), verdict="amplification"))


FOLD_CHANGES = Adapter(NAME, (("gene", "genename"), ("foldchange", "fold change")), read_fold_changes)
