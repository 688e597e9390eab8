"""Builders of fusion callers' files: a junction in, the text of a table out, in the callers' own columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ros1annot.model import InputFile, InputKind

ARRIBA_V1 = [
    "gene1",
    "gene2",
    "strand1(gene/fusion)",
    "strand2(gene/fusion)",
    "breakpoint1",
    "breakpoint2",
    "site1",
    "site2",
    "type",
    "direction1",
    "direction2",
    "split_reads1",
    "split_reads2",
    "discordant_mates",
    "coverage1",
    "coverage2",
    "confidence",
    "closest_genomic_breakpoint1",
    "closest_genomic_breakpoint2",
    "filters",
    "fusion_transcript",
    "reading_frame",
    "peptide_sequence",
    "read_identifiers",
]
ARRIBA_V2 = [
    "gene1",
    "gene2",
    "strand1(gene/fusion)",
    "strand2(gene/fusion)",
    "breakpoint1",
    "breakpoint2",
    "site1",
    "site2",
    "type",
    "split_reads1",
    "split_reads2",
    "discordant_mates",
    "coverage1",
    "coverage2",
    "confidence",
    "reading_frame",
    "tags",
    "retained_protein_domains",
    "closest_genomic_breakpoint1",
    "closest_genomic_breakpoint2",
    "gene_id1",
    "gene_id2",
    "transcript_id1",
    "transcript_id2",
    "direction1",
    "direction2",
    "filters",
    "fusion_transcript",
    "peptide_sequence",
    "read_identifiers",
]
STAR_FUSION = [
    "FusionName",
    "JunctionReadCount",
    "SpanningFragCount",
    "SpliceType",
    "LeftGene",
    "LeftBreakpoint",
    "RightGene",
    "RightBreakpoint",
    "LargeAnchorSupport",
    "FFPM",
    "LeftBreakDinuc",
    "LeftBreakEntropy",
    "RightBreakDinuc",
    "RightBreakEntropy",
    "annots",
]
GENERIC = [
    "five_prime",
    "three_prime",
    "five_prime_breakpoint",
    "three_prime_breakpoint",
    "split_reads",
    "discordant_pairs",
    "in_frame",
]


@dataclass(frozen=True)
class Junction:
    """CD74 exon 6 to ROS1 exon 34 on GRCh38, unless told otherwise."""

    five: str = "CD74"
    five_place: tuple[str, int, str] = ("5", 150404680, "-")
    three: str = "ROS1"
    three_place: tuple[str, int, str] = ("6", 117324415, "-")
    split_reads: int = 12
    discordant_pairs: int = 3
    extra: Mapping[str, str] = field(default_factory=dict)


def arriba_row(junction: Junction) -> dict[str, str]:
    (chrom1, pos1, strand1), (chrom2, pos2, strand2) = junction.five_place, junction.three_place
    return {
        "gene1": junction.five,
        "gene2": junction.three,
        "strand1(gene/fusion)": f"{strand1}/{strand1}",
        "strand2(gene/fusion)": f"{strand2}/{strand2}",
        "breakpoint1": f"{chrom1}:{pos1}",
        "breakpoint2": f"{chrom2}:{pos2}",
        "split_reads1": str(junction.split_reads),
        "split_reads2": "0",
        "discordant_mates": str(junction.discordant_pairs),
        "confidence": "high",
        **junction.extra,
    }


def star_fusion_row(junction: Junction) -> dict[str, str]:
    (chrom1, pos1, strand1), (chrom2, pos2, strand2) = junction.five_place, junction.three_place
    return {
        "FusionName": f"{junction.five}--{junction.three}",
        "JunctionReadCount": str(junction.split_reads),
        "SpanningFragCount": str(junction.discordant_pairs),
        "LeftGene": f"{junction.five}^ENSG00000000001.1",
        "LeftBreakpoint": f"chr{chrom1}:{pos1}:{strand1}",
        "RightGene": f"{junction.three}^ENSG00000000002.1",
        "RightBreakpoint": f"chr{chrom2}:{pos2}:{strand2}",
        "LargeAnchorSupport": "YES_LDAS",
        "annots": '["INTERCHROMOSOMAL[chr5--chr6]"]',
        **junction.extra,
    }


def generic_row(junction: Junction) -> dict[str, str]:
    (chrom1, pos1, _), (chrom2, pos2, _) = junction.five_place, junction.three_place
    return {
        "five_prime": junction.five,
        "three_prime": junction.three,
        "five_prime_breakpoint": f"{chrom1}:{pos1}",
        "three_prime_breakpoint": f"{chrom2}:{pos2}",
        "split_reads": str(junction.split_reads),
        "discordant_pairs": str(junction.discordant_pairs),
        "in_frame": "",
        **junction.extra,
    }


def table(columns: Sequence[str], rows: Sequence[Mapping[str, str]], mark: str = "#") -> str:
    """The text of a file; cells that a row does not give are ``.``."""
    lines = [mark + "\t".join(columns)]
    lines += ["\t".join(row.get(column, ".") for column in columns) for row in rows]
    return "\n".join(lines) + "\n"


def fusions_file(path: Path, text: str, caller: str | None = None) -> InputFile:
    """Write a file and name it as a sheet would."""
    path.write_text(text, encoding="utf-8")
    return InputFile(InputKind.FUSIONS, path, path.name, caller)
