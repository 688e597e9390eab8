"""A cohort of panel samples end to end, against the bare engine and against one process a sample.

    python benchmarks/cohort.py [--samples 1000] [--alone 100] [--cores 2] [--runs 3]

Writes panel VCFs (random positions of the shipped genes, one tumour column, bgzipped and indexed), each with the
fusions and depths of a demo sample. Makes JSON, HTML and TSV of each sample, and the cohort's page, in three ways:

- the workflow: ``ros1annot run``, which is what a user starts;
- the bare engine: ``ros1annot annotate --jobs``, then ``ros1annot cohort``, without Snakemake;
- one process a sample, as many at one time as there are cores: ``ros1annot annotate --samples NAME`` on the first
  ``--alone`` samples, told per sample.

Prints samples a minute, and the ratio of the time a sample takes to that of the bare engine. Needs bgzip and tabix.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ros1annot.annotate.transcripts import Genome
from ros1annot.model import Assembly

DEMO = Path(__file__).resolve().parents[1] / "resources" / "demo"
ENGINE = [sys.executable, "-m", "ros1annot"]
HEADER = """##fileformat=VCFv4.2
##source=Mutect2
##tumor_sample=T
##FORMAT=<ID=GT,Number=1,Type=String,Description="GT">
##FORMAT=<ID=AD,Number=R,Type=Integer,Description="AD">
##FORMAT=<ID=AF,Number=A,Type=Float,Description="AF">
##FORMAT=<ID=DP,Number=1,Type=Integer,Description="DP">
"""


def panel(genome: Genome, seed: int, count: int) -> Iterator[str]:
    """Header and records of one sample, in order of position."""
    rng = random.Random(seed)
    spans = sorted(genome.loci(Assembly.GRCH38), key=lambda span: (span.chrom, span.start))
    chroms = dict.fromkeys(span.chrom for span in spans)
    yield HEADER + "".join(f"##contig=<ID=chr{chrom},length={_length(chrom)}>\n" for chrom in chroms)
    yield "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT\n"
    places = {(span.chrom, rng.randint(span.start, span.end)) for span in rng.choices(spans, k=count)}
    for chrom, pos in sorted(places, key=lambda place: (list(chroms).index(place[0]), place[1])):
        ref = genome.reference(Assembly.GRCH38, chrom, pos, pos) or "N"
        if ref not in "ACGT":
            continue
        depth, reads = rng.randint(300, 900), rng.randint(5, 200)
        call = f"0/1:{depth - reads},{reads}:{reads / depth:.3f}:{depth}"
        alt = rng.choice([base for base in "ACGT" if base != ref])
        yield f"chr{chrom}\t{pos}\t.\t{ref}\t{alt}\t.\tPASS\t.\tGT:AD:AF:DP\t{call}\n"


def _length(chrom: str) -> int:
    from ros1annot.read.contigs import lengths

    return lengths(Assembly.GRCH38)[chrom]


def build(folder: Path, samples: int, records: int) -> Path:
    """The cohort's files and its sheet."""
    genome = Genome.load()
    rows = ["sample\tassembly\ttumour_sample\tvcf\tfusions\tdepth\tcurrent_therapy\n"]
    for number in range(samples):
        vcf = folder / f"s{number}.vcf"
        vcf.write_text("".join(panel(genome, number, records)))
        subprocess.run(["bgzip", "-f", str(vcf)], check=True)
        subprocess.run(["tabix", "-p", "vcf", f"{vcf}.gz"], check=True)
        beside = f"{DEMO / 'ros1-g2032r.arriba.tsv'}\t{DEMO / 'ros1-g2032r.regions.bed.gz'}"
        rows.append(f"s{number}\tGRCh38\tT\ts{number}.vcf.gz\t{beside}\tcrizotinib\n")
    sheet = folder / "samples.tsv"
    sheet.write_text("".join(rows))
    return sheet


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stderr}")


def workflow(sheet: Path, out: Path, args: argparse.Namespace) -> int:
    """Run the workflow; returns the number of samples, as the other ways do."""
    _run([*ENGINE, "run", str(sheet), "-o", str(out), "--cores", str(args.cores)])
    return int(args.samples)


def engine(sheet: Path, out: Path, args: argparse.Namespace) -> int:
    """Run the engine in as many processes as there are cores, then make the cohort's page."""
    _run([*ENGINE, "annotate", str(sheet), "-o", str(out), "--format", "html,tsv", "--jobs", str(args.cores)])
    _run([*ENGINE, "cohort", "--sheet", str(sheet), "-o", str(out)])
    return int(args.samples)


def alone(sheet: Path, out: Path, args: argparse.Namespace) -> int:
    """Run one process a sample."""
    command = [*ENGINE, "annotate", str(sheet), "-o", str(out), "--format", "html,tsv", "--samples"]
    names = [f"s{number}" for number in range(min(args.alone, args.samples))]
    with ThreadPoolExecutor(args.cores) as pool:
        list(pool.map(lambda name: _run([*command, name]), names))
    return len(names)


WAYS = {
    "`ros1annot run` (the workflow)": workflow,
    "`ros1annot annotate` and `cohort` (no Snakemake)": engine,
    "one `ros1annot annotate` a sample": alone,
}


def main() -> None:
    """Build, time, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--samples", type=int, default=1000)
    parser.add_argument("--alone", type=int, default=100, help="samples of the third way")
    parser.add_argument("--records", type=int, default=2000, help="records of each VCF")
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    seconds: dict[str, list[float]] = {name: [] for name in WAYS}
    with tempfile.TemporaryDirectory() as scratch:
        sheet = build(Path(scratch), args.samples, args.records)
        for run in range(args.runs):
            for place, (name, way) in enumerate(WAYS.items()):
                begun = time.perf_counter()
                count = way(sheet, Path(scratch, f"out-{run}-{place}"), args)
                seconds[name].append((time.perf_counter() - begun) / count)
    told = f"{args.samples:,} samples of {args.records:,} records, {args.cores} of {os.cpu_count()} cores"
    print(f"{told}, {args.runs} runs; the last way on {min(args.alone, args.samples)} samples")
    peer = seconds["`ros1annot annotate` and `cohort` (no Snakemake)"]
    for name, times in seconds.items():
        ratios = [one / other for one, other in zip(times, peer, strict=True)]
        print(
            f"| {name} | {60 / statistics.median(times):.0f} | {statistics.median(ratios):.2f} "
            f"| {min(ratios):.2f} to {max(ratios):.2f} |"
        )


if __name__ == "__main__":
    main()
