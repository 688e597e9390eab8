"""The same records give the same calls, however the file is stored and cut."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import Row, vcf_text, write_bcf, write_bgzip, write_gzip, write_plain
from ros1annot.annotate.transcripts import Genome
from ros1annot.model import Assembly, InputFile, InputKind
from ros1annot.read.loci import Extent, Loci, line_start_pattern
from ros1annot.read.vcf import read_vcf


def bases_of(genome: Genome, pos: int, length: int) -> str:
    return "".join(genome.reference(Assembly.GRCH37, "7", p, p) or "A" for p in range(pos, pos + length))


@st.composite
def records(draw: st.DrawFn) -> tuple[int, int, str, str, str, str]:
    """Position around the edges of EGFR, length of REF, ALT, genotype, filter, reads."""
    edge = draw(st.sampled_from([55_085_710, 55_150_000, 55_280_321]))
    pos = edge + draw(st.integers(-1200, 1200))
    ref_length = draw(st.sampled_from([1, 1, 2, 15, 1000]))
    alt = draw(st.sampled_from(["T", "G", "GTT", "<DEL>", "*"]))
    genotype = draw(st.sampled_from(["0/1", "0/0", "./.", "0|1", "1/1"]))
    filters = draw(st.sampled_from(["PASS", "LowQual", "."]))
    reads = draw(st.integers(0, 500))
    return pos, ref_length, alt, genotype, filters, str(reads)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(records(), max_size=8), chr_prefix=st.booleans())
def test_plain_compressed_indexed_and_bcf_give_the_same_calls(
    tmp_path_factory: pytest.TempPathFactory,
    genome: Genome,
    drawn: list[tuple[int, int, str, str, str, str]],
    *,
    chr_prefix: bool,
) -> None:
    rows = []
    for pos, ref_length, alt, genotype, filters, reads in sorted(drawn):
        sample = {"GT": genotype, "AD": f"500,{reads}", "DP": "1000", "PS": "7"}
        info = f"SVTYPE=DEL;END={pos + 2000}" if alt == "<DEL>" else "DP=1000"
        rows.append(Row("7", pos, bases_of(genome, pos, ref_length), alt, (sample,), filters, info))
    text = vcf_text(rows, prefix="chr" if chr_prefix else "")
    folder = tmp_path_factory.mktemp("forms")
    paths = [
        write_plain(folder / "plain.vcf", text),
        write_gzip(folder / "gzip.vcf.gz", text),
        write_bgzip(folder / "bgzip.vcf.gz", text),
        write_bgzip(folder / "tabix.vcf.gz", text, index=True),
        write_bcf(folder / "stream.bcf", text),
        write_bcf(folder / "index.bcf", text, index=True),
    ]
    # one name for all, since a call carries the name of its file
    files = [InputFile(InputKind.VCF, path, "sample") for path in paths]
    first, *others = (read_vcf(file, genome, tumour_sample=None, assembly=None) for file in files)
    assert all(other == first for other in others)
    assert first.records >= sum(55_085_710 <= row.pos <= 55_280_321 for row in rows)


@given(
    start=st.integers(1, 3_000_000),
    length=st.integers(0, 400_000),
    upstream=st.integers(0, 1 << 20),
    position=st.integers(1, 4_000_000),
    ref_length=st.integers(1, 3),
)
def test_the_line_pattern_misses_no_line_that_touches_a_locus(
    start: int, length: int, upstream: int, position: int, ref_length: int
) -> None:
    loci = Loci.of([("6", start, start + length), ("12", 5, 10)])
    pattern = line_start_pattern(loci, upstream)
    line = f"\nchr6\t{position}\t.\t{'A' * ref_length}\tG\t".encode()
    if loci.touched_by(Extent("6", position, position + ref_length - 1)) is not None and ref_length <= upstream + 1:
        assert pattern.match(line)


@given(st.lists(st.tuples(st.sampled_from(["1", "6", "X"]), st.integers(1, 50), st.integers(0, 20)), max_size=12))
def test_merged_loci_cover_what_the_single_ones_do(spans: list[tuple[str, int, int]]) -> None:
    singles = [(chrom, start, start + length) for chrom, start, length in spans]
    loci = Loci.of(singles)
    for chrom in ("1", "6", "X"):
        for pos in range(1, 75):
            inside = any(c == chrom and start <= pos <= end for c, start, end in singles)
            assert (loci.touched_by(Extent(chrom, pos, pos)) is not None) == inside
