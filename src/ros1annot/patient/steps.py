"""From one sample to the next of its kind: new, rising, stable, falling or cleared.

What one sample does not show has changed only where that sample would have shown it, at the VAF expected there, with
95 % probability, and where the reads that may have gone unseen do not explain the difference. It is "new" or "cleared"
only if the sample is deep enough for the laboratory to say "not detected"; else it rises or falls below its limit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ros1annot.model import Specimen
from ros1annot.patient.counts import Reads, corrected, raw_p, relative_p
from ros1annot.patient.model import (
    Change,
    Comparison,
    Observation,
    RawBecause,
    Reason,
    Settings,
    State,
    Step,
    Variant,
    Verdict,
)
from ros1annot.patient.observe import driver_in, observation
from ros1annot.patient.visit import Visit

_WHY_UNSEEN = {
    State.NOT_TESTED: Reason.NOT_TESTED,
    State.NOT_COVERED: Reason.NOT_COVERED,
    State.NOT_CALLED: Reason.LIMIT_UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class _Driver:
    """The driver's reads in both samples."""

    id: str
    earlier: Reads
    later: Reads

    @property
    def fold(self) -> float:
        return self.later.vaf / self.earlier.vaf


@dataclass(frozen=True, slots=True)
class _Measure:
    """How VAFs are compared: plainly, or relative to a driver."""

    variation: float
    driver: _Driver | None = None

    @property
    def fold(self) -> float:
        """By how much a VAF changes that does not change by this measure."""
        return self.driver.fold if self.driver else 1.0

    def p(self, earlier: Reads, later: Reads) -> float:
        if self.driver is None:
            return raw_p(earlier, later, self.variation)
        return relative_p(earlier, later, self.driver.earlier, self.driver.later, self.variation)


@dataclass(frozen=True, slots=True)
class _Trial:
    """A comparison before correction: either a reason why there is none, or a p and what it would say.

    Attributes:
        fold: later over earlier; ``None`` where one of them does not show the alteration.
    """

    reason: Reason | None = None
    p: float | None = None
    fold: float | None = None
    if_changed: Verdict = Verdict.UNDETERMINED

    def told(self, q: float | None, rate: float) -> Comparison:
        if self.p is None or q is None:
            return Comparison(verdict=Verdict.UNDETERMINED, reason=self.reason, fold=_rounded(self.fold))
        reason = None
        if q <= rate:
            verdict = self.if_changed
        elif self.fold is None:
            verdict, reason = Verdict.UNDETERMINED, Reason.WITHIN_CHANCE
        else:
            verdict = Verdict.STABLE
        return Comparison(verdict=verdict, reason=reason, fold=_rounded(self.fold), p=_rounded(self.p), q=_rounded(q))


@dataclass(frozen=True, slots=True)
class _Trials:
    """Both measures of one variant; ``raw_because`` says why the first decides, if it does."""

    variant: str
    raw: _Trial
    relative: _Trial | None
    raw_because: RawBecause | None

    @property
    def deciding(self) -> _Trial:
        return self.raw if self.relative is None or self.raw_because else self.relative


def steps_of(dated: Sequence[Visit], variants: Sequence[Variant], settings: Settings) -> tuple[Step, ...]:
    """The steps of a time line: of plasma, and of the tissue of each site; and from its first to its last day.

    The last is there for what goes up or down slowly, so that no single step tells it from chance.

    Failed samples and such of no known specimen take no part. Nothing is said to change between two sites, since
    lesions differ (rules.md P4); they stand side by side instead.
    """
    groups: dict[tuple[Specimen, str], list[Visit]] = {}
    for visit in dated:
        if visit.point.specimen is not None and not visit.failed:
            specimen = Specimen(visit.point.specimen)
            groups.setdefault((specimen, visit.point.place), []).append(visit)
    steps: list[Step] = []
    for key in sorted(groups, key=lambda key: (list(Specimen).index(key[0]), key[1])):
        days = _by_day(groups[key])
        for before, after in pairwise(days):
            steps += (_step(one, other, variants, settings) for other in after for one in before)
        if len(days) > 2:
            steps += (_step(one, other, variants, settings, overall=True) for other in days[-1] for one in days[0])
    return tuple(steps)


def _by_day(visits: Sequence[Visit]) -> list[list[Visit]]:
    """Several samples of one day are no step of time: each is compared with each of the day before."""
    days: dict[str, list[Visit]] = {}
    for visit in visits:
        days.setdefault(visit.point.collected or "", []).append(visit)
    return list(days.values())


def _step(
    earlier: Visit, later: Visit, variants: Sequence[Variant], settings: Settings, *, overall: bool = False
) -> Step:
    specimen = earlier.point.specimen or ""
    driver = _driver(earlier.name, later.name, variants)
    plasma = specimen == Specimen.CTDNA
    plain = _Measure(settings.run_variation)
    to_driver = _Measure(settings.run_variation, driver) if plasma and driver else None
    trials = []
    for variant in variants:
        both = observation(variant, earlier.name), observation(variant, later.name)
        if any(seen.present for seen in both):
            relative = None if driver is None or variant.id == driver.id else to_driver
            trials.append(_trials(variant, both, plain, relative, _raw_because(variant, driver, plasma=plasma)))
    return Step(
        earlier=earlier.name,
        later=later.name,
        specimen=specimen,
        overall=overall,
        driver=driver.id if driver and plasma else None,
        changes=_changes(trials, settings.false_discovery_rate),
    )


def _driver(earlier: str, later: str, variants: Sequence[Variant]) -> _Driver | None:
    both = [v.id for v in variants if all(observation(v, name).state is State.SEEN for name in (earlier, later))]
    driver = driver_in(later, variants, among=both)
    if driver is None:
        return None
    before, after = (_reads(observation(driver, name)) for name in (earlier, later))
    return _Driver(driver.id, before, after) if before and after and before.alt and after.alt else None


def _trials(
    variant: Variant,
    both: tuple[Observation, Observation],
    plain: _Measure,
    relative: _Measure | None,
    raw_because: RawBecause | None,
) -> _Trials:
    return _Trials(
        variant=variant.id,
        raw=_trial(*both, plain, variant.kind),
        relative=_trial(*both, relative, variant.kind) if relative else None,
        raw_because=raw_because,
    )


def _raw_because(variant: Variant, driver: _Driver | None, *, plasma: bool) -> RawBecause | None:
    if not plasma:
        return RawBecause.TISSUE
    if driver is None or variant.kind != "small_variant":
        return RawBecause.NO_DRIVER
    if variant.driver:
        return RawBecause.IS_DRIVER
    return None if variant.follows_tumour else RawBecause.NOT_TUMOUR


def _trial(earlier: Observation, later: Observation, measure: _Measure, kind: str) -> _Trial:
    if kind != "small_variant":
        return _Trial(Reason.NO_READS if earlier.present and later.present else _why(earlier, later))
    before, after = _reads(earlier), _reads(later)
    if before is None or after is None:
        return _Trial(_why(earlier, later))
    p = measure.p(before, after)
    if earlier.present and later.present:
        fold = after.vaf / before.vaf / measure.fold if before.alt else None
        rises = before.vaf * measure.fold <= after.vaf
        return _Trial(p=p, fold=fold, if_changed=Verdict.RISING if rises else Verdict.FALLING)
    if later.present:
        problem = _hidden(earlier, after, expected=after.vaf / measure.fold)
        absent = earlier.state is State.NOT_DETECTED
        return _Trial(problem) if problem else _Trial(p=p, if_changed=Verdict.NEW if absent else Verdict.RISING)
    problem = _hidden(later, before, expected=before.vaf * measure.fold)
    absent = later.state is State.NOT_DETECTED
    return _Trial(problem) if problem else _Trial(p=p, if_changed=Verdict.CLEARED if absent else Verdict.FALLING)


def _hidden(unseen: Observation, seen: Reads, *, expected: float) -> Reason | None:
    """Why a variant of the ``expected`` VAF may be in a sample that does not show it."""
    if unseen.lod is None or unseen.lod > expected or not seen.alt:
        return Reason.BELOW_LIMIT
    unseen_vaf = (unseen.unseen_reads or 0) / (unseen.depth or 1)
    return Reason.READS_NOT_CALLED if unseen_vaf >= expected else None


def _reads(seen: Observation) -> Reads | None:
    """The reads to test with; where not seen, the most that may have gone unseen, which favours no change."""
    alt = seen.alt_reads if seen.present else seen.unseen_reads
    if alt is None or not seen.depth or alt > seen.depth:
        return None
    return Reads(alt, seen.depth)


def _why(earlier: Observation, later: Observation) -> Reason:
    return next((_WHY_UNSEEN[seen.state] for seen in (earlier, later) if seen.state in _WHY_UNSEEN), Reason.NO_READS)


def _changes(trials: Sequence[_Trials], rate: float) -> tuple[Change, ...]:
    """Correct the tests that decide as one family, and those that are told beside them as another."""
    deciding = _corrected([trial.deciding for trial in trials])
    beside = _corrected([trial.raw if trial.deciding is trial.relative else trial.relative for trial in trials])
    changes = []
    for trial, q, q_beside in zip(trials, deciding, beside, strict=True):
        by_raw = trial.deciding is trial.raw
        raw = trial.raw.told(q if by_raw else q_beside, rate)
        relative = trial.relative.told(q_beside if by_raw else q, rate) if trial.relative else None
        decides = raw if by_raw or relative is None else relative
        changes.append(
            Change(
                variant=trial.variant,
                verdict=decides.verdict,
                decides="raw" if decides is raw else "relative",
                raw_because=trial.raw_because,
                raw=raw,
                relative=relative,
            )
        )
    return tuple(changes)


def _corrected(trials: Sequence[_Trial | None]) -> list[float | None]:
    tested = [trial.p for trial in trials if trial is not None and trial.p is not None]
    q_values = iter(corrected(tested))
    return [next(q_values) if trial is not None and trial.p is not None else None for trial in trials]


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.6g}")
