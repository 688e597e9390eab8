"""What earlier samples of a patient make known to later ones, and the order of work that this asks for.

A later sample needs the results of the earlier ones. So the samples of one patient are a chain that one process works
off, and what a sample knows depends on the sheet and on those results alone: not on the order of the sheet's rows, not
on the batch, and not on what happens to lie in the folder of the results.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from ros1annot.errors import InputError
from ros1annot.model import EarlierSample, Sample, Specimen
from ros1annot.result import Alteration, Driver, Result
from ros1annot.write.decode import decode
from ros1annot.write.facts import titled
from ros1annot.write.files import sample_file
from ros1annot.write.json import read_result

Chain = tuple[Sample, ...]


def comes_before(one: Sample, other: Sample) -> bool:
    """Whether ``one`` is an earlier sample of the same patient.

    Of one day, tissue comes before plasma, which may miss a driver that tissue shows (rules.md C8). Two tissue or two
    plasma samples of one day do not know each other, and a sample without a date knows none and is known to none.
    """
    if one.patient is None or one.patient != other.patient or not one.collected or not other.collected:
        return False
    if one.collected == other.collected:
        return one.specimen is Specimen.TISSUE and other.specimen is Specimen.CTDNA
    return one.collected < other.collected


def chains(samples: Iterable[Sample]) -> list[Chain]:
    """The samples of each patient, the earlier before the later; a sample without a patient is alone.

    Chains stand in the order of their first sample; so do samples that do not depend on each other.
    """
    by_patient: dict[str, list[Sample]] = {}
    for sample in samples:
        key = f"patient {sample.patient}" if sample.patient else f"sample {sample.name}"
        by_patient.setdefault(key, []).append(sample)
    return [tuple(sorted(them, key=_place)) for them in by_patient.values()]


def _place(sample: Sample) -> tuple[str, bool, bool]:
    return sample.collected or "", sample.specimen is not Specimen.TISSUE, sample.specimen is Specimen.CTDNA


def with_earlier(wanted: Sequence[Sample], samples: Iterable[Sample]) -> list[Sample]:
    """The wanted samples and those that they need to know, in the order of ``samples``."""
    names = {sample.name for sample in wanted}
    return [s for s in samples if s.name in names or any(comes_before(s, one) for one in wanted)]


def knowing_earlier(sample: Sample, chain: Chain, out: Path) -> Sample:
    """The sample with what its earlier samples, whose results lie below ``out``, make known to it."""
    earlier = sorted((s for s in chain if comes_before(s, sample)), key=lambda s: (s.collected or "", s.name))
    return replace(sample, earlier=tuple(_made_known(before, out) for before in earlier))


def _made_known(sample: Sample, out: Path) -> EarlierSample:
    bare = EarlierSample(sample.name, sample.collected or "", sample.specimen)
    try:
        result = read_result(sample_file(out, sample.name, "json"))
    except InputError:
        return replace(bare, failed=True)
    if result.status == "failed":
        return replace(bare, failed=True)
    return replace(bare, drivers=tuple(_drivers(result)), alterations=tuple(_others(result)))


def _drivers(result: Result) -> Iterator[str]:
    """Its own and the sheet's: those known from samples before it are known from these."""
    by_id = {alteration.id: alteration for alteration in result.alterations}
    own = [driver for driver in result.drivers if driver.source != "earlier sample"]
    yield from dict.fromkeys(_as_in_the_sheet(driver, by_id.get(driver.alteration_id or "")) for driver in own)


def _as_in_the_sheet(driver: Driver, alteration: Alteration | None) -> str:
    """The driver's name; a variant that leaves out MET exon 14 is told by that, which is what makes it one."""
    if alteration is not None and (alteration.gene, alteration.skips_exon) == ("MET", 14):
        return "MET exon 14 skipping"
    return titled(driver.gene, driver.name)


def _others(result: Result) -> Iterator[str]:
    drivers = {driver.alteration_id for driver in result.drivers}
    listed = {i for finding in result.findings for i in finding.alteration_ids}
    for alteration in result.alterations:
        if alteration.counted and alteration.id in listed and alteration.id not in drivers:
            yield titled(alteration.gene, alteration.name)


# --- as the result keeps it --------------------------------------------------------------------------------


def earlier_to_row(sample: Sample) -> dict[str, object]:
    """What a result's ``sample`` says of earlier samples; nothing where there are none."""
    rows = [
        {**asdict(one), "drivers": list(one.drivers), "alterations": list(one.alterations)} for one in sample.earlier
    ]
    return {"earlier": rows} if rows else {}


def earlier_from_row(row: Mapping[str, object]) -> tuple[EarlierSample, ...]:
    """The earlier samples that a result's ``sample`` tells of."""
    told = row.get("earlier")
    return tuple(decode(item, EarlierSample) for item in told) if isinstance(told, list) else ()
