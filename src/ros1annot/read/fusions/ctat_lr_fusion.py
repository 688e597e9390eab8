"""CTAT-LR-fusion predictions: STAR-Fusion's columns with a number of long reads (``num_LR``)."""

from ros1annot.model import FusionCall
from ros1annot.read.fusions import star_fusion
from ros1annot.read.fusions.forms import Table
from ros1annot.read.fusions.table import Adapter, Row

NAME = "ctat-lr-fusion"


def parse(row: Row) -> FusionCall:
    """One row; each long read spans the junction, so it counts as a split read."""
    return star_fusion.call(row, NAME, split_reads=row.count("num_LR"), confidence="")


ADAPTER = Adapter(
    name=NAME,
    title="CTAT-LR-fusion predictions",
    parse=parse,
    form=Table((*star_fusion.PLACES, "num_LR")),
)
