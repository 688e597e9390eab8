"""The report's own words, from ``resources/report_labels.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ros1annot.errors import ResourceError
from ros1annot.result import Call


@dataclass(frozen=True, slots=True)
class CallLabel:
    """How one call is shown: by word, symbol and colour, so that none is needed alone.

    Attributes:
        tone: name of a colour pair of the style sheet.
    """

    word: str
    symbol: str
    tone: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Labels:
    """Every word of the report that is not a result's own.

    Attributes:
        sections: text by section and key.
        calls: one label for each call.
        limits: the paragraphs on methods and limits.
    """

    sections: Mapping[str, Mapping[str, str]]
    calls: Mapping[Call, CallLabel]
    limits: tuple[str, ...]

    def text(self, section: str, key: str, **parts: str) -> str:
        """The text of ``key``, with its parts filled in.

        Raises:
            ResourceError: the labels do not hold it.
        """
        try:
            return self.sections[section][key].format(**parts)
        except KeyError as missing:
            raise ResourceError(f"report_labels.toml: [{section}] {key}: {missing} is missing") from missing

    def word(self, section: str, value: str | None) -> str:
        """The word for a value of a vocabulary; a value that a later version added is shown as it is."""
        return "" if value is None else self.sections[section].get(value, value.replace("_", " "))


def load_labels(path: Path) -> Labels:
    """Read the labels.

    Raises:
        ResourceError: a call has no label, or a label lacks a part.
    """
    with path.open("rb") as handle:
        document = tomllib.load(handle)
    try:
        calls = {call: CallLabel(**document["calls"][call.value]) for call in Call}
        limits = tuple(document["methods"]["limits"])
    except (KeyError, TypeError) as missing:
        raise ResourceError(f"{path}: a call or the methods are not labelled: {missing}") from missing
    sections = {name: words for name, words in document.items() if name not in {"calls", "methods"}}
    return Labels(sections=sections, calls=calls, limits=limits)
