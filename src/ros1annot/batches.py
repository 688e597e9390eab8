"""Which samples one job of the workflow takes."""

import hashlib
from collections.abc import Sequence
from math import ceil
from typing import Literal

_JOBS = 8
_SMALLEST, _LARGEST = 10, 50


def batches_of(samples: Sequence[str], size: int | Literal["auto"]) -> dict[str, list[str]]:
    """Names of batches, and their samples, in the order of the sheet.

    ``auto`` depends on nothing but the number of samples: a job on a cluster node, which sees other cores
    than the machine that sent it, must come to the same batches. A batch's name holds a digest of its
    samples, so that after a change of the sheet no manifest of before can stand for other samples.
    """
    step = size if isinstance(size, int) else _automatic(len(samples))
    chunks = [list(samples[start : start + step]) for start in range(0, len(samples), step)]
    return {f"{number:04d}-{_digest(chunk)}": chunk for number, chunk in enumerate(chunks, 1)}


def _automatic(samples: int) -> int:
    """Even batches: about eight jobs, but neither tiny ones nor such as run for long."""
    jobs = max(1, min(_JOBS, ceil(samples / _SMALLEST)), ceil(samples / _LARGEST))
    return ceil(samples / jobs)


def _digest(names: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:8]
