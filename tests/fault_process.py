"""Processes for the fault tests: started from a server that has run the program once, so that they are at work at once.

A fault then meets reading, judging and writing at random, and not the second in which Python imports its libraries.
"""

import sys
import tempfile
from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext, ForkServerProcess

from ros1annot.cli import main
from ros1annot.resources import config_file


def server() -> ForkServerContext:
    """Where such processes come from."""
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def start(context: ForkServerContext, arguments: Sequence[str]) -> ForkServerProcess:
    """A command of ros1annot in a process of its own."""
    process = context.Process(target=_run, args=(list(arguments),))
    process.start()
    return process


def _run(arguments: list[str]) -> None:
    sys.exit(main(arguments))


def _warm_up() -> None:
    """Import and compile everything that a sample needs, in the server."""
    with tempfile.TemporaryDirectory() as folder:
        sheet = str(config_file("samples.tsv"))
        main(["annotate", sheet, "-o", folder, "--samples", "ros1-d2033n", "--format", "html,tsv"])


if "multiprocessing.forkserver" in sys.modules and sys.argv[0] == "-c":
    _warm_up()
