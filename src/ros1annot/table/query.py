"""What a person types (``ROS1 G2032R``, ``EML4-ALK``, ``T790M+C797S cis``) as traits to match.

Changes may be counted on any shipped transcript (``ROS1:p.Gly2026Arg@NM_001378902.1``); they are carried over
to the numbering of the literature through the codon's place on the chromosome.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches

from ros1annot.annotate.fusion_genes import shipped_fusion_genes
from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import UsageError
from ros1annot.model import Assembly, FusionRole
from ros1annot.result import PhaseVerdict
from ros1annot.table.alteration import AlterationError, FusionPart
from ros1annot.table.counted import read_change
from ros1annot.table.locate import described, locate
from ros1annot.table.model import Entry, ResistanceTable, fold
from ros1annot.table.names import Names
from ros1annot.table.residues import ProteinReader
from ros1annot.table.spelling import is_change, protein_spelling, split_compound, split_phase
from ros1annot.table.traits import FusionTrait, Trait, trait_of

_WORD = r"(?:\s+(?:gene\s+)?(?:fusions?|rearrangements?|translocations?))?"
_PAIR = re.compile(rf"(?P<five>[A-Za-z0-9-]+?)(?:::|--)(?P<three>[A-Za-z0-9-]+?){_WORD}", re.IGNORECASE)
_JOINED = re.compile(rf"(?P<joined>[A-Za-z0-9]+[A-Za-z0-9/-]*[/-][A-Za-z0-9-]+?){_WORD}", re.IGNORECASE)
_BY_ACCESSION = re.compile(r"(?P<accession>[A-Za-z]{2,4}_?\d+(?:\.\d+)?)(?:\([A-Za-z0-9-]+\))?\s*:\s*(?P<change>p\..+)")
_PROTEIN_ACCESSION = re.compile(r"(?:NP_|XP_|ENSP)\d+.*", re.IGNORECASE)
_NO_PARTNER = re.compile(r".*-(?:positive|negative|mutant|mutated|rearranged|driven|fused)", re.IGNORECASE)
_SEPARATED = r"(?:\s*:\s*|\s*\)\s*|[\s_-]+)"
_COPY_NUMBER = {
    **dict.fromkeys(("amplification", "amp", "amplified", "gain", "copy number gain"), "amplification"),
    **dict.fromkeys(("loss", "deletion", "deleted", "homozygous deletion", "copy number loss"), "loss"),
}
_FUSION_WORDS = {"fusion", "fusions", "rearrangement", "rearranged", "translocation", "positive", "fusion positive"}


@dataclass(frozen=True, slots=True)
class Query:
    """A question understood.

    Attributes:
        traits: one for each part (``ALK C1156Y+L1198F`` has two).
        reading: how the question was read, one text a part: ``ROS1 p.(Gly2032Arg) on NM_002944.3``.
        phase: between the parts, where the question says it.
    """

    traits: tuple[Trait, ...]
    reading: tuple[str, ...]
    phase: PhaseVerdict | None = None


def parse_query(text: str, table: ResistanceTable, genome: Genome, assembly: Assembly | None = None) -> Query:
    """Understand a question.

    Args:
        text: what a person wrote.
        table: its genes and classes are known by name.
        genome: the shipped genes.
        assembly: what a chromosome position counts on; see :func:`ros1annot.table.locate.locate`.

    Raises:
        UsageError: gene, transcript or alteration is unknown, or a residue or base is not the transcript's; the
            message names what was probably meant.
    """
    reader = _Reader(table, Names(table), genome, assembly)
    asked, phase = split_phase(text)
    if not asked:
        raise UsageError("the question is empty; ask for a gene and an alteration, such as `ROS1 G2032R`")
    if (whole := reader.whole(asked)) is not None:
        parts = [whole]
    else:
        parts = []
        for part in (p for joined in split_compound(asked) for p in reader.apart(joined)):
            parts.append(reader.part(part, parts[-1][0].gene if parts else ""))
    if phase and len(parts) < 2:
        raise UsageError(f"`{text.strip()}` gives a phase, but names one alteration only; name both, or leave it out")
    return Query(tuple(trait for trait, _ in parts), tuple(reading for _, reading in parts), phase)


def unseen_rows(text: str, table: ResistanceTable) -> list[Entry]:
    """Rows of the kinds that are never matched, by gene, by their words, or by both."""
    asked = fold(text)
    return [
        entry
        for entry in table.entries
        if not entry.kind.matched
        and (
            asked in {fold(entry.alteration), fold(f"{entry.gene} {entry.alteration}")}
            or (asked == fold(entry.gene) and entry.gene not in table.index)
        )
    ]


def rows_beside(query: Query, table: ResistanceTable) -> list[Entry]:
    """Rows that no sample can meet, and that the question is about: ``TP53+RB1`` transformation for ``RB1 loss``.

    Of a gene that drives only those count that name the change (``loss of T790M on osimertinib``).
    """
    driving = {context.gene for context in table.contexts.values()}
    changes = [(t.gene, f"{change.ref}{change.start}{change.alt}") for t in query.traits for _, change in t.names]
    others = {trait.gene for trait in query.traits} - driving
    return [
        entry
        for entry in table.entries
        if not entry.kind.matched
        and (others & set(entry.gene.split("+")) or any(g == entry.gene and c in entry.alteration for g, c in changes))
    ]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the parts of one question: each a trait and how it was read."""

    table: ResistanceTable
    names: Names
    genome: Genome
    assembly: Assembly | None

    def whole(self, text: str) -> tuple[Trait, str] | None:
        """A text that says its gene itself, joints and blanks included; ``None`` where it is none."""
        if (variant := locate(text, self.genome, self.assembly)) is not None:
            return trait_of(variant), described(variant)
        if gene := self._fusion_context(fold(text)):
            return _any_fusion(gene)
        if pair := self._partners(text):
            return self._fusion(*pair)
        if name := self.names.classes.get(("", fold(text))):
            return Trait(self.table.classes[name].gene, classes=frozenset({name})), f"class {name}"
        return None

    def apart(self, text: str) -> list[str]:
        """``EML4-ALK G1202R``: a fusion and a change of its kinase, joined by a blank; its gene may stand before."""
        head, _, tail = text.partition(" ")
        if tail and self.names.is_gene(head) and len(inner := self.apart(tail)) > 1:
            return inner
        return [head, tail] if is_change(tail) and self._partners(head) else [text]

    def part(self, text: str, inherited: str) -> tuple[Trait, str]:
        """One part; ``inherited`` is the gene of the part before it.

        Raises:
            UsageError: it cannot be.
        """
        if (whole := self.whole(text)) is not None:
            return whole
        gene, rest = self._gene_and_rest(text, inherited)
        if gene:
            return self._of_gene(gene, rest)
        if not is_change(rest):
            raise self._unknown_gene(text)
        spelled = protein_spelling(rest)
        meant = self._genes_that_list(spelled)
        if len(meant) == 1:
            trait, reading = read_change(meant[0], spelled, self.table, self.genome)
            return trait, f"{reading} ({meant[0]} is the only gene for which the table lists it)"
        hint = " or ".join(f"`{gene} {spelled}`" for gene in meant)
        raise UsageError(
            f"`{rest}` names no gene; {f'did you mean {hint}?' if hint else 'write it like `ROS1 G2032R`'}"
        )

    # --- a gene and what is asked of it --------------------------------------------------------------------

    def _of_gene(self, gene: str, rest: str) -> tuple[Trait, str]:
        if not rest:
            way_out = f"`ros1annot table show --gene {gene}` prints all rows of {gene}"
            raise UsageError(f"`{gene}` names no alteration; {way_out}")
        if (event := self._event(gene, fold(rest))) is not None:
            return event
        if (named := self.whole(rest)) is not None and named[0].gene == gene:
            return named
        if not is_change(rest) and (word := self._nearest_word(gene, fold(rest))):
            raise UsageError(
                f"`{rest}` is neither a protein change nor a class of {gene}; did you mean `{gene} {word}`?"
            )
        return read_change(gene, rest, self.table, self.genome)

    def _event(self, gene: str, word: str) -> tuple[Trait, str] | None:
        """A class, copy-number change or fusion of a gene, by its word."""
        if name := self.names.classes.get((gene, word)):
            return Trait(gene, classes=frozenset({name})), f"class {name}"
        if change := _COPY_NUMBER.get(word):
            return Trait(gene, copy_number=change), f"{gene} {change}"
        return _any_fusion(gene) if word in _FUSION_WORDS else None

    def _nearest_word(self, gene: str, word: str) -> str:
        words = [alias for of, alias in self.names.classes if of == gene] + list(_COPY_NUMBER) + list(_FUSION_WORDS)
        return next(iter(get_close_matches(word, words, n=1, cutoff=0.7)), "")

    def _gene_and_rest(self, text: str, inherited: str) -> tuple[str, str]:
        """The gene that a part names before, behind, or in one word with what it asks; no gene is ``""``.

        Raises:
            UsageError: it counts on a transcript that is not shipped.
        """
        if counted := _BY_ACCESSION.fullmatch(text):
            accession = counted["accession"].upper()
            if on := self.genome.transcript(accession):
                return on.gene, f"{counted['change']}@{accession}"
            told = "a protein" if _PROTEIN_ACCESSION.fullmatch(accession) else "no shipped transcript"
            if "_" in accession or accession.startswith("ENS"):
                raise UsageError(
                    f"`{accession}` is {told}; ask by gene or transcript: `ROS1 G2032R`, `NM_002944.3:p.…`"
                )
        name = self.names.pattern
        if found := re.fullmatch(rf"\(?(?P<gene>{name})(?:{_SEPARATED}(?P<rest>.+))?", text, re.IGNORECASE):
            return self.names.symbol(found["gene"]), (found["rest"] or "").strip()
        if (found := re.fullmatch(rf"(?P<gene>{name})(?P<rest>.+)", text, re.IGNORECASE)) and is_change(found["rest"]):
            return self.names.symbol(found["gene"]), found["rest"]
        if found := re.fullmatch(rf"(?P<rest>.+?)\s+(?:(?:of|in)\s+)?\(?(?P<gene>{name})\)?", text, re.IGNORECASE):
            return self.names.symbol(found["gene"]), found["rest"].strip()
        return inherited, text

    def _unknown_gene(self, text: str) -> UsageError:
        named = re.split(r"[\s:]", text, maxsplit=1)[0]
        near = get_close_matches(named.upper(), self.table.genes, n=1, cutoff=0.7)
        way_out = f"did you mean `{near[0]}`?" if near else "ask for a gene and an alteration, such as `ROS1 G2032R`"
        return UsageError(f"`{named}` is not a gene of the table; {way_out}")

    def _genes_that_list(self, change: str) -> list[str]:
        """Genes of which the table lists a change written like this."""
        found = []
        for gene, index in self.table.index.items():
            try:
                read = ProteinReader(self.genome, self.table.genes[gene])(f"p.{change}")
            except AlterationError:
                continue
            if any(listed == read for _, listed in index.exact):
                found.append(gene)
        return found

    # --- fusions -------------------------------------------------------------------------------------------

    def _fusion_context(self, asked: str) -> str | None:
        """The gene of ``ALK-positive``, ``ROS1+``: a driver context that any fusion of the gene establishes."""
        for context in self.table.contexts.values():
            named = {fold(name) for name in (context.name, *context.aliases)} - {fold(context.gene)}
            if asked in named and any(part.what == FusionPart() for part in context.established_by):
                return context.gene
        return None

    def _partners(self, text: str) -> tuple[str, str] | None:
        """Both genes of a fusion, as written; a hyphen or slash parts them where one is a gene of the table."""
        if pair := _PAIR.fullmatch(text):
            return self.names.symbol(pair["five"]), self.names.symbol(pair["three"])
        joined = _JOINED.fullmatch(text)
        if joined is None or _NO_PARTNER.fullmatch(text):
            return None
        name = joined["joined"]
        splits = [(name[:i], name[i + 1 :]) for i, letter in enumerate(name) if letter in "-/"]
        pairs = [(self.names.symbol(five), self.names.symbol(three)) for five, three in splits if five and three]
        genes = [pair for pair in pairs if not self.names.is_gene(name) and not self._is_said_of(*pair)]
        return next((pair for side in (1, 0) for pair in genes if pair[side] in self.table.index), None)

    def _is_said_of(self, gene: str, other: str) -> bool:
        """Whether the second name is no gene, but a change or a word: ``ALK-G1202R``, ``MET-amplification``."""
        return is_change(other) or is_change(gene) or self._event(gene, fold(other)) is not None

    def _fusion(self, five: str, three: str) -> tuple[Trait, str]:
        """A fusion by its partners, the 3' one being the kinase where the table knows drugs for both."""
        kinase = next((gene for gene in (three, five) if gene in self.table.index), None)
        if kinase is None:
            told = f"the table has no rows for {five} or {three}"
            raise UsageError(f"{told}; ask for a fusion of ROS1, ALK, RET, NTRK1 …")
        known = shipped_fusion_genes().kinases.get(kinase)
        if kinase == five and known is not None and not known.either_side and not self._has_pair(five, three):
            problem = f"{five}::{three} has its kinase at the 5' end: a reciprocal fusion, which drives nothing"
            raise UsageError(f"{problem}; did you mean `{three}::{five}`?")
        trait = Trait(kinase, fusion=FusionTrait(five, three, kinase, FusionRole.DRIVER))
        return trait, f"{five}::{three}, fusion of the kinase {kinase}"

    def _has_pair(self, five: str, three: str) -> bool:
        parts = (part.what for entry in self.table.entries for part in entry.parsed.parts)
        return any(part == FusionPart((five, three)) for part in parts)


def _any_fusion(gene: str) -> tuple[Trait, str]:
    return Trait(gene, fusion=FusionTrait("", gene, gene, FusionRole.DRIVER)), f"{gene} fusion"
