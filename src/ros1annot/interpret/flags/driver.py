"""Flags on the driver: not shown, or shown by something that is none (rules R1, C8)."""

from collections.abc import Collection, Iterator

from ros1annot.interpret.findings import DRIVER_RULE
from ros1annot.interpret.flags.seen import Seen, support_of
from ros1annot.interpret.wording import listed
from ros1annot.model import Fusion, FusionRole, InputKind, Specimen
from ros1annot.result import Alteration, Flag
from ros1annot.table.match import contexts_of_traits
from ros1annot.table.model import ContextRole, DriverContext, Effect, fold


def driver_flags(seen: Seen) -> Iterator[Flag]:
    """What stands in the place of a driver, and what is only a driver's shadow."""
    if not seen.case.drivers.listed:
        yield seen.flag("driver_not_shown", "R1")
    elsewhere = [] if seen.case.drivers.listed else list(_of_another_disease(seen))
    yield from elsewhere
    yield from _resistance_without_driver(seen, {i for flag in elsewhere for i in flag.alteration_ids})
    drivers = dict.fromkeys(map(seen.case.label, seen.case.drivers.numbers))
    if len({seen.case.traits[number].gene for number in seen.case.drivers.numbers}) > 1:
        yield seen.flag("several_drivers", "R3", driver=listed(list(drivers)))
    for event, alteration in seen.pairs():
        if isinstance(event, Fusion) and not alteration.counted:
            code = _code(event, seen)
            if code is not None:
                yield seen.flag(code, "R1", [alteration], _support(alteration))
    if _fusion_may_be_missed(seen):
        values = {"tumour_fraction": seen.sample.tumour_fraction}
        yield seen.flag("fusion_not_excluded", "C8", values=values, fraction=seen.fraction_words)
    for driver in seen.case.unread_drivers:
        yield seen.flag("unknown_driver", "R1", driver=driver)


def _of_another_disease(seen: Seen) -> Iterator[Flag]:
    """A driver that the table knows in another disease only: the sheet's disease may be the default, and wrong."""
    table = seen.knowledge.table
    for number, alteration in enumerate(seen.case.alterations):
        diseases = [
            context.disease
            for context in table.contexts.values()
            if context.role is ContextRole.DRIVER and context.disease and alteration.counted
            if context.name in contexts_of_traits(table, [seen.case.traits[number]], context.disease)
        ]
        if diseases:
            others = listed(sorted(set(diseases)), "or")
            disease = seen.sample.disease
            yield seen.flag("driver_of_another_disease", "R1", [alteration], reason=others, disease=disease)


def _resistance_without_driver(seen: Seen, drivers_elsewhere: Collection[str]) -> Iterator[Flag]:
    """Resistance listed in its own gene that waits for a driver there; a bypass such as BRAF V600E may drive by itself.

    Where another gene drives, only that of a gene which may drive in this disease too, and which is no listed bypass.
    """
    table, drivers = seen.knowledge.table, seen.case.drivers.genes
    bypass = {table.contexts[name].gene for name in seen.case.drivers.bypass}
    context_of = {entry.id: table.contexts[entry.driver] for entry in table.entries}
    against = [finding for finding in seen.found.findings if finding.effect != Effect.SENSITIVE]
    holding = {
        identifier for finding in against if finding.rule != DRIVER_RULE for identifier in finding.alteration_ids
    }
    waiting = {
        identifier
        for finding in against
        if finding.rule == DRIVER_RULE
        and context_of[finding.entry_id].gene == finding.gene
        and (not drivers or _may_drive(context_of[finding.entry_id], seen.sample.disease))
        for identifier in finding.alteration_ids
    }
    for alteration in seen.case.alterations:
        of_driver = alteration.gene in drivers | bypass or alteration.id in holding
        if alteration.id in waiting - set(drivers_elsewhere) and alteration.counted and not (drivers and of_driver):
            yield seen.flag("resistance_without_driver", "R1", [alteration], support_of(alteration))


def _may_drive(context: DriverContext, disease: str) -> bool:
    return not context.disease or fold(context.disease) == fold(disease)


def _code(event: Fusion, seen: Seen) -> str | None:
    if event.role is FusionRole.DRIVER:
        return "low_confidence_fusion"
    if seen.case.drivers.listed:
        return None
    if event.role is FusionRole.RECIPROCAL:
        return "reciprocal_only"
    filtered = all(call.filters for call in event.calls)
    return "rearrangement_only" if event.role is FusionRole.REARRANGEMENT and not filtered else None


def _support(fusion: Alteration) -> dict[str, int | float | None]:
    return {"split_reads": fusion.split_reads, "discordant_pairs": fusion.discordant_pairs}


def _fusion_may_be_missed(seen: Seen) -> bool:
    """Plasma in which fusions were looked for and none was found, where one may drive (rules.md C8)."""
    looked = bool(seen.supplied & {InputKind.FUSIONS, InputKind.SV})
    found = any(isinstance(event, Fusion) and alteration.counted for event, alteration in seen.pairs())
    awaited = not seen.case.drivers.listed or any(
        "::" in d.name or "fusion" in d.name for d in seen.case.drivers.listed
    )
    return seen.sample.specimen is Specimen.CTDNA and looked and not found and awaited
