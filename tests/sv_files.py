"""Builder of structural-variant VCFs: one junction of two pieces, written as each caller would."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ros1annot.model import Assembly, InputFile, InputKind

LENGTHS = {
    Assembly.GRCH37: {"2": 243199373, "4": 191154276, "5": 180915260, "6": 171115067, "7": 159138663},
    Assembly.GRCH38: {"2": 242193529, "4": 190214555, "5": 181538259, "6": 170805979, "7": 159345973},
}
MANTA = "##source=GenerateSVCandidates 1.6.0"


@dataclass(frozen=True)
class Cut:
    """One side of a junction: ``below`` keeps the bases up to ``pos``, else those from ``pos`` on."""

    chrom: str
    pos: int
    below: bool


def kept_as_five(chrom: str, pos: int, strand: str) -> Cut:
    """The side that keeps the begin of a gene."""
    return Cut(chrom, pos, strand == "+")


def kept_as_three(chrom: str, pos: int, strand: str) -> Cut:
    """The side that keeps the end of a gene."""
    return Cut(chrom, pos, strand == "-")


def breakend(here: Cut, mate: Cut) -> str:
    """ALT of a breakend, by the grammar of the VCF specification."""
    bracket = "]" if mate.below else "["
    place = f"{bracket}{mate.chrom}:{mate.pos}{bracket}"
    return f"N{place}" if here.below else f"{place}N"


def mates(
    one: Cut, other: Cut, info: str = "", sample: str = "PR:SR\t20,4:30,9", mate_key: str = "MATEID"
) -> list[str]:
    """Both records of a junction."""
    return [
        record(here, breakend(here, mate), f"SVTYPE=BND;{mate_key}={their};{info}".rstrip(";"), sample, mine)
        for here, mate, mine, their in ((one, other, "b1", "b2"), (other, one, "b2", "b1"))
    ]


def symbolic(one: Cut, other: Cut, info: str = "", sample: str = "PR:SR\t20,4:30,9") -> str:
    """One record ``<DEL>``, ``<DUP>`` or ``<INV>`` for a junction on one chromosome."""
    low, high = sorted((one, other), key=lambda cut: cut.pos)
    kinds = {(True, False): "DEL", (False, True): "DUP", (True, True): "INV", (False, False): "INV"}
    kind = kinds[low.below, high.below]
    start, end = low.pos if low.below else low.pos - 1, high.pos if high.below else high.pos - 1
    ends = "" if kind != "INV" else ";INV3" if low.below else ";INV5"
    info = f"SVTYPE={kind};END={end}{ends};{info}".rstrip(";")
    return record(Cut(low.chrom, start, below=True), f"<{kind}>", info, sample, "s1")


def record(cut: Cut, alt: str, info: str, sample: str, name: str, filters: str = "PASS") -> str:
    """One data line; ``sample`` is FORMAT and the tumour's column."""
    return "\t".join([cut.chrom, str(cut.pos), name, "N", alt, ".", filters, info, sample])


def sv_file(
    folder: Path, records: Iterable[str], assembly: Assembly = Assembly.GRCH38, meta: Sequence[str] = (MANTA,)
) -> InputFile:
    """A VCF with one tumour column."""
    contigs = [f"##contig=<ID={chrom},length={length}>" for chrom, length in LENGTHS[assembly].items()]
    columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ttumour"
    path = folder / "sv.vcf"
    path.write_text("\n".join(["##fileformat=VCFv4.2", *meta, *contigs, columns, *records]) + "\n", encoding="utf-8")
    return InputFile(InputKind.SV, path, "sv.vcf")
