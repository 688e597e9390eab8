"""Stored results matched and interpreted again, with another table. Nothing is read or annotated anew. Pure.

A result holds all that matching and interpretation look at: the named alterations, the sheet's row, the depths at
the hotspots, the fragments that span two variants, the thresholds. With the table that made it, a result replays to
the same drug calls.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from ros1annot.annotate.protein import translate
from ros1annot.errors import UsageError
from ros1annot.inputs import Inputs
from ros1annot.interpret.build import interpret
from ros1annot.interpret.raw_reads import GAINED, LOST
from ros1annot.knowledge import Knowledge
from ros1annot.model import (
    Assembly,
    CodonReads,
    DepthAt,
    Event,
    Haplotypes,
    InputKind,
    InputState,
    Sample,
    SmallVariant,
    Specimen,
)
from ros1annot.parameters import parameters_from
from ros1annot.patient.before import earlier_from_row
from ros1annot.restore import events_of
from ros1annot.result import Callability, HotspotState, Result
from ros1annot.write.decode import MismatchError


def replay(result: Result, knowledge: Knowledge) -> Result:
    """The result that ``knowledge`` gives for what a stored one saw, under the thresholds of the stored one.

    What is not stored is missing here, and decides no drug: variants that change no protein, and reads at what was no
    hotspot; so the flags on them are missing. A hotspot that only the new table knows has no stored depth: where depths
    were supplied, it is not assessable.

    Raises:
        Ros1annotError: the result failed, or names what the shipped transcripts cannot hold.
    """
    if result.status != "ok":
        raise UsageError(f"sample {result.sample.get('name')!r} failed, so there is nothing to replay")
    stored = result.provenance.get("parameters")
    thresholds = parameters_from(stored if isinstance(stored, dict) else {}, "provenance")
    events = tuple(events_of(result, knowledge.genome))
    inputs = Inputs(
        seen=result.inputs,
        events=events,
        depths=_depths(result),
        codons=tuple(_codons(result)),
        haplotypes=tuple(_haplotypes(result, events)),
    )
    again = interpret(_sample_of(result), inputs, replace(knowledge, parameters=thresholds))
    return replace(again, sample=result.sample, provenance=result.provenance)


def _sample_of(result: Result) -> Sample:
    try:
        return sample_of(result.sample)
    except (ValueError, MismatchError) as problem:
        name = result.sample.get("name")
        raise UsageError(f"sample {name!r}: its row of the sheet was edited in its result ({problem})") from None


def sample_of(row: Mapping[str, object]) -> Sample:
    """The sheet's row that a result shows, without its files.

    Raises:
        ValueError, MismatchError: a value is none that a sheet can hold.
    """

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
        earlier=earlier_from_row(row),
    )


def _depths(result: Result) -> dict[tuple[str, int], DepthAt] | None:
    if not _depth_was_known(result):
        return None
    return {
        (spot.gene, _residue(spot)): DepthAt(spot.gene, _residue(spot), spot.chrom, spot.pos, spot.depth)
        for spot in result.callability
        if spot.chrom is not None and spot.pos is not None
    }


def _depth_was_known(result: Result) -> bool:
    """Whether a depth was supplied; alignments do not tell, since those of RNA give none."""
    if any(spot.state is HotspotState.UNKNOWN for spot in result.callability):
        return False
    depth_file = any(e.kind == InputKind.DEPTH and e.state != InputState.NOT_SUPPLIED for e in result.inputs)
    return depth_file or any(
        spot.depth is not None or spot.state is HotspotState.NOT_ASSESSABLE for spot in result.callability
    )


def _residue(spot: Callability) -> int:
    return int(spot.name.lstrip("ACDEFGHIKLMNPQRSTVWY*"))


def _codons(result: Result) -> Iterator[CodonReads]:
    """What fragments showed at the hotspots: of each residue one of its codons, which one does not matter."""
    codon_of = {translate("".join(bases)): "".join(bases) for bases in product("ACGT", repeat=3)}
    for spot in result.callability:
        if spot.alt_reads:
            shown = {codon_of[residue]: reads for residue, reads in spot.alt_reads.items() if residue in codon_of}
            lost, gained = spot.alt_reads.get(LOST, 0), spot.alt_reads.get(GAINED, 0)
            yield CodonReads(spot.gene, _residue(spot), spot.depth or 0, shown, lost, gained)


def _haplotypes(result: Result, events: Sequence[Event]) -> Iterator[Haplotypes]:
    """The fragments that span two variants, as far as alignments were read."""
    places = {
        alteration.id: event.place
        for alteration, event in zip(result.alterations, events, strict=True)
        if isinstance(event, SmallVariant)
    }
    for phase in result.phases:
        first, second = (places[identifier] for identifier in phase.alteration_ids)
        counts = [n for n in (phase.ref_ref, phase.ref_alt, phase.alt_ref, phase.alt_alt) if n is not None]
        if len(counts) == 4:
            yield Haplotypes(first, second, *counts)
