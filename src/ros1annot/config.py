"""The config file: checked against its schema, and the part of it that the engine reads."""

from pathlib import Path

from ros1annot.errors import UsageError
from ros1annot.parameters import EngineConfig, parameters_from
from ros1annot.resources import workflow_file

OWN_FILES = ("resistance_table", "resistance_overlay", "reference", "transcripts", "therapies")
"""Keys that name a file or folder of the laboratory, relative to the config."""


def read_settings(path: Path) -> dict[str, object]:
    """A YAML config's settings as they stand in it, but the laboratory's files with the config's folder before them.

    Raises:
        UsageError: the file cannot be read as a mapping, breaks the schema, or names a file that is not there.
    """
    import yaml  # only where a config is given
    from jsonschema import Draft202012Validator

    try:
        loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        raise UsageError(f"{path}: the config cannot be read: {' '.join(str(problem).split())}") from problem
    settings = {} if loaded is None else loaded
    if not isinstance(settings, dict):
        raise UsageError(f"{path}: the config is not a mapping; compare config/config.yaml")
    schema = yaml.safe_load(workflow_file("schemas", "config.schema.yaml").read_text(encoding="utf-8"))
    for error in Draft202012Validator(schema).iter_errors({"samples": "given", **settings}):
        where = "".join(f"{key}: " for key in error.path)
        raise UsageError(f"{path}: {where}{error.message}; compare the file that `ros1annot init` writes")
    own = {key: path.parent / str(settings[key]) for key in OWN_FILES if settings.get(key)}
    for key, file in own.items():
        if not file.exists():
            raise UsageError(f"{path}: {key}: {file} does not exist; correct the path, which is relative to the config")
    return {**settings, **{key: str(file) for key, file in own.items()}}


def read_config(path: Path) -> EngineConfig:
    """The engine's part of a config file; what is the workflow's own is checked and left to it.

    Raises:
        UsageError: as for :func:`read_settings`, or a threshold is not of its kind or range.
    """
    settings = read_settings(path)
    section = settings.get("parameters")
    own = {key: Path(str(settings[key])) for key in OWN_FILES if settings.get(key)}
    return EngineConfig(parameters=parameters_from(section if isinstance(section, dict) else {}, str(path)), **own)
