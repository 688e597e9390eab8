"""Small events and small tables for the tests of the resistance table."""

from collections.abc import Sequence
from pathlib import Path

from ros1annot.annotate.protein import hgvs_protein, parse_protein
from ros1annot.annotate.transcripts import Genome
from ros1annot.model import (
    AlleleCall,
    Assembly,
    Consequence,
    CopyNumberCall,
    Fusion,
    FusionPartner,
    FusionRole,
    SmallVariant,
    TranscriptName,
)
from ros1annot.table.entries import ENTRY_COLUMNS
from ros1annot.table.load import TableFiles, read_table
from ros1annot.table.model import Problem

GOOD_ROW = {
    "id": "T1",
    "gene": "ROS1",
    "kind": "small_variant",
    "alteration": "p.G2032R",
    "transcript": "NM_002944.3",
    "disease": "NSCLC",
    "driver": "ROS1 fusion",
    "prior_drug": "crizotinib",
    "drug": "crizotinib",
    "effect": "resistant",
    "mechanism": "on-target: solvent-front",
    "evidence_type": "case_series",
    "level": "C",
    "tier": "II-C",
    "references": "PMID:23724914",
    "curated": "2026-11-21",
    "status": "cited",
    "note": "",
}


def write_table(folder: Path, *rows: dict[str, str]) -> Path:
    """A table file of good rows with some cells replaced."""
    path = folder / "resistance.tsv"
    filled = [{**GOOD_ROW, **row} for row in rows]
    lines = ["\t".join(row[column] for column in ENTRY_COLUMNS) for row in filled]
    path.write_text("\n".join(["\t".join(ENTRY_COLUMNS), *lines]) + "\n", encoding="utf-8")
    return path


def problems_of(genome: Genome, folder: Path, *rows: dict[str, str]) -> list[Problem]:
    """The problems of a table of these rows."""
    return read_table(TableFiles.beside(write_table(folder, *rows)), genome)[1]


def variant(
    genome: Genome,
    gene: str,
    change: str = "",
    consequence: Consequence = Consequence.MISSENSE,
    skips_exon: int | None = None,
) -> SmallVariant:
    """A small variant of a protein change on the reporting transcript; without a change a non-coding one."""
    found = genome.genes[gene]
    protein = parse_protein(change, found.reporting.protein or "") if change else None
    hgvs_p = hgvs_protein(protein, found.reporting.protein or "") if protein else ""
    name = TranscriptName(found.reporting.accession, "c.?", hgvs_p, change.removeprefix("p."), protein)
    call = AlleleCall(found.chrom, 1, "A", "C")
    return SmallVariant(
        gene,
        Assembly.GRCH38,
        found.chrom,
        1,
        "A",
        "C",
        consequence,
        name,
        None,
        (call,),
        skips_exon=skips_exon,
    )


def variants(genome: Genome, gene: str, changes: Sequence[str]) -> list[SmallVariant]:
    """Several variants of one gene."""
    return [variant(genome, gene, change) for change in changes]


def fusion(
    five: str,
    three: str,
    role: FusionRole = FusionRole.DRIVER,
    kinase: str = "",
    exons: tuple[int | None, int | None] = (None, None),
) -> Fusion:
    """A fusion, by default of a 3' kinase that drives."""
    return Fusion(
        kinase=kinase or three,
        five_prime=FusionPartner(five, "1", 1, exons[0]),
        three_prime=FusionPartner(three, "1", 2, exons[1]),
        assembly=None,
        role=role,
        in_frame=None,
        frame_source="",
        kinase_kept=None,
        calls=(),
    )


def amplified(gene: str) -> CopyNumberCall:
    """An amplification."""
    return CopyNumberCall(gene, "amplification", 12.0, None, "generic")


def lost(gene: str) -> CopyNumberCall:
    """A loss."""
    return CopyNumberCall(gene, "loss", 0.0, None, "generic")
