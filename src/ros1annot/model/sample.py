"""A sample as the sheet describes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Assembly(StrEnum):
    """A human reference assembly."""

    GRCH37 = "GRCh37"
    GRCH38 = "GRCh38"


class Specimen(StrEnum):
    """Where the nucleic acid came from."""

    TISSUE = "tissue"
    CTDNA = "ctDNA"


class InputKind(StrEnum):
    """The input columns of the sample sheet."""

    VCF = "vcf"
    SV = "sv"
    FUSIONS = "fusions"
    COPY_NUMBER = "copy_number"
    ALIGNMENTS = "alignments"
    DEPTH = "depth"


class InputState(StrEnum):
    """Three different things that "nothing found" can mean."""

    NOT_SUPPLIED = "not_supplied"
    EMPTY = "empty"
    CALLS = "calls"


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file of a sample.

    Attributes:
        path: where it is.
        shown_as: the path as the sheet wrote it; results show this, so that they do not depend on the machine.
        caller: the caller that the sheet forces (``arriba:calls.tsv``), else ``None``: read it from the header.
    """

    kind: InputKind
    path: Path
    shown_as: str
    caller: str | None = None


@dataclass(frozen=True, slots=True)
class EarlierSample:
    """What an earlier sample of the same patient makes known to a later one.

    Attributes:
        collected: ISO date.
        failed: it has no result, so that nothing is known from it.
        drivers: its drivers, written as in the sheet's column ``driver``.
        alterations: its other counted alterations that meet a row of the table, as ``GENE NAME``.
    """

    name: str
    collected: str
    specimen: Specimen | None = None
    failed: bool = False
    drivers: tuple[str, ...] = ()
    alterations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """One row of the sample sheet, with what earlier samples of its patient make known."""

    name: str
    patient: str | None = None
    specimen: Specimen | None = None
    site: str | None = None
    collected: str | None = None
    disease: str = "NSCLC"
    assembly: Assembly | None = None
    inputs: tuple[InputFile, ...] = ()
    tumour_sample: str | None = None
    drivers: tuple[str, ...] = ()
    current_therapy: tuple[str, ...] = ()
    prior_therapies: tuple[str, ...] = ()
    tumour_fraction: float | None = None
    extra: Mapping[str, str] = field(default_factory=dict)
    earlier: tuple[EarlierSample, ...] = ()

    def files(self, kind: InputKind) -> tuple[InputFile, ...]:
        """The files of one input column, in the order of the sheet."""
        return tuple(f for f in self.inputs if f.kind is kind)
