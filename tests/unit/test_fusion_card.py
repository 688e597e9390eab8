"""The drawing of a fusion: what is kept, where the kinase lies, what it means for the mutations."""

from dataclasses import replace

import pytest

import results
from ros1annot.result import Alteration
from ros1annot.write.html import render_html
from ros1annot.write.view.fusion_card import HEIGHT, WIDTH, FusionCard, fusion_card

CD74 = {"gene": "CD74", "chrom": "5", "pos": 150404680, "exon": 6, "strand": "-", "exons": 9}
ROS1 = {"gene": "ROS1", "chrom": "6", "pos": 117324415, "exon": 34, "strand": "-", "exons": 43,
        "kinase_first_exon": 36, "kinase_last_exon": 42}  # fmt: skip
FUSION = Alteration(
    id="a1", kind="fusion", gene="ROS1", name="CD74::ROS1", counted=True, five_prime=CD74, three_prime=ROS1
)


def mutation(name: str, exon: int | None, *, counted: bool = True, gene: str = "ROS1") -> Alteration:
    return Alteration(id="a2", kind="small_variant", gene=gene, name=name, counted=counted, exon=exon)


def drawn(*others: Alteration, fusion: Alteration = FUSION) -> FusionCard:
    card = fusion_card(fusion, [fusion, *others], "in frame", "kinase domain kept")
    assert card is not None
    return card


def test_the_exons_next_to_the_junction_are_drawn() -> None:
    boxes = drawn().boxes
    five = sorted((box for box in boxes if box.x < 290), key=lambda box: box.x)
    three = sorted((box for box in boxes if box.x > 290), key=lambda box: box.x)
    assert [box.text for box in five] == ["…", "2", "3", "4", "5", "6"]
    assert [box.text for box in three] == [str(number) for number in range(34, 44)]


def test_the_kinase_domain_is_marked_by_pattern_and_bracket() -> None:
    card = drawn()
    assert [box.text for box in card.boxes if box.kind == "kinase"] == [str(number) for number in range(36, 43)]
    assert card.kinase is not None
    assert card.kinase.text == "kinase domain"


def test_everything_lies_inside_the_drawing() -> None:
    whole = replace(FUSION, three_prime={**ROS1, "exon": 2}, five_prime={**CD74, "exon": 9})
    for card in (drawn(), drawn(fusion=whole)):
        assert all(0 <= box.x <= WIDTH - 34 for box in card.boxes)
        assert all(0 < marker.y < HEIGHT for marker in card.markers)


def test_the_drawing_is_told_in_words() -> None:
    card = drawn()
    assert card.title == "Drawing of the fusion CD74::ROS1"
    assert card.description == (
        "CD74 exon 6 (the last one kept) at 5:150404680 joins ROS1 exon 34 (the first one kept) at 6:117324415; "
        "in frame, kinase domain kept."
    )
    assert card.five_label == ("5′ CD74", "exons 1–6 of 9 · 5:150404680 (-)")


def test_mutations_are_marked_on_their_exons_and_told() -> None:
    card = drawn(mutation("G2032R", 38), mutation("L2086F", 40), mutation("A1B", 3), mutation("S1C", None))
    assert [marker.text for marker in card.markers] == ["G2032R", "L2086F"]
    assert len({marker.y for marker in card.markers}) == 2
    assert [sentence.partition(":")[0] for sentence in card.meaning] == [
        "ROS1 G2032R (exon 38), L2086F (exon 40)", "ROS1 A1B (exon 3)", "ROS1 S1C",
    ]  # fmt: skip
    assert "keeps" in card.meaning[0]
    assert "does not hold" in card.meaning[1]
    assert "cannot be told" in card.meaning[2]


def test_mutations_that_do_not_count_or_are_of_another_gene_are_not_told() -> None:
    card = drawn(mutation("G2032R", 38, counted=False), mutation("V600E", 15, gene="BRAF"))
    assert card.meaning == ("No counted mutation of ROS1 was found to sit in the fusion.",)
    assert card.markers == ()


@pytest.mark.parametrize("side", ["five_prime", "three_prime"])
def test_a_partner_without_exons_is_a_question(side: str) -> None:
    unknown = {"gene": "XYZ", "chrom": "1", "pos": 5, "exon": None, "transcript": None}
    card = drawn(mutation("G2032R", 38), fusion=replace(FUSION, **{side: unknown}))
    assert [box.kind for box in card.boxes].count("unknown") == 1
    assert len(card.outlines) == 1


def test_a_fusion_without_places_has_no_card() -> None:
    assert fusion_card(replace(FUSION, five_prime=None), [], "in frame", "") is None


def test_the_report_gives_the_drawing_a_role_a_title_and_a_description() -> None:
    result = results.result(alterations=(FUSION,), findings=(), drivers=(), drugs=(), flags=())
    page = render_html(result)
    assert 'role="img" aria-labelledby="f-a1-t" aria-describedby="f-a1-d"' in page
    assert '<title id="f-a1-t">Drawing of the fusion CD74::ROS1</title>' in page
