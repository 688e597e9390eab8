"""Flags on the specimen: what too little tumour DNA hides (rules C1, C7, Q2, P4)."""

from collections.abc import Iterator

from ros1annot.interpret.flags.seen import Seen
from ros1annot.interpret.informative import is_informative
from ros1annot.model import CopyNumberCall, InputKind, Specimen
from ros1annot.result import Flag


def specimen_flags(seen: Seen) -> Iterator[Flag]:
    """What this specimen cannot exclude."""
    fraction, least = seen.sample.tumour_fraction, seen.knowledge.parameters.informative_fraction
    if not is_informative(seen.sample, driver_seen=seen.case.drivers.seen_in_sample, least=least):
        yield seen.flag(
            "non_informative", "C1", values={"tumour_fraction": fraction, "limit": least}, fraction=seen.fraction_words
        )
    yield from _copy_number(seen)
    if seen.sample.specimen is Specimen.TISSUE and any("GIST" in name for name in seen.case.drivers.contexts):
        yield seen.flag("lesions_differ", "P4")


def _copy_number(seen: Seen) -> Iterator[Flag]:
    """Copy number was looked at, no gene is amplified, and too little of the DNA is the tumour's to see it."""
    looked = InputKind.COPY_NUMBER in seen.supplied
    amplified = any(
        isinstance(event, CopyNumberCall) and event.change == "amplification" and alteration.counted
        for event, alteration in seen.pairs()
    )
    fraction, plasma = seen.sample.tumour_fraction, seen.sample.specimen is Specimen.CTDNA
    least = seen.knowledge.parameters.copy_number_fraction(seen.sample.specimen)
    if not looked or amplified or (fraction is None and not plasma) or (fraction is not None and fraction >= least):
        return
    values = {"tumour_fraction": fraction, "limit": least}
    code = "copy_number_not_excluded" if fraction is not None else "copy_number_fraction_unknown"
    yield seen.flag(code, "C7" if plasma else "Q2", values=values)
