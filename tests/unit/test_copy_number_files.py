"""Copy-number files of every caller to gains and losses of genes."""

from pathlib import Path

import pytest

from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import InputError, UsageError
from ros1annot.model import Assembly, CopyNumberCall, InputFile, InputKind, InputState
from ros1annot.parameters import Parameters
from ros1annot.read.copy_number import CopyNumberTable, read_copy_number

# MET on GRCh38 is 7:116672196-116798377, EGFR 7:55019017-55211628 (transcripts.tsv).
AROUND_MET = "7\t116000001\t117000000"
MOST_OF_7Q = "7\t62000001\t150000000"
VCF_HEADER = (
    "##fileformat=VCFv4.2\n##contig=<ID=7,length=159345973>\n"
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ttumour\n"
)


def read(
    folder: Path,
    text: str,
    genome: Genome | None = None,
    *,
    caller: str | None = None,
    assembly: Assembly | None = Assembly.GRCH38,
    sample: str | None = None,
    parameters: Parameters | None = None,
) -> CopyNumberTable:
    path = folder / "copies.tsv"
    path.write_text(text, encoding="utf-8")
    file = InputFile(InputKind.COPY_NUMBER, path, "copies.tsv", caller)
    return read_copy_number(
        file, parameters or Parameters(), genome=genome, assembly=assembly, sample_name=sample, genes=None
    )


def shown(table: CopyNumberTable) -> list[tuple[str, str, float | None]]:
    return [(call.gene, call.change, call.copies) for call in table.calls]


def test_a_generic_table_needs_no_genome(tmp_path: Path) -> None:
    table = read(tmp_path, "gene\tcopies\tlog2\tcall\tfilter\nMET\t12\t\t\tPASS\nEGFR\t\t-3\t\tlow\nALK\t2\t0\t\t\n")
    assert table.calls == (
        CopyNumberCall("MET", "amplification", 12.0, None, "generic", "copies.tsv"),
        CopyNumberCall("EGFR", "loss", 0.25, -3.0, "generic", "copies.tsv", ("low",)),
    )
    assert (table.rows, table.state) == (3, InputState.CALLS)


def test_a_verdict_of_the_caller_goes_before_the_thresholds(tmp_path: Path) -> None:
    table = read(tmp_path, "gene\tcopies\tcall\nMET\t4\tamplification\nEGFR\t9\tneutral\nALK\t\tWild type\n")
    assert shown(table) == [("MET", "amplification", 4.0)]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("chromosome\tstart\tend\tgene\tlog2\tprobes", "7\t116000000\t117000000\tMET_Exon14,CAPZA2\t2.5\t40"),
        ("chromosome\tstart\tend\tgene\tlog2\tcn\tprobes", "chr7\t116000000\t117000000\tMET\t1.1\t11\t40"),
        ("chromosome\tstart\tend\tcopyNumber\tbafCount\tsegmentStartSupport", f"{AROUND_MET}\t11.3\t5\tDUP"),
        ("chrom\tstart\tend\ttcn.em\tlcn.em", f"{AROUND_MET}\t11\t1"),
        ("CONTIG\tSTART\tEND\tNUM_POINTS_COPY_RATIO\tMEAN_LOG2_COPY_RATIO", f"{AROUND_MET}\t50\t2.5"),
        ("CONTIG\tSTART\tEND\tLOG2_COPY_RATIO_POSTERIOR_50", f"{AROUND_MET}\t2.5"),
        ("ID\tchrom\tloc.start\tloc.end\tnum.mark\tseg.mean", f"S1\t{AROUND_MET}\t50\t2.5"),
        ("Chromosome\tStart\tEnd\tnMajor\tnMinor", f"{AROUND_MET}\t10\t1"),
    ],
)
def test_a_segment_gives_its_genes(tmp_path: Path, genome: Genome, header: str, row: str) -> None:
    table = read(tmp_path, f"{header}\n{row}\n", genome)
    (met,) = [call for call in table.calls if call.gene == "MET"]
    assert (met.change, met.segment_length, met.copies) == ("amplification", 1_000_000, pytest.approx(11.3, abs=0.32))


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("chromosome\tstart\tend\tgene\tminCopyNumber\tmaxCopyNumber", "7\t1\t2\tMET\t9.4\t11"),
        ("sample\tgene\tcn_state\ttcn.em\tfilter", "S1\tMET\tAMP\t9.4\tPASS"),
        ("Gene\tFoldChange\tStatus", "MET\t4.7\t+"),
    ],
)
def test_a_gene_table_is_read_as_it_is(tmp_path: Path, header: str, row: str) -> None:
    assert shown(read(tmp_path, f"{header}\n{row}\n")) == [("MET", "amplification", 9.4)]


def test_a_gain_of_most_of_an_arm_is_no_amplification(tmp_path: Path, genome: Genome) -> None:
    header = "Chromosome\tStart\tEnd\tnMajor\tnMinor\n"
    arm = read(tmp_path, f"{header}{MOST_OF_7Q}\t7\t1\n", genome).calls
    assert {call.change for call in arm} == {"gain"}
    assert {call.segment_length for call in arm} == {88_000_000}
    wide = read(tmp_path, f"{header}{MOST_OF_7Q}\t7\t1\n", genome, parameters=Parameters(focal_length=90_000_000))
    assert {call.change for call in wide.calls} == {"amplification"}


def test_a_gene_cut_by_segments_counts_with_the_larger_part(tmp_path: Path, genome: Genome) -> None:
    rows = "7\t116000001\t116700000\t10\t1\n7\t116700001\t117000000\t1\t1\n"
    table = read(tmp_path, "Chromosome\tStart\tEnd\tnMajor\tnMinor\n" + rows, genome)
    assert not table.calls


def test_genes_without_an_exon_table_are_taken_by_name(tmp_path: Path, genome: Genome) -> None:
    text = "chromosome\tstart\tend\tgene\tlog2\tprobes\nchr12\t57740000\t57760000\tCDK4\t3\t9\n"
    assert shown(read(tmp_path, text, genome)) == [("CDK4", "amplification", 16.0)]


def test_a_sam_header_tells_the_assembly(tmp_path: Path, genome: Genome) -> None:
    head = "@HD\tVN:1.6\n@SQ\tSN:7\tLN:159345973\n"
    text = f"{head}CONTIG\tSTART\tEND\tMEAN_LOG2_COPY_RATIO\n{AROUND_MET}\t2.5\n"
    assert [call.gene for call in read(tmp_path, text, genome, assembly=None).calls] == ["MET"]


def test_segments_that_tell_no_assembly_need_the_sheets(tmp_path: Path, genome: Genome) -> None:
    with pytest.raises(InputError, match="`assembly` column"):
        read(tmp_path, f"Chromosome\tStart\tEnd\tnMajor\tnMinor\n{AROUND_MET}\t9\t1\n", genome, assembly=None)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Chromosome\tStart\tEnd\tnMajor\tnMinor", "7\t116000001\t159345973\t9\t1"),
        ("chromosome\tstart\tend\tgene\tlog2\tprobes", "7\t55019016\t55050000\tEGFR\t2.5\t40"),
    ],
)
def test_segments_of_another_assembly_are_refused(tmp_path: Path, genome: Genome, header: str, row: str) -> None:
    with pytest.raises(InputError, match="of GRCh38, but the sample is of GRCh37"):
        read(tmp_path, f"{header}\n{row}\n", genome, assembly=Assembly.GRCH37)


def test_the_combined_output_of_tso500_lists_amplifications(tmp_path: Path) -> None:
    section = (
        "[Gene Amplifications]\t\t\nGene\tFold Change\t\nMET\t2.176\t\n\t\t\n[Splice Variants]\t\t\nGene\tx\nMET\t14\n"
    )
    assert shown(read(tmp_path, f"\ufeffTruSight\t\t\n{section}")) == [("MET", "amplification", 4.35)]


def test_a_combined_output_without_amplifications_is_empty(tmp_path: Path) -> None:
    table = read(tmp_path, "[Gene Amplifications]\t\nGene\tFold Change\nNA\t\n")
    assert (table.state, table.rows, table.calls) == (InputState.EMPTY, 0, ())


MATRIX = "Hugo_Symbol\tEntrez_Gene_Id\tS1\tS2\nMET\t4233\t2\t0\nEGFR\t1956\t1\t-2\nALK\t238\t-1\tNA\n"


def test_a_discrete_matrix_is_read_for_one_sample(tmp_path: Path) -> None:
    assert shown(read(tmp_path, MATRIX, sample="S1")) == [("MET", "amplification", None)]
    assert shown(read(tmp_path, MATRIX, sample="S2")) == [("EGFR", "loss", None)]


def test_a_matrix_without_the_sample_names_its_columns(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="samples s1, s2"):
        read(tmp_path, MATRIX, sample="S3")


@pytest.mark.parametrize(
    ("alt", "info", "sample"),
    [
        ("<DUP>", "SVTYPE=CNV;END=117000000", "GT:SM:CN\t./1:4.5:9"),
        ("<DUP>", "SVTYPE=CNV;END=117000000;ANT=MET", "GT:FC\t./.:4.5"),
        ("<CNV>", "SVTYPE=CNV;END=117000000;RAW_CN=9", "GT:GQ\t./.:0"),
        ("<DUP>", "SVTYPE=DUP;END=117000000;COPY_NUMBER=9.0", "GT:CN:DP\t0/1:9.0:200"),
    ],
)
def test_copies_in_a_vcf(tmp_path: Path, genome: Genome, alt: str, info: str, sample: str) -> None:
    table = read(tmp_path, f"{VCF_HEADER}7\t116000000\tx\tN\t{alt}\t.\tPASS\t{info}\t{sample}\n", genome, assembly=None)
    assert shown(table) == [("MET", "amplification", 9.0)]


def test_filters_of_a_vcf_are_kept(tmp_path: Path, genome: Genome) -> None:
    line = "7\t116000000\tx\tN\t<DUP>\t.\tcnvQual\tEND=117000000\tCN\t9\n"
    assert read(tmp_path, VCF_HEADER + line, genome).calls[0].filters == ("cnvQual",)


def test_an_empty_file_is_empty(tmp_path: Path) -> None:
    assert read(tmp_path, "").state is InputState.EMPTY


def test_bins_are_no_segments(tmp_path: Path, genome: Genome) -> None:
    with pytest.raises(InputError, match="cnvkit, for which the tab-separated columns probes are missing"):
        read(tmp_path, "chromosome\tstart\tend\tgene\tlog2\tdepth\tweight\n7\t1\t2\tMET\t3\t9\t1\n", genome)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a\tb\n1\t2\n", "not a copy-number table"),
        ("gene\tcopies\nMET\tmany\n", "line 2: copies 'many' is not a number"),
        ("gene\tcall\nMET\thuge\n", "line 2: call 'huge'"),
        ("gene\tcopies\nMET\t\n", "line 2: neither"),
        ("Chromosome\tStart\tEnd\tnMajor\tnMinor\n7\tx\t9\t1\t1\n", "line 2: start"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, genome: Genome, text: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        read(tmp_path, text, genome)


def test_a_forced_caller_has_to_be_known_and_to_fit(tmp_path: Path, genome: Genome) -> None:
    with pytest.raises(UsageError, match="purple"):
        read(tmp_path, "gene\tcopies\nMET\t9\n", genome, caller="nobody")
    with pytest.raises(InputError, match="nearest is purple"):
        read(tmp_path, "gene\tcopies\nMET\t9\n", genome, caller="purple")


def test_numbers_out_of_bounds_are_no_crash(tmp_path: Path) -> None:
    table = read(tmp_path, "gene\tcopies\tlog2\nMET\t\t99999\nALK\tinf\t2.5\n")
    assert [(gene, change) for gene, change, _ in shown(table)] == [("MET", "amplification"), ("ALK", "amplification")]
