"""What tells the workflow that a batch is done: its manifest, and whether that still holds."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from ros1annot.write.files import sample_file


def drop_outdated(manifests: Path, out: Path, formats: Sequence[str]) -> None:
    """Remove the manifest of each batch of which a result below ``out`` is missing, or was written since.

    The batch is then looked at again; the engine tells which of its samples have to be made anew.
    """
    for path in manifests.glob("*.json"):
        if not _holds(path, out, formats):
            path.unlink(missing_ok=True)


def _holds(path: Path, out: Path, formats: Sequence[str]) -> bool:
    try:
        samples = [outcome["sample"] for outcome in json.loads(path.read_bytes())]
        files = (sample_file(out, sample, kind) for sample in samples for kind in {"json", *formats})
        return _newest(files) <= path.stat().st_mtime_ns
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _newest(files: Iterable[Path]) -> int:
    return max((file.stat().st_mtime_ns for file in files), default=0)


def stamps(files: Iterable[Path]) -> list[tuple[str, int, int]]:
    """Path, size and time of change of files: an older copy in a file's place changes them, too."""
    seen = ((file, file.stat()) for file in files if file.is_file())
    return [(str(file), stat.st_size, stat.st_mtime_ns) for file, stat in seen]
