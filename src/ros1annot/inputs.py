"""What was read of one sample: the link between reading and interpretation."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ros1annot.model import CodonReads, DepthAt, Event, Haplotypes
from ros1annot.result import Input


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a result depends on.

    Attributes:
        value: digest over the sheet's row, the input files, and the shared knowledge.
        files: digest of each input file.
    """

    value: str
    files: Mapping[Path, str]


@dataclass(frozen=True, slots=True)
class Inputs:
    """What was read for a sample.

    Attributes:
        events: named and sorted.
        depths: depth at the hotspots by gene and residue; ``None`` where no depth was supplied.
        codons: what alignments show at the hotspots; empty without alignments.
        haplotypes: what alignments show of pairs of small variants that fragments span.
    """

    seen: tuple[Input, ...]
    events: tuple[Event, ...]
    depths: Mapping[tuple[str, int], DepthAt] | None
    codons: tuple[CodonReads, ...] = ()
    haplotypes: tuple[Haplotypes, ...] = ()
