"""Counting fragments at every hotspot of a deep panel, beside pysam's `count_coverage` and its `samtools mpileup`.

A made BAM (GRCh37): at each hotspot, pairs of 100 bases from fragments of 167, so that mates overlap as in plasma; the
bases of the reference with one error in 500. All programs read the same file with its index, at the same codons only::

    python benchmarks/deep_alignments.py [--depth 30000] [--repeat 3]

What each gives is not the same: `count_coverage` and `mpileup` count the bases of single positions; ros1annot reads the
three bases of a codon together, counts a pair once and names the residue. Hotspots whose reference is not shipped have
no reads.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pysam

from ros1annot.annotate.transcripts import Genome
from ros1annot.knowledge import load_knowledge
from ros1annot.model import Assembly, InputFile, InputKind
from ros1annot.parameters import EngineConfig
from ros1annot.read.alignments import Quality, count_reads, open_alignments
from ros1annot.read.alignments.windows import blocks, clusters
from ros1annot.read.contigs import lengths
from ros1annot.read.depth import Codon
from ros1annot.read.hotspots import hotspot_codons

ASSEMBLY = Assembly.GRCH37
FRAGMENT, READ = 167, 100
ERROR = 0.002
LENGTHS = lengths(ASSEMBLY)


def stretches(codons: Sequence[Codon]) -> Iterator[tuple[str, int, int]]:
    """Runs of codons that one fragment can span, in the order of the file."""
    windows = [window for codon in codons for window in blocks(codon.chrom, codon.positions)]
    order = {chrom: rank for rank, chrom in enumerate(LENGTHS)}
    for run in sorted(clusters(windows, FRAGMENT), key=lambda run: (order[run[0].chrom], run[0].first)):
        yield run[0].chrom, run[0].first, max(window.last for window in run)


def write_bam(path: Path, genome: Genome, codons: Sequence[Codon], depth: int) -> int:
    """The made file, and how many reads it has."""
    source = random.Random(1)
    sam = path.with_suffix(".sam")
    number = 0
    with sam.open("w") as out:
        out.writelines(f"@SQ\tSN:chr{name}\tLN:{length}\n" for name, length in LENGTHS.items())
        for chrom, first, last in stretches(codons):
            left = first - FRAGMENT
            bases = genome.reference(ASSEMBLY, chrom, left, last + FRAGMENT)
            if bases is None:
                continue
            starts = range(first - FRAGMENT + 3, last - 1)
            for at in sorted(source.choices(starts, k=depth * len(starts) // FRAGMENT)):
                number += 1
                for flag, offset in ((99, 0), (147, FRAGMENT - READ)):
                    pos = at + offset
                    shown = list(bases[pos - left : pos - left + READ])
                    if source.random() < ERROR * READ:
                        shown[source.randrange(len(shown))] = source.choice("ACGT")
                    mate = at + FRAGMENT - READ - offset
                    line = f"r{number}\t{flag}\tchr{chrom}\t{pos}\t60\t{len(shown)}M\t=\t{mate}\t0\t"
                    out.write(f"{line}{''.join(shown)}\t{'I' * len(shown)}\n")
    pysam.sort("-o", str(path), str(sam))
    sam.unlink()
    pysam.index(str(path))
    return 2 * number


def ours(path: Path, codons: Sequence[Codon], genome: Genome) -> int:
    """The fragments over all codons."""
    with open_alignments(InputFile(InputKind.ALIGNMENTS, path, path.name)) as alignments:
        reads = count_reads(alignments, codons, [], genome, Quality(20, 20))
    return sum(codon.depth for codon in reads.codons)


def count_coverage(path: Path, codons: Sequence[Codon]) -> int:
    """The bases of every position of the stretches, stretch by stretch."""
    total = 0
    with pysam.AlignmentFile(str(path)) as bam:
        for chrom, first, last in stretches(codons):
            found = bam.count_coverage(f"chr{chrom}", first - 1, last, quality_threshold=20)
            total += sum(map(sum, found))
    return total


def mpileup(path: Path, codons: Sequence[Codon]) -> int:
    """The characters of the pileup at the codons' bases, of any depth."""
    bed = path.with_suffix(".bed")
    places = sorted((f"chr{c.chrom}", pos - 1, pos) for c in codons for pos in c.positions)
    bed.write_text("".join(f"{chrom}\t{start}\t{end}\n" for chrom, start, end in places))
    return len(pysam.mpileup("-d", "0", "-q", "20", "-Q", "20", "-l", str(bed), str(path)))


def timed(work: Callable[[], int], repeat: int) -> tuple[float, int]:
    """Median CPU seconds, and what the last run gave."""
    took, told = [], 0
    for _ in range(repeat):
        start = time.process_time()
        told = work()
        took.append(time.process_time() - start)
    return statistics.median(took), told


def main() -> None:
    """Make the file, run each program, print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--depth", type=int, default=30_000, help="fragments over each codon")
    parser.add_argument("--repeat", type=int, default=3, help="runs, of which the median is told")
    chosen = parser.parse_args()
    knowledge = load_knowledge(EngineConfig())
    codons = hotspot_codons(knowledge.table, knowledge.genome, ASSEMBLY)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deep.bam"
        reads = write_bam(path, knowledge.genome, codons, chosen.depth)
        print(f"{reads:,} reads, {path.stat().st_size / 1e6:.0f} MB, {len(codons)} codons")
        peers: dict[str, Callable[[], int]] = {
            "ros1annot": lambda: ours(path, codons, knowledge.genome),
            "pysam count_coverage": lambda: count_coverage(path, codons),
            "samtools mpileup": lambda: mpileup(path, codons),
        }
        for name, work in peers.items():
            seconds, told = timed(work, chosen.repeat)
            print(f"{name:22} {seconds:7.2f} s of CPU  (told {told:,})")


if __name__ == "__main__":
    main()
