"""Flags on names: what other annotators wrote, codons that may read otherwise, predicted splicing."""

from dataclasses import replace
from pathlib import Path

import pytest

from builders import Row, vcf_input, vcf_text, write_plain
from events import inputs
from ros1annot.annotate.small import annotate
from ros1annot.annotate.transcripts import Genome
from ros1annot.interpret.build import interpret
from ros1annot.interpret.opinions import disagreements
from ros1annot.knowledge import Knowledge, load_knowledge
from ros1annot.model import AlleleCall, Assembly, Opinion, Sample, SmallVariant, Support
from ros1annot.parameters import EngineConfig
from ros1annot.read.vcf import read_vcf
from ros1annot.result import Flag

A37 = Assembly.GRCH37
L858R = AlleleCall("7", 55259515, "T", "G")
G2032R = AlleleCall("6", 117638347, "C", "T")
DELETION = AlleleCall("7", 55242464, "AGGAATTAAGAGAAGC", "A")
SHIFT = AlleleCall("7", 55242464, "AG", "A")
SILENT = AlleleCall("7", 55249063, "G", "A")
SPLICE = AlleleCall("7", 116412044, "G", "A")
START = AlleleCall("7", 55086971, "A", "C")

VEP = "Allele|Consequence|SYMBOL|Feature|HGVSp|Protein_position|Amino_acids|ALLELE_NUM"
ANN = (
    "Allele | Annotation | Annotation_Impact | Gene_Name | Gene_ID | Feature_Type | Feature_ID | "
    "Transcript_BioType | Rank | HGVS.c | HGVS.p | cDNA.pos / cDNA.length | CDS.pos / CDS.length | "
    "AA.pos / AA.length | Distance | ERRORS / WARNINGS / INFO"
)


def named(genome: Genome, call: AlleleCall, *opinions: Opinion) -> SmallVariant:
    variant = annotate(replace(call, opinions=opinions), genome, A37)
    assert variant is not None
    return variant


def says(genome: Genome, call: AlleleCall, name: str, transcript: str = "NM_005228.5") -> list[str]:
    return [str(d) for d in disagreements(named(genome, call, Opinion("VEP", transcript, name)), genome)]


def opinions(
    tmp_path: Path, genome: Genome, declaration: str, info: str, alt: str = "G", ref: str = "T"
) -> list[Opinion]:
    row = Row("7", 55259515, ref, alt, samples=({"GT": "0/1", "AD": "60,40", "AF": "0.4", "DP": "100"},), info=info)
    path = write_plain(tmp_path / "a.vcf", vcf_text([row], meta=[f"INFO=<ID={declaration}"]))
    calls = read_vcf(vcf_input(path), genome, tumour_sample=None, assembly=None).calls
    return [opinion for call in calls for opinion in call.opinions]


# --- reading -----------------------------------------------------------------------------------------------


def csq(fields: str = VEP) -> str:
    return f'CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: {fields}">'


def test_vep_is_read_by_the_order_of_its_header(tmp_path, genome):
    fields = "HGVSp|Feature|Allele|Consequence"
    entries = "NP_1.2:p.Leu858Arg|NM_005228.5|G|m", "|NM_1.1|G|x", "ENSP1:p.Leu858Arg|ENST00000275493.7|G|m"
    info = f"CSQ={','.join(entries)}"
    read = opinions(tmp_path, genome, csq(fields), info)
    assert read == [Opinion("VEP", "NM_005228.5", "p.Leu858Arg"), Opinion("VEP", "ENST00000275493.7", "p.Leu858Arg")]


def test_percent_escapes_are_undone(tmp_path, genome):
    info = "CSQ=G|synonymous_variant|EGFR|NM_005228.5|NP_005219.2:p.Leu858%3D|||"
    assert [o.hgvs_p for o in opinions(tmp_path, genome, csq(), info)] == ["p.Leu858="]


def test_a_substitution_is_read_where_vep_was_not_asked_for_names(tmp_path, genome):
    info = "CSQ=G|missense_variant|EGFR|NM_005228.5||858|L/R|"
    assert [o.hgvs_p for o in opinions(tmp_path, genome, csq(), info)] == ["p.L858R"]


def test_an_entry_of_another_allele_is_not_this_one_s(tmp_path, genome):
    info = "CSQ=A|missense_variant|EGFR|NM_005228.5|p.Leu858Gln|||"
    assert not opinions(tmp_path, genome, csq(), info)


@pytest.mark.parametrize(
    ("ref", "alt", "allele"), [("TG", "T", "-"), ("T", "TAAA", "AAA"), ("TGG", "TC", "C"), ("TGG", "TC", "TC")]
)
def test_vep_s_trimmed_allele_is_recognised(tmp_path, genome, ref, alt, allele):
    info = f"CSQ={allele}|x|EGFR|NM_005228.5|p.Leu858Arg|||"
    assert len(opinions(tmp_path, genome, csq(), info, alt, ref)) == 1


def test_civic_s_csq_is_not_vep_s(tmp_path, genome):
    fields = "Allele|Consequence|SYMBOL|Entrez Gene ID|Feature_type|Feature|HGVSc|HGVSp|CIViC Variant Name"
    info = "CSQ=G|missense_variant|EGFR|1956|transcript|ENST00000275493.2|c.2573T>G|p.Leu858Arg|L858R"
    assert not opinions(tmp_path, genome, csq(fields), info)


def test_snpeff_is_read_with_its_warning(tmp_path, genome):
    declaration = f"ANN,Number=.,Type=String,Description=\"Functional annotations: '{ANN}' \">"
    entry = "G|missense_variant|MODERATE|EGFR|1956|transcript|NM_005228.5|protein_coding|21/28|c.2573T>G|p.Leu858Arg"
    info = f"ANN={entry}|1/1|1/1|1/1||WARNING_TRANSCRIPT_INCOMPLETE&INFO_REALIGN_3_PRIME"
    (read,) = opinions(tmp_path, genome, declaration, info)
    assert read == Opinion("SnpEff", "NM_005228.5", "p.Leu858Arg", "WARNING_TRANSCRIPT_INCOMPLETE")


def test_funcotator_is_read_a_block_an_allele(tmp_path, genome):
    fields = "Gencode_43_hugoSymbol|Gencode_43_annotationTranscript|Gencode_43_proteinChange"
    declaration = f'FUNCOTATION,Number=A,Type=String,Description="Funcotator tool. Funcotation fields are: {fields}">'
    info = "FUNCOTATION=[EGFR|ENST00000275493.7|p.L858Q],[EGFR|ENST00000275493.7|p.L858R]#[EGFR|ENST1.1|p.L813R]"
    read = opinions(tmp_path, genome, declaration, info, alt="A,G")
    assert [o.hgvs_p for o in read] == ["p.L858Q", "p.L858R"]
    assert {o.annotator for o in read} == {"Funcotator"}


# --- comparing ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["p.Leu858Arg", "p.(Leu858Arg)", "p.L858R", "p.?", "", "p.something"])
def test_agreement_and_silence_say_nothing(genome, text):
    assert not says(genome, L858R, text)


def test_each_name_is_compared_on_the_transcript_that_it_counts_on(genome):
    assert not says(genome, G2032R, "p.Gly2032Arg", "NM_002944.2")
    assert not says(genome, G2032R, "p.Gly2026Arg", "NM_001378902.1")
    assert not says(genome, G2032R, "p.Gly2026Arg", "ENST00000368507")
    assert says(genome, G2032R, "p.Gly2026Arg", "NM_002944.3")
    assert says(genome, G2032R, "p.Leu2026Met", "NM_002944.3")


def test_a_transcript_that_is_not_shipped_is_not_compared(genome):
    assert not says(genome, L858R, "p.Leu813Gln", "NM_001346897.2")


def test_another_name_is_told_with_ours(genome):
    (text,) = says(genome, L858R, "p.Leu858Gln")
    assert text == "p.Leu858Gln by VEP, p.(Leu858Arg) here (NM_005228.5)"


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (DELETION, "p.Glu746_Ala750del"),
        (DELETION, "p.ELREA746del"),
        (DELETION, "p.E746_A750del"),
        (SHIFT, "p.Glu746fs"),
        (SHIFT, "p.Lys745fs"),
        (SHIFT, "p.Glu746AsnfsTer2"),
        (SILENT, "p.Gln787="),
        (SILENT, "p.Gln787Gln"),
        (SILENT, "p.(=)"),
        (START, "p.Met1?"),
        (START, "p.Met1Leu"),
    ],
)
def test_other_spellings_of_one_change_are_no_disagreement(genome, call, text):
    assert not says(genome, call, text)


@pytest.mark.parametrize(
    ("call", "text", "transcript"),
    [
        (DELETION, "p.Leu747_Ala750del", "NM_005228.5"),
        (SHIFT, "p.Glu746_Ala750del", "NM_005228.5"),
        (SHIFT, "p.Glu749fs", "NM_005228.5"),
        (SILENT, "p.Gln787Leu", "NM_005228.5"),
        (L858R, "p.Leu858=", "NM_005228.5"),
        (SPLICE, "p.Asp1010Asn", "NM_000245.4"),
        (SPLICE, "p.Asp1010=", "NM_000245.4"),
    ],
)
def test_what_another_annotator_says_else_is_told(genome, call, text, transcript):
    assert len(says(genome, call, text, transcript)) == 1


def test_a_joined_molecule_is_compared_record_by_record(genome):
    first = AlleleCall("7", 55259514, "C", "A", opinions=(Opinion("VEP", "NM_005228.5", "p.Leu858Met"),))
    other = replace(L858R, opinions=(Opinion("VEP", "NM_005228.5", "p.Leu858Arg"),))
    joined = replace(named(genome, L858R), calls=(first, other))
    assert not disagreements(joined, genome)


# --- flags -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(EngineConfig())


def flags(knowledge: Knowledge, code: str, *calls: AlleleCall, vaf: float = 0.3) -> list[Flag]:
    support = Support(vaf, "AF", round(vaf * 300), 300)
    seen = [annotate(replace(c, support=support), knowledge.genome, A37) for c in calls]
    result = interpret(Sample("s"), inputs(*(v for v in seen if v is not None)), knowledge)
    return [flag for flag in result.flags if flag.code == code]


def test_a_disagreement_is_a_flag_with_both_names(knowledge):
    call = replace(L858R, opinions=(Opinion("SnpEff", "NM_005228.5", "p.Leu858Gln", "WARNING_X"),))
    (flag,) = flags(knowledge, "second_opinion", call)
    assert (flag.alteration_ids, flag.rule) == (("a1",), "D1")
    assert "p.Leu858Gln by SnpEff, p.(Leu858Arg) here (NM_005228.5; SnpEff itself warns: WARNING_X)" in flag.text


def test_a_disagreement_on_a_variant_that_is_silent_here_is_told_too(knowledge):
    call = replace(SILENT, opinions=(Opinion("VEP", "NM_005228.5", "p.Gln787Leu"),))
    (flag,) = flags(knowledge, "second_opinion", call)
    assert flag.alteration_ids == ()
    assert "EGFR Q787=" in flag.text


def test_neighbours_without_phase_are_told_with_their_joint_reading(knowledge):
    (flag,) = flags(knowledge, "same_codon_unphased", AlleleCall("7", 55259514, "C", "A"), L858R)
    assert flag.alteration_ids == ("a1", "a2")
    assert "L858M and EGFR L858R" in flag.text
    assert "together they would read L858R" in flag.text


def test_neighbours_on_one_molecule_are_told_as_such(knowledge):
    """Two fractions of 0.95 cannot be those of different molecules."""
    pair = AlleleCall("7", 55259514, "C", "A"), L858R
    (flag,) = flags(knowledge, "same_codon_cis", *pair, vaf=0.95)
    assert "on one molecule, where they read L858R" in flag.text
    assert not flags(knowledge, "same_codon_unphased", *pair, vaf=0.95)


def test_a_filtered_neighbour_is_no_possibility(knowledge):
    filtered = AlleleCall("7", 55259514, "C", "A", filters=("strand_bias",))
    assert not flags(knowledge, "same_codon_unphased", filtered, L858R)


def test_predicted_skipping_is_told_as_such(knowledge):
    start = knowledge.genome.genes["MET"].reporting.layout(A37).exon(14).start
    ref = knowledge.genome.reference(A37, "7", start - 25, start - 4)
    (flag,) = flags(knowledge, "splice_prediction", AlleleCall("7", start - 25, ref, ref[0]))
    assert (flag.alteration_ids, flag.rule) == (("a1",), "D3")
    assert "polypyrimidine" in flag.text
    assert not flags(knowledge, "splice_prediction", SPLICE)
