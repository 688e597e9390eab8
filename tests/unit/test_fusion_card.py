"""The card of a fusion: what is kept, where the kinase lies, what it means for the mutations."""

from dataclasses import replace

import pytest

import results
from ros1annot.resources import resource
from ros1annot.result import Alteration, Driver, Input
from ros1annot.write.html import render_html
from ros1annot.write.labels import load_labels
from ros1annot.write.view.fusion_card import FusionCard, fusion_card
from ros1annot.write.view.fusion_drawing import BOX, WIDTH, Box

CD74 = {"gene": "CD74", "chrom": "5", "pos": 150404680, "exon": 6, "strand": "-", "exons": 9}
ROS1 = {"gene": "ROS1", "chrom": "6", "pos": 117324415, "exon": 34, "strand": "-", "exons": 43,
        "kinase_first_exon": 36, "kinase_last_exon": 42,
        "membrane_first_exon": 34, "membrane_last_exon": 35}  # fmt: skip
TACC3 = {"gene": "TACC3", "chrom": "4", "pos": 1739702, "exon": None, "transcript": None}
FGFR3 = {"gene": "FGFR3", "chrom": "4", "pos": 1806934, "exon": 17, "strand": "+", "exons": 18,
         "kinase_first_exon": 11, "kinase_last_exon": 17,
         "membrane_first_exon": 9, "membrane_last_exon": 9}  # fmt: skip
FUSION = Alteration(
    id="a1",
    kind="fusion",
    gene="ROS1",
    name="CD74::ROS1",
    counted=True,
    five_prime=CD74,
    three_prime=ROS1,
    in_frame=True,
    kinase_kept=True,
    transmembrane_kept=True,
    fusion_role="driver",
    split_reads=58,
    discordant_pairs=6,
    callers=("arriba", "star-fusion"),
    confidence="high",
)
FIVE_PRIME_KINASE = replace(FUSION, gene="FGFR3", name="FGFR3::TACC3", five_prime=FGFR3, three_prime=TACC3)
UNCOUNTED = replace(FUSION, counted=False, why_not_counted="confirm it")


def mutation(name: str, exon: int | None, *, counted: bool = True, gene: str = "ROS1") -> Alteration:
    return Alteration(id="a2", kind="small_variant", gene=gene, name=name, counted=counted, exon=exon)


def drawn(*others: Alteration, fusion: Alteration = FUSION) -> FusionCard:
    result = results.result(alterations=(fusion, *others))
    card = fusion_card(fusion, result, load_labels(resource("report_labels.toml")))
    assert card is not None
    return card


def sides(card: FusionCard) -> tuple[list[str], list[str]]:
    def texts(boxes: list[Box]) -> list[str]:
        return [box.text for box in sorted(boxes, key=lambda box: box.x)]

    left = [box for box in card.drawing.boxes if box.x < card.drawing.junction]
    right = [box for box in card.drawing.boxes if box.x > card.drawing.junction]
    return texts(left), texts(right)


def brackets(card: FusionCard) -> dict[str, list[str]]:
    return {
        b.text: [box.text for box in card.drawing.boxes if b.start <= box.middle <= b.end]
        for b in card.drawing.brackets
    }


# --- the drawing -------------------------------------------------------------------------------------------


def test_the_exons_next_to_the_junction_are_drawn() -> None:
    assert sides(drawn()) == (["1", "2", "3", "4", "5", "6"], [str(number) for number in range(34, 44)])
    eml4 = {**CD74, "exon": 13, "exons": 23}
    assert sides(drawn(fusion=replace(FUSION, five_prime=eml4)))[0] == ["…", "9", "10", "11", "12", "13"]


def test_a_long_kinase_side_shows_its_junction_and_its_domains() -> None:
    early = drawn(fusion=replace(FUSION, three_prime={**ROS1, "exon": 20}))
    assert sides(early)[1] == ["20", "21", "22", "…", *(str(number) for number in range(34, 44))]


def test_a_kinase_that_is_5_prime_is_shown_with_its_domains() -> None:
    assert sides(drawn(fusion=FIVE_PRIME_KINASE)) == (["…", *(str(number) for number in range(6, 18))], ["?"])


def test_the_domains_are_bracketed_as_far_as_they_are_kept() -> None:
    kinase = [str(number) for number in range(36, 43)]
    assert brackets(drawn()) == {"kinase domain": kinase, "TM": ["34", "35"]}
    cut = replace(FUSION, three_prime={**ROS1, "exon": 38}, kinase_kept=False, transmembrane_kept=False)
    assert brackets(drawn(fusion=cut)) == {"kinase domain, not whole": kinase[2:]}
    half = replace(FUSION, three_prime={**ROS1, "exon": 35}, transmembrane_kept=False)
    assert brackets(drawn(fusion=half)) == {"kinase domain": kinase}


def test_the_whole_genes_show_what_is_kept_and_where_they_break() -> None:
    drawing = drawn().drawing
    assert [exon.kept for exon in drawing.five.exons] == [True] * 6 + [False] * 3
    assert [exon.kept for exon in drawing.three.exons] == [False] * 33 + [True] * 10
    assert [exon.kinase for exon in drawing.three.exons].index(True) == 35
    assert [text for _, text, _ in drawing.five.labels] == ["1", "9", "6"]
    cut = drawing.three.cut
    assert cut is not None
    assert drawing.three.exons[32].x + drawing.three.exons[32].width < cut < drawing.three.exons[33].x


@pytest.mark.parametrize(
    "fusion",
    [
        FUSION,
        FIVE_PRIME_KINASE,
        replace(FUSION, three_prime={**ROS1, "exon": 2}, five_prime={**CD74, "exon": 9}),
        replace(FUSION, three_prime=TACC3, five_prime=TACC3, gene="TACC3"),
    ],
)
def test_everything_lies_inside_the_drawing(fusion: Alteration) -> None:
    names = ("G2032R", "L2026M", "D2033N", "E1934_Q1939delinsAVG")
    card = drawn(*(mutation(name, exon, gene=fusion.gene) for name in names for exon in range(2, 44)), fusion=fusion)
    drawing = card.drawing
    assert all(0 <= box.x <= WIDTH - BOX for box in drawing.boxes)
    assert all(0 <= exon.x <= WIDTH - exon.width for model in (drawing.five, drawing.three) for exon in model.exons)
    assert all(80 < drawing.marker_y(marker) < drawing.boxes_y < drawing.height for marker in drawing.markers)
    assert all(0 < marker.x < WIDTH for marker in drawing.markers)


def test_names_of_mutations_do_not_overlap() -> None:
    found = {"L1951R": 36, "S1986F": 37, "L2000V": 37, "G2032R": 38, "D2033N": 38, "L2086F": 40}
    markers = drawn(*(mutation(name, exon) for name, exon in found.items())).drawing.markers
    assert [marker.text for marker in markers] == ["L1951R", "S1986F, L2000V", "G2032R, D2033N", "L2086F"]
    for one in markers:
        for other in markers:
            near = abs(one.x - other.x) < 7 * (len(one.text) + len(other.text)) / 2
            assert one is other or one.level != other.level or not near


def test_many_mutations_of_one_exon_are_a_number() -> None:
    found = [mutation(f"{base}1{n}_delinsAVG", 38 + n) for n in range(5) for base in "ABCDEF"]
    assert {marker.text for marker in drawn(*found).drawing.markers} & {"6×"}


@pytest.mark.parametrize("side", ["five_prime", "three_prime"])
def test_a_partner_without_exons_is_a_question(side: str) -> None:
    unknown = {"gene": "XYZ", "chrom": "1", "pos": 5, "exon": None, "transcript": None}
    gene = "CD74" if side == "three_prime" else "ROS1"
    card = drawn(mutation("G2032R", 38), fusion=replace(FUSION, gene=gene, **{side: unknown}))
    assert [box.kind for box in card.drawing.boxes].count("unknown") == 1
    assert [bool(model.exons) for model in (card.drawing.five, card.drawing.three)].count(False) == 1


def test_a_fusion_without_sides_has_no_card() -> None:
    labels = load_labels(resource("report_labels.toml"))
    assert fusion_card(replace(FUSION, five_prime=None), results.result(), labels) is None


# --- the words ---------------------------------------------------------------------------------------------


def test_the_drawing_is_told_in_words() -> None:
    card = drawn()
    assert card.title == "Drawing of the fusion CD74::ROS1"
    assert card.description == (
        "CD74 exon 6 (the last one kept) at 5:150404680 joins ROS1 exon 34 (the first one kept) at 6:117324415; "
        "in frame, kinase domain kept, transmembrane segment (TM) kept."
    )
    assert card.five_label == ("5′ CD74", "keeps exons 1–6 of 9 · breaks at 5:150404680 (-)")
    assert card.three_label == ("3′ ROS1", "keeps exons 34–43 of 43 · breaks at 6:117324415 (-)")
    assert card.seen[:2] == ("called by arriba, star-fusion", "58 split reads, 6 discordant pairs, confidence high")


def test_an_unknown_partner_is_named_as_such() -> None:
    card = drawn(fusion=replace(FUSION, five_prime={"gene": "?", "chrom": "1", "pos": 5}))
    assert card.five_label == ("5′ unknown gene", "exons not known · breaks at 1:5")


@pytest.mark.parametrize(
    ("change", "frame", "says"),
    [
        ({}, "✓ in frame", "is a driver: it keeps the whole kinase domain of ROS1, in frame"),
        ({"in_frame": None}, "? frame not known", "Whether it is in frame is not known"),
        ({"kinase_kept": None, "in_frame": None}, "? frame not known", "no place is given"),
        ({"counted": False, "why_not_counted": "confirm it"}, "✓ in frame", "it does not count: confirm it."),
        ({"counted": False, "fusion_role": "reciprocal"}, "✓ in frame", "the other half of a rearrangement of ROS1"),
        ({"counted": False, "fusion_role": "kinase_lost"}, "✓ in frame", "does not keep the whole kinase domain"),
        ({"counted": False, "fusion_role": "out_of_frame", "in_frame": False}, "✕ out of frame", "is out of frame"),
        ({"counted": False, "fusion_role": "rearrangement"}, "✓ in frame", "confirm by RNA, FISH"),
    ],
)
def test_what_the_fusion_is_stands_first(change: dict[str, object], frame: str, says: str) -> None:
    card = drawn(fusion=replace(FUSION, **change))  # type: ignore[arg-type]
    assert card.frame == frame
    assert says in card.meaning[0]


def test_mutations_are_marked_on_their_exons_and_told() -> None:
    card = drawn(mutation("G2032R", 38), mutation("L2086F", 40), mutation("A1B", 3), mutation("S1C", None))
    assert [marker.text for marker in card.drawing.markers] == ["G2032R", "L2086F"]
    assert [sentence.partition(":")[0] for sentence in card.meaning[1:]] == [
        "ROS1 G2032R (exon 38), L2086F (exon 40)", "ROS1 A1B (exon 3)", "ROS1 S1C",
    ]  # fmt: skip
    assert "can change what an inhibitor of ROS1 does" in card.meaning[1]
    assert "does not carry it" in card.meaning[2]
    assert "cannot be told" in card.meaning[3]


def test_a_mutation_is_no_resistance_where_the_fusion_drives_nothing() -> None:
    assert "only where ROS1 drives" in drawn(mutation("G2032R", 38), fusion=UNCOUNTED).meaning[1]


def test_a_kinase_that_is_5_prime_holds_the_mutations_in_front_of_the_breakpoint() -> None:
    found = mutation("V555M", 13, gene="FGFR3"), mutation("P797A", 18, gene="FGFR3")
    card = drawn(*found, fusion=FIVE_PRIME_KINASE)
    assert [marker.text for marker in card.drawing.markers] == ["V555M"]
    assert [sentence.partition(":")[0] for sentence in card.meaning[1:]] == [
        "FGFR3 V555M (exon 13)", "FGFR3 P797A (exon 18)",
    ]  # fmt: skip


def test_mutations_that_do_not_count_or_are_of_another_gene_are_not_told() -> None:
    card = drawn(mutation("G2032R", 38, counted=False), mutation("V600E", 15, gene="BRAF"))
    assert card.meaning[1:] == ("No mutation of ROS1 that counts was found in the files supplied.",)
    assert card.drawing.markers == ()


def test_mutations_that_nobody_looked_for_are_not_said_to_be_absent() -> None:
    fusions_only = (Input("fusions", "f.tsv", "calls"), Input("vcf", None, "not_supplied"))
    result = results.result(alterations=(FUSION,), inputs=fusions_only)
    card = fusion_card(FUSION, result, load_labels(resource("report_labels.toml")))
    assert card is not None
    assert card.meaning[1:] == ("No small-variant file was supplied: mutations of ROS1 were not looked for.",)


# --- the report --------------------------------------------------------------------------------------------


def page(*fusions: Alteration, driver: str = "") -> str:
    drivers = (Driver(name="CD74::ROS1", gene="ROS1", contexts=("ROS1 fusion",), alteration_id=driver),) * bool(driver)
    return render_html(results.result(alterations=fusions, findings=(), drivers=drivers, drugs=(), flags=()))


def test_the_card_of_a_driver_stands_above_the_drugs_and_others_beside_their_rows() -> None:
    before, _, after = page(FUSION, replace(FIVE_PRIME_KINASE, id="a2"), driver="a1").partition('id="drugs"')
    assert "Drawing of the fusion CD74::ROS1" in before
    assert "Drawing of the fusion FGFR3::TACC3" not in before
    assert after.count("<figure") == 1


def test_the_report_gives_the_drawing_a_role_a_title_and_a_description() -> None:
    assert 'role="img" aria-labelledby="c-f-a1-t" aria-describedby="c-f-a1-d"' in page(FUSION)
    assert '<title id="c-f-a1-t">Drawing of the fusion CD74::ROS1</title>' in page(FUSION)


def test_a_fusion_that_does_not_count_is_drawn_where_it_is_listed() -> None:
    before, _, after = page(UNCOUNTED).partition('id="not-counted"')
    assert before.count("<figure") == 0
    assert after.count("<figure") == 1


def test_a_fusion_that_its_caller_filtered_is_listed_without_a_drawing() -> None:
    assert page(replace(UNCOUNTED, filter="KeepFusion false")).count("<figure") == 0
