"""What Snakemake itself costs before the first job starts: time and memory of the plan for cohorts of growing size.

    python benchmarks/dag.py [--samples 100 1000 10000] [--runs 3]

Plans (a dry run) a cohort of copies of one demo sample, with the batches that are chosen by default and with one job a
sample, and prints the median time, the largest resident memory, and the ratio to the default batches.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
VCF = REPOSITORY / "resources" / "demo" / "ros1-l2026m.lofreq.vcf"


def cohort(folder: Path, samples: int) -> Path:
    """A sheet whose samples each have a file of their own."""
    rows = []
    for number in range(samples):
        file = folder / f"s{number:05}.vcf"
        file.symlink_to(VCF)
        rows.append(f"s{number:05}\t{file.name}\tCD74::ROS1\n")
    sheet = folder / "samples.tsv"
    sheet.write_text("sample\tvcf\tdriver\n" + "".join(rows))
    return sheet


def plan(sheet: Path, batch_size: int | str) -> tuple[float, int]:
    """Seconds and peak memory (MB) of one dry run."""
    command = [
        *(sys.executable, "-m", "snakemake", "--dry-run", "--quiet", "all", "--cores", "2"),
        *("--snakefile", str(REPOSITORY / "workflow" / "Snakefile"), "--directory", str(sheet.parent)),
        *("--configfile", str(sheet.with_name("config.json"))),
    ]
    config = {"samples": str(sheet), "results": str(sheet.parent / "results"), "batch_size": batch_size}
    sheet.with_name("config.json").write_text(json.dumps(config))
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"the dry run failed: {' '.join(command)}")
    return time.perf_counter() - begin, usage.ru_maxrss // 1024


def main() -> None:
    """Plan every size, print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, nargs="+", default=[100, 1000, 10_000])
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    print("| samples | default batches | one job a sample | ratio |\n|---|---|---|---|")
    for samples in args.samples:
        with tempfile.TemporaryDirectory() as folder:
            sheet = cohort(Path(folder), samples)
            measured = {size: [plan(sheet, size) for _ in range(args.runs)] for size in ("auto", 1)}
        seconds = {size: statistics.median(run[0] for run in runs) for size, runs in measured.items()}
        memory = {size: max(run[1] for run in runs) for size, runs in measured.items()}
        cells = [f"{seconds[size]:.1f} s, {memory[size]} MB" for size in ("auto", 1)]
        print(f"| {samples:,} | {cells[0]} | {cells[1]} | {seconds[1] / seconds['auto']:.1f} |", flush=True)


if __name__ == "__main__":
    main()
