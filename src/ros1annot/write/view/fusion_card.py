"""The card of a fusion: the drawing, what it shows in words, and what it means for the mutations that were found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ros1annot.model import InputKind
from ros1annot.result import Alteration, Result
from ros1annot.write.facts import looked_for
from ros1annot.write.labels import Labels
from ros1annot.write.view.fusion_drawing import Drawing, Side, draw, number

_UNKNOWN_GENE = "?"


@dataclass(frozen=True, slots=True)
class FusionCard:
    """One fusion, drawn and told.

    Attributes:
        title, description: the drawing in words, for those who do not see it.
        five_label, three_label: gene; which exons are kept; where it breaks.
        frame: ``✓ in frame``, ``✕ out of frame``, ``? frame not known``.
        meaning: what the fusion is, then a sentence for the mutations of the kinase gene that it holds or does not.
        seen: callers, reads, confidence, and what is kept.
    """

    title: str
    description: str
    drawing: Drawing
    five_label: tuple[str, str]
    three_label: tuple[str, str]
    frame: str
    meaning: tuple[str, ...]
    seen: tuple[str, ...]


def fusion_card(fusion: Alteration, result: Result, labels: Labels) -> FusionCard | None:
    """The card of one fusion; ``None`` where a side is missing.

    Args:
        fusion: one of the result's.
        result: for what the fusion means for the mutations that were found, if they were looked for.
        labels: the words.
    """
    five, three = fusion.five_prime, fusion.three_prime
    if five is None or three is None:
        return None
    kinase_is_five = three.get("gene") != fusion.gene
    found = [a for a in result.alterations if a.kind == "small_variant" and a.counted and a.gene == fusion.gene]
    held = [a for a in found if _is_held(a, five if kinase_is_five else three, five=kinase_is_five)]
    by_exon: dict[int, list[str]] = {}
    for alteration in held:
        by_exon.setdefault(alteration.exon or 0, []).append(alteration.name)
    frame, kept = frame_word(fusion), (kinase_word(fusion), membrane_word(fusion))
    return FusionCard(
        title=f"Drawing of the fusion {fusion.name}",
        description=f"{_told(five, 'last')} joins {_told(three, 'first')}; {', '.join(filter(None, (frame, *kept)))}.",
        drawing=draw(fusion, five, three, by_exon),
        five_label=(f"5′ {_gene(five)}", _kept(five, 1, number(five, "exon"))),
        three_label=(f"3′ {_gene(three)}", _kept(three, number(three, "exon"), number(three, "exons"))),
        frame={True: "✓ ", False: "✕ ", None: "? "}[fusion.in_frame] + frame,
        meaning=(
            _role(fusion, labels),
            *_mutations(fusion, found, held, labels, kinase_is_five=kinase_is_five),
            *_nothing_found(fusion, found, result, labels),
        ),
        seen=tuple(filter(None, (_callers(fusion), support(fusion), *kept))),
    )


def frame_word(fusion: Alteration) -> str:
    """Whether the fusion is in frame, in words."""
    return {True: "in frame", False: "out of frame", None: "frame not known"}[fusion.in_frame]


def kinase_word(fusion: Alteration) -> str:
    """Whether the kinase domain is kept, in words."""
    return {True: "kinase domain kept", False: "kinase domain lost", None: "kinase domain not known"}[
        fusion.kinase_kept
    ]


def membrane_word(fusion: Alteration) -> str:
    """Whether the transmembrane segment is kept, in words; empty where it is not known, or there is none."""
    return {True: "transmembrane segment (TM) kept", False: "transmembrane segment (TM) lost", None: ""}[
        fusion.transmembrane_kept
    ]


def support(fusion: Alteration) -> str:
    """Reads, and how sure the callers are."""
    parts = (
        f"{fusion.split_reads} split reads" if fusion.split_reads is not None else "",
        f"{fusion.discordant_pairs} discordant pairs" if fusion.discordant_pairs is not None else "",
        f"confidence {fusion.confidence}" if fusion.confidence else "",
    )
    return ", ".join(part for part in parts if part)


def _callers(fusion: Alteration) -> str:
    return f"called by {', '.join(fusion.callers)}" if fusion.callers else ""


def _gene(side: Side) -> str:
    gene = str(side.get("gene"))
    return "unknown gene" if gene == _UNKNOWN_GENE else gene


def _told(side: Side, which: str) -> str:
    exon = number(side, "exon")
    where = f"exon {exon} (the {which} one kept)" if exon is not None else "at an exon that is not known"
    place = f" at {_place(side)}" if _place(side) else ""
    return f"{_gene(side)} {where}{place}"


def _place(side: Side) -> str:
    return f"{side.get('chrom')}:{side.get('pos')}" if side.get("pos") is not None else ""


def _kept(side: Side, first: int | None, last: int | None) -> str:
    """``keeps exons 1-13 of 23 · breaks at 2:42300000 (+)``, as far as it is known."""
    strand = f" ({side['strand']})" if side.get("strand") else ""
    exons = number(side, "exons")
    total = f" of {exons}" if exons is not None else ""
    if first is None or number(side, "exon") is None:
        kept = "exons not known"
    elif last is None:
        kept = f"keeps exon {first} on"
    else:
        kept = f"keeps exon {first}{total}" if first == last else f"keeps exons {first}–{last}{total}"
    return " · ".join(filter(None, (kept, f"breaks at {_place(side)}{strand}" if _place(side) else "")))


# --- what it means -----------------------------------------------------------------------------------------


def _role(fusion: Alteration, labels: Labels) -> str:
    """What the fusion is, by its role."""
    role = fusion.fusion_role or "rearrangement"
    if role == "driver" and not fusion.counted:
        role = "driver_not_counted"
    elif role == "driver":
        certain = fusion.in_frame and fusion.kinase_kept
        role = "driver_whole" if certain else "driver_frame" if fusion.kinase_kept else "driver_domain"
    reason = fusion.why_not_counted or ""
    return labels.text("fusion_card", role, fusion=fusion.name, kinase=fusion.gene, reason=reason)


def _is_held(mutation: Alteration, kinase: Side, *, five: bool) -> bool:
    """Whether the fusion keeps the exon of a mutation of its kinase gene."""
    edge = number(kinase, "exon")
    if mutation.exon is None or edge is None:
        return False
    return mutation.exon <= edge if five else mutation.exon >= edge


def _mutations(
    fusion: Alteration, found: Sequence[Alteration], held: Sequence[Alteration], labels: Labels, *, kinase_is_five: bool
) -> Iterable[str]:
    """One sentence for those that the fusion holds, for those that it does not, and for those that cannot be told."""
    side = fusion.five_prime if kinase_is_five else fusion.three_prime
    edge = number(side or {}, "exon")
    unplaced = [a for a in found if a.exon is None or edge is None]
    groups = {
        "mutation_held" if fusion.counted else "mutation_held_without_driver": held,
        "mutation_not_held": [a for a in found if a not in held and a not in unplaced],
        "mutation_unplaced": unplaced,
    }
    for key, mutations in groups.items():
        if mutations:
            names = ", ".join(f"{a.name} (exon {a.exon})" if a.exon is not None else a.name for a in mutations)
            yield labels.text(
                "fusion_card", key, mutations=f"{fusion.gene} {names}", fusion=fusion.name, kinase=fusion.gene
            )


def _nothing_found(fusion: Alteration, found: Sequence[Alteration], result: Result, labels: Labels) -> Iterable[str]:
    if not found:
        key = "no_mutation" if looked_for(result, InputKind.VCF) else "mutations_not_looked_for"
        yield labels.text("fusion_card", key, kinase=fusion.gene)
