"""Fusions as the report shows them: the counted ones with their rows and their cards."""

from collections.abc import Mapping
from dataclasses import dataclass

from ros1annot.result import Alteration, Result
from ros1annot.write.labels import Labels
from ros1annot.write.text import shown
from ros1annot.write.view.alterations import FindingRow, deciding_first, finding_row
from ros1annot.write.view.fusion_card import (
    FusionCard,
    frame_word,
    fusion_card,
    kinase_word,
    membrane_word,
    support,
)


@dataclass(frozen=True, slots=True)
class FusionView:
    """One fusion with both sides, and the rows it meets.

    Attributes:
        is_driver: whether it is a driver that the table knows: its card then stands above the drugs.
    """

    anchor: str
    is_driver: bool
    title: str
    role: str
    five_prime: str
    three_prime: str
    frame: str
    kinase: str
    support: str
    callers: str
    rows: tuple[FindingRow, ...]
    card: FusionCard | None


def fusion_views(result: Result, labels: Labels) -> tuple[FusionView, ...]:
    """The counted fusions, each with the rows it meets alone."""
    return tuple(
        _fusion_view(alteration, result, labels)
        for alteration in result.alterations
        if alteration.kind == "fusion" and alteration.counted
    )


def _fusion_view(fusion: Alteration, result: Result, labels: Labels) -> FusionView:
    rows = deciding_first([f for f in result.findings if f.alteration_ids == (fusion.id,)])
    return FusionView(
        anchor=f"f-{fusion.id}",
        is_driver=any(driver.alteration_id == fusion.id for driver in result.drivers),
        title=fusion.name,
        role=labels.word("fusion_role", fusion.fusion_role),
        five_prime=_side(fusion.five_prime, "to exon"),
        three_prime=_side(fusion.three_prime, "from exon"),
        frame=frame_word(fusion) + (f" ({fusion.frame_source})" if fusion.frame_source else ""),
        kinase="; ".join(filter(None, (kinase_word(fusion), membrane_word(fusion)))),
        support=support(fusion) or "not given",
        callers=", ".join(fusion.callers),
        rows=tuple(finding_row(finding, labels) for finding in rows),
        card=fusion_card(fusion, result, labels),
    )


def _side(side: Mapping[str, str | int | None] | None, exon_word: str) -> str:
    if side is None:
        return "not given"
    exon = f", {exon_word} {side['exon']}" if side.get("exon") is not None else ""
    transcript = f" of {side['transcript']}" if exon and side.get("transcript") else ""
    place = f" {shown(side.get('chrom'))}:{side['pos']}" if side.get("pos") is not None else ""
    return f"{shown(side.get('gene'))}{place}{exon}{transcript}"
