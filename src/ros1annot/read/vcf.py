"""One VCF or BCF of a tumour: its assembly, its tumour column, and the calls in the target genes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import InputError
from ros1annot.model import AlleleCall, Assembly, FusionCall, InputFile, InputState
from ros1annot.read.assembly import decide_assembly, refuse_contradiction
from ros1annot.read.callers import reader_for
from ros1annot.read.header_assembly import HeaderWord, header_word
from ros1annot.read.loci import Loci, VcfLine
from ros1annot.read.opinions import opinion_reader
from ros1annot.read.record import VcfRecord, parse_record
from ros1annot.read.scan import VcfFile, open_vcf
from ros1annot.read.sv import sv_calls
from ros1annot.read.sv.callers import sv_caller
from ros1annot.read.tumour import tumour_column


@dataclass(frozen=True, slots=True)
class VcfCalls:
    """What one VCF says of the target genes.

    Attributes:
        assembly: ``None`` where neither header nor records tell, which only a file without records may do.
        caller: the callers that the header names, joined by ``+``; ``generic`` where it names none.
        tumour_column: name of the sample column that was read; ``None`` where the file has none.
        records: records that touch the target loci, whether or not they hold an ALT.
        calls: one for each ALT spelled out in bases, in the order of the file.
        rearrangements: breakends and symbolic alleles that touch the genes, as fusion calls.
    """

    assembly: Assembly | None
    caller: str
    tumour_column: str | None
    state: InputState
    records: int
    calls: tuple[AlleleCall, ...]
    rearrangements: tuple[FusionCall, ...] = ()


def read_vcf(file: InputFile, genome: Genome, *, tumour_sample: str | None, assembly: Assembly | None) -> VcfCalls:
    """Read the calls of a VCF or BCF in the genes of ``genome``.

    Args:
        file: the file; ``file.caller`` forces an adapter.
        genome: the target genes, and the bases that REF is compared with.
        tumour_sample: the tumour's column, where the sheet names it.
        assembly: the assembly, where the sheet names it.

    Raises:
        InputError: the file cannot be read, is of another assembly, or does not tell its tumour.
        UsageError: the forced caller is not known.
    """
    vcf = open_vcf(file.path)
    reader = reader_for(vcf.header, file.caller)
    second = opinion_reader(vcf.header, genome)
    column = tumour_column(file.path, vcf.header, tumour_sample)
    word = header_word(file.path, vcf.header)
    refuse_contradiction(file.path, assembly, word)
    records = _records(vcf, _loci(genome, _possible(word)), column)
    decided = decide_assembly(file.path, genome, records, assembly, word)
    if decided is not None:
        loci = _loci(genome, (decided,))
        records = [record for record in records if loci.touched_by(record.extent)]
    return VcfCalls(
        assembly=decided,
        caller=reader.name,
        tumour_column=None if column is None else vcf.header.samples[column],
        state=InputState.CALLS if records else InputState.EMPTY,
        records=len(records),
        calls=tuple(
            replace(call, opinions=second.opinions(record, record.alts.index(call.alt) + 1))
            for record in records
            for call in reader.calls(record, file.shown_as)
        ),
        rearrangements=sv_calls(records, file, genome, decided, sv_caller(vcf.header, None)) if decided else (),
    )


def _possible(word: HeaderWord | None) -> tuple[Assembly, ...]:
    # What the sheet states is still to be checked: a file of the other assembly must not look like one
    # without hits.
    return (word.assembly,) if word is not None and word.certain else tuple(Assembly)


def _loci(genome: Genome, assemblies: Iterable[Assembly]) -> Loci:
    return Loci.of((span.chrom, span.start, span.end) for assembly in assemblies for span in genome.loci(assembly))


def _records(vcf: VcfFile, loci: Loci, column: int | None) -> list[VcfRecord]:
    return [_record(vcf, line, column) for line in vcf.lines(loci)]


def _record(vcf: VcfFile, line: VcfLine, column: int | None) -> VcfRecord:
    try:
        return parse_record(line.text, column)
    except ValueError as error:
        where = "" if line.offset is not None else f"the record at {':'.join(line.text.split(chr(9))[:2])} "
        raise InputError(vcf.path, f"{where}{error}; export it again", line=vcf.line_number(line)) from error
