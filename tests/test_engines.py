"""Other engines than SLURM: every command line of docs/cluster.md is planned, and an object store is used."""

import json
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import boto3
import pytest

from workflow_runs import DEMO, REPOSITORY, environment

DOCS = (REPOSITORY / "docs" / "cluster.md").read_text(encoding="utf-8")
COMMANDS = [command for command in re.findall(r"^\$ (.+)$", DOCS, re.MULTILINE) if not command.startswith("pip ")]
EXAMPLE = REPOSITORY / "examples" / "object-storage"
CALLS = {
    "LUNG-07": "ros1-l2026m.lofreq.vcf",
    "LUNG-08": "alk-c1156y-l1198f.mutect2.vcf",
    "LUNG-09": "ros1-l2026m.lofreq.vcf",
}
ACCOUNT = {"aws_access_key_id": "nobody", "aws_secret_access_key": "nothing", "region_name": "us-east-1"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an S3 server on this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("s3") / "server.log"
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with log.open("w") as told, subprocess.Popen(command, stdout=told, stderr=told) as server:
        for _ in range(300):
            with socket.socket() as attempt:
                if attempt.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        else:
            pytest.fail(f"the S3 server did not start: {log.read_text()}")
        yield f"http://127.0.0.1:{port}"
        server.terminate()


@pytest.fixture(scope="module")
def bucket(store: str) -> Iterator[str]:
    """The bucket of the docs, with the sheet of the example and what it names."""
    client = boto3.client("s3", endpoint_url=store, **ACCOUNT)
    client.create_bucket(Bucket="lab")
    client.upload_file(str(EXAMPLE / "config" / "samples.tsv"), "lab", "run/config/samples.tsv")
    for sample, file in CALLS.items():
        client.upload_file(str(DEMO / file), "lab", f"run/calls/{sample}.vcf")
    yield "lab"
    client.close()


def run(command: str, folder: Path, store: str) -> subprocess.CompletedProcess[str]:
    keys: Mapping[str, str] = {
        "AWS_ACCESS_KEY_ID": ACCOUNT["aws_access_key_id"],
        "AWS_SECRET_ACCESS_KEY": ACCOUNT["aws_secret_access_key"],
        "SNAKEMAKE_STORAGE_S3_ACCESS_KEY": ACCOUNT["aws_access_key_id"],
        "SNAKEMAKE_STORAGE_S3_SECRET_KEY": ACCOUNT["aws_secret_access_key"],
        "SNAKEMAKE_STORAGE_S3_ENDPOINT_URL": store,
        "SNAKEMAKE_STORAGE_S3_REGION": ACCOUNT["region_name"],
    }
    words = [sys.executable, "-m", *shlex.split(command)]
    env = {**environment(folder), **keys, "PYTHONPATH": str(REPOSITORY / "src")}
    return subprocess.run(words, cwd=folder, env=env, capture_output=True, text=True, check=False)


def prepared(command: str, tmp_path: Path) -> Path:
    """The folder in which the docs start a command: a clone, or a copy of the example."""
    if command.startswith("ros1annot"):
        (tmp_path / "config").symlink_to(REPOSITORY / "config")
        (tmp_path / "resources").symlink_to(REPOSITORY / "resources")
        return tmp_path
    return Path(shutil.copytree(EXAMPLE, tmp_path / "example"))


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.usefixtures("bucket")
def test_a_command_line_of_the_docs_is_planned(command: str, store: str, tmp_path: Path) -> None:
    done = run(f"{command} --dry-run", prepared(command, tmp_path), store)
    assert done.returncode == 0, done.stderr
    assert "annotate" in done.stdout + done.stderr
    assert "This was a dry-run" in done.stdout + done.stderr


def test_the_docs_name_every_engine_that_they_promise() -> None:
    for engine in ("--profile lsf", "--profile sge", "--executor kubernetes", "--executor aws-batch"):
        assert any(engine in command for command in COMMANDS)


def test_an_object_store_gives_the_inputs_and_takes_the_results(store: str, bucket: str, tmp_path: Path) -> None:
    (command,) = (command for command in COMMANDS if "--cores" in command)
    folder = prepared(command, tmp_path)
    done = run(f"{command} --shared-fs-usage none", folder, store)
    assert done.returncode == 0, done.stderr
    client = boto3.client("s3", endpoint_url=store, **ACCOUNT)
    listed = client.list_objects_v2(Bucket=bucket, Prefix="run/results/")["Contents"]
    names = {entry["Key"].removeprefix("run/results/") for entry in listed}
    assert {f"{sample}/{sample}.{kind}" for sample in CALLS for kind in ("json", "html", "tsv")} <= names
    table = client.get_object(Bucket=bucket, Key="run/results/cohort/samples.tsv")["Body"].read().decode()
    assert [line.split("\t")[:2] for line in table.splitlines()[1:]] == [[sample, "ok"] for sample in CALLS]
    later = json.load(client.get_object(Bucket=bucket, Key="run/results/LUNG-09/LUNG-09.json")["Body"])
    assert [driver["earlier_sample"] for driver in later["drivers"]] == ["LUNG-07"]
    assert {"patients/P07.html", "patients/P07.json", "cohort/changes.tsv"} <= names
    assert not (folder / "results").exists()
    client.close()
