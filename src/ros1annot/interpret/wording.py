"""The sentences of a report, from ``resources/wording.toml``: texts are data, so that a laboratory can reword them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ros1annot.errors import ResourceError


@dataclass(frozen=True, slots=True)
class Wording:
    """Sentences by section and code."""

    sections: Mapping[str, Mapping[str, str]]

    def say(self, section: str, code: str, **parts: str) -> str:
        """The sentence of ``code`` with its parts filled in.

        Raises:
            ResourceError: the text does not exist, or asks for a part that this situation does not have.
        """
        try:
            return self.sections[section][code].format(**parts)
        except KeyError as missing:
            raise ResourceError(f"wording.toml: [{section}] {code}: {missing} is missing") from missing


def load_wording(path: Path) -> Wording:
    """Read the sentences."""
    with path.open("rb") as handle:
        return Wording(tomllib.load(handle))


def listed(items: list[str], last: str = "and") -> str:
    """``A``, ``A and B``, ``A, B and C``."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}" if items else ""
