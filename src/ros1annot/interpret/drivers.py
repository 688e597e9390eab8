"""What drives the tumour: counted events of the sample, and what the sheet and earlier samples know (rules.md R1)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ros1annot.model import CopyNumberCall, Event, Fusion, SmallVariant, SpliceVariant
from ros1annot.result import Alteration, Driver
from ros1annot.table.match import contexts_of_traits
from ros1annot.table.model import ContextRole, ResistanceTable
from ros1annot.table.traits import Trait

_BYPASS_WHERE_ANOTHER_DRIVES = frozenset({"MET", "RET", "NTRK1", "NTRK2", "NTRK3"})


@dataclass(frozen=True, slots=True)
class Known:
    """A driver known from before: its name, what it is to the table, and the earlier sample that showed it, if any."""

    text: str
    trait: Trait
    earlier_sample: str | None = None


@dataclass(frozen=True, slots=True)
class Drivers:
    """The drivers of a sample.

    Attributes:
        listed: as the result shows them.
        contexts: each driver context that holds, with the traits (by number) that establish it.
        numbers: the traits of ``listed``.
        bypass: contexts that would hold if nothing else drove: those of an amplified MET beside EGFR L858R.
    """

    listed: tuple[Driver, ...]
    contexts: Mapping[str, frozenset[int]]
    numbers: tuple[int, ...] = ()
    bypass: frozenset[str] = frozenset()

    @property
    def genes(self) -> frozenset[str]:
        """Genes of the drivers."""
        return frozenset(driver.gene for driver in self.listed)

    @property
    def seen_in_sample(self) -> bool:
        """Whether one of them was found in this sample."""
        return any(driver.source == "sample" for driver in self.listed)

    def establishes(self, context: str, traits: Iterable[int]) -> bool:
        """Whether all of ``traits`` are what establishes a context: a row met by them is the driver's own."""
        return set(traits) <= self.contexts.get(context, frozenset())


def find_drivers(
    table: ResistanceTable,
    traits: Mapping[int, Trait],
    alterations: Sequence[Alteration],
    known: Sequence[Known],
    disease: str,
) -> Drivers:
    """The drivers among counted ``traits`` (by event number; numbers past the alterations are the ``known`` ones).

    An amplified MET, or another fusion that stands beside a driver of EGFR, ALK, ROS1 or KIT, is a bypass and not a
    second driver.
    """
    by_trait = {number: contexts_of_traits(table, [trait], disease) for number, trait in traits.items()}
    found = [table.contexts[name] for names in by_trait.values() for name in names]
    # A setting (T790M, the germline allele V843I) drives nothing, and makes no driver beside it a bypass.
    main = {context.gene for context in found if context.role is ContextRole.DRIVER} - _BYPASS_WHERE_ANOTHER_DRIVES
    contexts: dict[str, set[int]] = {}
    listed, numbers = [], []
    for number, names in by_trait.items():
        held = [name for name in names if not main or table.contexts[name].gene in main]
        for name in held:
            contexts.setdefault(name, set()).add(number)
        driven = [name for name in held if table.contexts[name].role is ContextRole.DRIVER]
        if driven:
            listed.append(_driver(number, driven, table.contexts[driven[0]].gene, alterations, known))
            numbers.append(number)
    return Drivers(
        tuple(listed),
        {name: frozenset(traits) for name, traits in contexts.items()},
        tuple(numbers),
        frozenset(context.name for context in found if context.role is ContextRole.DRIVER).difference(contexts),
    )


def _driver(
    number: int, contexts: list[str], gene: str, alterations: Sequence[Alteration], known: Sequence[Known]
) -> Driver:
    if number < len(alterations):
        found = alterations[number]
        return Driver(name=found.name, gene=gene, contexts=tuple(contexts), alteration_id=found.id, source="sample")
    before = known[number - len(alterations)]
    return Driver(
        name=before.text,
        gene=gene,
        contexts=tuple(contexts),
        source="earlier sample" if before.earlier_sample else "sheet",
        earlier_sample=before.earlier_sample,
    )


def describe(drivers: Drivers, events: Sequence[Event], alterations: Sequence[Alteration]) -> str:
    """The drivers in words: ``CD74::ROS1 (exon 6 to exon 34, in frame), EGFR L858R``."""
    numbers = {alteration.id: number for number, alteration in enumerate(alterations)}
    words = []
    for driver in drivers.listed:
        event = events[numbers[driver.alteration_id]] if driver.alteration_id else None
        match event:
            case Fusion(five_prime=five, three_prime=three) if five.exon and three.exon:
                words.append(f"{event.name} (exon {five.exon} to exon {three.exon})")
            case SmallVariant() | SpliceVariant() | CopyNumberCall():
                words.append(f"{driver.gene} {driver.name}")
            case None:
                words.append(f"{driver.name} (known from {driver.earlier_sample or 'before'})")
            case _:
                words.append(driver.name)
    return ", ".join(words)
