"""What must hold for every variant, not only for those that somebody thought of."""

from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from ros1annot.annotate.molecules import join_in_cis
from ros1annot.annotate.phase import apart, coding_call, join_phased
from ros1annot.annotate.protein import (
    canonical_change,
    hgvs_protein,
    parse_protein,
    short_protein,
    translate,
)
from ros1annot.annotate.reference import reverse_complement
from ros1annot.annotate.small import annotate, annotate_joined
from ros1annot.annotate.transcripts import Genome, Transcript
from ros1annot.model import AlleleCall, Assembly, Consequence, Haplotypes, Phase, SmallVariant
from ros1annot.parameters import Parameters

GENES = ("ROS1", "ALK", "EGFR", "KIT", "MET", "ERBB2", "KRAS", "TP53")
NAMED_BY_PROTEIN = {
    Consequence.MISSENSE,
    Consequence.STOP_GAINED,
    Consequence.FRAMESHIFT,
    Consequence.INFRAME_DELETION,
    Consequence.INFRAME_INSERTION,
    Consequence.PROTEIN_ALTERING,
    Consequence.SYNONYMOUS,
}
BASES = st.text("ACGT", max_size=7)


@st.composite
def coding_edits(draw: st.DrawFn) -> tuple[str, int, int, str]:
    """Gene, place (folded into the length of its CDS), bases removed, bases put in."""
    gene = draw(st.sampled_from(GENES))
    place = draw(st.integers(1, 10**6))
    removed = draw(st.integers(0, 7))
    alt = draw(BASES.filter(lambda bases: bool(bases) or removed > 0))
    return gene, place, removed, alt


def as_call(
    genome: Genome, assembly: Assembly, edit: tuple[str, int, int, str]
) -> tuple[AlleleCall, Transcript, int, str] | None:
    """The edit as a VCF record, its transcript, CDS base and new bases; ``None`` over an exon's edge."""
    symbol, place, removed, alt = edit
    transcript = genome.genes[symbol].reporting
    assert transcript.cds is not None
    base = 5 + place % (len(transcript.cds) - 20)
    layout = transcript.layout(assembly)
    first, last = layout.position(base - 1), layout.position(base + removed)
    if abs(first - last) != removed + 1:
        return None
    start, end = sorted((first, last))
    ref = genome.reference(assembly, layout.chrom, start, end - 1)
    assert ref is not None
    inserted = alt if layout.strand == "+" else reverse_complement(alt)
    new = ref[0] + inserted
    if new == ref:
        return None
    return AlleleCall(layout.chrom, start, ref, new), transcript, base, alt


def identity(variant: SmallVariant | None) -> tuple[object, ...] | None:
    if variant is None:
        return None
    return variant.gene, variant.pos, variant.ref, variant.alt, variant.consequence, variant.name, variant.mane


@settings(max_examples=300, deadline=None)
@given(coding_edits(), st.integers(0, 30), st.integers(0, 30))
def test_padding_of_a_record_changes_neither_identity_nor_name(genome, edit, left, right):
    built = as_call(genome, Assembly.GRCH37, edit)
    if built is None:
        return
    call = built[0]
    end = call.pos + len(call.ref)
    wide = genome.reference(Assembly.GRCH37, call.chrom, call.pos - left, end + right - 1)
    if wide is None:
        return
    before, behind = wide[:left], wide[len(wide) - right :]
    padded = AlleleCall(call.chrom, call.pos - left, before + call.ref + behind, before + call.alt + behind)
    one, other = (annotate(c, genome, Assembly.GRCH37) for c in (call, padded))
    assert identity(one) == identity(other)


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(("ALK", "EGFR", "KIT", "MET", "TP53")),
    st.integers(0, 10**6),
    st.integers(-12, 12),
    st.integers(0, 20),
    BASES,
    st.integers(1, 30),
)
def test_spelling_changes_nothing_around_the_edges_of_exons(genome, symbol, edge, offset, removed, alt, padding):
    layout = genome.genes[symbol].reporting.layout(Assembly.GRCH38)
    edges = [pos for exon in layout.exons for pos in (exon.start, exon.end)]
    pos = edges[edge % len(edges)] + offset
    wide = genome.reference(Assembly.GRCH38, layout.chrom, pos - padding, pos + removed + padding)
    ref = wide[padding : padding + removed + 1]
    if ref == ref[0] + alt:
        return
    short = AlleleCall(layout.chrom, pos, ref, ref[0] + alt)
    after = padding + removed + 1
    padded = AlleleCall(layout.chrom, pos - padding, wide, wide[: padding + 1] + alt + wide[after:])
    one, other = (annotate(call, genome, Assembly.GRCH38) for call in (short, padded))
    assert identity(one) == identity(other)
    assert one.skips_exon == other.skips_exon


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(GENES), st.integers(1, 10**6), st.integers(1, 6), st.text("ACGT", max_size=3))
def test_every_place_of_an_indel_in_its_repeat_is_one_variant(genome, symbol, place, length, inserted):
    """Rolls a deletion, or an insertion if there are bases for it, along as far as the result stays the same."""
    transcript = genome.genes[symbol].reporting
    chrom = transcript.layout(Assembly.GRCH37).chrom
    pos = transcript.layout(Assembly.GRCH37).position(20 + place % (len(transcript.cds) - 40))
    window = genome.reference(Assembly.GRCH37, chrom, pos - 8, pos + 8)
    if window is None:
        return
    lost = 0 if inserted else length
    result = window[:8] + inserted + window[8 + lost :]
    spellings = set()
    for anchor in range(len(window) - lost):
        new = result[anchor + 1 : anchor + 1 + len(inserted)]
        if window[: anchor + 1] + new + window[anchor + 1 + lost :] == result:
            ref = window[anchor : anchor + 1 + lost]
            spellings.add(AlleleCall(chrom, pos - 8 + anchor, ref, window[anchor] + new))
    assert spellings
    assert len({identity(annotate(call, genome, Assembly.GRCH37)) for call in spellings}) == 1


CODONS = (st.sampled_from(GENES), st.integers(1, 10**6), st.text("ACGT", min_size=3, max_size=3))


def split_codon(genome: Genome, symbol: str, place: int, codon: str) -> tuple[AlleleCall, list[AlleleCall]] | None:
    """A codon replaced by another one: as one record, and base by base; ``None`` where an intron parts it."""
    transcript = genome.genes[symbol].reporting
    residue = 2 + place % (transcript.protein_length - 1)
    start, middle, end = sorted(transcript.codon_positions(residue, Assembly.GRCH38))
    chrom = transcript.layout(Assembly.GRCH38).chrom
    ref = genome.reference(Assembly.GRCH38, chrom, start, end)
    if (middle, end) != (start + 1, start + 2) or ref is None or ref == codon:
        return None
    single = [AlleleCall(chrom, start + i, ref[i], codon[i]) for i in range(3) if ref[i] != codon[i]]
    return AlleleCall(chrom, start, ref, codon), single


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(GENES), st.integers(1, 10**6), st.text("ACGT", min_size=2, max_size=24))
def test_a_stretch_written_as_one_record_is_its_phased_substitutions(genome, symbol, place, new):
    """A caller of haplotypes and one of single bases, which phases them, tell of the same variants."""
    layout = genome.genes[symbol].reporting.layout(Assembly.GRCH38)
    pos = layout.position(1 + place % layout.cds_length)
    ref = genome.reference(Assembly.GRCH38, layout.chrom, pos, pos + len(new) - 1)
    record = AlleleCall(layout.chrom, pos, ref or "", new)
    if ref is None or ref == new or coding_call(0, record, genome, Assembly.GRCH38) is None:
        return
    single = [
        AlleleCall(layout.chrom, pos + i, ref[i], new[i], phase=Phase("1", 1))
        for i in range(len(new))
        if ref[i] != new[i]
    ]

    def named(calls: list[AlleleCall]) -> list[tuple[object, ...] | None]:
        groups = join_phased(calls, genome, Assembly.GRCH38)
        return sorted((identity(annotate_joined(group, genome, Assembly.GRCH38)) for group in groups), key=str)

    assert named(list(apart(record, genome, Assembly.GRCH38))) == named(single)


@settings(max_examples=200, deadline=None)
@given(*CODONS)
def test_phased_bases_of_a_codon_are_the_variant_of_one_record(genome, symbol, place, codon):
    found = split_codon(genome, symbol, place, codon)
    if found is None:
        return
    whole, single = found
    phased = [replace(call, phase=Phase("1", 1)) for call in single]
    (group,) = join_phased(phased, genome, Assembly.GRCH38)
    joined = annotate_joined(group, genome, Assembly.GRCH38)
    assert identity(joined) == identity(annotate(whole, genome, Assembly.GRCH38))


@settings(max_examples=200, deadline=None)
@given(*CODONS, st.randoms(use_true_random=False))
def test_bases_of_a_codon_that_fragments_show_together_are_the_variant_of_one_record(
    genome, symbol, place, codon, order
):
    found = split_codon(genome, symbol, place, codon)
    if found is None:
        return
    whole, single = found
    order.shuffle(single)
    variants = [annotate(call, genome, Assembly.GRCH38) for call in single]
    pairs = list(combinations([variant.place for variant in variants], 2))
    cis = [Haplotypes(one, other, 70, 0, 0, 30) for one, other in pairs]
    (joined,) = join_in_cis(variants, cis, genome, Parameters())
    assert identity(joined) == identity(annotate(whole, genome, Assembly.GRCH38))
    trans = [Haplotypes(one, other, 40, 30, 30, 0) for one, other in pairs]
    assert join_in_cis(variants, trans, genome, Parameters()) == variants


@settings(max_examples=300, deadline=None)
@given(coding_edits())
def test_both_assemblies_give_the_same_names(genome, edit):
    calls = [as_call(genome, assembly, edit) for assembly in Assembly]
    if calls[0] is None or calls[1] is None:
        return
    one, other = (annotate(built[0], genome, assembly) for built, assembly in zip(calls, Assembly, strict=True))
    assert (one and (one.name, one.mane)) == (other and (other.name, other.mane))


def residues_until_stop(bases: str) -> str:
    return translate(bases).partition("*")[0]


@settings(max_examples=500, deadline=None)
@given(coding_edits())
def test_the_protein_change_is_the_translation_of_the_changed_cds(genome, edit):
    built = as_call(genome, Assembly.GRCH38, edit)
    if built is None:
        return
    call, transcript, base, alt = built
    variant = annotate(call, genome, Assembly.GRCH38)
    assert variant is not None
    if variant.consequence not in NAMED_BY_PROTEIN:
        return
    changed = transcript.cds[: base - 1] + alt + transcript.cds[base - 1 + edit[2] :]
    expected = residues_until_stop(changed)
    change = variant.name.protein
    if change is None:
        assert expected + "*" == transcript.protein
        return
    kept = transcript.protein[: change.start - 1]
    assert transcript.protein[change.start - 1 : change.end] == change.ref
    if change.frameshift:
        assert expected.startswith(kept + change.alt)
        assert transcript.protein[change.start - 1] != change.alt
        if change.stop_distance is not None:
            assert len(expected) == change.start + change.stop_distance - 2 or "*" not in translate(changed)
        return
    new = kept + change.alt + transcript.protein[change.end :]
    assert new.partition("*")[0] == expected


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(GENES), st.integers(2, 10**6), st.integers(0, 9), st.text("ACDEFGHIKLMNPQRSTVWY", max_size=6))
def test_a_protein_change_written_and_read_again_is_itself(genome, symbol, place, removed, alt):
    protein = genome.genes[symbol].reporting.protein
    start = 2 + place % (len(protein) - 15)
    change = canonical_change(protein, start, protein[start - 1 : start - 1 + removed], alt)
    if change is None:
        return
    for text in (hgvs_protein(change, protein), short_protein(change, protein)):
        assert parse_protein(text, protein) == change


@settings(max_examples=100, deadline=None)
@given(coding_edits())
def test_every_coding_name_can_be_read_back(genome, edit):
    built = as_call(genome, Assembly.GRCH38, edit)
    variant = None if built is None else annotate(built[0], genome, Assembly.GRCH38)
    if variant is None or variant.name.protein is None:
        return
    protein = built[1].protein
    assert parse_protein(variant.name.hgvs_p, protein) == variant.name.protein
    assert parse_protein(variant.name.short, protein) == variant.name.protein


@settings(max_examples=200, deadline=None)
@given(st.text("ACDEFGHIKLMNPQRSTVWY", min_size=1, max_size=6), st.integers(2, 1100), st.integers(0, 5))
def test_the_canonical_change_does_not_depend_on_how_much_is_written(genome, alt, start, extra):
    protein = genome.genes["EGFR"].reporting.protein
    ref = protein[start - 1 : start + 1]
    before, behind = protein[max(0, start - 1 - extra) : start - 1], protein[start + 1 : start + 1 + extra]
    wide = canonical_change(protein, start - len(before), before + ref + behind, before + alt + behind)
    assert wide == canonical_change(protein, start, ref, alt)
