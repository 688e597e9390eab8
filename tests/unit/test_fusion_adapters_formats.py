"""Every fusion format: recognised, read to the base, support under one name, empty when it is empty."""

from pathlib import Path

import pytest

from fusion_files import Junction, fusions_file
from fusion_formats import DNA, ORDERED, UNORDERED, UNPLACED
from ros1annot.errors import InputError
from ros1annot.model import BreakEnd, Frame, FusionCall, InputState
from ros1annot.read.fusions import read_fusions

FORMATS = ORDERED | UNORDERED | UNPLACED | DNA
CALLERS = {
    **{name: name.split()[0] for name in FORMATS},
    "dragen 5 columns": "dragen",
    "linx, old": "linx",
}
SPLIT_ONLY = {"cicero", "fusionmap", "fusionseeker", "genefuse json", "genefuse text", "longgf", "oncomine", "pbfusion"}
PAIRS_ONLY = {"foundationone"}
UNCOUNTED = {
    "dragen 5 columns",
    "linx",
    "linx, old",
    "squid",
    "tso500 combined",
    "tso500 combined, no direction",
    "tso500 ctdna",
}


def call_of(folder: Path, name: str, junction: Junction) -> FusionCall:
    (call, *_) = read_fusions(fusions_file(folder / "calls", FORMATS[name](junction))).calls
    return call


@pytest.mark.parametrize("name", FORMATS)
def test_format_is_recognised_by_itself_and_when_forced(tmp_path: Path, name: str) -> None:
    text, caller = FORMATS[name](Junction()), CALLERS[name]
    seen = read_fusions(fusions_file(tmp_path / "calls", text))
    assert (seen.caller, seen.state) == (caller, InputState.CALLS)
    assert read_fusions(fusions_file(tmp_path / "calls", text, caller)) == seen


@pytest.mark.parametrize("name", FORMATS)
def test_reads_through_the_junction_are_told_from_pairs(tmp_path: Path, name: str) -> None:
    call = call_of(tmp_path, name, Junction(split_reads=12, discordant_pairs=3))
    expected = (
        None if name in UNCOUNTED | PAIRS_ONLY else 12,
        None if name in UNCOUNTED | SPLIT_ONLY else 3,
    )
    assert (call.split_reads, call.discordant_pairs) == expected


@pytest.mark.parametrize("name", [name for name in ORDERED | UNORDERED | DNA if name != "fusionseeker"])
@pytest.mark.parametrize("strands", ["++", "+-", "-+", "--"])
def test_breakpoints_are_read_to_the_base(tmp_path: Path, name: str, strands: str) -> None:
    junction = Junction(five_place=("5", 150404680, strands[0]), three_place=("6", 117324415, strands[1]))
    call = call_of(tmp_path, name, junction)
    ends = {(end.chrom, end.pos) for end in (call.five_prime, call.three_prime)}
    assert ends == {("5", 150404680), ("6", 117324415)}


@pytest.mark.parametrize("name", ORDERED)
def test_caller_that_vouches_for_the_order_is_believed(tmp_path: Path, name: str) -> None:
    junction = Junction(five="ROS1", five_place=("6", 117326224, "-"), three="CD74", three_place=("5", 150402625, "-"))
    call = call_of(tmp_path, name, junction)
    assert (call.ordered, call.five_prime.gene, call.three_prime.gene) == (True, "ROS1", "CD74")


@pytest.mark.parametrize("name", UNORDERED | DNA)
def test_caller_without_an_order_claims_none(tmp_path: Path, name: str) -> None:
    assert not call_of(tmp_path, name, Junction()).ordered


@pytest.mark.parametrize("name", FORMATS)
def test_only_formats_of_dna_say_so(tmp_path: Path, name: str) -> None:
    assert call_of(tmp_path, name, Junction()).dna is (name in DNA or name.startswith("linx"))


@pytest.mark.parametrize("name", UNPLACED)
def test_format_without_places_gives_genes_alone(tmp_path: Path, name: str) -> None:
    call = call_of(tmp_path, name, Junction())
    assert (call.five_prime, call.three_prime) == (BreakEnd("CD74"), BreakEnd("ROS1"))


@pytest.mark.parametrize(
    ("name", "column", "word", "frame"),
    [
        ("arriba 2", "reading_frame", "stop-codon", Frame.OUT_OF_FRAME),
        ("cbioportal", "Site2_Effect_On_Frame", "In_frame", Frame.IN_FRAME),
        ("cbioportal", "Site2_Effect_On_Frame", "Out-of-frame", Frame.OUT_OF_FRAME),
        ("cbioportal", "Site2_Effect_On_Frame", "Frameshift", Frame.OUT_OF_FRAME),
        ("cbioportal", "Site2_Effect_On_Frame", "Unknown", Frame.UNKNOWN),
        ("defuse", "orf", "Y", Frame.IN_FRAME),
        ("defuse", "orf", "N", Frame.UNKNOWN),
        ("foundationone", "in-frame", "Yes", Frame.IN_FRAME),
        ("foundationone", "in-frame", "No", Frame.OUT_OF_FRAME),
        ("fusion-report csv", "fusion_type", "in-frame", Frame.IN_FRAME),
        ("fusioncatcher", "Predicted_effect", "out-of-frame", Frame.OUT_OF_FRAME),
        ("fusioncatcher", "Predicted_effect", "CDS(truncated)/UTR", Frame.UNKNOWN),
        ("fusioncatcher vcf", "EFFECT", "in-frame", Frame.IN_FRAME),
        ("fusionmap", "FrameShiftClass", "InFrame", Frame.IN_FRAME),
        ("fusionmap", "FrameShiftClass", "FrameShift", Frame.OUT_OF_FRAME),
        ("jaffa", "inframe", "TRUE", Frame.IN_FRAME),
        ("jaffa", "inframe", "FALSE", Frame.OUT_OF_FRAME),
        ("linx", "phased", "SKIPPED_EXONS", Frame.IN_FRAME),
        ("linx", "phased", "OUT_OF_FRAME", Frame.OUT_OF_FRAME),
        ("nfcore-rnafusion", "FRAME_STATUS", "FRAMESHIFT", Frame.OUT_OF_FRAME),
        ("nfcore-rnafusion", "FRAME_STATUS", "nan", Frame.UNKNOWN),
        # The frame is kept: the 3' part is shifted into it.
        ("soapfuse", "down_fusion_part_frame-shift_or_not", "inframe-shift", Frame.IN_FRAME),
        ("soapfuse", "down_fusion_part_frame-shift_or_not", "frame-shift", Frame.OUT_OF_FRAME),
    ],
)
def test_word_on_the_frame(tmp_path: Path, name: str, column: str, word: str, frame: Frame) -> None:
    assert call_of(tmp_path, name, Junction(extra={column: word})).frame is frame


TABLES = [
    name
    for name in FORMATS
    if name
    not in {
        "foundationone",
        "fusion-report json",
        "genefuse json",
        "genefuse text",
        "longgf",
        "mapsplice",
        "tophat-fusion",
        "tso500 combined",
        "tso500 combined, no direction",
    }
]


@pytest.mark.parametrize("name", TABLES)
def test_header_alone_is_an_empty_file(tmp_path: Path, name: str) -> None:
    rows = 2 if name in {"fusioncatcher vcf", "oncomine"} else 1
    header = FORMATS[name](Junction()).splitlines()[:-rows]
    read = read_fusions(fusions_file(tmp_path / "calls", "\n".join(header) + "\n"))
    assert (read.caller, read.state, read.rows) == (CALLERS[name], InputState.EMPTY, 0)


@pytest.mark.parametrize(
    ("caller", "text"),
    [
        ("fusion-report", "[]\n"),
        ("genefuse", '{"command": "genefuse", "version": "0.8", "fusions": {}}\n'),
        ("longgf", "Open sam file (reads.bam).\nPotential_fusion: 0 0\n"),
        ("tso500", "[Analysis Details]\nPair ID\tS1\n\n[Fusions]\nNA\n\n[Small Variants]\nNA\n"),
        ("foundationone", '<r xmlns="http://foundationmedicine.com/x"><rearrangements/></r>\n'),
    ],
)
def test_file_that_reports_no_fusion_is_empty(tmp_path: Path, caller: str, text: str) -> None:
    read = read_fusions(fusions_file(tmp_path / "calls", text))
    assert (read.caller, read.state, read.rows) == (caller, InputState.EMPTY, 0)


@pytest.mark.parametrize("name", ["jaffa", "cbioportal", "cicero", "tophat-fusion", "tso500 ctdna"])
def test_one_of_several_samples_is_chosen_by_its_name(tmp_path: Path, name: str) -> None:
    sample = {"jaffa": "reads", "tophat-fusion": "sample_1"}.get(name, "S1")
    *header, row = FORMATS[name](Junction()).splitlines()
    other = row.replace(sample, "another").replace("CD74", "EZR")
    file = fusions_file(tmp_path / "calls", "\n".join([*header, row, other]) + "\n")
    with pytest.raises(InputError, match=rf"it holds 2 samples \({', '.join(sorted(['another', sample]))}\)"):
        read_fusions(file)
    with pytest.raises(InputError, match="none is 'a third'"):
        read_fusions(file, "a third")
    read = read_fusions(file, sample)
    assert read.rows == 1
    assert "CD74" in {read.calls[0].five_prime.gene, read.calls[0].three_prime.gene}


def test_name_of_the_only_sample_does_not_matter(tmp_path: Path) -> None:
    assert read_fusions(fusions_file(tmp_path / "calls", ORDERED["jaffa"](Junction())), "tumour").rows == 1
