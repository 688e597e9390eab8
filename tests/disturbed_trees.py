"""The result tree of a disturbed run against that of an undisturbed one."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from workflow_runs import tree


def whole_so_far(out: Path, expected: Mapping[str, bytes]) -> set[str]:
    """The visible files of a disturbed tree. Each is a whole one, or tells of a sample that failed."""
    found = {name: data for name, data in tree(out).items() if not Path(name).name.startswith(".")}
    failed = {
        Path(name).parent.name
        for name, data in found.items()
        if name.endswith(".json") and json.loads(data)["status"] == "failed"
    }
    for name, data in found.items():
        assert Path(name).parent.name in failed or data == expected[name], f"{name} is not whole"
    return {name for name in found if Path(name).parent.name not in failed}


@contextmanager
def nothing_done_twice(out: Path, expected: Mapping[str, bytes]) -> Iterator[None]:
    """What is done so far is whole, stays as it is, and the tree is the expected one in the end."""
    done = {name for name in whole_so_far(out, expected) if name.endswith(".json")}
    before = {name: (out / name).stat().st_mtime_ns for name in done}
    yield
    assert tree(out) == expected
    assert {name: (out / name).stat().st_mtime_ns for name in done} == before, "what was done was done again"
