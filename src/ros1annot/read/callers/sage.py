"""SAGE (hmftools), also after PURPLE, whose PURPLE_AF is corrected for purity and is no allele fraction."""

import re

from ros1annot.model import Phase
from ros1annot.read.callers.caller import Caller, fraction_field
from ros1annot.read.record import VcfRecord


def local_phase(record: VcfRecord, allele: int) -> Phase | None:
    """INFO/LPS: variants that share a local phase set were read on the same molecules, hence in cis."""
    phase_set = record.info.get("LPS", "").split(",")[0]
    return Phase(f"LPS{phase_set}", 0) if phase_set not in {"", "."} and allele == 1 else None


CALLER = Caller(
    name="sage",
    header=re.compile(r"sageVersion="),
    support=fraction_field("AF"),
    phase=local_phase,
)
