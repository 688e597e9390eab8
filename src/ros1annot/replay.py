"""Stored results matched and interpreted again, with another table. Nothing is read or annotated anew. Pure.

A result holds all that matching and interpretation look at: the named alterations, the sheet's row, the depths at
the hotspots, the thresholds. With the table that made it, a result replays to the same drug calls.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Literal, cast

from ros1annot.annotate.protein import parse_protein
from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import UsageError
from ros1annot.inputs import Inputs
from ros1annot.interpret.build import interpret
from ros1annot.knowledge import Knowledge
from ros1annot.model import (
    AlleleCall,
    Assembly,
    BreakEnd,
    Consequence,
    CopyNumberCall,
    DepthAt,
    Event,
    Fusion,
    FusionCall,
    FusionPartner,
    FusionRole,
    InputKind,
    InputState,
    Phase,
    ProteinChange,
    Sample,
    SmallVariant,
    Specimen,
    Support,
    TranscriptName,
)
from ros1annot.parameters import parameters_from
from ros1annot.result import Alteration, Result

_NO_FILTER = "PASS"


def replay(result: Result, knowledge: Knowledge) -> Result:
    """The result that ``knowledge`` gives for what a stored one saw, under the thresholds of the stored one.

    Variants that change no protein are not stored, so the flag that counts them is missing here. A hotspot that
    only the new table knows has no stored depth: where depths were supplied, it is not assessable.

    Raises:
        Ros1annotError: the result failed, or names what the shipped transcripts cannot hold.
    """
    if result.status != "ok":
        raise UsageError(f"sample {result.sample.get('name')!r} failed, so there is nothing to replay")
    stored = result.provenance.get("parameters")
    thresholds = parameters_from(stored if isinstance(stored, dict) else {}, "provenance")
    inputs = Inputs(result.inputs, tuple(events_of(result, knowledge.genome)), _depths(result))
    again = interpret(sample_of(result.sample), inputs, replace(knowledge, parameters=thresholds))
    return replace(again, sample=result.sample, provenance=result.provenance)


def sample_of(row: Mapping[str, object]) -> Sample:
    """The sheet's row that a result shows, without its files."""

    def text(key: str) -> str | None:
        value = row.get(key)
        return str(value) if value is not None else None

    def several(key: str) -> tuple[str, ...]:
        value = row.get(key)
        return tuple(str(item) for item in value) if isinstance(value, list | tuple) else ()

    specimen, assembly, fraction = text("specimen"), text("assembly"), text("tumour_fraction")
    return Sample(
        name=text("name") or "",
        patient=text("patient"),
        specimen=Specimen(specimen) if specimen else None,
        site=text("site"),
        collected=text("collected"),
        disease=text("disease") or "",
        assembly=Assembly(assembly) if assembly else None,
        tumour_sample=text("tumour_sample"),
        drivers=several("driver"),
        current_therapy=several("current_therapy"),
        prior_therapies=several("prior_therapies"),
        tumour_fraction=float(fraction) if fraction else None,
    )


def events_of(result: Result, genome: Genome) -> Iterator[Event]:
    """The events behind the alterations of a result, in their order."""
    on = {entry.path: Assembly(entry.assembly) for entry in result.inputs if entry.path and entry.assembly}
    fallback = next(iter(on.values()), Assembly.GRCH38)
    for alteration in result.alterations:
        assembly = next((on[source] for source in alteration.sources if source in on), fallback)
        yield event_of(alteration, genome, assembly)


def event_of(alteration: Alteration, genome: Genome, assembly: Assembly) -> Event:
    """The event that an alteration tells of.

    Args:
        alteration: of a result; as a result shows it, several reads of one event are told by their best one.
        genome: reads the protein names.
        assembly: what its positions count on; only small variants and fusions have some.

    Raises:
        Ros1annotError: a protein name does not fit its transcript.
    """
    match alteration.kind:
        case "small_variant":
            return _small_variant(alteration, genome, assembly)
        case "fusion":
            return _fusion(alteration, assembly)
        case _:
            return CopyNumberCall(
                gene=alteration.gene,
                change=cast("Literal['amplification', 'loss']", alteration.name),
                copies=alteration.copies,
                log2=None,
                caller=next(iter(alteration.callers), ""),
                source=next(iter(alteration.sources), ""),
                filters=_filters(alteration),
            )


def _depths(result: Result) -> dict[tuple[str, int], DepthAt] | None:
    if not any(e.kind == InputKind.DEPTH and e.state != InputState.NOT_SUPPLIED for e in result.inputs):
        return None
    placed = ((spot, int(spot.name.lstrip("ACDEFGHIKLMNPQRSTVWY*"))) for spot in result.callability)
    return {
        (spot.gene, residue): DepthAt(spot.gene, residue, spot.chrom, spot.pos, spot.depth)
        for spot, residue in placed
        if spot.chrom is not None and spot.pos is not None
    }


# --- one alteration ----------------------------------------------------------------------------------------


def _filters(alteration: Alteration) -> tuple[str, ...]:
    told = alteration.filter or _NO_FILTER
    return () if told == _NO_FILTER else tuple(told.split(";"))


def _seen_by(alteration: Alteration) -> Sequence[tuple[str, str]]:
    """Callers and sources, paired as far as they go: a result lists both, not which saw what."""
    callers, sources = alteration.callers or ("",), alteration.sources or ("",)
    return [(c or callers[-1], s or sources[-1]) for c, s in zip_longest(callers, sources, fillvalue="")]


def _small_variant(alteration: Alteration, genome: Genome, assembly: Assembly) -> SmallVariant:
    chrom, pos = alteration.chrom or "", alteration.pos or 0
    ref, alt = alteration.ref or "", alteration.alt or ""
    support = Support(alteration.vaf, alteration.vaf_source or "", alteration.alt_reads, alteration.depth)
    phase = None
    if alteration.phase_set is not None and alteration.haplotype is not None:
        phase = Phase(alteration.phase_set, alteration.haplotype)
    first, *rest = (
        AlleleCall(chrom, pos, ref, alt, _filters(alteration), support, phase, caller=caller, source=source)
        for caller, source in _seen_by(alteration)
    )
    name = _name(
        genome,
        alteration.transcript or "",
        alteration.hgvs_c or "",
        alteration.hgvs_p or "",
        alteration.name,
        alteration.exon,
    )
    return SmallVariant(
        gene=alteration.gene,
        assembly=assembly,
        chrom=chrom,
        pos=pos,
        ref=ref,
        alt=alt,
        consequence=Consequence(alteration.consequence or Consequence.CODING_UNKNOWN),
        name=name,
        mane=_mane(genome, alteration.mane),
        calls=(first,),
        skips_exon=alteration.skips_exon,
        others=tuple(rest),
    )


def _mane(genome: Genome, stored: Mapping[str, str] | None) -> TranscriptName | None:
    if stored is None:
        return None
    return _name(genome, stored["transcript"], stored["hgvs_c"], stored["hgvs_p"], stored["name"], None)


def _name(genome: Genome, accession: str, hgvs_c: str, hgvs_p: str, short: str, exon: int | None) -> TranscriptName:
    return TranscriptName(accession, hgvs_c, hgvs_p, short, _protein(genome, accession, hgvs_p), exon)


def _protein(genome: Genome, accession: str, hgvs_p: str) -> ProteinChange | None:
    transcript = genome.transcript(accession)
    if transcript is None or transcript.protein is None or hgvs_p in ("", "p.?") or hgvs_p.endswith("=)"):
        return None
    return parse_protein(hgvs_p, transcript.protein, accession)


def _fusion(alteration: Alteration, assembly: Assembly) -> Fusion:
    five, three = _partner(alteration.five_prime), _partner(alteration.three_prime)
    ends = BreakEnd(five.gene, five.chrom, five.pos), BreakEnd(three.gene, three.chrom, three.pos)
    calls = [
        FusionCall(
            *ends,
            caller,
            source,
            split_reads=alteration.split_reads,
            discordant_pairs=alteration.discordant_pairs,
            confidence=alteration.confidence or "",
            filters=_filters(alteration),
        )
        for caller, source in _seen_by(alteration)
    ]
    if alteration.counted:
        calls.insert(0, _trusted(calls[0]))
    return Fusion(
        kinase=alteration.gene,
        five_prime=five,
        three_prime=three,
        assembly=assembly,
        role=FusionRole(alteration.fusion_role or FusionRole.DRIVER),
        in_frame=alteration.in_frame,
        frame_source=alteration.frame_source or "",
        kinase_kept=alteration.kinase_kept,
        calls=tuple(calls),
    )


def _trusted(call: FusionCall) -> FusionCall:
    """The call for which a fusion counts: one has no filter and no low confidence, and a result tells only the sum."""
    return replace(call, filters=(), confidence="" if call.confidence == "low" else call.confidence)


def _partner(stored: Mapping[str, str | int | None] | None) -> FusionPartner:
    told = stored or {}
    exon = told.get("exon")
    return FusionPartner(
        gene=str(told.get("gene") or ""),
        chrom=str(told.get("chrom") or ""),
        pos=int(told.get("pos") or 0),
        exon=int(exon) if exon is not None else None,
        transcript=str(told.get("transcript") or ""),
    )
