"""Alignments of real samples, against counts made read by read without the program's own counting."""

from collections import Counter, defaultdict
from pathlib import Path

import pysam
import pytest

from ros1annot.annotate.transcripts import Genome
from ros1annot.model import Assembly, InputFile, InputKind
from ros1annot.read.alignments import AlignmentReads, Quality, count_reads, open_alignments
from ros1annot.read.alignments.molecule import molecule_of
from ros1annot.read.depth import Codon

L861Q_POS = 55259524
LEFT_OUT = 0x4 | 0x100 | 0x200 | 0x400 | 0x800


def codon(genome: Genome, gene: str, residue: int, assembly: Assembly) -> Codon:
    first, second, third = sorted(genome.genes[gene].reporting.codon_positions(residue, assembly))
    return Codon(gene, residue, genome.genes[gene].chrom, (first, second, third))


def counted(path: Path, genome: Genome, gene: str, residue: int) -> AlignmentReads:
    file = InputFile(InputKind.ALIGNMENTS, path, path.name)
    with open_alignments(file) as alignments:
        asked = [codon(genome, gene, residue, alignments.assembly)]
        return count_reads(alignments, asked, [], genome, Quality(0, 0))


def bases_by_name(path: Path, contig: str, pos: int) -> dict[str, list[str]]:
    found = defaultdict(list)
    with pysam.AlignmentFile(str(path)) as bam:
        for read in bam.fetch(contig, pos - 1, pos):
            if not read.flag & LEFT_OUT:
                place = {ref: query for query, ref in read.get_aligned_pairs(matches_only=True)}
                if pos - 1 in place:
                    found[read.query_name].append(read.query_sequence[place[pos - 1]])
    return found


@pytest.fixture(scope="module")
def l861q(shared: Path) -> Path:
    return shared / "data" / "alignments" / "VarDictJava_L861Q_EGFR.hg19.bam"


def test_the_reads_of_egfr_l861q_are_the_known_ones(l861q: Path) -> None:
    reads = Counter(base for bases in bases_by_name(l861q, "chr7", L861Q_POS).values() for base in bases)
    assert (reads.total(), reads["A"]) == (985, 238)


def test_egfr_l861q_is_counted_by_fragment(l861q: Path, genome: Genome) -> None:
    names = bases_by_name(l861q, "chr7", L861Q_POS)
    agreed = Counter(bases[0] for bases in names.values() if len(set(bases)) == 1)
    (found,) = counted(l861q, genome, "EGFR", 861).codons
    by_second_base: Counter[str] = Counter()
    for bases, fragments in found.shown.items():
        by_second_base[bases[1]] += fragments
    assert by_second_base["A"] == agreed["A"] == 131
    # A fragment that ends inside the codon shows the base, not the codon.
    assert 0 <= agreed.total() - found.depth <= 0.04 * agreed.total()
    assert by_second_base["A"] / found.depth == pytest.approx(238 / 985, abs=0.005)


def test_a_shallow_codon_is_shallow(shared: Path, genome: Genome) -> None:
    path = shared / "data" / "alignments" / "VarDictJava_BRAF_Tumor.hg19.bam"
    assert [at.depth for at in counted(path, genome, "BRAF", 600).depths] == [2]


def test_every_real_file_tells_its_assembly(shared: Path) -> None:
    rows = (shared / "data" / "alignments" / "MANIFEST.tsv").read_text().splitlines()[1:]
    told = {row.split("\t")[0]: row.split("\t")[3].split()[0] for row in rows}
    assert told
    for name, assembly in told.items():
        path = shared / "data" / "alignments" / name
        with open_alignments(InputFile(InputKind.ALIGNMENTS, path, name)) as alignments:
            assert alignments.assembly == assembly


@pytest.mark.parametrize(
    ("name", "molecule"),
    [
        ("VarDictJava_BRAF_NPE_tcov.hg38.bam", "rna"),
        ("VarDictJava_BRAF_Normal.hg19.bam", "dna"),
        ("VarDictJava_BRAF_Tumor.hg19.bam", "dna"),
        ("VarDictJava_L861Q_EGFR.hg19.bam", "dna"),
    ],
)
def test_rna_is_told_from_dna(shared: Path, genome: Genome, name: str, molecule: str) -> None:
    """HISAT2 aligned the one, of whose 10,612 reads 4,430 are spliced; none of the others' is."""
    file = InputFile(InputKind.ALIGNMENTS, shared / "data" / "alignments" / name, name)
    with open_alignments(file) as alignments:
        assert molecule_of(alignments, file, genome) == molecule
