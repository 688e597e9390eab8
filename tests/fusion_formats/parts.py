"""What the writers of fusion callers' files share: tables of one row, places as callers spell them, a VCF."""

from collections.abc import Mapping

from fusion_files import Junction, table


def one_row(cells: Mapping[str, str], mark: str = "") -> str:
    """A tab-separated table of one row."""
    return table(list(cells), [cells], mark)


def one_row_csv(cells: Mapping[str, str], quote: str = "") -> str:
    """A comma-separated table of one row."""
    return "".join(",".join(f"{quote}{cell}{quote}" for cell in line) + "\n" for line in (cells, cells.values()))


def places(junction: Junction) -> tuple[str, str]:
    """``chr5:150404680`` and ``chr6:117324415``."""
    (chrom1, pos1, _), (chrom2, pos2, _) = junction.five_place, junction.three_place
    return f"chr{chrom1}:{pos1}", f"chr{chrom2}:{pos2}"


def stranded(junction: Junction) -> tuple[str, str]:
    """``5:150404680:-`` and ``6:117324415:-``."""
    (chrom1, pos1, strand1), (chrom2, pos2, strand2) = junction.five_place, junction.three_place
    return f"{chrom1}:{pos1}:{strand1}", f"{chrom2}:{pos2}:{strand2}"


def sides(junction: Junction) -> list[tuple[str, str, int, str, bool]]:
    """Gene, chromosome, position, strand and whether it is the 5' one, sorted by place as unordered callers do."""
    both = [(junction.five, *junction.five_place, True), (junction.three, *junction.three_place, False)]
    return sorted(both, key=lambda side: side[1:3])


def kept_left(strand: str, *, five: bool) -> bool:
    """Whether the kept part of a gene lies to the left of its breakpoint on the plus strand."""
    return (strand == "+") is five


def vcf(records: list[str], info: tuple[str, ...] = (), sample: str = "") -> str:
    """A VCF; ``info`` are the fields that its header declares."""
    header = ["##fileformat=VCFv4.2", *(f"##INFO=<ID={name},Number=1,Type=String>" for name in info)]
    columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO" + (f"\tFORMAT\t{sample}" if sample else "")
    return "\n".join([*header, columns, *records]) + "\n"
