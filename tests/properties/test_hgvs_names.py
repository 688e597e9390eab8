"""HGVS names of random edits: applied back to the reference they give the edited bases, and other parsers read them.

``ferro-hgvs`` is among the dependencies for development; ``hgvs`` brings a database client with it and is not, so that
names go through it where somebody has it installed.
"""

import re
import warnings
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ros1annot.annotate.coordinates import Layout
from ros1annot.annotate.reference import reverse_complement
from ros1annot.annotate.small import annotate
from ros1annot.annotate.transcripts import Genome
from ros1annot.model import AlleleCall, Assembly, SmallVariant

A38 = Assembly.GRCH38
WHOLE_LOCI = ("ALK", "EGFR", "KIT", "MET", "TP53", "RET", "PTEN", "STK11")
WINDOW = 400
PLACE = r"[*-]?\d+(?:[+-]\d+)?"
NAME = re.compile(rf"c\.({PLACE})(?:_({PLACE}))?(?:([ACGT])>([ACGT])|(delins|del|dup|inv|ins)([ACGT]*))")


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, int, int, int, str]:
    """Gene, an edge of one of its exons, distance from it, bases removed, bases put in."""
    gene = draw(st.sampled_from(WHOLE_LOCI))
    edge, offset, removed = draw(st.integers(0, 10**6)), draw(st.integers(-60, 60)), draw(st.integers(0, 25))
    return gene, edge, offset, removed, draw(st.text("ACGT", max_size=9))


def edited(genome: Genome, edit: tuple[str, int, int, int, str]) -> tuple[AlleleCall, SmallVariant] | None:
    """The edit as a record and as we name it; ``None`` where it changes nothing or lies at an end of the gene."""
    symbol, edge, offset, removed, new = edit
    layout = genome.genes[symbol].reporting.layout(A38)
    edges = [pos for exon in layout.exons for pos in (exon.start, exon.end)]
    pos = edges[edge % len(edges)] + offset
    ref = genome.reference(A38, layout.chrom, pos, pos + removed)
    if ref is None or ref == ref[0] + new:
        return None
    call = AlleleCall(layout.chrom, pos, ref, ref[0] + new)
    variant = annotate(call, genome, A38)
    inside = layout.start + WINDOW <= pos and pos + WINDOW <= layout.end
    return (call, variant) if variant is not None and variant.gene == symbol and inside else None


def position(text: str, layout: Layout) -> int:
    """Chromosome position of an HGVS coding position."""
    match = re.fullmatch(r"([*-]?)(\d+)([+-]\d+)?", text)
    assert match is not None
    number = int(match[2])
    base = {"-": 1 - number, "*": layout.cds_length + number, "": number}[match[1]]
    step = 1 if layout.strand == "+" else -1
    return layout.position(base) + step * int(match[3] or 0)


def applied(name: str, layout: Layout, bases: str, start: int) -> str:
    """The plus-strand bases from ``start`` on, edited as a coding name says."""
    match = NAME.fullmatch(name)
    assert match is not None, name
    ends = sorted(position(text, layout) for text in match.group(1, 2) if text)
    low, high = ends[0] - start, ends[-1] - start + 1
    old = bases[low:high]
    kind, new = (match[5], match[6]) if match[5] else ("delins", match[4])
    new = new if layout.strand == "+" else reverse_complement(new)
    if match[3]:
        assert old == (match[3] if layout.strand == "+" else reverse_complement(match[3]))
    if kind == "ins":
        assert len(old) == 2
        return bases[: low + 1] + new + bases[low + 1 :]
    if kind == "dup":
        return bases[:high] + old + bases[high:]
    if kind == "inv":
        return bases[:low] + reverse_complement(old) + bases[high:]
    return bases[:low] + new + bases[high:]


@settings(max_examples=500, deadline=None)
@given(edits())
def test_a_coding_name_applied_to_the_reference_gives_the_edited_sequence(genome, edit):
    found = edited(genome, edit)
    if found is None:
        return
    call, variant = found
    layout, start = genome.genes[variant.gene].reporting.layout(A38), call.pos - WINDOW
    bases = genome.reference(A38, call.chrom, start, call.pos + WINDOW)
    if bases is None:
        return
    by_record = bases[:WINDOW] + call.alt + bases[WINDOW + len(call.ref) :]
    assert applied(variant.name.hgvs_c, layout, bases, start) == by_record


def reader(module: str) -> Callable[[str], object]:
    """The function of a parser that reads one name and raises on a bad one."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parser = pytest.importorskip(module, reason=f"{module} is an optional oracle and not installed")
    return parser.parse if module == "ferro_hgvs" else parser.Parser().parse_hgvs_variant


@pytest.fixture(scope="module", params=["ferro_hgvs", "hgvs.parser"])
def read(request: pytest.FixtureRequest) -> Callable[[str], object]:
    return reader(request.param)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@settings(max_examples=200, deadline=None)
@given(edits())
def test_other_parsers_read_every_name_and_write_it_the_same(genome, read, edit):
    found = edited(genome, edit)
    if found is None:
        return
    name = found[1].name
    for text in (f"{name.transcript}:{name.hgvs_c}", f"NP_000001.1:{name.hgvs_p}"):
        if not text.endswith(":"):
            assert str(read(text)) == text
