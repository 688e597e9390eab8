"""``ros1annot fusions``: every fusion of a caller's table that touches a target kinase, judged, as TSV."""

import argparse
from pathlib import Path

from ros1annot.annotate.fusion import annotate_fusions
from ros1annot.annotate.transcripts import Genome
from ros1annot.cli import EXIT_OK
from ros1annot.model import Assembly, Fusion, FusionPartner, InputFile, InputKind
from ros1annot.read.fusions import ADAPTERS, read_fusions

COLUMNS = (
    "caller",
    "five_prime",
    "three_prime",
    "five_prime_breakpoint",
    "three_prime_breakpoint",
    "five_prime_exon",
    "three_prime_exon",
    "in_frame",
    "kinase_kept",
    "role",
    "split_reads",
    "discordant_pairs",
    "confidence",
    "name",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    parser.add_argument("file", metavar="FILE", type=Path, help="a fusion caller's table, plain or gzipped")
    parser.add_argument(
        "--caller",
        help=f"read it as this caller's: {', '.join(a.name for a in ADAPTERS)} (default: by its header)",
    )
    parser.add_argument(
        "--assembly",
        type=Assembly,
        choices=list(Assembly),
        help="assembly of the breakpoints (default: detected from them)",
    )


def main(args: argparse.Namespace) -> int:
    """Print the table on standard output."""
    table = read_fusions(InputFile(InputKind.FUSIONS, args.file, str(args.file), args.caller))
    fusions = annotate_fusions(table.calls, Genome.load(), args.assembly)
    print(*COLUMNS, sep="\t")
    for fusion in fusions:
        print(*_row(fusion), sep="\t")
    return EXIT_OK


def _row(fusion: Fusion) -> list[str]:
    return [
        ";".join(sorted({call.caller for call in fusion.calls})),
        fusion.five_prime.gene,
        fusion.three_prime.gene,
        _place(fusion.five_prime),
        _place(fusion.three_prime),
        _cell(fusion.five_prime.exon),
        _cell(fusion.three_prime.exon),
        _cell(fusion.in_frame),
        _cell(fusion.kinase_kept),
        fusion.role,
        _cell(fusion.split_reads),
        _cell(fusion.discordant_pairs),
        ";".join(dict.fromkeys(call.confidence for call in fusion.calls if call.confidence)),
        fusion.name,
    ]


def _place(partner: FusionPartner) -> str:
    return "" if partner.pos is None else f"{partner.chrom}:{partner.pos}"


def _cell(value: int | None) -> str:
    """A number, ``true`` or ``false`` (to Python also numbers), or nothing."""
    return "" if value is None else str(value).lower()
