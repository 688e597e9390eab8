"""The nouns of a patient's time line. :class:`Timeline` is the file ``patients/<patient>.json``, field by field."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from ros1annot.model import Specimen

SCHEMA_VERSION = "1.0"


class State(StrEnum):
    """What one sample says of one alteration."""

    SEEN = "seen"
    FILTERED = "filtered"
    NOT_DETECTED = "not_detected"
    NOT_ASSESSABLE = "not_assessable"
    NOT_COVERED = "not_covered"
    NOT_CALLED = "not_called"
    NOT_TESTED = "not_tested"
    FAILED = "failed"


class Verdict(StrEnum):
    """What became of an alteration between two samples."""

    NEW = "new"
    RISING = "rising"
    STABLE = "stable"
    FALLING = "falling"
    CLEARED = "cleared"
    UNDETERMINED = "undetermined"


class Reason(StrEnum):
    """Why a comparison has no verdict."""

    NO_READS = "no_reads"
    BELOW_LIMIT = "below_limit"
    WITHIN_CHANCE = "within_chance"
    READS_NOT_CALLED = "reads_not_called"
    LIMIT_UNKNOWN = "limit_unknown"
    NOT_COVERED = "not_covered"
    NOT_TESTED = "not_tested"


class RawBecause(StrEnum):
    """Why the plain VAF decides, and not the VAF relative to the driver's."""

    TISSUE = "tissue"
    NO_DRIVER = "no_driver"
    IS_DRIVER = "is_driver"
    NOT_TUMOUR = "not_tumour"


class PairKind(StrEnum):
    """What two samples that stand side by side are to each other."""

    TISSUE_AND_PLASMA = "tissue_and_plasma"
    SITES = "sites"


class Absence(StrEnum):
    """Why one of two samples side by side lacks what the other shows."""

    TRULY_ABSENT = "truly_absent"
    NON_INFORMATIVE = "non_informative"
    BELOW_LIMIT = "below_limit"
    NOT_COVERED = "not_covered"
    NOT_TESTED = "not_tested"
    LIMIT_UNKNOWN = "limit_unknown"
    FILTERED = "filtered"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePoint:
    """One sample on the time line.

    Attributes:
        collected: ISO date; ``None`` for a sample without one.
        error: why the sample failed; ``None`` for one that did not.
    """

    sample: str
    status: Literal["ok", "failed"]
    error: str | None
    specimen: str | None
    site: str | None
    collected: str | None
    current_therapy: tuple[str, ...]
    tumour_fraction: float | None

    @property
    def place(self) -> str:
        """What lesion it tells of: the site of tissue, as two samples of one site have it alike; empty for all else."""
        tissue = self.specimen == Specimen.TISSUE
        return " ".join((self.site or "").casefold().split()) if tissue else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One alteration in one sample.

    Attributes:
        vaf: fraction of 0 to 1; of the caller, else from its reads.
        lod: smallest VAF that would have been seen with 95 % probability; where not seen and known.
        unseen_reads: the most reads that may show the alteration here without a call of it.
        relative_vaf: VAF as a multiple of the driver's, in plasma that shows a small-variant driver.
        input_state: of the inputs that would show it: ``not_supplied``, ``empty`` or ``calls``.
        detail: in words why it was not counted.
    """

    sample: str
    state: State
    vaf: float | None = None
    alt_reads: int | None = None
    depth: int | None = None
    lod: float | None = None
    unseen_reads: int | None = None
    relative_vaf: float | None = None
    copies: float | None = None
    input_state: str = "not_supplied"
    detail: str = ""

    @property
    def present(self) -> bool:
        """Whether its caller wrote it, counted or not."""
        return self.state in (State.SEEN, State.FILTERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One alteration over all samples of the patient.

    Attributes:
        listed: it meets a row of the resistance table in one of the samples.
        follows_tumour: ``False`` for what may come from the germline or from blood cells.
        observations: one a sample: the dated ones in their order, then the others.
    """

    id: str
    kind: str
    gene: str
    name: str
    driver: bool
    listed: bool
    follows_tumour: bool
    observations: tuple[Observation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two samples compared by one measure.

    Attributes:
        fold: later over earlier; ``None`` where one of them does not show the alteration.
        p: two-sided, of the exact test on the reads; ``None`` where nothing was tested.
        q: ``p`` corrected over the alterations of the step (Benjamini-Hochberg).
    """

    verdict: Verdict
    reason: Reason | None = None
    fold: float | None = None
    p: float | None = None
    q: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One alteration between two samples, by its VAF and, in plasma, relative to the driver's.

    Attributes:
        verdict: the one of the measure that decides.
        raw_because: why ``raw`` decides; ``None`` where ``relative`` does.
    """

    variant: str
    verdict: Verdict
    decides: Literal["raw", "relative"]
    raw_because: RawBecause | None
    raw: Comparison
    relative: Comparison | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Two samples of plasma, or of tissue of one site, that follow each other.

    Attributes:
        overall: they are of the first and the last of three or more days.
        driver: id of the driver that VAFs are relative to; ``None`` without one.
    """

    earlier: str
    later: str
    specimen: str
    overall: bool
    driver: str | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """An alteration that one of two samples side by side shows, and the other does not."""

    variant: str
    seen_in: str
    missing_in: str
    reason: Absence
    lod: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two samples side by side: tissue and plasma of one time, or tissue of two sites.

    Attributes:
        first, second: tissue and plasma; of two sites, in the order of the time line.
        shared: ids of the variants that both show.
    """

    kind: PairKind
    first: str
    second: str
    days: int
    shared: tuple[str, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A time in which the patient took a drug.

    Attributes:
        start, end: ISO dates; ``None``: not known when it began, not known to have ended. One of them is known.
        source: ``sheet``: from the therapy sheet; ``samples``: the drug was the current one at these samples, and
            the true start and end are not known.
    """

    drug: str
    start: str | None
    end: str | None
    source: Literal["sheet", "samples"]

    def covers(self, day: str) -> bool:
        """Whether the drug was taken on a day (ISO date), as far as is known."""
        return (self.start or day) <= day <= (self.end or day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A sentence about the course, with the rule behind it."""

    code: str
    rule: str
    variants: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the time line was made.

    Attributes:
        false_discovery_rate: largest corrected ``p`` (``q``) of a change that is told.
        within_days: largest distance of tissue and plasma of "one time".
        run_variation: coefficient of variation of a VAF between runs of one DNA, beyond what counting of reads tells;
            to be taken from the laboratory's replicates.
    """

    false_discovery_rate: float = 0.05
    within_days: int = 30
    run_variation: float = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The course of one patient.

    Attributes:
        drivers: names of all drivers that the samples show or know.
        samples: by date of collection, then name. ``undated`` ones take no part in any comparison.
    """

    schema_version: str
    patient: str
    settings: Settings
    drivers: tuple[str, ...]
    samples: tuple[TimePoint, ...]
    undated: tuple[TimePoint, ...]
    variants: tuple[Variant, ...]
    steps: tuple[Step, ...]
    pairs: tuple[Pair, ...]
    therapies: tuple[Period, ...]
    notes: tuple[Note, ...]
