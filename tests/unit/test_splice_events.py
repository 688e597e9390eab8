"""Splice junctions of every caller to the events with a name: MET exon 14 skipping and EGFRvIII."""

from pathlib import Path
from typing import Any

import pytest

from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import InputError
from ros1annot.interpret.alterations import Counting, alterations_of
from ros1annot.interpret.wording import load_wording
from ros1annot.model import Assembly, BreakEnd, FusionCall, InputFile, InputKind, InputState, SpliceCall
from ros1annot.parameters import Parameters
from ros1annot.read.splice import SpliceTable, read_splice
from ros1annot.read.splice_events import splice_variants, without_splice
from ros1annot.resources import resource
from ros1annot.table.classes import in_class
from ros1annot.table.load import load_table
from ros1annot.table.traits import trait_of

VCF = "##fileformat=VCFv4.1\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tSAMPLE\n"
MET_14, EGFR_VIII = ("7", 116411708, 116414935), ("7", 55087058, 55223523)
"""Chromosome, last base before and first base behind the junction, GRCh37 (FORMATS.md, CTAT-SPLICING)."""


def read(folder: Path, text: str, name: str = "s.tsv") -> SpliceTable | None:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_splice(InputFile(InputKind.FUSIONS, path, name))


def call(place: tuple[str, int, int], **more: Any) -> SpliceCall:
    values: dict[str, Any] = {"gene": "", "caller": "ctat-splicing", "reads": 50, **more}
    return SpliceCall(chrom=place[0], last_kept=place[1], first_kept=place[2], **values)


def names(calls: list[SpliceCall], genome: Genome) -> list[str]:
    return [f"{v.gene} {v.name}" for v in splice_variants(calls, genome, None)]


def test_ctat_splicing_lists_introns(tmp_path: Path) -> None:
    header = "intron\tstrand\tgenes\tuniq_mapped\tmulti_mapped\tvariant_name\n"
    table = read(tmp_path, header + "chr7:116411709-116414934\t+\tMET^ENSG00000105976.10\t5947\t10\tMETx14del\n")
    assert table is not None
    assert not table.with_fusions
    (found,) = table.calls
    assert (found.gene, found.last_kept, found.first_kept, found.reads) == ("MET", 116411708, 116414935, 5947)


def test_an_intron_of_a_minus_gene_is_read_backwards(tmp_path: Path) -> None:
    table = read(tmp_path, "intron\tstrand\tgenes\tuniq_mapped\nchr17:101-200\t-\tETV4^E\t7\n")
    assert table is not None
    assert (table.calls[0].last_kept, table.calls[0].first_kept) == (201, 100)


def test_the_section_of_tso500_is_read_and_its_fusions_are_left_to_another(tmp_path: Path) -> None:
    header = "Gene\tAffected Exon\tBreakpoint 1\tBreakpoint 2\tSplice Supporting Reads\tReference Reads Transcript"
    row = "MET\t14/21\tchr7:116411708\tchr7:116414934\t91\t1"
    table = read(tmp_path, f"\ufeffTruSight\n[Splice Variants]\n{header}\n{row}\n\n[Fusions]\nGene Pair\nNA\n")
    assert table is not None
    assert table.with_fusions
    (found,) = table.calls
    assert (found.gene, found.reads, found.reference_reads) == ("MET", 91, 1)


def test_an_empty_section_is_empty(tmp_path: Path) -> None:
    table = read(tmp_path, "[Splice Variants]\nGene\tAffected Exon\nNA\t\n\n[Fusions]\n")
    assert table is not None
    assert (table.state, table.calls) == (InputState.EMPTY, ())


def test_splice_girl_counts_support_in_ad(tmp_path: Path) -> None:
    line = "chr7\t55087058\t.\tG\t<DEL>\t100\tLowQ\tSVTYPE=DEL;END=55223522;ALTDEDUP=64\tAD:DP\t64:1\n"
    table = read(tmp_path, VCF + line, "s.vcf")
    assert table is not None
    assert (table.calls[0].reads, table.calls[0].reference_reads, table.calls[0].filters) == (64, 1, ("LowQ",))


def test_oncomine_lists_isoforms_without_reads_too(tmp_path: Path) -> None:
    records = [
        f"chr7\t116411708\tMET-MET.M13M15{tag}\tT\tT[chr7:116414935[\t.\tPASS\tSVTYPE=RNAExonVariant;READ_COUNT={n}\tGT\t./.\n"
        for tag, n in ((".1_1", 80), (".1_2", 80), (".2_1", 0))
    ]
    table = read(tmp_path, VCF + "".join(records), "s.vcf")
    assert table is not None
    assert [(c.gene, c.exons, c.reads) for c in table.calls] == [("MET", (13, 15), 80)]


@pytest.mark.parametrize("text", ["#gene1\tgene2\nA\tB\n", "", VCF])
def test_other_files_are_no_splice_files(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) is None


def test_a_place_that_is_none_names_its_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="line 2: 'x'"):
        read(tmp_path, "intron\tstrand\tgenes\tuniq_mapped\nx\t+\tMET\t7\n")


def test_the_events_are_named_by_their_exons(genome: Genome) -> None:
    assert names([call(MET_14), call(EGFR_VIII)], genome) == ["EGFR vIII", "MET exon 14 skipping"]


def test_the_other_assembly_is_found_too(genome: Genome) -> None:
    met = genome.genes["MET"].reporting.layout(Assembly.GRCH38)
    assert names([call(("7", met.exon(13).last, met.exon(15).first))], genome) == ["MET exon 14 skipping"]


def test_a_donor_inside_intron_1_is_viii_as_well(genome: Genome) -> None:
    """EGFRvIIIb: the donor of a cryptic exon, exon 8 behind it."""
    assert names([call(("7", 55177651, 55223523))], genome) == ["EGFR vIII"]


def test_usual_splicing_is_no_event(genome: Genome) -> None:
    met = genome.genes["MET"].reporting.layout(Assembly.GRCH38)
    junctions = [call(("7", met.exon(n).last, met.exon(m).first)) for n, m in ((13, 14), (14, 15), (2, 4))]
    assert names(junctions, genome) == []


def test_calls_of_several_files_are_one_event_whatever_their_order(genome: Genome) -> None:
    calls = [call(MET_14, reads=9), call(MET_14, reads=90, caller="tso500"), call(MET_14, reads=400, filters=("LowQ",))]
    (one,) = splice_variants(calls, genome, None)
    assert [c.reads for c in one.calls] == [90, 9, 400]
    assert splice_variants([*calls[::-1], *calls], genome, None) == [one]


def fusion_call(dna: bool, place: tuple[str, int, int], assembly: Assembly | None = None) -> FusionCall:
    ends = (BreakEnd("MET", place[0], pos, "+") for pos in place[1:])
    return FusionCall(*ends, "arriba", "f.tsv", split_reads=20, discordant_pairs=3, dna=dna, assembly=assembly)


def test_a_fusion_of_a_gene_with_itself_is_the_splice_event(genome: Genome) -> None:
    other = FusionCall(BreakEnd("CD74", "5", 150404680), BreakEnd("ROS1", "6", 117324415), "arriba")
    kept, splice = without_splice([fusion_call(False, MET_14), other], genome, None)
    assert kept == [other]
    assert names(splice, genome) == ["MET exon 14 skipping"]
    assert splice[0].reads == 20


def test_a_deletion_of_the_exon_in_dna_is_the_event(genome: Genome) -> None:
    met = genome.genes["MET"].reporting.layout(Assembly.GRCH38)
    inside = ("7", met.exon(13).last + 50, met.exon(15).first - 500)
    kept, splice = without_splice([fusion_call(True, inside, Assembly.GRCH38)], genome, None)
    assert (kept, names(splice, genome), splice[0].reads) == ([], ["MET exon 14 skipping"], 23)


def test_the_table_knows_exon_14_skipping(genome: Genome) -> None:
    table = load_table(None, genome)
    (event,) = splice_variants([call(MET_14)], genome, None)
    assert in_class(trait_of(event), "met_exon14", table.classes)
    (viii,) = splice_variants([call(EGFR_VIII)], genome, None)
    assert not trait_of(viii).can_match


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({}, None),
        ({"reads": 4}, "4 supporting reads, fewer than the 10"),
        ({"reads": 4, "dna": True, "assembly": Assembly.GRCH37}, None),
        ({"filters": ("LowQ",)}, "the caller filtered it (LowQ)"),
    ],
)
def test_few_reads_or_a_filter_keep_an_event_from_counting(
    genome: Genome, more: dict[str, object], why: str | None
) -> None:
    events = splice_variants([call(MET_14, reference_reads=10, **{"reads": 40, **more})], genome, None)
    (shown,) = alterations_of(events, Counting(Parameters(), load_wording(resource("wording.toml"))))
    assert (shown.kind, shown.gene, shown.name, shown.skips_exon) == ("splice", "MET", "exon 14 skipping", 14)
    assert shown.counted is (why is None)
    assert why is None or why in (shown.why_not_counted or "")
    assert shown.depth == (shown.alt_reads or 0) + 10


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("intron\tstrand\tgenes\tuniq_mapped\nchr7:1-2\t+\tMET\n", "line 2: the row ends before uniq_mapped"),
        (VCF + "chr7\t5\t.\tG\t<DEL>\t1\tPASS\tALTDEDUP=6\n", "line 3: the record ends before its sample"),
        (VCF + "chr7\t5\t.\tG\t<DEL>\t1\tPASS\tALTDEDUP=6\tAD:DP\t6:1\n", "line 3: END is ''"),
        (VCF + "chr7\tx\t.\tG\t<DEL>\t1\tPASS\tEND=9;ALTDEDUP=6\tAD:DP\t6:1\n", "line 3: POS is 'x'"),
    ],
)
def test_a_damaged_row_names_its_line(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        read(tmp_path, text)
