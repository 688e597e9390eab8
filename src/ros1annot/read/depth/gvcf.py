"""Depth from a VCF that also writes reference positions.

GATK-like reference blocks (``END``, ``MIN_DP`` before ``DP``), one row a position (Pisces), and hotspot rows of the Ion
Torrent caller, whose ``NOCALL`` rows were not assessed and do not count as covered. A damaged file can only lose
depth here, which makes a hotspot not assessable, never a negative.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ros1annot.errors import InputError
from ros1annot.read.contigs import aliases, chromosome
from ros1annot.read.depth.stretch import Places, Stretch, windows
from ros1annot.read.indexed import fresh_index

if TYPE_CHECKING:
    from cyvcf2 import VCF, Variant

_REFERENCE_BLOCKS = frozenset({"<NON_REF>", "<*>", "."})


def gvcf_stretches(path: Path, places: Places, tumour_sample: str | None) -> Iterator[Stretch]:
    """The records on the chromosomes of the places that tell a depth.

    Args:
        path: the VCF or BCF, plain or compressed.
        places: where to look.
        tumour_sample: the column to read of a file with several.

    Raises:
        InputError: the file cannot be read as a VCF, or has several samples and none is named.
    """
    vcf, alone = _open(path, tumour_sample)
    try:
        for record in _records(path, vcf, places):
            chrom = chromosome(record.CHROM)
            depth = _depth(record, alone=alone) if chrom in places and _is_assessed(record) else None
            if chrom is not None and depth is not None:
                yield Stretch(chrom, record.start + 1, record.end, depth)
    except Exception as error:  # htslib's errors come without a class of their own
        raise InputError(path, "a record of the VCF is broken; export the file again") from error
    finally:
        vcf.close()


def _open(path: Path, tumour_sample: str | None) -> tuple["VCF", bool]:
    """The file with the wanted column chosen, and whether it was the only one."""
    from cyvcf2 import VCF  # brings numpy, seldom needed

    try:
        vcf = VCF(str(path))
    except (OSError, ValueError) as error:
        raise InputError(path, "cannot be read as a VCF; is it the right file?") from error
    samples = list(vcf.samples)
    if len(samples) > 1:
        if tumour_sample not in samples:
            named = ", ".join(samples)
            raise InputError(path, f"holds the samples {named}; name one of them as tumour_sample in the sheet")
        vcf.set_samples([tumour_sample])
    return vcf, len(samples) < 2


def _records(path: Path, vcf: "VCF", places: Places) -> Iterator["Variant"]:
    if fresh_index(path) is None:
        yield from vcf
        return
    for chrom, positions in places.items():
        for contig in sorted(set(aliases(chrom)).intersection(vcf.seqnames)):
            for start, end in windows(positions):
                yield from vcf(f"{contig}:{start}-{end}")


def _is_assessed(record: "Variant") -> bool:
    symbolic = any(alt.startswith("<") and alt not in _REFERENCE_BLOCKS for alt in record.ALT)
    return not symbolic and "NOCALL" not in (record.FILTER or "")


def _depth(record: "Variant", *, alone: bool) -> int | None:
    """``MIN_DP`` of a block, else the sample's depth, else that of the record if it has one sample."""
    # FDP is the depth of TVC's flow evaluator only where its counts are there too; Strelka means filtered reads.
    keys = ("MIN_DP", "FDP", "DP") if "FRO" in record.FORMAT else ("MIN_DP", "DP")
    for key in keys:
        if key in record.FORMAT and (depth := int(record.format(key)[0][0])) >= 0:
            return depth
    if "AD" in record.FORMAT:
        counts = [int(count) for count in record.format("AD")[0]]
        if counts and all(count >= 0 for count in counts):
            return sum(counts)
    total = record.INFO.get("DP") if alone else None
    return int(total) if total is not None else None
