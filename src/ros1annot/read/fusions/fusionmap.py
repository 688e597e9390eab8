"""FusionMap ``FusionReport.Table.txt``: 1-based; ``FusionGene`` of ``CD74->ROS1`` gives the order.

The columns of counts begin with the name of the alignment file.
"""

from ros1annot.model import FusionCall
from ros1annot.read.fusions.forms import Table
from ros1annot.read.fusions.table import Adapter, Row, frame, genes, rejections, said

NAME = "fusionmap"
_COUNTS = (".SeedCount", ".RescuedCount")


def parse(row: Row) -> FusionCall:
    """One row; seed and rescued reads both go through the junction. Rows with an entry in ``Filter`` are rejected."""
    first, second = genes(row.text("KnownGene1")), genes(row.text("KnownGene2"))
    sides = (row.side(first, "Chromosome1", "Position1"), row.side(second, "Chromosome2", "Position2"))
    five, arrow, three = (genes(part) for part in row.text("FusionGene").partition("->"))
    forward, backward = (five, three) == (first, second), (three, five) == (first, second)
    if backward and not forward:
        sides = sides[::-1]
    return FusionCall(
        five_prime=sides[0],
        three_prime=sides[1],
        caller=NAME,
        source=row.source,
        ordered=bool(arrow) and (forward or backward),
        frame=frame(row.text("FrameShiftClass")),
        split_reads=row.total(*(column for column in row.cells if column.endswith(_COUNTS))),
        filters=rejections(row.text("Filter")),
        notes=said(row.text("SplicePatternClass")),
    )


ADAPTER = Adapter(
    name=NAME,
    title="FusionMap report table",
    parse=parse,
    form=Table(("FusionID", "Chromosome1", "Position1", "Chromosome2", "Position2", "KnownGene1", "KnownGene2",
              "FusionGene", "FrameShiftClass")),
)  # fmt: skip
