import re

import pytest

from ros1annot.units import percent
from ros1annot.write.text import Reference, css_string, reads, reference, shown, visible


@pytest.mark.parametrize(
    ("fraction", "text"),
    [
        (0, "0 %"),
        (1.0, "100 %"),
        (0.9996, "100 %"),
        (0.123, "12.3 %"),
        (0.0996, "10 %"),
        (0.042, "4.2 %"),
        (0.01, "1 %"),
        (0.00999, "1 %"),
        (0.0042, "0.42 %"),
        (0.0005, "0.050 %"),
        (0.000001, "< 0.001 %"),
    ],
)
def test_a_fraction_is_shown_with_three_digits_and_never_as_nothing(fraction: float, text: str) -> None:
    assert percent(fraction) == text


@pytest.mark.parametrize(
    ("alt_reads", "depth", "text"),
    [(74, 601, "74 of 601 reads"), (74, None, "74 reads"), (None, 601, "depth 601"), (None, None, "")],
)
def test_reads_are_told_as_far_as_they_are_known(alt_reads: int | None, depth: int | None, text: str) -> None:
    assert reads(alt_reads, depth) == text


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        ("PMID:23724914", Reference("PMID 23724914", "https://pubmed.ncbi.nlm.nih.gov/23724914/")),
        (
            "doi:10.1016/S1470-2045(19)30655-2",
            Reference("doi:10.1016/S1470-2045(19)30655-2", "https://doi.org/10.1016/S1470-2045(19)30655-2"),
        ),
        ("cite:Awad 2013 NEJM", Reference("Awad 2013 NEJM")),
        ("PMID:1'\"><script>", Reference("PMID:1'\"><script>")),
        ("PMID:0", Reference("PMID:0")),
        ('doi:10.1000/"onmouseover=x', Reference('doi:10.1000/"onmouseover=x')),
        ("javascript:alert(1)", Reference("javascript:alert(1)")),
        ("https://elsewhere.example/1", Reference("https://elsewhere.example/1")),
    ],
)
def test_links_are_built_from_checked_patterns_only(cited: str, expected: Reference) -> None:
    assert reference(cited) == expected


def test_values_of_open_mappings_are_shown_without_none_and_brackets() -> None:
    assert shown(["a", None, {"b": 1, "a": True}]) == "a; ; a yes; b 1"
    assert shown(None) == ""


def test_characters_that_act_are_replaced_and_letters_are_kept() -> None:
    assert visible("a\x00b\u202ec\x1b[31m") == "a\ufffdb\ufffdc\ufffd[31m"
    assert visible("Zażółć 患者\n") == "Zażółć 患者\n"


@pytest.mark.parametrize("text", ['"; } body { display: none } "', "</style><script>", "a\\b\nc", "患"])
def test_a_css_string_holds_only_letters_digits_and_escapes(text: str) -> None:
    assert re.fullmatch(r'"([A-Za-z0-9]|\\[0-9a-f]+ )*"', css_string(text))
