"""Small valid VCFs from Python values, written plain, compressed, indexed or as BCF."""

import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pysam

from ros1annot.model import Assembly, InputFile, InputKind

CHROMOSOME_LENGTHS = {
    Assembly.GRCH37: {"1": 249250621, "2": 243199373, "4": 191154276, "6": 171115067, "7": 159138663},
    Assembly.GRCH38: {"1": 248956422, "2": 242193529, "4": 190214555, "6": 170805979, "7": 159345973},
}
DECLARATIONS = (
    'FILTER=<ID=LowQual,Description="Low quality">',
    'INFO=<ID=AF,Number=A,Type=Float,Description="Allele fraction">',
    'INFO=<ID=DP,Number=1,Type=Integer,Description="Depth">',
    'INFO=<ID=END,Number=1,Type=Integer,Description="Last base">',
    'INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">',
    'INFO=<ID=NOTE,Number=1,Type=String,Description="Anything">',
    'FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
    'FORMAT=<ID=AD,Number=R,Type=Integer,Description="Reads of each allele">',
    'FORMAT=<ID=AF,Number=A,Type=Float,Description="Allele fraction">',
    'FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">',
    'FORMAT=<ID=PS,Number=1,Type=Integer,Description="Phase set">',
)


@dataclass(frozen=True)
class Row:
    """One record; each of ``samples`` maps FORMAT keys to values."""

    chrom: str
    pos: int
    ref: str
    alt: str
    samples: Sequence[Mapping[str, str]] = field(default=({"GT": "0/1", "AD": "60,40", "AF": "0.4", "DP": "100"},))
    filters: str = "PASS"
    info: str = "."

    def line(self, prefix: str = "") -> str:
        columns = [f"{prefix}{self.chrom}", str(self.pos), ".", self.ref, self.alt, ".", self.filters, self.info]
        if self.samples:
            keys = list(self.samples[0])
            columns += [":".join(keys), *(":".join(sample[key] for key in keys) for sample in self.samples)]
        return "\t".join(columns)


def vcf_text(
    rows: Sequence[Row],
    *,
    contigs: Assembly | Mapping[str, int | None] | None = Assembly.GRCH37,
    meta: Sequence[str] = (),
    columns: Sequence[str] = ("TUMOUR",),
    prefix: str = "",
) -> str:
    """A VCF; ``contigs`` is an assembly, or name to length, or nothing."""
    lengths = CHROMOSOME_LENGTHS[contigs] if isinstance(contigs, Assembly) else contigs or {}
    contig_lines = [
        f"contig=<ID={prefix}{name}{'' if length is None else f',length={length}'}>" for name, length in lengths.items()
    ]
    header = [f"##{line}" for line in ("fileformat=VCFv4.2", *meta, *DECLARATIONS, *contig_lines)]
    fixed = ["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO"]
    header.append("\t".join([*fixed, *(["FORMAT", *columns] if columns else [])]))
    return "\n".join([*header, *(row.line(prefix) for row in rows)]) + "\n"


def write_plain(path: Path, text: str) -> Path:
    path.write_bytes(text.encode())
    return path


def write_gzip(path: Path, text: str) -> Path:
    path.write_bytes(gzip.compress(text.encode()))
    return path


def write_bgzip(path: Path, text: str, *, index: bool = False) -> Path:
    with pysam.BGZFile(str(path), "w") as file:
        file.write(text.encode())
    if index:
        pysam.tabix_index(str(path), preset="vcf")
    return path


def write_bcf(path: Path, text: str, *, index: bool = False) -> Path:
    plain = write_plain(path.with_suffix(".for_bcf.vcf"), text)
    with pysam.VariantFile(str(plain)) as source, pysam.VariantFile(str(path), "wb", header=source.header) as bcf:
        for record in source:
            bcf.write(record)
    if index:
        pysam.tabix_index(str(path), preset="bcf")
    return path


def vcf_input(path: Path, caller: str | None = None) -> InputFile:
    return InputFile(InputKind.VCF, path, path.name, caller)
