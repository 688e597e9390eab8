"""Pairs of gene symbols in one cell, where the sign between them may stand inside a symbol, too."""

import re

from ros1annot.annotate.fusion_genes import shipped_fusion_genes
from ros1annot.read.fusions.table import NO_GENE, genes


def split_pair(cell: str, separators: str) -> tuple[str, str]:
    """The two genes (or ``A;B`` lists of genes) of a cell such as ``HLA-A-ROS1;GOPC``.

    Of several places where the cell can be split, the one that makes a kinase of one side is right: kinases
    have plain symbols, so the rest belongs to the partner (``HLA-A``, ``NKX2-1``, ``RP11-458D21.5``). Pairs
    without a kinase, which no later stage looks at, are split at the first place.

    Args:
        cell: what the caller wrote.
        separators: characters that may stand between the genes, such as ``-/``.
    """
    kinases = shipped_fusion_genes().kinases
    aliases = shipped_fusion_genes().aliases
    pairs = [(cell[: m.start()], cell[m.end() :]) for m in re.finditer(f"[{re.escape(separators)}]", cell)]

    def names_a_kinase(pair: tuple[str, str]) -> bool:
        return any(aliases.get(name.upper(), name) in kinases for side in pair for name in side.split(";"))

    five, three = next((pair for pair in pairs if names_a_kinase(pair)), pairs[0] if pairs else (cell, ""))
    return genes(five), genes(three) if three else NO_GENE
