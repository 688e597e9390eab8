"""What a result says of its sample, in one place: the keys of ``Result.sample`` are the sheet's columns."""

import hashlib
import json
from collections.abc import Mapping

from ros1annot.model import InputKind, InputState
from ros1annot.result import Result
from ros1annot.write.text import shown


def sample_name(result: Result) -> str:
    """The id of the sample; every result has one."""
    return str(result.sample["name"])


def sample_text(result: Result, key: str) -> str:
    """One value of the sample as text; empty where it is not known."""
    return shown(result.sample.get(key))


def sample_list(result: Result, key: str) -> tuple[str, ...]:
    """One value of the sample that holds several texts."""
    value = result.sample.get(key)
    if isinstance(value, tuple | list):
        return tuple(str(item) for item in value)
    return (str(value),) if value else ()


def nested(mapping: Mapping[str, object], key: str) -> Mapping[str, object]:
    """An inner mapping of an open mapping; empty where there is none."""
    value = mapping.get(key)
    return value if isinstance(value, Mapping) else {}


def made_with(result: Result) -> str:
    """Program, table, overlay and thresholds that made the result, in one line: results that share it compare."""
    table, overlay = nested(result.provenance, "table"), nested(result.provenance, "overlay")
    thresholds = json.dumps(dict(nested(result.provenance, "parameters")), sort_keys=True).encode()
    parts = [
        f"ros1annot {shown(result.provenance.get('version'))}",
        f"table {shown(table.get('name'))} {shown(table.get('version'))} ({shown(table.get('sha256'))[:8]})",
        *([f"overlay ({shown(overlay.get('sha256'))[:8]})"] if overlay else []),
        f"thresholds {hashlib.sha256(thresholds).hexdigest()[:8]}",
    ]
    return ", ".join(parts)


def looked_for(result: Result, *kinds: InputKind) -> bool:
    """Whether a file of one of these kinds was supplied, with calls or without."""
    return any(item.kind in kinds and item.state != InputState.NOT_SUPPLIED for item in result.inputs)


def driver_names(result: Result) -> tuple[str, ...]:
    """The drivers, each once: ``GENE NAME`` for small variants, the bare name for fusions."""
    return tuple(dict.fromkeys(titled(driver.gene, driver.name) for driver in result.drivers))


def titled(gene: str, name: str) -> str:
    """A name with its gene before it, unless the name holds the gene (``CD74::ROS1``)."""
    return name if "::" in name or name.startswith(gene) else f"{gene} {name}"
