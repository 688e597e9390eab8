"""Illumina TSO500: the fusions of ``CombinedVariantOutput.tsv``, ``AllFusions.csv`` and (ctDNA) ``Fusions.csv``.

A gene pair ``A-B`` has a known direction, ``A/B`` has none; each side can be a list (``ROS1;GOPC``, since the
genes overlap). The combined output counts reads of either kind together, without duplicates; the list of all
fusions tells them apart, and rows with ``KeepFusion`` false are rejected. Breakpoints of the ctDNA files are
those of DNA, in no order.
"""

from ros1annot.model import FusionCall
from ros1annot.read.fusions.forms import Section, Table
from ros1annot.read.fusions.names import split_pair
from ros1annot.read.fusions.table import Adapter, Row, genes, rejections, said

NAME = "tso500"


def parse_combined(row: Row) -> FusionCall:
    """One row of the section ``[Fusions]``."""
    pair = row.text("Gene Pair")
    undirected = "/" in pair
    five, three = split_pair(pair, "/" if undirected else "-")
    return FusionCall(
        five_prime=row.break_end(five, "Breakpoint 1"),
        three_prime=row.break_end(three, "Breakpoint 2"),
        caller=NAME,
        source=row.source,
        ordered=not undirected,
        notes=_reads_together(row, "Fusion Supporting Reads"),
    )


def parse_all(row: Row) -> FusionCall:
    """One row of the list of all fusions."""
    kept = row.text("KeepFusion").lower() == "true"
    return FusionCall(
        five_prime=row.break_end(genes(row.text("Gene A")), "Gene A Breakpoint"),
        three_prime=row.break_end(genes(row.text("Gene B")), "Gene B Breakpoint"),
        caller=NAME,
        source=row.source,
        ordered=row.text("Fusion Directionality Known").lower() == "true",
        split_reads=row.count("Alt Split Dedup"),
        discordant_pairs=row.count("Alt Pair Dedup"),
        confidence=f"score {row.text('Score')}" if row.text("Score") else "",
        filters=() if kept else (*rejections(row.text("Filter")), "not kept"),
        notes=said(row.text("Caller"), row.text("Precise/Imprecise")),
    )


def parse_ctdna(row: Row) -> FusionCall:
    """One row of the ctDNA table."""
    return FusionCall(
        five_prime=row.side(genes(row.text("Gene1")), "Chr1", "Pos1"),
        three_prime=row.side(genes(row.text("Gene2")), "Chr2", "Pos2"),
        caller=NAME,
        source=row.source,
        ordered=False,
        dna=True,
        filters=rejections(row.text("Filter")),
        notes=_reads_together(row, "Alt_Depth"),
    )


def _reads_together(row: Row, column: str) -> tuple[str, ...]:
    reads = row.count(column)
    return () if reads is None else (f"{reads} supporting reads, split reads and pairs counted together",)


ADAPTERS = (
    Adapter(NAME, "TSO500 CombinedVariantOutput", parse_combined, Section(("[Analysis Details]",), "Fusions")),
    Adapter(
        name=NAME,
        title="TSO500 AllFusions.csv",
        parse=parse_all,
        form=Table(("Caller", "Gene A", "Gene B", "Gene A Breakpoint", "Gene B Breakpoint", "KeepFusion"), ","),
    ),
    Adapter(
        name=NAME,
        title="TSO500 ctDNA Fusions.csv",
        parse=parse_ctdna,
        form=Table(("Sample", "Chr1", "Pos1", "Chr2", "Pos2", "Alt_Depth", "Gene1", "Gene2", "Filter"), ","),
        sample_column="Sample",
    ),
)
