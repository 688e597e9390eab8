"""The README is true: every command in it runs, and every file it points to is there."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ (.+?)(?:\s{2,}#.*)?$", README, re.MULTILINE)
BY_MAKE = {"make demo", "make test"}
"""`make test` is this suite, which `.ci/run` calls; `make demo` sets up an environment and has a test of its own."""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what a new user has cloned."""
    folder = tmp_path_factory.mktemp("clone") / "ros1annot"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this is not a git checkout, so that a clone of it cannot be made")
    for name in listed.stdout.decode().split("\0"):
        if name and (REPOSITORY / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(REPOSITORY / name, folder / name)
    return folder


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    beside = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    source = str(folder / "src")
    environment = os.environ | {"PATH": beside, "PYTHONPATH": source, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    words = shlex.split(command)
    if words[0] == "ros1annot":
        words = [sys.executable, "-m", *words]
    return subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_readme_has_commands() -> None:
    assert set(COMMANDS) >= BY_MAKE
    assert "make test" in (REPOSITORY / ".ci" / "run").read_text()


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("ros1annot")])
def test_a_command_of_the_readme_runs(command: str, checkout: Path) -> None:
    done = run(command, checkout)
    assert done.returncode == 0, done.stderr
    assert done.stdout or done.stderr


@pytest.mark.parametrize("target", re.findall(r"\]\(((?!https?:)[^)#]+)\)", README))
def test_a_link_of_the_readme_leads_somewhere(target: str) -> None:
    assert (REPOSITORY / target).is_file()


def test_the_package_installs_with_everything_inside_and_works_away_from_the_clone(
    checkout: Path, tmp_path: Path
) -> None:
    assert "pip install ." in COMMANDS
    target = tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target), "."]
    subprocess.run(pip, cwd=checkout, check=True, capture_output=True)
    environment = os.environ | {"PYTHONPATH": str(target)}
    for words in (["table", "check"], ["explain", "ROS1 G2032R"], ["init", str(tmp_path / "mine")]):
        command = [sys.executable, "-m", "ros1annot", *words]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    assert {"resources", "workflow", "config"} <= {path.name for path in (target / "ros1annot").iterdir()}

    def installed() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in target.rglob("*") if path.is_file()}

    before = installed()  # which may be on a disk that nobody can write to
    sheet = target / "ros1annot" / "config" / "samples.tsv"
    command = [sys.executable, "-m", "ros1annot", "run", str(sheet), "-o", str(tmp_path / "results"), "--cores", "2"]
    home = environment | {"HOME": str(tmp_path / "no-home")}
    done = subprocess.run(command, cwd=tmp_path, env=home, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert installed() == before


@pytest.mark.skipif(not (REPOSITORY / ".venv" / ".ready").is_file(), reason="`make test` has not made .venv here")
def test_make_demo_ends_with_the_pages_it_names(tmp_path: Path) -> None:
    command = ["make", "demo", f"DEMO={tmp_path / 'demo'}"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    named = re.findall(r"^(?:Cohort page|One report):\s+(\S+)$", done.stdout, re.MULTILINE)
    assert len(named) == 2
    assert all(Path(page).is_file() for page in named)
