"""A folder of gene files, in the form of ``resources/transcripts``: a gene written into it, one assembly at a time."""

import gzip
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from ros1annot.annotate.transcripts import EXON_COLUMNS, SEGMENT_COLUMNS, TRANSCRIPT_COLUMNS, read_cds, read_rows
from ros1annot.errors import UsageError
from ros1annot.genes.build import CheckedGene
from ros1annot.model import Assembly
from ros1annot.write.files import atomic_write

Row: TypeAlias = Mapping[str, str]


def add_gene(folder: Path, gene: CheckedGene, assembly: Assembly) -> None:
    """Write a gene on one assembly into a folder, made where it is missing; what was there of it is replaced.

    Raises:
        UsageError: the folder has the gene by another transcript, or on the other assembly with other exons or bases.
        InputError: a file cannot be written.
    """
    accession, symbol = gene.transcript.accession, gene.transcript.gene
    transcripts = _rows(folder / "transcripts.tsv")
    exons = _rows(folder / "exons.tsv")
    coding = read_cds(folder / "cds.fasta") if (folder / "cds.fasta").exists() else {}
    before = next((row for row in transcripts if row["gene"] == symbol), None)
    if before is not None:
        _refuse_another(before, exons, coding.get(before["transcript"]), gene)
    coding[accession] = gene.cds
    genes = {row["transcript"]: row["gene"] for row in transcripts} | {accession: symbol}
    segments = [r for r in _rows(folder / "segments.tsv") if (r["gene"], r["assembly"]) != (symbol, assembly)]
    locus = gene.locus
    segments.append(
        dict(zip(SEGMENT_COLUMNS, (symbol, assembly, locus.chrom, str(locus.start), str(locus.end)), strict=True))
    )
    title = f"{locus.chrom}:{locus.start}-{locus.end} {symbol} {assembly}"
    packed = gzip.compress(_fasta([(title, locus.bases)]).encode("ascii"), mtime=0)
    atomic_write(folder / "loci" / f"{symbol}.{assembly}.fa.gz", packed)
    atomic_write(folder / "cds.fasta", _fasta((f"{name} {genes[name]}", bases) for name, bases in coding.items()))
    _write(folder / "segments.tsv", SEGMENT_COLUMNS, segments)
    mine = _exon_rows(gene, assembly, [row for row in exons if row["transcript"] == accession])
    _write(folder / "exons.tsv", EXON_COLUMNS, [*(r for r in exons if r["transcript"] != accession), *mine])
    row = _transcript_row(gene, assembly, before)
    _write(folder / "transcripts.tsv", TRANSCRIPT_COLUMNS, [*(r for r in transcripts if r is not before), row])


def _refuse_another(before: Row, exons: Iterable[Row], cds: str | None, gene: CheckedGene) -> None:
    symbol, accession = gene.transcript.gene, gene.transcript.accession
    if before["transcript"] != accession:
        raise UsageError(f"the folder has {symbol} by {before['transcript']}, not {accession}; use another folder")
    count = sum(row["transcript"] == accession for row in exons)
    if count != len(gene.layout.exons) or cds != gene.cds:
        raise UsageError(
            f"{symbol} {accession} has other exons or other coding bases on the other assembly; "
            "take both files from one release, or use another folder"
        )


def _transcript_row(gene: CheckedGene, assembly: Assembly, before: Row | None) -> Row:
    transcript = gene.transcript
    ensembl = transcript.accession if transcript.accession.startswith("ENST") else ""
    row = dict.fromkeys(TRANSCRIPT_COLUMNS, "") | dict(before or {})
    return row | {
        "gene": transcript.gene,
        "transcript": transcript.accession,
        "ensembl": ensembl,
        "reporting": "yes",
        "mane": "Select" if transcript.mane_select else row["mane"],
        "chrom": transcript.chrom,
        "strand": transcript.strand,
        f"cds_start_{assembly}": str(transcript.cds[0]),
        f"cds_end_{assembly}": str(transcript.cds[1]),
        "protein_length": str(gene.protein_length),
    }


def _exon_rows(gene: CheckedGene, assembly: Assembly, before: list[Row]) -> list[Row]:
    rows: list[Row] = []
    for exon in gene.layout.exons:
        old = before[exon.number - 1] if before else dict.fromkeys(EXON_COLUMNS, "")
        rows.append(
            dict(old)
            | {
                "transcript": gene.transcript.accession,
                "exon": str(exon.number),
                f"{assembly}_start": str(exon.start),
                f"{assembly}_end": str(exon.end),
            }
        )
    return rows


def _rows(path: Path) -> list[Row]:
    return list(read_rows(path)) if path.exists() else []


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    lines = ["\t".join(columns), *("\t".join(row[column] for column in columns) for row in rows)]
    atomic_write(path, "\n".join(lines) + "\n")


def _fasta(records: Iterable[tuple[str, str]]) -> str:
    return "".join(
        f">{title}\n" + "".join(f"{bases[i : i + 60]}\n" for i in range(0, len(bases), 60)) for title, bases in records
    )
