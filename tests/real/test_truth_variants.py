"""Published variants (coordinates and protein changes of 20 sources) against the names given here.

Sources spell the same change in many ways; what is understood is written in :func:`readings`. Each row that still
differs is a line of ``truth_disagreements.tsv`` with its cause, and the file must list exactly those.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ros1annot.annotate.consequence import effect_on
from ros1annot.annotate.normalise import left_aligned, minimal
from ros1annot.annotate.protein import ProteinTextError, canonical_change, parse_protein
from ros1annot.annotate.reference import ReferenceMismatchError
from ros1annot.annotate.small import annotate
from ros1annot.annotate.transcripts import Genome, Transcript
from ros1annot.model import AlleleCall, Assembly, ProteinChange, TranscriptName

Row = dict[str, str]

DISAGREEMENTS = Path(__file__).with_name("truth_disagreements.tsv")
KEY = ("assembly", "chrom", "pos", "ref", "alt", "gene")
NO_TRANSCRIPT = {"PDGFRA"}
NOT_CODING = {"intron", "utr"}
SPLICE_ONLY = re.compile(r"p\.X\d+_splice")

RESIDUES = "[A-Z*]"
SYNONYMOUS = re.compile(rf"({RESIDUES})(\d+)(?:=|\1)")
DELETED_FROM = re.compile(r"([A-Z]{2,})(\d+)del")
IN_FRAME_INSERTION = re.compile(rf"([A-Z]*)(\d+)in_frame_ins({RESIDUES}+)")
INSERTED_BETWEEN = re.compile(rf"\d+_(\d+)ins({RESIDUES}+)")
REPLACED_RANGE = re.compile(rf"(\d+)_\d+([A-Z]+)>({RESIDUES}+)")
ONE_BY_SEVERAL = re.compile(rf"([A-Z])(\d+)([A-Z]{RESIDUES}+)")
CODONS_TOUCHED = re.compile(r"(\d+)_(\d+)del")
BARE_SHIFT = re.compile(r"([A-Z]+)(\d+)fs")


def read_rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8") as handle:
        return list(csv.DictReader(handle, delimiter="\t"))


def as_call(row: Row, genome: Genome) -> AlleleCall | None:
    """The row as a VCF record; ``None`` where it has no anchor base and the reference there is not shipped."""
    chrom = row["chrom"].removeprefix("chr")
    if row["vcf_pos"]:
        return AlleleCall(chrom, int(row["vcf_pos"]), row["vcf_ref"], row["vcf_alt"])
    pos, ref, alt = int(row["pos"]), row["ref"].replace("-", ""), row["alt"].replace("-", "")
    if ref and alt:
        return AlleleCall(chrom, pos, ref, alt)
    before = pos - 1 if ref else pos
    anchor = genome.reference(Assembly(row["assembly"]), chrom, before, before)
    return AlleleCall(chrom, before, anchor + ref, anchor + alt) if anchor else None


def names(call: AlleleCall, row: Row, genome: Genome) -> Iterator[tuple[Transcript, TranscriptName]]:
    """The names on every shipped transcript of the gene: sources of MET count on the longer isoform."""
    reference = genome.sequence(Assembly(row["assembly"]))
    change = left_aligned(minimal(call.chrom, call.pos, call.ref, call.alt), reference)
    for transcript in genome.genes[row["gene"]].transcripts:
        yield transcript, effect_on(change, transcript, reference).name


def readings(text: str, protein: str) -> Iterator[ProteinChange | None]:
    """What a source's spelling means on a protein."""
    text = text.removeprefix("p.")
    if match := DELETED_FROM.fullmatch(text):  # ELR746del: residues, then the first one's number
        yield canonical_change(protein, int(match[2]), match[1], "")
    if match := IN_FRAME_INSERTION.fullmatch(text):  # Q556in_frame_insPE: residues replaced, new residues
        yield canonical_change(protein, int(match[2]), match[1], match[3])
    if match := INSERTED_BETWEEN.fullmatch(text):  # 773_774insH: no residues named
        yield canonical_change(protein, int(match[1]), "", match[2])
    if match := REPLACED_RANGE.fullmatch(text):  # 455_460LLNPIG>F
        yield canonical_change(protein, int(match[1]), match[2], match[3])
    if match := ONE_BY_SEVERAL.fullmatch(text):  # T544RCS
        yield canonical_change(protein, int(match[2]), match[1], match[3])
    try:
        yield parse_protein(text, protein)
    except ProteinTextError:
        return


def same_shift(text: str, name: TranscriptName, protein: str) -> bool:
    """A frame shift whose source names a codon that the DNA change touches, before the first residue that differs."""
    match = BARE_SHIFT.fullmatch(text.removeprefix("p."))
    change = name.protein
    if match is None or change is None or not (change.frameshift or change.alt == "*"):
        return False
    number, residues = int(match[2]), match[1]
    touched = re.match(r"c\.(\d+)", name.hgvs_c)
    assert touched is not None
    first_codon = (int(touched[1]) - 1) // 3 + 1
    named = protein[number - 1 : number - 1 + len(residues)] == residues
    return named and min(first_codon, change.start) - 2 <= number <= change.start


def same_deletion(text: str, change: ProteinChange | None) -> bool:
    """``750_758del``: the codons that the DNA deletion touches, of which the outer two may make up one."""
    match = CODONS_TOUCHED.fullmatch(text.removeprefix("p."))
    if match is None or change is None or change.frameshift:
        return False
    first, last = int(match[1]), int(match[2])
    lost = len(change.ref) - len(change.alt)
    return first <= change.start and change.end <= last and lost in (last - first, last - first + 1)


def agrees(text: str, name: TranscriptName, protein: str) -> bool:
    if match := SYNONYMOUS.fullmatch(text.removeprefix("p.")):
        return name.short == f"{match[1]}{match[2]}="
    change = name.protein
    if same_shift(text, name, protein) or same_deletion(text, change):
        return True
    if change is None:
        return False
    return any(read is not None and same_change(read, change) for read in readings(text, protein))


def same_change(read: ProteinChange, change: ProteinChange) -> bool:
    """Equal, or equal as far as the source goes: a frame shift or lost stop without its first new residue or length."""
    if not (read.frameshift or read.ref == "*"):
        return read == change
    open_distance = read.stop_distance is None
    return replace(read, alt=read.alt or change.alt) == (
        replace(change, stop_distance=None) if open_distance else change
    )


def spellings(row: Row) -> list[str]:
    """The protein changes that the row's sources give."""
    others = re.search(r"other_protein=([^;]+)", row["note"])
    given = [row["protein_change"], *(others[1].split(",") if others else [])]
    return [text.replace(" ", "") for text in given if text and not SPLICE_ONLY.fullmatch(text)]


def same_coding_name(theirs: str, ours: str) -> bool:
    bare = re.sub(r"(del|dup)[ACGT]+", r"\1", theirs.replace(" ", ""))
    return bare == ours


def difference(row: Row, genome: Genome) -> str | None:
    """What is named instead of the row's own name; ``None`` where they agree."""
    call = as_call(row, genome)
    if call is None:
        return "no anchor base"
    try:
        variant = annotate(call, genome, Assembly(row["assembly"]))
    except ReferenceMismatchError as error:
        return f"REF is {error.expected}"
    assert variant is not None
    wanted = spellings(row)
    for transcript, name in names(call, row, genome):
        if wanted and transcript.protein and any(agrees(text, name, transcript.protein) for text in wanted):
            return None
        if not wanted and same_coding_name(row["hgvsc"], name.hgvs_c):
            return None
    return variant.name.short


def is_coding(row: Row) -> bool:
    return row["class"] not in NOT_CODING and bool(spellings(row))


@pytest.fixture(scope="module")
def truth(shared: Path) -> list[Row]:
    rows = read_rows(shared / "data" / "truth" / "variants_dev.tsv")
    return [row for row in rows if row["gene"] not in NO_TRANSCRIPT]


@pytest.fixture(scope="module")
def differences(truth: list[Row], genome: Genome) -> dict[tuple[str, ...], str]:
    found = {tuple(row[k] for k in KEY): difference(row, genome) for row in truth}
    return {key: ours for key, ours in found.items() if ours is not None}


def test_every_disagreement_is_known_and_explained(differences):
    listed = {tuple(row[k] for k in KEY): row for row in read_rows(DISAGREEMENTS)}
    assert differences == {key: row["ours"] for key, row in listed.items()}
    assert all(row["cause"] for row in listed.values())


def test_coding_rows_whose_ref_is_the_genome_s_agree_nearly_all(truth, differences):
    coding = [tuple(row[k] for k in KEY) for row in truth if is_coding(row)]
    usable = [key for key in coding if not differences.get(key, "").startswith("REF is")]
    wrong = [key for key in usable if key in differences]
    assert len(usable) > 1700
    assert 1 - len(wrong) / len(usable) >= 0.99


def test_a_ref_that_is_not_the_genome_s_is_refused(shared, genome):
    for row in read_rows(shared / "data" / "truth" / "ref_mismatch_traps.tsv"):
        call = AlleleCall(row["chrom"].removeprefix("chr"), int(row["vcf_pos"]), row["vcf_ref"], row["vcf_alt"])
        with pytest.raises(ReferenceMismatchError):
            annotate(call, genome, Assembly(row["assembly"]))
