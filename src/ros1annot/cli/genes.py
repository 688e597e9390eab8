"""``ros1annot genes``: add a gene that is not shipped, from a GFF3 or GTF and a genome FASTA."""

import argparse
from pathlib import Path

from ros1annot.annotate.transcripts import MARGIN, Genome
from ros1annot.cli import EXIT_OK
from ros1annot.errors import UsageError
from ros1annot.genes.build import checked, choose
from ros1annot.genes.fasta import read_stretch
from ros1annot.genes.folder import add_gene
from ros1annot.genes.gff import read_transcripts
from ros1annot.model import Assembly


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    add = actions.add_parser("add", help="write the files of a gene on one assembly; run it again for the other")
    add.add_argument("--gff", metavar="FILE", type=Path, required=True, help="GFF3 or GTF, plain or gzipped")
    add.add_argument("--fasta", metavar="FILE", type=Path, required=True, help="genome, plain or packed by bgzip")
    add.add_argument("--assembly", type=Assembly, choices=list(Assembly), required=True, help="of both files")
    add.add_argument("--gene", metavar="SYMBOL", required=True, help="HGNC symbol")
    add.add_argument(
        "--transcript", metavar="ACCESSION", help="transcript to report on (default: MANE Select, or the only one)"
    )
    add.add_argument("-o", "--out", metavar="DIR", type=Path, required=True, help="folder of the gene files")


def main(args: argparse.Namespace) -> int:
    """Check the gene, write it, read the folder again, and say what was found."""
    symbol: str = args.gene
    if Genome.load().gene(symbol) is not None:
        raise UsageError(f"{symbol} is shipped already; only genes that are not can be added")
    transcript = choose(read_transcripts(args.gff, symbol), args.transcript)
    low, high = transcript.exons[0][0] - MARGIN, transcript.exons[-1][1] + MARGIN
    gene = checked(transcript, read_stretch(args.fasta, transcript.chrom, low, high, args.assembly))
    add_gene(args.out, gene, args.assembly)
    Genome.load(extra=args.out)
    residues, exons = gene.protein_length, len(gene.layout.exons)
    print(f"{symbol} {transcript.accession} on {args.assembly}: {exons} exons, {residues} residues, ATG to stop")
    for note in gene.notes:
        print(f"note: {note}")
    print(f"written to {args.out}; name it as `transcripts` in the config")
    return EXIT_OK
