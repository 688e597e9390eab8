"""Faults at random moments: a second start finishes, no half file is seen, and the tree is the undisturbed one.

Every fault has a seed. To see one alone: ``pytest tests/test_faults.py -k SEED``. What only a cluster can suffer, a
cancelled job and a lost node, is in ``tests/cluster``.
"""

import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import active_children
from multiprocessing.context import ForkServerContext
from pathlib import Path
from threading import Thread

import pytest

from disturbed_trees import nothing_done_twice
from fault_process import server, start
from ros1annot.batch import Plan, Progress, run_batch
from ros1annot.cli import main
from ros1annot.samples import read_sheet
from workflow_runs import DEMO, environment, tree, write_sheet

FILES = (
    "ros1-l2026m.lofreq.vcf",
    "ros1-d2033n.vardict.vcf",
    "ros1-sdc4.mutect2.vcf",
    "alk-c1156y-l1198f.mutect2.vcf",
)
_TOO_LONG = 60


@dataclass(frozen=True)
class Undisturbed:
    """A run without a fault: what it left, and how long it took, in seconds."""

    sheet: Path
    tree: Mapping[str, bytes]
    seconds: float

    def command(self, out: Path, *options: str) -> list[str]:
        return ["annotate", str(self.sheet), "-o", str(out), "--format", "html,tsv", *options]


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    return server()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, processes: ForkServerContext) -> Undisturbed:
    folder = tmp_path_factory.mktemp("cohort")
    run = Undisturbed(write_sheet(folder, {f"s{number}": DEMO / name for number, name in enumerate(FILES)}), {}, 0)
    for out in (folder / "first", folder / "again"):  # the first one also starts the server
        began = time.monotonic()
        process = start(processes, run.command(out))
        process.join(_TOO_LONG)
        assert process.exitcode == 0
    return Undisturbed(run.sheet, tree(folder / "again"), time.monotonic() - began)


def descendants(pid: int) -> Iterator[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    for child in map(int, children.read_text().split() if children.exists() else ()):
        yield child
        yield from descendants(child)


def kill(*pids: int) -> None:
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


@pytest.mark.parametrize("seed", range(18))
def test_a_killed_process_loses_and_repeats_nothing(
    seed: int, tmp_path: Path, undisturbed: Undisturbed, processes: ForkServerContext
) -> None:
    process = start(processes, undisturbed.command(tmp_path))
    time.sleep(random.Random(f"main {seed}").uniform(0, 1) * undisturbed.seconds)
    kill(process.pid or 0)
    process.join(_TOO_LONG)
    with nothing_done_twice(tmp_path, undisturbed.tree):
        assert main(undisturbed.command(tmp_path)) == 0


@pytest.mark.parametrize("seed", range(4))
def test_a_killed_worker_fails_samples_and_the_next_start_makes_them(
    seed: int, tmp_path: Path, undisturbed: Undisturbed, processes: ForkServerContext
) -> None:
    rng = random.Random(f"worker {seed}")
    process = start(processes, undisturbed.command(tmp_path, "--jobs", "2"))
    until = time.monotonic() + _TOO_LONG
    while process.is_alive() and not any(tmp_path.glob("*")) and time.monotonic() < until:
        time.sleep(0.01)  # the workers start, and load what they share
    time.sleep(rng.uniform(0, 1) * undisturbed.seconds)
    below = list(descendants(process.pid or 0))
    kill(*([rng.choice(below)] if below else []))
    process.join(_TOO_LONG)
    assert process.exitcode in (0, 1)
    with nothing_done_twice(tmp_path, undisturbed.tree):
        assert main(undisturbed.command(tmp_path)) == 0


class StopsWorkers(io.StringIO):
    """A stream that stops all workers once it is told of the last sample: they cannot take their leave."""

    def write(self, text: str) -> int:
        if text.startswith("[4/4]"):
            for worker in active_children():
                os.kill(worker.pid or 0, signal.SIGSTOP)
        return super().write(text)


def test_a_worker_that_does_not_end_is_not_waited_for_for_ever(tmp_path: Path, undisturbed: Undisturbed) -> None:
    samples = read_sheet(undisturbed.sheet)
    done: list[str] = []

    def run() -> None:
        plan = Plan(tmp_path, jobs=2)
        done.extend(outcome.state for outcome in run_batch(samples, plan, Progress(StopsWorkers(), len(samples))))

    batch = Thread(target=run, daemon=True)
    batch.start()
    batch.join(_TOO_LONG)
    assert done == ["done"] * len(samples)


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[None]:
    """A file system of its own at the folder, which soon is full."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a file system can be mounted by root only, and not in every container")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.parametrize("seed", range(8))
def test_a_full_disk_fails_samples_and_the_next_start_makes_them(
    seed: int, tmp_path: Path, undisturbed: Undisturbed, capsys: pytest.CaptureFixture[str]
) -> None:
    needed = sum(map(len, undisturbed.tree.values())) // 1024
    with small_disk(tmp_path, random.Random(f"disk {seed}").randint(needed // 8, needed * 3 // 4)):
        assert main(undisturbed.command(tmp_path)) == 1
        told = capsys.readouterr().err
        assert "No space left on device" in told
        assert "defect" not in told
        assert not list(tmp_path.rglob("*.part"))
        subprocess.run(["mount", "-o", f"remount,size={4 * needed}k", str(tmp_path)], check=True)
        with nothing_done_twice(tmp_path, undisturbed.tree):
            assert main(undisturbed.command(tmp_path)) == 0


def test_a_result_that_is_out_of_date_does_not_outlive_a_full_disk(tmp_path: Path, undisturbed: Undisturbed) -> None:
    """What an earlier run said must not stand for a sample that failed, also where its failure cannot be written."""
    with small_disk(tmp_path, 4096):
        assert main(undisturbed.command(tmp_path)) == 0
        used = sum(path.stat().st_blocks for path in tmp_path.rglob("*")) // 2
        subprocess.run(["mount", "-o", f"remount,size={used}k", str(tmp_path)], check=True)
        assert main(undisturbed.command(tmp_path, "--force")) == 1
        result = tmp_path / "s0" / "s0.json"
        assert not result.is_file() or json.loads(result.read_text())["status"] == "failed"


@pytest.mark.parametrize("seed", range(2))
def test_a_killed_workflow_goes_on_where_it_was(
    seed: int, tmp_path: Path, undisturbed: Undisturbed, tmp_path_factory: pytest.TempPathFactory
) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("batch_size: 2\n")
    out, surroundings = tmp_path / "out", environment(tmp_path_factory.mktemp("bin"))
    command = [sys.executable, "-m", "ros1annot", "run", str(undisturbed.sheet), "-o", str(out)]
    command += ["--cores", "2", "--config", str(config)]
    expected = tmp_path / "expected"
    main(undisturbed.command(expected))
    for page in ("patient", "cohort"):
        main([page, "--sheet", str(undisturbed.sheet), "-o", str(expected)])

    process = subprocess.Popen(
        command, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    until = time.monotonic() + _TOO_LONG
    while process.poll() is None and not list(out.glob("s*")) and time.monotonic() < until:
        time.sleep(0.02)
    time.sleep(random.Random(f"run {seed}").uniform(0, 2) * undisturbed.seconds)
    kill(process.pid, *descendants(process.pid))
    process.wait(_TOO_LONG)
    with nothing_done_twice(out, tree(expected)):
        again = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False, timeout=120)
        assert again.returncode == 0, again.stderr
