"""Alterations and findings as the report shows them: each alteration once, with all that it means."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ros1annot.result import Alteration, Finding, Match, Result, Role
from ros1annot.write.facts import titled
from ros1annot.write.labels import Labels
from ros1annot.write.text import Reference, reads, reference, shown, vaf
from ros1annot.write.view.fusion_card import FusionCard, fusion_card

_ROLE_ORDER = {role: place for place, role in enumerate(Role)}


@dataclass(frozen=True, slots=True)
class AlterationView:
    """One alteration in words.

    Attributes:
        names: HGVS names on the reporting transcript; one list item cannot be broken over two lines.
        mane: the MANE Select names, where they differ.
        place: ``6:117317184 C>T``, or the breakpoints' own lines for a fusion.
        measured: VAF and where it was read from, reads, copies.
    """

    title: str
    names: tuple[str, ...]
    mane: tuple[str, ...]
    place: str
    measured: tuple[str, ...]
    consequence: str
    filter: str
    callers: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One row of the table that was met, for one drug.

    Attributes:
        matched: how the row was met, where it names something else than the alteration itself.
        table: the file of the row: the table, or the laboratory's overlay over it.
        reservation: why the row has no say in the drug's call; empty where it has.
    """

    drug: str
    effect: str
    matched: str
    role: str
    evidence: tuple[str, ...]
    references: tuple[Reference, ...]
    entry_id: str
    table: str
    status: str
    unverified: bool
    reservation: str
    note: str


@dataclass(frozen=True, slots=True)
class PhaseTable:
    """Two variants of a compound, and the fragments of the alignments that span both.

    Attributes:
        source: what the verdict is known by.
        counts: with both, with the first only, with the second only, with neither; empty without alignments.
    """

    first: str
    second: str
    verdict: str
    source: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FindingBlock:
    """An alteration, or alterations met together as a compound, with every row they meet."""

    anchor: str
    title: str
    phase: str
    mechanism: str
    alterations: tuple[AlterationView, ...]
    rows: tuple[FindingRow, ...]
    phases: tuple[PhaseTable, ...] = ()


@dataclass(frozen=True, slots=True)
class NotCounted:
    """An alteration that was seen and decides nothing, and what it would mean if it were real.

    Attributes:
        card: of a fusion that no caller filtered.
    """

    anchor: str
    alteration: AlterationView
    reason: str
    confirm: str
    would_mean: tuple[str, ...]
    card: FusionCard | None


def anchor_of(finding: Finding) -> str:
    """Fragment of the page at which a finding stands."""
    return "f-" + "-".join(finding.alteration_ids) if finding.alteration_ids else "f-sheet"


def alteration_view(alteration: Alteration) -> AlterationView:
    """One alteration in words."""
    measured = [vaf(alteration.vaf) if alteration.kind == "small_variant" else ""]
    if alteration.vaf is not None and alteration.vaf_source:
        measured.append(f"from {alteration.vaf_source}")
    measured.append(reads(alteration.alt_reads, alteration.depth))
    if alteration.copies is not None:
        measured.append(f"{alteration.copies:g} copies")
    return AlterationView(
        title=titled(alteration.gene, alteration.name),
        names=hgvs(alteration.transcript, alteration.hgvs_c, alteration.hgvs_p),
        mane=_mane_names(alteration.mane),
        place=_place(alteration),
        measured=tuple(part for part in measured if part),
        consequence=(alteration.consequence or "").replace("_", " "),
        filter=alteration.filter or "",
        callers=", ".join(alteration.callers),
    )


def hgvs(transcript: str | None, hgvs_c: str | None, hgvs_p: str | None) -> tuple[str, ...]:
    """``NM_002944.3:c.6094G>A`` and ``p.(Gly2032Arg)``, as far as they are known."""
    coding = f"{transcript}:{hgvs_c}" if transcript and hgvs_c else hgvs_c or transcript or ""
    return tuple(name for name in (coding, hgvs_p) if name)


def _mane_names(mane: Mapping[str, str] | None) -> tuple[str, ...]:
    return hgvs(mane.get("transcript"), mane.get("hgvs_c"), mane.get("hgvs_p")) if mane else ()


def _place(alteration: Alteration) -> str:
    if alteration.kind == "fusion":
        return " → ".join(
            f"{shown(side.get('chrom'))}:{shown(side.get('pos'))}"
            for side in (alteration.five_prime, alteration.three_prime)
            if side
        )
    if alteration.chrom is None or alteration.pos is None:
        return ""
    change = f" {alteration.ref}>{alteration.alt}" if alteration.ref and alteration.alt else ""
    return f"{alteration.chrom}:{alteration.pos}{change}"


def finding_row(finding: Finding, labels: Labels) -> FindingRow:
    """One met row in words."""
    level = f"level {finding.level}" if finding.level else "no level"
    evidence = (
        level,
        labels.word("evidence_type", finding.evidence_type),
        f"AMP {finding.tier}" * bool(finding.tier),
    )
    return FindingRow(
        drug=finding.drug,
        effect=labels.word("effect", finding.effect),
        matched=_matched(finding, labels),
        role=labels.word("role", finding.role),
        evidence=tuple(part for part in evidence if part),
        references=tuple(reference(cited) for cited in finding.references),
        entry_id=finding.entry_id,
        table=finding.table,
        status=labels.word("row_status", finding.status),
        unverified=finding.status in {"unverified", "disputed"},
        reservation="" if finding.decides else f"does not decide: {finding.why_not_deciding or 'see the drug'}",
        note=finding.note,
    )


def _matched(finding: Finding, labels: Labels) -> str:
    if finding.match is Match.EXACT:
        return ""
    return f"{labels.word('match', finding.match)}: {finding.table_alteration}"


def finding_blocks(result: Result, labels: Labels) -> tuple[FindingBlock, ...]:
    """Counted alterations that meet the table, what matters for the therapy first; without lone fusions."""
    by_id = {alteration.id: alteration for alteration in result.alterations}
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in result.findings:
        parts = [by_id[i] for i in finding.alteration_ids]
        lone_fusion = len(parts) == 1 and parts[0].kind == "fusion"
        if all(part.counted for part in parts) and not lone_fusion:
            groups.setdefault(finding.alteration_ids, []).append(finding)
    ordered = sorted(groups.values(), key=lambda group: min(_ROLE_ORDER[finding.role] for finding in group))
    return tuple(
        replace(_block(group, by_id, labels), phases=_phase_tables(result, group[0], by_id, labels))
        for group in ordered
    )


def _phase_tables(
    result: Result, finding: Finding, by_id: Mapping[str, Alteration], labels: Labels
) -> tuple[PhaseTable, ...]:
    tables = []
    for phase in result.phases:
        if set(phase.alteration_ids) <= set(finding.alteration_ids):
            first, second = (titled(by_id[i].gene, by_id[i].name) for i in phase.alteration_ids)
            counts = (phase.alt_alt, phase.alt_ref, phase.ref_alt, phase.ref_ref)
            verdict = labels.word("phase", phase.verdict)
            source = labels.word("phase_source", phase.source)
            known = tuple(count for count in counts if count is not None)
            tables.append(PhaseTable(first, second, verdict, source, known))
    return tuple(tables)


def _block(group: list[Finding], by_id: Mapping[str, Alteration], labels: Labels) -> FindingBlock:
    first = group[0]
    views = tuple(alteration_view(by_id[i]) for i in first.alteration_ids)
    phases = _distinct(labels.word("phase", finding.phase) for finding in group if finding.phase)
    return FindingBlock(
        anchor=anchor_of(first),
        title=" + ".join(view.title for view in views) or titled(first.gene, first.alteration),
        phase=", ".join(phases),
        mechanism=", ".join(_distinct(finding.mechanism for finding in group if finding.mechanism)),
        alterations=views,
        rows=tuple(finding_row(finding, labels) for finding in deciding_first(group)),
    )


def not_counted_views(result: Result, labels: Labels) -> tuple[NotCounted, ...]:
    """Alterations that do not count, with what their rows say."""
    return tuple(
        NotCounted(
            anchor=f"n-{alteration.id}",
            alteration=alteration_view(alteration),
            reason=alteration.why_not_counted or "no reason given",
            confirm=alteration.confirm or "",
            would_mean=_would_mean([f for f in result.findings if alteration.id in f.alteration_ids], labels),
            card=_card_of_uncounted(alteration, result, labels),
        )
        for alteration in result.alterations
        if not alteration.counted
    )


def _would_mean(findings: Sequence[Finding], labels: Labels) -> tuple[str, ...]:
    """A line for each effect, with its drugs."""
    by_effect: dict[str, dict[str, None]] = {}
    for finding in findings:
        by_effect.setdefault(finding.effect, {})[finding.drug] = None
    return tuple(f"{labels.word('effect', effect)}: {', '.join(drugs)}" for effect, drugs in by_effect.items())


def _card_of_uncounted(alteration: Alteration, result: Result, labels: Labels) -> FusionCard | None:
    """A caller that filters a fusion lists many of them: those are told in the table only."""
    if alteration.kind != "fusion" or alteration.filter not in {None, "PASS"}:
        return None
    return fusion_card(alteration, result, labels)


def other_views(result: Result) -> tuple[AlterationView, ...]:
    """Counted alterations other than fusions that meet no row."""
    met = {i for finding in result.findings for i in finding.alteration_ids}
    return tuple(
        alteration_view(alteration)
        for alteration in result.alterations
        if alteration.counted and alteration.kind != "fusion" and alteration.id not in met
    )


def deciding_first(findings: list[Finding]) -> list[Finding]:
    """Rows that decide stand before those that do not."""
    return sorted(findings, key=lambda finding: not finding.decides)


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
