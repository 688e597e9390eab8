"""``ros1annot table``: the curator's tools, one module an action."""

import argparse

from ros1annot.cli import table_check, table_diff, table_export, table_import, table_show

_ACTIONS = {
    "check": (table_check, "list every broken rule, one a line"),
    "show": (table_show, "print rows as TSV"),
    "diff": (table_diff, "what another table changes: in its rows, and in the drug calls of stored results"),
    "export": (table_export, "the table in another form: TSV, JSON, data package, VA-Spec, HTML"),
    "import": (table_import, "another knowledge base's rows as an overlay of unverified rows"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The actions and their arguments."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, (module, purpose) in _ACTIONS.items():
        action = actions.add_parser(name, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.")
        module.add_arguments(action)


def main(args: argparse.Namespace) -> int:
    """Run the action."""
    return _ACTIONS[args.action][0].main(args)
