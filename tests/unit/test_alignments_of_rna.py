"""RNA alignments: told from DNA, and read for the splice events with a name."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bam_builders import T790M, Read, spliced, write_bam
from ros1annot.errors import UsageError
from ros1annot.knowledge import Knowledge, load_knowledge
from ros1annot.model import Assembly, InputFile, InputState, Sample, SpliceCall
from ros1annot.parameters import EngineConfig, Parameters
from ros1annot.read.alignments import AlignmentReads, read_alignments
from ros1annot.read.splice_events import splice_variants
from ros1annot.result import Input

BOTH = pytest.mark.parametrize("assembly", Assembly)
OF_DNA = [Read("7", 55249000, edits=[T790M])] * 20


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(EngineConfig())


def read_one(knowledge: Knowledge, file: InputFile) -> tuple[Sequence[AlignmentReads], Sequence[SpliceCall], Input]:
    found, junctions, (seen,) = read_alignments(Sample("s", inputs=(file,)), (), lambda _: (), knowledge)
    return found, junctions, seen


def counted(knowledge: Knowledge, file: InputFile) -> dict[str, tuple[int | None, int | None]]:
    """Named events with their reads, and the reads that are spliced as usual."""
    _, junctions, _ = read_one(knowledge, file)
    events = splice_variants(junctions, knowledge.genome, None)
    return {f"{e.gene} {e.name}": (e.calls[0].reads, e.calls[0].reference_reads) for e in events}


@BOTH
def test_events_are_counted_beside_the_usual_splicing(knowledge: Knowledge, tmp_path: Path, assembly: Assembly) -> None:
    genome = knowledge.genome
    shown = {("MET", (13, 15)): 30, ("MET", (13, 14)): 70, ("MET", (13, 14, 15)): 5, ("EGFR", (1, 8)): 12,
             ("EGFR", (1, 2)): 3, ("MET", (14, 15)): 9, ("EGFR", (2, 3)): 9}  # fmt: skip
    reads = [spliced(genome, assembly, gene, exons) for (gene, exons), times in shown.items() for _ in range(times)]
    file = write_bam(tmp_path / "rna.bam", genome, reads, assembly=assembly)
    assert counted(knowledge, file) == {"EGFR vIII": (12, 3), "MET exon 14 skipping": (30, 75)}
    found, _, seen = read_one(knowledge, file)
    assert found == []
    assert (seen.molecule, seen.state, seen.records, seen.assembly) == ("rna", InputState.CALLS, 120, assembly)


def test_the_junctions_lie_where_other_callers_put_them(knowledge: Knowledge, tmp_path: Path) -> None:
    """CTAT-SPLICING and TSO500 on GRCh37: introns 7:116411709-116414934 and 7:55087059-55223522."""
    genome = knowledge.genome
    reads = [spliced(genome, Assembly.GRCH37, gene, exons) for gene, exons in (("MET", (13, 15)), ("EGFR", (1, 8)))]
    _, junctions, _ = read_one(knowledge, write_bam(tmp_path / "rna.bam", genome, reads * 3))
    assert [(c.gene, c.last_kept, c.first_kept) for c in junctions] == [
        ("MET", 116411708, 116414935), ("EGFR", 55087058, 55223523),
    ]  # fmt: skip


@BOTH
def test_usual_splicing_alone_is_no_event(knowledge: Knowledge, tmp_path: Path, assembly: Assembly) -> None:
    reads = [spliced(knowledge.genome, assembly, "MET", exons) for exons in ((13, 14), (14, 15), (12, 13))] * 10
    file = write_bam(tmp_path / "rna.bam", knowledge.genome, reads, assembly=assembly)
    assert counted(knowledge, file) == {}
    assert read_one(knowledge, file)[2].records == 10


@pytest.mark.parametrize(
    ("change", "reads"),
    [
        ({}, 1),
        ({"mapping_quality": 255}, 1),
        ({"mapping_quality": 3}, 0),
        ({"flag": 0x400}, 0),
        ({"flag": 0x100}, 0),
        ({"tags": [("MI", "7/A")]}, 1),
    ],
)
def test_which_reads_count(knowledge: Knowledge, tmp_path: Path, change: dict[str, object], reads: int) -> None:
    read = replace(spliced(knowledge.genome, Assembly.GRCH37, "MET", (13, 15)), **change)  # type: ignore[arg-type]
    file = write_bam(tmp_path / "rna.bam", knowledge.genome, [read])
    events = counted(knowledge, replace(file, caller="rna"))
    assert events == ({"MET exon 14 skipping": (reads, 0)} if reads else {})


def test_a_fragment_counts_once(knowledge: Knowledge, tmp_path: Path) -> None:
    read = spliced(knowledge.genome, Assembly.GRCH37, "MET", (13, 15))
    mates = [replace(read, name="pair", flag=0x41), replace(read, name="pair", flag=0x81)]
    molecule = [replace(read, tags=[("MI", strand)]) for strand in ("7/A", "7/B")]
    file = write_bam(tmp_path / "rna.bam", knowledge.genome, [*mates, *molecule])
    assert counted(knowledge, replace(file, caller="rna")) == {"MET exon 14 skipping": (2, 0)}


@pytest.mark.parametrize(("anchor", "reads"), [(8, 3), (7, 0)])
def test_a_junction_needs_an_anchor_on_both_sides(
    knowledge: Knowledge, tmp_path: Path, anchor: int, reads: int
) -> None:
    genome = knowledge.genome
    short = spliced(genome, Assembly.GRCH37, "MET", (13, 15), after=anchor)
    also = spliced(genome, Assembly.GRCH37, "MET", (13, 15), before=anchor)
    file = write_bam(tmp_path / "rna.bam", genome, [short, short, also])
    events = counted(knowledge, replace(file, caller="rna"))
    assert events == ({"MET exon 14 skipping": (reads, 0)} if reads else {})
    wide = replace(knowledge, parameters=Parameters(min_junction_anchor=7))
    assert counted(wide, replace(file, caller="rna")) == {"MET exon 14 skipping": (3, 0)}


@pytest.mark.parametrize("shift", [-4, 3])
def test_junctions_may_lie_some_bases_off(knowledge: Knowledge, tmp_path: Path, shift: int) -> None:
    read = spliced(knowledge.genome, Assembly.GRCH38, "EGFR", (1, 8), shift=shift)
    file = write_bam(tmp_path / "rna.bam", knowledge.genome, [read] * 5, assembly=Assembly.GRCH38)
    assert counted(knowledge, file) == {"EGFR vIII": (5, 0)}


def test_alignments_of_dna_show_no_junction(knowledge: Knowledge, tmp_path: Path) -> None:
    """A read with a deletion (``D``) where RNA has a skip is one of DNA."""
    file = write_bam(tmp_path / "dna.bam", knowledge.genome, OF_DNA, programs=[{"ID": "bwa", "PN": "bwa"}])
    found, junctions, seen = read_one(knowledge, file)
    assert (len(found), junctions, seen.molecule) == (1, [], "dna")


def test_two_stray_skips_do_not_make_dna_into_rna(knowledge: Knowledge, tmp_path: Path) -> None:
    genome = knowledge.genome
    stray = [spliced(genome, Assembly.GRCH37, "MET", (13, 15))] * 2
    assert read_one(knowledge, write_bam(tmp_path / "dna.bam", genome, [*OF_DNA, *stray]))[2].molecule == "dna"


@pytest.mark.parametrize(
    "program",
    [
        {"ID": "STAR", "PN": "STAR", "VN": "2.7.10b"},
        {"ID": "hisat2", "PN": "hisat2"},
        {"ID": "minimap2", "PN": "minimap2", "CL": "minimap2 -ax splice:hq ref.fa reads.fq"},
        {"ID": "GATK SplitNCigarReads", "PN": "GATK SplitNCigarReads"},
        {"ID": "DRAGEN", "CL": "dragen --enable-rna=true --bam out.bam"},
    ],
)
def test_a_program_of_the_header_that_only_rna_passes_through(
    knowledge: Knowledge, tmp_path: Path, program: dict[str, str]
) -> None:
    """Here the reads tell nothing: none lies at a gene, or their skips were split."""
    file = write_bam(tmp_path / "rna.bam", knowledge.genome, [Read("7", 55249000)], programs=[program])
    found, junctions, seen = read_one(knowledge, file)
    assert (found, junctions, seen.molecule, seen.state) == ([], [], "rna", InputState.EMPTY)


@pytest.mark.parametrize(
    "program",
    [
        {"ID": "bwa", "CL": "bwa mem -R @RG\\tID:STARTUP ref.fa x.fq"},
        {"ID": "minimap2", "CL": "minimap2 -ax map-ont ref.fa x.fq"},
        {"ID": "DRAGEN", "CL": "dragen --enable-rna=false"},
    ],
)
def test_a_program_of_the_header_that_dna_passes_through(
    knowledge: Knowledge, tmp_path: Path, program: dict[str, str]
) -> None:
    file = write_bam(tmp_path / "dna.bam", knowledge.genome, OF_DNA, programs=[program])
    assert read_one(knowledge, file)[2].molecule == "dna"


def test_the_sheet_forces_either(knowledge: Knowledge, tmp_path: Path) -> None:
    genome = knowledge.genome
    of_rna = write_bam(tmp_path / "rna.bam", genome, [spliced(genome, Assembly.GRCH37, "MET", (13, 15))] * 20)
    assert read_one(knowledge, of_rna)[2].molecule == "rna"
    assert read_one(knowledge, replace(of_rna, caller="dna"))[2].molecule == "dna"
    with pytest.raises(UsageError, match="forced with `dna:` or `rna:`, not with `star:`"):
        read_one(knowledge, replace(of_rna, caller="star"))
