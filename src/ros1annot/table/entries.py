"""One row of ``resistance.tsv`` to one :class:`Entry`, or to the problems that keep it from being one."""

import re
from collections.abc import Sequence
from pathlib import Path

from ros1annot.annotate.transcripts import Genome
from ros1annot.table.alteration import (
    Alteration,
    AlterationError,
    ClassPart,
    CopyNumberPart,
    FusionPart,
    parse_alteration,
)
from ros1annot.table.model import Effect, Entry, EvidenceType, Kind, Level, Problem, Status
from ros1annot.table.residues import ProteinReader, mentioned
from ros1annot.table.rows import Notes, Row
from ros1annot.table.rule import Rule
from ros1annot.table.vocabulary import Resources, check_date, check_transcript

ENTRY_COLUMNS = (
    "id", "gene", "kind", "alteration", "transcript", "disease", "driver", "prior_drug", "drug", "effect",
    "mechanism", "evidence_type", "level", "tier", "references", "curated", "status", "note",
)  # fmt: skip
TIERS = {Level.A: "I-A", Level.B: "I-B", Level.C: "II-C", Level.D: "II-D"}
UNKNOWN_TIER = "III"
NO_GENE = "-"
REFERENCE = re.compile(r"PMID:\d{1,8}|doi:10\.\d{4,9}/\S+|civic:EID\d+|cite:\S.*")


def cells_of(entry: Entry) -> tuple[str, ...]:
    """The cells of a row, in the order of the table's columns."""
    several = {"prior_drug": ";".join(entry.prior_drugs), "references": ";".join(entry.references)}
    return tuple(several[column] if column in several else str(getattr(entry, column)) for column in ENTRY_COLUMNS)


def as_json(entry: Entry) -> dict[str, object]:
    """A row as JSON shows it: its columns, lists as lists, and the file that it comes from."""
    several = {"prior_drug": list(entry.prior_drugs), "references": list(entry.references), "table": entry.table}
    return {**dict(zip(ENTRY_COLUMNS, cells_of(entry), strict=True)), **several}


class EntryBuilder:
    """Builds entries and collects what is wrong with their rows."""

    def __init__(
        self, path: Path, rows: Sequence[Row], resources: Resources, genome: Genome, problems: list[Problem]
    ) -> None:
        self._rows = rows
        self._table = path.name
        self._resources = resources
        self._genome = genome
        self._notes = Notes(path, problems)
        self._readers: dict[tuple[str, str], ProteinReader] = {}
        self._parsed: dict[tuple[str, str, str], Alteration] = {}

    def build(self, row: Row) -> Entry | None:
        """The entry, or ``None`` where a cell cannot be read; every broken rule is recorded."""
        notes = self._notes
        kind = notes.word(row, "kind", Kind)
        effect = notes.word(row, "effect", Effect)
        evidence = notes.word(row, "evidence_type", EvidenceType)
        level = notes.word(row, "level", Level)
        status = notes.word(row, "status", Status)
        curated = check_date(notes, row, "curated")
        self._check_names(row)
        self._check_evidence(row, level, status)
        parsed = self._alteration(row, kind) if kind else None
        if not (kind and effect and evidence and level and status and curated and parsed is not None):
            return None
        return Entry(
            id=row["id"],
            gene=row["gene"],
            kind=kind,
            alteration=row["alteration"],
            parsed=parsed,
            transcript=row["transcript"],
            disease=row["disease"],
            driver=row["driver"],
            prior_drugs=row.several("prior_drug"),
            drug=row["drug"],
            effect=effect,
            mechanism=row["mechanism"],
            evidence_type=evidence,
            level=level,
            tier=row["tier"],
            references=row.several("references"),
            curated=curated,
            status=status,
            note=row["note"],
            line=row.line,
            table=self._table,
        )

    def _check_names(self, row: Row) -> None:
        notes, resources = self._notes, self._resources
        for column in ("id", "alteration", "disease", "mechanism"):
            if not row[column]:
                notes.add(Rule.EMPTY, row.line, column, "the cell is empty", "every row has one")
        for gene in row["gene"].split("+"):
            if gene not in resources.genes and gene != NO_GENE:
                notes.add(
                    Rule.GENE,
                    row.line,
                    "gene",
                    f"gene `{gene}` is not in genes.tsv",
                    "correct it, or add the gene there",
                )
        if row["driver"] not in resources.contexts:
            notes.add(
                Rule.DRIVER,
                row.line,
                "driver",
                f"driver `{row['driver']}` is not in drivers.tsv",
                "correct it, or add it there",
            )
        for column, drugs in (("drug", (row["drug"],)), ("prior_drug", row.several("prior_drug"))):
            for drug in drugs:
                if drug not in resources.drugs:
                    self._unknown_drug(row, column, drug)

    def _unknown_drug(self, row: Row, column: str, drug: str) -> None:
        meant = self._resources.aliases.get(drug.casefold())
        way_out = f"did you mean `{meant}`?" if meant else "correct it, or add the drug there"
        self._notes.add(Rule.DRUG, row.line, column, f"drug `{drug}` is not in drugs.tsv", way_out)

    def _check_evidence(self, row: Row, level: Level | None, status: Status | None) -> None:
        notes, references = self._notes, row.several("references")
        for reference in references:
            if not REFERENCE.fullmatch(reference):
                notes.add(
                    Rule.REFERENCE, row.line, "references", f"`{reference}` is not a reference",
                    "write `PMID:…`, `doi:10.…`, `civic:EID…` or `cite:Author year journal`",
                )  # fmt: skip
        if status is not None and status is not Status.UNVERIFIED and not references:
            notes.add(
                Rule.SOURCE,
                row.line,
                "references",
                f"a {status} row needs a reference",
                "add one, or set status `unverified`",
            )
        allowed = {UNKNOWN_TIER} if status is Status.UNVERIFIED else {UNKNOWN_TIER, TIERS.get(level or Level.D, "")}
        if level is not None and status is not None and row["tier"] not in allowed:
            notes.add(
                Rule.TIER, row.line, "tier", f"`{row['tier']}` does not fit level {level} with status {status}",
                f"write {' or '.join(f'`{tier}`' for tier in sorted(allowed))}",
            )  # fmt: skip

    def _alteration(self, row: Row, kind: Kind) -> Alteration | None:
        if not kind.matched:
            return Alteration()
        if not check_transcript(self._notes, row, self._genome):
            return None
        key = (row["gene"], row["transcript"], row["alteration"])
        try:
            if key not in self._parsed:
                self._parsed[key] = parse_alteration(
                    row["alteration"], self._resources.classes, self._reader(row["gene"], row["transcript"])
                )
            self._check_kind(row, kind, self._parsed[key])
        except AlterationError as error:
            self._notes.error(row, "alteration", error)
            return None
        return self._parsed[key]

    def _check_kind(self, row: Row, kind: Kind, parsed: Alteration) -> None:
        """Refuse a wrong kind, a class of another gene, and residues without a transcript."""
        expected = _kinds(parsed)
        if kind not in expected:
            self._notes.add(
                Rule.KIND, row.line, "kind", f"`{row['alteration']}` is not a {kind}", f"write `{expected[0]}`"
            )
        for part in parsed.parts:
            gene = self._resources.classes[part.what.name].gene if isinstance(part.what, ClassPart) else row["gene"]
            if gene != row["gene"]:
                raise AlterationError(
                    f"class `{part.text}` is of {gene}, not of {row['gene']}",
                    "correct the gene or the class",
                    Rule.CLASS_GENE,
                )
        needs_transcript = kind in {Kind.SMALL_VARIANT, Kind.SPLICE, Kind.COMPOUND}
        if needs_transcript and not row["transcript"] and self._resources.genes.get(row["gene"]):
            shipped = self._resources.genes[row["gene"]]
            self._notes.add(
                Rule.TRANSCRIPT, row.line, "transcript", "the cell is empty", f"residues need a transcript: `{shipped}`"
            )

    def _reader(self, gene: str, transcript: str) -> ProteinReader:
        key = (gene, transcript)
        if key not in self._readers:
            self._readers[key] = ProteinReader(self._genome, transcript, lambda: self._listed(gene, transcript))
        return self._readers[key]

    def _listed(self, gene: str, transcript: str) -> set[int]:
        """Residues of the transcript that rows of the gene name."""
        found = self._genome.transcript(transcript)
        sequence = (found.protein if found else None) or ""
        named = {pair for row in self._rows if row["gene"] == gene for pair in mentioned(row["alteration"])}
        return {position for letter, position in named if sequence[position - 1 : position] == letter}


def _kinds(parsed: Alteration) -> tuple[Kind, ...]:
    """The kinds that an alteration can be of."""
    if len(parsed.parts) > 1:
        return (Kind.COMPOUND,)
    match parsed.parts[0].what:
        case FusionPart():
            return (Kind.FUSION,)
        case CopyNumberPart():
            return (Kind.COPY_NUMBER,)
        case _:
            return (Kind.SMALL_VARIANT, Kind.SPLICE)
