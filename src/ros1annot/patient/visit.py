"""What the time line keeps of one result: small enough that a whole cohort fits into memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ros1annot.model import InputKind, InputState, Specimen
from ros1annot.parameters import Parameters
from ros1annot.patient.drugs import DrugNames
from ros1annot.patient.model import TimePoint
from ros1annot.result import Alteration, Callability, Result
from ros1annot.write.facts import driver_names, nested, sample_list, sample_name, sample_text

_NON_INFORMATIVE = "non_informative"
_NOT_TUMOUR = frozenset(
    {"germline", "germline_beside_low_driver", "polymorphism", "clonal_haematopoiesis", "kit_d816_blood"}
)


@dataclass(frozen=True, slots=True)
class Visit:
    """One sample of a patient.

    Attributes:
        drivers: ids of the alterations that drive the tumour.
        driver_names: all drivers, also those known from the sheet or an earlier sample.
        listed: ids of the alterations that meet a row of the table.
        not_tumour: ids of those flagged as possibly of the germline or of blood cells (rules.md C4 to C6).
        inputs: the best state of each kind of input.
        informative: ``False`` for plasma that shows no tumour DNA (rules.md C1).
        min_alt_reads: reads that a call needed.
        limit: highest limit of detection at which "not detected" may be said.
    """

    point: TimePoint
    alterations: tuple[Alteration, ...]
    drivers: frozenset[str]
    driver_names: tuple[str, ...]
    listed: frozenset[str]
    not_tumour: frozenset[str]
    callability: tuple[Callability, ...]
    inputs: Mapping[str, InputState]
    informative: bool
    min_alt_reads: int
    limit: float

    @property
    def name(self) -> str:
        """The sample."""
        return self.point.sample

    @property
    def failed(self) -> bool:
        """Whether there is no result to read."""
        return self.point.status == "failed"

    @property
    def day(self) -> date | None:
        """Day of collection."""
        return date.fromisoformat(self.point.collected) if self.point.collected else None

    def input_state(self, *kinds: InputKind) -> InputState:
        """The best state among kinds of input that would show an alteration."""
        order = (InputState.CALLS, InputState.EMPTY)
        states = {self.inputs.get(kind.value, InputState.NOT_SUPPLIED) for kind in kinds}
        return next((state for state in order if state in states), InputState.NOT_SUPPLIED)


def visit_of(result: Result, names: DrugNames) -> Visit:
    """Keep what the time line needs of a result; drugs are told by ``names``."""
    given = nested(result.provenance, "parameters")
    defaults = Parameters()
    tissue = sample_text(result, "specimen") == Specimen.TISSUE
    limit = "lod_limit_tissue" if tissue else "lod_limit_ctdna"
    return Visit(
        point=_point(result, names),
        alterations=result.alterations,
        drivers=frozenset(d.alteration_id for d in result.drivers if d.alteration_id),
        driver_names=driver_names(result),
        listed=frozenset(i for finding in result.findings for i in finding.alteration_ids),
        not_tumour=frozenset(i for f in result.flags if f.code in _NOT_TUMOUR for i in f.alteration_ids),
        callability=result.callability,
        inputs=_inputs(result),
        informative=all(flag.code != _NON_INFORMATIVE for flag in result.flags),
        min_alt_reads=int(_number(given.get("min_alt_reads"), defaults.min_alt_reads)),
        limit=_number(given.get(limit), getattr(defaults, limit)),
    )


def in_order(visits: Sequence[Visit]) -> tuple[tuple[Visit, ...], tuple[Visit, ...]]:
    """The dated samples by date and name, and the undated ones by name."""
    dated = sorted((v for v in visits if v.point.collected), key=lambda v: (v.point.collected or "", v.name))
    undated = sorted((v for v in visits if not v.point.collected), key=lambda v: v.name)
    return tuple(dated), tuple(undated)


def _point(result: Result, names: DrugNames) -> TimePoint:
    fraction = result.sample.get("tumour_fraction")
    return TimePoint(
        sample=sample_name(result),
        status=result.status,
        error=result.error,
        specimen=sample_text(result, "specimen") or None,
        site=sample_text(result, "site") or None,
        collected=_iso_date(sample_text(result, "collected")),
        current_therapy=tuple(dict.fromkeys(names(drug) for drug in sample_list(result, "current_therapy"))),
        tumour_fraction=float(fraction) if isinstance(fraction, int | float) else None,
    )


def _iso_date(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _inputs(result: Result) -> dict[str, InputState]:
    best: dict[str, InputState] = {}
    for item in result.inputs:
        state = InputState(item.state)
        if state is InputState.CALLS or best.get(item.kind) in (None, InputState.NOT_SUPPLIED):
            best[item.kind] = state
    return best


def _number(value: object, fallback: float) -> float:
    return float(value) if isinstance(value, int | float) else fallback
