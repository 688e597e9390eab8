"""chimerascan ``chimeras.bedpe``: the kept parts of both genes, 5' first; starts and ends count from 0.

``total_frags`` are all fragments, ``spanning_frags`` those of which a read goes through the junction.
"""

from ros1annot.model import FusionCall
from ros1annot.read.fusions.forms import Table
from ros1annot.read.fusions.table import Adapter, Row, genes

NAME = "chimerascan"


def parse(row: Row) -> FusionCall:
    """One row: the 5' part ends and the 3' part begins where it is joined, along its strand."""
    five, three = row.strand("strand5p"), row.strand("strand3p")
    total, split = row.count("total_frags"), row.count("spanning_frags")
    return FusionCall(
        five_prime=row.side(
            genes(row.text("genes5p")), "chrom5p", "start5p" if five == "-" else "end5p", five, zero_based=True
        ),
        three_prime=row.side(
            genes(row.text("genes3p")), "chrom3p", "end3p" if three == "-" else "start3p", three, zero_based=True
        ),
        caller=NAME,
        source=row.source,
        split_reads=split,
        discordant_pairs=None if total is None or split is None else max(0, total - split),
        confidence=f"score {row.text('score')}",
    )


ADAPTER = Adapter(
    name=NAME,
    title="chimerascan chimeras.bedpe",
    parse=parse,
    form=Table(("chrom5p", "start5p", "end5p", "chrom3p", "start3p", "end3p", "strand5p", "strand3p", "genes5p",
              "genes3p", "total_frags", "spanning_frags")),
)  # fmt: skip
