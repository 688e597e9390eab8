"""The errors a user can cause. Each message is one sentence: where, what is wrong, what to do."""

from pathlib import Path


class Ros1annotError(Exception):
    """Base of every error that is shown to a user as one line, without a traceback."""


class UsageError(Ros1annotError):
    """The command line, the configuration or the sample sheet is wrong."""


class InputError(Ros1annotError):
    """A file of one sample cannot be used.

    Args:
        path: the file.
        problem: what is wrong with it and what to do, without a full stop.
        line: 1-based line, where the problem sits in one.
    """

    def __init__(self, path: Path | str, problem: str, line: int | None = None) -> None:
        self.path = Path(path)
        self.problem = problem
        self.line = line
        where = f"{path}, line {line}" if line is not None else f"{path}"
        super().__init__(f"{where}: {problem}")


class ResourceError(Ros1annotError):
    """A curated resource (table, drugs, classes, transcripts) breaks a rule.

    Raised by a strict load; ``table check`` collects the single problems instead.
    """


def in_one_line(error: Exception) -> str:
    """What a user is told of any error: its own sentence, what the system refuses, or that the program has a defect."""
    if isinstance(error, Ros1annotError):
        return str(error)
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}; see to the path, its rights and the space on its disk"
    return f"a defect of ros1annot ({type(error).__name__}: {error}); start again with --debug and report it"
