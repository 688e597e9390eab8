"""What the workflow cannot carry: a path with a brace, which Snakemake takes for the begin of a wildcard."""

from collections.abc import Iterable
from pathlib import Path

from ros1annot.errors import UsageError
from ros1annot.model import Sample


def refuse_braces(folder: Path | str, samples: Iterable[Sample] = ()) -> None:
    """Refuse a folder of results, and input files, with a brace in their path.

    Raises:
        UsageError: there is one, and what to do.
    """
    inputs = (file.path for sample in samples for file in sample.inputs)
    for path in map(str, (folder, *inputs)):
        if "{" in path or "}" in path:
            way_out = "rename it, or use `ros1annot annotate`, which needs no Snakemake"
            raise UsageError(f"{path}: Snakemake takes a brace in a path for a wildcard; {way_out}")
