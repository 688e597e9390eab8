"""The names under which people know the genes and the alteration classes of a table."""

import re
from collections.abc import Mapping
from functools import cached_property

from ros1annot.annotate.fusion_genes import shipped_fusion_genes
from ros1annot.table.model import ResistanceTable, fold

_PARTED = re.compile(r"(?<=[A-Z])(?=\d)|(?<=^C)(?=KIT|MET|ROS)")
"""Where people put a hyphen: ``ROS-1``, ``c-Met``."""


class Names:
    """The names of one table.

    Args:
        table: its genes, with their synonyms in ``fusions/aliases.tsv``, and its classes.
    """

    def __init__(self, table: ResistanceTable) -> None:
        self._table = table
        self._synonyms = shipped_fusion_genes().aliases

    def symbol(self, name: str) -> str:
        """The table's symbol of a gene: ``c-Met`` is MET; a name that is unknown keeps itself, in capitals."""
        bare = name.upper()
        symbols = (self._synonyms.get(written, written) for written in (bare, bare.replace("-", "")))
        return next((symbol for symbol in symbols if symbol in self._table.genes), self._synonyms.get(bare, bare))

    def is_gene(self, name: str) -> bool:
        """Whether a word is a gene of the table."""
        return re.fullmatch(self.pattern, name, re.IGNORECASE) is not None

    @cached_property
    def pattern(self) -> str:
        """A regular expression for any gene of the table, in capitals, longer names first."""
        synonyms = (name for name, symbol in self._synonyms.items() if symbol in self._table.genes)
        names = sorted({*self._table.genes, *synonyms}, key=lambda name: (-len(name), name))
        return "|".join(_PARTED.sub("-?", name.replace("-", "-?")) for name in names)

    @cached_property
    def classes(self) -> Mapping[tuple[str, str], str]:
        """Classes by gene and any of their names, folded; under no gene where only one gene has the name."""
        names: dict[tuple[str, str], str] = {}
        genes: dict[str, set[str]] = {}
        for found in self._table.classes.values():
            for alias in (found.name, *found.aliases):
                genes.setdefault(fold(alias), set()).add(found.gene)
                names[found.gene, fold(alias)] = names["", fold(alias)] = found.name
                names[found.gene, fold(alias.removeprefix(f"{found.gene} "))] = found.name
        return {key: name for key, name in names.items() if key[0] or len(genes[key[1]]) == 1}
