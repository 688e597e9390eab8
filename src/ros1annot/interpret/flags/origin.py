"""Flags on where a variant may come from, if not from the tumour: germline, blood, the population (C4 to C6)."""

from collections.abc import Iterator

from ros1annot.interpret.cautions import Caution
from ros1annot.interpret.flags.seen import Seen
from ros1annot.model import SmallVariant, Specimen
from ros1annot.result import Alteration, Flag


def origin_flags(seen: Seen) -> Iterator[Flag]:
    """One flag for each variant in doubt."""
    for event, alteration in seen.counted_variants():
        yield from _germline(event, alteration, seen)
        if seen.sample.specimen is Specimen.CTDNA and event.gene not in seen.case.drivers.genes:
            yield from _blood(event, alteration, seen)
    for _, alteration in seen.pairs():
        if alteration.polymorphism is not None:
            values = {"vaf": alteration.vaf}
            yield seen.flag("polymorphism", "R5", [alteration], values, source=alteration.polymorphism)


def _near_half(vaf: float | None, seen: Seen) -> bool:
    thresholds = seen.knowledge.parameters
    return vaf is not None and thresholds.germline_vaf_low <= vaf <= thresholds.germline_vaf_high


def _germline(event: SmallVariant, alteration: Alteration, seen: Seen) -> Iterator[Flag]:
    if not _near_half(alteration.vaf, seen):
        return
    thresholds = seen.knowledge.parameters
    values: dict[str, int | float | None] = {
        "vaf": alteration.vaf,
        "low": thresholds.germline_vaf_low,
        "high": thresholds.germline_vaf_high,
    }
    if seen.knowledge.cautions.source(Caution.GERMLINE, event) is not None:
        yield seen.flag("germline", "C6", [alteration], values)
    elif seen.driver_vaf is not None and seen.driver_vaf < thresholds.germline_driver_vaf:
        values |= {"driver_vaf": seen.driver_vaf, "limit": thresholds.germline_driver_vaf}
        yield seen.flag("germline_beside_low_driver", "C6", [alteration], values)


def _blood(event: SmallVariant, alteration: Alteration, seen: Seen) -> Iterator[Flag]:
    cautions, limit = seen.knowledge.cautions, seen.knowledge.parameters.mastocytosis_vaf
    mast_cells = cautions.source(Caution.MASTOCYTOSIS, event) is not None
    if mast_cells and alteration.vaf is not None and alteration.vaf < limit:
        yield seen.flag("kit_d816_blood", "C5", [alteration], {"vaf": alteration.vaf, "limit": limit})
    elif cautions.source(Caution.CLONAL_HAEMATOPOIESIS, event) and not _near_half(alteration.vaf, seen):
        yield seen.flag("clonal_haematopoiesis", "C4", [alteration], {"vaf": alteration.vaf})
