"""``ros1annot table``: the curator's tools, one module an action."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from ros1annot.cli import table_check, table_diff, table_export, table_import, table_show


@dataclass(frozen=True, slots=True)
class _Action:
    purpose: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    main: Callable[[argparse.Namespace], int]


_ACTIONS = {
    "check": _Action("list every broken rule, one a line", table_check.add_arguments, table_check.main),
    "show": _Action("print rows as TSV", table_show.add_arguments, table_show.main),
    "diff": _Action(
        "what another table changes: in its rows, and in the drug calls of stored results",
        table_diff.add_arguments,
        table_diff.main,
    ),
    "export": _Action(
        "the table in another form: TSV, JSON, HTML, VA-Spec, data package",
        table_export.add_arguments,
        table_export.main,
    ),
    "import": _Action(
        "another knowledge base's statements as an overlay of unverified rows",
        table_import.add_arguments,
        table_import.main,
    ),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The actions and their arguments."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, action in _ACTIONS.items():
        purpose = action.purpose
        action.add_arguments(actions.add_parser(name, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}."))


def main(args: argparse.Namespace) -> int:
    """Run the action."""
    return _ACTIONS[args.action].main(args)
