"""What was read of one sample: the link between reading and interpretation."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ros1annot.digest import FileDigest
from ros1annot.model import CodonReads, DepthAt, Event, Haplotypes
from ros1annot.result import Input


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a result depends on.

    Attributes:
        value: digest over the sheet's row, what was read, and the shared knowledge.
        reading: digest over what reading depends on alone: the files, how they are read, and what is looked for.
        files: each input file, as it was when its digest was taken.
    """

    value: str
    reading: str
    files: Mapping[Path, FileDigest]


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


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a sample, kept beside its result: another table or threshold judges it without its files.

    Attributes:
        fingerprint: :attr:`Fingerprint.reading` of when it was read.
        files: digest of each input file, by its path in the sheet.
    """

    fingerprint: str
    inputs: Inputs
    files: Mapping[str, FileDigest]
