"""What could have been seen at the hotspots that decide the drugs (rules.md C2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ros1annot.interpret.detection import limit_of_detection
from ros1annot.model import DepthAt, Event, SmallVariant
from ros1annot.parameters import Parameters
from ros1annot.result import Alteration, Callability, Coverage, HotspotState
from ros1annot.table.model import Hotspot


@dataclass(frozen=True, slots=True)
class Looked:
    """What was looked at, and how deep one has to look.

    Attributes:
        depths: by gene and residue; ``None`` where no depth file was supplied.
        limit: highest limit of detection (VAF) at which "not detected" may be said.
        residues: the reference residue of a hotspot, by gene and number, for its name.
        others: fragments of alignments that show another residue, by gene and number, then by that residue.
    """

    depths: Mapping[tuple[str, int], DepthAt] | None
    limit: float
    residues: Mapping[tuple[str, int], str]
    others: Mapping[tuple[str, int], Mapping[str, int]] = field(default_factory=dict)


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
        for residue in range(event.name.protein.start, event.name.protein.end + 1)
    }
    return tuple(
        _at(hotspot, looked, parameters, detected=(hotspot.gene, hotspot.residue) in detected) for hotspot in hotspots
    )


def _at(hotspot: Hotspot, looked: Looked, parameters: Parameters, *, detected: bool) -> Callability:
    place = hotspot.gene, hotspot.residue
    at = looked.depths.get(place) if looked.depths is not None else None
    depth = at.depth if at is not None else None
    lod = None
    if depth is not None:
        lod = limit_of_detection(depth, parameters.min_alt_reads, parameters.detection_power, parameters.error_rate)
    if detected:
        state = HotspotState.DETECTED
    elif looked.depths is None:
        state = HotspotState.UNKNOWN
    elif lod is not None and lod <= looked.limit:
        state = HotspotState.NOT_DETECTED
    else:
        state = HotspotState.NOT_ASSESSABLE
    return Callability(
        gene=hotspot.gene,
        name=f"{looked.residues.get(place, '')}{hotspot.residue}",
        chrom=at.chrom if at else None,
        pos=at.pos if at else None,
        depth=depth,
        lod=round(lod, 6) if lod is not None else None,
        state=state,
        drugs=hotspot.drugs,
        alt_reads=looked.others.get(place, {}),
    )


def coverage_of(spots: Sequence[Callability], *, depth_supplied: bool) -> Coverage:
    """How much of what decides a drug could be seen; ``unknown`` without depth or without a hotspot."""
    states = {spot.state for spot in spots}
    if not states or not depth_supplied:
        return Coverage.UNKNOWN
    if HotspotState.NOT_ASSESSABLE not in states:
        return Coverage.COMPLETE
    return Coverage.NONE if states == {HotspotState.NOT_ASSESSABLE} else Coverage.PARTIAL
