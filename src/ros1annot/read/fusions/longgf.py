"""LongGF's log (long reads): the lines ``SumGF``, one a fusion; genes in no order, breakpoints a few bases off."""

import re

from ros1annot.model import FusionCall
from ros1annot.read.fusions.forms import Log
from ros1annot.read.fusions.table import Adapter, Row

NAME = "longgf"


def parse(row: Row) -> FusionCall:
    """One line; each long read goes through the junction."""
    return FusionCall(
        five_prime=row.break_end(row.text("gene1"), "place1"),
        three_prime=row.break_end(row.text("gene2"), "place2"),
        caller=NAME,
        source=row.source,
        ordered=False,
        split_reads=row.count("reads"),
    )


ADAPTER = Adapter(
    name=NAME,
    title="LongGF log",
    parse=parse,
    form=Log(
        ("a line that begins with SumGF, or LongGF's report of the alignments it read",),
        sign=re.compile(r"^SumGF\t|^Open sam file \("),
        call=re.compile(r"^SumGF\t(?P<gene1>[^\s:]+):(?P<gene2>\S+) (?P<reads>\d+) (?P<place1>\S+) (?P<place2>\S+)"),
    ),
)
