"""Events as the result lists them, and whether each may decide a drug."""

from collections.abc import Sequence

from ros1annot.interpret.wording import Wording
from ros1annot.model import (
    AlleleCall,
    Consequence,
    CopyNumberCall,
    Event,
    Fusion,
    FusionPartner,
    FusionRole,
    SmallVariant,
    SpliceCall,
    SpliceVariant,
    TranscriptName,
)
from ros1annot.parameters import Parameters
from ros1annot.result import Alteration

_SILENT = frozenset(
    {
        Consequence.SYNONYMOUS,
        Consequence.STOP_RETAINED,
        Consequence.INTRON,
        Consequence.UTR3,
        Consequence.UTR5,
        Consequence.UPSTREAM,
        Consequence.DOWNSTREAM,
        Consequence.SPLICE_REGION,
    }
)


def is_silent(event: Event) -> bool:
    """Whether a small variant leaves the protein and the splice sites as they are."""
    return isinstance(event, SmallVariant) and event.consequence in _SILENT and event.skips_exon is None


def alterations_of(events: Sequence[Event], parameters: Parameters, wording: Wording) -> tuple[Alteration, ...]:
    """One alteration an event, in their order, with ids from ``a1`` on."""
    return tuple(_alteration(f"a{number}", event, parameters, wording) for number, event in enumerate(events, 1))


def _alteration(identifier: str, event: Event, parameters: Parameters, wording: Wording) -> Alteration:
    if isinstance(event, SmallVariant):
        return _small_variant(identifier, event, parameters, wording)
    if isinstance(event, Fusion):
        return _fusion(identifier, event, wording)
    if isinstance(event, SpliceVariant):
        return _splice(identifier, event, parameters, wording)
    return _copy_number(identifier, event, parameters, wording)


def _small_variant(identifier: str, event: SmallVariant, parameters: Parameters, wording: Wording) -> Alteration:
    call = event.call
    why = _why_not(call, parameters, wording)
    calls = (*event.calls, *event.others)
    return Alteration(
        id=identifier,
        kind="small_variant",
        gene=event.gene,
        name=event.name.short,
        counted=why is None,
        why_not_counted=why,
        consequence=event.consequence,
        transcript=event.name.transcript,
        hgvs_c=event.name.hgvs_c,
        hgvs_p=event.name.hgvs_p or None,
        exon=event.name.exon,
        mane=_mane(event.mane),
        chrom=event.chrom,
        pos=event.pos,
        ref=event.ref,
        alt=event.alt,
        skips_exon=event.skips_exon,
        vaf=call.support.vaf,
        vaf_source=call.support.vaf_source or None,
        alt_reads=call.support.alt_reads,
        depth=call.support.depth,
        filter=";".join(call.filters) or "PASS",
        phase_set=(call.phase.phase_set or None) if call.phase else None,
        haplotype=call.phase.haplotype if call.phase and call.phase.phase_set else None,
        callers=tuple(sorted({c.caller for c in calls})),
        sources=tuple(dict.fromkeys(c.source for c in calls)),
    )


def _why_not(call: AlleleCall, parameters: Parameters, wording: Wording) -> str | None:
    refused = [name for name in call.filters if name not in parameters.accepted_filters]
    if refused:
        return wording.say("not_counted", "filtered", reason=";".join(refused))
    reads = call.support.alt_reads
    if reads is not None and reads < parameters.min_alt_reads:
        return wording.say("not_counted", "few_reads", reason=str(reads), limit=str(parameters.min_alt_reads))
    return None


def _mane(name: TranscriptName | None) -> dict[str, str] | None:
    if name is None:
        return None
    return {"transcript": name.transcript, "hgvs_c": name.hgvs_c, "hgvs_p": name.hgvs_p, "name": name.short}


def _fusion(identifier: str, event: Fusion, wording: Wording) -> Alteration:
    why = _why_not_fusion(event, wording)
    return Alteration(
        id=identifier,
        kind="fusion",
        gene=event.kinase,
        name=event.name,
        counted=why is None,
        why_not_counted=why,
        five_prime=_partner(event.five_prime),
        three_prime=_partner(event.three_prime),
        in_frame=event.in_frame,
        frame_source=event.frame_source or None,
        kinase_kept=event.kinase_kept,
        transmembrane_kept=event.membrane_kept,
        reciprocal=event.role is FusionRole.RECIPROCAL,
        fusion_role=event.role,
        split_reads=event.split_reads,
        discordant_pairs=event.discordant_pairs,
        confidence=_confidence(event) or None,
        filter=_filters(event) or "PASS",
        callers=tuple(sorted({call.caller for call in event.calls})),
        sources=tuple(dict.fromkeys(call.source for call in event.calls)),
    )


def _why_not_fusion(event: Fusion, wording: Wording) -> str | None:
    """Why a fusion establishes no driver: its callers reject it, its role, or their low confidence."""
    if all(call.filters for call in event.calls):
        return wording.say("not_counted", "filtered", reason=_filters(event))
    if event.role is not FusionRole.DRIVER:
        return wording.say("not_counted", event.role.value)
    if all(call.filters or call.confidence == "low" for call in event.calls):
        return wording.say("not_counted", "low_confidence")
    return None


def _filters(event: Fusion) -> str:
    return ";".join(sorted({name for call in event.calls for name in call.filters}))


def _confidence(event: Fusion) -> str:
    given = {call.confidence for call in event.calls}
    return next((word for word in ("high", "medium", "low") if word in given), "")


def _partner(partner: FusionPartner) -> dict[str, str | int | None]:
    return {
        "gene": partner.gene,
        "chrom": partner.chrom,
        "pos": partner.pos,
        "exon": partner.exon,
        "transcript": partner.transcript or None,
        "strand": partner.strand,
        "exons": partner.exons,
        "phase": partner.phase,
        "kinase_first_exon": partner.kinase_exons[0] if partner.kinase_exons else None,
        "kinase_last_exon": partner.kinase_exons[1] if partner.kinase_exons else None,
        "membrane_first_exon": partner.membrane_exons[0] if partner.membrane_exons else None,
        "membrane_last_exon": partner.membrane_exons[1] if partner.membrane_exons else None,
    }


def _splice(identifier: str, event: SpliceVariant, parameters: Parameters, wording: Wording) -> Alteration:
    call = event.calls[0]
    why = _why_not_splice(call, parameters, wording)
    total = call.reads + call.reference_reads if call.reads is not None and call.reference_reads is not None else None
    return Alteration(
        id=identifier,
        kind="splice",
        gene=event.gene,
        name=event.name,
        counted=why is None,
        why_not_counted=why,
        consequence="exon_loss_variant",
        exon=event.first_exon,
        skips_exon=event.first_exon if event.first_exon == event.last_exon else None,
        chrom=call.chrom,
        pos=call.last_kept,
        alt_reads=call.reads,
        depth=total,
        filter=";".join(call.filters) or "PASS",
        callers=tuple(sorted({c.caller for c in event.calls})),
        sources=tuple(dict.fromkeys(c.source for c in event.calls)),
    )


def _why_not_splice(call: SpliceCall, parameters: Parameters, wording: Wording) -> str | None:
    refused = [name for name in call.filters if name not in parameters.accepted_filters]
    if refused:
        return wording.say("not_counted", "filtered", reason=";".join(refused))
    limit = parameters.min_alt_reads if call.dna else parameters.min_splice_reads
    if call.reads is not None and call.reads < limit:
        return wording.say("not_counted", "few_reads", reason=str(call.reads), limit=str(limit))
    if not call.dna and call.reads is not None and call.reference_reads:
        part = call.reads / (call.reads + call.reference_reads)
        if part < parameters.min_splice_fraction:
            limits = {"reason": f"{100 * part:.2g}", "limit": f"{100 * parameters.min_splice_fraction:g}"}
            return wording.say("not_counted", "small_part", **limits)
    return None


def _copy_number(identifier: str, event: CopyNumberCall, parameters: Parameters, wording: Wording) -> Alteration:
    why = _why_not_copies(event, parameters, wording)
    return Alteration(
        id=identifier,
        kind="copy_number",
        gene=event.gene,
        name=event.change,
        counted=why is None,
        why_not_counted=why,
        copies=event.copies,
        filter=";".join(event.filters) or "PASS",
        callers=(event.caller,),
        sources=(event.source,),
    )


def _why_not_copies(event: CopyNumberCall, parameters: Parameters, wording: Wording) -> str | None:
    refused = [name for name in event.filters if name not in parameters.accepted_filters]
    if refused:
        return wording.say("not_counted", "filtered", reason=";".join(refused))
    if event.change == "gain":
        return wording.say("not_counted", "arm_level", reason=f"{(event.segment_length or 0) / 1e6:.0f}")
    return None
