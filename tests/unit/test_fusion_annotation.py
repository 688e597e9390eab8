"""What a fusion call means: genes by coordinate, order, exons, frame, kinase, role."""

import csv
from dataclasses import replace

import pytest

from ros1annot.annotate.fusion import annotate_fusions
from ros1annot.annotate.fusion_genes import shipped_fusion_genes
from ros1annot.annotate.junction import Cut
from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import InputError
from ros1annot.model import Assembly, BreakEnd, Frame, Fusion, FusionCall, FusionRole
from ros1annot.resources import resource

CD74_E6 = BreakEnd("CD74", "5", 150404680, "-")
EML4_E13 = BreakEnd("EML4", "2", 42295516, "+")
GOPC_E8 = BreakEnd("GOPC", "6", 117566854, "-")
ROS1_E34 = BreakEnd("ROS1", "6", 117324415, "-")
ALK_E20 = BreakEnd("ALK", "2", 29223528, "-")
KDELR2 = BreakEnd("KDELR2", "7", 6470000, "-")


def call(
    five: BreakEnd,
    three: BreakEnd,
    *,
    caller: str = "test",
    source: str = "calls.tsv",
    ordered: bool = True,
    frame: Frame = Frame.UNKNOWN,
    split_reads: int | None = None,
    discordant_pairs: int | None = None,
    notes: tuple[str, ...] = (),
) -> FusionCall:
    return FusionCall(
        five,
        three,
        caller,
        source,
        ordered,
        frame,
        split_reads=split_reads,
        discordant_pairs=discordant_pairs,
        notes=notes,
    )


def at(end: BreakEnd, pos: int) -> BreakEnd:
    return replace(end, pos=pos)


def only(genome: Genome, *calls: FusionCall, assembly: Assembly | None = Assembly.GRCH38) -> Fusion:
    (fusion,) = annotate_fusions(calls, genome, assembly)
    return fusion


def exons(fusion: Fusion) -> tuple[int | None, int | None]:
    return fusion.five_prime.exon, fusion.three_prime.exon


def test_classical_fusion_is_a_driver_by_exon_phases(genome: Genome) -> None:
    fusion = only(genome, call(CD74_E6, ROS1_E34))
    assert (fusion.name, fusion.kinase, exons(fusion)) == ("CD74::ROS1", "ROS1", (6, 34))
    assert (fusion.in_frame, fusion.frame_source, fusion.kinase_kept) == (True, "exon phases", True)
    assert fusion.role is FusionRole.DRIVER
    assert fusion.three_prime.transcript == "NM_002944.3"


@pytest.mark.parametrize(("exon", "kept"), [(32, True), (34, True), (36, True), (37, False), (38, False)])
def test_ros1_kinase_is_kept_up_to_exon_36(genome: Genome, exon: int, kept: bool) -> None:
    ros1 = genome.genes["ROS1"].reporting.layout(Assembly.GRCH38).exon(exon)
    assert only(genome, call(KDELR2, at(ROS1_E34, ros1.first))).kinase_kept is kept


@pytest.mark.parametrize(("exon", "kept"), [(19, True), (20, True), (21, False)])
def test_alk_kinase_is_kept_up_to_exon_20(genome: Genome, exon: int, kept: bool) -> None:
    alk = genome.genes["ALK"].reporting.layout(Assembly.GRCH38).exon(exon)
    assert only(genome, call(KDELR2, at(ALK_E20, alk.first))).kinase_kept is kept


def test_domains_of_the_kinases_agree_with_the_transcripts(genome: Genome) -> None:
    for kinase in shipped_fusion_genes().kinases.values():
        transcript = genome.genes[kinase.gene].reporting
        assert 1 <= kinase.domain_first < kinase.domain_last <= transcript.protein_length
        assert transcript.kinase in (None, (kinase.domain_first, kinase.domain_last))
        if transcript.protein is not None:
            # The glycine-rich loop begins at the eighth residue of every tyrosine kinase domain.
            loop = transcript.protein[kinase.domain_first + 6 : kinase.domain_first + 12]
            assert loop[0] == loop[2] == loop[5] == "G"


def test_domains_of_the_kinases_hold_the_match_of_pfam() -> None:
    """Two independent sources: the borders at the start, where most fusions are cut, lie within 3 residues."""
    kinases = shipped_fusion_genes().kinases
    with resource("fusions", "kinases.tsv").open(encoding="utf-8", newline="") as handle:
        matches = {row["gene"]: row["pfam"].split("-") for row in csv.DictReader(handle, delimiter="\t")}
    for gene, (first, last) in matches.items():
        assert 0 <= int(first) - kinases[gene].domain_first <= 3
        assert int(last) <= kinases[gene].domain_last


def test_transmembrane_segments_are_hydrophobic_and_end_with_a_charge(genome: Genome) -> None:
    for kinase in shipped_fusion_genes().kinases.values():
        protein = genome.genes[kinase.gene].reporting.protein
        if kinase.membrane is not None and protein is not None:
            first, last = kinase.membrane
            assert 16 <= last - first + 1 <= 24
            assert last < kinase.domain_first
            assert not set(protein[first - 1 : last]) & set("DEKRH")
            assert set(protein[last : last + 3]) & set("DEKRH")


@pytest.mark.parametrize(
    ("gene", "exon", "kept"),
    [("ROS1", 34, True), ("ROS1", 35, False), ("ALK", 19, True), ("ALK", 20, False), ("RET", 11, True),
     ("RET", 12, False), ("NTRK3", 12, True), ("NTRK3", 15, False), ("BRAF", 9, None)],
)  # fmt: skip
def test_transmembrane_segment_by_the_first_exon_of_the_kinase(
    genome: Genome, gene: str, exon: int, kept: bool | None
) -> None:
    layout = genome.genes[gene].reporting.layout(Assembly.GRCH38)
    fusion = only(genome, call(KDELR2, BreakEnd(gene, layout.chrom, layout.exon(exon).first, layout.strand)))
    assert (fusion.kinase_kept, fusion.membrane_kept) == (True, kept)


def test_transmembrane_segment_of_a_kinase_that_is_5_prime(genome: Genome) -> None:
    fgfr3 = genome.genes["FGFR3"].reporting.layout(Assembly.GRCH38)
    ends = [BreakEnd("FGFR3", "4", fgfr3.exon(number).last, "+") for number in (17, 7)]
    tacc3 = BreakEnd("TACC3", "4", 1739702, "+")
    assert [only(genome, call(end, tacc3)).membrane_kept for end in ends] == [True, False]


def test_a_partner_without_an_exon_table_is_one_whatever_the_assembly(genome: Genome) -> None:
    alk = genome.genes["ALK"].reporting
    calls = [
        call(
            BreakEnd("ALK", "2", alk.layout(assembly).exon(11).last, "-"),
            BreakEnd("PTPN3", "9", place),
            source=assembly,
        )
        for assembly, place in ((Assembly.GRCH37, 112219679), (Assembly.GRCH38, 109457399))
    ]
    (fusion,) = annotate_fusions(calls, genome, None)
    assert (fusion.name, len(fusion.calls)) == ("ALK::PTPN3", 2)
    assert annotate_fusions(calls[::-1], genome, None) == [fusion]
    elsewhere = replace(calls[1], three_prime=BreakEnd("PTPN3", "8", 109457399))
    assert len(annotate_fusions([calls[0], elsewhere], genome, None)) == 2


def test_isoforms_of_a_pair_are_fusions_of_their_own(genome: Genome) -> None:
    fusions = annotate_fusions(
        [call(GOPC_E8, at(ROS1_E34, 117321394)), call(GOPC_E8, at(ROS1_E34, 117320030))],
        genome,
        Assembly.GRCH38,
    )
    assert [(f.name, exons(f), f.role) for f in fusions] == [
        ("GOPC::ROS1", (8, 35), FusionRole.DRIVER),
        ("GOPC::ROS1", (8, 36), FusionRole.OUT_OF_FRAME),
    ]


def test_read_through_with_its_neighbour_stays_a_driver(genome: Genome) -> None:
    read_through = call(GOPC_E8, at(ROS1_E34, 117321394), notes=("deletion/read-through",))
    assert only(genome, read_through).role is FusionRole.DRIVER


def test_ros1_named_after_its_overlapping_neighbour_is_ros1(genome: Genome) -> None:
    fusion = only(genome, call(CD74_E6, replace(ROS1_E34, gene="GOPC")))
    assert (fusion.name, exons(fusion), fusion.role) == ("CD74::ROS1", (6, 34), FusionRole.DRIVER)


def test_cell_with_both_overlapping_genes_is_resolved_by_coordinate(genome: Genome) -> None:
    assert only(genome, call(CD74_E6, replace(ROS1_E34, gene="ROS1;GOPC"))).name == "CD74::ROS1"


@pytest.mark.parametrize("alias", ["FIG", "PIST", "GOPC"])
def test_aliases_are_one_gene_even_without_coordinates(genome: Genome, alias: str) -> None:
    far = BreakEnd(alias, "6", 117700000, "-")
    assert only(genome, call(far, ROS1_E34)).name == "GOPC::ROS1"


def test_reciprocal_is_no_driver(genome: Genome) -> None:
    ros1_cd74 = call(at(ROS1_E34, 117326224), at(CD74_E6, 150402625))
    alk_ptpn3 = call(BreakEnd("ALK", "2", 29717578, "-"), BreakEnd("PTPN3", "9", 109400000, "-"))
    assert only(genome, ros1_cd74).role is FusionRole.RECIPROCAL
    assert only(genome, alk_ptpn3).role is FusionRole.RECIPROCAL


@pytest.mark.parametrize(
    ("five", "role"),
    [
        (BreakEnd("FGFR3", "4", 1806934, "+"), FusionRole.DRIVER),
        (BreakEnd("EGFR", "7", 55200413, "+"), FusionRole.DRIVER),
        (BreakEnd("EGFR", "7", 55154152, "+"), FusionRole.RECIPROCAL),
    ],
)
def test_kinases_that_drive_from_the_5_prime_side_need_their_domain(
    genome: Genome, five: BreakEnd, role: FusionRole
) -> None:
    assert only(genome, call(five, BreakEnd("TACC3", "4", 1739702, "+"))).role is role


@pytest.mark.parametrize("ends", [(ALK_E20, EML4_E13), (EML4_E13, ALK_E20)])
def test_order_of_an_unordered_call_follows_from_splice_sites(genome: Genome, ends: tuple[BreakEnd, BreakEnd]) -> None:
    fusion = only(genome, call(*ends, ordered=False))
    assert (fusion.name, exons(fusion), fusion.role) == ("EML4::ALK", (13, 20), FusionRole.DRIVER)


def test_swapped_order_is_set_right_by_splice_sites_of_both_genes(genome: Genome) -> None:
    assert only(genome, call(ALK_E20, EML4_E13)).name == "EML4::ALK"


def test_order_contradicted_by_one_gene_only_is_left_open(genome: Genome) -> None:
    fusion = only(genome, call(ROS1_E34, KDELR2))
    assert (fusion.name, fusion.role) == ("KDELR2::ROS1", FusionRole.REARRANGEMENT)


def test_unordered_call_in_introns_is_a_rearrangement_with_the_kinase_last(genome: Genome) -> None:
    fusion = only(genome, call(at(ROS1_E34, 117325000), replace(KDELR2, strand=None), ordered=False))
    assert (fusion.name, exons(fusion)) == ("KDELR2::ROS1", (None, 34))
    assert fusion.role is FusionRole.REARRANGEMENT


def test_intronic_breakpoint_takes_the_next_exon_and_the_callers_frame(genome: Genome) -> None:
    cryptic = call(at(EML4_E13, 42264951), ALK_E20, frame=Frame.IN_FRAME)
    fusion = only(genome, cryptic)
    assert exons(fusion) == (6, 20)
    assert (fusion.in_frame, fusion.frame_source) == (True, "test")


@pytest.mark.parametrize(("pos", "exon", "kept"), [(117320500, 36, True), (117319000, 37, False)])
def test_kinase_behind_an_intronic_breakpoint_begins_with_the_next_exon(
    genome: Genome, pos: int, exon: int, kept: bool
) -> None:
    fusion = only(genome, call(CD74_E6, at(ROS1_E34, pos)))
    assert (fusion.three_prime.exon, fusion.kinase_kept) == (exon, kept)


@pytest.mark.parametrize(("base", "last", "first"), [(3, 1, 1), (4, 1, 2), (5, 1, 2), (6, 2, 2), (7, 2, 3)])
def test_residues_at_a_cut(base: int, last: int, first: int) -> None:
    cut = Cut(exon=2, on_edge=True, base=base, phase=base % 3)
    assert (cut.last_residue, cut.first_residue) == (last, first)


def test_one_caller_that_sees_the_frame_kept_outweighs_another(genome: Genome) -> None:
    yes = call(KDELR2, ROS1_E34, frame=Frame.IN_FRAME, caller="yes")
    no = call(KDELR2, ROS1_E34, frame=Frame.OUT_OF_FRAME, caller="no")
    fusion = only(genome, yes, no)
    assert (fusion.in_frame, fusion.frame_source, fusion.role) == (True, "yes", FusionRole.DRIVER)


def test_breakpoint_inside_exon_20_of_alk_keeps_the_kinase(genome: Genome) -> None:
    fusion = only(genome, call(EML4_E13, at(ALK_E20, 29223528 - 59)))
    assert (exons(fusion), fusion.kinase_kept, fusion.in_frame) == ((13, 20), True, None)


@pytest.mark.parametrize("shift", [-10, -2, 2, 10])
def test_splice_sites_are_met_within_ten_bases(genome: Genome, shift: int) -> None:
    shifted = call(at(CD74_E6, CD74_E6.pos + shift), at(ROS1_E34, ROS1_E34.pos + shift))
    fusion = only(genome, shifted)
    assert (exons(fusion), fusion.frame_source) == ((6, 34), "exon phases")


def test_exon_phases_outweigh_the_callers_frame(genome: Genome) -> None:
    assert only(genome, call(CD74_E6, ROS1_E34, frame=Frame.OUT_OF_FRAME)).in_frame is True


def test_unknown_frame_does_not_lose_a_driver(genome: Genome) -> None:
    fusion = only(genome, call(KDELR2, ROS1_E34))
    assert (fusion.in_frame, fusion.frame_source, fusion.role) == (None, "", FusionRole.DRIVER)


def test_untranslated_exon_of_the_partner_gives_no_frame(genome: Genome) -> None:
    met = genome.genes["MET"].reporting.layout(Assembly.GRCH38)
    utr_exon = BreakEnd("MET", "7", met.exon(1).last, "+")
    fusion = only(genome, call(utr_exon, ROS1_E34))
    assert (exons(fusion), fusion.in_frame) == ((1, 34), None)


def test_partner_with_its_stop_codon_gives_no_frame(genome: Genome) -> None:
    nras = genome.genes["NRAS"].reporting.layout(Assembly.GRCH38)
    (stop_exon,) = [exon for exon in nras.exons if exon.first_base <= nras.cds_length <= exon.last_base]
    fusion = only(genome, call(BreakEnd("NRAS", "1", stop_exon.last, "-"), ROS1_E34))
    assert (fusion.five_prime.exon, fusion.in_frame) == (stop_exon.number, None)


def test_gene_that_the_caller_does_not_name_is_shown_but_no_driver(genome: Genome) -> None:
    inside = BreakEnd("LOC1", "6", 117325000)
    fusion = only(genome, call(CD74_E6, inside))
    assert (fusion.name, exons(fusion)) == ("CD74::ROS1", (6, 34))
    assert fusion.role is FusionRole.REARRANGEMENT


def test_gene_on_the_other_strand_inside_a_kinase_is_not_the_kinase(genome: Genome) -> None:
    assert annotate_fusions([call(KDELR2, BreakEnd("LOC1", "6", 117325000, "+"))], genome, None) == []


def test_antisense_kinase_is_a_rearrangement(genome: Genome) -> None:
    fusion = only(genome, call(CD74_E6, replace(ROS1_E34, strand="+")))
    assert (fusion.role, fusion.kinase_kept) == (FusionRole.REARRANGEMENT, None)


def test_intergenic_partner_is_a_rearrangement(genome: Genome) -> None:
    fusion = only(genome, call(BreakEnd("GENE1;GENE2", "1", 1000, "+"), ROS1_E34))
    assert fusion.role is FusionRole.REARRANGEMENT


def test_name_that_its_breakpoint_denies_is_shown_but_no_driver(genome: Genome) -> None:
    lie = call(BreakEnd("EML4", "6", 47471176, "+"), BreakEnd("ALK", "11", 66563752, "+"))
    for assembly in (None, Assembly.GRCH38):
        assert only(genome, lie, assembly=assembly).role is FusionRole.REARRANGEMENT


def test_change_within_one_gene_is_no_fusion_driver(genome: Genome) -> None:
    egfr = genome.genes["EGFR"].reporting.layout(Assembly.GRCH38)
    viii = call(BreakEnd("EGFR", "7", egfr.exon(1).last, "+"), BreakEnd("EGFR", "7", egfr.exon(8).first, "+"))
    assert only(genome, viii).role is FusionRole.REARRANGEMENT


def test_fusions_without_a_treated_kinase_are_left_out(genome: Genome) -> None:
    erg = call(BreakEnd("TMPRSS2", "21", 41508081, "-"), BreakEnd("ERG", "21", 38584945, "-"))
    assert annotate_fusions([erg], genome, None) == []


def test_calls_of_callers_and_assemblies_merge(genome: Genome) -> None:
    grch37 = call(
        BreakEnd("CD74", "5", 149784243, "-"),
        BreakEnd("ROS1", "6", 117645578, "-"),
        source="other.tsv",
        caller="second",
        split_reads=40,
        discordant_pairs=1,
    )
    fusion = only(genome, call(CD74_E6, ROS1_E34, split_reads=7, discordant_pairs=5), grch37, assembly=None)
    assert {c.caller for c in fusion.calls} == {"test", "second"}
    assert (fusion.split_reads, fusion.discordant_pairs) == (40, 5)


def test_unordered_dna_call_joins_the_rna_call_of_the_same_exons(genome: Genome) -> None:
    dna = call(at(ALK_E20, 29224500), at(EML4_E13, 42296500), ordered=False, caller="dna")
    fusion = only(genome, call(EML4_E13, ALK_E20), dna)
    assert (exons(fusion), fusion.role, len(fusion.calls)) == ((13, 20), FusionRole.DRIVER, 2)
    assert fusion.five_prime.pos == EML4_E13.pos


def test_sides_without_a_table_merge_within_ten_bases_only(genome: Genome) -> None:
    near, far = call(at(KDELR2, KDELR2.pos + 8), ROS1_E34), call(at(KDELR2, KDELR2.pos + 60), ROS1_E34)
    fusions = annotate_fusions([call(KDELR2, ROS1_E34), near, far], genome, Assembly.GRCH38)
    assert [len(fusion.calls) for fusion in fusions] == [2, 1]


@pytest.mark.parametrize("assembly", list(Assembly))
def test_assembly_is_detected_from_splice_sites(genome: Genome, assembly: Assembly) -> None:
    places = {Assembly.GRCH37: (42522656, 29446394), Assembly.GRCH38: (42295516, 29223528)}
    eml4, alk = places[assembly]
    fusion = only(genome, call(at(EML4_E13, eml4), at(ALK_E20, alk)), assembly=None)
    assert (fusion.assembly, exons(fusion)) == (assembly, (13, 20))


def test_wrong_assembly_is_refused(genome: Genome) -> None:
    with pytest.raises(InputError, match=r"calls\.tsv: its breakpoints are of GRCh38, but GRCh37 was given"):
        annotate_fusions([call(EML4_E13, ALK_E20)], genome, Assembly.GRCH37)


def test_wrong_assembly_is_refused_though_one_gene_happens_to_lie_there_too(genome: Genome) -> None:
    by_chance = call(BreakEnd("ZBTB7B", "1", 155002943, "+"), BreakEnd("NTRK1", "1", 156837726, "+"))
    with pytest.raises(InputError, match="of GRCh38"):
        annotate_fusions([call(EML4_E13, ALK_E20), by_chance], genome, Assembly.GRCH37)


def test_assembly_is_detected_from_genes_without_splice_sites(genome: Genome) -> None:
    fusion = only(genome, call(KDELR2, at(ROS1_E34, 117644000)), assembly=None)
    assert (fusion.assembly, fusion.three_prime.exon) == (Assembly.GRCH37, 35)
