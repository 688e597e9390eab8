"""Which drug calls of stored results another table would change, from what to what. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from ros1annot.knowledge import Knowledge
from ros1annot.replay import replay
from ros1annot.result import Call, DrugCall, Result


@dataclass(frozen=True, slots=True)
class CallChange:
    """One drug of one sample that is called otherwise by another table.

    Attributes:
        old, new: ``None`` where that table does not speak of the drug for this sample.
        old_rows, new_rows: ids of the rows behind either call.
    """

    sample: str
    drug: str
    old: Call | None
    new: Call | None
    old_rows: tuple[str, ...]
    new_rows: tuple[str, ...]


def changed_calls(result: Result, old: Knowledge, new: Knowledge) -> Iterator[CallChange]:
    """The changed calls of one stored result, in the order of its drugs.

    Both tables replay the result, so that a call changes here only for what differs between them.

    Raises:
        Ros1annotError: the result cannot be replayed.
    """
    before, after = replay(result, old), replay(result, new)
    calls = [{call.drug: call for call in replayed.drugs} for replayed in (before, after)]
    for drug in dict.fromkeys((*calls[0], *calls[1])):
        one, other = calls[0].get(drug), calls[1].get(drug)
        if (one.call if one else None) is not (other.call if other else None):
            yield CallChange(
                sample=str(result.sample["name"]),
                drug=drug,
                old=one.call if one else None,
                new=other.call if other else None,
                old_rows=deciding_rows(before, one),
                new_rows=deciding_rows(after, other),
            )


def deciding_rows(result: Result, call: DrugCall | None) -> tuple[str, ...]:
    """Ids of the rows behind a call of a result."""
    return tuple(dict.fromkeys(result.findings[index].entry_id for index in call.because)) if call else ()
