"""Variants that a person names by their place: on a chromosome, or in coding DNA (a small part of HGVS ``c.``).

``chr6:117638347 C>T`` · ``6-117638347-C-T`` · ``chr6:g.117638347C>T`` · ``NM_002944.3:c.6094G>A`` · ``ROS1 c.6094G>A``;
of ``c.``: substitutions, ``del``, ``dup``, ``inv``, ``ins`` and ``delins`` of bases that are written out, also in
introns and untranslated regions. They are named as a variant of a file is.
"""

import re
from dataclasses import dataclass

from ros1annot.annotate.reference import RefCheck, ReferenceMismatchError, reverse_complement
from ros1annot.annotate.small import annotate
from ros1annot.annotate.transcripts import Genome, Transcript
from ros1annot.errors import UsageError
from ros1annot.model import AlleleCall, Assembly, SmallVariant

_GENOMIC = re.compile(
    r"(?:chr)?(?P<chrom>[1-9]|1\d|2[0-2]|X|Y)\s*[:\-_]\s*(?:g\.)?(?P<pos>\d+)[\s:\-_]*"
    r"(?P<ref>[ACGT]+)\s*[>\-_:/]\s*(?P<alt>[ACGT]+)",
    re.IGNORECASE,
)
_BASE = r"(?:[-*]?\d+(?:[+-]\d+)?)"
_CODING = re.compile(
    rf"(?P<on>[A-Za-z0-9_.-]+?)(?:\((?P<gene>[A-Za-z0-9-]+)\))?\s*[:\s]\s*c\.\(?(?P<first>{_BASE})(?:_(?P<last>{_BASE}))?"
    r"(?:(?P<ref>[ACGT])>(?P<alt>[ACGT])|del(?P<deleted>[ACGT]*)ins(?P<delins>[ACGT]+)|(?P<del>del)(?:\d+|(?P<lost>[ACGT]*))"
    r"|(?P<dup>dup)(?:\d+|(?P<doubled>[ACGT]*))|(?P<inv>inv)|ins(?P<ins>[ACGT]+))\)?",
    re.IGNORECASE,
)
_CODING_LIKE = re.compile(r".*[\s:]c\.\(?[-*]?\d.*")
_COUNTED = re.compile(r"(?P<side>[-*]?)(?P<number>\d+)(?P<offset>[+-]\d+)?")


def locate(text: str, genome: Genome, assembly: Assembly | None) -> SmallVariant | None:
    """The variant that ``text`` places, named; ``None`` where it is no such text.

    Args:
        text: what a person wrote.
        genome: the shipped genes.
        assembly: what a chromosome position counts on; ``None`` takes the one whose bases fit, if only one does.

    Raises:
        UsageError: the variant cannot be: its bases are not there, or nothing that is known lies there.
    """
    if found := _GENOMIC.fullmatch(text.strip()):
        call = AlleleCall(found["chrom"].upper(), int(found["pos"]), found["ref"].upper(), found["alt"].upper())
        return _named(call, genome, assembly or _fitting(call, genome))
    if coding := _CODING.fullmatch(text.strip()):
        return _named(_coding_call(text, coding, genome), genome, _CODING_ASSEMBLY)
    if _CODING_LIKE.fullmatch(text.strip()):
        raise UsageError(
            f"`{text.strip()}` is not a coding change that is read here; write `c.6094G>A`, `c.2235_2249del`, "
            "`c.2310_2311insGGT`, `c.2303_2311dup` or `c.2237_2255delinsT`"
        )
    return None


def described(variant: SmallVariant) -> str:
    """Name and place as an answer shows how it read the question."""
    name = variant.name
    on = f"{variant.gene} {name.hgvs_p or name.hgvs_c} on {name.transcript}"
    place = f"{variant.chrom}:{variant.pos} {variant.ref}>{variant.alt} on {variant.assembly}"
    return f"{on} ({name.hgvs_c}; {place}; {variant.consequence})"


_CODING_ASSEMBLY = Assembly.GRCH38
"""Either would do: a coding name is carried to the chromosome and back."""


def _named(call: AlleleCall, genome: Genome, assembly: Assembly) -> SmallVariant:
    try:
        variant = annotate(call, genome, assembly)
    except ReferenceMismatchError as error:
        problem = f"REF is {call.ref}, but {assembly} has {error.expected} there"
        hint = _other_assembly(call, genome, assembly)
        raise UsageError(f"{call.chrom}:{call.pos} {call.ref}>{call.alt} cannot be: {problem}{hint}") from error
    if variant is None:
        problem = f"on {assembly} changes no gene that is known here"
        hint = _other_assembly(call, genome, assembly) or "; check the position and the assembly"
        raise UsageError(f"{call.chrom}:{call.pos} {call.ref}>{call.alt} {problem}{hint}")
    return variant


def _fits(call: AlleleCall, genome: Genome, assembly: Assembly) -> bool:
    """Whether the place lies in a gene, and its bases are REF."""
    end = call.pos + len(call.ref) - 1
    in_gene = genome.genes_at(assembly, call.chrom, call.pos, end)
    return bool(in_gene) and genome.check_ref(assembly, call.chrom, call.pos, call.ref) is RefCheck.MATCH


def _other_assembly(call: AlleleCall, genome: Genome, assembly: Assembly) -> str:
    """The way out where another assembly fits."""
    other = next((other for other in Assembly if other is not assembly and _fits(call, genome, other)), None)
    return f"; did you mean `--assembly {other}`?" if other else ""


def _fitting(call: AlleleCall, genome: Genome) -> Assembly:
    """The one assembly whose shipped bases are REF at the place, inside a gene."""
    fitting = [assembly for assembly in Assembly if _fits(call, genome, assembly)]
    if len(fitting) != 1:
        told = "fits both assemblies" if fitting else "fits no gene on either assembly"
        raise UsageError(f"{call.chrom}:{call.pos} {call.ref}>{call.alt} {told}; say `--assembly GRCh37` or GRCh38")
    return fitting[0]


def _coding_call(text: str, found: re.Match[str], genome: Genome) -> AlleleCall:
    """The change on the chromosome; one that the gene's transcript cannot have may be meant on another one."""
    transcript = _transcript(found["on"], found["gene"], genome)
    try:
        return _Coding(text, found, transcript, genome).call()
    except UsageError as error:
        others = genome.genes[transcript.gene].transcripts
        meant = next((o.accession for o in others if _Coding(text, found, o, genome).can_be()), None)
        if meant is None:
            raise
        raise UsageError(f"{error}; did you mean `{meant}:{found[0][found[0].index('c.') :]}`?") from error


def _transcript(named: str, gene: str | None, genome: Genome) -> Transcript:
    known = genome.gene(named.upper())
    transcript = known.reporting if known else genome.transcript(named.upper())
    if transcript is None or (gene is not None and gene.upper() != transcript.gene):
        told = f"{named}({gene})" if gene else named
        raise UsageError(f"`{told}` is neither a shipped transcript nor a gene with one; write `ROS1 c.6094G>A`")
    return transcript


@dataclass(frozen=True, slots=True)
class _Coding:
    """One coding name being carried to the chromosome."""

    text: str
    found: re.Match[str]
    transcript: Transcript
    genome: Genome

    def can_be(self) -> bool:
        """Whether the transcript can have this change."""
        try:
            self.call()
        except UsageError:
            return False
        return True

    def call(self) -> AlleleCall:
        """The change as a record of a file would write it.

        Raises:
            UsageError: the transcript cannot have it, or its bases are not shipped.
        """
        found = self.found
        first, last = self._position(found["first"]), self._position(found["last"] or found["first"])
        forward = self.transcript.layout(_CODING_ASSEMBLY).strand == "+"
        low, high = (first, last) if forward else (last, first)
        if low > high:
            raise self._refused("it names its last base before its first")
        if found["ins"]:
            if high != low + 1:
                raise self._refused("an insertion names the two bases around it")
            kept, gained = self._bases(low, low), self._plus(found["ins"])
            return self._allele(low, kept, kept + gained)
        there = self._bases(low, high)
        stated = found["ref"] or found["deleted"] or found["lost"] or found["doubled"] or ""
        if stated and self._plus(stated) != there:
            raise self._refused(f"{self.transcript.accession} has {self._plus(there)} there, not {stated.upper()}")
        if found["ref"] and found["last"]:
            raise self._refused("it gives one new base for a range; write `delins`")
        if found["dup"]:
            return self._allele(low, there, there + there)
        if found["inv"]:
            return self._allele(low, there, reverse_complement(there))
        before = self._bases(low - 1, low - 1)
        gained = self._plus(found["alt"] or found["delins"] or "")
        return self._allele(low - 1, before + there, before + gained)

    def _allele(self, pos: int, ref: str, alt: str) -> AlleleCall:
        return AlleleCall(self.transcript.layout(_CODING_ASSEMBLY).chrom, pos, ref, alt)

    def _refused(self, problem: str) -> UsageError:
        return UsageError(f"`{self.text.strip()}` cannot be: {problem}")

    def _plus(self, bases: str) -> str:
        """Bases of the transcript on the plus strand, or the other way round."""
        forward = self.transcript.layout(_CODING_ASSEMBLY).strand == "+"
        return bases.upper() if forward else reverse_complement(bases.upper())

    def _bases(self, low: int, high: int) -> str:
        layout = self.transcript.layout(_CODING_ASSEMBLY)
        bases = self.genome.reference(_CODING_ASSEMBLY, layout.chrom, low, high)
        if bases is None:
            raise self._refused("the reference bases there are not shipped; ask by chromosome position")
        return bases

    def _position(self, counted: str) -> int:
        """Chromosome position of a base as HGVS counts it: ``6094``, ``-12``, ``*3``, ``2942-1``."""
        layout = self.transcript.layout(_CODING_ASSEMBLY)
        found = _COUNTED.fullmatch(counted)
        if found is None:
            raise self._refused(f"`{counted}` is not a base of coding DNA")
        number, offset = int(found["number"]), int(found["offset"] or 0)
        base = {"": number, "-": 1 - number, "*": layout.cds_length + number}[found["side"]]
        if number == 0 or (not found["side"] and number > layout.cds_length):
            raise self._refused(f"the coding sequence of {self.transcript.accession} is 1 to {layout.cds_length}")
        try:
            exonic = layout.position(base)
        except ValueError as error:
            raise self._refused(f"{self.transcript.accession} ends before base {counted}") from error
        pos = exonic + offset if layout.strand == "+" else exonic - offset
        exon = layout.exon_at(pos)
        at_edge = exonic in {edge for e in layout.exons for edge in (e.start, e.end)}
        if offset and (exon is not None or not at_edge):
            raise self._refused(f"{counted} is in no intron of {self.transcript.accession}")
        return pos
