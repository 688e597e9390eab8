"""What ``bcftools csq`` needs, made from the shipped transcripts: one contig a gene, a GFF3 and a VCF.

A contig begins :data:`FLANK` bases before its gene; bases that are not shipped are ``N``.
"""

import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from ros1annot.annotate.coordinates import Exon
from ros1annot.annotate.transcripts import Gene, Genome
from ros1annot.model import AlleleCall, Assembly

FLANK = 1000

Target: TypeAlias = tuple[str, AlleleCall]
"""A gene's symbol and a call in it."""


@dataclass(frozen=True)
class Told:
    """One consequence that bcftools gives to a record: Sequence Ontology terms and ``746ELREA>746V``."""

    terms: frozenset[str]
    change: str


@dataclass(frozen=True)
class CsqFiles:
    """The genes of one assembly as bcftools reads them."""

    genome: Genome
    assembly: Assembly
    genes: tuple[Gene, ...]
    folder: Path

    def start(self, gene: Gene) -> int:
        """Chromosome position before the first base of a gene's contig."""
        return gene.span(self.assembly)[0] - FLANK - 1

    def consequences(self, calls: Iterable[Target]) -> dict[Target, Told | None]:
        """What bcftools says of each call on its gene's reporting transcript; ``None`` where it says nothing.

        Each record by itself (``--local-csq``): a file without genotypes has no haplotypes.
        """
        found = self._run(calls, "csq", "--local-csq", "-s", "-", "-g", "genes.gff3")
        return {target: _told(record[7]) for target, record in found.items()}

    def normalised(self, calls: Iterable[Target]) -> dict[Target, tuple[int, str, str]]:
        """Position, REF and ALT of each call, left-aligned and trimmed by ``bcftools norm``."""
        found = self._run(calls, "norm")
        offsets = {gene.symbol: self.start(gene) for gene in self.genes}
        return {t: (int(record[1]) + offsets[t[0]], record[3], record[4]) for t, record in found.items()}

    def _run(self, calls: Iterable[Target], *command: str) -> dict[Target, list[str]]:
        targets = list(dict.fromkeys(calls))
        self._write("genes.fa", self._fasta())
        self._write("genes.gff3", self._gff())
        self._write("calls.vcf", self._vcf(sorted(enumerate(targets), key=lambda n: (n[1][0], n[1][1].pos))))
        arguments = ["bcftools", *command, "-f", "genes.fa", "calls.vcf"]
        done = subprocess.run(arguments, cwd=self.folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        records = (line.split("\t") for line in done.stdout.splitlines() if not line.startswith("#"))
        return {targets[int(record[2])]: record for record in records}

    def _place(self, symbol: str, call: AlleleCall) -> int:
        return call.pos - self.start(self.genome.genes[symbol])

    def _write(self, name: str, lines: Iterable[str]) -> None:
        (self.folder / name).write_text("\n".join(lines) + "\n", encoding="ascii")

    def _fasta(self) -> Iterator[str]:
        reference = self.genome.sequence(self.assembly)
        for gene in self.genes:
            offset, end = self.start(gene), gene.span(self.assembly)[1] + FLANK
            bases = ["N"] * (end - offset)
            for exon in gene.reporting.layout(self.assembly).exons:
                for pos in (exon.start, exon.end, (exon.start + exon.end) // 2):
                    known = reference.around(gene.chrom, pos, pos)
                    if known is not None:
                        low, high = max(known.start, offset + 1), min(known.end, end)
                        bases[low - offset - 1 : high - offset] = known.slice(low, high)
            yield f">{gene.symbol}"
            yield from ("".join(bases[i : i + 60]) for i in range(0, len(bases), 60))

    def _gff(self) -> Iterator[str]:
        yield "##gff-version 3"
        for gene in self.genes:
            name, layout, offset = gene.symbol, gene.reporting.layout(self.assembly), self.start(gene)

            def line(kind: str, start: int, end: int, phase: str, extra: str) -> str:
                place = f"{start - offset}\t{end - offset}"  # noqa: B023 - called before the loop goes on
                return f"{name}\tshipped\t{kind}\t{place}\t.\t{layout.strand}\t{phase}\t{extra}"  # noqa: B023

            yield line("gene", layout.start, layout.end, ".", f"ID=gene:{name};Name={name};biotype=protein_coding")
            parent = f"ID=transcript:{name}.1;Parent=gene:{name};biotype=protein_coding"
            yield line("mRNA", layout.start, layout.end, ".", parent)
            for exon in layout.exons:
                yield line("exon", exon.start, exon.end, ".", f"Parent=transcript:{name}.1")
                if exon.c_start is not None and exon.c_end is not None:
                    start, end = _coding(exon, exon.c_start, exon.c_end)
                    phase = str(-(exon.c_start - 1) % 3)
                    yield line("CDS", start, end, phase, f"Parent=transcript:{name}.1")
            yield from (
                line(kind, start, end, ".", f"Parent=transcript:{name}.1")
                for exon in layout.exons
                for kind, start, end in _untranslated(exon, layout.cds_length)
            )

    def _vcf(self, calls: Iterable[tuple[int, Target]]) -> Iterator[str]:
        yield "##fileformat=VCFv4.2"
        yield from (
            f"##contig=<ID={g.symbol},length={g.span(self.assembly)[1] - self.start(g) + FLANK}>" for g in self.genes
        )
        yield "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO"
        for number, (symbol, call) in calls:
            yield f"{symbol}\t{self._place(symbol, call)}\t{number}\t{call.ref}\t{call.alt}\t.\t.\t."


def _coding(exon: Exon, c_start: int, c_end: int) -> tuple[int, int]:
    before, behind = c_start - exon.first_base, exon.last_base - c_end
    return (exon.start + before, exon.end - behind) if exon.strand == "+" else (exon.start + behind, exon.end - before)


def _untranslated(exon: Exon, cds_length: int) -> Iterator[tuple[str, int, int]]:
    """The parts of an exon before and behind the CDS."""
    forward = exon.strand == "+"
    for kind, first, last in (
        ("five_prime_UTR", exon.first_base, min(0, exon.last_base)),
        ("three_prime_UTR", max(cds_length + 1, exon.first_base), exon.last_base),
    ):
        if first <= last:
            near, length = first - exon.first_base, last - first
            start = exon.start + near if forward else exon.end - near - length
            yield kind, start, start + length


def _told(info: str) -> Told | None:
    """The consequence on the transcript itself; bcftools may add a second one, such as a lost stop's."""
    text = next((entry[5:] for entry in info.split(";") if entry.startswith("BCSQ=")), "")
    entries = [entry.split("|") for entry in text.split(",") if entry and not entry.startswith("@")]
    if not entries:
        return None
    terms = frozenset(term for entry in entries for term in entry[0].removeprefix("*").split("&"))
    return Told(terms, next((entry[5] for entry in entries if len(entry) > 5), ""))
