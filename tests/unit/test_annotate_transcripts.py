import re
from pathlib import Path

import pytest

from ros1annot.annotate.protein import translate
from ros1annot.annotate.reference import RefCheck, ReferenceMismatchError, reverse_complement
from ros1annot.annotate.transcripts import MARGIN, Genome, Transcript
from ros1annot.errors import ResourceError
from ros1annot.model import Assembly
from ros1annot.resources import resource

BOTH = pytest.mark.parametrize("assembly", list(Assembly))
ODD_SPLICE_SITES = {("ALK", 8, "GCAG"), ("STK11", 2, "ATAC")}


def transcripts(genome: Genome) -> list[Transcript]:
    return [transcript for gene in genome.genes.values() for transcript in gene.transcripts]


def spliced(genome: Genome, transcript: Transcript, assembly: Assembly) -> str | None:
    """The CDS read from the chromosome, exon by exon, out of the loci only."""
    layout, bases = transcript.layout(assembly), []
    for exon in layout.exons:
        if exon.c_start is None or exon.c_end is None:
            continue
        start, end = sorted((layout.position(exon.c_start), layout.position(exon.c_end)))
        around = genome.sequence(assembly).around(layout.chrom, start - 1, end + 1)
        if around is None:
            return None
        piece = around.slice(start, end)
        bases.append(piece if layout.strand == "+" else reverse_complement(piece))
    return "".join(bases)


def intron_ends(genome: Genome, transcript: Transcript, assembly: Assembly) -> list[tuple[str, int, str]]:
    layout, ends = transcript.layout(assembly), []
    for before, behind in zip(layout.exons, layout.exons[1:], strict=False):
        step = 1 if layout.strand == "+" else -1
        donor = sorted((before.last + step, before.last + 2 * step))
        acceptor = sorted((behind.first - step, behind.first - 2 * step))
        pieces = [genome.reference(assembly, layout.chrom, *site) for site in (donor, acceptor)]
        if pieces[0] and pieces[1]:
            read = [piece if step == 1 else reverse_complement(piece) for piece in pieces]
            ends.append((transcript.gene, before.number, "".join(read)))
    return ends


def test_each_gene_has_one_reporting_transcript_which_comes_first(genome):
    for gene in genome.genes.values():
        assert gene.transcripts[0] is gene.reporting
        assert [t.reporting for t in gene.transcripts].count(True) == 1
        assert gene.mane is not None


@pytest.mark.parametrize(
    ("symbol", "reporting", "mane"),
    [
        ("ROS1", "NM_002944.3", "NM_001378902.1"),
        ("ALK", "NM_004304.5", "NM_004304.5"),
        ("KIT", "NM_000222.3", "NM_000222.3"),
        ("EGFR", "NM_005228.5", "NM_005228.5"),
        ("MET", "NM_000245.4", "NM_000245.4"),
    ],
)
def test_names_count_on_the_transcripts_of_the_literature(genome, symbol, reporting, mane):
    gene = genome.genes[symbol]
    assert (gene.reporting.accession, gene.mane.accession) == (reporting, mane)


@pytest.mark.parametrize("name", ["NM_002944", "NM_002944.2", "NM_002944.3", "ENST00000368508", "ENST00000368508.7"])
def test_a_transcript_is_found_whatever_its_version(genome, name):
    assert genome.transcript(name).accession == "NM_002944.3"


def test_an_unknown_transcript_or_gene_is_nothing(genome):
    assert genome.transcript("NM_006206") is None
    assert genome.gene("PDGFRA") is None


@BOTH
def test_the_loci_hold_the_coding_sequences(genome, assembly):
    read = {t.accession: spliced(genome, t, assembly) for t in transcripts(genome) if t.cds}
    assert {accession for accession, cds in read.items() if cds} >= {"NM_004304.5", "NM_005228.5", "NM_000222.3"}
    assert all(cds in (None, genome.transcript(accession).cds) for accession, cds in read.items())


@BOTH
def test_introns_begin_with_gt_and_end_with_ag_but_for_two(genome, assembly):
    ends = {end for t in transcripts(genome) for end in intron_ends(genome, t, assembly)}
    assert len(ends) > 250
    assert {end for end in ends if end[2] != "GTAG"} == ODD_SPLICE_SITES


def test_the_protein_is_the_translated_cds(genome):
    for transcript in transcripts(genome):
        if transcript.cds:
            assert transcript.protein == translate(transcript.cds)
            assert transcript.protein.index("*") == transcript.protein_length


def test_ros1_residues_of_the_kinase_are_six_lower_on_mane(genome):
    gene = genome.genes["ROS1"]
    assert gene.reporting.protein[1949:] == gene.mane.protein[1943:]
    assert gene.reporting.kinase == (1945, 2222)


@pytest.mark.parametrize(
    ("symbol", "residue", "assembly", "first"),
    [
        ("ROS1", 2032, Assembly.GRCH37, 117638347),
        ("ROS1", 2032, Assembly.GRCH38, 117317184),
        ("EGFR", 790, Assembly.GRCH37, 55249070),
        ("KIT", 816, Assembly.GRCH38, 54733154),
    ],
)
def test_a_codon_lies_where_published_variants_of_it_lie(genome, symbol, residue, assembly, first):
    transcript = genome.genes[symbol].reporting
    positions = transcript.codon_positions(residue, assembly)
    step = 1 if transcript.layout(assembly).strand == "+" else -1
    assert positions == (first, first + step, first + 2 * step)


def test_a_codon_may_be_split_by_an_intron(genome):
    positions = genome.genes["ROS1"].reporting.codon_positions(2002, Assembly.GRCH38)
    assert positions == (117318189, 117318188, 117317272)


@pytest.mark.parametrize("residue", [0, 2349])
def test_there_is_no_codon_outside_the_protein(genome, residue):
    with pytest.raises(ValueError, match="2347 residues"):
        genome.genes["ROS1"].reporting.codon_positions(residue, Assembly.GRCH37)


@BOTH
def test_every_base_of_a_transcript_is_found_where_it_lies(genome, assembly):
    for transcript in transcripts(genome):
        layout = transcript.layout(assembly)
        for exon in layout.exons:
            for base in (exon.first_base, exon.last_base):
                assert layout.place(layout.position(base)).base == base
            assert layout.exon_at(exon.first) is layout.exon_at(exon.last) is exon


def test_exons_carry_the_phases_that_fusions_are_read_by(genome):
    exons = genome.genes["ROS1"].reporting.layout(Assembly.GRCH38).exons
    phases = {exon.number: exon.start_phase for exon in exons if 32 <= exon.number <= 40}
    assert phases == {32: 1, 33: 2, 34: 1, 35: 1, 36: 2, 37: 0, 38: 2, 39: 0, 40: 2}
    assert [exons[n - 1].first for n in (32, 34, 36)] == [117329446, 117324415, 117320030]
    assert genome.genes["ALK"].reporting.layout(Assembly.GRCH38).exon(20).first == 29223528


def test_an_exon_of_utr_only_has_no_phase(genome):
    first = genome.genes["KRAS"].reporting.layout(Assembly.GRCH38).exons[0]
    assert (first.c_start, first.start_phase, first.end_phase) == (None, None, None)


def test_positions_in_an_intron_know_both_neighbours(genome):
    layout = genome.genes["ROS1"].reporting.layout(Assembly.GRCH38)
    before, behind = layout.neighbours(117325000)
    assert (before.number, behind.number) == (33, 34)
    assert layout.nearest_exon(117324420).number == 34
    assert layout.exon_at(117325000) is None


@BOTH
def test_loci_reach_a_margin_beyond_both_ends(genome, assembly):
    spans = {span.gene: span for span in genome.loci(assembly)}
    assert spans.keys() == genome.genes.keys()
    start, end = genome.genes["ROS1"].span(assembly)
    assert (spans["ROS1"].start, spans["ROS1"].end) == (start - MARGIN, end + MARGIN)
    (found,) = genome.genes_at(assembly, "6", end + MARGIN, end + MARGIN + 5)
    assert found.symbol == "ROS1"
    assert genome.genes_at(assembly, "6", end + MARGIN + 1, end + MARGIN + 5) == ()


def test_unknown_bases_are_never_called_a_match(genome):
    where = Assembly.GRCH37, "6", 117700000
    assert genome.reference(*where, 117700010) is None
    assert genome.check_ref(*where, "A") is RefCheck.UNKNOWN


def test_a_ref_that_is_known_in_part_is_refused_for_the_known_part(genome):
    exon = genome.genes["ROS1"].reporting.layout(Assembly.GRCH37).exon(5)
    last = genome.reference(Assembly.GRCH37, "6", exon.end, exon.end)
    wrong = "A" if last != "A" else "C"
    assert genome.check_ref(Assembly.GRCH37, "6", exon.end, f"{last}A") is RefCheck.UNKNOWN
    assert genome.check_ref(Assembly.GRCH37, "6", exon.end, f"{wrong}A") is RefCheck.MISMATCH


def test_a_refused_ref_is_told_with_what_the_assembly_has(genome):
    with pytest.raises(ReferenceMismatchError, match=re.escape("6:117638347: REF is G, but GRCh37 has C there")):
        genome.sequence(Assembly.GRCH37).require("6", 117638347, "g")


def copy_of_tables(folder: Path, *, change: tuple[str, str, str]) -> Path:
    """The shipped tables with one text of one file replaced."""
    changed, old, new = change
    for name in ("transcripts.tsv", "exons.tsv", "cds.fasta", "segments.tsv"):
        text = resource("transcripts", name).read_text(encoding="ascii")
        assert name != changed or old in text
        (folder / name).write_text(text.replace(old, new) if name == changed else text, encoding="ascii")
    return folder


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (("exons.tsv", "117639415", "117639414"), "NM_002944.3"),
        (("exons.tsv", "NM_004304.5\t", "NM_004304.4\t"), "NM_004304.5"),
        (("transcripts.tsv", "\t1620\t", "\t1621\t"), "NM_004304.5"),
        (("transcripts.tsv", "ENST00000389048.8\tyes", "ENST00000389048.8\tno"), "ALK"),
        (("cds.fasta", "ATGGGAGCCATCGGG", "ATGTAAGCCATCGGG"), "NM_004304.5"),
    ],
)
def test_tables_that_contradict_themselves_are_refused(tmp_path, change, named):
    with pytest.raises(ResourceError, match=named):
        Genome.load(copy_of_tables(tmp_path, change=change))
