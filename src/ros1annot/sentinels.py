"""The sentinel guard: a frozen set of cases whose drug calls are computed anew on every change of the table.

``resources/sentinels.tsv`` holds one case a line: named alterations and a driver in, one drug's call and the rows that
have to take part in it out. A call that is lost or flipped, and a row that no longer takes part, is a problem.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ros1annot.annotate.protein import hgvs_protein, short_protein
from ros1annot.annotate.transcripts import Genome, Transcript
from ros1annot.errors import UsageError
from ros1annot.inputs import Inputs
from ros1annot.interpret.build import interpret
from ros1annot.knowledge import Knowledge
from ros1annot.model import (
    AlleleCall,
    Assembly,
    BreakEnd,
    Consequence,
    CopyNumberCall,
    Event,
    Fusion,
    FusionCall,
    FusionPartner,
    InputKind,
    InputState,
    Phase,
    ProteinChange,
    Sample,
    SmallVariant,
    TranscriptName,
)
from ros1annot.resources import resource
from ros1annot.result import Call, Finding, Input, Result
from ros1annot.table.model import Problem
from ros1annot.table.query import parse_query
from ros1annot.table.rows import Notes, Row, read_rows
from ros1annot.table.rule import Rule
from ros1annot.table.traits import Trait, unversioned

SENTINEL_COLUMNS = ("sentinel", "alterations", "driver", "disease", "drug", "call", "rows", "statement")
_NAME = "sentinels.tsv"
_PHASED = re.compile(r"(?P<names>.*?)(?:\[(?P<phase>cis|trans)\])?")
_KEEP = "correct the row; change the sentinel only where the evidence itself has changed"


def sentinels_beside(table: Path | None) -> Path:
    """The sentinels of a table: those that lie beside it, else the shipped ones."""
    own = table.with_name(_NAME) if table is not None else None
    return own if own is not None and own.is_file() else resource(_NAME)


def check_sentinels(path: Path, knowledge: Knowledge) -> tuple[int, list[Problem]]:
    """How many sentinels were looked at, and every one that is not what it was."""
    problems: list[Problem] = []
    notes = Notes(path, problems)
    rows = read_rows(path, SENTINEL_COLUMNS, problems)
    seen: set[str] = set()
    for row in rows:
        if row["sentinel"] in seen:
            notes.add(
                Rule.TWICE,
                row.line,
                "sentinel",
                f"`{row['sentinel']}` is used twice",
                "give every sentinel its own name",
            )
        seen.add(row["sentinel"])
        call = notes.word(row, "call", Call)
        try:
            answer = evaluate(row, knowledge)
        except UsageError as error:
            notes.add(Rule.CASE, row.line, "alterations", f"the case cannot be read: {error}")
            continue
        if call is not None:
            _compare(notes, row, call, answer, knowledge)
    return len(rows), problems


@dataclass(frozen=True, slots=True)
class Answer:
    """What the table says now; ``call`` is ``None`` where it does not speak of the drug."""

    call: Call | None
    result: Result
    deciding: tuple[Finding, ...]
    met: tuple[Finding, ...]


def evaluate(row: Row, knowledge: Knowledge) -> Answer:
    """Interpret the case of one line.

    Raises:
        UsageError: a name in it cannot be read, or its driver establishes nothing.
    """
    events = tuple(_events(row["alterations"], knowledge))
    sample = Sample(name=row["sentinel"], disease=row["disease"], drivers=row.several("driver"))
    inputs = Inputs((Input(InputKind.VCF, None, InputState.CALLS),), events, None)
    result = interpret(sample, inputs, knowledge)
    if row["driver"] and not result.drivers:
        raise UsageError(f"the driver `{row['driver']}` establishes no driver context in {row['disease']}")
    drug = next((drug for drug in result.drugs if drug.drug == row["drug"]), None)
    return Answer(
        call=drug.call if drug else None,
        result=result,
        deciding=tuple(result.findings[index] for index in drug.because) if drug else (),
        met=tuple(finding for finding in result.findings if finding.drug == row["drug"]),
    )


def _compare(notes: Notes, row: Row, call: Call, answer: Answer, knowledge: Knowledge) -> None:
    expected = row.several("rows")
    taking_part = {finding.entry_id for finding in (*answer.deciding, *answer.met)}
    lost = [identifier for identifier in expected if identifier not in taking_part]
    if answer.call is call and not lost:
        return
    case = f"{row['alterations'] or row['driver']} and {row['drug']}"
    now = answer.call or "not listed"
    told = f"{case}: {now} instead of {call}" if answer.call is not call else f"{case}: {call} as before"
    reasons = [*(_fate(identifier, lost, answer, knowledge) for identifier in expected), *_deciders(expected, answer)]
    notes.add(
        Rule.SENTINEL, row.line, "call" if answer.call is not call else "rows", "; ".join([told, *reasons]), _KEEP
    )


def _fate(identifier: str, lost: Sequence[str], answer: Answer, knowledge: Knowledge) -> str:
    """What became of a row that the sentinel relies on."""
    entry = next((entry for entry in knowledge.table.entries if entry.id == identifier), None)
    if entry is None:
        return f"row {identifier} is gone from the table"
    said = (
        f"row {identifier} ({entry.table}, line {entry.line}) says {entry.effect}, level {entry.level}, {entry.status}"
    )
    if identifier in lost:
        return f"{said}, of {entry.gene} {entry.alteration} for {entry.drug} in {entry.driver}: not met by this case"
    reason = next((f.why_not_deciding for f in answer.met if f.entry_id == identifier and f.why_not_deciding), "")
    return f"{said}{': ' + reason if reason else ''}"


def _deciders(expected: Sequence[str], answer: Answer) -> Iterator[str]:
    for finding in answer.deciding:
        if finding.entry_id not in expected:
            yield f"row {finding.entry_id} ({finding.effect}, level {finding.level}) decides"


# --- a case as events --------------------------------------------------------------------------------------


def _events(cell: str, knowledge: Knowledge) -> Iterator[Event]:
    """``EGFR T790M;EGFR C797S[cis]`` as events: phased where the cell says so, else not."""
    found = _PHASED.fullmatch(cell.strip())
    names, phase = (found["names"], found["phase"]) if found else (cell, None)
    texts = [text.strip() for text in names.split(";") if text.strip()]
    for number, text in enumerate(texts):
        query = parse_query(text, knowledge.table, knowledge.genome)
        haplotype = Phase("sentinel", number if phase == "trans" else 0) if phase else None
        for trait in query.traits:
            yield _event(text, trait, haplotype, knowledge.genome)


def _event(text: str, trait: Trait, phase: Phase | None, genome: Genome) -> Event:
    if trait.fusion is not None:
        five, three = trait.fusion.five_prime, trait.fusion.three_prime
        call = FusionCall(BreakEnd(five), BreakEnd(three), "sentinel")
        sides = FusionPartner(five, "", None), FusionPartner(three, "", None)
        return Fusion(trait.fusion.kinase, *sides, None, trait.fusion.role, None, "", None, (call,))
    if trait.copy_number:
        lost = trait.copy_number == "loss"
        return CopyNumberCall(trait.gene, "loss" if lost else "amplification", None, None, "sentinel")
    gene = genome.gene(trait.gene)
    if gene is None or gene.reporting.protein is None or not trait.names:
        raise UsageError(f"`{text}` is a whole class; name one alteration of it, such as `EGFR E746_A750del`")
    own = unversioned(gene.reporting.accession)
    found = next((named for accession, named in trait.names if accession == own), trait.names[0][1])
    return _variant(trait.gene, gene.chrom, gene.reporting, found, phase)


def _variant(gene: str, chrom: str, transcript: Transcript, change: ProteinChange, phase: Phase | None) -> SmallVariant:
    """A variant known by its protein change alone: its bases are not, and nothing that interprets it looks at them."""
    protein = transcript.protein or ""
    pos = min(transcript.codon_positions(change.start, Assembly.GRCH38))
    name = TranscriptName(
        transcript.accession, "", hgvs_protein(change, protein), short_protein(change, protein), change
    )
    call = AlleleCall(chrom, pos, "N", "N", phase=phase, caller="sentinel")
    return SmallVariant(gene, Assembly.GRCH38, chrom, pos, "N", "N", consequence_of(change), name, None, (call,))


def consequence_of(change: ProteinChange) -> Consequence:
    """The consequence that a protein change alone tells of."""
    if change.frameshift:
        return Consequence.FRAMESHIFT
    if "*" in change.alt:
        return Consequence.STOP_GAINED
    if change.is_substitution:
        return Consequence.MISSENSE
    longer = len(change.alt) - len(change.ref)
    if longer == 0:
        return Consequence.PROTEIN_ALTERING
    return Consequence.INFRAME_INSERTION if longer > 0 else Consequence.INFRAME_DELETION
