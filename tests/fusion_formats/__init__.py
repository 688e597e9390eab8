"""Builders of every fusion caller's file: one junction in, the whole text of a file out.

Each writer says what its caller would say of the junction: counts from 0 or 1, genes in or out of order, pairs and
split reads under the caller's own names. What a format cannot hold is left out.
"""

from collections.abc import Callable

from fusion_files import ARRIBA_V1, ARRIBA_V2, STAR_FUSION, Junction, arriba_row, generic_row, star_fusion_row, table
from fusion_formats.gathered import (
    cbioportal,
    cicero,
    fusion_report_csv,
    fusion_report_json,
    isofox,
    isofox_csv,
    linx,
    linx_old,
    nfcore_rnafusion,
)
from fusion_formats.long_reads import fusionseeker, jaffa, jaffa_old, longgf, pbfusion
from fusion_formats.panels import (
    dragen,
    dragen_old,
    factera,
    foundationone,
    genefuse_json,
    genefuse_text,
    oncomine,
    tso500_all,
    tso500_ctdna,
    tso500_ordered,
    tso500_unordered,
)
from fusion_formats.parts import one_row
from fusion_formats.short_reads import (
    chimerascan,
    defuse,
    ericscript,
    fusioncatcher,
    fusioncatcher_old,
    fusioncatcher_vcf,
    fusionmap,
    infusion,
    mapsplice,
    pizzly,
    soapfuse,
    squid,
    tophat_fusion,
)

Writer = Callable[[Junction], str]

ORDERED: dict[str, Writer] = {
    "arriba 1": lambda junction: table(ARRIBA_V1, [arriba_row(junction)]),
    "arriba 2": lambda junction: table(ARRIBA_V2, [arriba_row(junction)]),
    "star-fusion": lambda junction: table(STAR_FUSION, [star_fusion_row(junction)]),
    "generic": lambda junction: one_row(generic_row(junction)),
    "cbioportal": cbioportal,
    "chimerascan": chimerascan,
    "cicero": cicero,
    "defuse": defuse,
    "dragen": dragen,
    "ericscript": ericscript,
    "fusion-report csv": fusion_report_csv,
    "fusion-report json": fusion_report_json,
    "fusioncatcher": fusioncatcher,
    "fusioncatcher 0.98": fusioncatcher_old,
    "fusioncatcher vcf": fusioncatcher_vcf,
    "fusionmap": fusionmap,
    "isofox": isofox,
    "isofox csv": isofox_csv,
    "jaffa": jaffa,
    "jaffa 1.08": jaffa_old,
    "mapsplice": mapsplice,
    "nfcore-rnafusion": nfcore_rnafusion,
    "oncomine": oncomine,
    "soapfuse": soapfuse,
    "tso500 all": tso500_all,
    "tso500 combined": tso500_ordered,
}
"""Formats that give places and vouch for the order."""

UNORDERED: dict[str, Writer] = {
    "dragen 5 columns": dragen_old,
    "fusionseeker": fusionseeker,
    "infusion": infusion,
    "longgf": longgf,
    "pbfusion": pbfusion,
    "squid": squid,
    "tophat-fusion": tophat_fusion,
    "tso500 combined, no direction": tso500_unordered,
}
"""Formats of RNA that give places in no order: the splice sites tell it."""

UNPLACED: dict[str, Writer] = {"linx": linx, "linx, old": linx_old, "pizzly": pizzly}
"""Formats that vouch for the order and give no places."""

DNA: dict[str, Writer] = {
    "factera": factera,
    "foundationone": foundationone,
    "genefuse json": genefuse_json,
    "genefuse text": genefuse_text,
    "tso500 ctdna": tso500_ctdna,
}
"""Formats of DNA in no order."""
