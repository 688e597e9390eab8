"""Which human assembly a VCF is of: the sheet's word and the header's, judged by the REF bases of its records."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

from ros1annot.annotate.reference import RefCheck
from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import InputError
from ros1annot.model import Assembly
from ros1annot.read.header_assembly import HeaderWord
from ros1annot.read.record import VcfRecord, is_sequence

# A REF base fits the wrong assembly by chance in one of four cases. A record of the wrong assembly also lies
# in an exon of a target gene only by chance, in about 3 of 100 cases, so that weighs as much as three bases
# more.
_EXONIC_WEIGHT = 4
_CLEAR_LEAD = 4


def refuse_contradiction(path: Path, stated: Assembly | None, word: HeaderWord | None) -> None:
    """Raise InputError if the assembly that was stated is not the one that the header proves."""
    if stated is not None and word is not None and word.certain and word.assembly is not stated:
        raise InputError(
            path,
            f"{stated} was given, but its {word.reason} ({word.assembly}); correct the assembly",
        )


def decide_assembly(
    path: Path, genome: Genome, records: Sequence[VcfRecord], stated: Assembly | None, word: HeaderWord | None
) -> Assembly | None:
    """The assembly of a file, after its REF bases were compared; ``None`` for one without records in the genes.

    ``records`` are those in the loci of every assembly that is still possible; ``stated`` is what the sheet
    says, and must not contradict a certain ``word`` (see :func:`refuse_contradiction`).

    Raises:
        InputError: REF bases contradict what is known, with the likely cause; or nothing tells the assembly.
    """
    tallies = cache(lambda assembly: _tally(genome, assembly, records))
    expected = stated or (word.assembly if word else None)
    if expected is None:
        expected = _by_bases(path, tallies, len(records))
        if expected is None:
            return None
    elif word is None or not word.certain:
        _refuse_better_fit(path, tallies, expected, word.reason if word and not stated else None)
        if word is not None and word.assembly is not expected and not tallies(expected).agree:
            raise InputError(
                path,
                f"{expected} was given, but its {word.reason} ({word.assembly}); correct the wrong one",
            )
    if tallies(expected).disagreeing:
        raise InputError(path, _mismatch(genome, records, expected, tallies))
    return expected


@dataclass(frozen=True, slots=True)
class _Tally:
    """REF of the records against one assembly, as far as its bases are known.

    Attributes:
        weight: how much the agreeing records say, in bases that could agree by chance.
    """

    agree: int
    weight: int
    disagreeing: tuple[VcfRecord, ...]

    @property
    def fits(self) -> bool:
        return self.agree > 0 and not self.disagreeing


_Tallies: TypeAlias = Callable[[Assembly], _Tally]
"""The tally of each assembly, made when it is asked for: a certain header needs one of them only."""


def _tally(genome: Genome, assembly: Assembly, records: Sequence[VcfRecord]) -> _Tally:
    checked = [(record, _check(genome, assembly, record)) for record in records if is_sequence(record.ref)]
    agreeing = [record for record, check in checked if check is RefCheck.MATCH]
    return _Tally(
        agree=len(agreeing),
        weight=sum(_EXONIC_WEIGHT if _is_exonic(genome, assembly, record) else 1 for record in agreeing),
        disagreeing=tuple(record for record, check in checked if check is RefCheck.MISMATCH),
    )


def _is_exonic(genome: Genome, assembly: Assembly, record: VcfRecord) -> bool:
    genes = genome.genes_at(assembly, record.chrom, record.pos, record.pos)
    exons = (exon for gene in genes for exon in gene.reporting.layout(assembly).exons)
    return any(exon.start <= record.pos <= exon.end for exon in exons)


def _check(genome: Genome, assembly: Assembly, record: VcfRecord, shift: int = 0) -> RefCheck:
    return genome.check_ref(assembly, record.chrom, record.pos + shift, record.ref)


def _other(assembly: Assembly) -> Assembly:
    return Assembly.GRCH38 if assembly is Assembly.GRCH37 else Assembly.GRCH37


def _by_bases(path: Path, tallies: _Tallies, records: int) -> Assembly | None:
    """The assembly that REF bases alone point to; the better one of two that do not fit, so that it is explained."""
    if not records:
        return None
    best = max(Assembly, key=lambda assembly: (tallies(assembly).fits, tallies(assembly).weight))
    tally, rival = tallies(best), tallies(_other(best))
    lead = tally.weight - (rival.weight if rival.fits else 0)
    if tally.disagreeing or (tally.fits and lead >= _CLEAR_LEAD):
        return best
    raise InputError(
        path,
        f"its {records} records in the target genes do not tell the assembly, nor does its header; say it "
        "(sheet column `assembly`, or --assembly)",
    )


def _refuse_better_fit(path: Path, tallies: _Tallies, expected: Assembly, reason: str | None) -> None:
    other = _other(expected)
    if tallies(other).fits and tallies(other).weight - tallies(expected).weight >= _CLEAR_LEAD:
        source = f"its {reason} ({expected})" if reason else f"{expected} was given"
        raise InputError(
            path,
            f"{source}, but REF of all {tallies(other).agree} records in genes of {other} agrees with that; correct "
            "the assembly, or if it is right give the file its ##contig lines with lengths",
        )


def _mismatch(genome: Genome, records: Sequence[VcfRecord], assembly: Assembly, tallies: _Tallies) -> str:
    wrong = tallies(assembly).disagreeing
    total = tallies(assembly).agree + len(wrong)
    other = tallies(_other(assembly))
    if other.fits and other.agree >= len(wrong):
        cause = f"all {other.agree} agree with {_other(assembly)}, so set that as the assembly"
    elif _all_match(genome, assembly, records, shift=1):
        cause = "one base further on they agree, so the positions look 0-based; export it with 1-based positions"
    elif _all_match(genome, assembly, records, shift=-1):
        cause = "one base before they agree, so the positions are shifted; export it again from the caller"
    else:
        cause = "it was edited, lifted over without its REF, or called on another reference (hg18?); export it again"
    return f"REF of {len(wrong)} of {total} records is not {assembly}'s base (first {wrong[0]}): {cause}"


def _all_match(genome: Genome, assembly: Assembly, records: Sequence[VcfRecord], shift: int) -> bool:
    checks = [_check(genome, assembly, record, shift) for record in records if is_sequence(record.ref)]
    return RefCheck.MATCH in checks and RefCheck.MISMATCH not in checks
