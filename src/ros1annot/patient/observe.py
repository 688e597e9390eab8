"""The alterations of a patient, each told once, and what every sample says of each."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ros1annot.model import InputKind, InputState, Specimen
from ros1annot.patient.model import Observation, State, Variant
from ros1annot.patient.visit import Visit
from ros1annot.result import Alteration, Callability, HotspotState

Identity = tuple[str, ...]

_SHOWN_BY = {
    "small_variant": (InputKind.VCF,),
    "fusion": (InputKind.FUSIONS, InputKind.SV),
    "copy_number": (InputKind.COPY_NUMBER,),
    "splice": (InputKind.FUSIONS, InputKind.SV),
}
_RESIDUES = re.compile(r"[A-Z](\d+)(?:_[A-Z](\d+))?")
_SUBSTITUTION = re.compile(r"[A-Z]\d+([A-Z*])")
_HETEROZYGOUS = (0.4, 0.6)
_HOMOZYGOUS = 0.9
_LOW_DRIVER = 0.1


def identity(alteration: Alteration) -> Identity:
    """What makes two alterations of different samples one.

    A small variant is its gene and coding name on the pinned transcript, which normalisation makes one for one
    molecule and which both assemblies share; without a coding name, the name. All others: gene and name.
    """
    if alteration.kind == "small_variant" and alteration.hgvs_c:
        transcript = (alteration.transcript or "").split(".")[0]
        return alteration.kind, alteration.gene, transcript, alteration.hgvs_c
    return alteration.kind, alteration.gene, alteration.name


def variants_of(visits: Sequence[Visit]) -> tuple[Variant, ...]:
    """Every alteration of the samples (given in the order of the time line): drivers first, then listed ones."""
    found: dict[Identity, list[tuple[Visit, Alteration]]] = {}
    for visit in visits:
        for alteration in visit.alterations:
            found.setdefault(identity(alteration), []).append((visit, alteration))
    built = [_variant(key, seen, visits) for key, seen in found.items()]
    built.sort(key=lambda v: (not v.driver, not v.listed, v.gene, v.name, v.kind))
    numbered = [replace(variant, id=f"v{number}") for number, variant in enumerate(built, 1)]
    return _with_drivers(numbered, visits)


def driver_in(sample: str, variants: Iterable[Variant], *, among: Iterable[str] | None = None) -> Variant | None:
    """The small-variant driver with most reads in a sample, which other VAFs can be compared with."""
    known = None if among is None else set(among)
    best, most = None, 0
    for variant in variants:
        if variant.driver and variant.kind == "small_variant" and (known is None or variant.id in known):
            reads = observation(variant, sample).alt_reads or 0
            if observation(variant, sample).state is State.SEEN and reads > most:
                best, most = variant, reads
    return best


def observation(variant: Variant, sample: str) -> Observation:
    """What a sample says of a variant."""
    return next(seen for seen in variant.observations if seen.sample == sample)


def _variant(key: Identity, seen: list[tuple[Visit, Alteration]], visits: Sequence[Visit]) -> Variant:
    first = min((alteration for _, alteration in seen), key=lambda a: a.name)
    return Variant(
        id="",
        kind=first.kind,
        gene=first.gene,
        name=first.name,
        driver=any(a.id in visit.drivers for visit, a in seen),
        listed=any(a.id in visit.listed for visit, a in seen),
        follows_tumour=not any(a.id in visit.not_tumour for visit, a in seen),
        observations=tuple(_observed(visit, key, first) for visit in visits),
    )


def _observed(visit: Visit, key: Identity, example: Alteration) -> Observation:
    if visit.failed:
        return Observation(sample=visit.name, state=State.FAILED, detail=visit.point.error or "")
    state = visit.input_state(*_SHOWN_BY[example.kind])
    here = [a for a in visit.alterations if identity(a) == key]
    if not here:
        return _unseen(visit, example, state)
    shown = max(here, key=lambda a: (a.counted, a.alt_reads or 0, a.vaf or 0.0, a.id))
    vaf = shown.vaf
    if vaf is None and shown.kind == "small_variant" and shown.alt_reads is not None and shown.depth:
        vaf = round(shown.alt_reads / shown.depth, 6)
    return Observation(
        sample=visit.name,
        state=State.SEEN if shown.counted else State.FILTERED,
        vaf=vaf,
        alt_reads=shown.split_reads if shown.kind == "fusion" else shown.alt_reads,
        depth=shown.depth,
        copies=shown.copies,
        input_state=state,
        detail=shown.why_not_counted or "",
    )


def _unseen(visit: Visit, example: Alteration, state: InputState) -> Observation:
    bare = Observation(sample=visit.name, state=State.NOT_CALLED, input_state=state)
    if state is InputState.NOT_SUPPLIED:
        return replace(bare, state=State.NOT_TESTED)
    spot = _hotspot(visit.callability, example) if example.kind == "small_variant" else None
    if spot is None or (spot.depth is None and spot.state is not HotspotState.NOT_ASSESSABLE):
        return bare
    if not spot.depth:
        return replace(bare, state=State.NOT_COVERED, depth=spot.depth)
    limit = visit.limit if spot.limit is None else spot.limit
    assessable = spot.why_not_assessable is None and spot.lod is not None and spot.lod <= limit
    return replace(
        bare,
        state=State.NOT_DETECTED if assessable else State.NOT_ASSESSABLE,
        depth=spot.depth,
        lod=spot.lod,
        unseen_reads=min(spot.depth, max(visit.min_alt_reads - 1, _shown_reads(spot, example.name))),
    )


def _hotspot(callability: Iterable[Callability], example: Alteration) -> Callability | None:
    """The worst covered hotspot among the residues of a variant."""
    match = _RESIDUES.match(example.name)
    if match is None:
        return None
    residues = range(int(match[1]), int(match[2] or match[1]) + 1)
    spots = [s for s in callability if s.gene == example.gene and _residue(s.name) in residues]
    return min(spots, key=lambda s: -1 if s.depth is None else s.depth, default=None)


def _residue(name: str) -> int:
    digits = re.search(r"\d+", name)
    return int(digits[0]) if digits else 0


def _shown_reads(spot: Callability, name: str) -> int:
    match = _SUBSTITUTION.fullmatch(name)
    return spot.alt_reads.get(match[1], 0) if match else 0


def _with_drivers(variants: Sequence[Variant], visits: Sequence[Visit]) -> tuple[Variant, ...]:
    plasma = {v.name for v in visits if v.point.specimen == Specimen.CTDNA and not v.failed}
    drivers = {visit.name: driver_in(visit.name, variants) for visit in visits}
    vafs = {name: observation(driver, name).vaf for name, driver in drivers.items() if driver is not None}

    def related(seen: Observation) -> Observation:
        driver_vaf = vafs.get(seen.sample)
        if seen.sample not in plasma or seen.vaf is None or not driver_vaf:
            return seen
        return replace(seen, relative_vaf=round(seen.vaf / driver_vaf, 6))

    low = any(vaf is not None and vaf < _LOW_DRIVER for vaf in vafs.values())
    return tuple(
        replace(
            variant,
            follows_tumour=variant.follows_tumour and (variant.driver or not (low and _like_germline(variant))),
            observations=tuple(
                related(seen) if variant.kind == "small_variant" else seen for seen in variant.observations
            ),
        )
        for variant in variants
    )


def _like_germline(variant: Variant) -> bool:
    """Near one half, or near one, wherever it was seen, while the driver is low (rules.md C6)."""
    vafs = [seen.vaf for seen in variant.observations if seen.present and seen.vaf is not None]
    low, high = _HETEROZYGOUS
    return bool(vafs) and all(low <= vaf <= high or vaf >= _HOMOZYGOUS for vaf in vafs)
