"""``ros1annot init``: a config and a sample sheet to fill in."""

import argparse
from pathlib import Path

from ros1annot.errors import UsageError
from ros1annot.resources import config_file
from ros1annot.samples import COLUMNS
from ros1annot.write.files import atomic_write

_EXAMPLE = {
    "sample": "LUNG-07",
    "patient": "P07",
    "specimen": "tissue",
    "collected": "2024-03-31",
    "vcf": "LUNG-07.vcf.gz",
    "fusions": "LUNG-07.arriba.tsv",
    "depth": "LUNG-07.per-base.bed.gz",
    "current_therapy": "crizotinib",
}
_NEXT = """\
One row a sample in samples.tsv: `sample` and at least one input; empty cells are fine, and lines that begin
with # are skipped. Then:

    ros1annot run {folder}/samples.tsv -o {folder}/results --config {folder}/config.yaml
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``init``."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="folder to write to; it is made if missing")


def main(args: argparse.Namespace) -> int:
    """Write ``config.yaml`` and ``samples.tsv`` into ``DIR`` and say what comes next."""
    folder: Path = args.folder
    files = {
        folder / "config.yaml": _config(),
        folder / "samples.tsv": "\t".join(COLUMNS)
        + "\n# "
        + "\t".join(_EXAMPLE.get(column, "") for column in COLUMNS)
        + "\n",
    }
    for path in files:
        if path.exists() or path.is_symlink():
            raise UsageError(f"{path} is there already and is not overwritten; choose another folder")
    for path, text in files.items():
        atomic_write(path, text)
        print(path)
    print(_NEXT.format(folder=folder), end="")
    return 0


def _config() -> str:
    text = config_file("config.yaml").read_text(encoding="utf-8")
    return text.replace("samples: config/samples.tsv", "samples: samples.tsv")
