"""Which file of a pipeline's results is which input: the rules of ``resources/layouts/layouts.tsv``."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from ros1annot.model import InputKind
from ros1annot.resources import resource

_PLAIN = "plain"
_PAIR = re.compile(r"(.+)_vs_(.+)")
_TOKENS = {
    "{sample}": "(?P<sample>[^/]+?)",
    "{name}": "(?P<sample>[^/.]+)",
    "{type}": "(?P<type>[TNR])",
    "*": "[^/]*",
}
_TOKEN = re.compile("|".join(map(re.escape, _TOKENS)))


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table.

    Attributes:
        order: its place in the table, which is the preference.
        kind: column of the sheet; ``None`` for files that are known and left out.
        note: why it is left out, or what is to be known of a file that is used.
    """

    order: int
    layout: str
    kind: InputKind | None
    tool: str
    part: str
    paths: tuple[re.Pattern[str], ...]
    note: str


@dataclass(frozen=True, slots=True)
class Find:
    """A file that a rule knows.

    Attributes:
        normal: the matched normal that the pipeline named beside the sample.
        is_normal: the file is one of a normal sample.
    """

    path: PurePosixPath
    rule: Rule
    sample: str
    normal: str | None = None
    is_normal: bool = False


def recognise(paths: Iterable[PurePosixPath]) -> tuple[list[Find], list[PurePosixPath]]:
    """Files that a layout knows, and those that none does. Paths are relative to the folder of results."""
    named, unnamed = _recognised(paths, [rule for rule in rules() if rule.layout != _PLAIN])
    if named:
        return named, unnamed
    return _recognised(unnamed, [rule for rule in rules() if rule.layout == _PLAIN])


@cache
def rules() -> tuple[Rule, ...]:
    """The table, in its order."""
    with resource("layouts", "layouts.tsv").open(encoding="utf-8", newline="") as handle:
        lines = (line for line in handle if not line.startswith("#"))
        return tuple(_rule(order, row) for order, row in enumerate(csv.DictReader(lines, delimiter="\t")))


def _rule(order: int, row: dict[str, str]) -> Rule:
    kind = None if row["column"] == "-" else InputKind(row["column"])
    paths = tuple(_pattern(path) for path in row["path"].split(" | "))
    return Rule(order, row["layout"], kind, row["tool"], row["part"], paths, row["note"])


def _pattern(path: str) -> re.Pattern[str]:
    """A path of the table as a pattern for the end of a path; a name that comes again must be the same."""
    text, end, seen = "(?:.*/)?", 0, set[str]()
    for token in _TOKEN.finditer(path):
        text += re.escape(path[end : token.start()])
        text += f"(?P={token[0].strip('{}')})" if token[0] in seen else _TOKENS[token[0]]
        end = token.end()
        seen |= {token[0]} - {"*"}
    return re.compile(text + re.escape(path[end:]))


def _recognised(paths: Iterable[PurePosixPath], known: Sequence[Rule]) -> tuple[list[Find], list[PurePosixPath]]:
    finds, unknown = [], []
    for path in paths:
        found = next(_matches(path, known), None)
        if found is None:
            unknown.append(path)
        else:
            finds.append(found)
    return finds, unknown


def _matches(path: PurePosixPath, known: Sequence[Rule]) -> Iterator[Find]:
    for rule in known:
        for match in filter(None, (pattern.fullmatch(str(path)) for pattern in rule.paths)):
            groups = match.groupdict()
            pair = _PAIR.fullmatch(groups["sample"]) if rule.layout == "nf-core/sarek" else None
            sample, normal = (pair[1], pair[2]) if pair else (groups["sample"], None)
            yield Find(path, rule, sample, normal, groups.get("type") == "N")
