"""The events behind the alterations of a stored result: :mod:`ros1annot.interpret.alterations` backwards. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Literal, cast

from ros1annot.annotate.protein import parse_protein
from ros1annot.annotate.transcripts import Genome
from ros1annot.model import (
    AlleleCall,
    Assembly,
    BreakEnd,
    Consequence,
    CopyNumberCall,
    Event,
    Fusion,
    FusionCall,
    FusionPartner,
    FusionRole,
    Phase,
    ProteinChange,
    SmallVariant,
    SpliceCall,
    SpliceVariant,
    Strands,
    Support,
    TranscriptName,
)
from ros1annot.result import Alteration, Result

_NO_FILTER = "PASS"


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
        case "splice":
            return _splice(alteration, assembly)
        case _:
            return CopyNumberCall(
                gene=alteration.gene,
                change=cast("Literal['amplification', 'gain', 'loss']", alteration.name),
                copies=alteration.copies,
                log2=None,
                caller=next(iter(alteration.callers), ""),
                source=next(iter(alteration.sources), ""),
                filters=_filters(alteration),
            )


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
    strands = Strands(**alteration.strands) if alteration.strands else None
    support = Support(alteration.vaf, alteration.vaf_source or "", alteration.alt_reads, alteration.depth, strands)
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


def _splice(alteration: Alteration, assembly: Assembly) -> SpliceVariant:
    """The event of exons left out. Where they are several, a result tells the first; nothing looks at the last."""
    first = alteration.exon or 0
    reads, depth, last_kept = alteration.alt_reads, alteration.depth, alteration.pos or 0
    calls = tuple(
        SpliceCall(
            alteration.gene,
            alteration.chrom or "",
            last_kept,
            last_kept,
            caller=caller,
            source=source,
            reads=reads,
            reference_reads=depth - reads if depth is not None and reads is not None else None,
            filters=_filters(alteration),
            dna=alteration.counted,  # the lower limit of reads is that of DNA: what counted counts again
            assembly=assembly,
        )
        for caller, source in _seen_by(alteration)
    )
    return SpliceVariant(alteration.gene, alteration.name, first, alteration.skips_exon or first + 1, calls)


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
        membrane_kept=alteration.transmembrane_kept,
        calls=tuple(calls),
    )


def _trusted(call: FusionCall) -> FusionCall:
    """The call for which a fusion counts: one has no filter and no low confidence, and a result tells only the sum."""
    return replace(call, filters=(), confidence="" if call.confidence == "low" else call.confidence)


def _partner(stored: Mapping[str, str | int | None] | None) -> FusionPartner:
    told = stored or {}

    def number(key: str) -> int | None:
        value = told.get(key)
        return int(value) if value is not None else None

    def exons(part: str) -> tuple[int, int] | None:
        first, last = number(f"{part}_first_exon"), number(f"{part}_last_exon")
        return (first, last) if first is not None and last is not None else None

    strand = told.get("strand")
    return FusionPartner(
        gene=str(told.get("gene") or ""),
        chrom=str(told.get("chrom") or ""),
        pos=number("pos"),
        exon=number("exon"),
        transcript=str(told.get("transcript") or ""),
        strand=cast("Literal['+', '-']", strand) if strand in ("+", "-") else None,
        exons=number("exons"),
        phase=number("phase"),
        kinase_exons=exons("kinase"),
        membrane_exons=exons("membrane"),
    )
