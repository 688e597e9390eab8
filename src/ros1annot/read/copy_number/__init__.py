"""Gains and losses of genes, from the files of copy-number callers.

Tables are told apart by their columns, VCFs by their first line. To add a table, write a module with its
:class:`~ros1annot.read.copy_number.table.Adapter` and name it in :data:`ADAPTERS`.
"""

from collections.abc import Iterable, Sequence
from itertools import islice

from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import InputError, UsageError
from ros1annot.model import Assembly, InputFile, InputState
from ros1annot.parameters import Parameters
from ros1annot.read.contigs import chromosome, length_owner
from ros1annot.read.copy_number import cbioportal, cnvkit, facets, gatk, generic, pcgr, purple, tso500
from ros1annot.read.copy_number.assembly import assembly_of
from ros1annot.read.copy_number.levels import CopyNumberTable, GeneCopies, Segment, call_of, genes_of
from ros1annot.read.copy_number.table import Adapter, Header, Line, header_of, rows_of
from ros1annot.read.copy_number.vcf import read_vcf_copies
from ros1annot.read.text import read_lines

__all__ = ["ADAPTERS", "CopyNumberTable", "read_copy_number"]

ADAPTERS: tuple[Adapter, ...] = (
    purple.GENES,
    purple.SEGMENTS,
    facets.GENES,
    facets.SEGMENTS,
    cnvkit.ADAPTER,
    gatk.GATK,
    gatk.DNACOPY,
    pcgr.ADAPTER,
    tso500.FOLD_CHANGES,
    generic.ADAPTER,
)
_VCF = "vcf"
_HEADER_WITHIN = 5
"""Lines in which the header is looked for: R writes its warnings before it."""


def read_copy_number(
    file: InputFile,
    parameters: Parameters,
    *,
    genome: Genome | None = None,
    assembly: Assembly | None = None,
    tumour_sample: str | None = None,
    sample_name: str | None = None,
    genes: frozenset[str] | None = None,
) -> CopyNumberTable:
    """Read one file; genes without a gain or loss are counted but not returned.

    Args:
        file: a table or VCF, plain or gzipped; ``file.caller`` forces an adapter.
        parameters: when copies are a gain or a loss.
        genome: where the genes lie; segments and VCFs need it.
        assembly: what positions count on, where the file does not tell.
        tumour_sample: the tumour's column, where the sheet names it.
        sample_name: the sample's own name, which is its column in a matrix of many.
        genes: the genes that matter, for files that list the whole genome; ``None``: all of them.

    Raises:
        UsageError: the sheet forces a caller that is not known.
        InputError: the columns are of no known caller, a value is not what its column holds, or the assembly of
            segments cannot be told.
    """
    lines = [(number, line) for number, line in enumerate(read_lines(file.path), 1) if line.strip()]
    _check_forced(file)
    if lines and lines[0][1].startswith("##fileformat=VCF"):
        known = _needed(genome, file)
        caller, told, found = read_vcf_copies(file, known, tumour_sample, assembly)
        return _table(file, caller, found, parameters, genome, told, genes)
    if tso500.is_combined(lines):
        return _table(file, tso500.NAME, list(tso500.read_section(lines, file.path)), parameters, genome, None, None)
    told = _sam_assembly(lines) or assembly
    body = [(number, line) for number, line in lines if not line.startswith(("##", "@"))]
    if not body:
        return CopyNumberTable(file.caller or "", InputState.EMPTY, 0, ())
    samples = tuple(name for name in (tumour_sample, sample_name) if name)
    adapter, header, rows = _sniffed(body, file, samples)
    found = [entry for row in rows_of(file.path, header, rows) for entry in adapter.read(row)]
    return _table(file, adapter.name, found, parameters, genome, told, genes)


def _table(
    file: InputFile,
    caller: str,
    found: Sequence[GeneCopies | Segment],
    parameters: Parameters,
    genome: Genome | None,
    assembly: Assembly | None,
    genes: frozenset[str] | None,
) -> CopyNumberTable:
    listed = [entry for entry in found if isinstance(entry, GeneCopies)]
    segments = [entry for entry in found if isinstance(entry, Segment)]
    if segments:
        known = _needed(genome, file)
        listed += genes_of(segments, known, assembly_of(file.path, segments, known, assembly))
    wanted = None if caller == generic.ADAPTER.name else genes
    calls = (
        call_of(entry, caller, file.shown_as, parameters) for entry in listed if not wanted or entry.gene in wanted
    )
    return CopyNumberTable(
        caller,
        InputState.CALLS if found else InputState.EMPTY,
        len(found),
        tuple(call for call in calls if call is not None),
    )


# --- which adapter -----------------------------------------------------------------------------------------


def _check_forced(file: InputFile) -> None:
    known = {adapter.name for adapter in ADAPTERS} | {cbioportal.NAME, _VCF}
    if file.caller is not None and file.caller not in known:
        raise UsageError(
            f"{file.shown_as}: copy-number caller {file.caller!r} is not known; known are {', '.join(sorted(known))}"
        )


def _sniffed(lines: Sequence[Line], file: InputFile, samples: tuple[str, ...]) -> tuple[Adapter, Header, list[Line]]:
    """The adapter whose columns the header has, the header, and the lines behind it."""
    for place, (_, line) in enumerate(islice(lines, _HEADER_WITHIN)):
        header = header_of(line)
        for adapter in _candidates(file, header, samples):
            if adapter.fits(header):
                return adapter, header, list(lines[place + 1 :])
    header = header_of(lines[0][1])
    lacking = (adapter for adapter in _named(file) if adapter.missing(header))
    nearest = min(lacking, key=lambda adapter: len(adapter.missing(header)) / len(adapter.required))
    raise InputError(
        file.path,
        f"this is not a copy-number table that is known; the nearest is {nearest.name}, for which the tab-separated "
        f"columns {', '.join(nearest.missing(header))} are missing",
        lines[0][0],
    )


def _candidates(file: InputFile, header: Header, samples: tuple[str, ...]) -> Iterable[Adapter]:
    if cbioportal.is_matrix(header) and file.caller in {None, cbioportal.NAME}:
        return (cbioportal.adapter(file, header, samples),)
    return _named(file)


def _named(file: InputFile) -> tuple[Adapter, ...]:
    named = tuple(adapter for adapter in ADAPTERS if file.caller in {None, adapter.name})
    return named or (generic.ADAPTER,)


# --- where positions count ---------------------------------------------------------------------------------


def _needed(genome: Genome | None, file: InputFile) -> Genome:
    if genome is None:
        raise InputError(file.path, "it lists places, not genes; give a table with a `gene` column")
    return genome


def _sam_assembly(lines: Sequence[Line]) -> Assembly | None:
    """The assembly of a SAM header's chromosome lengths, as GATK writes it above its segments."""
    for _, line in lines:
        if not line.startswith("@"):
            return None
        fields = dict(field.split(":", 1) for field in line.split("\t")[1:] if ":" in field)
        chrom, length = chromosome(fields.get("SN", "")), fields.get("LN", "")
        if chrom is not None and length.isdigit():
            owner = length_owner(chrom, int(length))
            if owner in set(Assembly):
                return Assembly(owner)
    return None
