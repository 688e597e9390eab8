"""The workflow as users start it: `ros1annot run`, plain snakemake, and as a module of another pipeline."""

import fcntl
import json
import os
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from ros1annot.cli import main
from workflow_runs import DEMO, GOOD, REPOSITORY, environment, snakemake, statuses, times, tree, write_sheet


@pytest.fixture(autouse=True)
def ros1annot_on_path(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command and snakemake are found, also where the package was put on the path without being installed."""
    for name, value in environment(tmp_path_factory.mktemp("bin")).items():
        monkeypatch.setenv(name, value)


def test_a_broken_sample_stops_no_other_and_the_next_start_mends_only_it(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    gone, out = "not-there.vcf", tmp_path / "out"
    config = tmp_path / "config.yaml"
    config.write_text("batch_size: 2\nformats: [json, tsv]\nparameters: {min_alt_reads: 5}\n")
    command = ["run", "-o", str(out), "--cores", "2", "--config", str(config)]

    sheet = write_sheet(tmp_path, {"a": GOOD, "b": gone, "c": GOOD})
    assert main([*command, str(sheet)]) == 1
    told = capfd.readouterr()
    assert "warning: sample b will fail" in told.err
    assert "ros1annot: 3 of 3 samples looked at" in told.err
    assert "ros1annot: sample b failed: " in told.err
    assert told.out.endswith("cohort/index.html\n")
    assert statuses(out) == {"a": "ok", "b": "failed", "c": "ok"}
    assert sorted(path.suffix for path in (out / "a").iterdir() if path.name[0] != ".") == [".json", ".tsv"]

    made = times(out, ["a", "c"])
    sheet = write_sheet(tmp_path, {"a": GOOD, "b": GOOD, "c": GOOD})
    assert main([*command, str(sheet)]) == 0
    assert statuses(out) == {"a": "ok", "b": "ok", "c": "ok"}
    assert times(out, ["a", "c"]) == made

    assert main([*command, str(sheet)]) == 0
    assert "Nothing to be done" in capfd.readouterr().err


def test_a_cohort_page_that_cannot_be_written_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Also where samples failed, and the page is made behind the workflow's end."""
    sheet, out = write_sheet(tmp_path, {"a": "not-there.vcf"}), tmp_path / "out"
    (out / "cohort").mkdir(parents=True)
    (out / "cohort" / "samples.tsv").symlink_to(sheet)
    assert main(["run", str(sheet), "-o", str(out), "--cores", "1"]) == 2
    told = capfd.readouterr().err.splitlines()
    assert len([line for line in told if "samples.tsv: is a symbolic link" in line]) == 2
    assert "samples.tsv: is a symbolic link" in told[-1]


def test_a_wrong_start_ends_with_2_before_anything_is_done(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    sheet = write_sheet(tmp_path, {"a": GOOD})
    config = tmp_path / "config.yaml"
    config.write_text("batchsize: 2\n")
    command = ["run", str(sheet), "-o", str(tmp_path / "out")]
    assert main([*command, "--config", str(config)]) == 2
    assert "'batchsize' was unexpected" in capfd.readouterr().err
    config.write_text("therapies: therapies.tsv\n")
    (tmp_path / "therapies.tsv").write_text("patient\tdrug\tstart\tend\nP1\tosimertinib\t2024\t\n")
    assert main([*command, "--config", str(config)]) == 2
    assert "line 2, start: '2024' is not a day" in capfd.readouterr().err
    assert main([*command, "--profile", "none"]) == 2
    assert main([*command[:-1], str(tmp_path / "{run}")]) == 2
    assert "{run}: Snakemake takes a brace in a path for a wildcard; rename it" in capfd.readouterr().err
    assert main([*command, "--cores", "0"]) == 2
    sheet.write_text("sample\tvcf\n../a\tx.vcf\n")
    assert main(command) == 2
    assert "line 2, sample: '../a'" in capfd.readouterr().err
    assert not (tmp_path / "out" / "a").exists()


def test_a_second_run_in_one_folder_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    sheet = write_sheet(tmp_path, {"a": GOOD})
    lock = tmp_path / "out" / ".snakemake-run" / "lock"
    lock.parent.mkdir(parents=True)
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        assert main(["run", str(sheet), "-o", str(tmp_path / "out")]) == 2
    assert "another `ros1annot run` works here" in capfd.readouterr().err


def test_a_dry_run_makes_no_results_and_passes_options_on(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    sheet = write_sheet(tmp_path, {"a": GOOD})
    out = tmp_path / "out"
    assert main(["run", str(sheet), "-o", str(out), "--dry-run", "--snakemake", "--printshellcmds"]) == 0
    shown = "".join(capfd.readouterr())
    assert "--samples a" in shown
    assert {path.name for path in out.iterdir()} == {".snakemake-run"}


def test_another_pipeline_takes_it_as_a_module(tmp_path: Path) -> None:
    write_sheet(tmp_path, {"a": GOOD})
    (tmp_path / "Snakefile").write_text(
        "module ros1annot:\n"
        f"    snakefile: {str(REPOSITORY / 'workflow' / 'Snakefile')!r}\n"
        "    config: {'samples': 'samples.tsv', 'results': 'resistance'}\n"
        "    prefix: 'onward'\n"
        "use rule * from ros1annot as resistance_*\n"
        "rule mine:\n"
        "    default_target: True\n"
        "    input: rules.resistance_all.input\n"
    )
    done = snakemake("--cores", "1", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert statuses(tmp_path / "onward" / "resistance") == {"a": "ok"}


def test_the_module_example_waits_for_the_rules_before_it(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "examples", tmp_path / "examples")
    (tmp_path / "workflow").symlink_to(REPOSITORY / "workflow")
    pipeline = tmp_path / "examples" / "module"
    done = snakemake("--cores", "1", folder=pipeline)
    assert done.returncode == 0, done.stderr
    assert statuses(pipeline / "resistance") == {"LUNG-07": "ok"}


def test_run_snakemake_and_annotate_write_the_same_bytes(tmp_path: Path) -> None:
    sheet = tmp_path / "samples.tsv"
    rows = [
        ("b", "egfr-serial-2", "2024-02-08"), ("c", "ros1-plasma-shallow", ""), ("a", "egfr-serial-1", "2023-01-12")
    ]  # fmt: skip
    lines = [f"{name}\tP1\tctDNA\t{day}\t{DEMO / file}.mutect2.vcf.gz" for name, file, day in rows]
    sheet.write_text("\n".join(["sample\tpatient\tspecimen\tcollected\tvcf", *lines]) + "\n")
    ways = [tmp_path / name for name in ("run", "snakemake", "annotate")]
    assert main(["run", str(sheet), "-o", str(ways[0]), "--cores", "1"]) == 0

    config = ("--config", f"samples={sheet}", f"results={ways[1]}")
    done = snakemake("--cores", "1", "--snakefile", REPOSITORY / "workflow" / "Snakefile", *config, folder=REPOSITORY)
    assert done.returncode == 0, done.stderr

    assert main(["annotate", str(sheet), "-o", str(ways[2]), "--format", "html,tsv"]) == 0
    assert main(["patient", "--sheet", str(sheet), "-o", str(ways[2])]) == 0
    assert main(["cohort", "--sheet", str(sheet), "-o", str(ways[2])]) == 0
    by_run, by_snakemake, by_annotate = map(tree, ways)
    assert by_run == by_snakemake == by_annotate
    assert {"patients/P1.html", "patients/P1.json", "cohort/changes.tsv"} <= by_run.keys()
    assert b'href="../patients/P1.html"' in by_run["cohort/index.html"]


def test_therapies_and_a_failed_sample_reach_the_time_line_and_a_change_redoes_the_samples_it_is_about(
    tmp_path: Path,
) -> None:
    sheet, config, therapies = (tmp_path / name for name in ("samples.tsv", "config.yaml", "therapies.csv"))
    vcf = DEMO / "egfr-serial-1.mutect2.vcf.gz"
    sheet.write_text(f"sample\tpatient\tcollected\tvcf\na\tP1\t2023-01-12\t{vcf}\nb\tP1\t2024-01-12\tgone.vcf\n")
    config.write_text("therapies: therapies.csv\ntimeline: {within_days: 7}\n")
    command = ["run", str(sheet), "-o", str(tmp_path / "out"), "--cores", "1", "--config", str(config)]

    def time_line() -> Any:
        return json.loads((tmp_path / "out" / "patients" / "P1.json").read_text())

    therapies.write_text("patient,drug,start,end\nP1,Tagrisso,2023-02-01,\n")
    assert main(command) == 1
    assert [sample["status"] for sample in time_line()["samples"]] == ["ok", "failed"]
    assert [period["drug"] for period in time_line()["therapies"]] == ["osimertinib"]

    sheet.write_text(sheet.read_text().replace("gone.vcf", str(vcf)))
    assert main(command) == 0
    first, second = times(tmp_path / "out", ["a"]), times(tmp_path / "out", ["b"])
    therapies.write_text("patient,drug,start,end\nP1,Tagrisso,2023-02-01,\nP1,Tabrecta,2024-01-01,\n")
    assert main(command) == 0
    assert len(time_line()["therapies"]) == 2
    assert times(tmp_path / "out", ["a"]) == first
    assert times(tmp_path / "out", ["b"]) != second
    later = json.loads((tmp_path / "out" / "b" / "b.json").read_text())
    assert [drug["drug"] for drug in later["drugs"] if drug["therapy"] == "current"] == ["osimertinib", "capmatinib"]


def test_a_change_redoes_exactly_what_depends_on_it_and_the_log_of_the_batch_tells(tmp_path: Path) -> None:
    for name in ("a", "b"):
        shutil.copy(DEMO / "ros1-l2026m.lofreq.vcf", tmp_path / f"{name}.vcf")
    sheet = write_sheet(tmp_path, {"a": tmp_path / "a.vcf", "b": tmp_path / "b.vcf"})
    out, config = tmp_path / "out", tmp_path / "config.yaml"
    command = ["run", str(sheet), "-o", str(out), "--cores", "1", "--config", str(config)]

    def run(settings: str) -> dict[str, str]:
        config.write_text(f"batch_size: 2\nlog_format: json\n{settings}")
        assert main(command) == 0
        (log,) = (out / ".workflow" / "logs" / "annotate_batch").iterdir()
        return {line["sample"]: line["state"] for line in map(json.loads, log.read_text().splitlines())}

    assert run("") == {"a": "done", "b": "done"}
    before = times(out, ["a", "b"])
    text = (tmp_path / "a.vcf").read_text()
    (tmp_path / "a.vcf").write_text(text.replace("\n", "\n##note=changed\n", 1))
    assert run("") == {"a": "done", "b": "kept"}
    assert times(out, ["b"]) == before[1:]
    overlay = tmp_path / "overlay.tsv"
    header = (REPOSITORY / "resources" / "resistance.tsv").read_text().splitlines()
    overlay.write_text(next(line for line in header if not line.startswith("#")) + "\n")
    changed = "parameters: {min_alt_reads: 4}\nresistance_overlay: overlay.tsv\n"
    assert run(changed) == {"a": "judged", "b": "judged"}
    before = times(out, ["a", "b"])
    assert run(changed) == {"a": "judged", "b": "judged"}, "the log of the last start that had something to do"
    assert times(out, ["a", "b"]) == before


def test_a_lost_result_and_an_older_file_in_the_place_of_another_are_noticed(tmp_path: Path) -> None:
    for name in ("a", "b"):
        shutil.copy(DEMO / GOOD, tmp_path / f"{name}.vcf")
    sheet, out = write_sheet(tmp_path, {"a": tmp_path / "a.vcf", "b": tmp_path / "b.vcf"}), tmp_path / "out"
    command = ["run", str(sheet), "-o", str(out), "--cores", "1"]
    assert main(command) == 0
    before = tree(out)

    log = next((out / ".workflow" / "logs" / "annotate_batch").iterdir())
    log.write_text("")
    assert main(command) == 0
    assert not log.read_text(), "there was nothing to do"

    shutil.rmtree(out / "a")
    (out / "b" / "b.html").unlink()
    assert main(command) == 0
    assert tree(out) == before

    (tmp_path / "a.vcf").write_text((tmp_path / "a.vcf").read_text().replace("\n", "\n##note=older\n", 1))
    os.utime(tmp_path / "a.vcf", (1_000_000_000, 1_000_000_000))
    made = times(out, ["b"])
    assert main(command) == 0
    assert (out / "a" / "a.json").read_bytes() != before["a/a.json"]
    assert times(out, ["b"]) == made


def test_snakemake_finds_the_workflow_from_the_repository_and_has_nothing_to_complain_of(tmp_path: Path) -> None:
    given = ("--snakefile", REPOSITORY / "Snakefile", "--configfile", REPOSITORY / "config/config.yaml", "--config")
    found = (*given, f"results={tmp_path / 'results'}", f"samples={REPOSITORY / 'config/samples.tsv'}")
    linted = snakemake("--lint", *found, folder=tmp_path)
    assert linted.returncode == 0, linted.stderr
    planned = snakemake("--dry-run", "--cores", "1", *found, folder=tmp_path)
    assert planned.returncode == 0, planned.stderr
    assert "annotate_batch" in planned.stdout + planned.stderr


def test_the_report_holds_the_pages_of_the_samples_with_captions(tmp_path: Path) -> None:
    sheet = write_sheet(tmp_path, {"a": GOOD, "b": "alk-c1156y-l1198f.mutect2.vcf"})
    command = ["run", str(sheet), "-o", str(tmp_path / "out"), "--cores", "1", "--snakemake", "pages"]
    report = tmp_path / "report.zip"
    assert main(command) == 0
    assert main([*command, "--report", str(report)]) == 0
    with zipfile.ZipFile(report) as archive:
        pages = {Path(name).name: archive.read(name) for name in archive.namelist()}
    for sample in ("a", "b"):
        assert pages[f"{sample}.html"] == (tmp_path / "out" / sample / f"{sample}.html").read_bytes()
    assert pages["index.html"] == (tmp_path / "out" / "cohort" / "index.html").read_bytes()
    shown = pages["report.html"].decode()
    assert "One line a sample" in shown
    assert "The report of sample a: its driver" in shown
    assert "For research use only" in shown


def test_a_config_and_a_sheet_to_fill_in_are_written_once(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "new"
    assert main(["init", str(folder)]) == 0
    assert main(["init", str(folder)]) == 2
    assert "is there already and is not overwritten" in capfd.readouterr().err
    sheet = folder / "samples.tsv"
    assert main(["run", str(sheet), "-o", str(folder / "results")]) == 2
    assert "there is no row under the header" in capfd.readouterr().err

    example = sheet.read_text().splitlines()[1].removeprefix("# ")
    sheet.write_text(sheet.read_text() + example + "\n")
    shutil.copy(DEMO / "ros1-g2032r.arriba.tsv", folder / "LUNG-07.arriba.tsv")
    command = ["run", str(sheet), "-o", str(folder / "results"), "--config", str(folder / "config.yaml")]
    assert main([*command, "--dry-run"]) == 0
    assert "sample LUNG-07 will fail: vcf: 'LUNG-07.vcf.gz' does not exist" in capfd.readouterr().err


def test_a_cluster_s_profile_is_written_to_fill_in_and_is_used(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "new"
    assert main(["init", str(folder), "--profile", "slurm"]) == 0
    assert f"--config {folder}/config.yaml --profile {folder}/slurm\n" in capfd.readouterr().out
    profile = folder / "slurm" / "config.yaml"
    profile.write_text(profile.read_text().replace("# slurm_account: your_account", "slurm_account: lab"))
    sheet = write_sheet(folder, {"a": GOOD})
    command = ["run", str(sheet), "-o", str(folder / "results"), "--config", str(folder / "config.yaml")]
    assert main([*command, "--profile", str(folder / "slurm"), "--dry-run"]) == 0
    assert "slurm_account=lab" in capfd.readouterr().out
