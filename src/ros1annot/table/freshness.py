"""Whether what the drug table says of approvals is too old to be shown without a warning (rules.md S9). Pure."""

from datetime import date

from ros1annot.table.model import Drug


def outdated(drug: Drug, on: date, months: int) -> bool:
    """Whether the ``as_of`` of a drug lies more than so many months before a day.

    Args:
        drug: of the drug table.
        on: the day of the report; no clock is read.
        months: the age that the laboratory allows.
    """
    age = (on.year - drug.as_of.year) * 12 + on.month - drug.as_of.month
    return (age, on.day) > (months, drug.as_of.day)
