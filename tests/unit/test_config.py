"""A config that is wrong is told before any work, by every command that takes one."""

from pathlib import Path

import pytest

from ros1annot.cli import main
from ros1annot.config import read_config
from workflow_runs import GOOD, write_sheet


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("paramters: {min_alt_reads: 5}", "'paramters' was unexpected"),
        ("resistance_overlay: lab.tsv", "lab.tsv does not exist; correct the path, which is relative to the config"),
        ("reference: 7", "reference: 7 is not of type 'string', 'null'"),
        ("formats: [pdf]", "'pdf' is not one of"),
        ("parameters: {min_alt_reads: many}", "parameters: invalid literal"),
        ("parameters: []", "parameters: [] is not of type 'object'"),
        ("- slurm", "the config is not a mapping"),
        ("a: [", "the config cannot be read"),
    ],
)
@pytest.mark.parametrize("command", ["annotate", "run"])
def test_a_wrong_config_ends_with_2(
    command: str, text: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet, config = write_sheet(tmp_path, {"a": GOOD}), tmp_path / "config.yaml"
    config.write_text(f"{text}\n")
    assert main([command, str(sheet), "-o", str(tmp_path / "out"), "--config", str(config)]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "out" / "a").exists()


def test_an_empty_config_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").touch()
    assert read_config(tmp_path / "config.yaml").resistance_table is None
