"""Events as the result lists them, whether each may decide a drug, and what would confirm one that may not."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from ros1annot.interpret.cautions import NO_CAUTIONS, Caution, Cautions
from ros1annot.interpret.detection import reads_needed
from ros1annot.interpret.ffpe import looks_like_damage
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
    Specimen,
    SpliceCall,
    SpliceVariant,
    Strands,
    TranscriptName,
)
from ros1annot.parameters import Parameters
from ros1annot.result import Alteration
from ros1annot.units import percent

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


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an alteration counts; if not, why, and what would confirm it."""

    counted: bool = True
    why_not: str | None = None
    confirm: str | None = None


@dataclass(frozen=True, slots=True)
class Counting:
    """What decides whether an alteration counts, and the words for it."""

    parameters: Parameters
    wording: Wording
    cautions: Cautions = NO_CAUTIONS
    specimen: Specimen | None = None

    def verdict(self, code: str | None, **parts: str) -> Verdict:
        """The verdict for a reason of ``[not_counted]``; without one, the alteration counts."""
        if code is None:
            return Verdict()
        confirm = self.wording.say("confirm", code) or None
        return Verdict(counted=False, why_not=self.wording.say("not_counted", code, **parts), confirm=confirm)

    def refused(self, filters: Sequence[str]) -> str:
        """The FILTER entries that stop a call from counting."""
        return ";".join(name for name in filters if name not in self.parameters.accepted_filters)


def label(alteration: Alteration) -> str:
    """Gene and name as a sentence uses them: ``ROS1 G2032R``, ``CD74::ROS1``, ``MET amplification``."""
    return alteration.name if alteration.kind == "fusion" else f"{alteration.gene} {alteration.name}"


def alterations_of(events: Sequence[Event], counting: Counting) -> tuple[Alteration, ...]:
    """One alteration an event, in their order, with ids from ``a1`` on."""
    return tuple(_alteration(f"a{number}", event, counting) for number, event in enumerate(events, 1))


def _alteration(identifier: str, event: Event, counting: Counting) -> Alteration:
    if isinstance(event, SmallVariant):
        return _small_variant(identifier, event, counting)
    if isinstance(event, Fusion):
        return _fusion(identifier, event, counting)
    if isinstance(event, SpliceVariant):
        return _splice(identifier, event, counting)
    return _copy_number(identifier, event, counting)


def _small_variant(identifier: str, event: SmallVariant, counting: Counting) -> Alteration:
    call = event.call
    verdict = _verdict(event, counting)
    calls = (*event.calls, *event.others)
    return Alteration(
        id=identifier,
        kind="small_variant",
        gene=event.gene,
        name=event.name.short,
        counted=verdict.counted,
        why_not_counted=verdict.why_not,
        confirm=verdict.confirm,
        polymorphism=counting.cautions.source(Caution.POLYMORPHISM, event),
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
        strands=_strands(call.support.strands),
        filter=";".join(call.filters) or "PASS",
        phase_set=(call.phase.phase_set or None) if call.phase else None,
        haplotype=call.phase.haplotype if call.phase and call.phase.phase_set else None,
        callers=tuple(sorted({c.caller for c in calls})),
        sources=tuple(dict.fromkeys(c.source for c in calls)),
    )


def _verdict(event: SmallVariant, counting: Counting) -> Verdict:
    call, parameters = event.call, counting.parameters
    reads = call.support.alt_reads
    if refused := counting.refused(call.filters):
        return counting.verdict("filtered", reason=refused)
    if source := counting.cautions.source(Caution.POLYMORPHISM, event):
        return counting.verdict("polymorphism", reason=source)
    if reads is not None and reads < parameters.min_alt_reads:
        return counting.verdict("few_reads", reason=str(reads), limit=str(parameters.min_alt_reads))
    if counting.specimen is Specimen.CTDNA and (needed := _above_background(call, parameters)):
        return counting.verdict("background", reason=str(reads), limit=str(needed))
    if counting.specimen is Specimen.TISSUE and looks_like_damage(event, parameters):
        return counting.verdict("ffpe", limit=percent(parameters.ffpe_vaf))
    return Verdict()


def _above_background(call: AlleleCall, parameters: Parameters) -> int | None:
    """Reads that a call of this depth needs to be above the background (rules.md C3), where it has fewer."""
    reads, depth = call.support.alt_reads, call.support.depth
    if reads is None or depth is None:
        return None
    needed = reads_needed(depth, parameters.min_alt_reads, parameters.error_rate)
    return needed if reads < needed else None


def _strands(strands: Strands | None) -> Mapping[str, int] | None:
    return asdict(strands) if strands else None


def _mane(name: TranscriptName | None) -> dict[str, str] | None:
    if name is None:
        return None
    return {"transcript": name.transcript, "hgvs_c": name.hgvs_c, "hgvs_p": name.hgvs_p, "name": name.short}


def _fusion(identifier: str, event: Fusion, counting: Counting) -> Alteration:
    verdict = _fusion_verdict(event, counting)
    return Alteration(
        id=identifier,
        kind="fusion",
        gene=event.kinase,
        name=event.name,
        counted=verdict.counted,
        why_not_counted=verdict.why_not,
        confirm=verdict.confirm,
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


def _fusion_verdict(event: Fusion, counting: Counting) -> Verdict:
    """Why a fusion establishes no driver: its callers reject it, its role, or their low confidence."""
    if all(call.filters for call in event.calls):
        return counting.verdict("filtered", reason=_filters(event))
    if event.role is not FusionRole.DRIVER:
        return counting.verdict(event.role.value)
    if all(call.filters or call.confidence == "low" for call in event.calls):
        return counting.verdict("low_confidence")
    return Verdict()


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


def _splice(identifier: str, event: SpliceVariant, counting: Counting) -> Alteration:
    call = event.calls[0]
    verdict = _splice_verdict(call, counting)
    total = call.reads + call.reference_reads if call.reads is not None and call.reference_reads is not None else None
    return Alteration(
        id=identifier,
        kind="splice",
        gene=event.gene,
        name=event.name,
        counted=verdict.counted,
        why_not_counted=verdict.why_not,
        confirm=verdict.confirm,
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


def _splice_verdict(call: SpliceCall, counting: Counting) -> Verdict:
    if refused := counting.refused(call.filters):
        return counting.verdict("filtered", reason=refused)
    limit = counting.parameters.min_alt_reads if call.dna else counting.parameters.min_splice_reads
    if call.reads is not None and call.reads < limit:
        return counting.verdict("few_reads", reason=str(call.reads), limit=str(limit))
    if not call.dna and call.reads is not None and call.reference_reads:
        part, least = call.reads / (call.reads + call.reference_reads), counting.parameters.min_splice_fraction
        if part < least:
            return counting.verdict("small_part", reason=f"{100 * part:.2g}", limit=f"{100 * least:g}")
    return Verdict()


def _copy_number(identifier: str, event: CopyNumberCall, counting: Counting) -> Alteration:
    verdict = _copies_verdict(event, counting)
    return Alteration(
        id=identifier,
        kind="copy_number",
        gene=event.gene,
        name=event.change,
        counted=verdict.counted,
        why_not_counted=verdict.why_not,
        confirm=verdict.confirm,
        copies=event.copies,
        filter=";".join(event.filters) or "PASS",
        callers=(event.caller,),
        sources=(event.source,),
    )


def _copies_verdict(event: CopyNumberCall, counting: Counting) -> Verdict:
    if refused := counting.refused(event.filters):
        return counting.verdict("filtered", reason=refused)
    if event.change == "gain":
        return counting.verdict("arm_level", reason=f"{(event.segment_length or 0) / 1e6:.0f}")
    return Verdict()
