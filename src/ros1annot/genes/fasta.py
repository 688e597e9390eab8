"""The bases of a stretch of chromosome, from a genome FASTA."""

from pathlib import Path

from ros1annot.annotate.reference import Segment
from ros1annot.errors import InputError
from ros1annot.model import Assembly
from ros1annot.read.contigs import accession_owner, chromosome, length_owner


def read_stretch(path: Path, chrom: str, start: int, end: int, assembly: Assembly) -> Segment:
    """Upper-case bases ``start`` to ``end``, or as far as the chromosome goes. An index is made where there is none.

    Raises:
        InputError: the file cannot be read or indexed, lacks the chromosome, or is of another assembly.
    """
    import pysam  # only this command needs it

    try:
        with pysam.FastaFile(str(path)) as fasta:
            name = next((name for name in fasta.references if chromosome(name) == chrom), None)
            if name is None:
                raise InputError(path, f"has no chromosome {chrom}; give the whole genome, or that chromosome")
            length = fasta.get_reference_length(name)
            owner = accession_owner(name) or length_owner(chrom, length)
            if owner is not None and owner != assembly:
                raise InputError(path, f"its chromosome {chrom} is that of {owner}, not of {assembly}")
            low = max(1, start)
            bases = fasta.fetch(name, low - 1, min(end, length)).upper()
    except (OSError, ValueError) as error:
        problem = f"cannot be read as FASTA ({error}); it must be plain or packed by bgzip"
        raise InputError(path, problem) from error
    return Segment(chrom, low, bases)
