"""``ros1annot table``: the curator's tools, one module an action, imported only when it is called."""

import argparse
import importlib
import sys

_ACTIONS = {
    "check": "list every broken rule, one a line",
    "show": "print rows as TSV",
    "diff": "what another table changes: in its rows, and in the drug calls of stored results",
    "export": "the table in another form: TSV, JSON, data package, VA-Spec, HTML",
    "import": "another knowledge base's rows as an overlay of unverified rows",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the action that the command line names."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, purpose in _ACTIONS.items():
        action = actions.add_parser(name, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.")
        _module(name).add_arguments(action)


def main(args: argparse.Namespace) -> int:
    """Run the action."""
    return int(_module(args.action).main(args))


def _module(action: str) -> "object":
    return importlib.import_module(f"ros1annot.cli.table_{action}")
