"""What holds for any report page; its words and colours. What it says: ``test_write_html_says.py``."""

import re

import pytest

import results
from pages import Page
from ros1annot.model import FusionRole, InputKind, InputState
from ros1annot.resources import resource
from ros1annot.result import Call, Coverage, HotspotState, Match, PhaseVerdict, Result, Role, WhyNotAssessable
from ros1annot.write.html import render_html
from ros1annot.write.json import result_from_json, result_to_json
from ros1annot.write.labels import load_labels

LABELS = load_labels(resource("report_labels.toml"))
PAGES = {
    "resistant": results.result(),
    "silent": results.silent_plasma(),
    "trans": results.trans_pair(),
    "failed": results.failed(),
    "many": results.many_drugs(60),
    **{f"hostile {number}": results.hostile(text) for number, text in enumerate(results.HOSTILE)},
}


@pytest.fixture(params=PAGES.values(), ids=PAGES.keys())
def result(request: pytest.FixtureRequest) -> Result:
    return request.param


def test_a_page_is_well_formed_and_has_the_parts_that_assistive_technology_needs(result: Result) -> None:
    page = Page(render_html(result))
    assert page.all("html")[0].attributes["lang"] == "en"
    assert [heading.text for heading in page.all("h1")] == [result.sample["name"]]
    assert str(result.sample["name"]) in page.all("title")[0].text
    assert [len(page.all(tag)) for tag in ("header", "main", "footer")] == [1, 1, 1]
    assert page.all("a")[0].attributes == {"class": "skip", "href": "#main"}
    assert all(table.all("caption") for table in page.all("table"))
    assert all("scope" in header.attributes for header in page.all("th"))


def test_ids_are_unique_and_every_inner_link_and_label_points_at_one(result: Result) -> None:
    text = render_html(result)
    ids = re.findall(r'\bid="([^"]*)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'(?:href="#|aria-labelledby=")([^"]*)"', text)) <= set(ids)


def test_a_page_runs_nothing_loads_nothing_and_links_only_to_pubmed_and_doi(result: Result) -> None:
    text = render_html(result)
    page = Page(text)
    assert {element.tag for element in page.root._below()}.isdisjoint(
        {"script", "link", "img", "iframe", "object", "embed", "form", "base"}
    )
    assert not any(name.startswith("on") for element in page.root._below() for name in element.attributes)
    policy = page.all("meta")[1].attributes
    assert policy["content"] == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    allowed = re.compile(r"#[\w-]+|https://(pubmed\.ncbi\.nlm\.nih\.gov/\d+/|doi\.org/10\.[^\s\"<>]+)")
    assert all(allowed.fullmatch(link.attributes["href"]) for link in page.all("a"))
    assert "url(" not in page.all("style")[0].text
    assert "@import" not in page.all("style")[0].text


def test_a_page_says_for_research_use_at_top_at_bottom_and_on_each_printed_page(result: Result) -> None:
    page = Page(render_html(result))
    assert "Research use only" in page.all("header")[0].text
    assert "For research use only" in page.all("footer")[0].text
    footers = re.findall(r"@bottom-\w+ \{ content: (.*?);", page.all("style")[0].text)
    assert len(footers) == 3
    assert "Research" in footers[1]


def test_a_page_never_says_negative_or_wild_type_or_none(result: Result) -> None:
    text = Page(render_html(result)).all("body")[0].text
    assert not re.search(r"\b(negative|wild[- ]type|None|nan)\b", text)


def test_a_page_depends_on_the_result_alone(result: Result) -> None:
    read_back = result_from_json(result_to_json(result), "r.json")
    assert render_html(read_back) == render_html(result)


@pytest.mark.parametrize("text", results.HOSTILE)
def test_a_text_of_a_file_cannot_leave_its_place(text: str) -> None:
    plain = Page(render_html(results.hostile("plain")))
    hostile = Page(render_html(results.hostile(text)))

    def shape(page: Page) -> list[str]:
        # A long name may be broken over lines, so its class differs; nothing else may.
        return [element.tag for element in page.root._below()]

    assert shape(hostile) == shape(plain)


def test_characters_that_turn_the_writing_direction_are_not_passed_on() -> None:
    assert "\u202e" not in render_html(results.hostile("\u202egnp.exe"))


# --- words and colours -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("section", "values"),
    [
        ("role", Role),
        ("match", Match),
        ("phase", PhaseVerdict),
        ("coverage", Coverage),
        ("hotspot_state", HotspotState),
        ("why_not_assessable", WhyNotAssessable),
        ("fusion_role", FusionRole),
        ("input_kind", InputKind),
        ("input_state", InputState),
        ("effect", ("resistant", "reduced_sensitivity", "sensitive", "not_active")),
        ("evidence_type", ("guideline", "clinical_trial", "case_series", "case_report", "preclinical")),
        ("row_status", ("confirmed", "cited", "unverified", "disputed")),
    ],
)
def test_every_value_of_a_vocabulary_has_its_word(section: str, values: type | tuple[str, ...]) -> None:
    assert [value for value in values if not LABELS.sections[section].get(value)] == []


def test_no_two_calls_share_a_word_or_a_symbol() -> None:
    assert len({call.word for call in LABELS.calls.values()}) == len(Call)
    assert len({call.symbol for call in LABELS.calls.values()}) == len(Call)


def _colours() -> dict[str, str]:
    style = Page(render_html(results.result())).all("style")[0].text
    return dict(re.findall(r"--([a-z-]+): #([0-9a-f]{6})", style))


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tone", sorted({call.tone for call in LABELS.calls.values()}))
def test_each_tone_is_defined_and_readable(tone: str) -> None:
    colours = _colours()
    assert _contrast(colours[f"{tone}-ink"], colours[f"{tone}-fill"]) >= 4.5
    assert _contrast(colours["ink"], colours[f"{tone}-fill"]) >= 4.5


@pytest.mark.parametrize("ink", ["ink", "soft", "link"])
def test_text_is_readable_on_paper(ink: str) -> None:
    colours = _colours()
    assert _contrast(colours[ink], colours["paper"]) >= 4.5
