"""Neighbours that fragments show on one molecule are one change, whatever their caller wrote."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bam_builders import Edit, Read, write_bam
from builders import Row, vcf_input, vcf_text, write_plain
from ros1annot.engine import fingerprint, process
from ros1annot.knowledge import Knowledge, load_knowledge
from ros1annot.model import Assembly, Sample
from ros1annot.parameters import EngineConfig
from ros1annot.result import Result

FIRST: Edit = (55259514, "C", "A")
MIDDLE: Edit = (55259515, "T", "G")
LAST: Edit = (55259516, "G", "T")
"""The three bases of EGFR codon 858: M, R, and silent on their own; S if all three are replaced."""
WHOLE: Edit = (55259515, "TG", "GT")
LOST: Edit = (55259516, "GG", "G")
GAINED: Edit = (55259524, "T", "TC")
EXON_21 = Read("7", 55259450, length=150)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(EngineConfig())


def result(
    folder: Path,
    knowledge: Knowledge,
    molecules: Sequence[tuple[int, Sequence[Edit]]],
    *called: Edit,
    filtered: Sequence[Edit] = (),
    molecule: str | None = "dna",
) -> Result:
    """A sample of fragments (DNA, RNA, none) with edits, and of a VCF whose caller wrote ``called`` one by one."""
    reads = [replace(EXON_21, edits=edits) for times, edits in molecules for _ in range(times)]
    depth = len(reads)
    rows = []
    for edit in called:
        alt = sum(times for times, edits in molecules if edit in edits) or 10
        support = {"GT": "0/1", "AD": f"{depth - alt},{alt}", "AF": f"{alt / depth:.3f}", "DP": str(depth)}
        rows.append(Row("7", *edit, samples=(support,), filters="LowQual" if edit in filtered else "PASS"))
    files = [vcf_input(write_plain(folder / "a.vcf", vcf_text(rows)))]
    if molecule is not None:
        files.append(replace(write_bam(folder / "a.bam", knowledge.genome, reads), caller=molecule))
    sample = Sample("s", inputs=tuple(files))
    return process(sample, knowledge, fingerprint(sample, knowledge))


def names(found: Result) -> list[str | None]:
    return [alteration.hgvs_c for alteration in found.alterations]


def told(found: Result) -> dict[str, str]:
    return {flag.code: flag.text for flag in found.flags if flag.rule == "D2"}


def test_two_bases_of_a_codon_on_one_molecule_are_one_substitution(tmp_path, knowledge):
    found = result(tmp_path, knowledge, [(30, [MIDDLE, LAST]), (70, [])], MIDDLE, LAST)
    assert names(found) == ["c.2573_2574delinsGT"]
    (l858r,) = found.alterations
    assert (l858r.name, l858r.vaf, l858r.alt_reads) == ("L858R", 0.3, 30)
    assert "L858R and L858= apart" in told(found)["joined_by_reads"]
    assert "30 show both, 0 only L858R, 0 only L858=, and 70 neither" in told(found)["joined_by_reads"]


def test_three_bases_of_a_codon_are_one_residue(tmp_path, knowledge):
    found = result(tmp_path, knowledge, [(30, [FIRST, MIDDLE, LAST]), (70, [])], FIRST, MIDDLE, LAST)
    assert [alteration.name for alteration in found.alterations] == ["L858S"]


def test_without_alignments_they_stay_apart_and_the_joint_reading_is_told(tmp_path, knowledge):
    found = result(tmp_path, knowledge, [(30, [FIRST, MIDDLE]), (70, [])], FIRST, MIDDLE, molecule=None)
    assert names(found) == ["c.2572C>A", "c.2573T>G"]
    assert list(told(found)) == ["same_codon_unphased"]


def test_fragments_of_rna_are_read_for_junctions_only(tmp_path, knowledge):
    found = result(tmp_path, knowledge, [(30, [FIRST, MIDDLE]), (70, [])], FIRST, MIDDLE, molecule="rna")
    assert list(told(found)) == ["same_codon_unphased"]


def test_too_few_fragments_prove_nothing(tmp_path, knowledge):
    found = result(tmp_path, knowledge, [(4, [FIRST, MIDDLE]), (70, [])], FIRST, MIDDLE)
    assert list(told(found)) == ["same_codon_unphased"]


def test_molecules_of_their_own_stay_apart_and_nothing_is_told(tmp_path, knowledge):
    found = result(tmp_path, knowledge, [(30, [FIRST]), (30, [MIDDLE]), (40, [])], FIRST, MIDDLE)
    assert names(found) == ["c.2572C>A", "c.2573T>G"]
    assert not told(found)


def test_a_parent_clone_with_the_one_base_alone_stays_beside_the_joined_change(tmp_path, knowledge):
    found = result(tmp_path, knowledge, [(30, [FIRST, MIDDLE]), (30, [MIDDLE]), (40, [])], FIRST, MIDDLE)
    assert [(a.hgvs_c, a.vaf) for a in found.alterations] == [("c.2572_2573inv", 0.3), ("c.2573T>G", 0.6)]


def test_all_three_kinds_of_molecule_stay_apart_and_the_joint_reading_is_told(tmp_path, knowledge):
    kinds = [(30, [FIRST, MIDDLE]), (30, [FIRST]), (30, [MIDDLE]), (10, [])]
    found = result(tmp_path, knowledge, kinds, FIRST, MIDDLE)
    assert names(found) == ["c.2572C>A", "c.2573T>G"]
    assert list(told(found)) == ["same_codon_cis"]


def test_a_filtered_call_renames_none_that_passed(tmp_path, knowledge):
    found = result(tmp_path, knowledge, [(30, [FIRST, MIDDLE]), (70, [])], FIRST, MIDDLE, filtered=[FIRST])
    assert names(found) == ["c.2572C>A", "c.2573T>G"]


def test_the_whole_that_another_line_has_is_not_a_second_variant(tmp_path, knowledge):
    found = result(tmp_path, knowledge, [(30, [WHOLE]), (70, [])], MIDDLE, LAST, WHOLE)
    assert names(found) == ["c.2573_2574delinsGT"]
    assert not told(found)


def test_shifts_that_restore_the_frame_on_one_molecule_are_one_in_frame_change(tmp_path, knowledge):
    molecules = [(30, [LOST, GAINED]), (70, [])]
    (joined,) = result(tmp_path, knowledge, molecules, LOST, GAINED).alterations
    assert (joined.consequence, joined.name) == ("missense_variant", "A859_L861delinsPNS")
    apart = [(30, [LOST]), (30, [GAINED]), (40, [])]
    assert [a.consequence for a in result(tmp_path, knowledge, apart, LOST, GAINED).alterations] == [
        "frameshift_variant"
    ] * 2


def test_a_loss_beside_a_substitution_is_read_with_it(tmp_path, knowledge):
    """The substituted base lies in the repeat that the deletion is looked for in: the two are compared as one."""
    gone: Edit = (55259514, "CTGG", "C")
    beside: Edit = (55259514, "C", "A")
    whole: Edit = (55259514, "CTGG", "A")
    found = result(tmp_path, knowledge, [(30, [whole]), (70, [])], gone, beside)
    assert names(found) == ["c.2572_2575delinsA"]


def test_a_rare_neighbour_in_the_caller_s_phase_does_not_hide_a_mutation(tmp_path, knowledge):
    """A second change, or an artefact, in the codon: the commoner one is carried without it as well."""
    common = {"GT": "0|1", "PS": "1", "AD": "700,300", "AF": "0.3", "DP": "1000"}
    rare = {"GT": "0|1", "PS": "1", "AD": "980,20", "AF": "0.02", "DP": "1000"}
    rows = [Row("7", *MIDDLE, samples=(common,)), Row("7", *LAST, samples=(rare,))]
    sample = Sample("s", inputs=(vcf_input(write_plain(tmp_path / "a.vcf", vcf_text(rows))),))
    found = process(sample, knowledge, fingerprint(sample, knowledge))
    assert [(a.hgvs_c, a.vaf) for a in found.alterations] == [("c.2573T>G", 0.3), ("c.2573_2574delinsGT", 0.02)]
    assert not found.phases


def test_two_mutations_in_one_record_are_two_in_cis(tmp_path, knowledge):
    ref = knowledge.genome.reference(Assembly.GRCH37, "7", 55249071, 55249092)
    row = Row("7", 55249071, ref, f"T{ref[1:-1]}C")
    sample = Sample("s", inputs=(vcf_input(write_plain(tmp_path / "a.vcf", vcf_text([row]))),))
    found = process(sample, knowledge, fingerprint(sample, knowledge))
    assert [(a.name, a.vaf) for a in found.alterations] == [("T790M", 0.4), ("C797S", 0.4)]
    assert [(phase.verdict, phase.source) for phase in found.phases] == [("cis", "caller")]


def test_a_record_of_one_codon_stays_one_change(tmp_path, knowledge):
    row = Row("7", 55259514, "CTG", "ATT")
    sample = Sample("s", inputs=(vcf_input(write_plain(tmp_path / "a.vcf", vcf_text([row]))),))
    (found,) = process(sample, knowledge, fingerprint(sample, knowledge)).alterations
    assert (found.hgvs_c, found.phase_set) == ("c.2572_2574delinsATT", None)
