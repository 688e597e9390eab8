"""varlociraptor: AF is the most probable fraction; there is neither a genotype nor a count of reads.

It writes no FILTER either: every candidate is listed with the probabilities of what it is (INFO/PROB_*, Phred, so the
lowest is the most probable). One that is most probably absent or an artefact is treated as filtered, unless a FILTER
says more.
"""

import re
from collections.abc import Iterator

from ros1annot.read.callers.caller import Caller, fraction_field
from ros1annot.read.record import VcfRecord

_EVENT = re.compile(r"PROB_(\w+)")
_NOT_REAL = re.compile(r"ABSENT|\w*ARTIFACT")


def filters(record: VcfRecord, allele: int) -> tuple[str, ...]:
    """FILTER, and the most probable event where that is no variant."""
    events = dict(_events(record, allele))
    likeliest = min(events, key=lambda event: events[event], default="")
    return (*record.filters, *((f"PROB_{likeliest}",) if _NOT_REAL.fullmatch(likeliest) else ()))


def _events(record: VcfRecord, allele: int) -> Iterator[tuple[str, float]]:
    for key, text in record.info.items():
        event, values = _EVENT.fullmatch(key), text.split(",")
        if event is None or len(values) != len(record.alts):
            continue
        try:
            yield event[1], float(values[allele - 1])
        except ValueError:
            continue


CALLER = Caller(
    name="varlociraptor",
    header=re.compile(r"varlociraptor_|INFO=<ID=PROB_ABSENT\b"),
    support=fraction_field("AF"),
    filters=filters,
)
