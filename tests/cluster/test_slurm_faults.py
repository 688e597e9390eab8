"""Faults that only a cluster has, at random moments: a cancelled job, and a node that is lost with all it runs.

The batch's own command is the job, without snakemake around it, so that the fault meets its work. A second job, on the
other node, then finishes it. Every fault has a seed, as in ``tests/test_faults.py``.
"""

import random
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from slurm_cluster import UNFINISHED, lose, node_of, queue, wait_for

from disturbed_trees import nothing_done_twice
from ros1annot.cli import main
from workflow_runs import DEMO, tree, write_sheet

pytestmark = [pytest.mark.cluster, pytest.mark.usefixtures("cluster")]
_SECONDS_TO_START = 1.0
"""About what a job needs until its first sample: to be sent to a node, and to load the program and its tables."""


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = sorted(DEMO.glob("*.vcf")) + sorted(DEMO.glob("*.vcf.gz"))
    return write_sheet(tmp_path_factory.mktemp("cohort"), {f"s{n}": file.name for n, file in enumerate(files)})


@pytest.fixture(scope="module")
def undisturbed(sheet: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Mapping[str, bytes], float]:
    """The tree of a run without a fault, and how long its samples take, in seconds."""
    out = tmp_path_factory.mktemp("undisturbed")
    for command in (annotate(sheet, out), annotate(sheet, out, "--force")):  # the first one also loads the program
        began = time.monotonic()
        assert main(command) == 0
    return tree(out), time.monotonic() - began


def annotate(sheet: Path, out: Path, *options: str) -> list[str]:
    return ["annotate", str(sheet), "-o", str(out), "--format", "html,tsv", *options]


def submit(sheet: Path, out: Path, surroundings: Mapping[str, str], *options: str) -> str:
    """Send the batch to the cluster; gives the job."""
    batch = [sys.executable, "-m", "ros1annot", *annotate(sheet, out)]
    command = ["sbatch", "--parsable", f"--output={sheet.parent}/job.log", "--no-requeue", *options, "--wrap"]
    asked = subprocess.run([*command, " ".join(batch)], env=surroundings, capture_output=True, text=True, check=False)
    assert asked.returncode == 0, asked.stderr + (sheet.parent / "job.log").read_text()
    return asked.stdout.strip()


@pytest.mark.parametrize("fault", ["cancelled job", "lost node"])
@pytest.mark.parametrize("seed", range(4))
def test_what_a_cluster_takes_away_is_finished_elsewhere(
    fault: str,
    seed: int,
    sheet: Path,
    tmp_path: Path,
    undisturbed: tuple[Mapping[str, bytes], float],
    surroundings: Mapping[str, str],
) -> None:
    (expected, seconds), out = undisturbed, tmp_path / "out"
    job = submit(sheet, out, surroundings)
    node = wait_for(lambda: node_of(job))
    time.sleep(_SECONDS_TO_START + random.Random(f"{fault} {seed}").uniform(-0.2, 1) * seconds)
    if fault == "lost node":
        lose(node, job)
    subprocess.run(["scancel", job], check=False)  # of a job that has ended there is nothing to cancel
    if fault == "cancelled job":
        wait_for(lambda: job not in queue(UNFINISHED))
    with nothing_done_twice(out, expected):
        submit(sheet, out, surroundings, "--wait", f"--exclude={node}")
