"""A BAM or CRAM file opened, and found to be of a known assembly, indexed and readable."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ros1annot.errors import InputError
from ros1annot.model import Assembly, InputFile
from ros1annot.read.contigs import CHROMOSOMES, chromosome
from ros1annot.read.header import VcfHeader
from ros1annot.read.header_assembly import header_word

if TYPE_CHECKING:
    import pysam


@dataclass(frozen=True, slots=True)
class Alignments:
    """An open alignment file.

    Attributes:
        contigs: the file's name of each nuclear chromosome that it has.
        reads_error: what to say where its reads turn out to be unreadable.
    """

    path: Path
    assembly: Assembly
    handle: "pysam.AlignmentFile"
    contigs: Mapping[str, str]
    reads_error: str

    def fetch(self, chrom: str, first: int, last: int) -> Iterator["pysam.AlignedSegment"]:
        """The reads that overlap positions ``first`` to ``last`` (1-based), in the order of the file.

        Raises:
            InputError: the file is cut short, or a CRAM's reference sequence is not there.
        """
        try:
            yield from self.handle.fetch(self.contigs[chrom], first - 1, last)
        except (OSError, ValueError) as error:
            raise InputError(self.path, self.reads_error) from error


@contextmanager
def open_alignments(
    file: InputFile, stated: Assembly | None = None, reference: Path | None = None
) -> Iterator[Alignments]:
    """Open an alignment file for the time of a ``with`` block.

    Args:
        file: an indexed BAM or CRAM.
        stated: the assembly that the sheet says.
        reference: FASTA that a CRAM was compressed against; without one, htslib looks where the file's header
            and the variable ``REF_PATH`` point, and embedded sequence needs none.

    Raises:
        InputError: the file is no BAM or CRAM, has no index, is of no known assembly or not of the stated one, or
            the reference is missing.
    """
    import pysam  # only where a sample has alignments

    if reference is not None and not reference.is_file():
        raise InputError(reference, "the `reference` of the config is not there; correct its path")
    loudness = pysam.set_verbosity(0)  # htslib's own lines on stderr would come beside our one sentence
    try:
        with _opened(file.path, reference) as handle:
            lengths = dict(zip(handle.references, handle.lengths, strict=True))
            yield Alignments(
                path=file.path,
                assembly=_assembly(file.path, lengths, stated),
                handle=handle,
                contigs=_nuclear(handle.references),
                reads_error=_reads_error(is_cram=handle.is_cram),
            )
    finally:
        pysam.set_verbosity(loudness)


def _opened(path: Path, reference: Path | None) -> "pysam.AlignmentFile":
    import pysam  # only where a sample has alignments

    try:
        handle = pysam.AlignmentFile(str(path), reference_filename=str(reference) if reference else None)
    except (OSError, ValueError) as error:
        problem = "cannot be read as alignments, or is cut short; supply a whole BAM or CRAM file"
        raise InputError(path, problem) from error
    if not (handle.is_bam or handle.is_cram):
        handle.close()
        raise InputError(path, "is SAM text, which has no index; sort it into a BAM and index that")
    if not handle.has_index():
        handle.close()
        raise InputError(path, f"has no index beside it; make one with `samtools index {path.name}`")
    return handle


def _reads_error(*, is_cram: bool) -> str:
    if is_cram:
        return (
            "its reads cannot be decoded: it is cut short, or the FASTA it was compressed against is missing; name "
            "that as `reference` in the config, or supply a BAM"
        )
    return "its reads cannot be decoded: it is cut short, or does not fit its index; copy it again and index it anew"


def _nuclear(names: Sequence[str]) -> dict[str, str]:
    """Names by chromosome; the first one, where a file has a chromosome under two names."""
    found: dict[str, str] = {}
    for name in names:
        chrom = chromosome(name)
        if chrom in CHROMOSOMES:
            found.setdefault(chrom, name)
    return found


def _assembly(path: Path, lengths: Mapping[str, int], stated: Assembly | None) -> Assembly:
    """By the lengths of the chromosomes (``@SQ``), which is a fact; the sheet must not say otherwise."""
    word = header_word(path, VcfHeader(contigs=lengths))
    if word is None:
        raise InputError(path, "its header names no human chromosome; supply alignments to GRCh37 or GRCh38")
    if stated is not None and word.assembly is not stated:
        problem = f"{stated} was given, but its {word.reason} ({word.assembly}); correct the assembly"
        raise InputError(path, problem)
    return word.assembly
