"""What a reader must know beside the drug calls. A flag changes no call.

One module a family; docs/interpretation.md lists every code with its rule and its numbers.
"""

from itertools import chain

from ros1annot.interpret.flags.assay import assay_flags
from ros1annot.interpret.flags.clones import clone_flags
from ros1annot.interpret.flags.driver import driver_flags
from ros1annot.interpret.flags.history import history_flags
from ros1annot.interpret.flags.names import name_flags
from ros1annot.interpret.flags.origin import origin_flags
from ros1annot.interpret.flags.rescue import rescue_flags
from ros1annot.interpret.flags.seen import Seen
from ros1annot.interpret.flags.specimen import specimen_flags
from ros1annot.result import Flag

_FAMILIES = (
    driver_flags,
    rescue_flags,
    specimen_flags,
    origin_flags,
    clone_flags,
    history_flags,
    assay_flags,
    name_flags,
)
"""The weightiest first: a reader may stop early."""


def raise_flags(seen: Seen) -> tuple[Flag, ...]:
    """All flags of a sample, family by family."""
    return tuple(chain.from_iterable(family(seen) for family in _FAMILIES))
