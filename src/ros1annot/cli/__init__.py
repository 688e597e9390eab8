"""The command line: one module a sub-command, imported only when it is called."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from ros1annot import __version__
from ros1annot.errors import in_one_line

COMMANDS = {
    "run": "the whole workflow: a sample sheet in, finished reports out",
    "annotate": "the engine without Snakemake: samples to results",
    "report": "render results as HTML or TSV",
    "patient": "time line of each patient: what changed from sample to sample",
    "cohort": "page and tables of many results",
    "variants": "every variant of a VCF in the target genes, named",
    "fusions": "every fusion of a caller's table that touches a target kinase, judged",
    "explain": "what the resistance table says of an alteration",
    "table": "check, show, compare, export and import the resistance table",
    "genes": "add a gene that is not shipped",
    "verify": "check a result against its input files and its own digest",
    "init": "a config and a sample sheet to fill in",
}

EXIT_OK = 0
EXIT_SAMPLES_FAILED = 1
EXIT_USAGE = 2


def _parser(command: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ros1annot",
        description="Why a kinase inhibitor stopped working, and which one still can. For research use.",
        epilog="Exit codes: 0 done; 1 some samples failed; 2 wrong usage or unreadable input.",
    )
    parser.add_argument("--version", action="version", version=f"ros1annot {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, purpose in COMMANDS.items():
        sub = subparsers.add_parser(name, help=purpose, description=purpose[0].upper() + purpose[1:] + ".")
        if name == command:
            importlib.import_module(f"ros1annot.cli.{name}").add_arguments(sub)
        sub.add_argument("--debug", action="store_true", help="show the traceback of an error")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. A user's error becomes one line on stderr."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    command = next((word for word in arguments if not word.startswith("-")), None)
    args = _parser(command).parse_args(arguments)
    try:
        return int(importlib.import_module(f"ros1annot.cli.{args.command}").main(args))
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): not an error. Keep Python from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_OK
    except KeyboardInterrupt:
        print("ros1annot: interrupted; finished samples are kept, the same command goes on", file=sys.stderr)
        return 130
    except Exception as error:
        if args.debug:
            raise
        print(f"ros1annot: {in_one_line(error)}", file=sys.stderr)
        return EXIT_USAGE
