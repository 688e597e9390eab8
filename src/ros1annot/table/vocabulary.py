"""What the rows of the table may refer to: genes, drugs, alteration classes and driver contexts."""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ros1annot.annotate.transcripts import Genome
from ros1annot.table.alteration import AlterationError, Part, parse_part
from ros1annot.table.classes import AlterationClass, Term, parse_term
from ros1annot.table.model import ContextRole, DriverContext, Drug, Problem, fold
from ros1annot.table.residues import ProteinReader
from ros1annot.table.rows import Notes, Row
from ros1annot.table.rule import Rule

GENE_COLUMNS = ("gene", "note")
DRUG_COLUMNS = (
    "drug", "aliases", "partners", "class", "generation", "targets", "fda", "ema", "nice", "certainty",
    "as_of", "note",
)  # fmt: skip
CLASS_COLUMNS = ("class", "gene", "transcript", "members", "aliases", "description", "source")
DRIVER_COLUMNS = ("driver", "gene", "role", "disease", "established_by", "aliases", "description")
REGIONS = ("fda", "ema", "nice")
NOT_ESTABLISHED = "-"
_DOSE = re.compile(r" \d+ mg")


@dataclass(frozen=True, slots=True)
class Resources:
    """The checked resources.

    Attributes:
        genes: gene to the transcript whose numbering the table uses; empty for a gene without a shipped one.
        aliases: folded name, brand or code of a single drug to its name.
    """

    genes: dict[str, str]
    drugs: dict[str, Drug]
    classes: dict[str, AlterationClass]
    contexts: dict[str, DriverContext]
    aliases: dict[str, str]


@dataclass(frozen=True, slots=True)
class Source:
    """The rows of one file."""

    path: Path
    rows: Sequence[Row]


def build_resources(
    genome: Genome, genes: Source, drugs: Source, classes: Source, drivers: Source, problems: list[Problem]
) -> Resources:
    """Read the four files; every broken rule goes to ``problems``, and its row is left out."""
    known_genes = _genes(genes, genome, problems)
    known_drugs, aliases = _drugs(drugs, problems)
    known_classes = _classes(classes, known_genes, genome, problems)
    contexts = _contexts(drivers, known_genes, known_classes, genome, problems)
    return Resources(known_genes, known_drugs, known_classes, contexts, aliases)


def check_transcript(notes: Notes, row: Row, genome: Genome) -> bool:
    """Record a transcript that is not shipped, not in this version, or of another gene."""
    accession = row["transcript"]
    shipped = genome.transcript(accession)
    if not accession or (shipped is not None and (shipped.accession, shipped.gene) == (accession, row["gene"])):
        return True
    gene = genome.gene(row["gene"])
    notes.add(
        Rule.TRANSCRIPT,
        row.line,
        "transcript",
        f"`{accession}` is not a shipped transcript of {row['gene']}",
        f"write {' or '.join(f'`{t.accession}`' for t in gene.transcripts)}" if gene else "leave the cell empty",
    )
    return False


def check_date(notes: Notes, row: Row, column: str) -> date | None:
    """The date of a cell, or ``None`` after recording that it is none."""
    try:
        return date.fromisoformat(row[column])
    except ValueError:
        notes.add(Rule.DATE, row.line, column, f"`{row[column]}` is not a date", "write YYYY-MM-DD")
        return None


def _unique(notes: Notes, row: Row, column: str, seen: Container[str]) -> bool:
    if not row[column]:
        notes.add(Rule.EMPTY, row.line, column, "the cell is empty", "give a name")
    elif row[column] in seen:
        notes.add(Rule.TWICE, row.line, column, f"`{row[column]}` is defined twice", "remove one of the two rows")
    else:
        return True
    return False


def _genes(source: Source, genome: Genome, problems: list[Problem]) -> dict[str, str]:
    notes = Notes(source.path, problems)
    genes = {gene.symbol: gene.reporting.accession for gene in genome.genes.values()}
    for row in source.rows:
        if _unique(notes, row, "gene", genes):
            genes[row["gene"]] = ""
    return genes


def _drugs(source: Source, problems: list[Problem]) -> tuple[dict[str, Drug], dict[str, str]]:
    notes = Notes(source.path, problems)
    drugs: dict[str, Drug] = {}
    aliases: dict[str, str] = {}
    for row in source.rows:
        as_of = check_date(notes, row, "as_of")
        if not _unique(notes, row, "drug", drugs) or as_of is None:
            continue
        name, partners = row["drug"], row.several("partners")
        if not _made_of(name, partners):
            way_out = "write `a;b` for the drug `a + b`, or `a` for `a 800 mg`"
            notes.add(Rule.PARTNERS, row.line, "partners", f"the partners do not make up `{name}`", way_out)
        if len(partners) < 2:
            _take_aliases(notes, row, name, aliases)
        approvals = tuple((region, row[region]) for region in REGIONS)
        drugs[name] = Drug(
            name, row.several("aliases"), partners, row["class"], row["generation"], row["targets"],
            approvals, row["certainty"], as_of, row["note"],
        )  # fmt: skip
    for row in source.rows:
        for partner in row.several("partners"):
            if partner not in drugs:
                notes.add(Rule.PARTNERS, row.line, "partners", f"`{partner}` has no row of its own", "add one")
    return drugs, aliases


def _made_of(name: str, partners: Sequence[str]) -> bool:
    """Whether a name is that of its partners' combination, of one drug at a dose, or of a single drug."""
    if len(partners) == 1:
        return _DOSE.fullmatch(name.removeprefix(partners[0])) is not None
    return name == " + ".join(partners) if partners else "+" not in name


def _take_aliases(notes: Notes, row: Row, name: str, aliases: dict[str, str], of: str = "") -> None:
    """Let the names of a row stand for it; ``of`` parts the names of one gene from those of others."""
    for alias in (name, *row.several("aliases")):
        other = aliases.setdefault(f"{of}{fold(alias)}", name)
        if other != name:
            problem = f"`{alias}` already stands for {other}"
            notes.add(Rule.ALIAS, row.line, "aliases", problem, "give it to one of the two")


def _classes(
    source: Source, genes: dict[str, str], genome: Genome, problems: list[Problem]
) -> dict[str, AlterationClass]:
    notes = Notes(source.path, problems)
    names = {row["class"]: row["gene"] for row in source.rows}
    classes: dict[str, AlterationClass] = {}
    aliases: dict[str, str] = {}
    for row in source.rows:
        if not _unique(notes, row, "class", classes) or not _known_gene(notes, row, genes):
            continue
        if not check_transcript(notes, row, genome):
            continue
        terms = _terms(notes, row, names, ProteinReader(genome, row["transcript"]))
        if not any(term.has_coordinates for term in terms):
            problem = f"class `{row['class']}` has no coordinates"
            notes.add(Rule.COORDINATES, row.line, "members", problem, "add a member with a residue or exon")
        if not row["source"]:
            notes.add(Rule.EMPTY, row.line, "source", "the cell is empty", "say where the members come from")
        _take_aliases(notes, row, row["class"], aliases, of=f"{row['gene']} ")
        classes[row["class"]] = AlterationClass(
            name=row["class"],
            gene=row["gene"],
            transcript=row["transcript"],
            terms=terms,
            aliases=row.several("aliases"),
            description=row["description"],
            members=row["members"],
            source=row["source"],
        )
    for row in source.rows:
        if row["class"] in _reached(row["class"], classes):
            problem = f"class `{row['class']}` holds itself"
            notes.add(Rule.CYCLE, row.line, "members", problem, "remove one of the classes from the other")
            classes.pop(row["class"], None)
    return {name: replace(found, terms=_known_terms(found, classes)) for name, found in classes.items()}


def _known_terms(found: AlterationClass, classes: Container[str]) -> tuple[Term, ...]:
    """The members of a class without those classes whose own row was refused."""
    return tuple(term for term in found.terms if not term.name or term.name in classes)


def _reached(name: str, classes: Mapping[str, AlterationClass]) -> set[str]:
    """The classes that a class takes over, directly or through others."""
    reached: set[str] = set()
    todo = [name]
    while todo:
        found = classes.get(todo.pop())
        todo += [t.name for t in found.terms if t.name and t.name not in reached] if found else []
        reached |= {t.name for t in found.terms if t.name} if found else set()
    return reached


def _terms(notes: Notes, row: Row, names: dict[str, str], reader: ProteinReader) -> tuple[Term, ...]:
    terms: list[Term] = []
    for member in row.several("members"):
        try:
            terms.append(parse_term(member, names, row["gene"], reader))
        except AlterationError as error:
            notes.error(row, "members", error)
    return tuple(terms)


def _contexts(
    source: Source,
    genes: dict[str, str],
    classes: dict[str, AlterationClass],
    genome: Genome,
    problems: list[Problem],
) -> dict[str, DriverContext]:
    notes = Notes(source.path, problems)
    contexts: dict[str, DriverContext] = {}
    aliases: dict[str, str] = {}
    for row in source.rows:
        if not _unique(notes, row, "driver", contexts) or not _known_gene(notes, row, genes):
            continue
        parts: list[Part] = []
        reader = ProteinReader(genome, genes[row["gene"]])
        for text in row.several("established_by"):
            try:
                parts += [] if text == NOT_ESTABLISHED else [parse_part(text, classes, reader)]
            except AlterationError as error:
                notes.error(row, "established_by", error)
        role = notes.word(row, "role", ContextRole)
        _take_aliases(notes, row, row["driver"], aliases)
        if not row["established_by"]:
            way_out = "write `-` where no alteration establishes it"
            notes.add(Rule.EMPTY, row.line, "established_by", "the cell is empty", way_out)
        contexts[row["driver"]] = DriverContext(
            row["driver"],
            row["gene"],
            role or ContextRole.DRIVER,
            row["disease"],
            tuple(parts),
            row.several("aliases"),
            row["description"],
        )
    return contexts


def _known_gene(notes: Notes, row: Row, genes: dict[str, str]) -> bool:
    if row["gene"] in genes:
        return True
    notes.add(
        Rule.GENE, row.line, "gene", f"gene `{row['gene']}` is not in genes.tsv", "correct it, or add the gene there"
    )
    return False
