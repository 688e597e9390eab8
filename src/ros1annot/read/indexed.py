"""Records at the loci through htslib: a bgzip VCF by its index, and every BCF."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ros1annot.errors import InputError
from ros1annot.read.contigs import chromosome
from ros1annot.read.index_end import index_is_of
from ros1annot.read.loci import Extent, Loci, VcfLine, extent_of
from ros1annot.read.stream import foreign_contigs

if TYPE_CHECKING:
    from pysam import VariantFile, VariantRecord


def fresh_index(path: Path, suffixes: tuple[str, ...] = (".tbi", ".csi")) -> Path | None:
    """The index beside a file, unless it is older than the file or of another: it would lead to wrong places."""
    for suffix in suffixes:
        index = path.with_name(path.name + suffix)
        if index.is_file() and index.stat().st_mtime >= path.stat().st_mtime and index_is_of(path, index):
            return index
    return None


def indexed_lines(path: Path, index: Path, loci: Loci) -> Iterator[VcfLine]:
    """The records of an indexed bgzip VCF that touch the loci, in the order of the file.

    Raises:
        InputError: file or index is damaged, a record is not one, or no contig is a human chromosome.
    """
    from pysam import TabixFile  # 50 ms that a file read as text need not wait for

    try:
        # latin-1 gives back the bytes as they are, whatever the file's encoding
        with _silent_htslib(), TabixFile(str(path), index=str(index), encoding="latin-1") as tabix:
            if tabix.contigs and not any(map(chromosome, tabix.contigs)):
                raise foreign_contigs(path, tabix.contigs[0])
            for contig in tabix.contigs:
                chrom = chromosome(contig)
                for start, end in loci.spans.get(chrom, ()) if chrom else ():
                    fetched = (line.encode("latin-1") for line in tabix.fetch(contig, start - 1, end))
                    yield from _first_seen(path, fetched, loci, (start, end))
    except (OSError, ValueError) as error:
        raise InputError(
            path, "the file or its index is damaged; copy both again, or make the index anew (tabix -f -p vcf FILE)"
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
        with _silent_htslib(), _opened_bcf(path) as bcf:
            return str(bcf.header).rstrip("\n").split("\n")
    except (OSError, ValueError) as error:
        raise InputError(path, "is a BCF that cannot be read; write it again (bcftools view -Ob)") from error


def bcf_lines(path: Path, loci: Loci) -> Iterator[VcfLine]:
    """The records of a BCF that touch the loci, as text, in the order of the file.

    Raises:
        InputError: the file is damaged, or no contig is a human chromosome.
    """
    try:
        with _silent_htslib(), _opened_bcf(path) as bcf:
            contigs = [str(name) for name in bcf.header.contigs]
            if contigs and not any(map(chromosome, contigs)):
                raise foreign_contigs(path, contigs[0])
            if fresh_index(path, (".csi",)) is None:
                yield from (_as_line(record) for record in bcf if loci.touched_by(_extent(record)))
                return
            for contig in contigs:
                chrom = chromosome(contig)
                for start, end in loci.spans.get(chrom, ()) if chrom else ():
                    fetched = bcf.fetch(contig, start - 1, end)
                    yield from (_as_line(r) for r in fetched if loci.touched_by(_extent(r)) == (start, end))
    except (OSError, ValueError) as error:
        raise InputError(
            path, "the file or its index is damaged; copy both again, or make the index anew (bcftools index -f FILE)"
        ) from error


@contextmanager
def _silent_htslib() -> Iterator[None]:
    """Keep htslib from printing beside the one sentence that our own error says."""
    from pysam import set_verbosity  # as above

    before = set_verbosity(0)
    try:
        yield
    finally:
        set_verbosity(before)


def _opened_bcf(path: Path) -> "VariantFile":
    # Not cyvcf2: it takes a damaged block for the end of an indexed region, and so loses records without a word.
    from pysam import VariantFile  # 50 ms that a file read as text need not wait for

    return VariantFile(str(path))


def _as_line(record: "VariantRecord") -> VcfLine:
    return VcfLine(str(record).rstrip("\n"))


def _extent(record: "VariantRecord") -> Extent:
    return Extent(chromosome(record.chrom), record.pos, record.stop)
