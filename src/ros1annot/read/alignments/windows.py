"""Stretches of the reference that a read has to span before it says anything: codons, and places of variants.

Positions are 1-based and inclusive, plus strand.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from ros1annot.annotate.normalise import Change, minimal, three_prime
from ros1annot.annotate.reference import Reference
from ros1annot.annotate.small import merged
from ros1annot.model import AlleleCall, SmallVariant

_MARGIN = 5
"""Bases on each side of a replacement by more or fewer bases within which aligners may place its gain or loss."""


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """Positions ``first`` to ``last`` of a chromosome, read together."""

    chrom: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class VariantWindow:
    """Where a read shows whether it carries a variant, and what it shows there then.

    Attributes:
        ref, alt: the window's bases without and with the variant. They are compared as a whole, so that it does not
            matter to which copy of a repeat an aligner assigned a gained or lost base.
    """

    window: Window
    ref: str
    alt: str

    def carries(self, bases: str) -> bool | None:
        """Whether bases of a read show the variant; ``None`` where they show something else than REF or ALT."""
        return {self.ref: False, self.alt: True}.get(bases)


def variant_window(variant: SmallVariant, reference: Reference) -> VariantWindow | None:
    """The window of a variant; ``None`` where the bases around a gain or loss are not known.

    A substitution is read at its own bases. For a gain or loss the window reaches over the whole repeat in which it
    could be written, and one base further on each side; for both at once, which aligners write in many ways, some
    bases further.
    """
    change = minimal(variant.chrom, variant.pos, variant.ref, variant.alt)
    if len(change.ref) == len(change.alt):
        window = Window(change.chrom, change.pos, change.pos + len(change.ref) - 1)
        return VariantWindow(window, change.ref, change.alt)
    last_place = three_prime(change, "+", reference)
    margin = 0 if change.is_insertion else _MARGIN if change.alt else 1
    first, last = change.touched[0] - margin, last_place.touched[1] + margin
    bases = reference.bases(change.chrom, first, last)
    if bases is None:
        return None
    before = change.pos - first
    alt = bases[:before] + change.alt + bases[before + len(change.ref) :]
    return VariantWindow(Window(change.chrom, first, last), bases, alt)


@dataclass(frozen=True, slots=True)
class SharedWindow:
    """Where a read shows which of two variants it carries whose own windows overlap.

    Attributes:
        shown: the window's bases with none, one and both of them (carries the first, carries the second). Both is
            missing where they change the same base: those cannot sit on one molecule.
    """

    window: Window
    shown: Mapping[str, tuple[bool, bool]]


def shared_window(
    one: SmallVariant, other: SmallVariant, windows: tuple[Window, Window], reference: Reference
) -> SharedWindow | None:
    """The stretch of two overlapping windows, compared as a whole; ``None`` where its bases are not known."""
    first, last = min(window.first for window in windows), max(window.last for window in windows)
    bases = reference.bases(one.chrom, first, last)
    if bases is None:
        return None

    def with_change(change: Change) -> str:
        before = change.pos - first
        return bases[:before] + change.alt + bases[before + len(change.ref) :]

    calls = tuple(AlleleCall(v.chrom, v.pos, v.ref, v.alt) for v in (one, other))
    shown = {bases: (False, False)}
    with suppress(ValueError):
        shown[with_change(merged(calls, reference))] = (True, True)
    for call, carried in zip(calls, ((True, False), (False, True)), strict=True):
        shown[with_change(minimal(call.chrom, call.pos, call.ref, call.alt))] = carried
    return SharedWindow(Window(one.chrom, first, last), shown)


def blocks(chrom: str, positions: Sequence[int]) -> list[Window]:
    """The unbroken runs of ascending positions: one for most codons, two for one that an intron splits."""
    runs: list[list[int]] = []
    for pos in positions:
        if runs and pos == runs[-1][-1] + 1:
            runs[-1].append(pos)
        else:
            runs.append([pos])
    return [Window(chrom, run[0], run[-1]) for run in runs]


def clusters(windows: Sequence[Window], gap: int) -> Iterator[list[Window]]:
    """Sorted windows in runs, two runs being more than ``gap`` bases apart."""
    run: list[Window] = []
    end = 0
    for window in sorted(set(windows)):
        if run and (window.chrom != run[0].chrom or window.first - end > gap):
            yield run
            run, end = [], 0
        run.append(window)
        end = max(end, window.last)
    if run:
        yield run
