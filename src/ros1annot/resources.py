"""Where the shipped data files are: inside the installed package, or at the top of a source checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _shipped(folder: str) -> Path:
    inside = _PACKAGE / folder
    return inside if inside.is_dir() else _PACKAGE.parents[1] / folder


def resource(*parts: str) -> Path:
    """Path of a file below ``resources/``."""
    return _shipped("resources").joinpath(*parts)


def workflow_file(*parts: str) -> Path:
    """Path of a file below ``workflow/``."""
    return _shipped("workflow").joinpath(*parts)


def config_file(*parts: str) -> Path:
    """Path of a file below ``config/`` (the demo cohort and the commented default configuration)."""
    return _shipped("config").joinpath(*parts)
