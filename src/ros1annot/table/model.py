"""The nouns of the resistance table: its vocabularies, its rows, and the resources that the rows refer to.

``resources/README.md`` holds the rules of the files; :mod:`ros1annot.table.alteration` and
:mod:`ros1annot.table.classes` hold the two small grammars.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ros1annot.table.alteration import ProteinPart

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from ros1annot.table.alteration import Alteration, Part
    from ros1annot.table.classes import AlterationClass
    from ros1annot.table.index import GeneIndex
    from ros1annot.table.rule import Rule


class Effect(StrEnum):
    """What the alteration means for the drug."""

    RESISTANT = "resistant"
    REDUCED_SENSITIVITY = "reduced_sensitivity"
    SENSITIVE = "sensitive"
    NOT_ACTIVE = "not_active"


class EvidenceType(StrEnum):
    """What kind of study stands behind a row."""

    GUIDELINE = "guideline"
    CLINICAL_TRIAL = "clinical_trial"
    CASE_SERIES = "case_series"
    CASE_REPORT = "case_report"
    PRECLINICAL = "preclinical"


class Level(StrEnum):
    """Strength of the evidence, the strongest first."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class Status(StrEnum):
    """How far a row's source was checked. ``unverified`` rows never decide a call alone."""

    CONFIRMED = "confirmed"
    CITED = "cited"
    UNVERIFIED = "unverified"
    DISPUTED = "disputed"


class Kind(StrEnum):
    """What has to be seen for a row to be met. The last three kinds are kept for readers, never matched."""

    SMALL_VARIANT = "small_variant"
    SPLICE = "splice"
    FUSION = "fusion"
    COPY_NUMBER = "copy_number"
    COMPOUND = "compound"
    ABSENCE = "absence"
    MODIFIER = "modifier"
    NOT_DETECTABLE = "not_detectable"

    @property
    def matched(self) -> bool:
        """Whether events of a sample can meet rows of this kind."""
        return self not in {Kind.ABSENCE, Kind.MODIFIER, Kind.NOT_DETECTABLE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of ``resistance.tsv``; the fields are its columns.

    Attributes:
        alteration: the cell's text; ``parsed`` is what it means.
        line: 1-based line of the file.
        table: name of the file that the row comes from: the table, or the overlay over it.
    """

    id: str
    gene: str
    kind: Kind
    alteration: str
    parsed: Alteration
    transcript: str
    disease: str
    driver: str
    prior_drugs: tuple[str, ...]
    drug: str
    effect: Effect
    mechanism: str
    evidence_type: EvidenceType
    level: Level
    tier: str
    references: tuple[str, ...]
    curated: date
    status: Status
    note: str
    line: int
    table: str = ""

    @property
    def is_resistance(self) -> bool:
        """Whether the row lowers what the drug can do."""
        return self.effect is not Effect.SENSITIVE


_KINASE_INHIBITORS = ("small-molecule TKI", "small-molecule macrocycle", "switch-control TKI")


@dataclass(frozen=True, slots=True)
class Drug:
    """One row of ``drugs.tsv``: a drug, a dose of one, a combination (``a + b``), or a group of drugs.

    Attributes:
        partners: drugs of a combination, in the order of its name; the one drug of a dose (``imatinib 800 mg``).
        approvals: region to what is known of its approval there, on the day ``as_of``.
    """

    name: str
    aliases: tuple[str, ...]
    partners: tuple[str, ...]
    drug_class: str
    generation: str
    targets: str
    approvals: tuple[tuple[str, str], ...]
    certainty: str
    as_of: date
    note: str

    @property
    def is_dose(self) -> bool:
        """Whether this is one drug at a dose for which rows speak apart."""
        return len(self.partners) == 1

    @property
    def is_kinase_inhibitor(self) -> bool:
        """Whether this is one inhibitor of tyrosine kinases, which a mutation of the kinase may stop."""
        return not self.partners and self.drug_class in _KINASE_INHIBITORS


class ContextRole(StrEnum):
    """Whether what establishes a context drives the tumour, or is only the setting of some rows."""

    DRIVER = "driver"
    SETTING = "setting"


@dataclass(frozen=True, slots=True)
class DriverContext:
    """One row of ``drivers.tsv``: the setting in which rows hold.

    Attributes:
        disease: the only disease in which the context exists; empty for any.
        established_by: any one of these establishes it; empty where no alteration can.
    """

    name: str
    gene: str
    role: ContextRole
    disease: str
    established_by: tuple[Part, ...]
    aliases: tuple[str, ...]
    description: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule of a resource file.

    Attributes:
        path: the file.
        line: 1-based; the header is line 1.
        rule: the one that is broken.
        way_out: what to do, without a full stop; empty where ``problem`` says it all.
    """

    path: Path
    line: int
    column: str
    problem: str
    rule: Rule
    way_out: str = ""

    @property
    def file(self) -> str:
        """Name of the file."""
        return self.path.name

    def __str__(self) -> str:
        """``file, line n, column c: problem; way out``."""
        way_out = f"; {self.way_out}" if self.way_out else ""
        return f"{self.file}, line {self.line}, column {self.column}: {self.problem}{way_out}"


@dataclass(frozen=True, slots=True)
class Hotspot:
    """A codon whose changes decide drugs: it has to be covered before their absence means something.

    Attributes:
        residue: 1-based on ``transcript``.
        drugs: those that a listed change of the residue makes resistant or less sensitive, and their combinations.
        changed_to: the residues that rows list in its place; empty where a row lists any.
    """

    gene: str
    transcript: str
    residue: int
    drugs: tuple[str, ...]
    changed_to: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Overlay:
    """A laboratory's rows over the table: its file name, latest ``curated`` date, and digest of its bytes."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ResistanceTable:
    """The checked table with the resources that its rows refer to.

    Attributes:
        name: file name of the table.
        version: the latest ``curated`` date of its rows.
        sha256: digest over the bytes of all its files, the overlay aside.
        genes: gene to the transcript whose numbering the table uses; empty for a gene without one.
        index: the rows by gene, for :mod:`ros1annot.table.match`.
        overlay: what lies over the table; its rows are among ``entries``.
    """

    name: str
    version: str
    sha256: str
    entries: tuple[Entry, ...]
    drugs: Mapping[str, Drug]
    classes: Mapping[str, AlterationClass]
    contexts: Mapping[str, DriverContext]
    genes: Mapping[str, str]
    aliases: Mapping[str, str]
    index: Mapping[str, GeneIndex]
    overlay: Overlay | None = None

    def drugs_for(self, contexts: Collection[str]) -> tuple[str, ...]:
        """Every drug that a row of these driver contexts speaks of, in the order of the table."""
        return tuple(dict.fromkeys(entry.drug for entry in self.entries if entry.driver in contexts))

    def resolve_drug(self, name: str) -> str | None:
        """The table's name of a drug written as brand, code or generic name, in any case, with or without its salt.

        A combination ``a + b`` takes the order of the drug table; one that the drug table lacks keeps the
        order given. ``None`` where the drug, or a partner of the combination, is unknown.
        """
        folded = fold(name)
        if "+" not in folded:
            return self._single_drug(folded)
        partners = [self._single_drug(fold(part)) for part in folded.split("+")]
        known = [partner for partner in partners if partner is not None]
        if len(known) < len(partners):
            return None
        same = (drug.name for drug in self.drugs.values() if drug.partners and set(drug.partners) == set(known))
        return next(same, " + ".join(known))

    def partners_of(self, drug: str) -> tuple[str, ...]:
        """The partners of a combination, also of one that the drug table lacks, or the drug of a dose."""
        if drug in self.drugs:
            return self.drugs[drug].partners
        parts = tuple(drug.split(" + "))
        return parts if len(parts) > 1 and all(part in self.drugs for part in parts) else ()

    def _single_drug(self, folded: str) -> str | None:
        base, _, salt = folded.rpartition(" ")
        return self.aliases.get(folded) or (self.aliases.get(base) if salt in _SALTS else None)

    def hotspots(self, contexts: Collection[str]) -> tuple[Hotspot, ...]:
        """The residues whose listed substitutions decide a drug in these contexts, by gene and residue.

        Left out are rows without a confirmed source, and the driver alterations themselves. What decides a drug
        decides its doses and its combinations too.
        """
        known = self.drugs_for(contexts)
        made_of = [drug for drug in self.drugs.values() if drug.is_dose or (drug.partners and drug.name in known)]
        deciding: dict[tuple[str, str, int], list[Entry]] = {}
        for gene, index in self.index.items():
            for (_, residue), rows in index.residues.items():
                for row in rows:
                    if row.driver in contexts and row.status is not Status.UNVERIFIED and not self._is_driver(row):
                        deciding.setdefault((gene, row.transcript, residue), []).append(row)
        spots = []
        for place, rows in sorted(deciding.items()):
            drugs = dict.fromkeys(row.drug for row in rows)
            drugs |= dict.fromkeys(drug.name for drug in made_of if not drugs.keys().isdisjoint(drug.partners))
            spots.append(Hotspot(*place, tuple(drugs), _changed_to(rows)))
        return tuple(spots)

    def _is_driver(self, entry: Entry) -> bool:
        established_by = self.contexts[entry.driver].established_by
        return entry.parsed.parts[0].what in [part.what for part in established_by]


def _changed_to(rows: Sequence[Entry]) -> frozenset[str]:
    parts = [row.parsed.parts[0].what for row in rows]
    named = [part.change.alt for part in parts if isinstance(part, ProteinPart)]
    return frozenset(named) if len(named) == len(parts) else frozenset()


_SALTS = {
    *("anhydrous", "dimaleate", "ditosylate", "fumarate", "hydrochloride", "lactate"),
    *("malate", "maleate", "mesylate", "phosphate", "s-malate", "tosylate"),
}


def fold(name: str) -> str:
    """A name as it is looked up: without case and outer or doubled blanks."""
    return " ".join(name.casefold().split())
