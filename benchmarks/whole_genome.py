"""Reading a whole-genome VCF without an index, against decompression alone and against record-by-record readers.

    python benchmarks/whole_genome.py [--records 2000000] [--runs 5]

Writes a synthetic bgzipped VCF (random positions of GRCh38, one tumour column), then times whole processes in turn,
so that a slow moment of the machine meets all of them, and prints medians and their ratio to ``bgzip -dc``.
Needs bgzip and bcftools on PATH.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from ros1annot.annotate.transcripts import Genome
from ros1annot.model import Assembly
from ros1annot.read.contigs import lengths

TUMOUR = "GT:AD:AF:DP\t0/1:{ref},{alt}:{vaf:.3f}:{depth}"


def records(count: int) -> Iterator[str]:
    """Header and records in order of position, as a caller writes them."""
    rng = random.Random(1)
    sizes = lengths(Assembly.GRCH38)
    genome = Genome.load()
    yield "##fileformat=VCFv4.2\n##source=Mutect2\n##tumor_sample=T\n"
    for chrom, length in sizes.items():
        yield f"##contig=<ID=chr{chrom},length={length}>\n"
    for key, number in (("GT", "1"), ("AD", "R"), ("AF", "A"), ("DP", "1")):
        yield f'##FORMAT=<ID={key},Number={number},Type=String,Description="{key}">\n'
    for key in ("DP", "MPOS", "POPAF", "TLOD"):
        yield f'##INFO=<ID={key},Number=1,Type=Float,Description="{key}">\n'
    yield "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT\n"
    total = sum(sizes.values())
    for chrom, length in sizes.items():
        for pos in sorted(rng.sample(range(1, length), round(count * length / total))):
            ref = genome.reference(Assembly.GRCH38, chrom, pos, pos) or rng.choice("ACGT")
            alt = rng.choice([base for base in "ACGT" if base != ref])
            depth, reads = rng.randint(60, 140), rng.randint(5, 50)
            call = TUMOUR.format(ref=depth - reads, alt=reads, vaf=reads / depth, depth=depth)
            info = f"DP={depth};MPOS={rng.randint(2, 70)};POPAF={rng.uniform(1, 6):.2f};TLOD={rng.uniform(3, 90):.2f}"
            yield f"chr{chrom}\t{pos}\t.\t{ref}\t{alt}\t.\tPASS\t{info}\t{call}\n"


def build(folder: Path, count: int) -> Path:
    """The file, bgzipped and without an index."""
    plain = folder / "genome.vcf"
    with plain.open("w") as handle:
        handle.writelines(records(count))
    subprocess.run(["bgzip", "-f", str(plain)], check=True)
    return folder / "genome.vcf.gz"


def commands(vcf: Path, folder: Path) -> dict[str, list[str]]:
    """What is timed, by name."""
    bed = folder / "loci.bed"
    spans = Genome.load().loci(Assembly.GRCH38)
    bed.write_text("".join(f"chr{s.chrom}\t{s.start - 1}\t{s.end}\n" for s in spans))
    loop = "import sys, cyvcf2\nfor v in cyvcf2.VCF(sys.argv[1]): v.CHROM, v.POS"
    pysam = "import sys, pysam\nfor r in pysam.VariantFile(sys.argv[1]): r.chrom, r.pos"
    return {
        "bgzip -dc": ["bgzip", "-dc", str(vcf)],
        "ros1annot variants": [sys.executable, "-m", "ros1annot", "variants", str(vcf)],
        "bcftools view -T": ["bcftools", "view", "-H", "-T", str(bed), str(vcf)],
        "pysam, all records": [sys.executable, "-c", pysam, str(vcf)],
        "cyvcf2, all records": [sys.executable, "-c", loop, str(vcf)],
    }


def main() -> None:
    """Build, time, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=2_000_000)
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        vcf = build(folder, args.records)
        timed = commands(vcf, folder)
        seconds: dict[str, list[float]] = {name: [] for name in timed}
        for _ in range(args.runs):
            for name, command in timed.items():
                start = time.perf_counter()
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
                seconds[name].append(time.perf_counter() - start)
        floor = statistics.median(seconds["bgzip -dc"])
        print(f"{args.records:,} records, {vcf.stat().st_size / 1e6:.0f} MB, {os.cpu_count()} cores, {args.runs} runs")
        for name, times in seconds.items():
            ratios = [t / f for t, f in zip(times, seconds["bgzip -dc"], strict=True)]
            print(
                f"| {name} | {statistics.median(times):.2f} s | {statistics.median(times) / floor:.2f} "
                f"| {min(ratios):.2f} to {max(ratios):.2f} |"
            )


if __name__ == "__main__":
    main()
