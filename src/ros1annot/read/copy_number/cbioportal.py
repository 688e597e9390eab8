"""cBioPortal's discrete matrix: a row a gene, a column a sample, GISTIC's levels from -2 to 2.

2 is a high-level amplification and -2 a deep deletion; -1, 0 and 1 are neither.
"""

from collections.abc import Iterator

from ros1annot.errors import InputError
from ros1annot.model import InputFile
from ros1annot.read.copy_number.levels import GeneCopies, Levels, Verdict
from ros1annot.read.copy_number.table import Adapter, Header, ReadRow, Row

NAME = "cbioportal"
_GENE = "hugo_symbol"
_NOT_SAMPLES = frozenset({_GENE, "entrez_gene_id", "cytoband", "gene_id", "locus id"})


def reader(file: InputFile, header: Header, samples: tuple[str, ...]) -> ReadRow:
    """The reader of one sample's column: the only one, or the one of the first of the names that has one.

    Raises:
        InputError: several samples, and none of them is of these names.
    """
    columns = [name for name in header if name not in _NOT_SAMPLES]
    wanted = next((name.lower() for name in samples if name.lower() in columns), None)
    if wanted is None and len(columns) != 1:
        shown = ", ".join(columns[:4])
        raise InputError(file.path, f"its columns are the samples {shown}; name this one's in `tumour_sample`")
    column = wanted or columns[0]

    def read(row: Row) -> Iterator[GeneCopies]:
        level = row.number(column)
        yield GeneCopies(row.cells.get(_GENE, "").strip(), Levels(verdict=_verdict(level)))

    return read


def _verdict(level: float | None) -> Verdict:
    if level is None or -2 < level < 2:
        return "neutral"
    return "amplification" if level > 0 else "loss"


def is_matrix(header: Header) -> bool:
    """Whether a header is a matrix of genes and samples."""
    return header[:1] == (_GENE,) and len(header) > 1


def adapter(file: InputFile, header: Header, samples: tuple[str, ...]) -> Adapter:
    """The adapter for one sample of a matrix."""
    return Adapter(NAME, (_GENE,), reader(file, header, samples))
