"""The other end of a fusion in a VCF record.

Only the place is taken from ``ALT``: the VCFs of fusion callers do not keep to the brackets that the VCF
specification prescribes for the strands, and would turn most fusions of two minus-strand genes into antisense.
"""

import re

from ros1annot.read.fusions.table import Row

_MATE = re.compile(r"[\[\]](.+:\d+)[\[\]]")


def mate_place(row: Row) -> str:
    """``chr5:150404680`` of the ALT ``N]chr5:150404680]``.

    Raises:
        InputError: ALT is no breakend.
    """
    mate = _MATE.search(row.cells["ALT"])
    if mate is None:
        raise row.error(f"ALT is {row.cells['ALT']!r}, expected a breakend such as N]chr5:150404680]")
    return mate[1]
