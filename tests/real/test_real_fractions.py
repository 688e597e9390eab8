"""Allele fractions of real files, worked out again from the raw counts of each line."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from ros1annot.errors import InputError
from ros1annot.model import AlleleCall
from ros1annot.read.callers import reader_for
from ros1annot.read.record import VcfRecord, parse_record
from ros1annot.read.scan import open_vcf
from ros1annot.read.tumour import tumour_column

TOLERANCE = 0.05
MODELLED = {
    "mutect2 1:35850533 A>G",
    "mutect2 1:58695052 TA>T",
    "mutect2 1:65629245 A>T",
    "mutect2 1:155086199 GTGCTGGGTGAGTCTGCGCA>G",
}
"""Calls whose caller models the fraction, and so does not divide its counts."""


def calls(file: Path) -> Iterator[tuple[VcfRecord, AlleleCall]]:
    """Every call of a file, whatever its place, as far as its lines can be read."""
    vcf = open_vcf(file)
    reader, column = reader_for(vcf.header, None), tumour_column(file, vcf.header, None)
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            record = parse_record(line, column)
        except ValueError:
            continue
        yield from ((record, call) for call in reader.calls(record, ""))


def raw_fractions(record: VcfRecord, alt: str) -> list[float]:
    """The fractions by whichever counts a line has, without the adapters: of the alleles' reads, and of the depth."""
    sample, place = record.sample, record.alts.index(alt)
    by_allele = whole_numbers(sample, "AD")
    if {"FREQ", "RD"} <= sample.keys():
        counts = [*whole_numbers(sample, "RD"), *by_allele]
    elif {"TAR", "TIR"} <= sample.keys():
        counts = [whole_numbers(sample, "TAR")[0], whole_numbers(sample, "TIR")[0]]
    elif "AO" in sample and "FAO" not in sample:
        counts = [*whole_numbers(sample, "RO"), *whole_numbers(sample, "AO")]
    elif len(by_allele) == len(record.alts) + 1:
        counts = by_allele
    else:
        four = whole_numbers(sample, "DP4")
        counts = [four[0] + four[1], four[2] + four[3]] if len(four) == 4 and len(record.alts) == 1 else []
    if len(counts) != len(record.alts) + 1:
        return []
    totals = [sum(counts), *whole_numbers(sample, "DP")]
    return [counts[place + 1] / total for total in totals if total]


def whole_numbers(sample: Mapping[str, str], key: str) -> list[int]:
    return [int(number) for number in sample.get(key, "").split(",") if number.isdigit()]


def test_fractions_are_those_of_the_raw_counts(shared: Path) -> None:
    compared: Counter[str] = Counter()
    off = set()
    for file in sorted((shared / "data" / "vcf").rglob("*.vcf")):
        try:
            for record, call in calls(file):
                raw, vaf = raw_fractions(record, call.alt), call.support.vaf
                if not raw or vaf is None or not call.present:
                    continue
                compared[call.caller] += 1
                if min(abs(fraction - vaf) for fraction in raw) > TOLERANCE:
                    off.add(f"{call.caller} {record}")
        except InputError:
            continue  # what such files are told is in test_real_vcf.py
    assert off == MODELLED
    assert compared.total() > 4500
