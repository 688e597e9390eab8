"""The sample sheet: what is read of it, and what it is told when it is wrong."""

from pathlib import Path

import pytest
import yaml

from ros1annot.errors import UsageError
from ros1annot.model import Assembly, InputKind, Specimen
from ros1annot.resources import workflow_file
from ros1annot.samples import COLUMNS, missing_files, read_sheet, single_sample


def sheet(folder: Path, *lines: str, name: str = "samples.tsv", encoding: str = "utf-8") -> Path:
    """A sheet beside an input file ``a.vcf``; ``|`` in a line stands for a tab."""
    (folder / "a.vcf").touch()
    path = folder / name
    path.write_text("\n".join(line.replace("|", "\t") for line in lines) + "\n", encoding=encoding)
    return path


def problems(path: Path) -> str:
    with pytest.raises(UsageError) as caught:
        read_sheet(path)
    return str(caught.value)


def test_a_full_row_is_read_into_a_sample(tmp_path: Path) -> None:
    values = {
        "sample": "L-07", "patient": "P7", "specimen": "ctDNA", "site": "plasma", "collected": "2024-03-31",
        "disease": "GIST", "assembly": "GRCh37", "vcf": "a.vcf;mutect2:b/c.vcf", "fusions": "Arriba:f.tsv",
        "tumour_sample": "T", "driver": "CD74::ROS1; ROS1::CD74", "current_therapy": "Crizotinib",
        "prior_therapies": "osimertinib +Gefitinib;imatinib", "tumour_fraction": "0.35", "ward": "7b",
    }  # fmt: skip
    (sample,) = read_sheet(sheet(tmp_path, "|".join(values), "|".join(values.values())))
    assert (sample.name, sample.patient, sample.specimen) == ("L-07", "P7", Specimen.CTDNA)
    assert (sample.site, sample.collected, sample.disease) == ("plasma", "2024-03-31", "GIST")
    assert sample.assembly is Assembly.GRCH37
    assert [(f.kind, f.path, f.shown_as, f.caller) for f in sample.inputs] == [
        (InputKind.VCF, tmp_path / "a.vcf", "a.vcf", None),
        (InputKind.VCF, tmp_path / "b/c.vcf", "b/c.vcf", "mutect2"),
        (InputKind.FUSIONS, tmp_path / "f.tsv", "f.tsv", "arriba"),
    ]
    assert sample.drivers == ("CD74::ROS1", "ROS1::CD74")
    assert sample.current_therapy == ("crizotinib",)
    assert sample.prior_therapies == ("osimertinib + gefitinib", "imatinib")
    assert (sample.tumour_sample, sample.tumour_fraction) == ("T", 0.35)
    assert sample.extra == {"ward": "7b"}


def test_empty_cells_and_na_are_not_supplied(tmp_path: Path) -> None:
    header = "sample|vcf|patient|specimen|assembly|driver|tumour_fraction|ward"
    (sample,) = read_sheet(sheet(tmp_path, header, "a|a.vcf|NA|||NA| |NA"))
    assert (sample.patient, sample.specimen, sample.assembly, sample.tumour_fraction) == (None,) * 4
    assert (sample.drivers, sample.disease, sample.extra) == ((), "NSCLC", {})


def test_auto_leaves_the_assembly_to_the_files(tmp_path: Path) -> None:
    (sample,) = read_sheet(sheet(tmp_path, "sample|vcf|assembly", "a|a.vcf|auto"))
    assert sample.assembly is None


def test_csv_with_byte_order_mark_and_quotes_is_read(tmp_path: Path) -> None:
    lines = ("Sample,vcf,site", '"a",a.vcf,"lung, left"')
    (sample,) = read_sheet(sheet(tmp_path, *lines, name="s.csv", encoding="utf-8-sig"))
    assert (sample.name, sample.site) == ("a", "lung, left")


def test_american_spelling_names_the_same_column(tmp_path: Path) -> None:
    (sample,) = read_sheet(sheet(tmp_path, "sample|vcf|tumor_sample|tumor_fraction", "a|a.vcf|T|0.5"))
    assert (sample.tumour_sample, sample.tumour_fraction, sample.extra) == ("T", 0.5, {})


def test_comments_empty_lines_and_trailing_separators_are_skipped(tmp_path: Path) -> None:
    path = sheet(tmp_path, "# who asked", "sample|vcf||", "", "a|a.vcf||", "# b|a.vcf", "c|a.vcf")
    assert [sample.name for sample in read_sheet(path)] == ["a", "c"]


@pytest.mark.parametrize("cell", [r"C:\data\a.vcf", "./arriba:x.vcf", "/data/a.vcf"])
def test_only_a_word_before_a_colon_forces_a_caller(tmp_path: Path, cell: str) -> None:
    (sample,) = read_sheet(sheet(tmp_path, "sample|vcf", f"a|{cell}"))
    assert (sample.inputs[0].shown_as, sample.inputs[0].caller) == (cell, None)


def test_a_missing_file_alone_is_left_to_its_sample(tmp_path: Path) -> None:
    (gone, whole) = read_sheet(sheet(tmp_path, "sample|vcf", "gone|no.vcf", "whole|a.vcf"))
    assert missing_files(gone) == ["vcf: 'no.vcf' does not exist; correct the path"]
    assert missing_files(whole) == []


def test_all_problems_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    told = problems(
        sheet(
            tmp_path,
            "sample|specimen|collected|assembly|vcf|tumour_fraction",
            "../x|tissue|2024-03-31|GRCh38|a.vcf|0.2",
            "b|plasma|31.3.2024|hg19|https://host/x.vcf|45%",
            "",
            "c|tissue||||",
            "B|||||",
            "|||x||",
            "d||||no.vcf|",
        )
    )
    assert told.splitlines()[0].endswith("the sample sheet has 13 problems:")
    for beginning in (
        "line 2, sample: '../x'",
        "line 3, specimen: 'plasma': write tissue or ctDNA",
        "line 3, collected: '31.3.2024'",
        "line 3, assembly: 'hg19': write GRCh37 (for hg19",
        "line 3, tumour_fraction: '45%'",
        "line 3, vcf: 'https://host/x.vcf'",
        "line 5, inputs: there is none",
        "line 6, inputs: there is none",
        "line 7, inputs: there is none",
        "line 6, sample: 'B' is 'b' of line 3 again",
        "line 7, sample: the cell is empty",
        "line 7, assembly: 'x'",
        "line 8, vcf: 'no.vcf' does not exist",
    ):
        assert f"\n  {beginning}" in told


@pytest.mark.parametrize("name", ["cohort", "Patients", "con", "LPT1.txt", "a..b", "a.", "-a", "a/b", "a b", "x" * 65])
def test_an_id_that_cannot_name_a_folder_is_refused(tmp_path: Path, name: str) -> None:
    assert "line 2, sample: " in problems(sheet(tmp_path, "sample|vcf", f"{name}|a.vcf"))


@pytest.mark.parametrize("day", ["2024-02-30", "2024-3-1", "20240301"])
def test_a_day_that_is_none_is_refused(tmp_path: Path, day: str) -> None:
    assert "write the day as YYYY-MM-DD" in problems(sheet(tmp_path, "sample|vcf|collected", f"a|a.vcf|{day}"))


@pytest.mark.parametrize("fraction", ["1.01", "-0.1", "nan", "0,5", "35"])
def test_a_fraction_outside_0_to_1_is_refused(tmp_path: Path, fraction: str) -> None:
    told = problems(sheet(tmp_path, "sample|vcf|tumour_fraction", f"a|a.vcf|{fraction}"))
    assert "write a fraction from 0 to 1" in told


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("specimen|vcf", "tissue|a.vcf"), "the column `sample` is missing"),
        (("sample|vcf|vcf", "a|a.vcf|a.vcf"), "there are 2 columns `vcf`"),
        (("sample||vcf", "a||a.vcf"), "a column has no name"),
        (("sample|vcf|fusion", "a|a.vcf|b"), "the column `fusion` would not be read: write `fusions`"),
        (("sample|vcf", "a|a.vcf|x"), "line 2: more cells than the header has columns"),
        (("sample|vcf",), "there is no row under the header"),
        (("sample;vcf", "a;a.vcf"), "cells are separated by `;`"),
        (("",), "the sample sheet is empty"),
        (("sample|vcf", 'a|"a.vcf', "b|a.vcf"), "a quotation mark is opened and never closed"),
        (("sample|vcf", 'a|"a.vcf', 'b|a.vcf"'), "line 2: a cell holds a line break"),
    ],
)
def test_a_table_of_the_wrong_shape_is_refused(tmp_path: Path, lines: tuple[str, ...], told: str) -> None:
    assert told in problems(sheet(tmp_path, *lines))


def test_a_sheet_that_is_no_utf8_text_is_refused(tmp_path: Path) -> None:
    assert "is not UTF-8 text" in problems(sheet(tmp_path, "sample|vcf", "a|ä.vcf", encoding="latin-1"))
    assert "does not exist" in problems(tmp_path / "none.tsv")


def test_one_sample_is_made_of_plain_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.vcf").touch()
    sample = single_sample("S", {"vcf": "a.vcf", "assembly": "GRCh38", "driver": ""})
    assert (sample.name, sample.assembly, sample.inputs[0].path) == ("S", Assembly.GRCH38, Path("a.vcf"))
    with pytest.raises(UsageError, match=r"sample 'S' has 1 problem:\n  vcf: 'b\.vcf' does not exist"):
        single_sample("S", {"vcf": "b.vcf"})
    with pytest.raises(UsageError, match="specimen: 'blood': write tissue or ctDNA"):
        single_sample("S", {"vcf": "a.vcf", "specimen": "blood"})


def test_the_schema_knows_every_column() -> None:
    schema = yaml.safe_load(workflow_file("schemas", "samples.schema.yaml").read_text(encoding="utf-8"))
    assert tuple(schema["properties"]) == COLUMNS
