"""A protein change as a person writes it, read on the transcript that it counts on and carried to the table's one."""

import re
from dataclasses import replace

from ros1annot.annotate.protein import canonical_change, hgvs_protein, short_protein
from ros1annot.annotate.transcripts import Gene, Genome, Transcript
from ros1annot.errors import UsageError
from ros1annot.model import Assembly, ProteinChange
from ros1annot.table.alteration import AlterationError
from ros1annot.table.model import ResistanceTable
from ros1annot.table.residues import ProteinReader
from ros1annot.table.spelling import protein_spelling
from ros1annot.table.traits import Trait, unversioned

_WRITTEN = re.compile(r"(?P<change>[^@\s]+)(?:\s*@\s*(?P<transcript>\S+))?")
_RESIDUE_ONLY = re.compile(r"[A-Za-z]{1,3}(?P<residue>\d+)[BJOUXZ]?")


def read_change(gene: str, text: str, table: ResistanceTable, genome: Genome) -> tuple[Trait, str]:
    """The trait of ``G2032R`` or ``p.Gly2026Arg@NM_001378902.1``, and how it was read.

    Raises:
        UsageError: it is no change of this gene; the message names what was probably meant.
    """
    found = _WRITTEN.fullmatch(text)
    if found is None:
        raise UsageError(f"`{text}` is neither a protein change nor a class of {gene}; write it like `G2032R`")
    known = genome.gene(gene)
    counted_on = _transcript(known, found["transcript"], genome) if known else None
    reporting = table.genes[gene]
    accession = counted_on.accession if counted_on else reporting
    there = _listed_there(gene, found["change"], table, genome)
    if there and found["change"][-1] in "Xx":
        stop = f"`{gene} {protein_spelling(found['change'])[:-1]}*`"
        raise UsageError(f"{gene} {text} may be any change of the residue, or a stop; {there} or {stop}")
    listed = {residue for _, residue in table.index[gene].residues} if gene in table.index else set()
    try:
        change = ProteinReader(genome, accession, lambda: listed)(f"p.{protein_spelling(found['change'])}")
    except AlterationError as error:
        way_out = there or error.way_out
        raise UsageError(f"{gene} {text} cannot be: {error.problem}{'; ' if way_out else ''}{way_out}") from error
    names = [(unversioned(accession), change)]
    reading = f"{gene} {_spelled(change, counted_on)}"
    if known and counted_on is not None and counted_on is not known.reporting:
        carried = _carried(change, counted_on, known.reporting)
        names.append((unversioned(reporting), carried))
        reading = f"{gene} {_spelled(carried, known.reporting)} ({reading.removeprefix(gene + ' ')})"
    return Trait(gene, tuple(names)), reading


def _listed_there(gene: str, text: str, table: ResistanceTable, genome: Genome) -> str:
    """What the table lists at a residue that was asked for without a change (``G1202``, ``F1174X``)."""
    found, known = _RESIDUE_ONLY.fullmatch(protein_spelling(text)), genome.gene(gene)
    protein = known.reporting.protein if known else None
    if found is None or protein is None or gene not in table.index:
        return ""
    residue = int(found["residue"])
    changes = dict.fromkeys(change for _, change in table.index[gene].exact if change.start == residue)
    return f"ask for {' or '.join(f'`{gene} {short_protein(c, protein)}`' for c in changes)}" if changes else ""


def _spelled(change: ProteinChange, transcript: Transcript | None) -> str:
    if transcript is None or transcript.protein is None:
        return f"p.{change.ref}{change.start}{change.alt}"
    return f"{hgvs_protein(change, transcript.protein)} on {transcript.accession}"


def _transcript(gene: Gene, accession: str | None, genome: Genome) -> Transcript:
    if accession is None:
        return gene.reporting
    found = genome.transcript(accession.upper())
    if found is None or found.gene != gene.symbol:
        shipped = ", ".join(transcript.accession for transcript in gene.transcripts)
        raise UsageError(f"`{accession}` is not a shipped transcript of {gene.symbol}; there is {shipped}")
    return found


def _carried(change: ProteinChange, source: Transcript, target: Transcript) -> ProteinChange:
    """The same change on another transcript of the gene.

    Raises:
        UsageError: the residues are not coded by the same codons there.
    """
    assembly = Assembly.GRCH38
    codon = source.codon_positions(change.start, assembly)
    place = target.layout(assembly).place(codon[0])
    residue = (place.base + 2) // 3
    moved = replace(change, start=residue)
    protein = target.protein or ""
    same = place.offset == 0 and place.base % 3 == 1 and protein[residue - 1 :].startswith(change.ref)
    found = canonical_change(protein, residue, change.ref, change.alt) if same and not change.frameshift else moved
    if not same or found is None:
        raise UsageError(
            f"residue {change.start} of {source.accession} has no counterpart on {target.accession}; "
            f"ask on {target.accession}"
        )
    return found
