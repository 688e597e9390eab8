"""Records at the loci through htslib: a bgzip VCF by its index, and every BCF."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ros1annot.errors import InputError
from ros1annot.read.contigs import chromosome
from ros1annot.read.loci import Extent, Loci, VcfLine, extent_of
from ros1annot.read.stream import foreign_contigs

if TYPE_CHECKING:
    from cyvcf2 import VCF


class _BcfRecord(Protocol):
    CHROM: str
    start: int
    end: int


def fresh_index(path: Path) -> Path | None:
    """The index beside a file, unless it is older than the file: such an index leads to wrong places."""
    for suffix in (".tbi", ".csi"):
        index = path.with_name(path.name + suffix)
        if index.is_file() and index.stat().st_mtime >= path.stat().st_mtime:
            return index
    return None


def indexed_lines(path: Path, index: Path, loci: Loci) -> Iterator[VcfLine]:
    """The records of an indexed bgzip VCF that touch the loci, in the order of the file.

    Raises:
        InputError: file or index is damaged, a record is not one, or no contig is a human chromosome.
    """
    import pysam  # noqa: PLC0415 (50 ms that a file without an index need not wait for)

    try:
        # latin-1 gives back the bytes as they are, whatever the file's encoding
        with pysam.TabixFile(str(path), index=str(index), encoding="latin-1") as tabix:
            if tabix.contigs and not any(map(chromosome, tabix.contigs)):
                raise foreign_contigs(path, tabix.contigs[0])
            for contig in tabix.contigs:
                chrom = chromosome(contig)
                for start, end in loci.spans.get(chrom, ()) if chrom else ():
                    fetched = (line.encode("latin-1") for line in tabix.fetch(contig, start - 1, end))
                    yield from _first_seen(path, fetched, loci, (start, end))
    except (OSError, ValueError) as error:
        raise InputError(
            path, f"or its index is damaged ({error}); make the index anew (tabix -f -p vcf FILE)"
        ) from error


def _first_seen(path: Path, lines: Iterator[bytes], loci: Loci, span: tuple[int, int]) -> Iterator[VcfLine]:
    """Records of one fetch, without those that an earlier span of the same chromosome has given already."""
    for raw in lines:
        line = raw.rstrip(b"\r")
        try:
            extent = extent_of(line)
        except ValueError as error:
            raise InputError(path, f"a record near {span[0]} {error}; export the file again") from error
        if loci.touched_by(extent) == span:
            yield VcfLine(line.decode("utf-8", "replace"))


def bcf_header(path: Path) -> list[str]:
    """The header lines of a BCF.

    Raises:
        InputError: htslib cannot read it.
    """
    try:
        text: str = _open_bcf(path).raw_header
    except (OSError, ValueError, UnicodeDecodeError) as error:
        raise InputError(path, "is a BCF that cannot be read; write it again (bcftools view -Ob)") from error
    return text.rstrip("\n").split("\n")


def bcf_lines(path: Path, loci: Loci) -> Iterator[VcfLine]:
    """The records of a BCF that touch the loci, as text, in the order of the file.

    Raises:
        InputError: the file is damaged, or no contig is a human chromosome.
    """
    try:
        bcf = _open_bcf(path)
        if bcf.seqnames and not any(map(chromosome, bcf.seqnames)):
            raise foreign_contigs(path, bcf.seqnames[0])
        if fresh_index(path) is None:
            yield from (_as_line(record) for record in bcf if loci.touched_by(_extent(record)))
            return
        for contig in bcf.seqnames:
            chrom = chromosome(contig)
            for start, end in loci.spans.get(chrom, ()) if chrom else ():
                for record in bcf(f"{contig}:{start}-{end}"):
                    if loci.touched_by(_extent(record)) == (start, end):
                        yield _as_line(record)
    except (OSError, ValueError) as error:
        raise InputError(path, f"is a damaged BCF ({error}); write it again (bcftools view -Ob)") from error


def _open_bcf(path: Path) -> "VCF":
    from cyvcf2 import VCF  # noqa: PLC0415 (120 ms that any other file need not wait for)

    return VCF(str(path))


def _as_line(record: _BcfRecord) -> VcfLine:
    return VcfLine(str(record).rstrip("\n"))


def _extent(record: _BcfRecord) -> Extent:
    return Extent(chromosome(record.CHROM), record.start + 1, max(record.end, record.start + 1))
