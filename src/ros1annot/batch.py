"""Many samples: each alone, in one or several processes; one that fails never stops the others."""

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO

from ros1annot.digest import LARGE, FileDigest
from ros1annot.engine import failed_result, fingerprint, judge, read
from ros1annot.errors import Ros1annotError, in_one_line
from ros1annot.inputs import Fingerprint, Reading
from ros1annot.knowledge import Knowledge, load_knowledge
from ros1annot.model import Sample
from ros1annot.parameters import EngineConfig
from ros1annot.patient.before import Chain, chains, knowing_earlier
from ros1annot.result import Result
from ros1annot.write.files import atomic_write, clear_leftovers, remove, sample_file
from ros1annot.write.json import read_result, write_result
from ros1annot.write.reading import kept_reading, write_reading

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

_SECONDS_TO_END = 5


@dataclass(frozen=True, slots=True)
class Plan:
    """How a batch runs: where results go, in which formats beside JSON, with which thresholds.

    Attributes:
        force: make results anew that are up to date.
        debug: let a defect of the program end the run with its traceback.
    """

    out: Path
    formats: tuple[str, ...] = ()
    config: EngineConfig = field(default_factory=EngineConfig)
    jobs: int = 1
    force: bool = False
    debug: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one sample.

    Attributes:
        state: ``done``: read and judged; ``judged``: what was read earlier was matched and interpreted anew; ``kept``:
            its result was up to date; ``failed``: it has none.
    """

    sample: str
    state: Literal["done", "judged", "kept", "failed"]
    reason: str = ""
    fingerprint: str = ""

    @property
    def failed(self) -> bool:
        """Whether the sample has no valid result."""
        return self.state == "failed"


@dataclass(slots=True)
class Progress:
    """One line a sample on a stream, so that long work shows where it is.

    Attributes:
        as_json: each line is a JSON object with the sample's id, what became of it, and why, for machines.
    """

    stream: TextIO
    total: int
    done: int = 0
    as_json: bool = False

    def tell(self, outcome: Outcome) -> None:
        """Count a sample and say what became of it."""
        self.done += 1
        words = {
            "done": "done",
            "judged": "done, from what was read before",
            "kept": "up to date, kept",
            "failed": "FAILED",
        }
        reason = f": {outcome.reason}" if outcome.reason else ""
        line = f"[{self.done}/{self.total}] {outcome.sample}: {words[outcome.state]}{reason}"
        if self.as_json:
            line = json.dumps({**asdict(outcome), "number": self.done, "of": self.total})
        self.stream.write(f"{line}\n")
        self.stream.flush()


def run_batch(samples: Sequence[Sample], plan: Plan, progress: Progress) -> list[Outcome]:
    """Process all samples and return what became of each, in their order.

    The samples of one patient are worked off one after another, the earlier before the later, which must know them.
    """
    work = chains(samples)
    outcomes = {}
    for outcome in _in_processes(work, plan) if plan.jobs > 1 and len(work) > 1 else _here(work, plan):
        progress.tell(outcome)
        outcomes[outcome.sample] = outcome
    return [outcomes[sample.name] for sample in samples]


def write_manifest(path: Path, outcomes: Sequence[Outcome]) -> None:
    """Write the outcomes as JSON: the workflow's proof that a batch ran."""
    clear_leftovers(path.parent)
    atomic_write(path, json.dumps([asdict(outcome) for outcome in outcomes], indent=1) + "\n")


def _here(work: Sequence[Chain], plan: Plan) -> Iterator[Outcome]:
    knowledge = load_knowledge(plan.config)
    for chain in work:
        yield from _run_chain(chain, plan, knowledge)


def _run_chain(chain: Chain, plan: Plan, knowledge: Knowledge) -> Iterator[Outcome]:
    for sample in chain:
        yield run_sample(knowing_earlier(sample, chain, plan.out), plan, knowledge)


def _in_processes(work: Sequence[Chain], plan: Plan) -> Iterator[Outcome]:
    from concurrent.futures import ProcessPoolExecutor  # costs start-up time, seldom needed
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import active_children, get_context

    load_knowledge(plan.config)  # a broken table is told once, here, and not by every process
    others = active_children()
    pool = ProcessPoolExecutor(plan.jobs, get_context("spawn"), _start_worker, (plan,))
    try:
        futures = [pool.submit(_run_in_worker, chain) for chain in work]
        for chain, future in zip(work, futures, strict=True):
            try:
                yield from future.result()
            except BrokenProcessPool:
                reason = "its process was ended from outside (out of memory?); start again: finished samples are kept"
                yield from (Outcome(sample.name, "failed", reason) for sample in chain)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        _dismiss([child for child in active_children() if child not in others])


def _dismiss(workers: Iterable["BaseProcess"]) -> None:
    """Wait for workers that have been told to end, and end those that do not.

    A worker that was killed while it held the lock of their queue leaves the others waiting for it for ever.
    """
    until = time.monotonic() + _SECONDS_TO_END
    for worker in workers:
        worker.join(max(0.0, until - time.monotonic()))
        worker.kill()


@dataclass(slots=True)
class _Worker:
    """What one worker process holds between samples."""

    plan: Plan | None = None
    knowledge: Knowledge | None = None


_worker = _Worker()


def _start_worker(plan: Plan) -> None:
    _worker.plan, _worker.knowledge = plan, load_knowledge(plan.config)


def _run_in_worker(chain: Chain) -> list[Outcome]:
    if _worker.plan is None or _worker.knowledge is None:
        raise RuntimeError("the worker was not started")
    return list(_run_chain(chain, _worker.plan, _worker.knowledge))


def run_sample(sample: Sample, plan: Plan, knowledge: Knowledge) -> Outcome:
    """Process one sample and write its files, unless an up-to-date result is there already."""
    try:
        clear_leftovers(plan.out / sample.name)
        prints = fingerprint(sample, knowledge, _known_digests(sample, plan))
        if not plan.force and _is_fresh(sample, plan, prints.value):
            return Outcome(sample.name, "kept", fingerprint=prints.value)
        kept = None if plan.force else kept_reading(plan.out, sample.name)
        again = kept is not None and kept.fingerprint == prints.reading
        reading = kept if kept is not None and again else _read_and_keep(sample, plan, knowledge, prints)
        _write(judge(sample, reading.inputs, knowledge, prints), plan)
    except Exception as error:
        if plan.debug and not isinstance(error, Ros1annotError):
            raise
        return _failed(sample, plan, knowledge, in_one_line(error))
    return Outcome(sample.name, "judged" if again else "done", fingerprint=prints.value)


def _known_digests(sample: Sample, plan: Plan) -> Mapping[str, FileDigest]:
    """Digests taken before, where a file is so large that they are worth looking for."""
    large = any(file.path.is_file() and file.path.stat().st_size >= LARGE for file in sample.inputs)
    kept = kept_reading(plan.out, sample.name) if large else None
    return kept.files if kept is not None else {}


def _read_and_keep(sample: Sample, plan: Plan, knowledge: Knowledge, prints: Fingerprint) -> Reading:
    """What the files hold, in the form in which it is read back: so judging it later gives the same bytes."""
    return write_reading(read(sample, knowledge, prints), plan.out, sample.name)


def _failed(sample: Sample, plan: Plan, knowledge: Knowledge, reason: str) -> Outcome:
    try:
        _write(failed_result(sample, knowledge, reason), plan)
    except Ros1annotError:  # a full disk; an older result must not stand for this sample
        for kind in ("json", *plan.formats):
            with suppress(Ros1annotError):
                remove(sample_file(plan.out, sample.name, kind))
    return Outcome(sample.name, "failed", reason)


def _is_fresh(sample: Sample, plan: Plan, fingerprint_now: str) -> bool:
    files = [sample_file(plan.out, sample.name, kind) for kind in ("json", *plan.formats)]
    if not all(path.is_file() for path in files):
        return False
    try:
        result = read_result(files[0])
    except Ros1annotError:
        return False
    return result.status == "ok" and result.provenance.get("fingerprint") == fingerprint_now


def _write(result: Result, plan: Plan) -> None:
    """Write the JSON last: its fingerprint vouches for the others. No report of an older result is left."""
    from ros1annot.write.formats import FORMATS, write_formats  # jinja2 only where it is used

    for name in set(FORMATS) - set(plan.formats):
        remove(sample_file(plan.out, str(result.sample["name"]), name))
    write_formats(result, plan.out, plan.formats)
    write_result(result, plan.out)
