"""What every test may use."""

from pathlib import Path

import pytest

from ros1annot.annotate.transcripts import Genome

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real callers' files beside the checkout; the suite is complete without it."""
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder of real files (../shared) is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def genome() -> Genome:
    """The shipped genes of both assemblies."""
    return Genome.load()
