"""A page as a test sees it: its elements, its texts, its links."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_INLINE = frozenset({"a", "span", "strong", "em"})
_VOID = frozenset({"meta", "br", "col", "rect", "hr", "img", "link", "input"})


@dataclass
class Element:
    """One element with its attributes and the text inside it."""

    tag: str
    attributes: dict[str, str]
    parent: "Element | None"
    children: list["Element"] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text inside, with single spaces."""
        return " ".join("".join(self.pieces).split())

    def all(self, tag: str) -> list["Element"]:
        """All elements of one tag below this one, in their order."""
        return [element for element in self._below() if element.tag == tag]

    def _below(self) -> Iterator["Element"]:
        for child in self.children:
            yield child
            yield from child._below()


class Page(HTMLParser):
    """Reads a page strictly: every element is closed where it has to be."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.root = Element("", {}, None)
        self._open = self.root
        self.feed(text)
        self.close()
        assert self._open is self.root, f"<{self._open.tag}> is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self._open)
        self._open.children.append(element)
        if tag not in _INLINE:
            self.handle_data(" ")
        if tag not in _VOID:
            self._open = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.children.append(Element(tag, {name: value or "" for name, value in attrs}, self._open))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.tag == tag, f"</{tag}> closes <{self._open.tag}>"
        assert self._open.parent is not None
        self._open = self._open.parent
        if tag not in _INLINE:
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        element: Element | None = self._open
        while element is not None:
            element.pieces.append(data)
            element = element.parent

    def all(self, tag: str) -> list[Element]:
        """All elements of one tag, in their order."""
        return self.root.all(tag)

    def section(self, heading: str) -> Element:
        """The section under a heading."""
        return next(s for s in self.all("section") if any(h.text == heading for h in s.all("h2")))

    def headings(self) -> list[str]:
        """The texts of all second-level headings."""
        return [heading.text for heading in self.all("h2")]
