"""The whole page of one sample, section by section."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ros1annot.model import InputKind, Specimen
from ros1annot.result import Alteration, Callability, Driver, Flag, HotspotState, Input, Result
from ros1annot.units import percent
from ros1annot.write.facts import looked_for, nested, sample_list, sample_name, sample_text, titled
from ros1annot.write.labels import Labels
from ros1annot.write.text import reads, shown, vaf
from ros1annot.write.view.alterations import (
    AlterationView,
    FindingBlock,
    NotCounted,
    finding_blocks,
    not_counted_views,
    other_views,
)
from ros1annot.write.view.drugs import DrugsView, drugs_view
from ros1annot.write.view.fusion_card import frame_word, kinase_word
from ros1annot.write.view.fusions import FusionView, fusion_views

_SHA256 = re.compile("[0-9a-f]{64}")
_SEEN = {HotspotState.DETECTED, HotspotState.NOT_DETECTED}
_DEPTHLESS = {HotspotState.DETECTED, HotspotState.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and its value; an empty value is printed as not provided."""

    name: str
    value: str

    @property
    def is_digest(self) -> bool:
        """Whether the value is a SHA-256, which is set in a fixed-width face."""
        return _SHA256.fullmatch(self.value) is not None


@dataclass(frozen=True, slots=True)
class Hotspot:
    """One hotspot that decides a drug.

    Attributes:
        why: what stands against "not detected"; empty where nothing does.
        reads: what fragments of alignments show instead of the reference's residue, each with their number.
    """

    title: str
    depth: str
    lod: str
    state: str
    why: str
    reads: str
    drugs: str


@dataclass(frozen=True, slots=True)
class CallabilityView:
    """How much of what decides the drugs could be seen.

    Attributes:
        sentence: ``27 of 31 hotspots assessable at a VAF of 1 %``, or why that cannot be said.
        seen_percent: filled part of the bar; ``None`` where there is none.
    """

    sentence: str
    seen_percent: int | None
    below: tuple[Hotspot, ...]
    seen: tuple[Hotspot, ...]


@dataclass(frozen=True, slots=True)
class InputView:
    """One input file, or one input column that was left empty."""

    kind: str
    state: str
    path: str
    caller: str
    records: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """The page.

    Attributes:
        lost_therapies: the sheet's current therapies, where the result holds no call for any of them.
        variants_looked_for, fusions_looked_for: whether a file that would show them was supplied.
    """

    sample: str
    patient: str
    identity: tuple[Fact, ...]
    failed: bool
    error: str
    summary: str
    lost_therapies: str
    flags: tuple[Flag, ...]
    drugs: DrugsView
    findings: tuple[FindingBlock, ...]
    fusions: tuple[FusionView, ...]
    not_counted: tuple[NotCounted, ...]
    inputs: tuple[InputView, ...]
    callability: CallabilityView
    others: tuple[AlterationView, ...]
    variants_looked_for: bool
    fusions_looked_for: bool
    versions: tuple[Fact, ...]
    transcripts: tuple[Fact, ...]
    parameters: tuple[Fact, ...]
    extra: tuple[Fact, ...]


def report_view(result: Result, labels: Labels) -> ReportView:
    """Arrange one result."""
    drugs = drugs_view(result, labels)
    given = sample_list(result, "current_therapy")
    return ReportView(
        sample=sample_name(result),
        patient=sample_text(result, "patient"),
        identity=_identity(result),
        failed=result.status == "failed",
        error=result.error or "",
        summary=result.summary,
        lost_therapies=", ".join(given) if given and not drugs.current else "",
        flags=result.flags,
        drugs=drugs,
        findings=finding_blocks(result, labels),
        fusions=fusion_views(result, labels),
        not_counted=not_counted_views(result, labels),
        inputs=tuple(_input_view(item, labels) for item in result.inputs),
        callability=_callability_view(result, labels),
        others=other_views(result),
        variants_looked_for=looked_for(result, InputKind.VCF),
        fusions_looked_for=looked_for(result, InputKind.FUSIONS, InputKind.SV),
        versions=_versions(result),
        transcripts=_facts(nested(result.provenance, "transcripts")),
        parameters=_facts(nested(result.provenance, "parameters")),
        extra=_facts(nested(result.sample, "extra")),
    )


def _identity(result: Result) -> tuple[Fact, ...]:
    fraction = result.sample.get("tumour_fraction")
    return (
        Fact("Patient", sample_text(result, "patient")),
        Fact("Specimen", sample_text(result, "specimen")),
        Fact("Site", sample_text(result, "site")),
        Fact("Collected", sample_text(result, "collected")),
        Fact("Disease", sample_text(result, "disease")),
        Fact("Tumour fraction", percent(fraction) if isinstance(fraction, int | float) else ""),
        Fact("Assembly", _assembly(result)),
        Fact(
            "Driver",
            "; ".join(dict.fromkeys(_driver(driver, result) for driver in result.drivers)) or "none shown or given",
        ),
        Fact("Current therapy", "; ".join(sample_list(result, "current_therapy"))),
        Fact("Prior therapies", "; ".join(sample_list(result, "prior_therapies"))),
    )


def _assembly(result: Result) -> str:
    """The assembly that the sheet gives, else those that the files were found to be on."""
    found = dict.fromkeys(item.assembly for item in result.inputs if item.assembly)
    return sample_text(result, "assembly") or ", ".join(found)


def _driver(driver: Driver, result: Result) -> str:
    name = titled(driver.gene, driver.name)
    seen = next((a for a in result.alterations if a.id == driver.alteration_id), None)
    if seen is None:
        source = f"the earlier sample {driver.earlier_sample}" if driver.earlier_sample else "the sample sheet"
        return f"{name} (known from {source}, not seen in this sample)"
    return f"{name} ({', '.join(_driver_details(seen))})"


def _driver_details(seen: Alteration) -> tuple[str, ...]:
    if seen.kind == "fusion":
        return frame_word(seen), kinase_word(seen)
    details = (vaf(seen.vaf) if seen.kind == "small_variant" else "", reads(seen.alt_reads, seen.depth))
    return tuple(part for part in details if part) or ("seen in this sample",)


def _input_view(item: Input, labels: Labels) -> InputView:
    return InputView(
        kind=labels.word("input_kind", item.kind),
        state=labels.word("input_state", item.state),
        path=item.path or "",
        caller=labels.word("molecule", item.molecule) if item.molecule else item.caller or "",
        records="" if item.records is None else str(item.records),
        sha256=item.sha256 or "",
    )


def _callability_view(result: Result, labels: Labels) -> CallabilityView:
    hotspots = result.callability
    if not hotspots:
        return CallabilityView(labels.text("callability", "empty"), None, (), ())
    states = {hotspot.state for hotspot in hotspots}
    if HotspotState.UNKNOWN in states and states <= _DEPTHLESS:
        return CallabilityView(labels.text("callability", "none"), None, (), ())
    seen = [hotspot for hotspot in hotspots if hotspot.state in _SEEN]
    limit = _limit(result)
    key = "assessable" if limit else "assessable_without_limit"
    return CallabilityView(
        sentence=labels.text("callability", key, seen=str(len(seen)), all=str(len(hotspots)), limit=limit),
        seen_percent=100 * len(seen) // len(hotspots),
        below=tuple(_hotspot(h, labels) for h in hotspots if h.state not in _SEEN),
        seen=tuple(_hotspot(h, labels) for h in seen),
    )


def _limit(result: Result) -> str:
    """The limit that the engine held this sample to."""
    stated = {hotspot.limit for hotspot in result.callability if hotspot.limit is not None}
    if len(stated) == 1:
        return percent(stated.pop())
    tissue = sample_text(result, "specimen") == Specimen.TISSUE
    value = nested(result.provenance, "parameters").get("lod_limit_tissue" if tissue else "lod_limit_ctdna")
    return percent(value) if isinstance(value, int | float) else ""


def _hotspot(hotspot: Callability, labels: Labels) -> Hotspot:
    return Hotspot(
        title=titled(hotspot.gene, hotspot.name),
        depth="not covered" if hotspot.depth is None else str(hotspot.depth),
        lod="" if hotspot.lod is None else percent(hotspot.lod),
        why=labels.word("why_not_assessable", hotspot.why_not_assessable),
        reads=", ".join(f"{residue} {fragments}" for residue, fragments in hotspot.alt_reads.items()),
        state=labels.word("hotspot_state", hotspot.state),
        drugs=_shown_drugs(hotspot.drugs, labels),
    )


def _shown_drugs(drugs: Sequence[str], labels: Labels) -> str:
    """The drugs in words, their combinations (``a + b``) together."""
    single = [drug for drug in drugs if " + " not in drug]
    combined = [drug for drug in drugs if " + " in drug]
    apart = [drug for drug in combined if not set(drug.split(" + ")) & set(single)]
    return ", ".join([*single, *apart, *([labels.text("callability", "combinations")] if apart != combined else [])])


def _versions(result: Result) -> tuple[Fact, ...]:
    provenance = result.provenance
    table = nested(provenance, "table")
    named = (
        Fact("ros1annot", shown(provenance.get("version"))),
        Fact("Result schema", result.schema_version),
        Fact(
            "Resistance table",
            " ".join(filter(None, (shown(table.get("name")), shown(table.get("version"))))),
        ),
        Fact("Table SHA-256", shown(table.get("sha256"))),
    )
    told = {"version", "table", "transcripts", "parameters"}
    rest = tuple(Fact(key.replace("_", " "), shown(provenance[key])) for key in sorted(provenance) if key not in told)
    return (*named, *rest)


def _facts(mapping: Mapping[str, object]) -> tuple[Fact, ...]:
    return tuple(Fact(key, shown(mapping[key])) for key in sorted(mapping))
