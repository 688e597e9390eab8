"""What a reader must know beside the drug calls. Each flag names the rule of docs/interpretation.md behind it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ros1annot.interpret.phase import together
from ros1annot.interpret.raw_reads import RawSupport
from ros1annot.interpret.wording import Wording, listed
from ros1annot.model import Event, Fusion, FusionRole, InputKind, Sample, SmallVariant, Specimen
from ros1annot.result import Alteration, Finding, Flag, Match, PhaseEvidence, PhaseSource, PhaseVerdict
from ros1annot.units import percent

LOOKED_FOR = (InputKind.VCF, InputKind.FUSIONS, InputKind.COPY_NUMBER)
"""Inputs without which a kind of resistance is not looked for."""

_BLOOD_GENES = frozenset({"DNMT3A", "TET2", "ASXL1", "JAK2", "PPM1D", "SF3B1", "SRSF2", "TP53", "GNAS", "CHEK2", "ATM"})
_GERMLINE_EGFR = frozenset({"T790M", "V843I", "R776H"})
_GERMLINE_VAF = (0.40, 0.60)
_MASTOCYTOSIS_VAF = 0.05
_INFORMATIVE_FRACTION = 0.01


@dataclass(frozen=True, slots=True)
class Seen:
    """What the flags look at.

    Attributes:
        events, alterations: in the same order.
        hits: numbers of the events that meet a row.
        silent: how many variants of the target genes are not listed, since they change no protein.
        missing: inputs of :data:`LOOKED_FOR` that were not supplied.
        unknown_drugs, unread_drivers: what the sheet says and nothing knows.
        phases: what is known of pairs of small variants.
        raw: listed changes that alignments show and no caller reported.
        outdated_drugs: drugs in scope whose approval status is older than ``approval_max_months`` on ``report_date``.
    """

    sample: Sample
    events: Sequence[Event]
    alterations: Sequence[Alteration]
    driver_known: bool
    driver_seen: bool
    findings: Sequence[Finding]
    hits: frozenset[int]
    silent: int
    missing: tuple[InputKind, ...]
    unknown_drugs: tuple[str, ...]
    unread_drivers: tuple[str, ...]
    phases: Sequence[PhaseEvidence] = ()
    raw: Sequence[RawSupport] = ()
    outdated_drugs: tuple[str, ...] = ()
    report_date: str = ""
    approval_max_months: int = 0

    def counted_variants(self) -> Iterator[tuple[SmallVariant, Alteration]]:
        """Counted small variants with their alterations."""
        for event, alteration in zip(self.events, self.alterations, strict=True):
            if isinstance(event, SmallVariant) and alteration.counted:
                yield event, alteration


def label(alteration: Alteration) -> str:
    """Gene and name as a sentence uses them: ``ROS1 G2032R``, ``CD74::ROS1``, ``MET amplification``."""
    return alteration.name if alteration.kind == "fusion" else f"{alteration.gene} {alteration.name}"


def raise_flags(seen: Seen, wording: Wording) -> list[Flag]:
    """All flags of a sample, the weightiest first."""
    return [
        *_driver_flags(seen, wording),
        *_filtered_hits(seen, wording),
        *_raw_support(seen, wording),
        *_plasma_flags(seen, wording),
        *_germline(seen, wording),
        *_transformation(seen, wording),
        *_compounds(seen, wording),
        *_sheet(seen, wording),
        *_not_looked_at(seen, wording),
    ]


def _flag(wording: Wording, code: str, rule: str, about: Sequence[Alteration] = (), **parts: str) -> Flag:
    names = listed([label(a) for a in about])
    text = wording.say("flag", code, alterations=names, **parts)
    return Flag(code=code, alteration_ids=tuple(a.id for a in about), text=text, rule=rule)


def _driver_flags(seen: Seen, wording: Wording) -> Iterator[Flag]:
    fusions = [
        (event, alteration)
        for event, alteration in zip(seen.events, seen.alterations, strict=True)
        if isinstance(event, Fusion)
    ]
    if not seen.driver_known:
        yield _flag(wording, "driver_not_shown", "R1")
        reciprocal = [a for event, a in fusions if event.role is FusionRole.RECIPROCAL]
        if reciprocal:
            yield _flag(wording, "reciprocal_only", "R1", reciprocal)
        unclear = [a for event, a in fusions if event.role is FusionRole.REARRANGEMENT and not _is_filtered(event)]
        if unclear:
            yield _flag(wording, "rearrangement_only", "R1", unclear)
    doubtful = [a for event, a in fusions if event.role is FusionRole.DRIVER and not a.counted]
    if doubtful:
        yield _flag(wording, "low_confidence_fusion", "R1", doubtful)


def _is_filtered(event: Fusion) -> bool:
    return all(call.filters for call in event.calls)


def _filtered_hits(seen: Seen, wording: Wording) -> Iterator[Flag]:
    for index in sorted(seen.hits):
        event, alteration = seen.events[index], seen.alterations[index]
        if not alteration.counted and not isinstance(event, Fusion):
            yield _flag(wording, "filtered_hit", "C3", [alteration], reason=alteration.why_not_counted or "")


def _raw_support(seen: Seen, wording: Wording) -> Iterator[Flag]:
    for found in seen.raw:
        change = f"{found.gene} {found.name}"
        yield _flag(wording, "raw_support", "C3", change=change, reads=str(found.reads), depth=str(found.depth))


def _plasma_flags(seen: Seen, wording: Wording) -> Iterator[Flag]:
    if seen.sample.specimen is not Specimen.CTDNA:
        return
    fraction = seen.sample.tumour_fraction
    if not seen.driver_seen and (fraction is None or fraction < _INFORMATIVE_FRACTION):
        yield _flag(wording, "non_informative", "C1", limit=percent(_INFORMATIVE_FRACTION))
    blood = [
        a
        for event, a in seen.counted_variants()
        if event.gene in _BLOOD_GENES and (a.vaf is None or a.vaf < _GERMLINE_VAF[0])
    ]
    if blood:
        yield _flag(wording, "clonal_haematopoiesis", "C4", blood)
    mastocytosis = [
        a
        for event, a in seen.counted_variants()
        if event.gene == "KIT"
        and event.name.short.startswith("D816")
        and a.vaf is not None
        and a.vaf < _MASTOCYTOSIS_VAF
    ]
    if mastocytosis and seen.sample.disease != "GIST":
        yield _flag(wording, "kit_d816_blood", "C5", mastocytosis)


def _germline(seen: Seen, wording: Wording) -> Iterator[Flag]:
    low, high = _GERMLINE_VAF
    suspects = [
        a
        for event, a in seen.counted_variants()
        if event.gene == "EGFR" and event.name.short in _GERMLINE_EGFR and a.vaf is not None and low <= a.vaf <= high
    ]
    if suspects:
        yield _flag(wording, "germline", "C6", suspects)


def _transformation(seen: Seen, wording: Wording) -> Iterator[Flag]:
    altered = [[a for a in seen.alterations if a.counted and a.gene == gene] for gene in ("TP53", "RB1")]
    if all(altered):
        yield _flag(wording, "tp53_rb1", "S8", [a for found in altered for a in found])


def _compounds(seen: Seen, wording: Wording) -> Iterator[Flag]:
    """One flag a group of alterations for which a row asks the phase: what it is, or that it is open."""
    verdicts: dict[tuple[str, ...], PhaseVerdict] = {}
    for finding in seen.findings:
        if finding.phase is not None and finding.table_alteration.endswith("]"):
            verdicts.setdefault(finding.alteration_ids, finding.phase)
    by_id = {alteration.id: alteration for alteration in seen.alterations}
    for identifiers, verdict in verdicts.items():
        about = [by_id[identifier] for identifier in identifiers]
        yield _flag(wording, f"phase_{verdict}", "P2", about, evidence=_phase_words(identifiers, seen, wording))
    for identifiers in together(seen.phases):
        yield _flag(wording, "compound_together", "P5", [by_id[identifier] for identifier in identifiers])
    unlisted = dict.fromkeys(f.alteration_ids for f in seen.findings if f.match is Match.RESIDUE)
    for identifiers in unlisted:
        yield _flag(wording, "residue", "R5", [by_id[identifier] for identifier in identifiers])


def _phase_words(identifiers: Sequence[str], seen: Seen, wording: Wording) -> str:
    """What tells the phase of alterations, as the end of a sentence; empty where nothing does."""
    names = {alteration.id: label(alteration) for alteration in seen.alterations}
    told: dict[str, None] = {}
    for phase in seen.phases:
        if set(phase.alteration_ids) <= set(identifiers):
            if phase.alt_alt is not None:
                one, other = (names[identifier] for identifier in phase.alteration_ids)
                counts = {
                    "both": str(phase.alt_alt),
                    "first": str(phase.alt_ref),
                    "second": str(phase.ref_alt),
                    "neither": str(phase.ref_ref),
                }
                told[wording.say("phase_evidence", "counts", one=one, other=other, **counts)] = None
            if phase.source is not PhaseSource.READS:
                told[wording.say("phase_evidence", phase.source)] = None
    return f": {'; '.join(told)}" if told else ""


def _sheet(seen: Seen, wording: Wording) -> Iterator[Flag]:
    if not seen.sample.current_therapy and not seen.sample.prior_therapies:
        yield _flag(wording, "history_missing", "Q1")
    for drug in seen.unknown_drugs:
        yield _flag(wording, "unknown_drug", "S9", drug=drug)
    if seen.outdated_drugs:
        drugs = listed(list(seen.outdated_drugs))
        age = f"more than {seen.approval_max_months} months before {seen.report_date}"
        yield _flag(wording, "drug_status_outdated", "S9", drug=drugs, reason=age)
    for driver in seen.unread_drivers:
        yield _flag(wording, "unknown_driver", "R1", driver=driver)


def _not_looked_at(seen: Seen, wording: Wording) -> Iterator[Flag]:
    for kind in seen.missing:
        dna_only = kind is InputKind.FUSIONS and seen.sample.files(InputKind.SV)
        yield _flag(wording, "dna_fusions_only" if dna_only else f"no_{kind}", "C2")
    if seen.silent:
        variants = "1 variant" if seen.silent == 1 else f"{seen.silent} variants"
        yield _flag(wording, "silent_not_listed", "C2", reason=variants)
