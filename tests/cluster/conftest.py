"""A real SLURM for the tests, and the mark of those that need it: choose them with `pytest -m cluster`.

Two nodes on this machine, started for a test and stopped behind it. Runs as root where Debian's `slurm-wlm` and `munge`
are installed, together with the package's extra `slurm`. With ROS1ANNOT_SLURM=1 missing Debian packages are installed,
and nothing is skipped.
"""

import fcntl
import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from slurm_cluster import CONTROL

from workflow_runs import environment

WANTED = os.environ.get("ROS1ANNOT_SLURM") == "1"
_FOREIGN = 3
_SITE = "/usr/sbin:/sbin"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "cluster: needs a SLURM cluster, which it starts on this machine")


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
