"""How values are shown to people: numbers, reads, places, references. Only ever safe, allow-listed links."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from ros1annot.units import percent

_PMID = re.compile(r"PMID:\s?([1-9]\d{0,8})")
_DOI = re.compile(r"doi:(10\.\d{4,9}/[A-Za-z0-9._;()/:-]+)", re.IGNORECASE)

_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Reference:
    """One source of an entry; ``url`` is empty where none can be built from a checked pattern."""

    text: str
    url: str = ""


def reference(cited: str) -> Reference:
    """A reference of the table: linked to PubMed for ``PMID:``, to doi.org for ``doi:``, else text only."""
    if match := _PMID.fullmatch(cited):
        return Reference(f"PMID {match[1]}", f"https://pubmed.ncbi.nlm.nih.gov/{match[1]}/")
    if match := _DOI.fullmatch(cited):
        return Reference(f"doi:{match[1]}", f"https://doi.org/{match[1]}")
    return Reference(cited.removeprefix("cite:"))


def vaf(fraction: float | None) -> str:
    """An allele fraction, or that the file does not let it be known."""
    return "VAF not given" if fraction is None else percent(fraction)


def reads(alt_reads: int | None, depth: int | None) -> str:
    """``74 of 601 reads``, as far as it is known."""
    if alt_reads is None:
        return f"depth {depth}" if depth is not None else ""
    return f"{alt_reads} reads" if depth is None else f"{alt_reads} of {depth} reads"


def shown(value: object) -> str:
    """Any value of an open mapping as a reader sees it: lists and mappings joined, nothing for ``None``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | list):
        return "; ".join(shown(item) for item in value)
    if isinstance(value, Mapping):
        return "; ".join(f"{key} {shown(value[key])}" for key in sorted(value))
    return str(value)


def visible(text: str) -> str:
    """Text without characters that act instead of being seen: controls, and marks that turn the direction."""
    if text.isascii() and text.isprintable():
        return text
    return "".join("\ufffd" if _acts(character) else character for character in text)


def _acts(character: str) -> bool:
    if character in "\n\t":
        return False
    return character in _TURNING or unicodedata.category(character) in {"Cc", "Cs"}


def css_string(text: str) -> str:
    """A quoted CSS string that holds any text and can end neither itself nor its style sheet."""
    return '"' + "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in visible(text)) + '"'
