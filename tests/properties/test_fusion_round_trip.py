"""Fusions made from the exon tables, written as callers write them, come back the same."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from fusion_files import Junction, fusions_file
from fusion_formats import DNA, ORDERED, UNORDERED, UNPLACED, Writer
from ros1annot.annotate.fusion import annotate_fusions
from ros1annot.annotate.fusion_genes import shipped_fusion_genes
from ros1annot.annotate.transcripts import Genome
from ros1annot.model import Assembly, BreakEnd, Fusion, FusionCall, FusionRole
from ros1annot.read.fusions import read_fusions

GENOME = Genome.load()
KINASES = shipped_fusion_genes().kinases
SHORT_EXON = 30
"""Bases below which both splice sites of an exon are near one breakpoint, so that they cannot tell an order."""


@dataclass(frozen=True)
class Made:
    """A junction of two splice sites, and what is true of it by the tables."""

    junction: Junction
    assembly: Assembly
    exons: tuple[int, int]
    in_frame: bool | None
    kinase_kept: bool
    long_exons: bool


@st.composite
def made_fusions(draw: st.DrawFn) -> Made:
    kinase = KINASES[draw(st.sampled_from(sorted(KINASES)))]
    partner = draw(st.sampled_from([gene for symbol, gene in GENOME.genes.items() if symbol != kinase.gene]))
    assembly = draw(st.sampled_from(list(Assembly)))
    five = partner.reporting.layout(assembly)
    three = GENOME.genes[kinase.gene].reporting.layout(assembly)
    donor = draw(st.sampled_from(five.exons[:-1]))
    acceptor = draw(st.sampled_from(three.exons[1:]))
    shift = st.integers(-3, 3)
    in_frame = None
    if 1 <= donor.last_base < five.cds_length and 1 <= acceptor.first_base <= three.cds_length:
        fused_length = donor.last_base + three.cds_length - acceptor.first_base + 1
        in_frame = fused_length % 3 == 0
    first_codon = GENOME.genes[kinase.gene].reporting.codon_positions(kinase.domain_first, assembly)
    holders = [three.exon_at(pos) for pos in first_codon]
    return Made(
        Junction(
            partner.symbol,
            (five.chrom, donor.last + draw(shift), five.strand),
            kinase.gene,
            (three.chrom, acceptor.first + draw(shift), three.strand),
        ),
        assembly,
        (donor.number, acceptor.number),
        in_frame,
        all(exon is not None and exon.number >= acceptor.number for exon in holders),
        all(abs(exon.last - exon.first) >= SHORT_EXON for exon in (donor, acceptor)),
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fusions")


def read_back(folder: Path, writer: Writer, made: Made, *, told: bool = True) -> Fusion:
    """The one fusion of a file, annotated."""
    read = read_fusions(fusions_file(folder / "calls", writer(made.junction)))
    (fusion,) = annotate_fusions(read.calls, GENOME, made.assembly if told else None)
    return fusion


def genes(fusion: Fusion) -> tuple[str, str]:
    return fusion.five_prime.gene, fusion.three_prime.gene


def written(made: Made) -> tuple[str, str]:
    return made.junction.five, made.junction.three


@pytest.mark.parametrize("caller", [*ORDERED, *UNORDERED])
@settings(max_examples=25, deadline=None)
@given(made=made_fusions(), told=st.booleans())
def test_fusion_written_by_a_caller_comes_back(folder: Path, caller: str, made: Made, told: bool) -> None:
    assume(caller in ORDERED or made.long_exons)
    fusion = read_back(folder, (ORDERED | UNORDERED)[caller], made, told=told)
    assume(told or fusion.assembly is not None)  # some splice sites are those of another exon on the other assembly
    assert genes(fusion) == written(made)
    assert fusion.assembly is made.assembly
    assert (fusion.five_prime.exon, fusion.three_prime.exon) == made.exons
    assert fusion.in_frame is made.in_frame
    assert fusion.kinase_kept is made.kinase_kept
    assert fusion.role is role(made)


@pytest.mark.parametrize("caller", UNPLACED)
@settings(max_examples=10, deadline=None)
@given(made=made_fusions())
def test_fusion_without_a_place_keeps_its_genes_and_their_order(folder: Path, caller: str, made: Made) -> None:
    fusion = read_back(folder, UNPLACED[caller], made)
    assert genes(fusion) == written(made)
    assert fusion.role is FusionRole.DRIVER
    assert (fusion.kinase_kept, fusion.five_prime.pos, fusion.three_prime.exon) == (None, None, None)


@pytest.mark.parametrize("caller", DNA)
@settings(max_examples=10, deadline=None)
@given(made=made_fusions())
def test_dna_without_an_order_is_a_rearrangement_of_its_genes(folder: Path, caller: str, made: Made) -> None:
    fusion = read_back(folder, DNA[caller], made)
    assert set(genes(fusion)) == set(written(made))
    assert fusion.role is FusionRole.REARRANGEMENT


@pytest.mark.parametrize("caller", ["pizzly", "linx"])
@settings(max_examples=10, deadline=None)
@given(made=made_fusions())
def test_call_without_a_place_joins_the_placed_one(folder: Path, caller: str, made: Made) -> None:
    files = [fusions_file(folder / name, write(made.junction)) for name, write in (
        ("placed", ORDERED["arriba 2"]), ("unplaced", UNPLACED[caller]))]  # fmt: skip
    calls = [call for file in files for call in read_fusions(file).calls]
    (fusion,) = annotate_fusions(calls, GENOME, made.assembly)
    assert (fusion.five_prime.exon, fusion.three_prime.exon) == made.exons
    assert {call.caller for call in fusion.calls} == {"arriba", caller}


def role(made: Made) -> FusionRole:
    if not made.kinase_kept:
        return FusionRole.KINASE_LOST
    return FusionRole.OUT_OF_FRAME if made.in_frame is False else FusionRole.DRIVER


def calls_of(made: Made, callers: list[str]) -> list[FusionCall]:
    (chrom1, pos1, _), (chrom2, pos2, _) = made.junction.five_place, made.junction.three_place
    return [
        FusionCall(
            BreakEnd(made.junction.five, chrom1, pos1),
            BreakEnd(made.junction.three, chrom2, pos2),
            caller=caller,
            source=f"{caller} {made.assembly}",
            ordered=caller != "unordered",
            split_reads=len(caller),
        )
        for caller in callers
    ]


SEVERAL = st.lists(
    st.tuples(made_fusions(), st.lists(st.sampled_from(["one", "two", "unordered"]), min_size=1, max_size=3)),
    min_size=1,
    max_size=4,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(several=SEVERAL, data=st.data())
def test_merging_depends_neither_on_order_nor_on_repeats(
    several: list[tuple[Made, list[str]]], data: st.DataObject
) -> None:
    calls = [call for made, callers in several for call in calls_of(made, callers)]
    shuffled = data.draw(st.permutations(calls + calls))
    assert annotate_fusions(shuffled, GENOME, None) == annotate_fusions(calls, GENOME, None)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(several=SEVERAL)
def test_merging_what_was_merged_changes_nothing(several: list[tuple[Made, list[str]]]) -> None:
    calls = [call for made, callers in several for call in calls_of(made, callers)]
    merged = annotate_fusions(calls, GENOME, None)
    again = annotate_fusions([call for fusion in merged for call in fusion.calls], GENOME, None)
    assert again == merged
    assert {call for fusion in merged for call in fusion.calls} == set(calls)


def test_made_fusions_cover_every_role() -> None:
    seen: set[FusionRole] = set()

    @settings(max_examples=60, deadline=None, database=None, derandomize=True)
    @given(made=made_fusions())
    def collect(made: Made) -> None:
        seen.add(role(made))

    collect()
    assert seen == {FusionRole.DRIVER, FusionRole.OUT_OF_FRAME, FusionRole.KINASE_LOST}
