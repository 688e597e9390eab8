"""Statements of another knowledge base as rows of an overlay, for a curator to look through. Pure.

Every row is ``unverified``: shown, and never deciding a call alone. What the table already says is left out, and so
is what contradicts it: that is the curator's to decide.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ros1annot.annotate.protein import short_protein
from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import UsageError
from ros1annot.table.entries import ENTRY_COLUMNS, REFERENCE, UNKNOWN_TIER
from ros1annot.table.exchange.foreign import ForeignItem, Understood, agrees, matching_rows, understand
from ros1annot.table.match import contexts_of_traits
from ros1annot.table.model import ContextRole, Kind, ResistanceTable, Status
from ros1annot.table.traits import Trait

_NOT_IN_ID = re.compile(r"[^A-Za-z0-9]+")
_NAMES = re.compile(r"`[^`]*`|'[^']*'|residue \d+ of \S+ is .*")
_Subject = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the statements of a file.

    Attributes:
        rows: the overlay's rows, by column.
        known: how many statements the table already makes.
        contradicting: sentences on what contradicts the table, or another statement of the file.
        left_out: reasons for which statements could not be read, with their number.
    """

    rows: list[dict[str, str]] = field(default_factory=list)
    known: int = 0
    contradicting: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)

    def text(self) -> str:
        """The overlay file."""
        lines = ["\t".join(row[column] for column in ENTRY_COLUMNS) for row in self.rows]
        return "\n".join(["\t".join(ENTRY_COLUMNS), *lines]) + "\n"


def import_items(items: Iterable[ForeignItem], table: ResistanceTable, genome: Genome, curated: str) -> Imported:
    """The rows that a file adds to the table.

    Args:
        items: the statements.
        table: what is known.
        genome: names proteins.
        curated: date of the import, YYYY-MM-DD.
    """
    found: dict[_Subject, dict[str, str]] = {}
    known, contradicting, left_out = 0, [], Counter[str]()
    for item in items:
        try:
            understood = understand(item, table, genome)
            row = _row(understood, genome, curated)
        except UsageError as error:
            left_out[_reason(error)] += 1
            continue
        same = list(matching_rows(understood))
        against = [entry for entry in same if not agrees(entry.effect, item.effect)]
        if against:
            contradicting += [f"{_told(item)} contradicts row {e.id} ({e.effect}, level {e.level})" for e in against]
        elif same:
            known += 1
        else:
            contradicting += _merge(found, row, item)
    return Imported(list(found.values()), known, contradicting, left_out)


def _reason(error: UsageError) -> str:
    """Why a statement was left out, without the names in it, so that like reasons are counted together."""
    problem = str(error).partition(";")[0]
    return _NAMES.sub("…", problem.partition(" cannot be: ")[2] or problem)


def _told(item: ForeignItem) -> str:
    return f"line {item.line}, {item.identifier}: {' and '.join(item.profile)}, {item.drug} {item.effect}"


def _merge(found: dict[_Subject, dict[str, str]], row: dict[str, str], item: ForeignItem) -> Iterator[str]:
    """Put a row in; one of the same subject and effect takes its references over, another effect is told."""
    subject = tuple(row[c] for c in ("gene", "transcript", "alteration", "disease", "driver", "drug"))
    first = found.setdefault(subject, row)
    if first is row:
        taken = sum(other["id"].startswith(row["id"]) for other in found.values())
        row["id"] = row["id"] if taken == 1 else f"{row['id']}-{taken}"
        return
    if first["effect"] != row["effect"]:
        yield f"{_told(item)} contradicts {first['id']} of the same file ({first['effect']})"
        return
    references = dict.fromkeys((*first["references"].split(";"), *row["references"].split(";")))
    first["references"] = ";".join(filter(None, references))


# --- one row -----------------------------------------------------------------------------------------------


def _row(understood: Understood, genome: Genome, curated: str) -> dict[str, str]:
    item, table = understood.item, understood.table
    contexts = {
        number: [c for c in contexts_of_traits(table, [trait], item.disease) if _drives(table, c)]
        for number, trait in enumerate(understood.traits)
    }
    secondary = [trait for number, trait in enumerate(understood.traits) if not contexts[number]]
    about = secondary or list(understood.traits[:1])
    gene = about[0].gene
    if any(trait.gene != gene for trait in about):
        raise UsageError("alterations of several genes are no row")
    established = [c for names in contexts.values() for c in names]
    driver = _driver(table, gene, item.disease, established)
    assumed = "" if established else " The driver context is assumed."
    alteration = "+".join(sorted(_part(trait, genome) for trait in about))
    return {
        "id": _NOT_IN_ID.sub("-", f"{item.identifier}-{understood.drug}").strip("-"),
        "gene": gene,
        "kind": _kind(about),
        "alteration": alteration,
        "transcript": table.genes.get(gene, "") if len(about) > 1 or about[0].names or about[0].classes else "",
        "disease": item.disease,
        "driver": driver,
        "prior_drug": "",
        "drug": understood.drug,
        "effect": item.effect,
        "mechanism": "as imported",
        "evidence_type": item.evidence_type,
        "level": item.level,
        "tier": UNKNOWN_TIER,
        "references": ";".join(r for r in (*item.references, item.identifier) if REFERENCE.fullmatch(r)),
        "curated": curated,
        "status": Status.UNVERIFIED,
        "note": f"Imported from {item.identifier}; not looked through.{assumed}",
    }


def _drives(table: ResistanceTable, context: str) -> bool:
    return table.contexts[context].role is ContextRole.DRIVER


def _driver(table: ResistanceTable, gene: str, disease: str, established: list[str]) -> str:
    """The context that the statement's own alterations establish, else the gene's first one of this disease."""
    if established:
        return established[0]
    for context in table.contexts.values():
        if context.gene == gene and _drives(table, context.name) and context.disease in ("", disease):
            return context.name
    raise UsageError(f"no driver context of `{gene}` in this disease")


def _part(trait: Trait, genome: Genome) -> str:
    if trait.classes:
        return next(iter(trait.classes))
    if trait.copy_number:
        return trait.copy_number
    if trait.fusion is not None:
        pair = f"{trait.fusion.five_prime}::{trait.fusion.three_prime}"
        return pair if trait.fusion.five_prime else "fusion"
    gene = genome.gene(trait.gene)
    if gene is None or gene.reporting.protein is None or not trait.names:
        raise UsageError("a change that no protein name tells is no row")
    return f"p.{short_protein(trait.names[-1][1], gene.reporting.protein)}"


def _kind(about: list[Trait]) -> Kind:
    if len(about) > 1:
        return Kind.COMPOUND
    if about[0].fusion is not None:
        return Kind.FUSION
    return Kind.COPY_NUMBER if about[0].copy_number else Kind.SMALL_VARIANT


def summary(imported: Imported) -> Iterator[str]:
    """What a curator is told, a line each."""
    yield f"{len(imported.rows)} rows, all unverified; statements that the table makes already: {imported.known}"
    yield from imported.contradicting
    reasons: Mapping[str, int] = dict(imported.left_out.most_common())
    yield from (f"left out {number}: {reason}" for reason, number in reasons.items())
