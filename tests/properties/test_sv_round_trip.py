"""A rearrangement between introns of two genes, written as any caller would, comes back as it was made."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from ros1annot.annotate.fusion import annotate_fusions
from ros1annot.annotate.fusion_genes import shipped_fusion_genes
from ros1annot.annotate.transcripts import Genome
from ros1annot.model import Assembly, Fusion, FusionRole
from ros1annot.read.sv import read_sv
from sv_files import Cut, kept_as_five, kept_as_three, mates, record, sv_file, symbolic

GENOME = Genome.load()
PARTNERS = ("CD74", "EZR", "GOPC", "SLC34A2", "EML4")
KINASES = ("ROS1", "ALK", "MET")
SAME_CHROMOSOME = (("GOPC", "ROS1"), ("EZR", "ROS1"), ("EML4", "ALK"))


@dataclass(frozen=True)
class Rearrangement:
    """Two genes joined in their introns: the last exon kept of the first, the first one kept of the second."""

    assembly: Assembly
    five: tuple[str, int, Cut]
    three: tuple[str, int, Cut]

    @property
    def in_frame(self) -> bool | None:
        """From coding bases before and behind the junction; ``None`` where one of them is not coding."""
        before, behind = (GENOME.genes[name].reporting.layout(self.assembly) for name in (self.five[0], self.three[0]))
        last, first = before.exon(self.five[1]), behind.exon(self.three[1])
        bases = last.last_base, first.first_base - 1
        if bases[0] < 1 or last.last_base >= before.cds_length or bases[1] < 0 or first.first_base > behind.cds_length:
            return None
        return bases[0] % 3 == bases[1] % 3

    @property
    def role(self) -> FusionRole:
        """What DNA alone may say of it."""
        domain = shipped_fusion_genes().kinases[self.three[0]].domain_first
        first = GENOME.genes[self.three[0]].reporting.layout(self.assembly).exon(self.three[1])
        if (first.first_base + 2) // 3 > domain:
            return FusionRole.KINASE_LOST
        return FusionRole.DRIVER if self.in_frame else FusionRole.REARRANGEMENT


@st.composite
def rearrangements(
    draw: st.DrawFn, pairs: st.SearchStrategy[tuple[str, str]], assembly: Assembly | None = None
) -> Rearrangement:
    """Any two introns of a pair of genes."""
    chosen = assembly or draw(st.sampled_from(tuple(Assembly)))
    five, three = draw(pairs)
    return Rearrangement(chosen, draw(sides(five, chosen, kept_as_five)), draw(sides(three, chosen, kept_as_three)))


@st.composite
def sides(
    draw: st.DrawFn, symbol: str, assembly: Assembly, kept: Callable[[str, int, str], Cut]
) -> tuple[str, int, Cut]:
    """A gene cut in an intron: the exon kept beside the cut, and the cut."""
    layout = GENOME.genes[symbol].reporting.layout(assembly)
    before = draw(st.integers(1, len(layout.exons) - 1))
    low, high = sorted((layout.exon(before).last, layout.exon(before + 1).first))
    # An inversion is written by the base before it, so its ends stay one base away from the exons.
    place = draw(st.integers(low + 2, high - 2))
    return symbol, before if kept is kept_as_five else before + 1, kept(layout.chrom, place, layout.strand)


ANY_PAIR = st.tuples(st.sampled_from(PARTNERS), st.sampled_from(KINASES))


def read_back(records: list[str], assembly: Assembly, *meta: str) -> list[Fusion]:
    with TemporaryDirectory() as folder:
        file = sv_file(Path(folder), records, assembly, meta or ("##source=GenerateSVCandidates 1.6.0",))
        calls = read_sv(file, GENOME, tumour_sample=None, assembly=None).calls
    return annotate_fusions(calls, GENOME, None)


def assert_found(made: Rearrangement, found: list[Fusion]) -> None:
    (fusion,) = found
    assert fusion.name == f"{made.five[0]}::{made.three[0]}"
    assert (fusion.five_prime.exon, fusion.three_prime.exon) == (made.five[1], made.three[1])
    assert (fusion.in_frame, fusion.role) == (made.in_frame, made.role)
    assert (fusion.assembly, len(fusion.calls)) == (made.assembly, 1)


@given(rearrangements(ANY_PAIR), st.booleans())
def test_a_pair_of_breakends(made: Rearrangement, swapped: bool) -> None:
    records = mates(made.five[2], made.three[2])
    assert_found(made, read_back(records[::-1] if swapped else records, made.assembly))


@given(rearrangements(ANY_PAIR), st.sampled_from((0, 1)))
def test_one_breakend_at_either_end(made: Rearrangement, end: int) -> None:
    assert_found(made, read_back([mates(made.five[2], made.three[2])[end]], made.assembly))


@given(rearrangements(st.sampled_from(SAME_CHROMOSOME)))
def test_a_deletion_a_duplication_or_an_inversion(made: Rearrangement) -> None:
    assert_found(made, read_back([symbolic(made.five[2], made.three[2])], made.assembly))


@given(rearrangements(ANY_PAIR), st.booleans())
def test_a_translocation_of_delly(made: Rearrangement, swapped: bool) -> None:
    one, other = (made.three[2], made.five[2]) if swapped else (made.five[2], made.three[2])
    connection = f"{3 if one.below else 5}to{3 if other.below else 5}"
    info = f"SVTYPE=TRA;CHR2={other.chrom};END={other.pos};CT={connection}"
    line = record(one, "<TRA>", info, "GT:DR:DV:RR:RV\t0/1:20:4:30:9", "TRA1")
    (fusion,) = found = read_back([line], made.assembly, "##FORMAT=<ID=RCL,Number=1>")
    assert_found(made, found)
    assert (fusion.split_reads, fusion.discordant_pairs) == (9, 4)


@given(rearrangements(ANY_PAIR))
def test_the_reciprocal_is_no_driver(made: Rearrangement) -> None:
    five, three = (Cut(cut.chrom, cut.pos, not cut.below) for cut in (made.five[2], made.three[2]))
    (fusion,) = read_back(mates(five, three), made.assembly)
    assert fusion.name == f"{made.three[0]}::{made.five[0]}"
    assert fusion.role is FusionRole.RECIPROCAL


@given(rearrangements(ANY_PAIR))
def test_genes_that_point_at_each_other_are_a_rearrangement(made: Rearrangement) -> None:
    three = made.three[2]
    (fusion,) = read_back(mates(made.five[2], Cut(three.chrom, three.pos, not three.below)), made.assembly)
    assert fusion.role is FusionRole.REARRANGEMENT
