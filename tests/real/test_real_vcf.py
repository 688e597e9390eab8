"""Real files of many callers, and files made to be wrong: calls, or one sentence."""

from pathlib import Path

import pytest

from builders import vcf_input
from ros1annot.annotate.transcripts import Genome
from ros1annot.errors import InputError
from ros1annot.model import AlleleCall, Assembly
from ros1annot.read.vcf import VcfCalls, read_vcf

SHARED_DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def files_in(folder: str) -> list[Path]:
    """Files to parametrise by, relative to the folder of real data; none where it is absent."""
    everything = sorted((SHARED_DATA / folder).rglob("*")) if SHARED_DATA.is_dir() else []
    return [path.relative_to(SHARED_DATA) for path in everything if path.is_file() and path.name != "MANIFEST.tsv"]


def read(shared: Path, file: Path | str, genome: Genome, *, tumour: str | None = None) -> VcfCalls:
    return read_vcf(vcf_input(shared / "data" / file), genome, tumour_sample=tumour, assembly=None)


@pytest.mark.parametrize("file", [*files_in("vcf"), *files_in("malformed")], ids=str)
def test_a_real_file_gives_calls_or_one_sentence(shared: Path, genome: Genome, file: Path) -> None:
    found: VcfCalls | str
    try:
        found = read(shared, file, genome)
    except InputError as refusal:
        found = str(refusal)
    if isinstance(found, str):
        assert "\n" not in found
        return
    assert found.assembly is not None or found.records == 0
    for call in found.calls:
        assert call.support.vaf is None or 0 <= call.support.vaf <= 1
        assert bool(call.support.vaf_source) == (call.support.vaf is not None)


def summary(call: AlleleCall) -> tuple[str, int, str, str, str, float | None, int | None, int | None]:
    numbers = call.support
    return call.chrom, call.pos, call.ref, call.alt, call.caller, numbers.vaf, numbers.alt_reads, numbers.depth


@pytest.mark.parametrize(
    ("file", "assembly", "column", "expected"),
    [
        (
            "vcf/strelka_somatic/lima1__PureCN__issue184.vcf", Assembly.GRCH38, "TC_098_1.2",
            ("12", 25245350, "C", "A", "strelka2", 0.153409, 27, 176),
        ),
        (
            "vcf/sage/hartwigmedical__pipeline5__COLO829v003T.purple.somatic.vcf", Assembly.GRCH37, "COLO829v003T",
            ("7", 140453136, "A", "T", "sage", 0.682, 150, 220),
        ),
        (
            "vcf/vardict/msk-access__postprocessing_variant_calls__single_test.vcf", Assembly.GRCH37, "Myeloid200-1",
            ("2", 29455267, "A", "G", "vardict", 0.5076, 1342, 2644),
        ),
        (
            "vcf/pisces_tso500/umccr__vcf_stuff__test-tso500-tumoronly.vcf", Assembly.GRCH38,
            "PTC_TSO200609VD_L2000553.bam", ("6", 117332446, "A", "G", "pisces", 0.75322, 1346, 1787),
        ),
    ],
)  # fmt: skip
def test_known_calls_of_real_callers_are_read(
    shared: Path, genome: Genome, file: str, assembly: Assembly, column: str, expected: tuple[object, ...]
) -> None:
    found = read(shared, file, genome)
    assert (found.assembly, found.tumour_column) == (assembly, column)
    assert expected in [summary(call) for call in found.calls]


def test_an_exome_without_an_assembly_is_not_placed_by_chance(shared: Path, genome: Genome) -> None:
    with pytest.raises(InputError, match="do not tell the assembly"):
        read(shared, "vcf/varscan/mskcc__vcf2maf__test_varscan.vcf", genome)
