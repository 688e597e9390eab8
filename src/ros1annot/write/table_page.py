"""The whole resistance table as one HTML page, filtered by gene, drug and effect without a server and without a script.

A row carries a class for its gene, each of its drugs and its effect; the style sheet hides the rows that lack the class
of a chosen option. A gene's section carries the classes of all its rows, and of each pair of drug and effect in them,
so that a section without a row to show is hidden too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from ros1annot.result import Call
from ros1annot.table.alteration import ClassPart
from ros1annot.table.classes import AlterationClass
from ros1annot.table.model import Drug, Entry, ResistanceTable
from ros1annot.write.html import render, report_labels
from ros1annot.write.labels import CallLabel
from ros1annot.write.text import Reference, reference

_NO_GENE = "-"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter; ``mark`` is the class that its rows carry."""

    mark: str
    label: str
    rows: int


@dataclass(frozen=True, slots=True)
class PageRow:
    """One row as it is shown.

    Attributes:
        marks: the classes that the filters look for.
        classes: the alteration classes that the row names, which the page explains.
    """

    marks: tuple[str, ...]
    entry: Entry
    effect: CallLabel
    classes: tuple[str, ...]
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one gene."""

    gene: str
    marks: str
    rows: Sequence[PageRow]


@dataclass(frozen=True, slots=True)
class TablePage:
    """What the page shows."""

    table: ResistanceTable
    genes: Sequence[Option]
    drugs: Sequence[Option]
    effects: Sequence[Option]
    sections: Sequence[Section]
    classes: Sequence[AlterationClass]
    known_drugs: Sequence[Drug]

    @property
    def options(self) -> Sequence[Option]:
        """The choices of all filters."""
        return (*self.genes, *self.drugs, *self.effects)

    @property
    def pairs(self) -> Sequence[tuple[Option, Option]]:
        """Each drug with each effect."""
        return list(product(self.drugs, self.effects))


def render_page(table: ResistanceTable) -> str:
    """The page of the table, its overlay merged in, as HTML; equal tables give equal bytes."""
    return render("table.html.j2", page=_table_page(table), labels=report_labels())


def _table_page(table: ResistanceTable) -> TablePage:
    """The table arranged by gene, and the choices of its filters. A combination is found under each of its partners."""
    genes = sorted({entry.gene for entry in table.entries}, key=lambda gene: (gene == _NO_GENE, gene))
    drugs = sorted({name for entry in table.entries for name in _drugs(entry, table)}, key=str.casefold)
    effects = list(dict.fromkeys(entry.effect.value for entry in table.entries))
    gene_marks, drug_marks, effect_marks = (
        {name: f"{letter}{number}" for number, name in enumerate(names)}
        for letter, names in (("g", genes), ("d", drugs), ("e", effects))
    )
    labels = report_labels().calls

    def row(entry: Entry) -> PageRow:
        marks = (gene_marks[entry.gene], effect_marks[entry.effect.value])
        return PageRow(
            marks=(*marks, *(drug_marks[name] for name in _drugs(entry, table))),
            entry=entry,
            effect=labels[Call(entry.effect.value)],
            classes=tuple(part.text for part in entry.parsed.parts if isinstance(part.what, ClassPart)),
            references=tuple(map(reference, entry.references)),
        )

    rows = [row(entry) for entry in table.entries]

    def options(marks: Mapping[str, str]) -> list[Option]:
        return [Option(m, name.replace("_", " "), sum(m in r.marks for r in rows)) for name, m in marks.items()]

    return TablePage(
        table=table,
        genes=options(gene_marks),
        drugs=options(drug_marks),
        effects=options(effect_marks),
        sections=[_section(gene, [r for r in rows if r.entry.gene == gene]) for gene in genes],
        classes=list(table.classes.values()),
        known_drugs=sorted(table.drugs.values(), key=lambda drug: drug.name.casefold()),
    )


def _section(gene: str, rows: Sequence[PageRow]) -> Section:
    marks = dict.fromkeys(mark for row in rows for mark in (*row.marks, *_pairs(row.marks)))
    return Section(gene, " ".join(marks), rows)


def _pairs(marks: Iterable[str]) -> list[str]:
    """``d3-e1`` for each drug of a row with its effect."""
    _, effect, *drugs = marks
    return [f"{drug}-{effect}" for drug in drugs]


def _drugs(entry: Entry, table: ResistanceTable) -> tuple[str, ...]:
    return entry.drug, *table.drugs[entry.drug].partners
