from pathlib import Path

import pytest

from ros1annot.errors import Ros1annotError
from ros1annot.profiles import CLUSTERS, find_profile


@pytest.mark.parametrize("name", CLUSTERS)
def test_a_cluster_s_profile_says_its_executor_and_its_jobs(name: str) -> None:
    profile = find_profile(name)
    assert (profile.executor, profile.workers) == (name, 100)


@pytest.mark.parametrize("settings", ["", "executor: local\n", "cores: all\n"])
def test_a_profile_without_a_cluster_runs_here(settings: str, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(settings)
    assert find_profile(str(tmp_path)).executor is None


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("executor: cluster-of-mine\n", "pip install snakemake-executor-plugin-cluster-of-mine"),
        ("executor: [\n", "cannot be read as YAML"),
        ("- slurm\n", "holds no `key: value` lines"),
    ],
)
def test_a_profile_that_cannot_be_used_is_told(settings: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(settings)
    with pytest.raises(Ros1annotError, match=told):
        find_profile(str(tmp_path))


def test_a_profile_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(Ros1annotError, match="give one of default, slurm, lsf, sge, or a folder"):
        find_profile(str(tmp_path))
