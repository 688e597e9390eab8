"""``ros1annot run``: the packaged Snakemake workflow, from a sheet to finished reports, without a clone."""

import argparse
import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from ros1annot.batches import automatic_size
from ros1annot.cohort import cohort_from_files
from ros1annot.config import OWN_FILES, read_config, read_settings
from ros1annot.errors import InputError, UsageError
from ros1annot.model import Sample
from ros1annot.patient.therapies import read_therapies
from ros1annot.profiles import Profile, find_profile
from ros1annot.resources import workflow_file
from ros1annot.samples import missing_files, read_sheet
from ros1annot.wildcards import refuse_braces
from ros1annot.write.files import atomic_write, clear_leftovers, sample_file
from ros1annot.write.json import read_result

_TELL_EVERY = 5.0
"""Seconds between two lines on the progress."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``run``."""
    parser.add_argument("sheet", type=Path, metavar="SHEET", help="sample sheet (TSV or CSV)")
    parser.add_argument("-o", "--out", required=True, type=Path, metavar="DIR", help="folder of the results")
    parser.add_argument("--cores", type=int, metavar="N", help="cores (default: all); on a cluster: jobs at one time")
    parser.add_argument(
        "--profile",
        default="default",
        metavar="NAME|DIR",
        help="default, slurm, lsf, sge, or the folder of your own, which `ros1annot init --profile` writes",
    )
    parser.add_argument("--config", type=Path, metavar="FILE", help="YAML config; see `ros1annot init`")
    parser.add_argument("--dry-run", action="store_true", help="show what would be done, and do nothing")
    parser.add_argument(
        "--snakemake",
        nargs=argparse.REMAINDER,
        default=[],
        metavar="OPTION",
        help="everything behind it goes to snakemake as it is",
    )


def main(args: argparse.Namespace) -> int:
    """Run the workflow; 1 if a sample failed, each of which is named with its reason."""
    samples, profile = read_sheet(args.sheet), find_profile(args.profile)
    out = args.out.resolve()
    refuse_braces(out, samples)
    _warn_of_missing_files(samples)
    work = out / ".snakemake-run"
    work.mkdir(parents=True, exist_ok=True)
    config = work / "config.json"
    with _alone_in(work, args.out) as lock:
        values = {"batch_size": "auto", **_effective_config(args.config, args.sheet, out)}
        if values["batch_size"] == "auto":
            values["batch_size"] = automatic_size(len(samples), args.cores or profile.workers)
        atomic_write(config, json.dumps(values, indent=1) + "\n")
        clear_leftovers(work)
        page = out / "cohort" / "index.html"
        before = _written(page)
        with _telling(out, len(samples)):
            code = _run_to_its_end(_command(args, profile, work, config), work, lock)
        if args.dry_run:
            return code
        started = any(sample_file(out, sample.name, "json").is_file() for sample in samples)
        if code and started and _written(page) == before:  # snakemake was ended before it could
            cohort_from_files([sample_file(out, sample.name, "json") for sample in samples], out)
    failed = list(_failed(samples, out)) if code and started else []
    for line in failed:
        print(f"ros1annot: {line}", file=sys.stderr)
    if page.is_file():
        print(page)
    if code and not failed:
        print("ros1annot: the workflow did not finish; snakemake's reason is above", file=sys.stderr)
    return 1 if code else 0


@contextmanager
def _telling(out: Path, samples: int) -> Iterator[None]:
    """Say on stderr how many samples the batches have come to: now and then, and in the end."""
    from threading import Event, Thread

    begun, ended = time.time(), Event()

    def tell() -> None:
        told = 0
        while not ended.wait(_TELL_EVERY) or told < _seen_since(begun, out):
            if (seen := _seen_since(begun, out)) > told:
                told = seen
                print(f"ros1annot: {seen} of {samples} samples looked at", file=sys.stderr, flush=True)

    teller = Thread(target=tell)
    teller.start()
    try:
        yield
    finally:
        ended.set()
        teller.join()


def _seen_since(begun: float, out: Path) -> int:
    """Samples in the logs of the batches that this run has started, of which each has one line."""
    seen = 0
    for log in (out / ".workflow" / "logs" / "annotate_batch").glob("*.log"):
        with suppress(OSError):
            if log.stat().st_mtime >= begun:
                seen += sum(line.startswith(("[", "{")) for line in log.read_text(errors="replace").splitlines())
    return seen


def _written(page: Path) -> int | None:
    return page.stat().st_mtime_ns if page.is_file() else None


def _warn_of_missing_files(samples: Sequence[Sample]) -> None:
    for sample in samples:
        for problem in missing_files(sample):
            print(f"ros1annot: warning: sample {sample.name} will fail: {problem}", file=sys.stderr)


def _effective_config(config: Path | None, sheet: Path, out: Path) -> dict[str, object]:
    """The user's config with this sheet and folder, and every path absolute: the workflow works elsewhere."""
    values: dict[str, object] = {}
    if config is not None:
        read_config(config)  # what is wrong with a threshold is told before any work is done
        values = read_settings(config)
        values |= {key: str(Path(str(values[key])).resolve()) for key in OWN_FILES if values.get(key)}
        if therapies := values.get("therapies"):
            read_therapies(Path(str(therapies)), str)  # nor is this left to the first job
    return {**values, "samples": str(sheet.resolve()), "results": str(out)}


@contextmanager
def _alone_in(work: Path, out: Path) -> Iterator[TextIO]:
    """Keep a second run out of the folder; gives the lock.

    It is handed on to snakemake, and the system frees it when the last of the two ends, however it ends.
    """
    with (work / "lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UsageError(f"{out}: another `ros1annot run` works here; wait for it, or give another -o") from error
        except OSError as error:  # as Lustre is mounted by many
            why = f"its file system knows no locks ({error.strerror})"
            print(f"ros1annot: warning: {out}: {why}: see to it that no second run works here", file=sys.stderr)
        yield handle


def _command(args: argparse.Namespace, profile: Profile, work: Path, config: Path) -> list[str]:
    if args.cores is not None and args.cores < 1:
        raise UsageError(f"--cores {args.cores}: give 1 or more")
    if profile.executor is None:
        many = ["--cores", str(args.cores or "all")]
    else:
        many = ["--jobs", str(args.cores)] if args.cores else []
    return [
        *(sys.executable, "-m", "snakemake"),
        *("--snakefile", str(workflow_file("Snakefile"))),
        *("--directory", str(work)),
        *("--configfile", str(config)),
        *("--workflow-profile", str(profile.folder)),
        "--nolock",  # snakemake's own lock would outlive a killed run
        *many,
        *(["--dry-run"] if args.dry_run else []),
        *args.snakemake,
    ]


def _run_to_its_end(command: Sequence[str], work: Path, lock: TextIO) -> int:
    """Run snakemake and wait until it has cleaned up, also after Ctrl-C or a request to end."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)))
    # A home that cannot be written, as on some clusters, must not stop snakemake from keeping its cache.
    environment = {"XDG_CACHE_HOME": str(work / "cache"), **os.environ, "PATH": path}
    interrupted = False
    with subprocess.Popen(command, env=environment, pass_fds=[lock.fileno()]) as process:  # noqa: S603 - no shell
        before = signal.signal(signal.SIGTERM, lambda *_: process.terminate())
        while process.poll() is None:
            try:
                process.wait()
            except KeyboardInterrupt:  # the terminal has told snakemake, too
                interrupted = True
        signal.signal(signal.SIGTERM, before)
    if interrupted:
        raise KeyboardInterrupt
    return process.returncode


def _failed(samples: Sequence[Sample], out: Path) -> Iterator[str]:
    for sample in samples:
        path = sample_file(out, sample.name, "json")
        try:
            result = read_result(path)
        except InputError as error:
            yield f"sample {sample.name} has no result: {error}"
            continue
        if result.status == "failed":
            yield f"sample {sample.name} failed: {result.error}"
