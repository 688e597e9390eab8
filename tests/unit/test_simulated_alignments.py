"""Alignments made with a known phase and known allele fractions, read back through their files.

Fragments are pairs of overlapping mates, of which each misreads one in 300 variant places. Beside them lie reads that
must not count and show the opposite of the truth: duplicates, reads of low mapping quality, mates that reach one place.
"""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bam_builders import C797S, G1202R, L1196M, T790M, Edit, Read, write_bam
from builders import CHROMOSOME_LENGTHS
from ros1annot.annotate.haplotypes import verdict_of
from ros1annot.annotate.small import annotate
from ros1annot.annotate.transcripts import Genome
from ros1annot.model import AlleleCall, Assembly, SmallVariant
from ros1annot.parameters import Parameters
from ros1annot.read.alignments import Quality, count_reads, open_alignments
from ros1annot.result import PhaseVerdict

CIS, TRANS, UNDETERMINED = PhaseVerdict.CIS, PhaseVerdict.TRANS, PhaseVerdict.UNDETERMINED
ERROR = 1 / 300
READ = 100


@dataclass(frozen=True)
class Pair:
    """Two variants, the first the one at the lower position."""

    chrom: str
    edits: tuple[Edit, Edit]

    @property
    def starts(self) -> range:
        """Where a read starts that spans both."""
        return range(self.edits[1][0] - READ + 1, self.edits[0][0] + 1)


PAIRS = Pair("7", (T790M, C797S)), Pair("2", (G1202R, L1196M))


def shares(source: random.Random, truth: PhaseVerdict) -> dict[tuple[bool, bool], float]:
    """Parts of the molecules by what they carry; each variant has 40 to 90 % of them in cis, 40 to 50 % in trans."""
    if truth is CIS:
        both = source.uniform(0.4, 0.9)
        return {(True, True): both, (False, False): 1 - both}
    one, other = source.uniform(0.4, 0.5), source.uniform(0.4, 0.5)
    return {(True, False): one, (False, True): other, (False, False): 1 - one - other}


def edits_read(source: random.Random, pair: Pair, carried: Sequence[bool]) -> list[Edit]:
    """What one read shows of a molecule."""
    return [edit for edit, is_in in zip(pair.edits, carried, strict=True) if is_in != (source.random() < ERROR)]


def spanning(source: random.Random, pair: Pair, truth: PhaseVerdict, size: int) -> Iterator[Read]:
    """Both mates of so many fragments of which the first read, and mostly the second, spans both variants."""
    mixture = shares(source, truth)
    for number, carried in enumerate(source.choices(list(mixture), list(mixture.values()), k=size)):
        start = source.choice(pair.starts)
        for flag, at in ((99, start), (147, start + source.randrange(40))):
            yield Read(pair.chrom, at, edits_read(source, pair, carried), READ, name=f"f{number}", flag=flag)


def misleading(source: random.Random, pair: Pair, truth: PhaseVerdict) -> Iterator[Read]:
    """Reads of the other phase that do not count."""
    other = pair.edits if truth is TRANS else pair.edits[:1]
    for number in range(6):
        start = source.choice(pair.starts)
        yield Read(pair.chrom, start, other, READ, name=f"d{number}", flag=0x400)
        yield Read(pair.chrom, start, other, READ, name=f"q{number}", mapping_quality=3)
        yield Read(pair.chrom, pair.edits[1][0] - 5, pair.edits[1:], READ, name=f"s{number}")


def verdict_read(reads: Sequence[Read], path: Path, genome: Genome, pair: Pair) -> tuple[PhaseVerdict, int]:
    """The verdict by a file of the reads, and how many fragments it had."""
    lengths = {pair.chrom: CHROMOSOME_LENGTHS[Assembly.GRCH37][pair.chrom]}
    file = write_bam(path, genome, reads, lengths=lengths)
    with open_alignments(file) as alignments:
        found = count_reads(alignments, [], asked(genome, pair), genome, Quality(20, 20)).haplotypes
    return (verdict_of(found[0], Parameters()), found[0].fragments) if found else (UNDETERMINED, 0)


def asked(genome: Genome, pair: Pair) -> list[SmallVariant]:
    found = [annotate(AlleleCall(pair.chrom, *edit), genome, Assembly.GRCH37) for edit in pair.edits]
    return [variant for variant in found if variant is not None]


def outcomes(folder: Path, genome: Genome, sizes: Sequence[int]) -> Counter[str]:
    """How many cases, one a size, were told right, left open, or told wrong."""
    source = random.Random(7)
    found: Counter[str] = Counter()
    for number, size in enumerate(sizes):
        truth, pair = (CIS, TRANS)[number % 2], PAIRS[number // 2 % 2]
        reads = [*spanning(source, pair, truth, size), *misleading(source, pair, truth)]
        verdict, fragments = verdict_read(reads, folder / "case.bam", genome, pair)
        assert size - 3 <= fragments <= size  # a pair whose mates differ shows nothing
        found["open" if verdict is UNDETERMINED else "right" if verdict is truth else "wrong"] += 1
    return found


def test_thirty_spanning_fragments_of_an_alignment_tell_cis_from_trans(genome: Genome, tmp_path: Path) -> None:
    found = outcomes(tmp_path, genome, [30] * 1000)
    assert found["right"] >= 990
    assert found["wrong"] == 0


def test_fewer_spanning_fragments_leave_it_open_rather_than_wrong(genome: Genome, tmp_path: Path) -> None:
    found = outcomes(tmp_path, genome, [*range(1, 30)] * 7)
    assert found["wrong"] == 0
    assert found["open"] > 0
