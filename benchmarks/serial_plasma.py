"""How often the time line of simulated plasma says a word of change that is false, and how often one that is true.

    python benchmarks/serial_plasma.py [--patients 400] [--rounds 200] [--seed 20261127]

A patient has a driver and nine variants at fixed multiples of the driver's VAF, six samples, and a share of tumour DNA
that goes up and down between them. Reads are drawn, what has fewer than three is not called, and the whole time line is
made of it. Every word of change on a variant whose multiple stays the same is false. Prints the tables of
docs/timeline.md; the seed fixes every number.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ros1annot.interpret.detection import limit_of_detection
from ros1annot.model import InputState
from ros1annot.patient.model import Change, Settings, Timeline, TimePoint, Verdict
from ros1annot.patient.timeline import timeline
from ros1annot.patient.visit import Visit
from ros1annot.result import Alteration, Callability, HotspotState
from ros1annot.write.html import report_labels

MIN_READS, LIMIT = 3, 0.005
WORDS = (Verdict.NEW, Verdict.RISING, Verdict.FALLING, Verdict.CLEARED)
DRIVER = "L858R"


@dataclass(frozen=True)
class World:
    """What the simulated plasma is like.

    Attributes:
        depths, shares: range of the depth of a sample, and of the driver's VAF (drawn evenly on a logarithmic scale).
        variation: true coefficient of variation of a VAF between runs, beyond counting.
        copies: reads that one molecule gives; above 1 they are told as if each were a molecule of its own.
        changing: how many of the nine variants change from sample to sample; their changes are true.
        driver: whether the driver has a VAF; without one (a fusion) the plain VAF decides, and the share is constant.
    """

    depths: tuple[int, int] = (1000, 6000)
    shares: tuple[float, float] = (0.005, 0.25)
    variation: float = 0.1
    copies: int = 1
    changing: int = 0
    driver: bool = True


WORLDS: Mapping[str, World] = {
    "runs vary as assumed (10 %)": World(),
    "runs do not vary": World(variation=0.0),
    "depths from 300 to 10,000": World(depths=(300, 10_000)),
    "half of the variants truly change": World(changing=5),
    "the driver is a fusion: plain VAF, constant share": World(driver=False),
    "runs vary twice as much as assumed (20 %)": World(variation=0.2),
    "two reads a molecule, told as molecules": World(copies=2),
}


def _named(number: int) -> str:
    return f"A{100 + number}T"


def _alteration(name: str, reads: int, depth: int) -> Alteration:
    return Alteration(
        id=name,
        kind="small_variant",
        gene="EGFR",
        name=name,
        counted=True,
        transcript="NM_005228.5",
        hgvs_c=f"c.{name}",
        vaf=round(reads / depth, 6),
        alt_reads=reads,
        depth=depth,
    )


def _hotspot(name: str, depth: int) -> Callability:
    lod = limit_of_detection(depth, MIN_READS)
    state = HotspotState.NOT_DETECTED if lod is not None and lod <= LIMIT else HotspotState.NOT_ASSESSABLE
    return Callability(gene="EGFR", name=name[:-1], chrom="7", pos=1, depth=depth, lod=lod, state=state, drugs=())


def visit(number: int, reads: Mapping[str, int], depth: int) -> Visit:
    """A plasma sample that shows so many reads of each variant at one depth."""
    point = TimePoint(
        sample=f"S{number}",
        status="ok",
        error=None,
        specimen="ctDNA",
        site=None,
        collected=f"2025-{number + 1:02d}-01",
        current_therapy=(),
        tumour_fraction=None,
    )
    called = {name: count for name, count in reads.items() if count >= MIN_READS}
    return Visit(
        point=point,
        alterations=tuple(_alteration(name, count, depth) for name, count in called.items()),
        drivers=frozenset({DRIVER} & called.keys()),
        driver_names=(f"EGFR {DRIVER}",),
        listed=frozenset(),
        not_tumour=frozenset(),
        callability=tuple(_hotspot(name, depth) for name in reads),
        inputs={"vcf": InputState.CALLS},
        informative=True,
        min_alt_reads=MIN_READS,
        limit=LIMIT,
    )


def drawn(rng: np.random.Generator, vafs: Mapping[str, float], depth: int, world: World) -> dict[str, int]:
    """Reads of each variant in one run."""
    spread = float(np.sqrt(np.log1p(world.variation**2)))
    seen = {}
    for name, vaf in vafs.items():
        measured = min(1.0, vaf * float(np.exp(rng.normal(0.0, spread))))
        seen[name] = int(rng.binomial(depth // world.copies, measured)) * world.copies
    return seen


def course_of(visits: Sequence[Visit]) -> Timeline:
    """The time line under the shipped settings."""
    return timeline("P", visits, (), Settings(), report_labels())


@dataclass
class Tally:
    """Words of change that were said, of comparisons in which they could have been."""

    unchanged: int = 0
    false: Counter[Verdict] = field(default_factory=Counter)
    steps: int = 0
    steps_with_false: int = 0
    true: int = 0

    def rate(self, verdict: Verdict) -> float:
        """False words of one kind, of all unchanged variants that were compared."""
        return self.false[verdict] / max(1, self.unchanged)

    @property
    def false_discoveries(self) -> float:
        """False words of all words."""
        said = self.false.total() + self.true
        return self.false.total() / said if said else 0.0


def false_words(world: World, patients: int, rng: np.random.Generator) -> Tally:
    """Simulate patients and count."""
    tally = Tally()
    names = [_named(number) for number in range(9)]
    changing = set(names[: world.changing])
    for _ in range(patients):
        multiples = dict(zip(names, np.exp(rng.uniform(np.log(0.02), 0.0, 9)), strict=True))
        visits = []
        share = _uneven(rng, world.shares)
        for number in range(6):
            share = _uneven(rng, world.shares) if world.driver else share
            depth = round(_uneven(rng, world.depths))
            now = {n: m * (_uneven(rng, (0.1, 10.0)) if n in changing else 1.0) for n, m in multiples.items()}
            vafs = {name: min(0.9, share * m) for name, m in now.items()} | ({DRIVER: share} if world.driver else {})
            visits.append(visit(number, drawn(rng, vafs, depth, world), depth))
        _count(course_of(visits), changing, tally)
    return tally


def _uneven(rng: np.random.Generator, bounds: tuple[float, float]) -> float:
    return float(np.exp(rng.uniform(*np.log(bounds))))


def _count(course: Timeline, changing: set[str], tally: Tally) -> None:
    names = {variant.id: variant.name for variant in course.variants}
    for step in course.steps:
        told = [(names[c.variant], c) for c in step.changes if names[c.variant] != DRIVER and _fair(course, c)]
        false = [c.verdict for name, c in told if name not in changing and c.verdict in WORDS]
        tally.steps += 1
        tally.steps_with_false += bool(false)
        tally.false.update(false)
        tally.unchanged += sum(name not in changing for name, _ in told)
        tally.true += sum(name in changing and c.verdict in WORDS for name, c in told)


def _fair(course: Timeline, change: Change) -> bool:
    """Whether a word on it could be false: the plain VAF changes with the share of tumour DNA, where that changes."""
    return change.decides == "relative" or not any(variant.driver for variant in course.variants)


def power(before: float, after: float, depth: int, rounds: int, rng: np.random.Generator) -> float:
    """How often a change of a VAF is told while the driver stays at 10 % and four variants beside it at 5 %."""
    told = 0
    beside = {DRIVER: 0.1, **{_named(number): 0.05 for number in range(1, 5)}}
    for _ in range(rounds):
        vafs = [{**beside, _named(0): vaf} for vaf in (before, after)]
        course = course_of([visit(n, drawn(rng, v, depth, World()), depth) for n, v in enumerate(vafs)])
        ids = {variant.id for variant in course.variants if variant.name == _named(0)}
        told += any(c.variant in ids and c.verdict in WORDS for c in course.steps[0].changes)
    return told / rounds


def _false_table(patients: int, rng: np.random.Generator) -> Iterator[str]:
    yield "| simulated plasma | new | rising | falling | cleared | steps with any | of all words |"
    yield "|---|---|---|---|---|---|---|"
    for name, world in WORLDS.items():
        tally = false_words(world, patients, rng)
        rates = [*map(tally.rate, WORDS), tally.steps_with_false / tally.steps]
        of_all = _percent(tally.false_discoveries, 1) if world.changing else "–"
        yield f"| {name} | {' | '.join(_percent(rate, 1) for rate in rates)} | {of_all} |"


def _power_table(rounds: int, rng: np.random.Generator) -> Iterator[str]:
    changes: Sequence[tuple[str, float, float]] = [
        *(
            (f"{before * 100:g} % × {fold:g}", before, before * fold)
            for before in (0.005, 0.02)
            for fold in (0.33, 0.5)
        ),
        *((f"{before * 100:g} % × {fold:g}", before, before * fold) for before in (0.005, 0.02) for fold in (2, 3)),
        *((f"{vaf * 100:g} % to nothing", vaf, 0.0) for vaf in (0.005, 0.01, 0.02)),
        *((f"nothing to {vaf * 100:g} %", 0.0, vaf) for vaf in (0.005, 0.01, 0.02)),
    ]
    depths = (1000, 4000, 10_000)
    yield f"| change | {' | '.join(f'depth {depth:,}' for depth in depths)} |"
    yield f"|---{'|---' * len(depths)}|"
    for name, before, after in changes:
        cells = " | ".join(_percent(power(before, after, depth, rounds, rng), 0) for depth in depths)
        yield f"| {name} | {cells} |"


def _percent(part: float, digits: int) -> str:
    return f"{part * 100:.{digits}f} %"


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--patients", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20261127)
    args = parser.parse_args()
    rng = np.random.default_rng(args.seed)
    for line in (*_false_table(args.patients, rng), "", *_power_table(args.rounds, rng)):
        print(line)


if __name__ == "__main__":
    main()
