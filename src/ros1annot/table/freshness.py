"""Whether what the drug table says of approvals is too old to be shown without a warning (rules.md S9). Pure."""

from datetime import date

from ros1annot.table.model import Drug

MONTHS = 6
"""Age from which the approval status of a drug has to be looked up again."""


def outdated(drug: Drug, on: date) -> bool:
    """Whether the ``as_of`` of a drug lies more than :data:`MONTHS` months before a day.

    Args:
        drug: of the drug table.
        on: the day of the report; no clock is read.
    """
    months = (on.year - drug.as_of.year) * 12 + on.month - drug.as_of.month
    return (months, on.day) > (MONTHS, drug.as_of.day)
