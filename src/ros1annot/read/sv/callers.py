"""The structural-variant callers: how each counts the reads behind an adjacency.

To add one, add it to :data:`CALLERS`. ``##source`` or a field that only this caller defines tells it from the others.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ros1annot.errors import UsageError
from ros1annot.read.callers.fields import wholes
from ros1annot.read.header import VcfHeader
from ros1annot.read.record import VcfRecord


@dataclass(frozen=True, slots=True)
class SvSupport:
    """Reads behind one adjacency; ``None`` where the record does not say."""

    split_reads: int | None = None
    discordant_pairs: int | None = None

    @property
    def is_none_seen(self) -> bool:
        """Whether the caller counted, and counted nothing."""
        counts = [count for count in (self.split_reads, self.discordant_pairs) if count is not None]
        return bool(counts) and not any(counts)


ReadSupport: TypeAlias = Callable[[VcfRecord], SvSupport]


@dataclass(frozen=True, slots=True)
class SvCaller:
    """One caller.

    Attributes:
        name: as a sheet may force it.
        header: what a ``##`` line of its files begins with.
        trust_brackets: whether its breakends are written as the VCF specification says.
    """

    name: str
    header: re.Pattern[str]
    support: ReadSupport
    trust_brackets: bool = True


def _first(values: Mapping[str, str], *keys: str) -> int | None:
    """First number of the first key that has one."""
    found = (count for key in keys for count in wholes(values, key)[:1] if count is not None)
    return next(found, None)


def _last(values: Mapping[str, str], key: str) -> int | None:
    return next((count for count in wholes(values, key)[-1:] if count is not None), None)


def _largest(record: VcfRecord, *keys: str) -> int | None:
    """The larger of counts that may hold the same reads twice (directly, and through an assembly)."""
    values = record.sample if any(key in record.sample for key in keys) else record.info
    return max((count for key in keys if (count := _first(values, key)) is not None), default=None)


def _manta(record: VcfRecord) -> SvSupport:
    return SvSupport(_last(record.sample, "SR"), _last(record.sample, "PR"))


def _gridss(record: VcfRecord) -> SvSupport:
    return SvSupport(_largest(record, "SR", "ASSR"), _largest(record, "RP", "ASRP"))


def _delly(record: VcfRecord) -> SvSupport:
    if "DV" in record.sample:
        return SvSupport(_first(record.sample, "RV"), _first(record.sample, "DV"))
    return SvSupport(_first(record.info, "SR"), _first(record.info, "PE"))


def _lumpy(record: VcfRecord) -> SvSupport:
    values = record.sample if "SU" in record.sample else record.info
    return SvSupport(_first(values, "SR"), _first(values, "PE"))


def _svaba(record: VcfRecord) -> SvSupport:
    return SvSupport(_first(record.sample, "SR"), _first(record.sample, "DR"))


def _long_reads(record: VcfRecord) -> SvSupport:
    """Each read that a long-read caller counts spans the junction."""
    seen = _first(record.sample, "DV")
    return SvSupport(_first(record.info, "SUPPORT", "RE") if seen is None else seen)


def _generic(record: VcfRecord) -> SvSupport:
    """Pairs and split reads under the names that most callers use, with or without REF before them."""
    values = record.sample if {"PR", "SR", "PE"} & set(record.sample) else record.info
    pairs = _last(values, "PR" if "PR" in values else "PE")
    return SvSupport(_last(values, "SR"), pairs)


GENERIC = SvCaller("generic", re.compile(r"(?!)"), _generic)
CALLERS = (
    SvCaller("manta", re.compile(r"source=GenerateSVCandidates"), _manta),
    SvCaller("dragen", re.compile(r"source=DRAGEN|DRAGENCommandLine="), _manta),
    SvCaller("gridss", re.compile(r"gridssVersion=|(INFO|FORMAT)=<ID=ASSR,"), _gridss),
    SvCaller("delly", re.compile(r"FORMAT=<ID=RCL,"), _delly),
    SvCaller("lumpy", re.compile(r"source=LUMPY", re.IGNORECASE), _lumpy),
    SvCaller("svaba", re.compile(r"source=svaba|INFO=<ID=EVDNC,", re.IGNORECASE), _svaba),
    SvCaller("severus", re.compile(r"source=Severus", re.IGNORECASE), _long_reads),
    SvCaller("sniffles2", re.compile(r"source=Sniffles2"), _long_reads),
    SvCaller("sniffles", re.compile(r"source=Sniffles"), _long_reads, trust_brackets=False),
    SvCaller("nanosv", re.compile(r"cmdline=\S*NanoSV"), _long_reads),
    GENERIC,
)


def sv_caller(header: VcfHeader, forced: str | None) -> SvCaller:
    """The forced caller, or the first one whose header line is there; ``generic`` where none is.

    Raises:
        UsageError: the forced caller is not known.
    """
    if forced is None:
        return next((caller for caller in CALLERS if header.mentions(caller.header)), GENERIC)
    for caller in CALLERS:
        if caller.name == forced.lower():
            return caller
    known = ", ".join(caller.name for caller in CALLERS)
    raise UsageError(f"the structural-variant caller {forced} is not known; use one of {known}")
