"""Callers that read long reads, and JAFFA, which reads both."""

from fusion_files import Junction
from fusion_formats.parts import one_row, one_row_csv, sides


def jaffa_cells(junction: Junction) -> dict[str, str]:
    (chrom1, pos1, strand1), (chrom2, pos2, strand2) = junction.five_place, junction.three_place
    return {
        "sample": "reads",
        "fusion genes": f"{junction.five}:{junction.three}",
        "chrom1": f"chr{chrom1}",
        "base1": str(pos1),
        "strand1": strand1,
        "chrom2": f"chr{chrom2}",
        "base2": str(pos2),
        "strand2": strand2,
        "gap (kb)": "Inf",
        "spanning pairs": str(junction.discordant_pairs),
        "spanning reads": str(junction.split_reads),
        "inframe": "NA",
        "classification": "HighConfidence",
        **junction.extra,
    }


def jaffa(junction: Junction) -> str:
    return one_row_csv(jaffa_cells(junction))


def jaffa_old(junction: Junction) -> str:
    """Version 1.08: no strands, every cell quoted."""
    cells = jaffa_cells(junction)
    return one_row_csv({name: cell for name, cell in cells.items() if not name.startswith("strand")}, quote='"')


def fusionseeker(junction: Junction) -> str:
    """Breakpoints a base off, as in real files."""
    cells = {"ID": "GF0231"}
    for number, (gene, chrom, pos, *_) in enumerate(sides(junction), 1):
        cells |= {f"Gene{number}": gene, f"Chrom{number}": f"chr{chrom}", f"Breakpoint{number}": str(pos - 1)}
    return one_row({**cells, "NumSupp": str(junction.split_reads), "SupportingReads": "r1,r2"})


def longgf(junction: Junction) -> str:
    (gene1, chrom1, pos1, *_), (gene2, chrom2, pos2, *_) = sides(junction)
    reads = junction.split_reads
    return (
        "Open sam file (reads.bam).\n"
        f"GF\t{gene1}:{gene2} {reads} {reads} supporting reads={reads}/{reads}\n"
        f"SumGF\t{gene1}:{gene2} {reads} chr{chrom1}:{pos1} chr{chrom2}:{pos2}\n"
    )


def pbfusion(junction: Junction) -> str:
    """BEDPE from 0, behind comments that begin with ``##``."""
    cells = {}
    both = sides(junction)
    for number, (_, chrom, pos, strand, _) in enumerate(both, 1):
        cells |= {f"chr{number}": f"chr{chrom}", f"start{number}": str(pos - 1), f"end{number}": str(pos)}
        cells[f"strand{number}"] = strand
    info = f"RC={junction.split_reads};MD=0;GN={both[0][0]},{both[1][0]};CL=FUSION:{junction.split_reads}"
    cells |= {"id": "BP1", "score": "MEDIUM", "info": junction.extra.get("info", info), "extra": "RN=r1,r2"}
    return '##VERSION=0.4.0\n##INFO=<ID=RC,Number=1,Description="Reads, "all"">\n' + one_row(cells, mark="#")
