"""The laboratory's thresholds. Every value has a default; a config file overrides single ones."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from pathlib import Path

from ros1annot.errors import UsageError
from ros1annot.model import Specimen

_FRACTIONS = (
    "germline_vaf_low", "germline_vaf_high", "germline_driver_vaf", "mastocytosis_vaf", "informative_fraction",
    "copy_number_fraction_ctdna", "copy_number_fraction_tissue", "ffpe_vaf", "ffpe_p",
)  # fmt: skip
_ONLY_JUDGING = frozenset(
    {
        *_FRACTIONS,
        "indels_called",
        "clone_ratio",
        "detection_power",
        "lod_limit_tissue",
        "lod_limit_ctdna",
        "min_splice_reads",
        "min_splice_fraction",
        "report_date",
        "approval_max_months",
    }
)
"""Thresholds at which the reading of no file looks."""

_OF_COPY_NUMBER = ("amplification_copies", "loss_copies", "focal_length")
"""Thresholds at which the reading of copy numbers looks."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Thresholds of reading and interpretation.

    Attributes:
        min_alt_reads: reads (or molecules) that a call needs; rules.md C3.
        error_rate: background errors per base and read, for the limit of detection.
        site_error_rates: the same of single hotspots (``EGFR T790``), which goes before ``error_rate`` there.
        detection_power: probability with which an allele at the limit of detection is seen.
        lod_limit_tissue, lod_limit_ctdna: highest limit of detection (VAF) at which "not detected" may be
            said of a specimen; rules.md C2.
        accepted_filters: FILTER entries that do not stop a call from counting, beside PASS.
        amplification_copies: copies from which a gain without its caller's verdict is an amplification.
        loss_copies: copies up to which a loss without its caller's verdict is a loss.
        focal_length: longest segment (bases) whose gain is focal; a longer one is a gain of most of an arm.
        min_splice_reads: reads that a splice event seen in RNA needs.
        min_splice_fraction: part of all reads from the same donor that these have to be, where all are counted.
        min_junction_anchor: aligned bases that a read of RNA alignments needs on either side of a junction.
        min_mapping_quality, min_base_quality: Phred qualities that a read, and its bases, need to be counted in
            alignments.
        min_phase_fragments: fragments with the rarer of two variants, spanning both, that a verdict of cis or trans
            needs.
        phase_error_rate: fragments that show the wrong one of two haplotypes: a base misread at one place, or two
            molecules joined by PCR.
        indels_called: whether the assay calls insertions and deletions; ``False`` for a panel of hotspot probes
            (rules.md Q5).
        germline_vaf_low, germline_vaf_high: allele fractions between which a variant may be of the germline (C6).
        germline_driver_vaf: a driver below this makes any variant near 50 % suspicious of the germline (C6).
        mastocytosis_vaf: KIT D816 in plasma below this may be of mast cells or of blood (C5).
        informative_fraction: tumour fraction from which plasma is informative without its driver (C1).
        copy_number_fraction_ctdna, copy_number_fraction_tissue: tumour fraction below which a gene that is not
            amplified is "not excluded" (C7, Q2).
        clone_ratio: fold difference of allele fractions from which clones are told as major and minor (P3).
        ffpe_vaf, ffpe_p: a C>T of tissue below this allele fraction, with reads so unevenly on the two strands
            (p of Fisher's exact test), is taken for damage by formalin and does not count (Q3); 0 turns it off.
        report_date: YYYY-MM-DD, the day against which the age of a drug's approval status is told (rules.md S9);
            empty: the day on which the sample was collected, where the sheet gives it.
        approval_max_months: age from which the approval status of a drug has to be looked up again.
    """

    min_alt_reads: int = 3
    error_rate: float = 0.0002
    site_error_rates: Mapping[str, float] = field(default_factory=dict)
    detection_power: float = 0.95
    lod_limit_tissue: float = 0.05
    lod_limit_ctdna: float = 0.005
    accepted_filters: tuple[str, ...] = ()
    amplification_copies: float = 6.0
    loss_copies: float = 0.5
    focal_length: int = 20_000_000
    min_splice_reads: int = 10
    min_splice_fraction: float = 0.02
    min_junction_anchor: int = 8
    min_mapping_quality: int = 20
    min_base_quality: int = 20
    min_phase_fragments: int = 6
    phase_error_rate: float = 0.01
    indels_called: bool = True
    germline_vaf_low: float = 0.4
    germline_vaf_high: float = 0.6
    germline_driver_vaf: float = 0.1
    mastocytosis_vaf: float = 0.05
    informative_fraction: float = 0.01
    copy_number_fraction_ctdna: float = 0.1
    copy_number_fraction_tissue: float = 0.2
    clone_ratio: float = 5.0
    ffpe_vaf: float = 0.05
    ffpe_p: float = 0.01
    report_date: str = ""
    approval_max_months: int = 6

    def __post_init__(self) -> None:
        if self.report_date:
            date.fromisoformat(self.report_date)
        if self.min_alt_reads < 1:
            raise ValueError("min_alt_reads is below 1")
        if min(self.min_mapping_quality, self.min_base_quality, self.min_phase_fragments) < 0:
            raise ValueError("a quality or a number of fragments is below 0")
        if not 0 <= self.min_splice_fraction < 1:
            raise ValueError("min_splice_fraction is not from 0 to below 1")
        if self.min_junction_anchor < 1:
            raise ValueError("min_junction_anchor is below 1")
        for name in ("error_rate", "detection_power", "lod_limit_tissue", "lod_limit_ctdna", "phase_error_rate"):
            if not 0 < getattr(self, name) < 1:
                raise ValueError(f"{name} is not between 0 and 1")
        if wrong := [name for name in _FRACTIONS if not 0 <= getattr(self, name) <= 1]:
            raise ValueError(f"{wrong[0]} is not a fraction of 0 to 1")
        if self.clone_ratio < 1:
            raise ValueError("clone_ratio is below 1")
        for site, rate in self.site_error_rates.items():
            if not 0 < rate < 1:
                raise ValueError(f"site_error_rates of {site} is not between 0 and 1")

    def lod_limit(self, specimen: Specimen | None) -> float:
        """The limit of a specimen; the stricter one where the specimen is not known."""
        return self.lod_limit_tissue if specimen is Specimen.TISSUE else self.lod_limit_ctdna

    def copy_number_fraction(self, specimen: Specimen | None) -> float:
        """The tumour fraction below which a gain may be missed; the stricter one where the specimen is not known."""
        tissue = specimen is not Specimen.CTDNA
        return self.copy_number_fraction_tissue if tissue else self.copy_number_fraction_ctdna

    def digest(self) -> str:
        """SHA-256 over the values."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()

    def of_copy_number(self) -> dict[str, object]:
        """The thresholds on which it depends what is read of copy numbers."""
        return {name: value for name, value in asdict(self).items() if name in _OF_COPY_NUMBER}

    def of_alignments(self) -> dict[str, object]:
        """The thresholds on which it may depend what is read of alignments: all but those that only judge it."""
        return {name: value for name, value in asdict(self).items() if name not in _ONLY_JUDGING}


def parameters_from(values: Mapping[str, object], where: str) -> Parameters:
    """Build parameters from the ``parameters`` mapping of a config.

    Raises:
        UsageError: a name that does not exist, or a value that is not of its kind or range.
    """
    known = {f.name for f in fields(Parameters)}
    if unknown := sorted(set(values) - known):
        raise UsageError(f"{where}: unknown parameter {unknown[0]!r}; known are {', '.join(sorted(known))}")
    default = Parameters()

    def number(name: str, fallback: float) -> float:
        return float(str(values.get(name, fallback)))

    def whole(name: str, fallback: int) -> int:
        return int(str(values.get(name, fallback)))

    indels = values.get("indels_called", default.indels_called)
    if not isinstance(indels, bool):
        raise UsageError(f"{where}: parameters.indels_called is {indels!r}; write true or false")
    sites = values.get("site_error_rates") or {}
    if not isinstance(sites, Mapping):
        raise UsageError(f"{where}: parameters.site_error_rates is not a mapping such as {{EGFR T790: 0.001}}")
    filters = values.get("accepted_filters", ())
    if isinstance(filters, str) or not isinstance(filters, Iterable):
        raise UsageError(f"{where}: parameters.accepted_filters is not a list of FILTER names")
    try:
        return Parameters(
            min_alt_reads=whole("min_alt_reads", default.min_alt_reads),
            error_rate=number("error_rate", default.error_rate),
            site_error_rates={str(site): float(str(rate)) for site, rate in sites.items()},
            detection_power=number("detection_power", default.detection_power),
            lod_limit_tissue=number("lod_limit_tissue", default.lod_limit_tissue),
            lod_limit_ctdna=number("lod_limit_ctdna", default.lod_limit_ctdna),
            accepted_filters=tuple(str(name) for name in filters),
            amplification_copies=number("amplification_copies", default.amplification_copies),
            loss_copies=number("loss_copies", default.loss_copies),
            focal_length=whole("focal_length", default.focal_length),
            min_splice_reads=whole("min_splice_reads", default.min_splice_reads),
            min_splice_fraction=number("min_splice_fraction", default.min_splice_fraction),
            min_junction_anchor=whole("min_junction_anchor", default.min_junction_anchor),
            min_mapping_quality=whole("min_mapping_quality", default.min_mapping_quality),
            min_base_quality=whole("min_base_quality", default.min_base_quality),
            min_phase_fragments=whole("min_phase_fragments", default.min_phase_fragments),
            phase_error_rate=number("phase_error_rate", default.phase_error_rate),
            indels_called=indels,
            clone_ratio=number("clone_ratio", default.clone_ratio),
            **{name: number(name, getattr(default, name)) for name in _FRACTIONS},
            report_date=str(values.get("report_date") or ""),
            approval_max_months=whole("approval_max_months", default.approval_max_months),
        )
    except ValueError as problem:
        raise UsageError(f"{where}: parameters: {problem}; compare config/config.yaml") from problem


@dataclass(frozen=True, slots=True)
class EngineConfig:
    """What a config file tells the engine: thresholds, and a resistance table other than the shipped one.

    Attributes:
        resistance_overlay: rows that add to the table, override or retire its rows by their ids.
        reference: FASTA that CRAM files were compressed against.
        therapies: therapy sheet, which fills in what the sample sheet leaves empty.
        transcripts: folder of genes to add to the shipped ones, as ``ros1annot genes add`` writes it.
    """

    parameters: Parameters = Parameters()
    resistance_table: Path | None = None
    resistance_overlay: Path | None = None
    reference: Path | None = None
    transcripts: Path | None = None
    therapies: Path | None = None
