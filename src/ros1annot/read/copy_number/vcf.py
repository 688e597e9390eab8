"""Copy number in VCF: DRAGEN and TSO500, CNVkit, Oncomine's ``<CNV>``, GATK.

Copies are FORMAT or INFO ``CN`` (``RAW_CN``, ``COPY_NUMBER``), or twice the fold change (``FC``). The gene is found by
coordinate; where the file names one (Oncomine's ID, ``ANT`` of TSO500) and no exon table is shipped, its name counts.
"""

import re
from collections.abc import Iterator

from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import InputError
from ros1annot.model import Assembly, InputFile
from ros1annot.read.assembly import decide_assembly, refuse_contradiction
from ros1annot.read.contigs import chromosome
from ros1annot.read.copy_number.levels import GeneCopies, Levels, Segment
from ros1annot.read.header import VcfHeader
from ros1annot.read.header_assembly import header_word
from ros1annot.read.record import VcfRecord, parse_record
from ros1annot.read.scan import open_vcf
from ros1annot.read.text import read_lines
from ros1annot.read.tumour import tumour_column

_SYMBOL = re.compile(r"[A-Z][A-Z0-9-]{1,9}")
_ALLELES = ("<CNV>", "<DUP", "<DEL", "<AMP", "<LOSS", "<GAIN")
_SOURCES = (
    ("oncomine", "OncomineVariantAnnotationToolVersion"),
    ("dragen", "DRAGENCommandLine"),
    ("cnvkit", "source=CNVkit"),
)


def read_vcf_copies(
    file: InputFile, genome: Genome, tumour_sample: str | None, assembly: Assembly | None
) -> tuple[str, Assembly | None, list[GeneCopies | Segment]]:
    """The caller, the assembly, and every gene or segment with its copies.

    Raises:
        InputError: the file cannot be read, or tells neither its tumour nor its assembly.
    """
    vcf = open_vcf(file.path)
    column = tumour_column(file.path, vcf.header, tumour_sample)
    word = header_word(file.path, vcf.header)
    refuse_contradiction(file.path, assembly, word)
    records = list(_records(file, column))
    hits = [r for r in records if any(genome.genes_at(a, r.chrom, r.extent.start, r.extent.end) for a in Assembly)]
    decided = decide_assembly(file.path, genome, hits, assembly, word)
    return _caller(vcf.header), decided, [found for record in records for found in _copies(record, genome)]


def _caller(header: VcfHeader) -> str:
    for name, prefix in _SOURCES:
        if any(line.startswith(prefix) for line in header.meta):
            return name
    return "generic"


def _records(file: InputFile, column: int | None) -> Iterator[VcfRecord]:
    for number, line in enumerate(read_lines(file.path), 1):
        fields = line.split("\t", 5)
        if line.startswith("#") or len(fields) < 6 or not fields[4].startswith(_ALLELES):
            continue
        if chromosome(fields[0]) is None:
            continue
        try:
            yield parse_record(line, column if line.count("\t") > 7 else None)
        except ValueError as error:
            raise InputError(file.path, f"{error}; export it again", number) from error


def _copies(record: VcfRecord, genome: Genome) -> Iterator[GeneCopies | Segment]:
    number = _number(record, "CN", "RAW_CN", "COPY_NUMBER")
    fold = _number(record, "FC", "FOLD_CHANGE")
    copies = 2.0 * fold if number is None and fold is not None else number
    if copies is None:
        return
    extent = record.extent
    levels = Levels(copies, filters=record.filters, length=extent.end - extent.start + 1)
    named = record.info.get("ANT") or (record.id if record.alts == ("<CNV>",) else "")
    if _SYMBOL.fullmatch(named) and genome.gene(named) is None:
        yield GeneCopies(named, levels)
    else:
        yield Segment(record.chrom, extent.start, extent.end, levels)


def _number(record: VcfRecord, *keys: str) -> float | None:
    for key in keys:
        for values in (record.sample, record.info):
            try:
                return float(values[key])
            except (KeyError, ValueError):
                continue
    return None
