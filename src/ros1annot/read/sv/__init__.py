"""Structural variants of tumour DNA (VCF or BCF): breakends and symbolic alleles to fusion calls.

The whole file is read, not only the genes' loci: a caller that writes one record for two ends may have put it at the
end that no table knows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import InputError
from ros1annot.model import Assembly, FusionCall, InputFile, InputState
from ros1annot.read.assembly import decide_assembly, refuse_contradiction
from ros1annot.read.contigs import CHROMOSOMES, chromosome
from ros1annot.read.header_assembly import header_word
from ros1annot.read.indexed import bcf_lines
from ros1annot.read.loci import Loci
from ros1annot.read.record import VcfRecord, parse_record
from ros1annot.read.scan import VcfFile, open_vcf
from ros1annot.read.source import Packing
from ros1annot.read.sv.callers import SvCaller, sv_caller
from ros1annot.read.sv.calls import dna_call, gene_at
from ros1annot.read.sv.junction import Junction, junctions_of
from ros1annot.read.text import read_lines
from ros1annot.read.tumour import tumour_column

_EVERYWHERE = Loci.of((chrom, 1, 1 << 29) for chrom in CHROMOSOMES)
_MATE_KEYS = ("MATEID", "MATE_ID", "PARID")
_RNA_KEYS = frozenset({"GENE5", "GENEA", "READ_COUNT", "ALTDEDUP"})
"""INFO of FusionCatcher, nf-core/rnafusion, Oncomine and TSO500: junctions of RNA, the first three with brackets that
do not follow the genes."""


@dataclass(frozen=True, slots=True)
class SvCalls:
    """What one file says of the genes.

    Attributes:
        records: adjacencies that touch a gene, each counted once.
        calls: those that join two genes, or a gene with an unknown place, or introns of one gene.
    """

    assembly: Assembly | None
    caller: str
    state: InputState
    records: int
    calls: tuple[FusionCall, ...]


def read_sv(file: InputFile, genome: Genome, *, tumour_sample: str | None, assembly: Assembly | None) -> SvCalls:
    """Read the adjacencies that touch a gene and that the tumour carries.

    Args:
        file: the file; ``file.caller`` forces a caller.
        genome: the exon tables.
        tumour_sample: the tumour's column, where the sheet names it.
        assembly: the assembly, where the sheet names it.

    Raises:
        InputError: the file cannot be read, is of another assembly, holds fusions of RNA, or does not tell its
            tumour or its assembly.
        UsageError: the forced caller is not known.
    """
    vcf = open_vcf(file.path)
    caller = sv_caller(vcf.header, file.caller)
    column = tumour_column(file.path, vcf.header, tumour_sample)
    word = header_word(file.path, vcf.header)
    refuse_contradiction(file.path, assembly, word)
    seen = list(adjacencies(_records(vcf, column), caller))
    _refuse_rna(file, seen)
    hits = [record for record, junction in seen if _touches(junction, genome, tuple(Assembly))]
    decided = decide_assembly(file.path, genome, hits, assembly, word)
    touching = [(r, j) for r, j in seen if decided is not None and _touches(j, genome, (decided,))]
    return SvCalls(
        assembly=decided,
        caller=caller.name,
        state=InputState.CALLS if touching else InputState.EMPTY,
        records=len(touching),
        calls=() if decided is None else tuple(_calls(touching, caller, file.shown_as, genome, decided)),
    )


def sv_calls(
    records: Iterable[VcfRecord], file: InputFile, genome: Genome, assembly: Assembly, caller: SvCaller
) -> tuple[FusionCall, ...]:
    """The fusion calls among records that were already read, of a file that holds small variants as well.

    Deletions that are written with their bases are small variants there.
    """
    dna = (
        record for record in records if not _RNA_KEYS & record.info.keys() and set("<[]") & set("".join(record.alts))
    )
    return tuple(_calls(adjacencies(dna, caller), caller, file.shown_as, genome, assembly))


def adjacencies(records: Iterable[VcfRecord], caller: SvCaller) -> Iterator[tuple[VcfRecord, Junction]]:
    """Every adjacency that the sample carries, once, with its record: the mate that comes first speaks for both."""
    mates: set[str] = set()
    junctions: set[Junction] = set()
    for record in records:
        if record.id in mates or not _is_carried(record, caller):
            continue
        mates.update(record.info[key] for key in _MATE_KEYS if record.info.get(key, ".") != ".")
        for junction in junctions_of(record, trust_brackets=caller.trust_brackets):
            if junction not in junctions:
                junctions.add(junction)
                yield record, junction


def _is_carried(record: VcfRecord, caller: SvCaller) -> bool:
    """Counted reads decide; without a count, a genotype that does not name the allele."""
    support = caller.support(record)
    if support.split_reads is None and support.discordant_pairs is None:
        return record.sample.get("GT", ".") not in {"0/0", "0|0"}
    return not support.is_none_seen


def _calls(
    seen: Iterable[tuple[VcfRecord, Junction]], caller: SvCaller, source: str, genome: Genome, assembly: Assembly
) -> Iterator[FusionCall]:
    for record, junction in seen:
        call = dna_call(junction, record, caller, source, genome, assembly)
        if call is not None:
            yield call


def _touches(junction: Junction, genome: Genome, assemblies: Iterable[Assembly]) -> bool:
    pieces = (junction.first, junction.second)
    return any(gene_at(piece, genome, assembly) for piece in pieces for assembly in assemblies)


def _refuse_rna(file: InputFile, seen: Iterable[tuple[VcfRecord, Junction]]) -> None:
    if any(_RNA_KEYS & record.info.keys() for record, _ in seen):
        raise InputError(
            file.path, "it holds fusions called from RNA, not breakends of DNA; name it in the `fusions` column instead"
        )


def _records(vcf: VcfFile, column: int | None) -> Iterator[VcfRecord]:
    """Records with a breakend, a symbolic allele or a deletion that is written with its bases, on the chromosomes."""
    for number, line in _lines(vcf):
        fields = line.split("\t", 5)
        if len(fields) > 5 and chromosome(fields[0]) is None:
            continue
        if len(fields) > 5 and not set("<[]") & set(fields[4]) and "SVTYPE=DEL" not in fields[5]:
            continue
        try:
            yield parse_record(line, column)
        except ValueError as error:
            raise InputError(vcf.path, f"{error}; export it again", line=number) from error


def _lines(vcf: VcfFile) -> Iterator[tuple[int | None, str]]:
    if vcf.packing is Packing.BCF:
        yield from ((None, line.text) for line in bcf_lines(vcf.path, _EVERYWHERE))
    else:
        lines = enumerate(read_lines(vcf.path), 1)
        yield from ((number, line) for number, line in lines if line and not line.startswith("#"))
