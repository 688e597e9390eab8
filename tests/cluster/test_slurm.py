"""The workflow on a real SLURM: its profile, a bad sample, cancelled jobs, a lost main process, a lost node."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from slurm_cluster import UNFINISHED, lose, node_of, queue, state_of, wait_for

from ros1annot.cli import main
from workflow_runs import GOOD, REPOSITORY, statuses, tree, write_sheet

pytestmark = pytest.mark.cluster
_LONGEST = 240


def slurm_run(sheet: Path, out: Path, surroundings: Mapping[str, str], *options: str) -> subprocess.Popen[str]:
    config = sheet.with_name("config.yaml")
    config.write_text("batch_size: 2\n")
    profile = ("--profile", "slurm", "--config", str(config))
    # A toy job ends at once, so the plugin may ask sooner than on a cluster that others use, too.
    hurry = ("--snakemake", "--slurm-init-seconds-before-status-checks", "2", *options)
    command = [sys.executable, "-m", "ros1annot", "run", str(sheet), "-o", str(out), *profile, *hurry]
    with sheet.with_name("run.log").open("a") as log:
        return subprocess.Popen(command, env=surroundings, stdout=log, stderr=log, text=True, start_new_session=True)


def end_of(process: subprocess.Popen[str], log: Path) -> tuple[int, str]:
    try:
        return process.wait(_LONGEST), log.read_text()
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise


def undisturbed(sheet: Path, out: Path) -> dict[str, bytes]:
    main(["annotate", str(sheet), "-o", str(out), "--format", "html,tsv"])
    for page in ("patient", "cohort"):
        main([page, "--sheet", str(sheet), "-o", str(out)])
    return tree(out)


@pytest.mark.usefixtures("cluster")
def test_a_cohort_on_a_cluster_is_the_same_as_without_one_and_a_bad_sample_is_mended_alone(
    tmp_path: Path, surroundings: Mapping[str, str]
) -> None:
    sheet, out, log = tmp_path / "samples.tsv", tmp_path / "out", tmp_path / "run.log"
    write_sheet(tmp_path, {"a": GOOD, "b": "not-there.vcf", "c": GOOD})
    code, told = end_of(slurm_run(sheet, out, surroundings, "--retries", "0"), log)
    assert code == 1, told
    assert statuses(out) == {"a": "ok", "b": "failed", "c": "ok"}
    assert len(queue("COMPLETED")) == 1
    assert len(queue("FAILED")) == 1

    write_sheet(tmp_path, {"a": GOOD, "b": GOOD, "c": GOOD})
    before = len(queue("COMPLETED"))
    code, told = end_of(slurm_run(sheet, out, surroundings), log)
    assert code == 0, told
    assert len(queue("COMPLETED")) > before
    assert tree(out) == undisturbed(sheet, tmp_path / "alone")


@pytest.mark.usefixtures("cluster")
def test_cancelled_jobs_and_a_lost_main_process_lose_nothing(tmp_path: Path, surroundings: Mapping[str, str]) -> None:
    names = [path.name for path in sorted((REPOSITORY / "resources" / "demo").glob("*.vcf.gz"))][:4]
    sheet = write_sheet(tmp_path, {f"s{number}": name for number, name in enumerate(names)})
    out, log = tmp_path / "out", tmp_path / "run.log"

    lost = slurm_run(sheet, out, surroundings)
    wait_for(lambda: queue("RUNNING"))
    os.killpg(lost.pid, signal.SIGKILL)
    lost.wait()
    wait_for(lambda: not queue(UNFINISHED))

    shutil.rmtree(out / ".workflow" / "manifests", ignore_errors=True)  # or nothing is left to cancel
    second = slurm_run(sheet, out, surroundings)
    job = wait_for(lambda: queue("RUNNING"))[0]
    subprocess.run(["scancel", job], check=True)
    code, told = end_of(second, log)
    assert code == 0, told
    assert job in queue("CANCELLED")
    assert tree(out) == undisturbed(sheet, tmp_path / "alone")


@pytest.mark.usefixtures("cluster")
def test_a_lost_node_loses_nothing(tmp_path: Path, surroundings: Mapping[str, str]) -> None:
    """The node's daemon and all that ran on it end at once, and with it the workflow; the other node finishes."""
    sheet = write_sheet(tmp_path, {"a": GOOD, "b": GOOD, "c": GOOD})
    out, log = tmp_path / "out", tmp_path / "run.log"
    first = slurm_run(sheet, out, surroundings)
    job = wait_for(lambda: queue("RUNNING"))[0]
    node = node_of(job)
    lose(node, job)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    wait_for(lambda: state_of(node).startswith("down"))
    subprocess.run(["scancel", *queue(UNFINISHED)], check=False)  # the cluster would do them again

    code, told = end_of(slurm_run(sheet, out, surroundings), log)
    assert code == 0, told
    assert state_of(node).startswith("down")
    assert tree(out) == undisturbed(sheet, tmp_path / "alone")
