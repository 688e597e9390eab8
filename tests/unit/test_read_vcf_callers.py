"""What each caller's fields say of one allele."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from ros1annot.errors import UsageError
from ros1annot.model import Phase, Strands, Support
from ros1annot.read.callers import CALLERS, reader_for
from ros1annot.read.callers.fields import percent
from ros1annot.read.callers.strands import strands
from ros1annot.read.header import VcfHeader
from ros1annot.read.record import VcfRecord, parse_record

# header line, ALT, FORMAT, sample, INFO, what is to be read for each ALT: caller, fraction, source, ALT reads, depth
CASES = [
    ("source=Mutect2", "T", "GT:AD:AF:DP", "0/1:60,40:0.387:101", ".", [("mutect2", 0.387, "FORMAT/AF", 40, 101)]),
    (
        "MutectVersion=2.2", "T,G", "GT:AD:AF:DP", "0/1/2:60,30,10:0.3,0.1:100", ".",
        [("mutect2", 0.3, "FORMAT/AF", 30, 100), ("mutect2", 0.1, "FORMAT/AF", 10, 100)],
    ),
    ("source=VarDict_v1.8.2", "T", "GT:DP:VD:AD:AF", "0/1:287:9:278,9:6e-04", ".",
     [("vardict", 0.0006, "FORMAT/AF", 9, 287)]),
    ("source=FilterMutectCalls", "T", "GT:DP:VD:AD:AF", "0/1:287:9:278,9:0.0314", ".",
     [("vardict", 0.0314, "FORMAT/AF", 9, 287)]),
    ("source=strelka", "T", "DP:FDP:SDP:SUBDP:AU:CU:GU:TU", "110:10:0:0:0,0:75,80:0,0:25,26", ".",
     [("strelka2", 0.25, "TU[0]/(TU[0]+CU[0])", 25, 100)]),
    ("source=strelka", "CT", "DP:DP2:TAR:TIR:TOR", "20:20:11,11:8,9:1,1", ".",
     [("strelka2", 0.421053, "TIR[0]/(TIR[0]+TAR[0])", 8, 20)]),
    ("source=ClairS-TO", "T", "GT:DP:AF:AD:AU:CU:GU:TU", "0/1:50:0.2:40,10:0:40:0:10", ".",
     [("clairs", 0.2, "FORMAT/AF", 10, 50)]),
    ("source=lofreq call", "T", "", "", "DP=1000;AF=0.05;SB=0;DP4=470,470,24,26",
     [("lofreq", 0.05, "INFO/AF", 50, 1000)]),
    ("source=clinvar", "T", "", "", "AF=0.05", [("generic", None, "", None, None)]),
    ("source=VarScan2", "T", "GT:GQ:DP:RD:AD:FREQ:DP4", "0/1:.:39:27:12:30.77%:1,2,3,4", ".",
     [("varscan2", 0.3077, "FORMAT/FREQ", 12, 39)]),
    ("source=freeBayes v1.3", "T,G", "GT:DP:AD:RO:AO", "1/2:100:50,30,20:50:30,20", ".",
     [("freebayes", 0.3, "AO/DP", 30, 100), ("freebayes", 0.2, "AO/DP", 20, 100)]),
    ('source="tvc 5.12"', "T", "GT:DP:FDP:AO:FAO:AF", "0/1:300:200:90:40:0.2", ".",
     [("tvc", 0.2, "FORMAT/AF", 40, 200)]),
    ("source=Pisces 5.2", "T", "GT:GQ:AD:DP:VF", "0/1:9:2703,5:2708:0.00185", ".",
     [("pisces", 0.00185, "FORMAT/VF", 5, 2708)]),
    ("SentieonCommandLine.TNscope=<ID=TNscope>", "T", "GT:AD:AF:AFDP:DP", "0/1:60,40:0.4:100:140", ".",
     [("tnscope", 0.4, "FORMAT/AF", 40, 100)]),
    ("DeepVariant_version=1.8.0", "T", "GT:DP:AD:VAF", "0/1:100:70,30:0.3", ".",
     [("deepvariant", 0.3, "FORMAT/VAF", 30, 100)]),
    ("sageVersion=4.0", "T", "GT:AD:AF:DP", "0/1:70,30:0.31:98", ".", [("sage", 0.31, "FORMAT/AF", 30, 98)]),
    ("MuTect=1.1.7", "T", "GT:AD:DP:FA", "0/1:70,30:100:0.3", ".", [("mutect1", 0.3, "FORMAT/FA", 30, 100)]),
    ("source=HaplotypeCaller", "T", "GT:AD:DP", "0/1:60,40:103", ".",
     [("haplotypecaller", 0.4, "AD[1]/sum(AD)", 40, 103)]),
    ("bcftools_callCommand=call -m", "T", "GT:PL", "0/1:1,0,1", "DP=105;DP4=30,30,20,20",
     [("bcftools", 0.4, "INFO/DP4[2:4]/sum(INFO/DP4)", 40, 100)]),
    ("octopus=<version=0.7>", "T", "GT:DP:MAP_VAF", "0|0|1:100:0.12", ".",
     [("octopus", 0.12, "FORMAT/MAP_VAF", None, 100)]),
    ("DRAGENCommandLine=<ID=dragen>", "T", "GT:AD:AF:DP", "0/1:60,40:0.4:100", ".",
     [("dragen", 0.4, "FORMAT/AF", 40, 100)]),
    ("phasing=none", "T", "GT:DP:DP4:BCOUNT", "0/1:110:30,30,20,20:0,60,0,40", ".",
     [("somaticsniper", 0.4, "DP4[2:4]/sum(DP4)", 40, 100)]),
    ("phasing=none", "T,G", "GT:DP:DP4:BCOUNT", "1/2:110:30,30,20,20:0,60,10,30", ".",
     [("somaticsniper", 0.3, "BCOUNT[T]/sum(BCOUNT)", 30, 110),
      ("somaticsniper", 0.1, "BCOUNT[G]/sum(BCOUNT)", 10, 110)]),
    ('MuSE_version="v1.0rc"', "T", "GT:DP:AD:BQ:SS", "0/1:103:60,40:33,32:2", ".",
     [("muse", 0.4, "AD[1]/sum(AD)", 40, 103)]),
    ("varlociraptor_observation_format_version=3", "T", "DP:AF:OBS:SB", "90:0.0333:48N+2V+:.", "PROB_PRESENT=0.5",
     [("varlociraptor", 0.0333, "FORMAT/AF", None, 90)]),
    ("liftOverProgram=CrossMap", "T", "GT:DPC:DPT:ADC:ADT:AL", "0/1:237:144:.,.:112,32:1,3", ".",
     [("pcgr", 0.222222, "ADT[1]/sum(ADT)", 32, 144)]),
    ("source=any", "T", "GT:DP:DP4", "0/1:100:30,30,20,20", ".", [("generic", 0.4, "DP4[2:4]/sum(DP4)", 40, 100)]),
    ("source=freeBayes", "T", "GT:DP:RO:AO", "1/1:295:0:296", ".",
     [("freebayes", 1.0, "AO/(RO+sum(AO))", 296, 295)]),
    ("source=any", "T", "GT:DP", "0/1:100", ".", [("generic", None, "", None, 100)]),
    ("source=any", "T,G", "GT:AF:AD", "1/2:0.3:.,.,.", ".", [("generic", None, "", None, None)] * 2),
    ("source=any", "T", "GT:AF:AD", "0/1:30:70,30", ".", [("generic", 0.3, "AD[1]/sum(AD)", 30, 100)]),
    ("source=any", "T", "GT:AD", "0/1:0,0", ".", [("generic", None, "", 0, 0)]),
    ("source=any", "T", "GT:AD:DP", "0/1:.,40:100", ".", [("generic", 0.4, "AD[1]/DP", 40, 100)]),
]  # fmt: skip


def record(alt: str, keys: str, sample: str, info: str = ".") -> VcfRecord:
    ref = "C"
    line = f"6\t117638347\t.\t{ref}\t{alt}\t.\tPASS\t{info}" + (f"\t{keys}\t{sample}" if keys else "")
    return parse_record(line, 0 if keys else None)


@pytest.mark.parametrize(("meta", "alt", "keys", "sample", "info", "expected"), CASES)
def test_reads_are_taken_from_the_callers_own_fields(
    meta: str,
    alt: str,
    keys: str,
    sample: str,
    info: str,
    expected: list[tuple[str, float | None, str, int | None, int | None]],
) -> None:
    calls = reader_for(VcfHeader((meta,)), None).calls(record(alt, keys, sample, info), "file.vcf")
    assert [(call.caller, replace(call.support, strands=None)) for call in calls] == [
        (caller, Support(*numbers)) for caller, *numbers in expected
    ]


def test_every_adapter_is_read_by_one_case_at_least() -> None:
    assert {caller.name for caller in CALLERS} == {call[0] for *_, expected in CASES for call in expected}


def test_the_documentation_lists_the_adapters_in_the_order_in_which_they_are_asked() -> None:
    page = (Path(__file__).parents[2] / "docs" / "callers.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == [caller.name for caller in CALLERS]


def test_a_merged_file_is_read_line_by_line() -> None:
    reader = reader_for(VcfHeader(("source=FilterMutectCalls", "source=VarDict_v1.8.2")), None)
    assert reader.name == "vardict+mutect2"
    lines = [record("T", "GT:AD:AF:DP", "0/1:60,40:0.4:100"), record("T", "GT:DP:VD:AF", "0/1:100:40:0.4")]
    assert [call.caller for line in lines for call in reader.calls(line, "")] == ["mutect2", "vardict"]


def test_a_forced_caller_is_used_whatever_the_header_says() -> None:
    reader = reader_for(VcfHeader(("source=Mutect2",)), "FreeBayes")
    assert reader.name == "freebayes"
    (call,) = reader.calls(record("T", "GT:AD:AF:AO:DP", "0/1:60,40:0.4:30:100"), "")
    assert call.support.alt_reads == 30


def test_an_unknown_forced_caller_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"mutect3 is not known; use one of .*mutect2.*"):
        reader_for(VcfHeader(), "mutect3")


@pytest.mark.parametrize(
    ("text", "value"),
    [("30.77%", 0.3077), ("30,77%", 0.3077), ("48.74%25", 0.4874), ("0%", 0.0), (".", None), ("12", None)],
)
def test_percentages_are_read_however_they_are_spelled(text: str, value: float | None) -> None:
    assert percent(text) == value


@pytest.mark.parametrize(
    ("alt", "sample", "carried"),
    [
        ("T", "0/1:60,40", [True]),
        ("T", "1:60,40", [True]),
        ("T", "/0/1:60,40", [True]),
        ("T", "0/0:23,1", [False]),
        ("T", "./.:2,2", [False]),
        ("T", "0/1:100,0", [False]),
        ("T", ".:60,40", [True]),
        ("T", ":60,40", [True]),
        ("T,G", "0/2:60,3,40", [False, True]),
        ("T,G", "0/1/2:60,30,40", [True, True]),
        ("T,*,<NON_REF>,G", "1/4:6,30,0,0,40", [True, True]),
    ],
)
def test_an_allele_is_present_where_genotype_and_reads_say_so(alt: str, sample: str, carried: list[bool]) -> None:
    calls = reader_for(VcfHeader(), None).calls(record(alt, "GT:AD", sample), "")
    assert [call.present for call in calls] == carried


@pytest.mark.parametrize(("reads", "carried"), [("2", True), ("0", False)])
def test_vardict_calls_an_allele_below_its_threshold_0_0_and_it_is_kept(reads: str, carried: bool) -> None:
    line = record("T", "GT:DP:VD:AF", f"0/0:2913:{reads}:0.0007")
    (call,) = reader_for(VcfHeader(("source=VarDict_v1.8.2",)), None).calls(line, "")
    assert call.present is carried


def test_a_somatic_call_without_a_genotype_is_present() -> None:
    (call,) = reader_for(VcfHeader(), None).calls(record("T", "DP:AU:CU:GU:TU", "100:0,0:75,80:0,0:25,26"), "")
    assert call.present


def test_alleles_that_are_no_bases_give_no_call() -> None:
    calls = reader_for(VcfHeader(), None).calls(record("<DEL>,C]2:29447326],*,N", "GT", "0/1"), "")
    assert calls == ()


@pytest.mark.parametrize(
    ("keys", "sample", "phase"),
    [
        ("GT:AD:PS", "0|1:60,40:77", Phase("77", 1)),
        ("GT:AD:PS", "1|0:60,40:77", Phase("77", 0)),
        ("GT:AD:PS", "0/1:60,40:77", None),
        ("GT:AD:PS", "1|1:0,40:77", None),
        ("GT:AD", "0|1:60,40", Phase("", 1)),
        ("GT:AD:PS", "1|0:60,40:.", Phase("", 0)),
        ("GT:AD", "0/1:60,40", None),
        ("GT:AD:PGT:PID", "0/1:60,40:0|1:100000_T_A", Phase("100000_T_A", 1)),
        ("GT:AD:PGT:PID:PS", "0|1:60,40:1|0:100000_T_A:100000", Phase("100000_T_A", 0)),
        ("GT:AD:PGT:PID", "0/1:60,40:.:.", None),
    ],
)
def test_phase_is_read_from_physical_or_phase_set_fields(keys: str, sample: str, phase: Phase | None) -> None:
    (call,) = reader_for(VcfHeader(), None).calls(record("T", keys, sample), "")
    assert call.phase == phase


def test_sage_gives_its_local_phase_set() -> None:
    line = record("T", "GT:AD:AF:DP", "0/1:60,40:0.4:100", info="LPS=12,13;TIER=HOTSPOT")
    (call,) = reader_for(VcfHeader(("sageVersion=4.0",)), None).calls(line, "")
    assert call.phase == Phase("LPS12", 0)


@pytest.mark.parametrize(
    ("info", "filters"),
    [
        ("PROB_ABSENT=54;PROB_PRESENT=0.5;PROB_ARTIFACT=21", ()),
        ("PROB_ABSENT=0.1;PROB_PRESENT=12;PROB_ARTIFACT=21", ("PROB_ABSENT",)),
        ("PROB_ABSENT=54;PROB_PRESENT=5.16;PROB_FFPE_ARTIFACT=1.63", ("PROB_FFPE_ARTIFACT",)),
        ("SVLEN=.", ()),
    ],
)
def test_what_varlociraptor_takes_for_no_variant_is_filtered(info: str, filters: tuple[str, ...]) -> None:
    reader = reader_for(VcfHeader(("INFO=<ID=PROB_ABSENT,Number=A,Type=Float>",)), None)
    (call,) = reader.calls(record("T", "DP:AF", "90:0.03", info), "")
    assert call.filters == filters


def test_filters_are_kept_but_not_pass() -> None:
    lines = ["6\t1\t.\tC\tT\t.\tweak_evidence;strand_bias\t.", "6\t1\t.\tC\tT\t.\tPASS\t.", "6\t1\t.\tc\tt\t.\t.\t."]
    calls = [reader_for(VcfHeader(), None).calls(parse_record(line, None), "")[0] for line in lines]
    assert [call.filters for call in calls] == [("weak_evidence", "strand_bias"), (), ()]
    assert (calls[2].ref, calls[2].alt) == ("C", "T")


@pytest.mark.parametrize(
    ("alt", "keys", "sample", "info", "allele", "expected"),
    [
        ("T", "GT:AD:SB", "0/1:900,30:460,440,30,0", ".", 1, Strands(460, 440, 30, 0)),  # Mutect2
        ("T,G", "GT:AD:SB", "0/1:900,30,5:460,440,33,2", ".", 1, None),  # its SB sums up the alleles
        ("T", "GT:DP:VD:RD:ALD", "0/1:930:30:460,440:12,18", ".", 1, Strands(460, 440, 12, 18)),  # VarDict
        ("T", "GT:RD:AD:RDF:RDR:ADF:ADR", "0/1:900:30:460:440:12:18", ".", 1, Strands(460, 440, 12, 18)),  # VarScan2
        ("T,G", "GT:AD:ADF:ADR", "0/1:900,30,5:460,12,1:440,18,4", ".", 2, Strands(460, 440, 1, 4)),  # bcftools
        ("T", "", "", "DP4=460,440,12,18", 1, Strands(460, 440, 12, 18)),  # LoFreq
        ("T,G", "GT:AO", "0/1:30,5", "SRF=460;SRR=440;SAF=12,1;SAR=18,4", 2, Strands(460, 440, 1, 4)),  # FreeBayes
        ("T", "GT:SRF:SRR:SAF:SAR:FSRF:FSRR:FSAF:FSAR", "0/1:1:2:3:4:460:440:12:18", ".", 1, Strands(460, 440, 12, 18)),
        ("T", "GT:DP:SB", "0/1:930:-100", ".", 1, None),  # Pisces: SB is a score
        ("T", "GT:AD", "0/1:900,30", ".", 1, None),
    ],
)  # fmt: skip
def test_reads_by_strand_are_taken_from_every_spelling(
    alt: str, keys: str, sample: str, info: str, allele: int, expected: Strands | None
) -> None:
    assert strands(record(alt, keys, sample, info), allele) == expected


def test_reads_by_strand_of_several_samples_are_not_taken_from_info() -> None:
    one = record("T", "GT:AO", "0/1:30", "SRF=460;SRR=440;SAF=12;SAR=18")
    assert strands(one, 1) is not None
    assert strands(replace(one, sample_count=2), 1) is None
