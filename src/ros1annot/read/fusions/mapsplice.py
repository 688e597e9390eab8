"""MapSplice 2 ``fusions_well_annotated.txt``: no header, 1-based, donor side first, strands of transcription.

Columns by the project's "MapSplice2 fusion junction format": chromosomes, last base of the donor, first base
of the acceptor, …, coverage of the junction (5), strands (6), pairs on both sides of it (28), genes (61, 62).
"""

import re

from ros1annot.model import FusionCall
from ros1annot.read.fusions.forms import Headless
from ros1annot.read.fusions.table import Adapter, Row, genes

NAME = "mapsplice"
_COLUMNS = tuple(str(number) for number in range(1, 63))


def parse(row: Row) -> FusionCall:
    """One row."""
    chroms = row.cells["1"].partition("~")
    strands = row.cells["6"].strip()
    cells = {"chrom1": chroms[0], "chrom2": chroms[2], "strand1": strands[:1], "strand2": strands[1:]}
    sides = row.with_cells({**row.cells, **cells})
    return FusionCall(
        five_prime=sides.side(genes(row.cells["61"]), "chrom1", "2", sides.strand("strand1")),
        three_prime=sides.side(genes(row.cells["62"]), "chrom2", "3", sides.strand("strand2")),
        caller=NAME,
        source=row.source,
        split_reads=row.count("5"),
        discordant_pairs=row.count("28"),
    )


ADAPTER = Adapter(
    name=NAME,
    title="MapSplice fusions_well_annotated.txt",
    parse=parse,
    form=Headless(
        ("rows that begin with a pair of chromosomes such as chr5~chr6",),
        _COLUMNS,
        re.compile(r"\w+~\w+\t\d+\t\d+\t\w+\t\d+\t[-+]{2}\t"),
    ),
)
