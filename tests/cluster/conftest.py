"""The mark of tests that need a cluster, to choose them with `pytest -m cluster`."""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "cluster: needs a SLURM cluster, which it starts on this machine")
