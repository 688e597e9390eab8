"""TopHat-Fusion ``result.txt``: no header, positions counted from 0, genes in no order, several samples.

Columns by the manual of ``tophat-fusion-post``: sample; gene, chromosome and position of the left and of the
right side; reads through the junction; pairs on both sides of it; pairs of which one read goes through it.
"""

import re

from ros1annot.model import FusionCall
from ros1annot.read.fusions.forms import Headless
from ros1annot.read.fusions.table import Adapter, Row

NAME = "tophat-fusion"
_COLUMNS = ("sample", "left_gene", "left_chrom", "left_pos", "right_gene", "right_chrom", "right_pos",
            "reads", "pairs", "pairs_with_a_spanning_end")  # fmt: skip


def parse(row: Row) -> FusionCall:
    """One row."""
    return FusionCall(
        five_prime=row.side(row.text("left_gene"), "left_chrom", "left_pos", zero_based=True),
        three_prime=row.side(row.text("right_gene"), "right_chrom", "right_pos", zero_based=True),
        caller=NAME,
        source=row.source,
        ordered=False,
        split_reads=row.count("reads"),
        discordant_pairs=row.count("pairs"),
    )


ADAPTER = Adapter(
    name=NAME,
    title="TopHat-Fusion result.txt",
    parse=parse,
    form=Headless(
        ("rows of sample, gene, chromosome, position, gene, chromosome, position and three counts",),
        _COLUMNS,
        re.compile(r"[^\t]+\t[^\t]+\t\w+\t\d+\t[^\t]+\t\w+\t\d+\t\d+\t\d+\t\d+(\t|$)"),
    ),
    sample_column="sample",
)
