"""What earlier samples of the patient showed and this one does not: told, and deciding nothing (rules.md C1, P4)."""

import re
from collections.abc import Iterator, Sequence

from ros1annot.interpret.wording import Wording
from ros1annot.model import EarlierSample, Sample
from ros1annot.result import Alteration, Callability, Flag, HotspotState
from ros1annot.units import percent

_SMALL_VARIANT = re.compile(r"(\S+) [A-Z*](\d+)\S*")


def earlier_flags(
    sample: Sample, alterations: Sequence[Alteration], spots: Sequence[Callability], wording: Wording
) -> Iterator[Flag]:
    """A flag for each earlier sample without a result, and for each listed alteration that is not seen any more."""
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
