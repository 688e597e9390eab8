"""The curator's check: every broken rule of a table, of its overlay and of the files beside it, at once."""

from collections.abc import Sequence
from pathlib import Path

from ros1annot.annotate.transcripts import Genome
from ros1annot.table.load import TableFiles, read_table
from ros1annot.table.model import Problem


def check_table(paths: Sequence[Path] = (), genome: Genome | None = None, overlay: Path | None = None) -> list[Problem]:
    """All problems of these tables (the shipped one, where none is given) and of the files beside them."""
    loaded = genome or Genome.load()
    found = (read_table(TableFiles.beside(path, overlay), loaded)[1] for path in paths or (None,))
    return [problem for problems in found for problem in problems]
