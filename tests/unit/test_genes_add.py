"""A gene of a laboratory's own: from GFF3 or GTF and FASTA to names, with every broken rule told."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from ros1annot.annotate.reference import reverse_complement
from ros1annot.annotate.small import annotate
from ros1annot.annotate.transcripts import Genome
from ros1annot.cli import main
from ros1annot.config import read_config
from ros1annot.errors import ResourceError
from ros1annot.genes.gff import read_transcripts
from ros1annot.knowledge import load_knowledge
from ros1annot.model import AlleleCall, Assembly
from ros1annot.parameters import EngineConfig

LENGTH = 2500
EXONS = ((1101, 1130), (1201, 1230), (1301, 1340))
CDS = (1111, 1316)
CODING = "ATG" + "GCTAAAGGTTGGCATTTC" * 3 + "GCTAAA" + "TAA"
"""22 codons on 20 + 30 + 16 bases of the three exons: MAKGWHFAKGWHFAKGWHFAK and the stop."""


def chromosome(*, strand: str = "+", coding: str = CODING, donor: str = "GT", shift: int = 0) -> str:
    """Bases with a made-up gene, ``shift`` bases further on; the minus strand holds all of it mirrored."""
    bases, left = list("C" * LENGTH), iter(coding)
    for start, end in EXONS:
        for pos in range(max(start, CDS[0]), min(end, CDS[1]) + 1):
            bases[pos - 1] = next(left)
    for (_, end), (start, _) in pairwise(EXONS):
        bases[end : end + 2], bases[start - 3 : start - 1] = donor, "AG"
    text = "C" * shift + "".join(bases)
    return text if strand == "+" else reverse_complement(text)


def spans(strand: str, shift: int) -> Iterator[tuple[str, int, int]]:
    """Exons, and their coding parts, on the chromosome."""
    for start, end in EXONS:
        coding = max(start, CDS[0]), min(end, CDS[1])
        for kind, low, high in (("exon", start, end), ("CDS", *coding)):
            if strand == "+":
                yield kind, low + shift, high + shift
            else:
                yield kind, LENGTH + 1 - high, LENGTH + 1 - low


def gff_line(kind: str, start: int, end: int, strand: str, attributes: str) -> str:
    return f"chr9\tx\t{kind}\t{start}\t{end}\t.\t{strand}\t.\t{attributes}"


def ensembl(strand: str = "+", shift: int = 0, accession: str = "ENST00000000001", tag: str = "MANE_Select") -> str:
    lines = [
        "##gff-version 3",
        gff_line("gene", 1000, 1400, strand, "ID=gene:ENSG1;Name=TOY;biotype=protein_coding"),
        gff_line(
            "mRNA", 1000, 1400, strand,
            f"ID=transcript:{accession};Parent=gene:ENSG1;Name=TOY-201;tag=basic,{tag};transcript_id={accession};version=4",
        ),
        *(gff_line(*span, strand, f"Parent=transcript:{accession}") for span in spans(strand, shift)),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def gtf() -> str:
    """A GTF keeps the stop codon apart from the CDS."""
    names = 'gene_id "ENSG1"; gene_name "TOY"; transcript_id "ENST00000000001.4"; tag "basic"; tag "MANE_Select";'
    coding = [(kind, low, min(high, 1313) if kind == "CDS" else high) for kind, low, high in spans("+", 0)]
    parts = [("transcript", 1101, 1340), *coding, ("stop_codon", 1314, 1316)]
    return "\n".join(gff_line(*part, "+", names) for part in parts) + "\n"


def ncbi() -> str:
    lines = [
        "NC_000009.12" + gff_line("gene", 1101, 1340, "+", "ID=gene-TOY;Name=TOY;gene=TOY")[4:],
        "NC_000009.12"
        + gff_line(
            "mRNA", 1101, 1340, "+", "ID=rna-NM_1.4;Parent=gene-TOY;gene=TOY;tag=MANE Select;transcript_id=NM_1.4"
        )[4:],
        *("NC_000009.12" + gff_line(*span, "+", "Parent=rna-NM_1.4;gene=TOY")[4:] for span in spans("+", 0)),
    ]
    return "\n".join(lines) + "\n"


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="ascii")
    return path


def add(folder: Path, gff: str, bases: str, *more: str, assembly: str = "GRCh38", gene: str = "TOY") -> int:
    gff_file = write(folder / f"{assembly}.gff3", gff)
    fasta = write(folder / f"{assembly}.{len(bases)}.fa", f">chr9\n{bases}\n")
    files = ["--gff", str(gff_file), "--fasta", str(fasta), "--assembly", assembly]
    return main(["genes", "add", *files, "--gene", gene, "-o", str(folder / "genes"), *more])


@pytest.mark.parametrize("text", [ensembl(), gtf(), ncbi()], ids=["ensembl", "gtf", "ncbi"])
def test_every_kind_of_gff_gives_the_same_transcript(tmp_path, text):
    (found,) = read_transcripts(write(tmp_path / "x.gff", text), "TOY")
    assert (found.exons, found.cds, found.coding_bases) == (EXONS, CDS, 66)
    assert (found.chrom, found.strand, found.mane_select) == ("9", "+", True)
    assert found.accession in {"ENST00000000001.4", "NM_1.4"}


@pytest.mark.parametrize("strand", ["+", "-"])
def test_variants_of_an_added_gene_are_named_on_both_assemblies(tmp_path, capsys, strand):
    assert add(tmp_path, ensembl(strand), chromosome(strand=strand)) == 0
    assert "3 exons, 21 residues, ATG to stop" in capsys.readouterr().out
    shifted = ensembl(strand, shift=100)
    assert add(tmp_path, shifted, chromosome(strand=strand, shift=100), assembly="GRCh37") == 0
    genome = Genome.load(extra=tmp_path / "genes")
    transcript = genome.genes["TOY"].reporting
    assert (transcript.accession, transcript.protein) == ("ENST00000000001.4", "MAKGWHFAKGWHFAKGWHFAK*")
    for assembly in Assembly:
        pos = transcript.layout(assembly).position(13)
        ref = genome.reference(assembly, "9", pos, pos)
        variant = annotate(AlleleCall("9", pos, ref, "C" if strand == "+" else "G"), genome, assembly)
        assert (variant.name.short, variant.name.hgvs_c, variant.name.exon) == ("W5R", "c.13T>C", 1)
    assert genome.genes["ROS1"].reporting.accession == "NM_002944.3"


def test_a_gene_on_one_assembly_is_looked_for_there_only(tmp_path):
    add(tmp_path, ensembl(), chromosome())
    genome = Genome.load(extra=tmp_path / "genes")
    assert [g.symbol for g in genome.genes_at(Assembly.GRCH38, "9", 1110, 1120)] == ["TOY"]
    assert genome.genes_at(Assembly.GRCH37, "9", 1110, 1120) == ()
    with pytest.raises(ResourceError, match=r"TOY ENST00000000001\.4 is not known on GRCh37; add it on GRCh37 too"):
        genome.genes["TOY"].reporting.layout(Assembly.GRCH37)


@pytest.mark.parametrize(
    ("gff", "bases", "more", "problem"),
    [
        (ensembl(), chromosome(coding="CTG" + CODING[3:]), (), "does not go from ATG to its first stop codon"),
        (ensembl(), chromosome(coding=CODING[:12] + "TAG" + CODING[15:]), (), "does not go from ATG"),
        (ensembl(), chromosome(donor="CC"), (), "intron 1 is CC-AG, not GT-AG"),
        (ensembl(), chromosome(coding=CODING[:9] + "NNN" + CODING[12:]), (), "letters other than A, C, G and T"),
        (ensembl().replace("\t1316\t", "\t1315\t"), chromosome(), (), "65 bases, not a multiple of 3"),
        (ensembl().replace("\t1111\t", "\t1095\t"), chromosome(), (), "does not begin and end in an exon"),
        (ensembl(), chromosome(), ("--transcript", "NM_5"), "no coding transcript NM_5; the file has ENST"),
        (ensembl().replace("Name=TOY;", "Name=OTHER;"), chromosome(), (), "has no coding transcript of TOY"),
        (ensembl().replace("chr9\tx\tCDS", "chr9 x CDS"), chromosome(), (), "nine columns"),
        (ensembl().replace("chr9", "chr8"), chromosome(), (), "has no chromosome 8"),
    ],
)  # fmt: skip
def test_what_makes_no_protein_is_refused_in_one_sentence(tmp_path, capsys, gff, bases, more, problem):
    assert add(tmp_path, gff, bases, *more) == 2
    error = capsys.readouterr().err
    assert problem in error
    assert error.count("\n") == 1
    assert not (tmp_path / "genes").exists()


def test_a_rare_splice_site_is_told(tmp_path, capsys):
    assert add(tmp_path, ensembl(), chromosome(donor="GC")) == 0
    assert "note: intron 1 is GC-AG, which is rare" in capsys.readouterr().out


def test_several_transcripts_ask_for_a_choice(tmp_path, capsys):
    other = ensembl(accession="ENST00000000002", tag="x").partition("biotype=protein_coding\n")[2]
    both = ensembl(tag="x") + other
    assert add(tmp_path, both, chromosome()) == 2
    assert "choose one with --transcript: ENST00000000001.4, ENST00000000002.4" in capsys.readouterr().err
    assert add(tmp_path, both, chromosome(), "--transcript", "ENST00000000002") == 0


def test_the_fasta_of_another_assembly_is_refused(tmp_path, capsys):
    gff = write(tmp_path / "x.gff3", ensembl())
    fasta = write(tmp_path / "x.fa", f">NC_000009.11\n{chromosome()}\n")
    files = ["--gff", str(gff), "--fasta", str(fasta), "--assembly", "GRCh38"]
    assert main(["genes", "add", *files, "--gene", "TOY", "-o", str(tmp_path / "genes")]) == 2
    assert "chromosome 9 is that of GRCh37, not of GRCh38" in capsys.readouterr().err


def test_other_bases_on_the_other_assembly_are_refused(tmp_path, capsys):
    add(tmp_path, ensembl(), chromosome())
    other = chromosome(coding=CODING[:5] + "C" + CODING[6:])
    assert add(tmp_path, ensembl(), other, assembly="GRCh37") == 2
    assert "other exons or other coding bases on the other assembly" in capsys.readouterr().err


def test_a_shipped_gene_is_not_added_again(tmp_path, capsys):
    assert add(tmp_path, ensembl(), chromosome(), gene="ROS1") == 2
    assert "ROS1 is shipped already" in capsys.readouterr().err


def test_the_config_names_the_folder_and_the_digest_holds_it(tmp_path):
    add(tmp_path, ensembl(), chromosome())
    config = read_config(write(tmp_path / "config.yaml", "transcripts: genes\n"))
    knowledge = load_knowledge(config)
    assert knowledge.genome.gene("TOY") is not None
    assert knowledge.digest != load_knowledge(EngineConfig()).digest


def test_a_folder_without_genes_is_told(tmp_path):
    with pytest.raises(ResourceError, match=r"holds no transcripts\.tsv; write it with `ros1annot genes add`"):
        Genome.load(extra=tmp_path)
