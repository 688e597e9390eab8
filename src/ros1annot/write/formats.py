"""The formats that are rendered from a result, by the name of their file ending."""

from collections.abc import Sequence
from pathlib import Path

from ros1annot.errors import UsageError
from ros1annot.result import Result
from ros1annot.write.facts import sample_name
from ros1annot.write.files import atomic_write, sample_file
from ros1annot.write.json import SEAL, sealed

FORMATS = ("html", "tsv")


def chosen_formats(text: str) -> tuple[str, ...]:
    """The formats that a comma-separated list names, each once.

    Raises:
        UsageError: one of them does not exist, or the list is empty.
    """
    chosen = tuple(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))
    unknown = [word for word in chosen if word not in FORMATS]
    if unknown or not chosen:
        raise UsageError(f"--format {text!r}: give one or more of {', '.join(FORMATS)}, separated by commas")
    return chosen


def write_formats(result: Result, out: Path, formats: Sequence[str]) -> list[Path]:
    """Render a result into ``OUT/<sample>/<sample>.<format>`` for each format; return the paths.

    A result that is not sealed yet is sealed first, so that its page names the digest of its JSON; the seal of a
    result that was read stays as it is, so that an edited one does not get a fresh seal.
    """
    if SEAL not in result.provenance:
        result = sealed(result)
    written = []
    for name in formats:
        path = sample_file(out, sample_name(result), name)
        atomic_write(path, rendered(result, name))
        written.append(path)
    return written


def rendered(result: Result, name: str) -> str:
    """The text of a result in one format of :data:`FORMATS`.

    Raises:
        ValueError: there is no such format.
    """
    if name == "html":
        from ros1annot.write.html import render_html  # jinja2 only where it is used

        return render_html(result)
    if name == "tsv":
        from ros1annot.write.tsv import result_to_tsv  # beside its alternative

        return result_to_tsv(result)
    raise ValueError(f"no format {name!r}")
