"""Reads by strand, under the names that callers write them with; each name means the same wherever it stands."""

from collections.abc import Iterator, Mapping, Sequence

from ros1annot.model import Strands
from ros1annot.read.callers.fields import whole, wholes
from ros1annot.read.record import VcfRecord

_FOUR = ("SB", "DP4")
"""REF forward, REF reverse, ALT forward, ALT reverse (GATK; samtools, LoFreq, VarScan): good for one ALT only."""


def strands(record: VcfRecord, allele: int) -> Strands | None:
    """Reads by strand of REF and of one ALT (from 1); ``None`` where the caller counts none.

    INFO sums up the samples of a record, so it is read only where there is no other sample.
    """
    places = (record.sample, record.info) if record.sample_count <= 1 else (record.sample,)
    found = (counts for values in places for counts in _spellings(values, len(record.alts), allele))
    return next((Strands(*known) for counts in found if len(known := [c for c in counts if c is not None]) == 4), None)


def _spellings(values: Mapping[str, str], alts: int, allele: int) -> Iterator[Sequence[int | None]]:
    """What each spelling that the fields can hold gives, four counts if it is the caller's."""
    if alts == 1:
        yield from (wholes(values, key) for key in _FOUR)
        yield (*wholes(values, "RD"), *wholes(values, "ALD"))  # VarDict
        if "RDF" in values:  # VarScan
            yield [whole(values, key) for key in ("RDF", "RDR", "ADF", "ADR")]
    by_allele = [counts for key in ("ADF", "ADR") if len(counts := wholes(values, key)) == alts + 1]
    yield [counts[number] for number in (0, allele) for counts in by_allele]
    for first in ("F", ""):  # TVC's flow-corrected counts, then its own and those of FreeBayes
        if f"{first}SRF" in values:
            ref = [whole(values, f"{first}{key}") for key in ("SRF", "SRR")]
            yield ref + [_of_alt(wholes(values, f"{first}{key}"), alts, allele) for key in ("SAF", "SAR")]


def _of_alt(counts: Sequence[int | None], alts: int, allele: int) -> int | None:
    return counts[allele - 1] if len(counts) == alts else None
