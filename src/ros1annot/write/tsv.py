"""Tables: one line per drug and alteration, for people and laboratory systems; and lines for machines."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from ros1annot.result import Alteration, DrugCall, Finding, Result
from ros1annot.write.facts import sample_name, titled

DRUG_COLUMNS = ("sample", "status", "drug", "call", "coverage")
FINDING_COLUMNS = (
    "alteration",
    "gene",
    "hgvs_c",
    "hgvs_p",
    "mane",
    "vaf",
    "alt_reads",
    "depth",
    "filter",
    "effect",
    "role",
    "decides",
    "level",
    "evidence_type",
    "row_status",
    "references",
    "entry_id",
    "table",
)
COLUMNS = (*DRUG_COLUMNS, *FINDING_COLUMNS, "statement")

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
_BREAKS = re.compile(r"[\t\r\n\v\f\x00\x85\u2028\u2029]+")


def result_to_tsv(result: Result) -> str:
    """The table of one sample: one line per drug and row it meets; a drug that meets none still has its line.

    Cells that a spreadsheet would run as a formula are quoted with ``'``. Machines read the JSON, or the
    cohort's tables, which are byte-true. A failed sample has one line, whose statement is the reason.
    """
    return tsv_text(COLUMNS, _lines(result), guarded)


def _lines(result: Result) -> Iterator[Sequence[str]]:
    name = sample_name(result)
    empty = ("",) * len(FINDING_COLUMNS)
    if result.status == "failed":
        yield (name, result.status, "", "", "", *empty, result.error or result.summary)
    for drug in result.drugs:
        begin = (name, result.status, drug.drug, drug.call, drug.coverage)
        rows = [finding_cells(result, finding) for finding in result.findings if finding.drug == drug.drug]
        for row in rows or [empty]:
            yield (*begin, *row, drug.statement)


def finding_cells(result: Result, finding: Finding) -> tuple[str, ...]:
    """The cells of :data:`FINDING_COLUMNS`; the parts of a compound are joined with `` + ``."""
    by_id = {alteration.id: alteration for alteration in result.alterations}
    parts = [by_id[i] for i in finding.alteration_ids]

    def joined(cell: Callable[[Alteration], str]) -> str:
        cells = [cell(part) for part in parts]
        return " + ".join(cells) if any(cells) else ""

    return (
        " + ".join(part.name for part in parts) or finding.alteration,
        finding.gene,
        joined(lambda part: _coding(part.transcript, part.hgvs_c)),
        joined(lambda part: part.hgvs_p or ""),
        joined(lambda part: _coding(part.mane.get("transcript"), part.mane.get("hgvs_p")) if part.mane else ""),
        joined(lambda part: _number(part.vaf)),
        joined(lambda part: _number(part.alt_reads)),
        joined(lambda part: _number(part.depth)),
        joined(lambda part: part.filter or ""),
        finding.effect,
        finding.role,
        "yes" if finding.decides else "no",
        finding.level,
        finding.evidence_type,
        finding.status,
        ";".join(finding.references),
        finding.entry_id,
        finding.table,
    )


def because(result: Result, drug: DrugCall) -> str:
    """The alterations behind a call, as ``ROS1 G2032R; MET amplification``."""
    by_id = {alteration.id: alteration for alteration in result.alterations}
    named = (
        " + ".join(titled(by_id[i].gene, by_id[i].name) for i in finding.alteration_ids)
        or titled(finding.gene, finding.alteration)
        for finding in (result.findings[index] for index in drug.because)
    )
    return "; ".join(dict.fromkeys(named))


def tsv_text(columns: Sequence[str], lines: Iterable[Sequence[str]], cell: Callable[[str], str] | None = None) -> str:
    """A TSV with its header. Tabs and line breaks in cells become spaces, since TSV cannot hold them.

    Args:
        columns: the header.
        lines: the cells, as text.
        cell: what each cell passes beside that, such as :func:`guarded`.
    """
    return "".join(tsv_line(line, cell) for line in (columns, *lines))


def tsv_line(cells: Sequence[str], cell: Callable[[str], str] | None = None) -> str:
    """One line of a TSV."""
    flat = (_BREAKS.sub(" ", text) for text in cells)
    return "\t".join(cell(text) for text in flat) + "\n" if cell else "\t".join(flat) + "\n"


def guarded(text: str) -> str:
    """A cell that no spreadsheet runs: ``'`` before what begins like a formula; numbers stay numbers."""
    if _FORMULA.match(text) and _NUMBER.fullmatch(text) is None:
        return "'" + text
    return text


def _coding(transcript: str | None, name: str | None) -> str:
    return f"{transcript}:{name}" if transcript and name else name or ""


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
