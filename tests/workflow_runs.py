"""What tests of the workflow share: the commands on the path, small cohorts, whole result trees to compare."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
DEMO = REPOSITORY / "resources" / "demo"
GOOD = "ros1-l2026m.lofreq.vcf"
_BOOKKEEPING = (".workflow", ".snakemake-run", ".snakemake")


def environment(folder: Path) -> Mapping[str, str]:
    """One in which `ros1annot` and snakemake are found, also where the package was not installed.

    Args:
        folder: where a command is written if there is none.
    """
    home = Path(sys.executable).parent
    if shutil.which("ros1annot", path=home):
        return {**os.environ, "PATH": os.pathsep.join((str(home), os.environ["PATH"]))}
    command = folder / "ros1annot"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ros1annot "$@"\n')
    command.chmod(0o755)
    path = os.pathsep.join((str(home), str(folder), os.environ["PATH"]))
    return {**os.environ, "PATH": path, "PYTHONPATH": str(REPOSITORY / "src")}


def snakemake(*options: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run snakemake in a folder, without the user's own profiles."""
    command = [sys.executable, "-m", "snakemake", *map(str, options)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def write_sheet(folder: Path, files: Mapping[str, str | Path]) -> Path:
    """A sheet that gives each sample one VCF: the name of a demo file, or a path."""
    sheet = folder / "samples.tsv"
    rows = "".join(f"{name}\t{DEMO / file}\tROS1 fusion\n" for name, file in files.items())
    sheet.write_text("sample\tvcf\tnote\n" + rows)
    return sheet


def tree(out: Path) -> dict[str, bytes]:
    """Every file of a result tree but the workflow's own records, by its path."""
    files = (path for path in sorted(out.rglob("*")) if path.is_file())
    named = ((path.relative_to(out), path) for path in files)
    return {str(name): path.read_bytes() for name, path in named if name.parts[0] not in _BOOKKEEPING}


def statuses(out: Path) -> dict[str, str]:
    """What the cohort's table says of each sample."""
    lines = (out / "cohort" / "samples.tsv").read_text().splitlines()[1:]
    return dict(line.split("\t")[:2] for line in lines)


def times(out: Path, samples: Sequence[str]) -> list[int]:
    """When each sample's result was written, to tell whether it was written again."""
    return [(out / sample / f"{sample}.json").stat().st_mtime_ns for sample in samples]
