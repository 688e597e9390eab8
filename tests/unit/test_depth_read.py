"""Depth at codons, from the files that laboratories have."""

import gzip
import shutil
from pathlib import Path

import pysam
import pytest

from ros1annot.errors import InputError
from ros1annot.model import InputFile, InputKind
from ros1annot.read.depth import Codon, read_depth

KEYS = ("DP", "MIN_DP", "FDP", "FRO", "FAO", "SDP")

G2032 = Codon("ROS1", 2032, "6", (117317182, 117317183, 117317184))
SPLIT = Codon("ALK", 1171, "2", (100, 101, 5000))  # a codon over an intron
BEFORE = G2032.positions[0] - 1  # 0-based start of the codon


def depths(path: Path, *codons: Codon, tumour_sample: str | None = None) -> list[int | None]:
    found = read_depth(InputFile(InputKind.DEPTH, path, path.name), codons, tumour_sample)
    assert [(at.gene, at.residue, at.pos) for at in found] == [(c.gene, c.residue, c.positions[0]) for c in codons]
    return [at.depth for at in found]


def bed(folder: Path, *lines: str) -> Path:
    path = folder / "depth.bed"
    path.write_text("".join(f"{line}\n" for line in lines).replace(" ", "\t"))
    return path


def vcf(folder: Path, *records: str, columns: str = "S") -> Path:
    """Records with ``|`` for tabs, each from CHROM on."""
    path = folder / "depth.g.vcf"
    keys = [f'##INFO=<ID={key},Number=1,Type=Integer,Description="{key}">' for key in ("END", "DP")]
    keys += [f'##FORMAT=<ID={key},Number=1,Type=Integer,Description="{key}">' for key in KEYS]
    keys += ['##FORMAT=<ID=AD,Number=.,Type=Integer,Description="AD">', '##FILTER=<ID=NOCALL,Description="no call">']
    keys += ['##FORMAT=<ID=GT,Number=1,Type=String,Description="GT">', "##contig=<ID=chr6,length=170805979>"]
    keys += ['##FORMAT=<ID=VF,Number=1,Type=Float,Description="VF">', '##ALT=<ID=NON_REF,Description="any">']
    header = f"#CHROM|POS|ID|REF|ALT|QUAL|FILTER|INFO|FORMAT|{columns}"
    path.write_text("\n".join(("##fileformat=VCFv4.2", *keys, header, *records)).replace("|", "\t") + "\n")
    return path


def bgzipped(path: Path, *, csi: bool) -> Path:
    target = path.with_suffix(path.suffix + ".gz")
    pysam.tabix_compress(str(path), str(target), force=True)
    pysam.tabix_index(str(target), preset="bed", csi=csi, force=True)
    return target


def test_the_lowest_of_three_positions_counts_and_bed_starts_at_zero(tmp_path: Path) -> None:
    path = bed(tmp_path, f"chr6 0 {BEFORE} 9", f"chr6 {BEFORE} {BEFORE + 2} 800", f"chr6 {BEFORE + 2} {BEFORE + 9} 650")
    assert depths(path, G2032) == [650]


def test_a_codon_with_an_uncovered_position_is_not_covered(tmp_path: Path) -> None:
    assert depths(bed(tmp_path, f"6 {BEFORE} {BEFORE + 2} 800"), G2032) == [None]
    assert depths(bed(tmp_path, "2 90 200 700", "2 4999 5000 400"), SPLIT, G2032) == [400, None]


def test_zero_depth_is_covered_by_the_file(tmp_path: Path) -> None:
    assert depths(bed(tmp_path, f"6 0 {BEFORE + 50} 0"), G2032) == [0]


def test_the_lower_depth_counts_where_regions_overlap(tmp_path: Path) -> None:
    path = bed(tmp_path, f"6 {BEFORE} {BEFORE + 9} one 512.90", f"6 {BEFORE - 9} {BEFORE + 9} two 499.99")
    assert depths(path, G2032) == [499]


@pytest.mark.parametrize(("label", "depth"), [("0:1", 0), ("500:2000", 500), ("2000:inf", 2000)])
def test_a_quantized_interval_vouches_for_its_lower_bound(tmp_path: Path, label: str, depth: int) -> None:
    assert depths(bed(tmp_path, f"chr6 {BEFORE} {BEFORE + 3} {label}"), G2032) == [depth]


@pytest.mark.parametrize("csi", [True, False])
def test_an_index_gives_what_reading_gives(tmp_path: Path, csi: bool) -> None:
    lines = [f"chr2 {start} {start + 7} {start % 91}" for start in range(0, 9000, 7)]
    path = bed(tmp_path, *lines, f"chr6 {BEFORE} {BEFORE + 3} 77")
    packed = tmp_path / "whole.bed.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    streamed = depths(path, SPLIT, G2032)
    assert streamed == [7, 77]
    assert depths(packed, SPLIT, G2032) == streamed
    assert depths(bgzipped(path, csi=csi), SPLIT, G2032) == streamed


def test_a_reference_block_gives_its_minimum_up_to_its_end(tmp_path: Path) -> None:
    start, end = BEFORE - 20, G2032.positions[1]
    path = vcf(
        tmp_path,
        f"chr6|{start}|.|A|<NON_REF>|.|.|END={end}|GT:DP:MIN_DP|0/0:412:380",
        f"chr6|{end + 1}|.|C|T,<NON_REF>|50|.|DP=399|GT:AD:DP|0/1:300,90,0:390",
    )
    assert depths(path, G2032) == [380]


def test_one_row_a_position_is_read_with_or_without_a_depth_of_the_sample(tmp_path: Path) -> None:
    first, second, third = G2032.positions
    path = vcf(
        tmp_path,
        f"chr6|{first}|.|C|.|100|PASS|DP=17619|GT:AD:VF|0/0:17582:0.002",
        f"chr6|{second}|.|C|T|100|PASS|DP=3581|GT:AD|0/1:3000,278",
        f"chr6|{third}|.|C|.|100|PASS|DP=3100|GT|0/0",
    )
    assert depths(path, G2032) == [3100]


def test_flow_corrected_depth_counts_and_nocall_was_not_assessed(tmp_path: Path) -> None:
    row = f"chr6|{G2032.positions[0]}|.|CCC|TCC|9|%s|DP=2000|GT:DP:FDP:FRO:FAO|%s:2000:1500:1500:0"
    assert depths(vcf(tmp_path, row % ("PASS", "0/0")), G2032) == [1500]
    assert depths(vcf(tmp_path, row % ("NOCALL", "./.")), G2032) == [None]


def test_filtered_reads_of_strelka_are_no_depth(tmp_path: Path) -> None:
    path = vcf(tmp_path, f"chr6|{G2032.positions[0]}|.|CCC|TCC|.|PASS|.|DP:FDP:SDP|287:2:0")
    assert depths(path, G2032) == [287]


def test_symbolic_events_cover_nothing(tmp_path: Path) -> None:
    path = vcf(tmp_path, "chr6|1|.|N|<CNV>|.|PASS|END=170000000;DP=900|GT:DP|0/1:900")
    assert depths(path, G2032) == [None]


def test_of_several_samples_the_named_one_is_read(tmp_path: Path) -> None:
    row = f"chr6|{G2032.positions[0]}|.|CCC|TCC|9|PASS|DP=90|GT:DP|0/0:30|0/1:60"
    path = vcf(tmp_path, row, columns="N|T")
    assert depths(path, G2032, tumour_sample="T") == [60]
    with pytest.raises(InputError, match="holds the samples N, T; name one of them as tumour_sample"):
        depths(path, G2032)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("#chrom start end region 100X",), "line 1: is a thresholds file of mosdepth"),
        (("6 5 900",), "line 1: is not a mosdepth BED"),
        (("6 5 9 7", "6 x 9 7"), "line 2: 'x' to '9' is not a range"),
        (("6 5 9 CALLABLE",), "line 1: 'CALLABLE' is not a depth"),
    ],
)
def test_another_kind_of_file_is_refused(tmp_path: Path, lines: tuple[str, ...], told: str) -> None:
    with pytest.raises(InputError, match=told):
        depths(bed(tmp_path, *lines), G2032)


def test_a_vcf_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a record of the VCF is broken"):
        depths(vcf(tmp_path, "chr6|117317182|.|C"), G2032)


def test_an_index_of_another_file_is_not_used(tmp_path: Path) -> None:
    codon = f"chr6 {G2032.positions[0] - 1} {G2032.positions[2]} 70"
    for name in ("mine", "other"):
        (tmp_path / name).mkdir()
    path = bgzipped(bed(tmp_path / "mine", *["chr6 5 9 7"] * 5000, codon), csi=False)
    other = bgzipped(bed(tmp_path / "other", "chr6 5 9 7"), csi=False)
    assert depths(path, G2032) == [70]
    shutil.copy(f"{other}.tbi", f"{path}.tbi")
    assert depths(path, G2032) == [70]
