"""``ros1annot fusions``: every fusion of a caller's file that touches a target kinase, judged, as TSV."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from ros1annot.annotate.fusion import annotate_fusions
from ros1annot.annotate.transcripts import Genome
from ros1annot.cli import EXIT_OK
from ros1annot.errors import InputError
from ros1annot.model import Assembly, Fusion, FusionCall, FusionPartner, InputFile, InputKind
from ros1annot.read.fusions import ADAPTERS, is_fusion_table, read_fusions
from ros1annot.read.fusions.generic import REJECTED
from ros1annot.read.source import is_vcf
from ros1annot.read.splice import read_splice
from ros1annot.read.sv import read_sv
from ros1annot.read.sv.callers import CALLERS

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
    parser.add_argument(
        "file", metavar="FILE", type=Path, help="a fusion caller's table, or a VCF of structural variants of DNA"
    )
    names = ", ".join(dict.fromkeys(adapter.name for adapter in ADAPTERS))
    of_dna = ", ".join(caller.name for caller in CALLERS if caller.name != "generic")
    parser.add_argument("--caller", help=f"read it as this caller's: {names}; of DNA {of_dna} (default: by its header)")
    parser.add_argument(
        "--assembly",
        type=Assembly,
        choices=list(Assembly),
        help="assembly of the breakpoints (default: detected from them)",
    )
    parser.add_argument(
        "--tumour-sample", metavar="NAME", help="the tumour's column, or its name in a table of several samples"
    )


def main(args: argparse.Namespace) -> int:
    """Print the table on standard output."""
    genome = Genome.load()
    fusions = annotate_fusions(_calls(args, genome), genome, args.assembly)
    print(*COLUMNS, sep="\t")
    for fusion in fusions:
        print(*_row(fusion), sep="\t")
    return EXIT_OK


def _calls(args: argparse.Namespace, genome: Genome) -> Sequence[FusionCall]:
    """The calls of a fusion caller's file, or of a VCF that is none's: then of DNA."""
    if _is_of_dna(args.file, args.caller):
        file = InputFile(InputKind.SV, args.file, str(args.file), args.caller)
        return read_sv(file, genome, tumour_sample=args.tumour_sample, assembly=args.assembly).calls
    file = InputFile(InputKind.FUSIONS, args.file, str(args.file), args.caller)
    if args.caller is None and not is_fusion_table(args.file) and _is_splice_table(file):
        problem = "it lists junctions inside genes, and no fusions; `ros1annot annotate` reads it as `fusions`"
        raise InputError(args.file, problem)
    return read_fusions(file, args.tumour_sample).calls


def _is_splice_table(file: InputFile) -> bool:
    return file.path.is_file() and read_splice(file) is not None


def _is_of_dna(path: Path, caller: str | None) -> bool:
    if caller is None:
        return is_vcf(path) and not is_fusion_table(path)
    return caller.lower() in {known.name for known in CALLERS} - {"generic"}


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
        _confidence(fusion),
        fusion.name,
    ]


def _confidence(fusion: Fusion) -> str:
    """The callers' own words; for a fusion that all of them rejected, why."""
    if all(call.filters for call in fusion.calls):
        return REJECTED + ";".join(dict.fromkeys(name for call in fusion.calls for name in call.filters))
    return ";".join(dict.fromkeys(call.confidence for call in fusion.calls if call.confidence))


def _place(partner: FusionPartner) -> str:
    return "" if partner.pos is None else f"{partner.chrom}:{partner.pos}"


def _cell(value: int | None) -> str:
    """A number, ``true`` or ``false`` (to Python also numbers), or nothing."""
    return "" if value is None else str(value).lower()
