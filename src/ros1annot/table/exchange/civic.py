"""CIViC evidence summaries (CC0): the layout of today, that of 2021 and before, and the excerpt of both.

Only what can be a row is read: accepted predictive items that are not flagged and support sensitivity, reduced
sensitivity or resistance to one drug or one combination. ``Substitutes`` are several drugs, each alone.
"""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from ros1annot.errors import InputError
from ros1annot.table.exchange.foreign import ANY_DISEASE, ForeignItem
from ros1annot.table.model import Effect, EvidenceType, Level

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "identifier": ("evidence_id",),
    "disease": ("disease",),
    "drugs": ("therapies", "drugs"),
    "interaction": ("therapy_interaction_type", "drug_interaction_type", "therapy_interaction"),
    "type": ("evidence_type",),
    "direction": ("evidence_direction", "direction"),
    "significance": ("significance", "clinical_significance"),
    "level": ("evidence_level", "level"),
    "source": ("source_type",),
    "citation": ("citation_id",),
    "status": ("evidence_status", "status"),
    "flagged": ("is_flagged",),
}
"""What is read, and the names it has in one layout or another."""

_EFFECTS = {
    "Sensitivity/Response": Effect.SENSITIVE,
    "Reduced Sensitivity": Effect.REDUCED_SENSITIVITY,
    "Resistance": Effect.RESISTANT,
}
_LEVELS = {"A": Level.A, "B": Level.B, "C": Level.C, "D": Level.D, "E": Level.D}
_EVIDENCE = {
    "A": EvidenceType.GUIDELINE,
    "B": EvidenceType.CASE_SERIES,
    "C": EvidenceType.CASE_REPORT,
    "D": EvidenceType.PRECLINICAL,
    "E": EvidenceType.PRECLINICAL,
}
_DISEASES = {
    "Lung Non-small Cell Carcinoma": "NSCLC",
    "Lung Adenocarcinoma": "NSCLC",
    "Lung Squamous Cell Carcinoma": "NSCLC",
    "Lung Cancer": "NSCLC",
    "Gastrointestinal Stromal Tumor": "GIST",
    "Neuroblastoma": "neuroblastoma",
    "Melanoma": "melanoma",
    "Skin Melanoma": "melanoma",
    "Colorectal Cancer": "colorectal cancer",
    "Colorectal Adenocarcinoma": "colorectal cancer",
    "Inflammatory Myofibroblastic Tumor": "IMT",
    "Systemic Mastocytosis": "systemic mastocytosis",
    "Cancer": ANY_DISEASE,
    "Solid Tumor": ANY_DISEASE,
}
_NOT_READ = ("NOT ", "(")


def read_civic(path: Path) -> Iterator[ForeignItem]:
    """The items of a file that can be rows, in its order.

    Raises:
        InputError: the file cannot be read, or is in none of the layouts.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle, delimiter="\t")
            columns = _layout(path, reader.fieldnames or ())
            for row in reader:
                yield from _items(row, columns, reader.line_num)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(
            path, f"cannot be read as CIViC evidence ({error}); give a file of evidence summaries"
        ) from error


def _layout(path: Path, header: tuple[str, ...] | list[str] | object) -> Mapping[str, str]:
    given = set(header) if isinstance(header, list | tuple) else set()
    found = {name: next((c for c in known if c in given), "") for name, known in _COLUMNS.items()}
    missing = [known[0] for name, known in _COLUMNS.items() if not found[name] and name != "flagged"]
    if missing or not ({"molecular_profile"} <= given or {"gene", "variant"} <= given):
        what = missing[0] if missing else "molecular_profile"
        raise InputError(path, f"has no column `{what}`; give CIViC's evidence summaries as TSV", 1)
    return found


def _items(row: Mapping[str, str], columns: Mapping[str, str], line: int) -> Iterator[ForeignItem]:
    def cell(name: str) -> str:
        return (row.get(columns[name]) or "").strip()

    effect = _EFFECTS.get(cell("significance"))
    profile = (row.get("molecular_profile") or f"{row.get('gene', '')} {row.get('variant', '')}").strip()
    supports = cell("type") == "Predictive" and cell("direction") == "Supports" and cell("status") == "accepted"
    if not supports or effect is None or cell("flagged") == "true" or any(word in profile for word in _NOT_READ):
        return
    identifier = cell("identifier").removeprefix("EID")
    reference = f"PMID:{cell('citation')}" if cell("source") == "PubMed" and cell("citation").isdigit() else ""
    for alternative in _alternatives(profile):
        for drug in _drugs(cell("drugs"), cell("interaction")):
            yield ForeignItem(
                line=line,
                identifier=f"civic:EID{identifier}",
                profile=alternative,
                drug=drug,
                disease=_DISEASES.get(cell("disease"), cell("disease")),
                effect=effect,
                level=_LEVELS.get(cell("level"), Level.D),
                evidence_type=_EVIDENCE.get(cell("level"), EvidenceType.PRECLINICAL),
                references=(reference,) if reference else (),
            )


def _alternatives(profile: str) -> Iterator[tuple[str, ...]]:
    """``A OR B`` is said of A and of B; ``A AND B`` of both together; without brackets the two are not mixed."""
    if " OR " not in profile:
        yield tuple(part.strip() for part in profile.split(" AND "))
    elif " AND " not in profile:
        yield from ((part.strip(),) for part in profile.split(" OR "))


def _drugs(cell: str, interaction: str) -> Iterator[str]:
    drugs = [drug.strip() for drug in cell.split(",") if drug.strip()]
    if len(drugs) == 1 or interaction == "Substitutes":
        yield from drugs
    elif interaction == "Combination":
        yield " + ".join(drugs)
