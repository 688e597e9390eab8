"""The verdict of cis or trans: from fragments, callers, allele fractions, in that order."""

import random
import re
from collections import Counter
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from bam_builders import C797S, G1202R, L1196M, T790M, Edit, Read, write_bam
from events import fusion, inputs, variant
from ros1annot.annotate.haplotypes import verdict_of
from ros1annot.annotate.small import annotate
from ros1annot.annotate.transcripts import Genome
from ros1annot.interpret.background import other_residues
from ros1annot.interpret.build import interpret
from ros1annot.interpret.phase import Phasing, phase_of
from ros1annot.interpret.raw_reads import unreported
from ros1annot.knowledge import Knowledge, load_knowledge
from ros1annot.model import (
    AlleleCall,
    Assembly,
    CodonReads,
    Haplotypes,
    Phase,
    Place,
    Sample,
    SmallVariant,
    Specimen,
    Support,
)
from ros1annot.parameters import EngineConfig, Parameters
from ros1annot.read.alignments import Quality, count_reads, open_alignments
from ros1annot.result import Call, PhaseSource, PhaseVerdict, Result
from ros1annot.write.html import render_html

CIS, TRANS = PhaseVerdict.CIS, PhaseVerdict.TRANS
MIXED, UNDETERMINED = PhaseVerdict.MIXED, PhaseVerdict.UNDETERMINED
ONE: Place = (Assembly.GRCH38, "7", 1, "A", "C")
OTHER: Place = (Assembly.GRCH38, "7", 2, "A", "C")
DEFAULT = Parameters()


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(EngineConfig())


def fragments(ref_ref: int, ref_alt: int, alt_ref: int, alt_alt: int) -> Haplotypes:
    return Haplotypes(ONE, OTHER, ref_ref, ref_alt, alt_ref, alt_alt)


def judged(ref_ref: int, ref_alt: int, alt_ref: int, alt_alt: int) -> PhaseVerdict:
    return verdict_of(fragments(ref_ref, ref_alt, alt_ref, alt_alt), DEFAULT)


# --- the rule, cell by cell --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        pytest.param((20, 0, 0, 6), CIS, id="six with both and none alone"),
        pytest.param((20, 0, 0, 5), UNDETERMINED, id="five say too little"),
        pytest.param((20, 6, 6, 0), TRANS, id="six of each alone and none with both"),
        pytest.param((20, 5, 9, 0), UNDETERMINED, id="five of the rarer say too little"),
        pytest.param((20, 9, 9, 1), TRANS, id="one with both is an error"),
        pytest.param((20, 8, 9, 1), UNDETERMINED, id="one with both of nine says too little"),
        pytest.param((20, 1, 1, 9), CIS, id="one alone is an error"),
        pytest.param((500, 0, 400, 30), CIS, id="a parent clone with the commoner alone"),
        pytest.param((20, 10, 10, 10), MIXED, id="all haplotypes"),
        pytest.param((20, 4, 4, 4), MIXED, id="all haplotypes, few of each"),
        pytest.param((20, 0, 30, 0), UNDETERMINED, id="the second variant is in no fragment"),
        pytest.param((0, 0, 0, 0), UNDETERMINED, id="no fragment"),
        pytest.param((1000, 0, 0, 0), UNDETERMINED, id="no variant"),
        pytest.param((3000, 1000, 1000, 25), TRANS, id="one in eighty is what PCR joins"),
        pytest.param((3000, 1000, 1000, 60), MIXED, id="three in a hundred are more than PCR joins"),
        pytest.param((50_000, 8, 8, 200), CIS, id="background of many fragments with neither"),
        pytest.param((50_000, 60, 60, 200), MIXED, id="more than the background"),
    ],
)
def test_the_verdict_follows_the_counts(counts: tuple[int, int, int, int], verdict: PhaseVerdict) -> None:
    ref_ref, ref_alt, alt_ref, alt_alt = counts
    assert judged(*counts) is verdict
    assert judged(ref_ref, alt_ref, ref_alt, alt_alt) is verdict


def test_a_laboratory_may_ask_for_more_fragments() -> None:
    strict = replace(DEFAULT, min_phase_fragments=20)
    assert verdict_of(fragments(20, 0, 0, 19), strict) is UNDETERMINED
    assert verdict_of(fragments(20, 0, 0, 20), strict) is CIS


# --- simulated fragments -----------------------------------------------------------------------------------

ERROR = 0.003  # errors of one base, or of a chimeric molecule, at each place


def drawn(source: random.Random, shares: dict[tuple[bool, bool], float], size: int) -> Haplotypes:
    """Fragments of a mixture of haplotypes, each of the two places read wrongly with the chance of an error."""
    molecules = source.choices(list(shares), list(shares.values()), k=size)
    seen = Counter(tuple(alt != (source.random() < ERROR) for alt in molecule) for molecule in molecules)
    return fragments(seen[False, False], seen[False, True], seen[True, False], seen[True, True])


def mixture(source: random.Random, truth: PhaseVerdict, *, wild: bool) -> dict[tuple[bool, bool], float]:
    """Shares of the haplotypes of a tumour with this phase, with or without fragments that carry neither."""
    alone, other = source.uniform(0.4, 0.5), source.uniform(0.4, 0.5)
    shares = {
        CIS: {(True, True): source.uniform(0.4, 0.9)},
        TRANS: {(True, False): alone, (False, True): other},
        MIXED: {(True, False): alone, (False, True): other, (True, True): source.uniform(0.4, 0.5)},
    }[truth]
    total = sum(shares.values())
    return {**shares, (False, False): max(0.0, 1 - total)} if wild else {k: v / total for k, v in shares.items()}


def outcomes(seed: int, size: int, truths: tuple[PhaseVerdict, ...], *, wild: bool) -> Counter[str]:
    source = random.Random(seed)
    found: Counter[str] = Counter()
    for number in range(1000):
        truth = truths[number % len(truths)]
        verdict = verdict_of(drawn(source, mixture(source, truth, wild=wild), size), DEFAULT)
        found["open" if verdict is UNDETERMINED else "right" if verdict is truth else "wrong"] += 1
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_thirty_fragments_with_a_variant_give_the_right_verdict(seed: int) -> None:
    found = outcomes(seed, 30, (CIS, TRANS, MIXED), wild=False)
    assert found["right"] >= 990


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_thirty_spanning_fragments_tell_cis_from_trans(seed: int) -> None:
    found = outcomes(seed, 30, (CIS, TRANS), wild=True)
    assert found["right"] >= 990
    assert found["wrong"] == 0


@pytest.mark.parametrize("size", [*range(1, 30, 2)])
def test_fewer_fragments_leave_it_open_rather_than_wrong(size: int) -> None:
    assert outcomes(size, size, (CIS, TRANS), wild=True)["wrong"] == 0
    assert outcomes(size, size, (CIS, TRANS, MIXED), wild=False)["wrong"] <= 10


# --- simulated alignments ----------------------------------------------------------------------------------


def variants(genome: Genome, chrom: str, *edits: Edit) -> list[SmallVariant]:
    found = [annotate(AlleleCall(chrom, *edit), genome, Assembly.GRCH37) for edit in edits]
    return [variant for variant in found if variant is not None]


@pytest.mark.parametrize("truth", [CIS, TRANS, MIXED])
@pytest.mark.parametrize(
    ("chrom", "pair", "start"),
    [("7", (T790M, C797S), 55248960), ("2", (G1202R, L1196M), 29443500)],
    ids=["EGFR T790M and C797S", "ALK L1196M and G1202R"],
)
def test_alignments_of_known_phase_are_read_right(
    genome: Genome, tmp_path: Path, chrom: str, pair: tuple[Edit, Edit], start: int, truth: PhaseVerdict
) -> None:
    source = random.Random(f"{chrom} {truth}")
    for number in range(6):
        shares = mixture(source, truth, wild=True)
        reads = []
        for carried in source.choices(list(shares), list(shares.values()), k=90):
            edits = [edit for edit, is_carried in zip(pair, carried, strict=True) if is_carried]
            reads.append(Read(chrom, start + source.randrange(80), edits, length=150))
        file = write_bam(tmp_path / f"{number}.bam", genome, reads)
        with open_alignments(file) as alignments:
            asked = variants(genome, chrom, *pair)
            (found,) = count_reads(alignments, [], asked, genome, Quality(20, 20)).haplotypes
        assert found.fragments > 50
        assert verdict_of(found, DEFAULT) is truth


# --- what speaks before what -------------------------------------------------------------------------------


def egfr(genome: Genome, *, phases: tuple[Phase | None, Phase | None] = (None, None)) -> list[SmallVariant]:
    return [
        variant(genome, "EGFR", change, phase=phase) for change, phase in zip(("T790M", "C797S"), phases, strict=True)
    ]


def counts_of(pair: list[SmallVariant], *counts: int) -> Haplotypes:
    return Haplotypes(pair[0].place, pair[1].place, *counts)


def test_fragments_speak_before_the_caller(genome: Genome) -> None:
    pair = egfr(genome, phases=(Phase("1", 1), Phase("1", 1)))
    known = Phasing.build([counts_of(pair, 50, 20, 20, 0)], DEFAULT).pair(*pair)
    assert (known.verdict, known.source) == (TRANS, PhaseSource.READS)


def test_the_caller_speaks_where_fragments_are_too_few(genome: Genome) -> None:
    pair = egfr(genome, phases=(Phase("1", 1), Phase("1", 1)))
    known = Phasing.build([counts_of(pair, 50, 0, 0, 3)], DEFAULT).pair(*pair)
    assert (known.verdict, known.source) == (CIS, PhaseSource.CALLER)
    assert known.counts is not None


def test_phase_sets_of_two_files_and_sets_without_a_name_say_nothing_of_far_variants(genome: Genome) -> None:
    first, second = egfr(genome, phases=(Phase("1", 1), Phase("1", 1)))
    elsewhere = replace(second, calls=tuple(replace(call, source="b.vcf") for call in second.calls))
    assert Phasing.build([], DEFAULT).pair(first, elsewhere).verdict is UNDETERMINED
    pair = egfr(genome, phases=(Phase("", 1), Phase("", 1)))
    assert Phasing.build([], DEFAULT).pair(*pair).verdict is UNDETERMINED


def test_the_order_of_the_variants_turns_the_counts(genome: Genome) -> None:
    pair = egfr(genome)
    phasing = Phasing.build([counts_of(pair, 50, 1, 2, 30)], DEFAULT)
    turned = phasing.pair(pair[1], pair[0]).counts
    assert turned == Haplotypes(pair[1].place, pair[0].place, 50, 2, 1, 30)


@pytest.mark.parametrize(
    ("fractions", "depth", "verdict"),
    [
        ((0.9, 0.85), 500, CIS),
        ((0.98, 0.6), 500, CIS),
        ((0.9, 0.85), 6, UNDETERMINED),  # too shallow to be sure of the sum
        ((0.7, 0.6), 5000, UNDETERMINED),  # some are in cis, and most may be in trans
        ((0.5, 0.5), 5000, UNDETERMINED),
        ((0.9, 0.85), None, UNDETERMINED),
    ],
)
def test_allele_fractions_above_one_are_cis_where_most_molecules_must_be(
    genome: Genome, fractions: tuple[float, float], depth: int | None, verdict: PhaseVerdict
) -> None:
    pair = [
        replace(v, calls=(replace(v.call, support=Support(vaf, "AF", None, depth)),))
        for v, vaf in zip(egfr(genome), fractions, strict=True)
    ]
    known = Phasing.build([], DEFAULT).pair(*pair)
    assert known.verdict is verdict
    assert known.source is (PhaseSource.ALLELE_FRACTIONS if verdict is CIS else None)


def test_one_variant_or_none_has_no_phase(genome: Genome) -> None:
    assert phase_of([egfr(genome)[0], fusion("EML4", "ALK")], Phasing.build([], DEFAULT)) is None


@pytest.mark.parametrize(
    ("others", "verdict"),
    [(((50, 0, 0, 30), (50, 0, 0, 30)), CIS), (((50, 0, 0, 30), (50, 30, 30, 0)), TRANS), ((), UNDETERMINED)],
)
def test_three_parts_are_cis_only_if_every_pair_is(
    genome: Genome, others: tuple[tuple[int, int, int, int], ...], verdict: PhaseVerdict
) -> None:
    first, second = egfr(genome)
    third = variant(genome, "EGFR", "L718Q")
    told = [counts_of([first, second], 50, 0, 0, 30)]
    told += [counts_of([one, third], *counts) for one, counts in zip((first, second), others, strict=False)]
    assert phase_of([first, second, third], Phasing.build(told, DEFAULT)) is verdict


def three_in_alk(knowledge: Knowledge, *counts: tuple[int, int, int, int]) -> Result:
    """C1156Y, L1198F and G1202R; the counts of 1-2, 1-3, 2-3."""
    found = [variant(knowledge.genome, "ALK", change) for change in ("C1156Y", "L1198F", "G1202R")]
    told = tuple(counts_of(list(pair), *four) for pair, four in zip(combinations(found, 2), counts, strict=True))
    read = replace(inputs(*found, fusion("EML4", "ALK")), haplotypes=told)
    return interpret(Sample("s", current_therapy=("crizotinib",)), read, knowledge)


def test_three_on_one_molecule_are_named_and_a_row_for_two_of_them_keeps_no_activity(knowledge: Knowledge) -> None:
    together, apart = (50, 0, 0, 30), (50, 15, 15, 0)
    result = three_in_alk(knowledge, together, together, together)
    (flag,) = (flag for flag in result.flags if flag.code == "compound_together")
    assert "ALK C1156Y, ALK L1198F and ALK G1202R sit together on one molecule" in flag.text
    crizotinib = next(drug for drug in result.drugs if drug.drug == "crizotinib")
    assert (crizotinib.call, crizotinib.basis) == (Call.UNCERTAIN, "no_data_compound")
    for counts in ((together, together, apart), (together, apart, apart), (apart, apart, apart)):
        flags = three_in_alk(knowledge, *counts).flags
        assert "compound_together" not in {flag.code for flag in flags}


# --- in the result -----------------------------------------------------------------------------------------


def osimertinib(knowledge: Knowledge, *counts: int) -> Result:
    pair = egfr(knowledge.genome)
    read = inputs(*pair, variant(knowledge.genome, "EGFR", "L858R"))
    return interpret(
        Sample("s", current_therapy=("osimertinib",)), replace(read, haplotypes=(counts_of(pair, *counts),)), knowledge
    )


@pytest.mark.parametrize(
    ("counts", "verdict", "pair"),
    [
        ((60, 0, 12, 25), CIS, Call.RESISTANT),
        ((60, 22, 25, 0), TRANS, Call.SENSITIVE),
        ((60, 22, 25, 20), MIXED, Call.RESISTANT),
        ((60, 1, 2, 1), UNDETERMINED, Call.UNCERTAIN),
    ],
)
def test_fragments_decide_the_compound_of_t790m_and_c797s(
    knowledge: Knowledge, counts: tuple[int, int, int, int], verdict: PhaseVerdict, pair: Call
) -> None:
    result = osimertinib(knowledge, *counts)
    (evidence,) = result.phases
    assert (evidence.verdict, evidence.source) == (verdict, PhaseSource.READS)
    assert (evidence.ref_ref, evidence.ref_alt, evidence.alt_ref, evidence.alt_alt) == counts
    assert {f.phase for f in result.findings if f.phase} == {verdict}
    assert next(d.call for d in result.drugs if d.drug == "osimertinib + gefitinib") is pair
    text = next(flag.text for flag in result.flags if flag.code == f"phase_{verdict}")
    assert f"{counts[3]} show both, {counts[2]} only EGFR T790M, {counts[1]} only EGFR C797S" in text


def test_the_report_shows_the_four_haplotypes_beside_the_compound(knowledge: Knowledge) -> None:
    page = render_html(replace(osimertinib(knowledge, 61, 0, 12, 25), sample={"name": "s"}))
    table = next(part for part in page.split("<table") if "Fragments that span both: cis (one molecule)" in part)
    cells = re.findall(r'<td class="number">(\d+)</td>', table.split("</table>")[0])
    assert cells == ["25", "12", "0", "61"]


def test_the_report_says_that_the_caller_phased(knowledge: Knowledge) -> None:
    pair = egfr(knowledge.genome, phases=(Phase("1", 1), Phase("1", 2)))
    read = inputs(*pair, variant(knowledge.genome, "EGFR", "L858R"))
    result = interpret(Sample("s", current_therapy=("osimertinib",)), read, knowledge)
    assert "trans (different molecules), as the caller phased them" in render_html(
        replace(result, sample={"name": "s"})
    )


# --- alleles that no caller reported -----------------------------------------------------------------------

GATEKEEPER = {"ACG": 950, "ATG": 50}


def raw(knowledge: Knowledge, shown: dict[str, int], *events: SmallVariant) -> list[tuple[str, int, int]]:
    codon = CodonReads("EGFR", 790, sum(shown.values()), shown)
    found = unreported([codon], events, knowledge.table, knowledge.genome, knowledge.parameters)
    return [(support.name, support.reads, support.depth) for support in found]


def test_a_listed_change_that_no_caller_reported_is_found(knowledge: Knowledge) -> None:
    assert raw(knowledge, GATEKEEPER) == [("T790M", 50, 1000)]


def test_a_reported_change_is_not_found_again(knowledge: Knowledge) -> None:
    assert not raw(knowledge, GATEKEEPER, variant(knowledge.genome, "EGFR", "T790M", filters=("weak_evidence",)))
    assert raw(knowledge, GATEKEEPER, variant(knowledge.genome, "EGFR", "C797S"))


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param({"ACG": 1000, "ATG": 2}, id="too few"),
        pytest.param({"ACG": 50_000, "ATG": 20}, id="within the background"),
        pytest.param({"ACG": 900, "ATG": 6, "AAG": 6, "AGG": 6, "TCG": 6, "GCG": 6, "CCG": 6}, id="noisy codon"),
        pytest.param({"ACG": 900, "AAG": 100}, id="not a change of the table"),
        pytest.param({"ACG": 900, "ACA": 100}, id="no change of the residue"),
    ],
)
def test_what_is_no_supported_change_of_the_table_is_not_found(knowledge: Knowledge, shown: dict[str, int]) -> None:
    assert not raw(knowledge, shown)


def test_two_changed_bases_are_the_residue_that_they_code_for_together(knowledge: Knowledge) -> None:
    transcript = knowledge.genome.genes["EGFR"].reporting
    assert other_residues(CodonReads("EGFR", 797, 30, {"TGC": 20, "AGC": 4, "TCC": 3, "ACC": 3}), transcript) == {
        "S": 7,
        "T": 3,
    }


def test_the_bases_of_a_codon_over_an_intron_are_filled_from_the_transcript(knowledge: Knowledge) -> None:
    transcript = knowledge.genome.genes["EGFR"].reporting
    assert other_residues(CodonReads("EGFR", 790, 9, {".CG": 9, "A..": 9, ".TG": 2}), transcript) == {"M": 2}


def with_gatekeeper_reads(knowledge: Knowledge, *events: SmallVariant) -> tuple[Result, Result]:
    """Deep samples without, and with, fragments that show EGFR T790M."""
    sample = Sample("s", specimen=Specimen.TISSUE, current_therapy=("erlotinib",))
    read = inputs(variant(knowledge.genome, "EGFR", "L858R"), *events, depth=2000)
    raw = replace(read, codons=(CodonReads("EGFR", 790, 1000, GATEKEEPER),))
    return interpret(sample, read, knowledge), interpret(sample, raw, knowledge)


def test_an_unreported_change_is_flagged_and_makes_no_drug_resistant(knowledge: Knowledge) -> None:
    plain, result = with_gatekeeper_reads(knowledge)
    (flag,) = (flag for flag in result.flags if flag.code == "raw_support")
    assert "EGFR T790M" in flag.text
    assert "50 of 1000 fragments" in flag.text
    assert result.findings == plain.findings
    assert {spot.name: dict(spot.alt_reads) for spot in result.callability if spot.alt_reads} == {"T790": {"M": 50}}


def test_where_reads_show_an_unreported_change_its_absence_is_not_told(knowledge: Knowledge) -> None:
    plain, result = with_gatekeeper_reads(knowledge)
    spot = next(spot for spot in result.callability if spot.name == "T790")
    assert (spot.state, spot.why_not_assessable) == ("not_assessable", "unreported_allele")
    before, after = ({drug.drug: drug for drug in r.drugs} for r in (plain, result))
    changed = {drug for drug in after if after[drug] != before[drug]}
    assert changed <= set(spot.drugs)
    assert (before["erlotinib"].call, before["erlotinib"].coverage) == ("no_known_resistance", "complete")
    assert (after["erlotinib"].call, after["erlotinib"].coverage) == ("not_assessable", "partial")
    told = "fragments at EGFR T790 show a listed change that no caller reported"
    assert told in after["erlotinib"].statement
    assert told in render_html(replace(result, sample={"name": "s"}))


def test_reads_of_a_call_that_the_caller_filtered_change_no_drug(knowledge: Knowledge) -> None:
    filtered = variant(knowledge.genome, "EGFR", "T790M", filters=("weak_evidence",))
    plain, result = with_gatekeeper_reads(knowledge, filtered)
    assert result.drugs == plain.drugs


@pytest.mark.parametrize(
    ("counts", "crizotinib"),
    [((60, 0, 12, 25), Call.SENSITIVE), ((60, 22, 25, 0), Call.RESISTANT), ((60, 22, 25, 20), Call.RESISTANT)],
    ids=["cis", "trans", "mixed"],
)
def test_molecules_of_both_kinds_answer_each_for_themselves(
    knowledge: Knowledge, counts: tuple[int, int, int, int], crizotinib: Call
) -> None:
    pair = [variant(knowledge.genome, "ALK", change) for change in ("C1156Y", "L1198F")]
    read = replace(inputs(*pair, fusion("EML4", "ALK")), haplotypes=(counts_of(pair, *counts),))
    result = interpret(Sample("s", current_therapy=("crizotinib",)), read, knowledge)
    assert next(d.call for d in result.drugs if d.drug == "crizotinib") is crizotinib
