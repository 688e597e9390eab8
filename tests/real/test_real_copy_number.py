"""Real copy-number files: the gains and losses that they hold, checked by eye against their lines."""

from pathlib import Path

import pytest

from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import InputError
from ros1annot.model import Assembly, InputFile, InputKind
from ros1annot.parameters import Parameters
from ros1annot.read.copy_number import CopyNumberTable, read_copy_number

GENES = frozenset({"ALK", "BRAF", "CDK4", "EGFR", "ERBB2", "KRAS", "MET", "NRAS", "RB1", "STK11"})
CNVKIT = "copy_number/etal__cnvkit/"
PURPLE = "copy_number/hartwigmedical__hmftools/"
PCGR = "copy_number/sigven__pcgr/"
TSO500 = "copy_number/AWGL__TSO500_post_processing/"

# file, stated assembly, caller, rows, gains and losses of the genes above
READ = [
    (CNVKIT + "amplicon.cns", None, "cnvkit", 88, {"MET +28.1", "RB1 -0.04", "STK11 -0.1"}),
    (CNVKIT + "nv3.cns", Assembly.GRCH37, "cnvkit", 72, {"EGFR +7.17"}),
    (CNVKIT + "tr95t.cns", None, "cnvkit", 124, {"CDK4 +23.15"}),
    (CNVKIT + "p2-9_2.call.cns", None, "cnvkit", 313, set()),
    (CNVKIT + "cw-tr-log2.seg", Assembly.GRCH37, "dnacopy", 4172, set()),
    (PURPLE + "tumor_sample.purple.cnv.somatic.tsv", None, "purple", 222, {"BRAF +6.03"}),
    (PURPLE + "segments_1.tsv", None, "purple", 24, set()),
    (PCGR + "T001-BRCA.grch37.cna.tsv", Assembly.GRCH37, "pcgr", 252, {"ERBB2 +9", "NRAS +24"}),
    (PCGR + "T001-BRCA.grch38.cna.tsv", Assembly.GRCH38, "pcgr", 260, {"ERBB2 +9", "NRAS +24"}),
    ("copy_number/vanallenlab__moalmanac/example_patient.capture.somatic.called.cna.txt", None, "generic", 6, None),
    (TSO500 + "1_sample_CombinedVariantOutput.tsv", None, "tso500", 3, None),
    (TSO500 + "sample_CombinedVariantOutput_blanks.tsv", None, "tso500", 3, None),
    (TSO500 + "sample_CombinedVariantOutput.tsv", None, "tso500", 0, set()),
    ("vcf/cnvkit_vcf/hydra-genetics__references__HD831_T.merged1.vcf", Assembly.GRCH38, "generic", 33, set()),
    ("vcf/iontorrent_tvc/BanzaiMan__nci-match-ir-ecosystem-api__all_data_types.vcf", None, "oncomine", 2, set()),
]


def read(shared: Path, genome: Genome, name: str, assembly: Assembly | None) -> CopyNumberTable:
    file = InputFile(InputKind.COPY_NUMBER, shared / "data" / name, name)
    return read_copy_number(file, Parameters(), genome=genome, assembly=assembly, genes=GENES)


@pytest.mark.parametrize(("name", "assembly", "caller", "rows", "calls"), READ)
def test_a_file_is_read(
    shared: Path,
    genome: Genome,
    name: str,
    assembly: Assembly | None,
    caller: str,
    rows: int,
    calls: set[str] | None,
) -> None:
    table = read(shared, genome, name, assembly)
    assert (table.caller, table.rows) == (caller, rows)
    if calls is not None:
        shown = {f"{c.gene} {'-' if c.change == 'loss' else '+'}{c.copies:g}" for c in table.calls}
        assert shown == calls


def test_tso500_lists_met(shared: Path, genome: Genome) -> None:
    table = read(shared, genome, TSO500 + "1_sample_CombinedVariantOutput.tsv", None)
    assert [(c.gene, c.copies) for c in table.calls] == [("MYCN", 8.93), ("MET", 4.35), ("MYC", 9.52)]


def test_moalmanac_gives_verdicts_only(shared: Path, genome: Genome) -> None:
    table = read(
        shared, genome, "copy_number/vanallenlab__moalmanac/example_patient.capture.somatic.called.cna.txt", None
    )
    assert [(c.gene, c.change) for c in table.calls if c.gene in GENES] == [
        ("BRAF", "amplification"),
        ("CDK4", "amplification"),
    ]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        (CNVKIT + "amplicon.cnr", "columns probes are missing"),
        (PURPLE + "sample.purple.purity.tsv", "not a copy-number table"),
        (PCGR + "T001-BRCA.grch38.cna.tsv", "`assembly` column"),
    ],
)
def test_what_is_no_such_file_says_why(shared: Path, genome: Genome, name: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        read(shared, genome, name, None)
