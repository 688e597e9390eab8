"""cBioPortal ``data_sv.txt``: structural variants of many samples, RNA and DNA, largely free text.

The documentation calls Site1 both 3' and 5', so that the columns do not vouch for the order. What does is a
pair in braces in ``Event_Info`` (``Protein Fusion: in frame  {EML4:ALK}``) and an ``Annotation`` in the style
of Oncomine (``EML4-ALK.E6bA20``). Counts of -1 are not known.
"""

import re

from ros1annot.model import BreakEnd, FusionCall
from ros1annot.read.contigs import chromosome
from ros1annot.read.fusions.forms import Table
from ros1annot.read.fusions.table import NO_GENE, Adapter, Row, frame, said

NAME = "cbioportal"
_UNKNOWN = "-1"
_ISOFORM = r"\.[A-Za-z]+\d+[a-z]?[A-Za-z]+\d+"


def parse(row: Row) -> FusionCall | None:
    """One row; ``None`` for a change within one gene, which is no fusion."""
    first, second = _side(row, "1"), _side(row, "2")
    if first.gene == second.gene:
        return None
    event = row.text("Event_Info")
    backward = _names(row, second.gene, first.gene)
    sides = (second, first) if backward else (first, second)
    return FusionCall(
        five_prime=sides[0],
        three_prime=sides[1],
        caller=NAME,
        source=row.source,
        dna=_is(row, "DNA_Support") and not _is(row, "RNA_Support"),
        ordered=backward or _names(row, first.gene, second.gene),
        frame=frame(row.text("Site2_Effect_On_Frame")),
        split_reads=_count(row, "Tumor_Split_Read_Count"),
        discordant_pairs=_count(row, "Tumor_Paired_End_Read_Count"),
        filters=said(
            "antisense" if "antisense" in event.lower() else "",
            "germline" if row.text("SV_Status").upper() == "GERMLINE" else "",
        ),
        notes=said(row.text("Class"), event),
    )


def _side(row: Row, number: str) -> BreakEnd:
    gene = row.text(f"Site{number}_Hugo_Symbol") or NO_GENE
    chrom, pos = row.text(f"Site{number}_Chromosome"), row.text(f"Site{number}_Position")
    placed = pos.isdigit() and pos != "0"
    return BreakEnd(gene, chromosome(chrom) or chrom, int(pos) if placed and chrom else None)


def _names(row: Row, five: str, three: str) -> bool:
    """Whether the row says in so many words that ``five`` comes before ``three``."""
    pair = f"{{{five}:{three}}}"
    isoform = re.escape(f"{five}-{three}") + _ISOFORM
    return pair in row.text("Event_Info") or re.match(isoform, row.text("Annotation")) is not None


def _is(row: Row, column: str) -> bool:
    return row.text(column).lower() == "yes"


def _count(row: Row, column: str) -> int | None:
    return None if row.text(column) == _UNKNOWN else row.count(column)


ADAPTER = Adapter(
    name=NAME,
    title="cBioPortal data_sv.txt",
    parse=parse,
    form=Table(("Sample_Id", "Site1_Hugo_Symbol", "Site2_Hugo_Symbol", "SV_Status")),
    sample_column="Sample_Id",
)
