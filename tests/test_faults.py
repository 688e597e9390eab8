"""Faults at random moments: a second start finishes, no half file is seen, the results are the undisturbed ones.

Every fault has a seed. To see one alone: ``pytest tests/test_faults.py -k SEED``.
"""

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from workflow_runs import DEMO, environment, tree, write_sheet

FILES = (
    "ros1-l2026m.lofreq.vcf",
    "ros1-d2033n.vardict.vcf",
    "ros1-sdc4.mutect2.vcf",
    "alk-c1156y-l1198f.mutect2.vcf",
)
_TOO_LONG = 60


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    return environment(tmp_path_factory.mktemp("bin"))


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cohort")
    return write_sheet(folder, {f"s{number}": DEMO / name for number, name in enumerate(FILES)})


@pytest.fixture(scope="module")
def undisturbed(
    sheet: Path, tmp_path_factory: pytest.TempPathFactory, surroundings: Mapping[str, str]
) -> tuple[dict[str, bytes], float]:
    """The results of a run without a fault, and how long it took."""
    out = tmp_path_factory.mktemp("undisturbed")
    began = time.monotonic()
    assert finish(annotate(sheet, out), surroundings).returncode == 0
    return samples_of(out), time.monotonic() - began


def samples_of(out: Path) -> dict[str, bytes]:
    """The result tree without the cohort's page, which the engine alone does not make."""
    return {name: data for name, data in tree(out).items() if not name.startswith("cohort/")}


def annotate(sheet: Path, out: Path) -> list[str]:
    engine = [sys.executable, "-m", "ros1annot", "annotate", str(sheet), "-o", str(out)]
    return [*engine, "--jobs", "2", "--format", "html,tsv"]


def start(command: Sequence[str], surroundings: Mapping[str, str]) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, env=surroundings, stdout=quiet, stderr=quiet, start_new_session=True)


def finish(command: Sequence[str], surroundings: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False, timeout=_TOO_LONG)


def descendants(pid: int) -> Iterator[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    for child in map(int, children.read_text().split() if children.exists() else ()):
        yield child
        yield from descendants(child)


def strike(process: subprocess.Popen[bytes], fault: str, rng: random.Random) -> None:
    """Kill a worker, or the main process and then what it leaves behind."""
    below = list(descendants(process.pid))
    victims = [rng.choice(below)] if fault == "worker" and below else [process.pid, *below]
    for pid in victims:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    process.wait(_TOO_LONG)


def whole_so_far(out: Path, expected: Mapping[str, bytes]) -> set[str]:
    """The files of a disturbed folder. Each is a whole one, or is hidden, or tells of a sample that failed."""
    found = {name: data for name, data in samples_of(out).items() if not Path(name).name.startswith(".")}
    failed = {
        Path(name).parent.name
        for name, data in found.items()
        if name.endswith(".json") and json.loads(data)["status"] == "failed"
    }
    for name, data in found.items():
        assert Path(name).parent.name in failed or data == expected[name], f"{name} is not whole"
    return {name for name in found if Path(name).parent.name not in failed}


def goes_on_to_the_end(command: list[str], out: Path, undisturbed: Mapping[str, bytes], env: Mapping[str, str]) -> None:
    kept = whole_so_far(out, undisturbed)
    done = {name for name in kept if name.endswith(".json")}
    before = {name: (out / name).stat().st_mtime_ns for name in done}
    again = finish(command, env)
    assert again.returncode == 0, again.stderr
    shown = {name: data for name, data in samples_of(out).items() if not Path(name).name.startswith(".")}
    assert shown == undisturbed
    assert {name: (out / name).stat().st_mtime_ns for name in done} == before, "what was done was done again"


@pytest.mark.parametrize("fault", ["worker", "main"])
@pytest.mark.parametrize("seed", range(12))
def test_a_killed_process_loses_and_repeats_nothing(
    seed: int,
    fault: str,
    sheet: Path,
    tmp_path: Path,
    undisturbed: tuple[dict[str, bytes], float],
    surroundings: Mapping[str, str],
) -> None:
    expected, usual = undisturbed
    rng = random.Random(f"{fault} {seed}")
    process = start(annotate(sheet, tmp_path), surroundings)
    time.sleep(rng.uniform(0.2, 1.0) * usual)
    strike(process, fault, rng)
    goes_on_to_the_end(annotate(sheet, tmp_path), tmp_path, expected, surroundings)


@pytest.mark.parametrize("seed", range(5))
def test_a_full_disk_fails_samples_and_the_next_start_makes_them(
    seed: int,
    sheet: Path,
    tmp_path: Path,
    undisturbed: tuple[dict[str, bytes], float],
    surroundings: Mapping[str, str],
) -> None:
    """The limit on a file's size stands for the disk: a write ends in its middle, with an error."""
    expected, _ = undisturbed
    sizes = sorted(len(data) for data in expected.values())
    limit = random.Random(seed).randint(sizes[0] // 2, sizes[-1] - 1)
    limited = subprocess.run(
        annotate(sheet, tmp_path),
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
        timeout=_TOO_LONG,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert limited.returncode == 1, limited.stderr
    assert "Traceback" not in limited.stderr
    goes_on_to_the_end(annotate(sheet, tmp_path), tmp_path, expected, surroundings)


@pytest.mark.parametrize("seed", range(2))
def test_a_killed_workflow_goes_on_where_it_was(
    seed: int,
    sheet: Path,
    tmp_path: Path,
    undisturbed: tuple[dict[str, bytes], float],
    surroundings: Mapping[str, str],
) -> None:
    expected, usual = undisturbed
    rng = random.Random(f"run {seed}")
    config = tmp_path / "config.yaml"
    config.write_text("batch_size: 2\n")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "ros1annot", "run", str(sheet), "-o", str(out)]
    command += ["--cores", "2", "--config", str(config)]
    process = start(command, surroundings)
    time.sleep(2 + rng.uniform(0, 2) * usual)
    strike(process, "main", rng)
    goes_on_to_the_end(command, out, expected, surroundings)
