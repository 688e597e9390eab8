"""The result JSON: the fields of :mod:`ros1annot.result` under their own names, and back."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, cast

from ros1annot.errors import InputError
from ros1annot.result import SCHEMA_VERSION, Result
from ros1annot.write.decode import MismatchError, decode, json_key
from ros1annot.write.files import atomic_write, is_file_name, sample_file

SEAL = "result_sha256"
_AGAIN = "write it anew with `ros1annot annotate`"
_GIVE = "give a result written by ros1annot"


def result_to_json(result: Result) -> str:
    """The JSON text: keys in the order of the dataclasses, open mappings sorted; equal results, equal bytes.

    Raises:
        ValueError: a number is not finite, which no result may hold.
    """
    return json.dumps(plain(result), ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def result_from_json(text: str, path: Path | str) -> Result:
    """The result that a JSON text holds.

    Args:
        text: what :func:`result_to_json` wrote, or another writer of the same schema.
        path: where the text comes from, for messages.

    Raises:
        InputError: the text is no result, or one of another schema version, or contradicts itself.
    """
    document = document_from_json(text, path)
    try:
        result = decode(document, Result)
        _check_references(result)
    except MismatchError as mismatch:
        raise InputError(path, f"is not a whole result: {mismatch}; {_AGAIN}") from None
    if not is_file_name(str(result.sample.get("name", ""))):
        raise InputError(path, f"sample.name is missing or cannot name a file; {_AGAIN}")
    return result


def document_from_json(text: str, path: Path | str) -> Mapping[str, object]:
    """The bare JSON object of a result of a schema version that can be read.

    Raises:
        InputError: the text is not JSON, not a result, or one of another schema version.
    """
    try:
        document = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise InputError(path, f"is not valid JSON ({error}); {_GIVE}") from error
    version = document.get("schema_version") if isinstance(document, dict) else None
    if not isinstance(document, dict) or not isinstance(version, str):
        raise InputError(path, f"is not a ros1annot result (no schema_version); {_GIVE}")
    if version.split(".")[0] != SCHEMA_VERSION.split(".")[0]:
        problem = f"has schema version {version}, and this program reads {SCHEMA_VERSION}"
        raise InputError(path, f"{problem}; {_AGAIN}")
    return document


def read_result(path: Path) -> Result:
    """Read one result file.

    Raises:
        InputError: the file cannot be read, or is not a result.
    """
    return result_from_json(read_text(path), path)


def read_text(path: Path) -> str:
    """The text of a result file.

    Raises:
        InputError: the file is missing, not readable, or not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(path, f"cannot be read ({error.strerror}); {_GIVE}") from error
    except UnicodeDecodeError as error:
        raise InputError(path, f"is not UTF-8 text; {_GIVE}") from error


def write_result(result: Result, out: Path) -> Path:
    """Seal a result, write it to ``OUT/<sample>/<sample>.json``, and return that path."""
    path = sample_file(out, str(result.sample["name"]), "json")
    atomic_write(path, result_to_json(sealed(result)))
    return path


def sealed(result: Result) -> Result:
    """The result with its own digest in ``provenance.result_sha256``, so that a later edit can be told."""
    document = cast("Mapping[str, object]", plain(result))
    return replace(result, provenance={**result.provenance, SEAL: seal_of(document)})


def seal_of(document: Mapping[str, object]) -> str:
    """SHA-256 over a result's canonical JSON (sorted keys, no spaces, UTF-8) without its seal."""
    provenance = document.get("provenance")
    rest = {k: v for k, v in provenance.items() if k != SEAL} if isinstance(provenance, Mapping) else None
    unsealed = {**document, "provenance": rest}
    canonical = json.dumps(unsealed, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def plain(value: object) -> object:
    """What :func:`json.dumps` takes of dataclasses, tuples and mappings; keys that are no texts go in pairs."""
    if value is None or isinstance(value, str | int | float):
        return value
    if is_dataclass(value):
        return {key: plain(getattr(value, name)) for key, name in _keys(cast("Any", type(value)))}
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            return [[plain(key), plain(item)] for key, item in value.items()]
        return {key: plain(value[key]) for key in sorted(value)}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value


@cache
def _keys(kind: Any) -> tuple[tuple[str, str], ...]:
    """The JSON key and the name of each field of a dataclass."""
    return tuple((json_key(field), field.name) for field in fields(kind))


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is not a JSON number")


def _check_references(result: Result) -> None:
    known = {alteration.id for alteration in result.alterations}
    named = {i for finding in result.findings for i in finding.alteration_ids}
    named |= {i for flag in result.flags for i in flag.alteration_ids}
    named |= {i for phase in result.phases for i in phase.alteration_ids}
    named |= {driver.alteration_id for driver in result.drivers if driver.alteration_id is not None}
    if missing := sorted(named - known):
        raise MismatchError(f"{missing[0]!r} is referred to and not there", "alterations")
    last = len(result.findings) - 1
    for place, drug in enumerate(result.drugs):
        if any(not 0 <= index <= last for index in drug.because):
            raise MismatchError("refers to a finding that is not there", f"drugs[{place}].because")
