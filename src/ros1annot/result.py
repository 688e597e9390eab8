"""The one result of a sample. Every output file is rendered from it; nothing downstream computes.

The dataclasses below are the result JSON: :mod:`ros1annot.write.json` writes their fields under their names.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

SCHEMA_VERSION = "1.0"


class Call(StrEnum):
    """What the sample says of one drug; the order is the precedence, highest first."""

    NOT_ACTIVE = "not_active"
    RESISTANT = "resistant"
    REDUCED_SENSITIVITY = "reduced_sensitivity"
    UNCERTAIN = "uncertain"
    SENSITIVE = "sensitive"
    NOT_ASSESSABLE = "not_assessable"
    NO_KNOWN_RESISTANCE = "no_known_resistance"
    NOT_TESTED = "not_tested"


class Coverage(StrEnum):
    """How much of what decides a drug could be seen."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    NONE = "none"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """What a finding is to this patient, given the therapies."""

    EXPLAINS_CURRENT_RESISTANCE = "explains_current_resistance"
    EXPECTED_FROM_PRIOR_THERAPY = "expected_from_prior_therapy"
    ARGUES_AGAINST = "argues_against"
    SUPPORTS = "supports"
    DRIVER = "driver"
    UNRELATED = "unrelated"


class Match(StrEnum):
    """How an alteration met a row of the table."""

    EXACT = "exact"
    CLASS = "class"
    RESIDUE = "residue"
    COMPOUND = "compound"


class PhaseVerdict(StrEnum):
    """Whether the parts of a compound sit on one molecule."""

    CIS = "cis"
    TRANS = "trans"
    MIXED = "mixed"
    UNDETERMINED = "undetermined"


class PhaseSource(StrEnum):
    """What a phase is known by; the first that gives a verdict."""

    READS = "reads"
    CALLER = "caller"
    ALLELE_FRACTIONS = "allele_fractions"


class HotspotState(StrEnum):
    """What can be said of one hotspot."""

    DETECTED = "detected"
    NOT_DETECTED = "not_detected"
    NOT_ASSESSABLE = "not_assessable"
    UNKNOWN = "unknown"


class WhyNotAssessable(StrEnum):
    """What stands against saying "not detected" at a hotspot; the first that holds."""

    UNREPORTED_ALLELE = "unreported_allele"
    NOT_COVERED = "not_covered"
    ABOVE_LIMIT = "above_limit"
    TUMOUR_FRACTION = "tumour_fraction"


class ErrorSource(StrEnum):
    """Where the background error rate of a hotspot comes from."""

    DEFAULT = "default"
    SITE = "site"
    MEASURED = "measured"


@dataclass(frozen=True, slots=True)
class Input:
    """One input file, or (without a path) one input column that was left empty.

    Attributes:
        substitutions_only: the file of small variants comes from a caller that calls no insertions or deletions.
        molecule: ``dna`` or ``rna``, of alignments.
    """

    kind: str
    path: str | None
    state: str
    sha256: str | None = None
    caller: str | None = None
    records: int | None = None
    assembly: str | None = None
    substitutions_only: bool = False
    molecule: Literal["dna", "rna"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alteration:
    """One event of the sample, flat. Fields of other kinds are ``None``.

    Attributes:
        id: ``a1``, ``a2`` … in the order of the list.
        counted: whether it may decide a drug; if not, ``why_not_counted`` says the reason in words.
        mane: the MANE Select name where it differs from the literature's.
        confirm: what would confirm an alteration that does not count.
        polymorphism: source that lists a small variant as a common polymorphism.
        strands: reads by strand, of REF and of the allele (``ref_forward`` …), where the caller counts them.
        skips_exon: exon of the reporting transcript that a small variant is expected to leave out.
    """

    id: str
    kind: Literal["small_variant", "fusion", "copy_number", "splice"]
    gene: str
    name: str
    counted: bool
    why_not_counted: str | None = None
    confirm: str | None = None
    polymorphism: str | None = None
    consequence: str | None = None
    transcript: str | None = None
    hgvs_c: str | None = None
    hgvs_p: str | None = None
    exon: int | None = None
    mane: Mapping[str, str] | None = None
    chrom: str | None = None
    pos: int | None = None
    ref: str | None = None
    alt: str | None = None
    skips_exon: int | None = None
    vaf: float | None = None
    vaf_source: str | None = None
    alt_reads: int | None = None
    depth: int | None = None
    strands: Mapping[str, int] | None = None
    filter: str | None = None
    phase_set: str | None = None
    haplotype: int | None = None
    five_prime: Mapping[str, str | int | None] | None = None
    three_prime: Mapping[str, str | int | None] | None = None
    in_frame: bool | None = None
    frame_source: str | None = None
    kinase_kept: bool | None = None
    transmembrane_kept: bool | None = None
    reciprocal: bool | None = None
    fusion_role: str | None = None
    split_reads: int | None = None
    discordant_pairs: int | None = None
    confidence: str | None = None
    copies: float | None = None
    callers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """What drives the tumour: an alteration of this sample, or known from the sheet or an earlier sample (rules.md R1).

    Attributes:
        source: where it is known from; the key ``from`` of the JSON.
        earlier_sample: the earlier sample of the same patient that it is known from; ``None`` for other sources.
    """

    name: str
    gene: str
    contexts: tuple[str, ...]
    alteration_id: str | None = None
    source: Literal["sample", "sheet", "earlier sample"] = field(default="sample", metadata={"json": "from"})
    earlier_sample: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One row of the table that the sample's alterations meet.

    Attributes:
        table: name of the file that the row comes from: the table, or a laboratory's overlay.
    """

    alteration_ids: tuple[str, ...]
    alteration: str
    gene: str
    entry_id: str
    table_alteration: str
    drug: str
    effect: str
    match: Match
    phase: PhaseVerdict | None
    role: Role
    decides: bool
    why_not_deciding: str | None
    mechanism: str
    level: str
    tier: str
    evidence_type: str
    status: str
    references: tuple[str, ...]
    note: str
    rule: str
    table: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrugCall:
    """The sample's word on one drug.

    Attributes:
        because: indexes into the result's findings.
        basis: code of the situation that chose ``statement``.
        therapy: ``current``, ``prior`` or empty.
    """

    drug: str
    call: Call
    coverage: Coverage
    because: tuple[int, ...]
    basis: str
    statement: str
    level: str | None
    therapy: Literal["current", "prior", ""]
    drug_class: str
    approval: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Callability:
    """One hotspot that decides a drug.

    Attributes:
        pos: first genomic base of the codon on the plus strand.
        lod: smallest VAF seen with 95 % probability at this depth; ``None`` without depth.
        limit: highest ``lod`` at which "not detected" may be said here: the laboratory's for the specimen, or the VAF
            of a mutation in every tumour cell where the tumour fraction makes that smaller.
        why_not_assessable: only of the state ``not_assessable``.
        error_rate, error_source: background errors per base and fragment that ``lod`` allows for.
        alt_reads: fragments of the alignments that show another residue here, by that residue (``*``: a stop, ``del``
            and ``ins``: fewer and more bases), errors among them; empty without alignments. They decide no drug.
    """

    gene: str
    name: str
    chrom: str | None
    pos: int | None
    depth: int | None
    lod: float | None
    state: HotspotState
    drugs: tuple[str, ...]
    limit: float | None = None
    why_not_assessable: WhyNotAssessable | None = None
    error_rate: float | None = None
    error_source: ErrorSource | None = None
    alt_reads: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseEvidence:
    """Two small variants of one gene: whether they sit on one molecule, and what tells.

    Attributes:
        source: what gave the verdict; of an undetermined one, what was looked at.
        ref_ref, ref_alt, alt_ref, alt_alt: fragments that span both variants, by what they show of the first and of
            the second; ``None`` without alignments that span them.
    """

    alteration_ids: tuple[str, ...]
    verdict: PhaseVerdict
    source: PhaseSource
    ref_ref: int | None = None
    ref_alt: int | None = None
    alt_ref: int | None = None
    alt_alt: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Something a reader must know beside the calls.

    Attributes:
        values: the numbers that raised it, by name; fractions of 0 to 1, reads, copies.
    """

    code: str
    alteration_ids: tuple[str, ...]
    text: str
    rule: str = ""
    values: Mapping[str, int | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Everything known of one sample after interpretation."""

    schema_version: str
    status: Literal["ok", "failed"]
    sample: Mapping[str, object]
    summary: str
    error: str | None = None
    inputs: tuple[Input, ...] = ()
    alterations: tuple[Alteration, ...] = ()
    drivers: tuple[Driver, ...] = ()
    findings: tuple[Finding, ...] = ()
    drugs: tuple[DrugCall, ...] = ()
    callability: tuple[Callability, ...] = ()
    phases: tuple[PhaseEvidence, ...] = ()
    flags: tuple[Flag, ...] = ()
    provenance: Mapping[str, object] = field(default_factory=dict)
