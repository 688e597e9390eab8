"""Fusions in the VCF of Ion Reporter (Oncomine panels): two records an isoform, ``ID`` ending in ``_1`` and ``_2``.

``EML4-ALK.E6aA20.AB374361_1`` names the 5' gene first; the record ``_1`` lies at its last base, ``_2`` at the
first of the 3' gene. Every targeted isoform has its records: those without reads are negatives. The brackets
of ``_2`` do not follow the strands. Small variants, copy number, controls and exon variants share the file.
"""

import re

from ros1annot.model import FusionCall
from ros1annot.read.fusions.forms import Vcf
from ros1annot.read.fusions.names import split_pair
from ros1annot.read.fusions.table import Adapter, Row, break_end, frame, rejections
from ros1annot.read.fusions.vcf_ends import mate_place

NAME = "oncomine"
_ID = re.compile(r"(?P<pair>.+?)\.(?P<isoform>[A-Za-z]+\d+\w*)?.*_(?P<end>[12])$")


def parse(row: Row) -> FusionCall | None:
    """One record; ``None`` if it is no fusion, or has no reads. Both records of an isoform give the same call."""
    reads = row.count("READ_COUNT") if row.text("SVTYPE") == "Fusion" else None
    if not reads:
        return None
    name = _ID.match(row.cells["ID"])
    if name is None:
        raise row.error(f"ID is {row.cells['ID']!r}, expected a fusion such as EML4-ALK.E13A20.COSF463_1")
    five, three = _genes(name["pair"], row.text("GENE_NAME"), first=name["end"] == "1")
    here, there = f"{row.cells['CHROM']}:{row.cells['POS']}", mate_place(row)
    places = (here, there) if name["end"] == "1" else (there, here)
    five_end, three_end = break_end(five, places[0]), break_end(three, places[1])
    if five_end is None or three_end is None:
        raise row.error(f"POS is {row.cells['POS']!r}, expected a position on the chromosome")
    return FusionCall(
        five_prime=five_end,
        three_prime=three_end,
        caller=NAME,
        source=row.source,
        frame=frame(row.text("NT_FUSION_IN_FRAME")),
        split_reads=reads,
        filters=rejections(row.text("FILTER")),
        notes=(f"isoform {name['isoform']}",) if name["isoform"] else (),
    )


def _genes(pair: str, own: str, *, first: bool) -> tuple[str, str]:
    """The genes of ``HLA-A-ROS1``: the record names the one it lies in."""
    if first and pair.startswith(f"{own}-"):
        return own, pair[len(own) + 1 :]
    if not first and pair.endswith(f"-{own}"):
        return pair[: -len(own) - 1], own
    return split_pair(pair, "-")


ADAPTER = Adapter(
    name=NAME,
    title="Oncomine VCF with fusions",
    parse=parse,
    form=Vcf(("READ_COUNT", "GENE_NAME")),
)
