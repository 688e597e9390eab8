"""How a time line names a drug: the generic name, whether the sheets give that or a brand."""

from collections.abc import Callable

from ros1annot.table.model import ResistanceTable

DrugNames = Callable[[str], str]
"""The name to show of a drug (or combination ``a + b``) that is written in any way."""


def names_of(table: ResistanceTable) -> DrugNames:
    """Names of the drug table; a drug that it lacks (such as chemotherapy) is shown as written, in lower case."""

    def name(written: str) -> str:
        partners = " + ".join(table.resolve_drug(part) or part.strip().lower() for part in written.split("+"))
        return table.resolve_drug(partners) or partners

    return name
