"""One VCF or BCF of a tumour: its assembly, its tumour column, and the calls in the target genes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import InputError
from ros1annot.model import AlleleCall, Assembly, FusionCall, InputFile, InputState
from ros1annot.read.assembly import decide_assembly, refuse_contradiction
from ros1annot.read.callers import reader_for
from ros1annot.read.header_assembly import HeaderWord, header_word
from ros1annot.read.loci import Loci, VcfLine
from ros1annot.read.opinions import opinion_reader
from ros1annot.read.record import VcfRecord, is_reference_row, odd_allele, parse_place, parse_record
from ros1annot.read.scan import VcfFile, open_vcf
from ros1annot.read.sv import sv_calls
from ros1annot.read.sv.callers import sv_caller
from ros1annot.read.tumour import tumour_column

_WITNESSES = 200
"""Lines of a locus that tell of the reference only, whose REF is looked at."""


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
    substitutions_only: bool = False


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
    gathered = _gather(vcf, genome, _possible(word), column)
    decided = decide_assembly(file.path, genome, [*gathered.records, *gathered.witnesses], assembly, word)
    records: list[VcfRecord] = []
    if decided is not None:
        loci = _loci(genome, (decided,))
        records = [record for record in gathered.records if loci.touched_by(record.extent)]
        _refuse_unnameable(file.path, records)
    found = len(records) + gathered.reference_rows[decided]
    return VcfCalls(
        assembly=decided,
        caller=reader.name,
        tumour_column=None if column is None else vcf.header.samples[column],
        state=InputState.CALLS if found else InputState.EMPTY,
        records=found,
        calls=tuple(
            replace(call, opinions=second.opinions(record, record.alts.index(call.alt) + 1))
            for record in records
            for call in reader.calls(record, file.shown_as)
        ),
        substitutions_only=reader.substitutions_only,
        rearrangements=sv_calls(records, file, genome, decided, sv_caller(vcf.header, None)) if decided else (),
    )


def _possible(word: HeaderWord | None) -> tuple[Assembly, ...]:
    # What the sheet states is still to be checked: a file of the other assembly must not look like one
    # without hits.
    return (word.assembly,) if word is not None and word.certain else tuple(Assembly)


def _loci(genome: Genome, assemblies: Iterable[Assembly]) -> Loci:
    return Loci.of((span.chrom, span.start, span.end) for assembly in assemblies for span in genome.loci(assembly))


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What a pass over the loci of the possible assemblies leaves in memory.

    A genome VCF has a line for every base, so of the lines that tell of the reference only, the first ones of each
    locus are kept as witnesses of the assembly, and the others are counted.
    """

    records: list[VcfRecord] = field(default_factory=list)
    witnesses: list[VcfRecord] = field(default_factory=list)
    reference_rows: Counter[Assembly | None] = field(default_factory=Counter)


def _gather(vcf: VcfFile, genome: Genome, possible: Iterable[Assembly], column: int | None) -> _Gathered:
    loci = {assembly: _loci(genome, (assembly,)) for assembly in possible}
    gathered = _Gathered()
    kept: Counter[tuple[Assembly, str, int]] = Counter()
    for line in vcf.lines(_loci(genome, loci)):
        if not is_reference_row(line.text):
            gathered.records.append(_record(vcf, line, column))
            continue
        row = parse_place(line.text)
        for assembly, of_assembly in loci.items():
            span = of_assembly.touched_by(row.extent)
            if span is not None:
                gathered.reference_rows[assembly] += 1
                kept[assembly, row.chrom, span[0]] += 1
                if kept[assembly, row.chrom, span[0]] <= _WITNESSES:
                    gathered.witnesses.append(row)
    return gathered


def _refuse_unnameable(path: Path, records: Iterable[VcfRecord]) -> None:
    """Raise InputError for an allele that could hide a variant, since nothing can be made of it."""
    for record in records:
        odd = odd_allele(record)
        if odd is not None:
            raise InputError(
                path,
                f"the record {record} has the allele {odd[:20]!r}, which is neither bases (A, C, G, T), a symbol, a "
                "breakend nor *; export it again from the caller",
            )


def _record(vcf: VcfFile, line: VcfLine, column: int | None) -> VcfRecord:
    try:
        return parse_record(line.text, column)
    except ValueError as error:
        where = "" if line.offset is not None else f"the record at {':'.join(line.text.split(chr(9))[:2])} "
        raise InputError(vcf.path, f"{where}{error}; export it again", line=vcf.line_number(line)) from error
