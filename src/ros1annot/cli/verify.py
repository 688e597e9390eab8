"""``ros1annot verify``: is a result what was written, and are its inputs and its table what was read."""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ros1annot.digest import sha256_of
from ros1annot.errors import UsageError
from ros1annot.result import Input
from ros1annot.table.load import TableFiles
from ros1annot.write.facts import nested
from ros1annot.write.json import SEAL, document_from_json, read_text, result_from_json, seal_of

_MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was compared, and how it stands: ``ok`` or what is wrong."""

    what: str
    verdict: str

    @property
    def passed(self) -> bool:
        """Whether it is as it was."""
        return self.verdict == "ok"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``verify``."""
    parser.add_argument("result", type=Path, metavar="RESULT.json", help="a result of `annotate`")
    parser.add_argument(
        "--base",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="folder of the sample sheet, to which its paths are relative (default: the current folder)",
    )
    parser.add_argument("--table", type=Path, metavar="FILE", help="resistance table (default: the shipped one)")
    parser.add_argument("--overlay", type=Path, metavar="FILE", help="the laboratory's table laid over it, if any")


def main(args: argparse.Namespace) -> int:
    """Print one line a check; 1 if something is not what it was."""
    for option, file in (("--table", args.table), ("--overlay", args.overlay)):
        if file is not None and not file.is_file():
            raise UsageError(f"{option} {file}: there is no such file; give the resistance table")
    checks = list(_checks(args.result, args.base, args.table, args.overlay))
    for check in checks:
        print(f"{check.verdict}\t{check.what}")
    if args.base == Path() and any(check.verdict == _MISSING for check in checks):
        print("ros1annot: paths are relative to the folder of the sample sheet: name it with --base", file=sys.stderr)
    return 0 if all(check.passed for check in checks) else 1


def _checks(path: Path, base: Path, table: Path | None, overlay: Path | None) -> Iterator[Check]:
    text = read_text(path)
    result = result_from_json(text, path)
    document = document_from_json(text, path)
    provenance = nested(document, "provenance")
    yield Check(f"result {path}", _same(provenance.get(SEAL), seal_of(document), "edited after it was written"))
    recorded = nested(provenance, "table").get("sha256")
    yield Check("resistance table", _same(recorded, TableFiles.beside(table).digest(), "another table"))
    laid_over = nested(provenance, "overlay").get("sha256")
    if laid_over and overlay is None:
        yield Check("overlay", "not given: name it with --overlay")
    elif overlay is not None:
        yield Check("overlay", _same(laid_over, sha256_of(overlay), "another overlay"))
    for item in result.inputs:
        if item.path is not None:
            yield Check(f"{item.kind} {item.path}", _input_verdict(item, base / item.path))


def _same(recorded: object, actual: str, otherwise: str) -> str:
    if not recorded:
        return "no digest recorded"
    return "ok" if recorded == actual else otherwise


def _input_verdict(item: Input, path: Path) -> str:
    if not path.is_file():
        return _MISSING
    return _same(item.sha256, sha256_of(path), "changed")
