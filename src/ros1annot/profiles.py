"""Snakemake profiles: the shipped ones, or a folder of the user's own."""

import os
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from ros1annot.errors import InputError, UsageError
from ros1annot.resources import workflow_file

CLUSTERS = ("slurm", "lsf", "sge")
_HERE = "local"


@dataclass(frozen=True, slots=True)
class Profile:
    """Where a profile lies, and where it runs jobs.

    Attributes:
        folder: absolute.
        executor: of a cluster; ``None`` for this machine.
        workers: jobs that run at one time, unless the user says another number.
    """

    folder: Path
    executor: str | None
    workers: int


def find_profile(name: str) -> Profile:
    """The shipped profile of that name, or the one in a folder.

    Raises:
        InputError: its ``config.yaml`` cannot be read.
        UsageError: there is none, or the plugin that it needs is not installed.
    """
    file = next((path for path in (profile_file(name), Path(name, "config.yaml")) if path.is_file()), None)
    if file is None:
        known = ", ".join(("default", *CLUSTERS))
        raise UsageError(f"--profile {name}: give one of {known}, or a folder that holds a config.yaml")
    settings = _settings(file)
    executor = str(settings.get("executor") or _HERE)
    if executor == _HERE:
        return Profile(file.parent.resolve(), None, _jobs(settings))
    if find_spec(f"snakemake_executor_plugin_{executor.replace('-', '_')}") is None:
        raise UsageError(
            f"--profile {name}: first install its plugin: pip install snakemake-executor-plugin-{executor}"
        )
    return Profile(file.parent.resolve(), executor, _jobs(settings))


def profile_file(name: str) -> Path:
    """Where a shipped profile of that name is, or would be."""
    return workflow_file("profiles", name, "config.yaml")


def _settings(file: Path) -> dict[str, object]:
    import yaml  # beside snakemake, which takes longer to start

    try:
        settings = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(file, f"cannot be read as YAML ({error}); compare the shipped profiles") from error
    if not isinstance(settings, dict):
        raise InputError(file, "holds no `key: value` lines; compare the shipped profiles")
    return settings


def _jobs(settings: dict[str, object]) -> int:
    jobs = settings.get("jobs")
    return jobs if isinstance(jobs, int) else os.cpu_count() or 1
