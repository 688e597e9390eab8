"""Which samples one job of the workflow takes."""

import hashlib
from collections.abc import Sequence
from typing import Literal

_JOBS = 8
_SMALLEST, _LARGEST = 10, 50


def batches_of(samples: Sequence[str], size: int | Literal["auto"]) -> dict[str, list[str]]:
    """Names of batches, and their samples, in the order of the sheet.

    ``auto`` depends on nothing but the number of samples: a job on a cluster node, which sees other cores
    than the machine that sent it, must come to the same batches. A batch's name holds a digest of its
    samples, so that after a change of the sheet no manifest of before can stand for other samples.
    """
    count = size if isinstance(size, int) else min(_LARGEST, max(_SMALLEST, -(-len(samples) // _JOBS)))
    chunks = [list(samples[start : start + count]) for start in range(0, len(samples), count)]
    return {f"{number:04d}-{_digest(chunk)}": chunk for number, chunk in enumerate(chunks, 1)}


def _digest(names: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:8]
