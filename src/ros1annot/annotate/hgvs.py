"""HGVS names of coding DNA (``c.``), without the accession."""

from ros1annot.annotate.coordinates import Layout, Place
from ros1annot.annotate.normalise import Change
from ros1annot.annotate.reference import Reference, reverse_complement


def coding_name(change: Change, layout: Layout, reference: Reference) -> str:
    """The ``c.`` name of a change that already lies at the 3' end of its repeat on the transcript.

    Deleted bases are not written out. Two or more neighbouring bases replaced by their reverse complement are an
    ``inv``, by others a ``delins``; inserted bases that repeat those before them are a ``dup``.
    """
    alt = change.alt if layout.strand == "+" else reverse_complement(change.alt)
    if change.is_insertion:
        copied = _duplicated(change, layout, reference)
        if copied is not None:
            return f"c.{_range(copied, layout)}dup"
        return f"c.{_range(change.touched, layout)}ins{alt}"
    where = _range(change.touched, layout)
    if not alt:
        return f"c.{where}del"
    if len(change.ref) == len(alt) == 1:
        ref = change.ref if layout.strand == "+" else reverse_complement(change.ref)
        return f"c.{where}{ref}>{alt}"
    if change.alt == reverse_complement(change.ref):
        return f"c.{where}inv"
    return f"c.{where}delins{alt}"


def _duplicated(change: Change, layout: Layout, reference: Reference) -> tuple[int, int] | None:
    """The stretch that an insertion repeats, just before it on the transcript."""
    length = len(change.alt)
    first = change.pos - length if layout.strand == "+" else change.pos
    last = first + length - 1
    return (first, last) if reference.bases(change.chrom, first, last) == change.alt else None


def _range(touched: tuple[int, int], layout: Layout) -> str:
    first, last = touched if layout.strand == "+" else touched[::-1]
    start = place_name(layout.place(first), layout.cds_length)
    return start if first == last else f"{start}_{place_name(layout.place(last), layout.cds_length)}"


def place_name(place: Place, cds_length: int) -> str:
    """HGVS's number of a base: ``6094``, ``-12``, ``*3``, ``2942-1``."""
    if place.base < 1:
        base = f"-{1 - place.base}"
    elif place.base > cds_length:
        base = f"*{place.base - cds_length}"
    else:
        base = f"{place.base}"
    return f"{base}{place.offset:+d}" if place.offset else base
