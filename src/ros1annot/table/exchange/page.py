"""The whole table as one HTML page that is filtered by gene, drug and effect without a server and without a script."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ros1annot.table.model import Entry, ResistanceTable

_TEMPLATE = "table.html.j2"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter; ``mark`` is the class that its rows carry."""

    mark: str
    label: str
    rows: int


@dataclass(frozen=True, slots=True)
class PageRow:
    """A row with the marks that the filters look for."""

    marks: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class TablePage:
    """What the page shows."""

    table: ResistanceTable
    genes: Sequence[Option]
    drugs: Sequence[Option]
    effects: Sequence[Option]
    sections: Sequence[tuple[str, Sequence[PageRow]]]

    @property
    def options(self) -> Sequence[Option]:
        """The choices of all filters."""
        return (*self.genes, *self.drugs, *self.effects)


def table_page(table: ResistanceTable) -> TablePage:
    """The table arranged by gene, and the choices of its filters.

    A row of a combination is found under each of its partners, too.
    """
    genes = sorted({entry.gene for entry in table.entries})
    drugs = sorted({name for entry in table.entries for name in _drugs(entry, table)}, key=str.casefold)
    effects = list(dict.fromkeys(entry.effect.value for entry in table.entries))
    gene_marks, drug_marks, effect_marks = (
        {name: f"{letter}{number}" for number, name in enumerate(names)}
        for letter, names in (("g", genes), ("d", drugs), ("e", effects))
    )

    def row(entry: Entry) -> PageRow:
        marks = [gene_marks[entry.gene], effect_marks[entry.effect.value]]
        return PageRow(" ".join([*marks, *(drug_marks[name] for name in _drugs(entry, table))]), entry)

    rows = [row(entry) for entry in table.entries]

    def options(marks: dict[str, str]) -> list[Option]:
        return [Option(m, name.replace("_", " "), sum(m in r.marks.split() for r in rows)) for name, m in marks.items()]

    return TablePage(
        table=table,
        genes=options(gene_marks),
        drugs=options(drug_marks),
        effects=options(effect_marks),
        sections=[(gene, [r for r in rows if r.entry.gene == gene]) for gene in genes],
    )


def _drugs(entry: Entry, table: ResistanceTable) -> tuple[str, ...]:
    return entry.drug, *table.drugs[entry.drug].partners


def render_page(table: ResistanceTable) -> str:
    """The page as HTML; equal tables give equal bytes."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # slow to import, seldom needed

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(_TEMPLATE).render(page=table_page(table))
