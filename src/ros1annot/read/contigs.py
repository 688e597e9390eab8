"""Names and lengths of the human chromosomes: ``6``, ``chr6`` and ``NC_000006.12`` are one thing.

Lengths are those of the primary assemblies (the ``##contig`` lines of GATK's and Ensembl's references);
versions of the RefSeq accessions count up by one from NCBI36 to GRCh37 to GRCh38 for every chromosome.
"""

import re

from ros1annot.model import Assembly

CHROMOSOMES = (*(str(number) for number in range(1, 23)), "X", "Y")
NCBI36 = "NCBI36/hg18"

_GRCH37 = (
    249250621, 243199373, 198022430, 191154276, 180915260, 171115067, 159138663, 146364022,
    141213431, 135534747, 135006516, 133851895, 115169878, 107349540, 102531392, 90354753,
    81195210, 78077248, 59128983, 63025520, 48129895, 51304566, 155270560, 59373566,
)  # fmt: skip
_GRCH38 = (
    248956422, 242193529, 198295559, 190214555, 181538259, 170805979, 159345973, 145138636,
    138394717, 133797422, 135086622, 133275309, 114364328, 107043718, 101991189, 90338345,
    83257441, 80373285, 58617616, 64444167, 46709983, 50818468, 156040895, 57227415,
)  # fmt: skip
_NCBI36 = (
    247249719, 242951149, 199501827, 191273063, 180857866, 170899992, 158821424, 146274826,
    140273252, 135374737, 134452384, 132349534, 114142980, 106368585, 100338915, 88827254,
    78774742, 76117153, 63811651, 62435964, 46944323, 49691432, 154913754, 57772954,
)  # fmt: skip
_GRCH38_VERSIONS = (
    11, 12, 12, 12, 10, 12, 14, 11, 12, 11, 10, 12, 11, 9, 10, 10, 11, 10, 10, 11, 9, 11, 11, 10,
)  # fmt: skip

_ACCESSION = re.compile(r"NC_0000(\d\d)\.(\d+)")
_MITOCHONDRION = frozenset({"M", "MT", "NC_012920.1"})


def chromosome(name: str) -> str | None:
    """The chromosome a contig name means, without ``chr`` (``6``, ``X``, ``MT``), or ``None``: not human."""
    bare = name[3:] if name[:3].lower() == "chr" else name
    if bare in CHROMOSOMES:
        return bare
    if bare in _MITOCHONDRION:
        return "MT"
    match = _ACCESSION.fullmatch(name)
    if match is None or not 1 <= int(match[1]) <= len(CHROMOSOMES):
        return None
    return CHROMOSOMES[int(match[1]) - 1]


def aliases(chrom: str) -> tuple[str, ...]:
    """Every spelling of a nuclear chromosome that files of GRCh37 or GRCh38 use."""
    index = CHROMOSOMES.index(chrom)
    newest = _GRCH38_VERSIONS[index]
    accession = f"NC_{index + 1:06d}"
    return (
        chrom,
        f"chr{chrom}",
        f"Chr{chrom}",
        f"CHR{chrom}",
        f"{accession}.{newest - 1}",
        f"{accession}.{newest}",
    )


def lengths(assembly: Assembly) -> dict[str, int]:
    """Length of each chromosome of an assembly, in their order."""
    bases = _GRCH37 if assembly is Assembly.GRCH37 else _GRCH38
    return dict(zip(CHROMOSOMES, bases, strict=True))


def length_owner(chrom: str, length: int) -> str | None:
    """Name of the assembly whose chromosome has this length: GRCh37, GRCh38 or NCBI36/hg18."""
    if chrom not in CHROMOSOMES:
        return None
    index = CHROMOSOMES.index(chrom)
    owners = {
        _GRCH37[index]: Assembly.GRCH37.value,
        _GRCH38[index]: Assembly.GRCH38.value,
        _NCBI36[index]: NCBI36,
    }
    return owners.get(length)


def accession_owner(name: str) -> str | None:
    """Name of the assembly that a RefSeq chromosome accession with version belongs to."""
    match = _ACCESSION.fullmatch(name)
    chrom = chromosome(name)
    if match is None or chrom is None:
        return None
    newest = _GRCH38_VERSIONS[CHROMOSOMES.index(chrom)]
    owners = {newest: Assembly.GRCH38.value, newest - 1: Assembly.GRCH37.value, newest - 2: NCBI36}
    return owners.get(int(match[2]))
