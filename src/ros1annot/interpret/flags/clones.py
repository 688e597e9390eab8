"""Flags on molecules and clones: phase, several resistance mutations, residues, transformation (P2, P3, R5, S8)."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from ros1annot.annotate.fusion_genes import shipped_fusion_genes
from ros1annot.interpret.alterations import label
from ros1annot.interpret.flags.seen import Seen, support_of
from ros1annot.interpret.phase import phase_of, together
from ros1annot.model import Event, SmallVariant
from ros1annot.result import Alteration, Flag, Match, PhaseEvidence, PhaseSource, PhaseVerdict
from ros1annot.table.classes import in_class
from ros1annot.table.model import Effect

_TRANSFORMATION = ("tp53_mutation", "rb1_inactivating")


def clone_flags(seen: Seen) -> Iterator[Flag]:
    """Each group of alterations that means more, or something else, than its parts."""
    yield from _phases(seen)
    yield from _several(seen)
    yield from _residues(seen)
    yield from _transformation(seen)


# --- phase -------------------------------------------------------------------------------------------------


def _phases(seen: Seen) -> Iterator[Flag]:
    """One flag a group of alterations for which a row asks the phase: what it is, or that it is open."""
    verdicts: dict[tuple[str, ...], PhaseVerdict] = {}
    for finding in seen.found.findings:
        if finding.phase is not None and finding.table_alteration.endswith("]"):
            verdicts.setdefault(finding.alteration_ids, finding.phase)
    by_id = {alteration.id: alteration for alteration in seen.case.alterations}
    for identifiers, verdict in verdicts.items():
        about = [by_id[identifier] for identifier in identifiers]
        told = [phase for phase in seen.phases if set(phase.alteration_ids) <= set(identifiers)]
        values = _counts(told[0]) if len(told) == 1 else {}
        yield seen.flag(f"phase_{verdict}", "P2", about, values, evidence=_phase_words(told, seen))
    for identifiers in together(seen.phases):
        yield seen.flag("compound_together", "P5", [by_id[identifier] for identifier in identifiers])


def _counts(phase: PhaseEvidence) -> dict[str, int | float | None]:
    """The four haplotypes of a pair, the variants in the order of the flag's alterations."""
    return {
        "both": phase.alt_alt,
        "first_only": phase.alt_ref,
        "second_only": phase.ref_alt,
        "neither": phase.ref_ref,
    }


def _phase_words(told: Sequence[PhaseEvidence], seen: Seen) -> str:
    """What tells the phase of alterations, as the end of a sentence; empty where nothing does."""
    say = seen.knowledge.wording.say
    names = {alteration.id: label(alteration) for alteration in seen.case.alterations}
    words: dict[str, None] = {}
    for phase in told:
        if phase.alt_alt is not None:
            one, other = (names[identifier] for identifier in phase.alteration_ids)
            counts = {
                "both": str(phase.alt_alt),
                "first": str(phase.alt_ref),
                "second": str(phase.ref_alt),
                "neither": str(phase.ref_ref),
            }
            words[say("phase_evidence", "counts", one=one, other=other, **counts)] = None
        if phase.source is not PhaseSource.READS:
            words[say("phase_evidence", phase.source)] = None
    return f": {'; '.join(words)}" if words else ""


# --- several clones ----------------------------------------------------------------------------------------


def _several(seen: Seen) -> Iterator[Flag]:
    """Several resistance mutations of a driver's gene: on different molecules they are several clones (P3)."""
    for gene in sorted(seen.case.drivers.genes):
        found = [(e, a) for e, a in seen.counted_variants() if e.gene == gene and a.id in _resistance(seen)]
        if len(found) < 2:
            continue
        verdicts = {_pair(one, other, seen) for (one, _), (other, _) in combinations(found, 2)}
        if verdicts == {PhaseVerdict.CIS}:
            continue
        shown = bool(verdicts & {PhaseVerdict.TRANS, PhaseVerdict.MIXED})
        yield _clones("polyclonal" if shown else "polyclonal_possible", [a for _, a in found], seen)


def _resistance(seen: Seen) -> frozenset[str]:
    """Ids of alterations that a row lists, alone or as a class, as resistance; the drivers aside."""
    return frozenset(
        identifier
        for finding in seen.found.findings
        if finding.match in (Match.EXACT, Match.CLASS)
        and finding.effect in (Effect.RESISTANT, Effect.REDUCED_SENSITIVITY)
        for identifier in finding.alteration_ids
        if identifier not in seen.driver_ids
    )


def _pair(one: SmallVariant, other: SmallVariant, seen: Seen) -> PhaseVerdict:
    """Two substitutions of one residue cannot sit on one molecule; else what the phase is known to be."""
    mine, theirs = one.name.protein, other.name.protein
    if mine and theirs and mine.is_substitution and theirs.is_substitution and mine.start == theirs.start:
        return PhaseVerdict.TRANS
    return phase_of([one, other], seen.case.phasing) or PhaseVerdict.UNDETERMINED


def _clones(code: str, about: Sequence[Alteration], seen: Seen) -> Flag:
    limit = seen.knowledge.parameters.clone_ratio
    known = [alteration for alteration in about if alteration.vaf]
    highest, lowest = (pick(known, key=lambda a: a.vaf or 0.0, default=None) for pick in (max, min))
    values: dict[str, int | float | None] = {"variants": len(about)}
    clones = ""
    if highest is not None and lowest is not None and highest.vaf and lowest.vaf:
        ratio = highest.vaf / lowest.vaf
        values |= {"highest_vaf": highest.vaf, "lowest_vaf": lowest.vaf}
        if ratio > limit and len(known) == len(about):
            parts = {"major": label(highest), "minor": label(lowest), "ratio": f"{ratio:.0f}"}
            clones = seen.knowledge.wording.say("clones", "unequal", **parts)
    return seen.flag(code, "P3", about, values, clones=clones)


# --- single variants and pairs of genes --------------------------------------------------------------------


def _residues(seen: Seen) -> Iterator[Flag]:
    by_id = {alteration.id: alteration for alteration in seen.case.alterations}
    listed = {f.alteration_ids for f in seen.found.findings if f.match is not Match.RESIDUE}
    at_residue = dict.fromkeys(f.alteration_ids for f in seen.found.findings if f.match is Match.RESIDUE)
    for identifiers in (identifiers for identifiers in at_residue if identifiers not in listed):
        for alteration in (by_id[identifier] for identifier in identifiers):
            if alteration.counted:
                yield seen.flag("residue", "R5", [alteration], support_of(alteration))
    for number, (event, alteration) in enumerate(seen.pairs()):
        if alteration.counted and number not in seen.found.hits and _in_driver_kinase(event, seen):
            yield seen.flag("not_listed", "R5", [alteration], support_of(alteration))


def _in_driver_kinase(event: Event, seen: Seen) -> bool:
    if not isinstance(event, SmallVariant) or event.gene not in seen.case.drivers.genes or event.name.protein is None:
        return False
    kinase, change = shipped_fusion_genes().kinases.get(event.gene), event.name.protein
    if kinase is None:
        return False
    return change.start <= kinase.domain_last and max(change.start, change.end) >= kinase.domain_first


def _transformation(seen: Seen) -> Iterator[Flag]:
    """TP53 changed and RB1 lost, beside a driver: small-cell transformation is to be asked for (S8)."""
    classes = seen.knowledge.table.classes
    altered = [
        [
            alteration
            for trait, alteration in zip(seen.case.traits, seen.case.alterations, strict=False)
            if alteration.counted and in_class(trait, name, classes)
        ]
        for name in _TRANSFORMATION
        if name in classes
    ]
    if len(altered) == len(_TRANSFORMATION) and all(altered):
        yield seen.flag("tp53_rb1", "S8", [alteration for found in altered for alteration in found])
