"""What could have been seen at the hotspots that decide the drugs (rules.md C2). Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ros1annot.interpret.background import Background
from ros1annot.interpret.detection import limit_of_detection
from ros1annot.interpret.raw_reads import RawReads
from ros1annot.model import DepthAt, Event, ProteinChange, SmallVariant
from ros1annot.parameters import Parameters
from ros1annot.result import (
    Alteration,
    Callability,
    Coverage,
    ErrorSource,
    HotspotState,
    WhyNotAssessable,
)
from ros1annot.table.model import Hotspot

_CLONAL_VAF = 0.5
"""VAF, in tumour DNA alone, of a mutation that every tumour cell has on one of its two copies of the gene."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was looked at, and how deep one has to look.

    Attributes:
        depths: by gene and residue; ``None`` where no depth file was supplied.
        limit: highest limit of detection (VAF) at which the laboratory says "not detected" of the specimen.
        residues: the reference residue of a hotspot, by gene and number, for its name.
        tumour_fraction: of the sample (0 to 1), where the sheet gives it.
        raw: what alignments show, by gene and residue.
    """

    depths: Mapping[tuple[str, int], DepthAt] | None
    limit: float
    residues: Mapping[tuple[str, int], str]
    tumour_fraction: float | None = None
    raw: Mapping[tuple[str, int], RawReads] = field(default_factory=dict)

    @property
    def least(self) -> float:
        """The limit of detection that is needed here.

        A tumour fraction ``f`` gives a mutation of every tumour cell a VAF of ``f / 2``: a hotspot at which that is
        below the limit of detection excludes not even this, whatever the laboratory allows.
        """
        return self.limit if self.tumour_fraction is None else min(self.limit, _CLONAL_VAF * self.tumour_fraction)


def callability_of(
    hotspots: Sequence[Hotspot],
    looked: Looked,
    events: Sequence[Event],
    alterations: Sequence[Alteration],
    parameters: Parameters,
) -> tuple[Callability, ...]:
    """One line a hotspot: detected, not detected down to its limit of detection, not assessable, or unknown."""
    detected = {
        (event.gene, residue)
        for event, alteration in zip(events, alterations, strict=True)
        if isinstance(event, SmallVariant) and alteration.counted and event.name.protein is not None
        for residue in _residues(event.name.protein)
    }
    return tuple(
        _at(hotspot, looked, parameters, detected=(hotspot.gene, hotspot.residue) in detected) for hotspot in hotspots
    )


def _residues(change: ProteinChange) -> range:
    """Those that a change replaces; of an insertion the one before it, by which a duplication is named."""
    return range(min(change.start, change.end), change.end + 1)


def _at(hotspot: Hotspot, looked: Looked, parameters: Parameters, *, detected: bool) -> Callability:
    place = hotspot.gene, hotspot.residue
    name = f"{looked.residues.get(place, '')}{hotspot.residue}"
    at = looked.depths.get(place) if looked.depths is not None else None
    depth = at.depth if at is not None else None
    raw = looked.raw.get(place)
    background = raw.background if raw is not None else _stated(f"{hotspot.gene} {name}", parameters)
    lod = None
    if depth is not None:
        lod = limit_of_detection(depth, parameters.min_alt_reads, parameters.detection_power, background.rate)
    why = None if looked.depths is None else _why_not(depth, lod, raw, looked)
    if detected:
        state = HotspotState.DETECTED
    elif looked.depths is None:
        state = HotspotState.UNKNOWN
    else:
        state = HotspotState.NOT_DETECTED if why is None else HotspotState.NOT_ASSESSABLE
    return Callability(
        gene=hotspot.gene,
        name=name,
        chrom=at.chrom if at else None,
        pos=at.pos if at else None,
        depth=depth,
        lod=round(lod, 6) if lod is not None else None,
        state=state,
        drugs=hotspot.drugs,
        limit=round(looked.least, 6),
        why_not_assessable=why if state is HotspotState.NOT_ASSESSABLE else None,
        error_rate=float(f"{background.rate:.3g}"),
        error_source=background.source,
        alt_reads=raw.others if raw is not None else {},
    )


def _why_not(depth: int | None, lod: float | None, raw: RawReads | None, looked: Looked) -> WhyNotAssessable | None:
    """What stands against "not detected"; ``None`` where nothing does."""
    if raw is not None and raw.unreported:
        return WhyNotAssessable.UNREPORTED_ALLELE
    if not depth:
        return WhyNotAssessable.NOT_COVERED
    if lod is None or lod > looked.limit:
        return WhyNotAssessable.ABOVE_LIMIT
    return WhyNotAssessable.TUMOUR_FRACTION if lod > looked.least else None


def _stated(site: str, parameters: Parameters) -> Background:
    rate = parameters.site_error_rates.get(site)
    if rate is None:
        return Background(parameters.error_rate, ErrorSource.DEFAULT)
    return Background(rate, ErrorSource.SITE)


def coverage_of(spots: Sequence[Callability], *, depth_supplied: bool) -> Coverage:
    """How much of what decides a drug could be seen; ``unknown`` without depth or without a hotspot."""
    states = {spot.state for spot in spots}
    if not states or not depth_supplied:
        return Coverage.UNKNOWN
    if HotspotState.NOT_ASSESSABLE not in states:
        return Coverage.COMPLETE
    return Coverage.NONE if states == {HotspotState.NOT_ASSESSABLE} else Coverage.PARTIAL
