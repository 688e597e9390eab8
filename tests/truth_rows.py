"""How the sources of published variants write them, and what they have wrong: each as a check of the row itself.

Sources spell the same change in many ways; what is understood is written in :func:`readings`. Where a source counts
or writes by a convention of its own, :data:`CONVENTIONS` says which, and each must explain as many rows as it lists.
What is then left is a fault of the row, or nothing that could be named here: :data:`CAUSES`.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ros1annot.annotate.consequence import effect_on
from ros1annot.annotate.normalise import left_aligned, minimal
from ros1annot.annotate.protein import ProteinTextError, canonical_change, parse_protein, translate
from ros1annot.annotate.reference import ReferenceMismatchError, reverse_complement
from ros1annot.annotate.small import annotate
from ros1annot.annotate.transcripts import Genome, Transcript
from ros1annot.model import (
    AlleleCall,
    Assembly,
    Consequence,
    ProteinChange,
    SmallVariant,
    SplicePrediction,
    TranscriptName,
)

Row = dict[str, str]

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


def annotated(row: Row, call: AlleleCall, genome: Genome) -> SmallVariant:
    variant = annotate(call, genome, Assembly(row["assembly"]))
    assert variant is not None
    return variant


def difference(row: Row, genome: Genome) -> str | None:
    """What is named instead of the row's own name; ``None`` where they agree."""
    call = as_call(row, genome)
    if call is None:
        return "no anchor base"
    try:
        variant = annotated(row, call, genome)
    except ReferenceMismatchError as error:
        return f"REF is {error.expected}"
    return None if is_named(row, call, genome) else variant.name.short


def is_named(row: Row, call: AlleleCall, genome: Genome) -> bool:
    """Whether a call has the row's name on one of the gene's transcripts."""
    wanted = spellings(row)
    for transcript, name in names(call, row, genome):
        if wanted and transcript.protein and any(agrees(text, name, transcript.protein) for text in wanted):
            return True
        if not wanted and same_coding_name(row["hgvsc"], name.hgvs_c):
            return True
    return False


# --- conventions of sources --------------------------------------------------------------------------------


def on_gene_strand(row: Row, call: AlleleCall, genome: Genome) -> bool:
    """REF and ALT are those of a gene on the minus strand."""
    other = replace(call, ref=reverse_complement(call.ref), alt=reverse_complement(call.alt))
    known = genome.reference(Assembly(row["assembly"]), call.chrom, call.pos, call.pos + len(call.ref) - 1)
    return genome.genes[row["gene"]].strand == "-" and known == other.ref and is_named(row, other, genome)


def alt_on_gene_strand(row: Row, call: AlleleCall, genome: Genome) -> bool:
    """One source writes REF of the plus strand beside ALT of the gene's."""
    other = replace(call, alt=reverse_complement(call.alt))
    minus = genome.genes[row["gene"]].strand == "-"
    return row["source"].startswith("Compendia_MS7") and minus and is_named(row, other, genome)


def on_isoform_without_sequence(row: Row, call: AlleleCall, genome: Genome) -> bool:
    """KRAS4A, of which only coordinates are shipped: the residue's number can be compared, not the residue."""
    number = re.search(r"\d+", row["protein_change"])
    codons = {
        (int(place[1]) - 1) // 3 + 1
        for transcript, name in names(call, row, genome)
        if transcript.protein is None and (place := re.fullmatch(r"c\.(\d+)[ACGT]>[ACGT]", name.hgvs_c))
    }
    return number is not None and int(number[0]) in codons


def as_splice_codon(row: Row, call: AlleleCall, genome: Genome) -> bool:
    """``p.X1010_splice``: the codon of the exon's edge, counted on any transcript."""
    codon = re.search(r"p\.X(\d+)_splice", row["note"])
    variant = annotated(row, call, genome)
    place = re.match(r"c\.(\d+)", variant.name.hgvs_c)
    sites = {Consequence.SPLICE_ACCEPTOR, Consequence.SPLICE_DONOR}
    return bool(codon and place) and variant.consequence in sites and (int(place[1]) - 1) // 3 + 1 == int(codon[1])


def by_cryptic_acceptor(row: Row, call: AlleleCall, genome: Genome) -> bool:
    """The protein of a KIT that begins exon 11 at the first AG behind the deleted bases, in frame."""
    variant = annotated(row, call, genome)
    last = re.search(r"_(\d+)del", variant.name.hgvs_c)
    if variant.splice_prediction is not SplicePrediction.CRYPTIC_ACCEPTOR or last is None:
        return False
    transcript = genome.genes[row["gene"]].reporting
    first = transcript.layout(Assembly(row["assembly"])).exon(11).c_start
    begins = transcript.cds.index("AG", int(last[1])) + 3
    lost = transcript.protein[(first - 1) // 3 : (begins - 1) // 3]
    change = canonical_change(transcript.protein, (first - 1) // 3 + 1, lost, "")
    return change in readings(row["protein_change"], transcript.protein)


def by_whole_codons(row: Row, call: AlleleCall, genome: Genome) -> bool:
    """The codons that a deletion takes as a whole; it takes the acceptor before and a part of the codon behind too."""
    variant = annotated(row, call, genome)
    place = re.fullmatch(r"c\.(\d+)-\d+_(\d+)del", variant.name.hgvs_c)
    if place is None:
        return False
    protein = genome.genes[row["gene"]].reporting.protein
    first, bases = (int(place[1]) + 1) // 3, int(place[2]) - int(place[1]) + 1
    whole = canonical_change(protein, first + 1, protein[first : first + bases // 3], "")
    return bases % 3 != 0 and whole in readings(row["protein_change"], protein)


def by_deleted_bases(row: Row, call: AlleleCall, genome: Genome) -> bool:
    """``EVQW554in_frame_delKYSG``: four residues lost, and the deleted bases translated from the second one on."""
    match = re.fullmatch(r"p\.([A-Z]+)(\d+)in_frame_del([A-Z]+)", row["protein_change"])
    change = annotated(row, call, genome).name.protein
    if match is None or change is None:
        return False
    lost = change.start == int(match[2]) and change.ref.startswith(match[1])
    return lost and translate(_whole(row["ref"][1:])).startswith(match[3])


def by_deleted_intron(row: Row, _call: AlleleCall, genome: Genome) -> bool:
    """``L**KRMLKF*PLA1694del``: the deleted bases translated, intron or not."""
    match = re.fullmatch(r"p\.([A-Z*]+)\d+del", row["protein_change"])
    deleted = row["ref"] if genome.genes[row["gene"]].strand == "+" else reverse_complement(row["ref"])
    return match is not None and translate(_whole(deleted)).startswith(match[1])


def in_frame_of_another_transcript(row: Row, call: AlleleCall, genome: Genome) -> bool:
    """``LEQ76F*``: the changed bases in the frame that begins with the second base of the codon before."""
    match = re.fullmatch(r"p\.([A-Z]+)\d+([A-Z]\*)", row["protein_change"])
    place = re.fullmatch(r"c\.(\d+)_(\d+)delins([ACGT]+)", annotated(row, call, genome).name.hgvs_c)
    if match is None or place is None:
        return False
    cds, first, last = genome.genes[row["gene"]].reporting.cds, int(place[1]), int(place[2])
    begin = (first - 1) // 3 * 3 - 2
    changed = cds[begin : first - 1] + place[3] + cds[last : begin + 9]
    return translate(cds[begin : begin + 9]) == match[1] and translate(changed).startswith(match[2])


def _whole(bases: str) -> str:
    return bases[: len(bases) // 3 * 3]


def by_first_residue(row: Row, call: AlleleCall, genome: Genome) -> bool:
    """``E109_in_frame_del``: the first residue that the left-most place of an in-frame deletion touches."""
    match = re.fullmatch(r"p\.([A-Z])(\d+)_in_frame_del", row["protein_change"])
    change = annotated(row, call, genome).name.protein
    if match is None or change is None or change.frameshift or len(change.ref) <= len(change.alt):
        return False
    between = genome.genes[row["gene"]].reporting.protein[int(match[2]) - 1 : change.start]
    return set(between) == {match[1]}


CONVENTIONS = {
    on_gene_strand: 11,
    alt_on_gene_strand: 4,
    on_isoform_without_sequence: 2,
    as_splice_codon: 2,
    by_cryptic_acceptor: 2,
    by_whole_codons: 1,
    by_first_residue: 2,
    by_deleted_bases: 1,
    by_deleted_intron: 1,
    in_frame_of_another_transcript: 1,
}
"""How many rows that differ each convention explains."""


def convention(row: Row, ours: str, genome: Genome) -> str | None:
    """Name of the source's convention by which a row that differs agrees."""
    call = as_call(row, genome)
    if call is None:
        return None
    if ours.startswith("REF is"):
        return on_gene_strand.__name__ if on_gene_strand(row, call, genome) else None
    return next((rule.__name__ for rule in CONVENTIONS if rule(row, call, genome)), None)


def is_coding(row: Row) -> bool:
    return row["class"] not in NOT_CODING and bool(spellings(row))


# --- causes of what still differs --------------------------------------------------------------------------


def of_the_other_assembly(row: Row, genome: Genome) -> bool:
    """The row has its name at the same place of the other assembly."""
    other = next(assembly for assembly in Assembly if assembly.value != row["assembly"])
    return _named_there({**row, "assembly": other.value}, genome)


def one_base_off(row: Row, genome: Genome) -> bool:
    """The row has its name where every position is one lower."""
    return _named_there({**row, "vcf_pos": str(int(row["vcf_pos"]) - 1)}, genome)


def _named_there(row: Row, genome: Genome) -> bool:
    call = as_call(row, genome)
    return call is not None and is_named(row, call, genome)


def copy_of_bases_not_shipped(row: Row, genome: Genome) -> bool:
    """The insertion behind the bases that the source says are doubled; they lie where no sequence is shipped."""
    call = as_call(row, genome)
    if call is None:
        return False
    doubled = row["hgvsc"].removeprefix("c.").removesuffix("dup").split("_")[-1]
    ours = annotated(row, call, genome).name.hgvs_c
    known = genome.reference(Assembly(row["assembly"]), call.chrom, call.pos, call.pos)
    return known is None and ours.startswith(f"c.{doubled}_") and ours.endswith(f"ins{_added(row, call, genome)}")


def _added(row: Row, call: AlleleCall, genome: Genome) -> str:
    added = call.alt.removeprefix(call.ref)
    return added if genome.genes[row["gene"]].strand == "+" else reverse_complement(added)


def without_anchor_base(row: Row, genome: Genome) -> bool:
    """An insertion without the base before it, where no sequence is shipped: it cannot be written as a VCF record."""
    return as_call(row, genome) is None


CAUSES = {
    check.__name__: check
    for check in (of_the_other_assembly, one_base_off, copy_of_bases_not_shipped, without_anchor_base)
}
"""Checks that a row differs for the cause that the list of disagreements gives."""
