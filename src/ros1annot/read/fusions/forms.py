"""How callers' files hold their rows: tables with and without a header, logs, sections, VCF, JSON, XML.

Every form turns a file into rows of named cells, so that an adapter never sees how the file was written.
``required`` of a form is what a file must have to be of it: columns, keys, INFO fields, or a description of what
the lines look like.
"""

import csv
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.parsers import expat

from ros1annot.errors import InputError
from ros1annot.model import InputFile
from ros1annot.read.fusions.table import Line, Row


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below a line of column names, which may begin with ``#`` and follow comments that do, too."""

    required: tuple[str, ...]
    separator: str = "\t"

    def missing(self, head: Sequence[str]) -> tuple[str, ...]:
        """The columns that the likeliest header line lacks."""
        headers = (self._header(line) for line in _until_data(head))
        return min((_lacking(header, self.required) for header in headers), key=len, default=self.required)

    def rows(self, lines: Iterator[Line], file: InputFile) -> Iterator[Row]:
        """One row a line; a row of another width than the header is an error."""
        header = next(h for _, line in lines if not _lacking(h := self._header(line), self.required))
        for number, line in lines:
            cells = self._split(line)
            while len(cells) > len(header) and not cells[-1].strip():  # some tools pad rows with tabs
                cells.pop()
            if len(cells) != len(header):
                raise InputError(
                    file.path,
                    f"the row has {len(cells)} columns, the header {len(header)}; is the file cut or edited?",
                    number,
                )
            yield Row(file.path, number, file.shown_as, dict(zip(header, cells, strict=True)))

    def _header(self, line: str) -> list[str]:
        return [name.strip() for name in self._split(line.lstrip("#"))]

    def _split(self, line: str) -> list[str]:
        return line.split("\t") if self.separator == "\t" else next(csv.reader([line], delimiter=self.separator))


def _until_data(head: Sequence[str]) -> Iterator[str]:
    """The comments at the top and the first line behind them: one of these is the header."""
    for line in head:
        yield line
        if not line.startswith("#"):
            return


def _lacking(present: Collection[str], required: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(column for column in required if column not in present)


@dataclass(frozen=True, slots=True)
class Headless:
    """A tab-separated table without a header, known by what its first row looks like."""

    required: tuple[str, ...]
    columns: tuple[str, ...]
    looks: re.Pattern[str]

    def missing(self, head: Sequence[str]) -> tuple[str, ...]:
        """Nothing, if the first line looks right."""
        return () if head and self.looks.match(head[0]) else self.required

    def rows(self, lines: Iterator[Line], file: InputFile) -> Iterator[Row]:
        """One row a line."""
        for number, line in lines:
            cells = line.split("\t")
            if len(cells) < len(self.columns):
                raise InputError(
                    file.path,
                    f"the row has {len(cells)} columns, expected {len(self.columns)}; is the file cut or edited?",
                    number,
                )
            yield Row(file.path, number, file.shown_as, dict(zip(self.columns, cells, strict=False)))


@dataclass(frozen=True, slots=True)
class Log:
    """A log in which some lines are calls.

    Attributes:
        sign: found in one of the first lines of every such log.
        call: matches a line that is a call; its named groups are the cells.
    """

    required: tuple[str, ...]
    sign: re.Pattern[str]
    call: re.Pattern[str]

    def missing(self, head: Sequence[str]) -> tuple[str, ...]:
        """Nothing, if one of the lines bears the sign."""
        return () if any(self.sign.search(line) for line in head) else self.required

    def rows(self, lines: Iterator[Line], file: InputFile) -> Iterator[Row]:
        """One row for every line that is a call."""
        for number, line in lines:
            if found := self.call.search(line):
                yield Row(file.path, number, file.shown_as, found.groupdict())


@dataclass(frozen=True, slots=True)
class Section:
    """One section, ``[Name]`` and a table, of a file that has many; ``NA`` stands for an empty table."""

    required: tuple[str, ...]
    name: str

    def missing(self, head: Sequence[str]) -> tuple[str, ...]:
        """Headings that do not stand among the first lines."""
        return _lacking([line.strip() for line in head], self.required)

    def rows(self, lines: Iterator[Line], file: InputFile) -> Iterator[Row]:
        """The rows of the section, without the tabs that pad them; columns missing at the end are empty.

        Raises:
            InputError: the file has no such section.
        """
        if not any(line.strip() == f"[{self.name}]" for _, line in lines):
            raise InputError(file.path, f"it has no section [{self.name}]; is the file cut or edited?")
        header: list[str] = []
        for number, line in lines:
            cells = line.rstrip().split("\t")
            if cells[0].startswith("["):
                return
            if cells == ["NA"]:
                continue
            if not header:
                header = [name.strip() for name in cells]
                continue
            yield Row(file.path, number, file.shown_as, dict(zip(header, cells, strict=False)))


@dataclass(frozen=True, slots=True)
class Vcf:
    """Records of a VCF, known by their INFO fields; cells are the fixed columns and the INFO fields.

    The first sample's FORMAT fields are cells named ``FORMAT/DV``.
    """

    required: tuple[str, ...]

    def missing(self, head: Sequence[str]) -> tuple[str, ...]:
        """INFO fields that neither the header declares nor one of the first records has."""
        if not head or not head[0].startswith("##fileformat=VCF"):
            return self.required
        declared = (found[1] for line in head if (found := _DECLARED.match(line)))
        used = (name for line in head if not line.startswith("#") for name in _record(line))
        return _lacking({*declared, *used}, self.required)

    def rows(self, lines: Iterator[Line], file: InputFile) -> Iterator[Row]:
        """One row a record.

        Raises:
            InputError: a record has fewer than the eight fixed columns.
        """
        for number, line in lines:
            if line.startswith("#"):
                continue
            if line.count("\t") < len(_FIXED) - 1:
                raise InputError(file.path, "the record has fewer than 8 columns; is the file cut or edited?", number)
            yield Row(file.path, number, file.shown_as, _record(line))


_DECLARED = re.compile(r"##INFO=<ID=([^,>]+)")
_FIXED = ("CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO")


def _record(line: str) -> dict[str, str]:
    columns = line.split("\t")
    cells = dict(zip(_FIXED, columns, strict=False))
    if len(columns) > len(_FIXED) + 1:
        names = (f"FORMAT/{name}" for name in columns[8].split(":"))
        cells |= zip(names, columns[9].split(":"), strict=False)
    for entry in cells.get("INFO", "").split(";"):
        name, _, value = entry.partition("=")
        cells.setdefault(name, value)
    return cells


@dataclass(frozen=True, slots=True)
class Json:
    """A JSON document.

    Attributes:
        records: finds the cells of each row in it; raises ``TypeError`` or ``AttributeError`` where the
            document is built otherwise.
        empty: the whole document where there is no row, if it then has none of the keys.
    """

    required: tuple[str, ...]
    records: Callable[[object], Iterator[Mapping[str, str]]]
    empty: str = ""

    def missing(self, head: Sequence[str]) -> tuple[str, ...]:
        """Keys that the beginning of the document does not hold."""
        if not head or head[0].lstrip()[:1] not in {"{", "["}:
            return self.required
        beginning = "".join(head)
        if beginning.strip() == self.empty:
            return ()
        return tuple(key for key in self.required if f'"{key}"' not in beginning)

    def rows(self, lines: Iterator[Line], file: InputFile) -> Iterator[Row]:
        """The rows that ``records`` finds; their line is the first, since JSON keeps none.

        Raises:
            InputError: not JSON, or built otherwise.
        """
        try:
            found = list(self.records(json.loads("\n".join(line for _, line in lines))))
        except json.JSONDecodeError as error:
            raise InputError(file.path, f"this is not complete JSON ({error.msg})", error.lineno) from error
        except (AttributeError, TypeError, RecursionError) as error:
            raise InputError(file.path, "the JSON is not built as this caller does; is it the right file?") from error
        yield from (Row(file.path, 1, file.shown_as, cells) for cells in found)


@dataclass(frozen=True, slots=True)
class Xml:
    """Elements of one name in an XML document, their attributes as cells; namespaces are left aside.

    A document with a DOCTYPE is refused: it could define entities that expand without bound or read files.
    """

    required: tuple[str, ...]
    element: str

    def missing(self, head: Sequence[str]) -> tuple[str, ...]:
        """Words that the beginning of the document does not hold."""
        if not head or not head[0].lstrip().startswith("<"):
            return self.required
        return tuple(word for word in self.required if not any(word in line for line in head))

    def rows(self, lines: Iterator[Line], file: InputFile) -> Iterator[Row]:
        """One row an element.

        Raises:
            InputError: not well-formed XML, or with a DOCTYPE.
        """
        found: list[Row] = []
        parser = expat.ParserCreate()

        def start(name: str, attributes: dict[str, str]) -> None:
            if name.rpartition(":")[2] == self.element:
                found.append(Row(file.path, offset + parser.CurrentLineNumber, file.shown_as, attributes))

        def refuse(*_: object) -> None:
            raise InputError(
                file.path, "the XML has a DOCTYPE, which is not read for safety; remove it", parser.CurrentLineNumber
            )

        parser.StartElementHandler = start
        parser.StartDoctypeDeclHandler = refuse
        isfinal = True
        first = next(lines)
        offset, previous = first[0] - 1, first[0]
        try:
            parser.Parse(first[1].lstrip())
            for number, line in lines:
                parser.Parse("\n" * (number - previous) + line)
                previous = number
            parser.Parse(b"", isfinal)
        except expat.ExpatError as error:
            problem = f"this is not complete XML ({expat.errors.messages[error.code]})"
            raise InputError(file.path, problem, offset + error.lineno) from error
        yield from found
