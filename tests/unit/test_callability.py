"""What may be said of a hotspot at which nothing was reported: by depth, errors, tumour fraction and raw reads."""

from dataclasses import replace
from pathlib import Path

import pytest

from bam_builders import Read, write_bam
from events import inputs, variant
from ros1annot.engine import fingerprint
from ros1annot.errors import UsageError
from ros1annot.interpret.background import background_of, site_of
from ros1annot.interpret.build import interpret
from ros1annot.interpret.detection import limit_of_detection
from ros1annot.interpret.raw_reads import raw_reads
from ros1annot.knowledge import Knowledge, load_knowledge
from ros1annot.model import (
    Assembly,
    CodonReads,
    InputFile,
    InputKind,
    Sample,
    SmallVariant,
    Specimen,
)
from ros1annot.parameters import EngineConfig, Parameters, parameters_from
from ros1annot.read.hotspots import changed_bases, hotspot_codons
from ros1annot.read.sample import read_sample
from ros1annot.replay import replay
from ros1annot.result import Callability, ErrorSource, HotspotState, Result, WhyNotAssessable

DEFAULT, SITE, MEASURED = ErrorSource.DEFAULT, ErrorSource.SITE, ErrorSource.MEASURED
ALK_DRIVER = "EML4::ALK"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(EngineConfig())


def result_of(
    knowledge: Knowledge,
    *events: SmallVariant,
    depth: int | None = 4000,
    codons: tuple[CodonReads, ...] = (),
    tumour_fraction: float | None = None,
    specimen: Specimen | None = Specimen.CTDNA,
) -> Result:
    sample = Sample("s", specimen=specimen, drivers=(ALK_DRIVER,), tumour_fraction=tumour_fraction)
    return interpret(sample, replace(inputs(*events, depth=depth), codons=codons), knowledge)


def spot(result: Result, name: str) -> Callability:
    return next(spot for spot in result.callability if spot.name == name)


def said(result: Result, name: str = "G1202") -> tuple[HotspotState, WhyNotAssessable | None]:
    found = spot(result, name)
    return found.state, found.why_not_assessable


# --- depth, limit, tumour fraction -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("depth", "specimen", "fraction", "expected"),
    [
        (4000, Specimen.CTDNA, None, ("not_detected", None)),
        (300, Specimen.CTDNA, None, ("not_assessable", "above_limit")),
        (300, Specimen.TISSUE, None, ("not_detected", None)),
        (300, None, None, ("not_assessable", "above_limit")),
        (0, Specimen.TISSUE, None, ("not_assessable", "not_covered")),
        (2, Specimen.TISSUE, None, ("not_assessable", "above_limit")),
        (None, Specimen.TISSUE, None, ("unknown", None)),
        (4000, Specimen.CTDNA, 0.004, ("not_detected", None)),
        (4000, Specimen.CTDNA, 0.0038, ("not_assessable", "tumour_fraction")),
        (4000, Specimen.CTDNA, 0.0, ("not_assessable", "tumour_fraction")),
        (300, Specimen.CTDNA, 0.0038, ("not_assessable", "above_limit")),
    ],
)
def test_depth_specimen_and_tumour_fraction_decide_what_may_be_said(
    knowledge: Knowledge,
    depth: int | None,
    specimen: Specimen | None,
    fraction: float | None,
    expected: tuple[str, str | None],
) -> None:
    assert said(result_of(knowledge, depth=depth, specimen=specimen, tumour_fraction=fraction)) == expected


def test_the_limit_that_was_asked_for_stands_beside_the_limit_of_detection(knowledge: Knowledge) -> None:
    assert spot(result_of(knowledge), "G1202").limit == 0.005
    assert spot(result_of(knowledge, tumour_fraction=0.3), "G1202").limit == 0.005
    assert spot(result_of(knowledge, tumour_fraction=0.006), "G1202").limit == 0.003


def test_a_counted_change_is_detected_at_any_depth_and_a_duplication_at_the_residue_it_doubles(
    knowledge: Knowledge,
) -> None:
    found = [variant(knowledge.genome, "ALK", change) for change in ("G1202R", "T1151dup")]
    result = result_of(knowledge, *found, depth=20)
    assert {s.name for s in result.callability if s.state is HotspotState.DETECTED} == {"G1202", "T1151"}


@pytest.mark.parametrize(("depth", "coverage"), [(4000, "complete"), (300, "none"), (None, "unknown")])
def test_the_coverage_of_a_drug_follows_its_hotspots(knowledge: Knowledge, depth: int | None, coverage: str) -> None:
    drugs = {drug.drug: drug for drug in result_of(knowledge, depth=depth).drugs}
    assert drugs["alectinib"].coverage == coverage


# --- the error of a site -----------------------------------------------------------------------------------


def with_site(knowledge: Knowledge, rate: float) -> Knowledge:
    return replace(knowledge, parameters=replace(knowledge.parameters, site_error_rates={"ALK G1202": rate}))


def test_a_noisy_site_has_its_own_limit(knowledge: Knowledge) -> None:
    plain, noisy = result_of(knowledge), result_of(with_site(knowledge, 0.002))
    assert (spot(plain, "G1202").error_rate, spot(plain, "G1202").error_source) == (0.0002, DEFAULT)
    assert (spot(noisy, "G1202").error_rate, spot(noisy, "G1202").error_source) == (0.002, SITE)
    assert spot(noisy, "G1202").lod == round(limit_of_detection(4000, 3, 0.95, 0.002) or 0, 6)
    assert {s.name for s in noisy.callability if s != spot(plain, s.name)} == {"G1202"}


def test_a_quiet_site_may_have_a_lower_limit_than_the_default(knowledge: Knowledge) -> None:
    deep = 20_000
    assert (spot(result_of(with_site(knowledge, 1e-6), depth=deep), "G1202").lod or 1) < (
        spot(result_of(knowledge, depth=deep), "G1202").lod or 0
    )


@pytest.mark.parametrize("site", ["ALK G1201", "ALK 1202", "ROS1 G2026"])
def test_a_rate_for_what_is_no_hotspot_is_refused(site: str) -> None:
    with pytest.raises(UsageError, match=f"'{site}' is no hotspot of the table"):
        load_knowledge(EngineConfig(parameters=Parameters(site_error_rates={site: 0.001})))


@pytest.mark.parametrize("rates", [{"ALK G1202": 0}, {"ALK G1202": 1.5}, ["ALK G1202"], {"ALK G1202": "high"}])
def test_rates_that_are_none_are_refused(rates: object) -> None:
    with pytest.raises(UsageError, match=r"x\.yaml: parameters"):
        parameters_from({"site_error_rates": rates}, "x.yaml")


def test_errors_that_the_reads_show_raise_the_limit_and_a_variant_does_not(knowledge: Knowledge) -> None:
    genome = knowledge.genome
    alk = genome.genes["ALK"].reporting

    def measured(shown: dict[str, int], *reported: str) -> tuple[float, ErrorSource]:
        codon = CodonReads("ALK", 1202, 10_000, {"GGA": 9000, **shown})
        found = background_of(codon, alk, frozenset(reported), site_of(alk, 1202), Parameters())
        return round(found.rate, 6), found.source

    assert measured({"AGA": 900}) == (0.0002, DEFAULT)  # one residue alone may be a variant
    # GGA is one base from R (two ways), stop, E, A and V; the commonest is left out.
    assert measured({"AGA": 900, "GAA": 40, "GCA": 40}) == (0.002, MEASURED)
    assert measured({"AGA": 900, "GAA": 40, "GCA": 40}, "R") == (round(40 / 30_000, 6), MEASURED)
    assert measured({"GGC": 900}) == (0.0002, DEFAULT)  # the same residue


# --- raw reads ---------------------------------------------------------------------------------------------


def lost(knowledge: Knowledge, residue: int, **counts: int) -> CodonReads:
    cds = knowledge.genome.genes["ALK"].reporting.cds or ""
    return CodonReads("ALK", residue, 2000, {cds[3 * residue - 3 : 3 * residue]: 1900}, **counts)


@pytest.mark.parametrize(
    ("residue", "counts", "name"),
    [
        (1202, {"lost": 60}, "loss of bases at G1202"),
        (1151, {"gained": 60}, "gain of bases at T1151"),
        (1202, {"gained": 60}, None),
        (1171, {"lost": 60}, None),
        (1202, {"lost": 2}, None),
    ],
)
def test_gained_and_lost_bases_count_where_the_table_lists_them(
    knowledge: Knowledge, residue: int, counts: dict[str, int], name: str | None
) -> None:
    codon = lost(knowledge, residue, **counts)
    result = result_of(knowledge, codons=(codon,))
    texts = [flag.text for flag in result.flags if flag.code == "raw_support"]
    assert [name in text for text in texts] == ([True] if name else [])
    at = next(s for s in result.callability if s.name.endswith(str(residue)))
    assert dict(at.alt_reads) == {{"lost": "del", "gained": "ins"}[key]: reads for key, reads in counts.items()}
    assert (at.why_not_assessable == "unreported_allele") is (name is not None)


def test_a_reported_deletion_is_no_unreported_loss_of_bases(knowledge: Knowledge) -> None:
    codon = lost(knowledge, 1202, lost=60)
    called = variant(knowledge.genome, "ALK", "G1202del")
    found = raw_reads([codon], [called], knowledge.table, knowledge.genome, knowledge.parameters)
    assert found["ALK", 1202].unreported == ()


def test_a_replayed_result_still_knows_what_the_reads_showed(knowledge: Knowledge) -> None:
    shown = (CodonReads("ALK", 1202, 4000, {"GGA": 3900, "AGA": 90, "GAA": 10}), lost(knowledge, 1151, gained=60))
    result = result_of(knowledge, codons=shown)
    result = replace(
        result,
        sample={"name": "s", "specimen": "ctDNA", "disease": "NSCLC", "driver": [ALK_DRIVER]},
        inputs=tuple(replace(i, state="calls") if i.kind == "depth" else i for i in result.inputs),
    )
    again = replay(result, knowledge)
    assert again.drugs == result.drugs
    for name in ("G1202", "T1151"):
        assert (said(again, name), dict(spot(again, name).alt_reads)) == (
            said(result, name),
            dict(spot(result, name).alt_reads),
        )
    assert said(again)[1] == "unreported_allele"


@pytest.mark.parametrize("depth", [4000, 300, 0, None])
def test_a_replayed_result_knows_whether_depth_was_supplied(knowledge: Knowledge, depth: int | None) -> None:
    result = result_of(knowledge, variant(knowledge.genome, "ALK", "G1202R"), depth=depth)
    alignments = tuple(replace(i, state="calls") if i.kind == "alignments" else i for i in result.inputs)
    row = {"name": "s", "specimen": "ctDNA", "disease": "NSCLC", "driver": [ALK_DRIVER]}
    again = replay(replace(result, sample=row, inputs=alignments), knowledge)
    assert again.callability == result.callability
    assert again.drugs == result.drugs


# --- which bases, and which file ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("codon", "residues", "bases"),
    [
        ("ACG", {"M"}, {1}),
        ("GGA", {"R"}, {0}),
        ("TGC", {"S"}, {0, 1}),
        ("CTC", {"F", "H", "Y"}, {0, 1, 2}),  # no single base makes Y
        ("GGT", set(), {0, 1, 2}),
    ],
)
def test_the_bases_that_decide_are_those_that_make_a_listed_residue(
    codon: str, residues: set[str], bases: set[int]
) -> None:
    assert changed_bases(codon, frozenset(residues)) == bases


def test_hotspots_of_both_strands_lie_where_their_variants_do(knowledge: Knowledge) -> None:
    found = {
        (codon.gene, codon.residue): codon
        for codon in hotspot_codons(knowledge.table, knowledge.genome, Assembly.GRCH37)
    }
    assert found["EGFR", 790].needed == (55249071,)
    assert found["ALK", 1202].needed == (29443613,)
    assert found["ALK", 1202].positions == (29443611, 29443612, 29443613)


def test_alignments_speak_before_a_depth_file_that_counts_more(knowledge: Knowledge, tmp_path: Path) -> None:
    bed = tmp_path / "x.per-base.bed"
    bed.write_text("chr7\t55240000\t55260000\t5000\n")
    reads = [Read("7", 55249030, tags=[("MI", str(number // 10))]) for number in range(80)]
    files = (
        write_bam(tmp_path / "x.bam", knowledge.genome, reads),
        InputFile(InputKind.DEPTH, bed, bed.name),
    )
    sample = Sample("s", inputs=files, assembly=Assembly.GRCH37)
    depths = read_sample(sample, knowledge, fingerprint(sample, knowledge)).depths
    assert depths is not None
    assert depths["EGFR", 790].depth == 8
    assert depths["EGFR", 854].depth == 5000  # no reads there
