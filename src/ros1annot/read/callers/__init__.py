"""The adapters of the variant callers, and which of them read a file.

To add one: write a module with its ``CALLER`` and name it in ``CALLERS``; a caller whose fields another one
uses for something else goes before it.
"""

from dataclasses import dataclass, replace

from ros1annot.errors import UsageError
from ros1annot.model import AlleleCall
from ros1annot.read.callers import (
    bcftools,
    clairs,
    deepvariant,
    dragen,
    freebayes,
    generic,
    haplotypecaller,
    lofreq,
    muse,
    mutect1,
    mutect2,
    octopus,
    pcgr,
    pisces,
    sage,
    somaticsniper,
    strelka2,
    tnscope,
    tvc,
    vardict,
    varlociraptor,
    varscan2,
)
from ros1annot.read.callers.caller import Caller
from ros1annot.read.callers.genotype import is_carried
from ros1annot.read.callers.strands import strands
from ros1annot.read.header import VcfHeader
from ros1annot.read.record import VcfRecord, is_sequence

CALLERS = tuple(
    module.CALLER
    for module in (
        lofreq,
        strelka2,
        tvc,
        varscan2,
        vardict,
        pisces,
        octopus,
        mutect1,
        deepvariant,
        somaticsniper,
        pcgr,
        varlociraptor,
        tnscope,
        sage,
        clairs,
        dragen,
        mutect2,
        freebayes,
        haplotypecaller,
        muse,
        bcftools,
        generic,
    )
)


@dataclass(frozen=True, slots=True)
class Reader:
    """The adapters of one file, tried in order on each record.

    Attributes:
        name: the callers that the header names, or the one that was forced; ``generic`` where there is none.
        substitutions_only: the header tells that the file holds no insertions or deletions.
    """

    name: str
    adapters: tuple[Caller, ...]
    substitutions_only: bool = False

    def calls(self, record: VcfRecord, source: str) -> tuple[AlleleCall, ...]:
        """One call for each ALT of the record, where REF and ALT are spelled out in bases."""
        if not is_sequence(record.ref):
            return ()
        numbered = enumerate(record.alts, start=1)
        return tuple(self._call(record, number, source) for number, alt in numbered if is_sequence(alt))

    def _call(self, record: VcfRecord, allele: int, source: str) -> AlleleCall:
        found = ((caller, caller.support(record, allele)) for caller in self.adapters)
        caller, support = next((caller, support) for caller, support in found if support is not None)
        return AlleleCall(
            chrom=record.chrom,
            pos=record.pos,
            ref=record.ref,
            alt=record.alts[allele - 1],
            filters=caller.filters(record, allele),
            support=replace(support, strands=strands(record, allele)),
            phase=caller.phase(record, allele),
            present=is_carried(record, allele, support, genotype_tells=caller.genotype_tells),
            caller=caller.name,
            source=source,
        )


def reader_for(header: VcfHeader, forced: str | None) -> Reader:
    """The adapters for a file: the forced caller, or those its header names and those whose fields are distinct.

    Raises:
        UsageError: the forced caller is not known.
    """
    if forced is not None:
        chosen = tuple(caller for caller in CALLERS if caller.name == forced.lower())
        if not chosen:
            known = ", ".join(caller.name for caller in CALLERS)
            raise UsageError(f"the variant caller {forced} is not known; use one of {known}")
        return Reader(chosen[0].name, (*chosen, generic.CALLER))
    named = tuple(caller for caller in CALLERS if header.mentions(caller.header))
    name = "+".join(caller.name for caller in named) or generic.CALLER.name
    adapters = tuple(caller for caller in CALLERS if caller.distinct or caller in named)
    substitutions = [c for c in named if c.substitutions is not None and header.mentions(c.substitutions)]
    only = bool(named) and len(substitutions) == len(named)
    return Reader(name, (*adapters, generic.CALLER), only)
