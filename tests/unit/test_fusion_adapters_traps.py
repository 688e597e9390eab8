"""What is special to one caller: negatives, rejected rows, lists of genes, wrong brackets, hostile files."""

from pathlib import Path

import pytest

from fusion_files import Junction, fusions_file
from fusion_formats import DNA, ORDERED, UNORDERED, UNPLACED
from fusion_formats.gathered import linx, nfcore_rnafusion
from fusion_formats.panels import dragen, tso500_combined
from fusion_formats.parts import one_row
from ros1annot.annotate.fusion_genes import shipped_fusion_genes
from ros1annot.cli import main
from ros1annot.errors import InputError
from ros1annot.model import BreakEnd, FusionCall, InputState
from ros1annot.read.fusions import FusionTable, read_fusions
from ros1annot.read.fusions.names import split_pair


def read(folder: Path, text: str) -> FusionTable:
    return read_fusions(fusions_file(folder / "calls", text))


def only(folder: Path, text: str) -> FusionCall:
    (call,) = read(folder, text).calls
    return call


def names(call: FusionCall) -> tuple[str, str]:
    return call.five_prime.gene, call.three_prime.gene


@pytest.mark.parametrize(
    ("cell", "pair"),
    [
        ("EML4-ALK", ("EML4", "ALK")),
        ("HLA-A-ROS1;GOPC", ("HLA-A", "ROS1;GOPC")),
        ("ROS1-NKX2-1", ("ROS1", "NKX2-1")),
        ("RP11-458D21.5-NTRK1", ("RP11-458D21.5", "NTRK1")),
        ("FIG-ROS1", ("FIG", "ROS1")),
        ("HER2-GRB7", ("HER2", "GRB7")),
        ("TMPRSS2-ERG", ("TMPRSS2", "ERG")),
        ("ROS1", ("ROS1", "?")),
    ],
)
def test_pair_is_split_where_one_side_is_a_kinase(cell: str, pair: tuple[str, str]) -> None:
    assert split_pair(cell, "-") == pair


@pytest.mark.parametrize(
    ("written", "symbol"),
    [
        ("14-Sep", "SEPTIN14"),
        ("Sep-14", "SEPTIN14"),
        ("SEPT14", "SEPTIN14"),
        ("C6orf204", "CEP85L"),
        ("C6ORF97", "CCDC170"),
        ("FIG", "GOPC"),
        ("KIAA1598", "SHTN1"),
        ("MLL", "KMT2A"),
    ],
)
def test_names_that_files_still_use(written: str, symbol: str) -> None:
    assert shipped_fusion_genes().symbols(written) == (symbol,)


# --- TSO500 ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pair", "five", "three", "ordered"),
    [
        ("CD74-ROS1;GOPC", "CD74", "ROS1;GOPC", True),
        ("HLA-A-ROS1;GOPC", "HLA-A", "ROS1;GOPC", True),
        ("PPARG/AC016683.6;PAX8", "PPARG", "AC016683.6;PAX8", False),
        ("HLA-A/ROS1", "HLA-A", "ROS1", False),
    ],
)
def test_tso500_pair_tells_genes_and_direction(tmp_path: Path, pair: str, five: str, three: str, ordered: bool) -> None:
    call = only(tmp_path, tso500_combined(pair, Junction()))
    assert (*names(call), call.ordered) == (five, three, ordered)
    assert call.notes == ("15 supporting reads, split reads and pairs counted together",)


def test_tso500_without_the_section_is_cut(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"it has no section \[Fusions\]; is the file cut"):
        read(tmp_path, "[Analysis Details]\nPair ID\tS1\n\n[Small Variants]\nNA\n")


def test_tso500_row_that_is_not_kept_is_rejected_with_its_reasons(tmp_path: Path) -> None:
    extra = {"KeepFusion": "False", "Filter": "Imprecise;LowQ", "Fusion Directionality Known": "False"}
    call = only(tmp_path, ORDERED["tso500 all"](Junction(extra=extra)))
    assert (call.filters, call.ordered) == (("Imprecise", "LowQ", "not kept"), False)


def test_tso500_row_kept_in_spite_of_a_filter_is_not_rejected(tmp_path: Path) -> None:
    call = only(tmp_path, ORDERED["tso500 all"](Junction(extra={"Filter": "NoReferenceReads"})))
    assert call.filters == ()


# --- VCF ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["oncomine", "fusioncatcher vcf"])
def test_two_records_of_one_fusion_are_one_call(tmp_path: Path, name: str) -> None:
    table = read(tmp_path, ORDERED[name](Junction()))
    assert (table.rows, len(table.calls)) == (2, 1)


def test_oncomine_isoform_without_reads_is_a_negative(tmp_path: Path) -> None:
    table = read(tmp_path, ORDERED["oncomine"](Junction(split_reads=0)))
    assert (table.state, table.rows, table.calls) == (InputState.EMPTY, 2, ())


def test_oncomine_fail_rejects(tmp_path: Path) -> None:
    assert only(tmp_path, ORDERED["oncomine"](Junction(extra={"FILTER": "FAIL"}))).filters == ("FAIL",)


def test_oncomine_gene_with_a_hyphen_is_known_from_its_record(tmp_path: Path) -> None:
    call = only(tmp_path, ORDERED["oncomine"](Junction(five="HLA-A", five_place=("6", 29912277, "+"))))
    assert names(call) == ("HLA-A", "ROS1")


@pytest.mark.parametrize("kind", ["RNAExonVariant", "ExprControl", "ProcControl", "5p3pAssays", "CNV"])
def test_oncomine_records_of_other_kinds_are_no_fusions(tmp_path: Path, kind: str) -> None:
    text = ORDERED["oncomine"](Junction()).replace("SVTYPE=Fusion", f"SVTYPE={kind}")
    assert read(tmp_path, text).calls == ()


@pytest.mark.parametrize("place", ["0", "nan"])
def test_nfcore_fusion_that_no_caller_placed_has_no_place(tmp_path: Path, place: str) -> None:
    call = only(tmp_path, nfcore_rnafusion(Junction(extra={"POSA": place, "CHRA": "0"})))
    assert (call.five_prime, call.three_prime.pos) == (BreakEnd("CD74"), 117324415)


def test_nfcore_fusion_without_posa_lies_where_the_record_says(tmp_path: Path) -> None:
    text = nfcore_rnafusion(Junction()).replace("POSA=150404680;POSB=117324415;", "")
    call = only(tmp_path, text)
    assert (call.five_prime.pos, call.three_prime.pos) == (150404680, 117324415)


def test_vcf_of_another_kind_is_sent_to_the_right_column(tmp_path: Path) -> None:
    text = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
    with pytest.raises(InputError, match="breakends of DNA callers belong in the `sv` column"):
        read(tmp_path, text)


def test_vcf_record_that_was_cut_is_an_error_with_its_line(tmp_path: Path) -> None:
    text = ORDERED["oncomine"](Junction())
    with pytest.raises(InputError, match="line 7: the record has fewer than 8 columns"):
        read(tmp_path, text + "chr2\t1\n")


# --- XML and JSON ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE r SYSTEM "file:///etc/hostname">',
    ],
)
def test_xml_that_could_define_entities_is_refused(tmp_path: Path, doctype: str) -> None:
    text = DNA["foundationone"](Junction()).replace("<rr:", f"{doctype}<rr:", 1)
    with pytest.raises(InputError, match="line 2: the XML has a DOCTYPE, which is not read for safety"):
        read(tmp_path, text)


def test_xml_that_was_cut_is_an_error_with_its_line(tmp_path: Path) -> None:
    text = DNA["foundationone"](Junction()).replace("</rearrangements>\n", "")
    with pytest.raises(InputError, match=r"line 6: this is not complete XML \(mismatched tag\)"):
        read(tmp_path, text)


def test_foundation_rearrangement_without_a_partner_is_not_dropped(tmp_path: Path) -> None:
    call = only(tmp_path, DNA["foundationone"](Junction(extra={"other-gene": "N/A", "description": "truncation"})))
    assert names(call) == ("?", "ROS1")


@pytest.mark.parametrize("other", ["N/A", "ROS1"])
def test_foundation_deletion_within_a_gene_is_no_fusion(tmp_path: Path, other: str) -> None:
    extra = {"other-gene": other, "description": "", "type": "deletion"}
    assert read(tmp_path, DNA["foundationone"](Junction(extra=extra))).calls == ()


def test_foundation_newer_names_of_attributes_and_a_mistyped_chromosome(tmp_path: Path) -> None:
    extra = {"targeted-gene": "", "target-gene": "ROS1", "pos1": "ch6:117645578", "equivocal": "true"}
    call = only(tmp_path, DNA["foundationone"](Junction(extra=extra)))
    assert call.three_prime == BreakEnd("ROS1", "6", 117645578)
    assert call.notes == ("fusion", "equivocal")


def test_foundation_range_longer_than_a_fragment_is_no_breakpoint(tmp_path: Path) -> None:
    call = only(tmp_path, DNA["foundationone"](Junction(extra={"pos1": "ch17:29557687-29887856"})))
    assert call.three_prime == BreakEnd("ROS1", "17")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[{"Fusion": "A--B", "Databases": []', "line 1: this is not complete JSON"),
        ('{"Fusion": "A--B", "Databases": []}', "the JSON is not built as this caller does"),
        ('[{"Fusion": "A--B", "Databases": [], "arriba": []}]', "the JSON is not built as this caller does"),
        ('[{"Fusion": "A", "Databases": [], "pizzly": {}}]', "line 1: Fusion is 'A', expected two genes"),
    ],
)
def test_json_that_is_cut_or_foreign_is_an_error(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        read(tmp_path, text)


def test_fusion_report_gives_a_call_for_every_caller(tmp_path: Path) -> None:
    calls = read(tmp_path, ORDERED["fusion-report csv"](Junction())).calls
    assert [call.caller for call in calls] == ["fusioncatcher", "pizzly"]
    assert calls[1].five_prime == BreakEnd("CD74")


# --- tables ------------------------------------------------------------------------------------------------


def test_ericscript_text_in_the_place_of_a_number_is_no_place(tmp_path: Path) -> None:
    extra = {"Breakpoint1": "Unable to predict breakpoint position"}
    call = only(tmp_path, ORDERED["ericscript"](Junction(extra=extra)))
    assert call.five_prime == BreakEnd("CD74", "5", None, "-")


def test_jaffa_three_genes_in_a_row_keep_their_doubt(tmp_path: Path) -> None:
    text = ORDERED["jaffa"](Junction(five="CD74", three="ROS1:GOPC", extra={"spanning pairs": "-"}))
    call = only(tmp_path, text)
    assert (*names(call), call.discordant_pairs) == ("CD74", "ROS1;GOPC", None)


@pytest.mark.parametrize(
    ("senses", "ordered", "filters"),
    [
        (("True", "True"), True, ()),
        (("True", "False;True"), True, ()),
        (("True", "False"), False, ("antisense",)),
        (("False", "True"), False, ("antisense",)),
    ],
)
def test_dragen_antisense_is_rejected(
    tmp_path: Path, senses: tuple[str, str], ordered: bool, filters: tuple[str, ...]
) -> None:
    extra = dict(zip(("Gene1Sense", "Gene2Sense"), senses, strict=True))
    call = only(tmp_path, dragen(Junction(three="ROS1;GOPC", extra={**extra, "NumSoftClippedReads": "4"})))
    assert (call.ordered, call.filters, call.three_prime.gene) == (ordered, filters, "ROS1;GOPC")
    assert call.split_reads == 16


def test_linx_fusion_that_it_does_not_report_is_rejected_with_its_reason(tmp_path: Path) -> None:
    call = only(tmp_path, linx(Junction(extra={"reported": "false", "reportableReasons": "DISRUPTED_DOMAINS"})))
    assert call.filters == ("not reported DISRUPTED_DOMAINS",)


@pytest.mark.parametrize("likelihood", ["LOW", "HIGH"])
def test_linx_likelihood_is_a_confidence(tmp_path: Path, likelihood: str) -> None:
    assert only(tmp_path, linx(Junction(extra={"likelihood": likelihood}))).confidence == likelihood.lower()


def test_linx_exons_of_its_transcripts_are_kept_as_notes(tmp_path: Path) -> None:
    assert "exon 34 of ENST00000368508" in only(tmp_path, linx(Junction())).notes


def test_cicero_contig_of_unknown_direction_has_no_order_and_no_strand(tmp_path: Path) -> None:
    call = only(tmp_path, ORDERED["cicero"](Junction(extra={"sv_ort": "?"})))
    assert (call.ordered, call.five_prime.strand) == (False, None)


def test_cicero_bad_rating_rejects(tmp_path: Path) -> None:
    assert only(tmp_path, ORDERED["cicero"](Junction(extra={"rating": "bad"}))).filters == ("bad",)


def test_isofox_filter_rejects(tmp_path: Path) -> None:
    extra = {"Filter": "MIN_SUPPORT", "Valid": "false"}
    assert only(tmp_path, ORDERED["isofox"](Junction(extra=extra))).filters == ("MIN_SUPPORT", "not valid")


def test_fusionmap_filter_rejects(tmp_path: Path) -> None:
    extra = {"Filter": "InBlackList"}
    assert only(tmp_path, ORDERED["fusionmap"](Junction(extra=extra))).filters == ("InBlackList",)


def test_fusioncatcher_tags_of_doubt_are_noted_and_reject_nothing(tmp_path: Path) -> None:
    extra = {"Fusion_description": "known,banned,readthrough,100K<gap<200K"}
    call = only(tmp_path, ORDERED["fusioncatcher"](Junction(extra=extra)))
    assert (call.notes, call.filters) == (("banned", "readthrough"), ())


def test_pbfusion_cluster_of_three_genes_names_neither_side(tmp_path: Path) -> None:
    extra = {"info": "RC=1;GN=FBXL4,HNF1B,ALKBH7;CL=FUSION:1"}
    assert names(only(tmp_path, UNORDERED["pbfusion"](Junction(extra=extra)))) == ("?", "?")


def test_squid_without_annotation_names_no_genes(tmp_path: Path) -> None:
    columns = ("chrom1", "start1", "end1", "chrom2", "start2", "end2", "name", "score", "strand1", "strand2")
    cells = ("17", "38135885", "38136308", "17", "38137195", "38137773", ".", "685", "+", "-")
    call = only(tmp_path, one_row(dict(zip(columns, cells, strict=True))))
    assert (call.five_prime, call.three_prime) == (BreakEnd("?", "17", 38136308), BreakEnd("?", "17", 38137196))


def test_factera_says_that_it_is_experimental(tmp_path: Path) -> None:
    assert "experimentally" in only(tmp_path, DNA["factera"](Junction())).notes[0]


@pytest.mark.parametrize(
    ("extra", "ordered", "filters"),
    [
        ({"Event_Info": "NA", "Annotation": "CD74-ROS1.C6R34.COSF1200"}, True, ()),
        ({"Event_Info": "NA", "Annotation": "CD74-ROS1 fusion"}, False, ()),
        ({"Event_Info": "Antisense Fusion"}, False, ("antisense",)),
        ({"SV_Status": "GERMLINE"}, True, ("germline",)),
    ],
)
def test_cbioportal_order_and_rejection_are_in_the_free_text(
    tmp_path: Path, extra: dict[str, str], ordered: bool, filters: tuple[str, ...]
) -> None:
    call = only(tmp_path, ORDERED["cbioportal"](Junction(extra=extra)))
    assert (call.ordered, call.filters) == (ordered, filters)


def test_cbioportal_unknown_counts_and_dna(tmp_path: Path) -> None:
    extra = {"Tumor_Split_Read_Count": "-1", "DNA_Support": "yes", "RNA_Support": "no"}
    call = only(tmp_path, ORDERED["cbioportal"](Junction(extra=extra)))
    assert (call.split_reads, call.dna) == (None, True)


def test_cbioportal_change_within_one_gene_is_no_fusion(tmp_path: Path) -> None:
    assert read(tmp_path, ORDERED["cbioportal"](Junction(five="ROS1"))).calls == ()


def test_row_of_a_table_without_header_that_was_cut_is_an_error(tmp_path: Path) -> None:
    text = UNORDERED["tophat-fusion"](Junction())
    with pytest.raises(InputError, match="line 2: the row has 3 columns, expected 10"):
        read(tmp_path, text + "sample_1\tEML4\tchr2\n")


@pytest.mark.parametrize("name", ["soapfuse", "jaffa", "infusion"])
def test_place_that_is_no_number_is_an_error_with_line_and_column(tmp_path: Path, name: str) -> None:
    text = (ORDERED | UNORDERED)[name](Junction()).replace("150404680", "15.04e7")
    with pytest.raises(InputError, match=r"line 2: \w+ is '15.04e7', expected a position on the chromosome"):
        read(tmp_path, text)


def test_printed_table_of_fusions_without_a_place_can_be_read_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, again = fusions_file(tmp_path / "pizzly.tsv", UNPLACED["pizzly"](Junction())), tmp_path / "again.tsv"
    main(["fusions", str(first.path)])
    again.write_text(capsys.readouterr().out, encoding="utf-8")
    (call,) = read_fusions(fusions_file(again, again.read_text(encoding="utf-8"))).calls
    assert (call.caller, call.five_prime, call.three_prime) == ("generic", BreakEnd("CD74"), BreakEnd("ROS1"))


def test_text_with_nothing_of_a_fusion_table_is_told_the_plain_format(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nearest to it: generic, for which it lacks five_prime, three_prime"):
        read(tmp_path, "Very short summary of found candidate fusion genes\n")
