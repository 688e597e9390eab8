"""Where the hotspots of the table lie on an assembly, and which of their bases have to be seen."""

from ros1annot.annotate.protein import translate
from ros1annot.annotate.transcripts import Genome
from ros1annot.model import Assembly
from ros1annot.read.depth import Codon
from ros1annot.table.model import ResistanceTable


def hotspot_codons(table: ResistanceTable, genome: Genome, assembly: Assembly) -> list[Codon]:
    """The codons of all hotspots whose transcript is shipped, in the order of the table."""
    codons = []
    for hotspot in table.hotspots(table.contexts):
        transcript = genome.transcript(hotspot.transcript)
        if transcript is None:
            continue
        coding = transcript.codon_positions(hotspot.residue, assembly)
        usual = (transcript.cds or "")[3 * hotspot.residue - 3 : 3 * hotspot.residue]
        deciding = sorted(coding[base] for base in changed_bases(usual, hotspot.changed_to))
        first, second, third = sorted(coding)
        chrom = transcript.layout(assembly).chrom
        codons.append(Codon(hotspot.gene, hotspot.residue, chrom, (first, second, third), tuple(deciding)))
    return codons


def changed_bases(codon: str, residues: frozenset[str]) -> frozenset[int]:
    """The bases of a codon (0 to 2) of which a single one makes a listed residue; all, where that is not known.

    Callers that report on named alleles only (Ion Torrent's hotspots) give a depth at these and no others.
    """
    made: dict[str, set[int]] = {}
    for at in range(len(codon)):
        for base in "ACGT":
            made.setdefault(translate(codon[:at] + base + codon[at + 1 :]), set()).add(at)
    if not codon or not residues or not residues <= made.keys():
        return frozenset(range(3))
    return frozenset(at for residue in residues for at in made[residue])
