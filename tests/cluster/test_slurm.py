"""The workflow on a real SLURM: two nodes on this machine, started for the test and stopped behind it.

Runs as root where Debian's `slurm-wlm` and `munge` are installed, together with the package's extra `slurm`. With
ROS1ANNOT_SLURM=1 missing Debian packages are installed, and nothing is skipped.
"""

import fcntl
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import pytest

from ros1annot.cli import main
from workflow_runs import GOOD, REPOSITORY, environment, statuses, tree, write_sheet

pytestmark = pytest.mark.cluster
CONTROL = Path(__file__).parent / "slurm.sh"
ROOT = Path(os.environ.get("SLURM_ROOT", "/var/lib/ros1annot-slurm"))
WANTED = os.environ.get("ROS1ANNOT_SLURM") == "1"
_FOREIGN = 3
_SITE = "/usr/sbin:/sbin"
_LONGEST = 240
T = TypeVar("T")


def _why_not() -> str | None:
    if os.geteuid() != 0:
        return "a SLURM for the test needs root"
    if not all(shutil.which(name, path=f"{os.environ['PATH']}:{_SITE}") for name in ("munged", "slurmctld", "slurmd")):
        return "SLURM is not installed (Debian: slurm-wlm, munge), and ROS1ANNOT_SLURM=1 is not set"
    if importlib.util.find_spec("snakemake_executor_plugin_slurm") is None:
        return "snakemake's SLURM plugin is not installed (pip install 'ros1annot[slurm]')"
    return None


@pytest.fixture
def cluster() -> Iterator[None]:
    """One test at a time has the cluster, also among the processes of a parallel run."""
    if not WANTED and (reason := _why_not()):
        pytest.skip(reason)
    with (Path(tempfile.gettempdir()) / "ros1annot-slurm.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        install = ["--install"] if WANTED else []
        started = subprocess.run([CONTROL, "start", *install], capture_output=True, text=True, check=False)
        if started.returncode == _FOREIGN:
            pytest.skip("this machine belongs to another SLURM cluster, which is not touched")
        assert started.returncode == 0, started.stderr
        try:
            yield
        finally:
            subprocess.run([CONTROL, "stop"], check=True)


@pytest.fixture
def surroundings(tmp_path: Path) -> Mapping[str, str]:
    folder = tmp_path / "bin"
    folder.mkdir()
    return environment(folder)


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


def queue(states: str) -> list[str]:
    asked = ["squeue", "--noheader", "--format=%A", f"--states={states}"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()


def wait_for(seen: Callable[[], T]) -> T:
    """What is seen at last; fails where nothing comes."""
    until = time.monotonic() + 120
    while not (value := seen()):
        assert time.monotonic() < until, "it never came"
        time.sleep(0.2)
    return value


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
    wait_for(lambda: not queue("PENDING,RUNNING,COMPLETING"))

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
    node = subprocess.run(["squeue", "-ho%N", f"-j{job}"], capture_output=True, text=True, check=True).stdout.strip()
    lost = (ROOT / f"slurmd.{node}.pid").read_text()
    for pid in (lost, *processes_of(job)):
        with suppress(ProcessLookupError):
            os.kill(int(pid), signal.SIGKILL)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    wait_for(lambda: state_of(node).startswith("down"))
    subprocess.run(["scancel", *queue("PENDING,RUNNING,COMPLETING")], check=False)  # the cluster would do them again

    code, told = end_of(slurm_run(sheet, out, surroundings), log)
    assert code == 0, told
    assert state_of(node).startswith("down")
    assert tree(out) == undisturbed(sheet, tmp_path / "alone")


def state_of(node: str) -> str:
    asked = ["sinfo", "--noheader", "--Node", f"--nodes={node}", "--format=%T"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()


def processes_of(job: str) -> Iterator[int]:
    """What runs of a job, and what SLURM started to look after it."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            within = f"SLURM_JOB_ID={job}\0".encode() in (process / "environ").read_bytes()
            if within or (process / "cmdline").read_bytes().startswith(f"slurmstepd: [{job}.".encode()):
                yield int(process.name)
