"""``ros1annot variants``: every variant of a VCF in the target genes, named, as a table on stdout."""

import argparse
from pathlib import Path

from ros1annot.annotate.small import annotate
from ros1annot.annotate.transcripts import Genome
from ros1annot.cli import EXIT_OK
from ros1annot.model import Assembly, InputFile, InputKind, SmallVariant
from ros1annot.read.vcf import read_vcf

COLUMNS = (
    "chrom",
    "pos",
    "ref",
    "alt",
    "gene",
    "transcript",
    "hgvs_c",
    "hgvs_p",
    "consequence",
    "name",
    "vaf",
    "alt_reads",
    "depth",
    "filter",
)

_NOT_CARRIED = "not_carried"
"""Said in ``filter`` of an allele that was looked for and that the genotype or the reads do not show."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("vcf", type=Path, metavar="VCF", help="VCF (plain, gzip, bgzip) or BCF")
    parser.add_argument(
        "--assembly", type=Assembly, choices=list(Assembly), help="reference assembly (default: read from the file)"
    )
    parser.add_argument("--tumour-sample", metavar="NAME", help="the tumour's column, where the file does not tell")
    parser.add_argument("--caller", metavar="NAME", help="read it as this caller's (default: read from the header)")


def main(args: argparse.Namespace) -> int:
    """One line for each ALT allele that lies in a target gene, as the file wrote it, carried or not."""
    genome = Genome.load()
    file = InputFile(InputKind.VCF, args.vcf, str(args.vcf), args.caller)
    read = read_vcf(file, genome, tumour_sample=args.tumour_sample, assembly=args.assembly)
    print(*COLUMNS, sep="\t")
    for call in read.calls:
        # only a file without calls may leave its assembly open
        variant = annotate(call, genome, read.assembly) if read.assembly else None
        if variant is not None:
            print(*_cells(variant), sep="\t")
    return EXIT_OK


def _cells(variant: SmallVariant) -> tuple[str, ...]:
    call, name = variant.call, variant.name
    return (
        call.chrom,
        str(call.pos),
        call.ref,
        call.alt,
        variant.gene,
        name.transcript,
        name.hgvs_c,
        name.hgvs_p,
        variant.consequence.value,
        name.short,
        _text(call.support.vaf),
        _text(call.support.alt_reads),
        _text(call.support.depth),
        ";".join(call.filters if call.present else (*call.filters, _NOT_CARRIED)) or "PASS",
    )


def _text(value: float | None) -> str:
    """Nothing for a number that is not known."""
    return "" if value is None else str(value)
