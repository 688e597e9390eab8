"""Flags on what was not looked at, or could not be seen by this assay (rules C2, Q5)."""

from collections.abc import Iterator

from ros1annot.interpret.alterations import is_silent
from ros1annot.interpret.flags.seen import Seen
from ros1annot.interpret.wording import listed
from ros1annot.model import InputKind
from ros1annot.result import Flag


def assay_flags(seen: Seen) -> Iterator[Flag]:
    """Inputs that are missing, kinds of variants that the assay does not call, and files that do not fit together."""
    supplied = seen.supplied
    if InputKind.VCF not in supplied:
        yield seen.flag("no_vcf", "C2")
    elif not seen.knowledge.parameters.indels_called or _substitutions_only(seen):
        yield seen.flag("no_indels", "Q5")
    if InputKind.FUSIONS not in supplied:
        yield seen.flag("dna_fusions_only" if InputKind.SV in supplied else "no_fusions", "C2")
    if InputKind.COPY_NUMBER not in supplied:
        yield seen.flag("no_copy_number", "C2")
    assemblies = sorted({entry.assembly for entry in seen.inputs.seen if entry.assembly})
    if len(assemblies) > 1:
        yield seen.flag("assemblies_differ", "D4", reason=listed(assemblies))
    silent = sum(map(is_silent, seen.inputs.events))
    if silent:
        reason = "1 variant" if silent == 1 else f"{silent} variants"
        yield seen.flag("silent_not_listed", "C2", values={"variants": silent}, reason=reason)


def _substitutions_only(seen: Seen) -> bool:
    """Whether every small-variant file comes from a caller of substitutions alone."""
    files = [entry for entry in seen.inputs.seen if entry.kind == InputKind.VCF]
    return all(entry.substitutions_only for entry in files)
