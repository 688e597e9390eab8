"""What a reader must know of the patient's earlier samples beside this one (rules.md R1, C1, Q4)."""

import re
from collections.abc import Iterator, Sequence

from ros1annot.interpret.alterations import label
from ros1annot.interpret.wording import Wording, listed
from ros1annot.model import EarlierSample, Sample
from ros1annot.result import Alteration, Callability, Driver, Flag, HotspotState
from ros1annot.units import percent

_SMALL_VARIANT = re.compile(r"(\S+) [A-Z*](\d+)\S*")


def earlier_flags(
    sample: Sample,
    drivers: Sequence[Driver],
    alterations: Sequence[Alteration],
    spots: Sequence[Callability],
    wording: Wording,
) -> Iterator[Flag]:
    """Flags for another driver than before, earlier samples without a result, and what is not seen any more."""
    yield from _other_driver(sample, drivers, alterations, wording)
    for earlier in sample.earlier:
        if earlier.failed:
            text = wording.say("flag", "earlier_failed", sample=_described(earlier))
            yield Flag(code="earlier_failed", alteration_ids=(), text=text, rule="R1")
    here = {name for a in alterations for name in (a.name, f"{a.gene} {a.name}")}
    last_seen = {name: earlier for earlier in sample.earlier for name in earlier.alterations}
    for name, earlier in last_seen.items():
        if name not in here:
            reason = _why_not_here(name, spots, wording)
            text = wording.say("flag", "seen_earlier", alterations=name, sample=_described(earlier), reason=reason)
            yield Flag(code="seen_earlier", alteration_ids=(), text=text, rule="C1")


def _other_driver(
    sample: Sample, drivers: Sequence[Driver], alterations: Sequence[Alteration], wording: Wording
) -> Iterator[Flag]:
    """This sample and an earlier one show drivers in different genes: rare, and what swapped samples look like."""
    by_id = {alteration.id: alteration for alteration in alterations}
    own = [by_id[driver.alteration_id] for driver in drivers if driver.alteration_id is not None]
    earlier = {one.name: one for one in sample.earlier}
    for driver in drivers:
        if driver.earlier_sample and own and driver.gene not in {alteration.gene for alteration in own}:
            text = wording.say(
                "flag",
                "other_driver",
                alterations=listed([label(alteration) for alteration in own]),
                driver=driver.name,
                sample=_described(earlier[driver.earlier_sample]),
            )
            yield Flag(code="other_driver", alteration_ids=tuple(a.id for a in own), text=text, rule="Q4")


def _described(earlier: EarlierSample) -> str:
    return ", ".join(filter(None, (earlier.name, earlier.specimen, earlier.collected)))


def _why_not_here(name: str, spots: Sequence[Callability], wording: Wording) -> str:
    """What this sample can say of the place: the worst of its hotspots at the residue."""
    told = _SMALL_VARIANT.fullmatch(name)
    at = [s for s in spots if told and s.gene == told[1] and re.findall(r"\d+", s.name) == [told[2]]]
    spot = next(iter(sorted(at, key=lambda s: s.lod or 1.0, reverse=True)), None)
    if spot is None or spot.lod is None:
        not_assessable = spot is not None and spot.state is HotspotState.NOT_ASSESSABLE
        return wording.say("earlier", "not_covered" if not_assessable else "limit_unknown")
    code = "not_assessable" if spot.state is HotspotState.NOT_ASSESSABLE else "not_detected"
    return wording.say("earlier", code, limit=percent(spot.lod))
