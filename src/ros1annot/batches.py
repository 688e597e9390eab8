"""Which samples one job of the workflow takes."""

import hashlib
from collections.abc import Mapping, Sequence
from math import ceil
from typing import Literal

USUAL_WORKERS = 4
"""Jobs at one time where their number is not known, as in a job on a node that plans the workflow once more."""

_TURNS = 2
_SMALLEST, _LARGEST = 10, 100


def batches_of(
    samples: Sequence[str], size: int | Literal["auto"], patients: Mapping[str, str] | None = None
) -> dict[str, list[str]]:
    """Names of batches, and their samples, in the order of the sheet.

    Samples of one patient (``patients``: by sample) share a batch, since a later one must know the earlier ones; a
    batch is larger than ``size`` only for that.

    A batch's name holds a digest of its samples, so that after a change of the sheet no manifest of before can stand
    for other samples.
    """
    step = size if isinstance(size, int) else automatic_size(len(samples))
    chunks = _chunks(_together(samples, patients or {}), step)
    return {f"{number:04d}-{_digest(chunk)}": chunk for number, chunk in enumerate(chunks, 1)}


def _together(samples: Sequence[str], patients: Mapping[str, str]) -> list[list[str]]:
    groups: dict[tuple[str, ...], list[str]] = {}
    for sample in samples:
        groups.setdefault((patients[sample],) if sample in patients else ("", sample), []).append(sample)
    return list(groups.values())


def _chunks(groups: Sequence[Sequence[str]], step: int) -> list[list[str]]:
    chunks: list[list[str]] = []
    for group in groups:
        if not chunks or len(chunks[-1]) + len(group) > step:
            chunks.append([])
        chunks[-1] += group
    return chunks


def automatic_size(samples: int, workers: int = USUAL_WORKERS) -> int:
    """Samples that one job takes, of a cohort on which so many jobs work at one time.

    Two even batches a worker, so that one with slow samples does not keep all others waiting; but none of fewer than
    10 samples, which cost less time than the start of their job, and none of more than 100, which would run for long.
    """
    jobs = max(1, min(_TURNS * workers, ceil(samples / _SMALLEST)), ceil(samples / _LARGEST))
    return max(1, ceil(samples / jobs))


def _digest(names: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:8]
