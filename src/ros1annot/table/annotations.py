"""Problems as workflow commands of GitHub Actions, which shows them beside the line of a pull request."""

from pathlib import Path

from ros1annot.table.model import Problem


def annotation(problem: Problem) -> str:
    """``::error file=…,line=…,col=…::message``; the file as seen from the working directory, where it lies below it."""
    path = problem.path.resolve()
    here = Path.cwd().resolve()
    shown = path.relative_to(here) if path.is_relative_to(here) else path
    place = f"file={_property(shown.as_posix())},line={problem.line},col={character_of(problem)}"
    way_out = f"; {problem.way_out}" if problem.way_out else ""
    return f"::error {place},title=resistance table ({problem.rule})::{_message(f'{problem.problem}{way_out}')}"


def character_of(problem: Problem) -> int:
    """The 1-based character at which the cell of a problem begins; 1 where the file or its header cannot tell."""
    try:
        lines = problem.path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return 1
    header = lines[0].split("\t") if lines else []
    if problem.column not in header or not 1 <= problem.line <= len(lines):
        return 1
    before = lines[problem.line - 1].split("\t")[: header.index(problem.column)]
    return 1 + sum(len(cell) + 1 for cell in before)


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
