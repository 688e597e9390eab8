"""Side by side with ``bcftools norm`` and ``bcftools csq``, on the shipped genes and transcripts.

Variants are drawn around the coding exons (with a fixed seed), or are the published ones of the shared truth. Each
disagreement is of a class that ``bcftools_csq_classes.tsv`` explains, and each class of that file is met.

bcftools 1.16 reads two spellings of a deletion wrongly (it loses or repeats a base): a record that replaces bases
without an unchanged base before them, and one that is not left-aligned. So every record is written left-aligned with
one unchanged base before it; that the names here do not depend on the spelling is shown by the property tests.
"""

import csv
import random
import re
import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from csq_files import CsqFiles, Target, Told
from ros1annot.annotate.consequence import severity
from ros1annot.annotate.normalise import minimal
from ros1annot.annotate.protein import canonical_change
from ros1annot.annotate.small import annotate
from ros1annot.annotate.transcripts import Genome
from ros1annot.model import AlleleCall, Assembly, Consequence, ProteinChange, SmallVariant

pytestmark = pytest.mark.skipif(shutil.which("bcftools") is None, reason="bcftools (Debian package) is not installed")

CLASSES = Path(__file__).with_name("bcftools_csq_classes.tsv")
OUR_TERMS = {term.value.removesuffix("_variant").lower(): term for term in Consequence}
CHANGE = re.compile(r"(\d+)([A-Z*]*)(?:>(\d+)([A-Z*]+))?")
SITES = {Consequence.SPLICE_ACCEPTOR, Consequence.SPLICE_DONOR}
NEAR_SITES = {*SITES, Consequence.SPLICE_REGION, Consequence.INTRON}


@pytest.fixture(scope="module")
def random_calls(genome: Genome) -> list[Target]:
    """A hundred substitutions, insertions and deletions around the coding exons of each gene, in any spelling."""
    draw = random.Random(2032)
    calls = []
    for gene in genome.genes.values():
        exons = [e for e in gene.reporting.layout(Assembly.GRCH38).exons if e.c_start is not None]
        for _ in range(100 if gene.reporting.cds is not None else 0):
            exon = draw.choice(exons)
            pos = draw.randint(exon.start - 8, exon.end + 8)
            ref = genome.reference(Assembly.GRCH38, gene.chrom, pos, pos + draw.choice((0, 0, 0, 1, 2, 3, 6, 9)))
            new = "".join(draw.choices("ACGT", k=draw.choice((0, 0, 0, 1, 2, 3, 6))))
            alt = draw.choice("ACGT") if ref is None or len(ref) == len(new) + 1 == 1 else ref[0] + new
            if ref is not None and ref != alt:
                calls.append((gene.symbol, AlleleCall(gene.chrom, pos, ref, alt)))
    return calls


def csq_files(genome: Genome, assembly: Assembly, folder: Path) -> CsqFiles:
    genes = tuple(gene for gene in genome.genes.values() if gene.reporting.cds is not None)
    return CsqFiles(genome, assembly, genes, folder)


def well_spelled(targets: Iterable[Target], genome: Genome, assembly: Assembly) -> dict[Target, SmallVariant]:
    """The calls as bcftools reads them rightly (see the module), with our names; those without a known base before
    them are left out."""
    found = {}
    for symbol, call in targets:
        variant = annotate(call, genome, assembly)
        if variant is None or variant.gene != symbol:
            continue
        change = minimal(variant.chrom, variant.pos, variant.ref, variant.alt)
        anchor = genome.reference(assembly, change.chrom, change.pos - 1, change.pos - 1)
        if anchor is not None:
            spelled = AlleleCall(change.chrom, change.pos - 1, anchor + change.ref, anchor + change.alt)
            found[symbol, spelled] = variant
    return found


# --- what bcftools says, in our terms ----------------------------------------------------------------------


def their_term(told: Told) -> Consequence:
    return min((OUR_TERMS[term] for term in told.terms), key=severity)


def their_change(told: Told, protein: str) -> ProteinChange | None:
    """``746ELREA>746V`` as a change; a shifted frame is written out to its stop. ``None`` for no other residue."""
    match = CHANGE.fullmatch(told.change)
    if match is None or match[4] is None:
        return None
    start, old, new = int(match[1]), match[2], match[4]
    if "frameshift" not in told.terms:
        return canonical_change(protein, start, old, new)
    same = next(i for i, (was, now) in enumerate(zip(old, new, strict=False)) if was != now)
    ref, alt = old[same], new[same]
    if alt == "*":
        return ProteinChange(start + same, ref, alt)
    return ProteinChange(start + same, ref, alt, frameshift=True, stop_distance=new.find("*") - same + 1 or None)


def class_of(variant: SmallVariant, told: Told | None, protein: str) -> str | None:
    """The class of a disagreement; ``None`` where consequence and residues are the same."""
    if told is None:
        return "outside"
    ours, theirs = variant.name.protein, their_change(told, protein)
    term = their_term(told)
    no_start = variant.consequence is Consequence.START_LOST and "start_lost" in told.terms
    if no_start or (ours == theirs and variant.consequence is term):
        return None
    untold = told.change.endswith("?") or (not told.change and told.terms & {"frameshift", "inframe_deletion"})
    rules = {
        "term": ours is not None and ours == theirs,
        "behind_the_stop": None not in {ours, theirs} and without_length(theirs) == without_length(ours),
        "not_translated": untold,
        "site_translated": variant.consequence in SITES,
        "place": theirs is None and term in NEAR_SITES,
    }
    return next((name for name, holds in rules.items() if holds), "unexplained")


def without_length(change: ProteinChange | None) -> ProteinChange | None:
    """A frame shift or lost stop without the distance to the new stop."""
    return None if change is None else replace(change, stop_distance=None)


# --- the comparison ----------------------------------------------------------------------------------------


def test_identity_is_that_of_bcftools_norm(genome, random_calls, tmp_path):
    theirs = csq_files(genome, Assembly.GRCH38, tmp_path).normalised(random_calls)
    ours = {target: annotate(target[1], genome, Assembly.GRCH38) for target in random_calls}
    compared = {target: variant for target, variant in ours.items() if variant is not None and "N" not in variant.ref}
    assert len(compared) > 1500
    assert {t: (v.pos, v.ref, v.alt) for t, v in compared.items()} == {t: theirs[t] for t in compared}


def test_random_variants_mean_the_same_to_bcftools(genome, random_calls, tmp_path):
    variants = well_spelled(random_calls, genome, Assembly.GRCH38)
    classes = compared(variants, csq_files(genome, Assembly.GRCH38, tmp_path))
    listed = {row["class"]: row for row in read_rows(CLASSES)}
    assert set(classes) - {None} == set(listed)
    assert all(row["why"] for row in listed.values())
    assert classes[None] / classes.total() > 0.85
    same_residues = classes[None] + classes["term"]
    assert same_residues / classes.total() > 0.95


def test_published_variants_mean_the_same_to_bcftools(genome, shared, tmp_path):
    rows = read_rows(shared / "data" / "truth" / "variants_dev.tsv")
    usable = [
        row for row in rows if row["vcf_pos"] and row["assembly"] == Assembly.GRCH37 and row["gene"] in genome.genes
    ]
    calls = [
        (row["gene"], AlleleCall(row["chrom"].removeprefix("chr"), int(row["vcf_pos"]), row["vcf_ref"], row["vcf_alt"]))
        for row in usable
    ]
    matching = [
        (symbol, call)
        for symbol, call in calls
        if genome.genes[symbol].reporting.cds is not None
        and genome.reference(Assembly.GRCH37, call.chrom, call.pos, call.pos + len(call.ref) - 1) == call.ref
    ]
    classes = compared(well_spelled(matching, genome, Assembly.GRCH37), csq_files(genome, Assembly.GRCH37, tmp_path))
    assert set(classes) - {None} <= {row["class"] for row in read_rows(CLASSES)}
    assert classes[None] / classes.total() > 0.95


def compared(variants: dict[Target, SmallVariant], files: CsqFiles) -> Counter[str | None]:
    """How many variants fall into each class of disagreement."""
    told = files.consequences(variants)
    classes: Counter[str | None] = Counter()
    for (symbol, call), variant in variants.items():
        protein = files.genome.genes[symbol].reporting.protein
        assert protein is not None
        found = class_of(variant, told[symbol, call], protein)
        assert found != "unexplained", (variant.gene, variant.name.hgvs_c, variant.name.hgvs_p, told[symbol, call])
        classes[found] += 1
    return classes


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as handle:
        return list(csv.DictReader(handle, delimiter="\t"))
