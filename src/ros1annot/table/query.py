"""What a person types (``ROS1 G2032R``, ``EML4-ALK``, ``EGFR exon 19 deletion``) as traits to match.

Changes may be counted on any shipped transcript (``ROS1:p.Gly2026Arg@NM_001378902.1``); they are carried over
to the numbering of the literature through the codon's place on the chromosome.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ros1annot.annotate.protein import canonical_change, hgvs_protein
from ros1annot.annotate.transcripts import Gene, Genome, Transcript
from ros1annot.errors import UsageError
from ros1annot.model import Assembly, FusionRole, ProteinChange
from ros1annot.table.alteration import AlterationError, FusionPart
from ros1annot.table.locate import described, locate
from ros1annot.table.model import Entry, ResistanceTable, fold
from ros1annot.table.residues import ProteinReader
from ros1annot.table.traits import FusionTrait, Trait, trait_of, unversioned

_PAIR = re.compile(r"([A-Za-z0-9-]+)(?:::|/|--)([A-Za-z0-9-]+?)(?:\s+(?:fusion|rearrangement))?", re.IGNORECASE)
_HYPHENED = re.compile(r"([A-Za-z0-9-]+-[A-Za-z0-9-]+?)(?:\s+(?:fusion|rearrangement))?", re.IGNORECASE)
_BY_ACCESSION = re.compile(r"(?P<accession>[A-Z]{2,4}_?\d+(?:\.\d+)?)(?:\([A-Za-z0-9-]+\))?\s*:\s*(?P<change>p\..+)")
_NO_PARTNER = re.compile(r"-(?:positive|negative|mutant|mutated|rearranged|driven|fused)$", re.IGNORECASE)
_PLAIN_CHANGE = re.compile(r"p\.\S+|[A-Z]\d+\S+")
_GENE_FIRST = re.compile(r"(?P<gene>[A-Za-z0-9-]+)(?:\s*:\s*|\s+)(?P<rest>.+)")
_CHANGE = re.compile(r"(?P<change>[^@\s]+)(?:@(?P<transcript>\S+))?")
_COPY_NUMBER = {"amplification": "amplification", "gain": "amplification", "loss": "loss"}


@dataclass(frozen=True, slots=True)
class Query:
    """A question understood.

    Attributes:
        traits: one for each part (``ALK C1156Y+L1198F`` has two).
        reading: how the question was read, one text a part: ``ROS1 p.Gly2032Arg on NM_002944.3``.
    """

    traits: tuple[Trait, ...]
    reading: tuple[str, ...]


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
    asked = text.strip()
    if (variant := locate(asked, genome, assembly)) is not None:
        return _one(trait_of(variant), described(variant))
    if gene := _fusion_context(fold(asked), table):
        return _one(_any_fusion(gene), f"{gene} fusion")
    if pair := _fusion_partners(asked, table):
        return _fusion_pair(*pair, table)
    if name := _class_names(table).get(("", fold(asked))):
        return _one(Trait(table.classes[name].gene, classes=frozenset({name})), f"class {name}")
    gene, rest = _gene_and_rest(asked, table, genome)
    if (named := _named_event(gene, fold(rest), table)) is not None:
        return named
    parts = [_protein_part(gene, part.strip(), table, genome) for part in rest.split("+")]
    return Query(tuple(trait for trait, _ in parts), tuple(reading for _, reading in parts))


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


def _one(trait: Trait, reading: str) -> Query:
    return Query((trait,), (reading,))


def _named_event(gene: str, rest: str, table: ResistanceTable) -> Query | None:
    """A class, copy-number change or fusion of a gene, by its word."""
    if name := _class_names(table).get((gene, rest)):
        return _one(Trait(gene, classes=frozenset({name})), f"class {name}")
    if change := _COPY_NUMBER.get(rest):
        return _one(Trait(gene, copy_number=change), f"{gene} {change}")
    if rest in {"fusion", "rearrangement"}:
        return _one(_any_fusion(gene), f"{gene} fusion")
    return None


def _any_fusion(gene: str) -> Trait:
    return Trait(gene, fusion=FusionTrait("", gene, gene, FusionRole.DRIVER))


def _fusion_context(asked: str, table: ResistanceTable) -> str | None:
    """The gene of ``ALK-positive``, ``ROS1+``: a driver context that any fusion of the gene establishes."""
    for context in table.contexts.values():
        named = {fold(name) for name in (context.name, *context.aliases)} - {fold(context.gene)}
        if asked in named and any(part.what == FusionPart() for part in context.established_by):
            return context.gene
    return None


def _gene_and_rest(asked: str, table: ResistanceTable, genome: Genome) -> tuple[str, str]:
    """The gene that a question names, and what it asks of it.

    Raises:
        UsageError: it names none that the table has.
    """
    if (counted := _BY_ACCESSION.fullmatch(asked)) and (on := genome.transcript(counted["accession"])):
        return on.gene, f"{counted['change']}@{counted['accession']}"
    found = _GENE_FIRST.fullmatch(asked)
    if found is not None and found["gene"].upper() in table.genes:
        return found["gene"].upper(), found["rest"].strip()
    if asked.upper() in table.genes:
        gene = asked.upper()
        raise UsageError(
            f"`{asked}` names no alteration; `ros1annot table show --gene {gene}` prints all rows of {gene}"
        )
    if _PLAIN_CHANGE.fullmatch(asked):
        meant = " or ".join(f"`{gene} {asked}`" for gene in _genes_that_list(asked, table, genome))
        hint = f"did you mean {meant}?" if meant else "write it like `ROS1 G2032R`"
        raise UsageError(f"`{asked}` names no gene; {hint}")
    named = found["gene"] if found else asked
    raise UsageError(f"`{named}` is not a gene of the table; ask for a gene and an alteration, such as `ROS1 G2032R`")


def _genes_that_list(text: str, table: ResistanceTable, genome: Genome) -> list[str]:
    """Genes of which the table lists a change written like this."""
    found = []
    for gene, index in table.index.items():
        try:
            change = ProteinReader(genome, table.genes[gene])(f"p.{text.removeprefix('p.')}")
        except AlterationError:
            continue
        if any(listed == change for _, listed in index.exact):
            found.append(gene)
    return found


def _fusion_partners(asked: str, table: ResistanceTable) -> tuple[str, str] | None:
    """Both genes of a fusion, in the order written; a hyphen parts them where a gene of the table stands beside it."""
    if pair := _PAIR.fullmatch(asked):
        return pair[1].upper(), pair[2].upper()
    hyphened = _HYPHENED.fullmatch(asked)
    if hyphened is None or hyphened[1].upper() in table.genes or _NO_PARTNER.search(hyphened[1]):
        return None
    name = hyphened[1].upper()
    splits = [(name[:i], name[i + 1 :]) for i, letter in enumerate(name) if letter == "-"]
    return next((s for side in (1, 0) for s in splits if all(s) and s[side] in table.index), None)


def _fusion_pair(five: str, three: str, table: ResistanceTable) -> Query:
    """A fusion by its partners, the 3' one being the kinase where the table knows drugs for both."""
    kinase = next((gene for gene in (three, five) if gene in table.index), None)
    if kinase is None:
        raise UsageError(f"the table has no rows for {five} or {three}; ask for a fusion of ROS1, ALK, RET, NTRK1 …")
    trait = Trait(kinase, fusion=FusionTrait(five, three, kinase, FusionRole.DRIVER))
    return _one(trait, f"{five}::{three}, fusion of the kinase {kinase}")


def _class_names(table: ResistanceTable) -> Mapping[tuple[str, str], str]:
    """Class names and aliases, by gene and without one (where the gene is clear from the name)."""
    names: dict[tuple[str, str], str] = {}
    for found in table.classes.values():
        for alias in (found.name, *found.aliases):
            names[found.gene, fold(alias)] = found.name
            names.setdefault(("", fold(alias)), found.name)
            names[found.gene, fold(alias.removeprefix(f"{found.gene} "))] = found.name
    return names


def _protein_part(gene: str, text: str, table: ResistanceTable, genome: Genome) -> tuple[Trait, str]:
    found = _CHANGE.fullmatch(text)
    if found is None:
        raise UsageError(f"`{text}` is neither a protein change nor a class of {gene}; write it like `G2032R`")
    known = genome.gene(gene)
    reporting = table.genes[gene]
    counted_on = _transcript(known, found["transcript"], genome) if known else None
    accession = counted_on.accession if counted_on else reporting
    listed = {residue for _, residue in table.index[gene].residues} if gene in table.index else set()
    try:
        change = ProteinReader(genome, accession, lambda: listed)(f"p.{found['change'].removeprefix('p.')}")
    except AlterationError as error:
        way_out = f"; {error.way_out}" if error.way_out else ""
        raise UsageError(f"{gene} {text} cannot be: {error.problem}{way_out}") from error
    names = [(unversioned(accession), change)]
    reading = f"{gene} {_spelled(change, counted_on)}"
    if known and counted_on is not None and counted_on is not known.reporting:
        carried = _carried(change, counted_on, known.reporting)
        names.append((unversioned(reporting), carried))
        reading = f"{gene} {_spelled(carried, known.reporting)} ({reading.removeprefix(gene + ' ')})"
    return Trait(gene, tuple(names)), reading


def _spelled(change: ProteinChange, transcript: Transcript | None) -> str:
    if transcript is None or transcript.protein is None:
        return f"p.{change.ref}{change.start}{change.alt}"
    return f"{hgvs_protein(change, transcript.protein)} on {transcript.accession}"


def _transcript(gene: Gene, accession: str | None, genome: Genome) -> Transcript:
    if accession is None:
        return gene.reporting
    found = genome.transcript(accession)
    if found is None or found.gene != gene.symbol:
        shipped = ", ".join(transcript.accession for transcript in gene.transcripts)
        raise UsageError(f"`{accession}` is not a shipped transcript of {gene.symbol}; there is {shipped}")
    return found


def _carried(change: ProteinChange, source: Transcript, target: Transcript) -> ProteinChange:
    """The same change on another transcript of the gene.

    Raises:
        UsageError: the residues are not coded by the same codons there.
    """
    assembly = Assembly.GRCH38
    codon = source.codon_positions(change.start, assembly)
    place = target.layout(assembly).place(codon[0])
    residue = (place.base + 2) // 3
    moved = replace(change, start=residue)
    protein = target.protein or ""
    same = place.offset == 0 and place.base % 3 == 1 and protein[residue - 1 :].startswith(change.ref)
    found = canonical_change(protein, residue, change.ref, change.alt) if same and not change.frameshift else moved
    if not same or found is None:
        raise UsageError(
            f"residue {change.start} of {source.accession} has no counterpart on {target.accession}; "
            f"ask on {target.accession}"
        )
    return found
