"""The genes that are known: pinned transcripts, exon tables of both assemblies, reference sequence.

``resources/transcripts/README.md`` says where each comes from and what is missing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ros1annot.annotate.coordinates import Layout, Strand
from ros1annot.annotate.protein import translate
from ros1annot.annotate.reference import Locus, RefCheck, Reference, Segment, reverse_complement
from ros1annot.errors import ResourceError
from ros1annot.model import Assembly
from ros1annot.resources import resource

MARGIN = 1000
"""Bases around a transcript that still count as its upstream and downstream."""

TRANSCRIPT_COLUMNS = (
    "gene", "transcript", "ensembl", "reporting", "mane", "chrom", "strand", "cds_start_GRCh37", "cds_end_GRCh37",
    "cds_start_GRCh38", "cds_end_GRCh38", "protein_length", "uniprot", "kinase_start", "kinase_end",
)  # fmt: skip
EXON_COLUMNS = ("transcript", "exon", "GRCh37_start", "GRCh37_end", "GRCh38_start", "GRCh38_end")
SEGMENT_COLUMNS = ("gene", "assembly", "chrom", "start", "end")


@dataclass(frozen=True, slots=True)
class Transcript:
    """One transcript with its version.

    Attributes:
        ensembl: the Ensembl transcript of the same exons, with its version where one is known.
        reporting: whether this is the transcript the gene's literature counts on.
        mane_select: whether it is the gene's MANE Select transcript.
        protein_length: residues, without the stop.
        kinase: first and last residue of the kinase domain; ``None`` where no source is shipped.
        cds: coding bases from ATG to the stop codon; ``None`` where only coordinates are shipped.
        protein: residues, one letter each, ending in ``*``; ``None`` without a CDS.
        layouts: exons on each assembly; a gene that a laboratory added may have only one.
    """

    gene: str
    accession: str
    ensembl: str
    reporting: bool
    mane_select: bool
    protein_length: int
    kinase: tuple[int, int] | None
    cds: str | None
    protein: str | None
    layouts: Mapping[Assembly, Layout]

    def layout(self, assembly: Assembly) -> Layout:
        """The exons on one assembly.

        Raises:
            ResourceError: a laboratory has added the gene on the other assembly only.
        """
        if assembly not in self.layouts:
            way_out = f"add it on {assembly} too with `ros1annot genes add`"
            raise ResourceError(f"transcripts: {self.gene} {self.accession} is not known on {assembly}; {way_out}")
        return self.layouts[assembly]

    def codon_positions(self, residue: int, assembly: Assembly) -> tuple[int, int, int]:
        """Chromosome positions of the three bases of a codon, in the direction of transcription.

        Raises:
            ValueError: the protein has no such residue (the stop codon counts as one).
        """
        if not 1 <= residue <= self.protein_length + 1:
            raise ValueError(f"{self.accession} has {self.protein_length} residues, no residue {residue}")
        layout = self.layout(assembly)
        first = 3 * residue - 2
        return layout.position(first), layout.position(first + 1), layout.position(first + 2)


@dataclass(frozen=True, slots=True)
class Gene:
    """One gene with its transcripts, the reporting one first.

    Attributes:
        mane: the MANE Select transcript; ``None`` if none is shipped. May be the reporting one.
    """

    symbol: str
    chrom: str
    strand: Strand
    transcripts: tuple[Transcript, ...]
    reporting: Transcript
    mane: Transcript | None

    def span(self, assembly: Assembly) -> tuple[int, int]:
        """Lowest and highest position over the reporting and the MANE transcript."""
        layouts = [t.layout(assembly) for t in (self.reporting, self.mane) if t is not None]
        return min(layout.start for layout in layouts), max(layout.end for layout in layouts)


@dataclass(frozen=True, slots=True)
class GeneSpan:
    """Where to look for variants of a gene: 1-based, inclusive, a margin included."""

    chrom: str
    start: int
    end: int
    gene: str


class Genome:
    """All shipped genes on both assemblies; a locus is read from its file when it is first needed."""

    __slots__ = ("_by_accession", "_references", "_spans", "genes")

    def __init__(self, genes: Mapping[str, Gene], references: Mapping[Assembly, Reference]) -> None:
        self.genes = genes
        self._references = references
        self._by_accession: dict[str, Transcript] = {}
        for gene in genes.values():
            for transcript in gene.transcripts:
                for accession in filter(None, (transcript.accession, transcript.ensembl)):
                    self._by_accession[accession.partition(".")[0]] = transcript
        self._spans = {assembly: _spans(genes.values(), assembly) for assembly in Assembly}

    @classmethod
    def load(cls, folder: Path | None = None, extra: Path | None = None) -> "Genome":
        """Read the shipped tables (or those of another folder of the same form).

        Args:
            folder: read this instead of the shipped tables.
            extra: genes to add to them, as ``ros1annot genes add`` writes them.

        Raises:
            ResourceError: a table contradicts itself, or a gene is in both folders.
        """
        folders = [folder or resource("transcripts"), *([extra] if extra else [])]
        genes: dict[str, Gene] = {}
        for place in folders:
            if not (place / "transcripts.tsv").is_file():
                raise ResourceError(f"{place}: holds no transcripts.tsv; write it with `ros1annot genes add`")
            found = _read_genes(place)
            if twice := genes.keys() & found.keys():
                raise ResourceError(f"{place}: {min(twice)} is shipped already; take it out of this folder")
            genes |= found
        return cls(genes, {assembly: _reference(folders, genes, assembly) for assembly in Assembly})

    def gene(self, symbol: str) -> Gene | None:
        """The gene of an HGNC symbol; ``None`` for one that is not shipped."""
        return self.genes.get(symbol)

    def transcript(self, accession: str) -> Transcript | None:
        """A transcript by RefSeq or Ensembl accession.

        The version may be missing or another one: the shipped one is the only one known. The coding
        sequences of the versions in use are the same but for the synonymous differences that the resource's
        README lists.
        """
        return self._by_accession.get(accession.partition(".")[0])

    def loci(self, assembly: Assembly) -> tuple[GeneSpan, ...]:
        """Where the genes lie, :data:`MARGIN` bases on either side included, by chromosome and position."""
        return tuple(span for spans in self._spans[assembly].values() for span in spans)

    def genes_at(self, assembly: Assembly, chrom: str, start: int, end: int) -> tuple[Gene, ...]:
        """The genes, margins included, that a stretch of the plus strand touches."""
        return tuple(
            self.genes[span.gene]
            for span in self._spans[assembly].get(chrom, ())
            if start <= span.end and end >= span.start
        )

    def sequence(self, assembly: Assembly) -> Reference:
        """The known bases of an assembly."""
        return self._references[assembly]

    def reference(self, assembly: Assembly, chrom: str, start: int, end: int) -> str | None:
        """Upper-case plus-strand bases ``start`` to ``end``; ``None`` where not all of them are known."""
        return self._references[assembly].bases(chrom, start, end)

    def check_ref(self, assembly: Assembly, chrom: str, pos: int, ref: str) -> RefCheck:
        """Whether a REF allele is what the assembly has there, as far as its bases are known."""
        return self._references[assembly].check(chrom, pos, ref)


def _spans(genes: Iterable[Gene], assembly: Assembly) -> dict[str, tuple[GeneSpan, ...]]:
    found: dict[str, list[GeneSpan]] = {}
    for gene in genes:
        if assembly not in gene.reporting.layouts:
            continue
        start, end = gene.span(assembly)
        span = GeneSpan(gene.chrom, max(1, start - MARGIN), end + MARGIN, gene.symbol)
        found.setdefault(gene.chrom, []).append(span)
    order = sorted(found, key=lambda chrom: (not chrom.isdigit(), int(chrom) if chrom.isdigit() else 0, chrom))
    return {chrom: tuple(sorted(found[chrom], key=lambda s: (s.start, s.end))) for chrom in order}


# --- reading the tables ------------------------------------------------------------------------------------


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of one of the tables, by column."""
    with path.open(encoding="ascii") as handle:
        header = next(handle).rstrip("\n").split("\t")
        for line in handle:
            yield dict(zip(header, line.rstrip("\n").split("\t"), strict=True))


def read_cds(path: Path) -> dict[str, str]:
    """The coding sequences of a folder, by accession."""
    records = path.read_text(encoding="ascii").split(">")[1:]
    lines = (record.split("\n") for record in records)
    return {header.split()[0]: "".join(rest) for header, *rest in lines}


def _read_genes(folder: Path) -> dict[str, Gene]:
    spans: dict[tuple[str, Assembly], list[tuple[int, int]]] = {}
    for row in read_rows(folder / "exons.tsv"):
        for assembly in Assembly:
            if row[f"{assembly}_start"]:
                span = int(row[f"{assembly}_start"]), int(row[f"{assembly}_end"])
                spans.setdefault((row["transcript"], assembly), []).append(span)
    coding = read_cds(folder / "cds.fasta")
    genes: dict[str, list[Transcript]] = {}
    places: dict[str, tuple[str, Strand]] = {}
    for row in read_rows(folder / "transcripts.tsv"):
        places[row["gene"]] = row["chrom"], "+" if row["strand"] == "+" else "-"
        genes.setdefault(row["gene"], []).append(_transcript(row, spans, coding.get(row["transcript"])))
    return {symbol: _gene(symbol, *places[symbol], transcripts) for symbol, transcripts in genes.items()}


def _transcript(
    row: dict[str, str], spans: Mapping[tuple[str, Assembly], list[tuple[int, int]]], cds: str | None
) -> Transcript:
    accession, length = row["transcript"], int(row["protein_length"])
    strand: Strand = "+" if row["strand"] == "+" else "-"
    try:
        layouts = {
            assembly: Layout.build(
                row["chrom"], strand, spans[accession, assembly],
                (int(row[f"cds_start_{assembly}"]), int(row[f"cds_end_{assembly}"])),
            )
            for assembly in Assembly
            if row[f"cds_start_{assembly}"]
        }  # fmt: skip
    except (KeyError, ValueError) as error:
        raise ResourceError(f"transcripts: {accession}: {error}; correct exons.tsv or transcripts.tsv") from error
    lengths = {layout.cds_length for layout in layouts.values()} | ({len(cds)} if cds else set())
    protein = translate(cds) if cds is not None else None
    if lengths != {3 * length + 3} or (protein is not None and protein.find("*") != length):
        raise ResourceError(f"transcripts: {accession}: exons, CDS and protein length {length} do not fit each other")
    return Transcript(
        gene=row["gene"],
        accession=accession,
        ensembl=row["ensembl"],
        reporting=row["reporting"] == "yes",
        mane_select=row["mane"] == "Select",
        protein_length=length,
        kinase=(int(row["kinase_start"]), int(row["kinase_end"])) if row["kinase_start"] else None,
        cds=cds,
        protein=protein,
        layouts=layouts,
    )


def _gene(symbol: str, chrom: str, strand: Strand, transcripts: list[Transcript]) -> Gene:
    reporting = [t for t in transcripts if t.reporting]
    if len(reporting) != 1:
        raise ResourceError(f"transcripts: {symbol}: exactly one transcript must be the reporting one")
    mane = next((t for t in transcripts if t.mane_select), None)
    return Gene(symbol, chrom, strand, tuple(transcripts), reporting[0], mane)


def _reference(folders: Iterable[Path], genes: Mapping[str, Gene], assembly: Assembly) -> Reference:
    exonic: dict[str, list[Segment]] = {}
    for gene in genes.values():
        for transcript in gene.transcripts:
            exonic.setdefault(gene.chrom, []).extend(_coding_segments(transcript, assembly))
    loci: list[Locus] = []
    rows = ((folder, row) for folder in folders for row in read_rows(folder / "segments.tsv"))
    for folder, row in rows:
        if row["assembly"] == assembly:
            file = folder / "loci" / f"{row['gene']}.{assembly}.fa.gz"
            record = sum(locus.file == file for locus in loci)
            loci.append(Locus(file, record, row["chrom"], int(row["start"]), int(row["end"])))
    return Reference(assembly, exonic, loci)


def _coding_segments(transcript: Transcript, assembly: Assembly) -> Iterator[Segment]:
    layout = transcript.layouts.get(assembly)
    if transcript.cds is None or layout is None:
        return
    for exon in layout.exons:
        if exon.c_start is None or exon.c_end is None:
            continue
        bases = transcript.cds[exon.c_start - 1 : exon.c_end]
        lead = exon.c_start - exon.first_base
        if layout.strand == "+":
            yield Segment(layout.chrom, exon.start + lead, bases)
        else:
            yield Segment(layout.chrom, exon.end - lead - len(bases) + 1, reverse_complement(bases))
