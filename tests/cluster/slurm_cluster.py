"""What tests on the real SLURM share: asking the cluster, and taking a node's daemon and jobs away from it."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

CONTROL = Path(__file__).parent / "slurm.sh"
ROOT = Path(os.environ.get("SLURM_ROOT", "/var/lib/ros1annot-slurm"))
UNFINISHED = "PENDING,RUNNING,COMPLETING"
T = TypeVar("T")


def queue(states: str) -> list[str]:
    """The jobs in these states."""
    asked = ["squeue", "--noheader", "--format=%A", f"--states={states}"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()


def wait_for(seen: Callable[[], T]) -> T:
    """What is seen at last; fails where nothing comes."""
    until = time.monotonic() + 120
    while not (value := seen()):
        assert time.monotonic() < until, "it never came"
        time.sleep(0.1)
    return value


def node_of(job: str) -> str:
    """Where a job runs; empty where it does not."""
    asked = ["squeue", "-ho%N", f"-j{job}"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()


def state_of(node: str) -> str:
    asked = ["sinfo", "--noheader", "--Node", f"--nodes={node}", "--format=%T"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()


def lose(node: str, job: str) -> None:
    """End a node's daemon, its job, and what looks after the job, all at once, as a power cut does."""
    daemon = (ROOT / f"slurmd.{node}.pid").read_text()
    for pid in (int(daemon), *_processes_of(job)):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _processes_of(job: str) -> Iterator[int]:
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            within = f"SLURM_JOB_ID={job}\0".encode() in (process / "environ").read_bytes()
            if within or (process / "cmdline").read_bytes().startswith(f"slurmstepd: [{job}.".encode()):
                yield int(process.name)
