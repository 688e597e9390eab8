"""FACTERA ``*.factera.fusions.txt`` (DNA). Experimental: no real file was seen, the columns are unverified."""

from ros1annot.model import FusionCall
from ros1annot.read.fusions.forms import Table
from ros1annot.read.fusions.table import Adapter, Row

NAME = "factera"


def parse(row: Row) -> FusionCall:
    """One row; the sides stand in no order."""
    return FusionCall(
        five_prime=row.break_end(row.text("Region1"), "Break1"),
        three_prime=row.break_end(row.text("Region2"), "Break2"),
        caller=NAME,
        source=row.source,
        ordered=False,
        dna=True,
        split_reads=row.total("Break_support1", "Break_support2"),
        discordant_pairs=row.count("Improper_pair_support"),
        notes=("FACTERA's format is read experimentally: check the fusion in the caller's own report",),
    )


ADAPTER = Adapter(
    name=NAME,
    title="FACTERA table",
    parse=parse,
    form=Table(("Est_Type", "Region1", "Region2", "Break1", "Break2", "Break_support1", "Break_support2")),
)
