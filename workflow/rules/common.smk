import json
import os
from pathlib import Path

from snakemake.exceptions import WorkflowError
from snakemake.utils import validate

from ros1annot import __version__
from ros1annot.batches import batches_of
from ros1annot.errors import Ros1annotError
from ros1annot.manifest import drop_outdated, stamps
from ros1annot.patient.therapies import read_therapies
from ros1annot.resources import resource
from ros1annot.samples import read_sheet
from ros1annot.wildcards import refuse_braces

validate(config, "../schemas/config.schema.yaml")

RESULTS = config["results"]
SHEET = local(config["samples"])  # a module's prefix is for what the module makes
STATE = f"{RESULTS}/.workflow"  # no sample id begins with a full stop
COHORT_PAGE = f"{RESULTS}/cohort/index.html"

try:
    SAMPLES = {sample.name: sample for sample in read_sheet(Path(config["samples"]))}
    refuse_braces(RESULTS, SAMPLES.values())
except Ros1annotError as error:
    raise WorkflowError(str(error)) from error

drop_outdated(Path(STATE, "manifests"), Path(RESULTS), config["formats"])

PATIENTS = {name: sample.patient for name, sample in SAMPLES.items() if sample.patient}
BATCHES = batches_of(list(SAMPLES), config["batch_size"], PATIENTS)
MANIFESTS = [f"{STATE}/manifests/{batch}.json" for batch in BATCHES]

# Files of the laboratory's own lie relative to the config, as `ros1annot annotate --config` has it.
CONFIG_FOLDER = (
    Path(workflow.configfiles[-1]).parent if workflow.configfiles else Path()
)
OWN_FILES = {
    key: (CONFIG_FOLDER / config[key]).resolve()
    for key in (
        "resistance_table",
        "resistance_overlay",
        "reference",
        "transcripts",
        "therapies",
    )
    if config[key]
}

THERAPIES = (
    str((CONFIG_FOLDER / config["therapies"]).resolve())
    if config["therapies"]
    else None
)
try:
    if THERAPIES:
        read_therapies(Path(THERAPIES), str)
except Ros1annotError as error:
    raise WorkflowError(str(error)) from error

TIMELINE_OPTIONS = [
    f"--within={config['timeline']['within_days']}",
    f"--run-variation={config['timeline']['run_variation']}",
    *([f"--therapies={THERAPIES}"] if THERAPIES else []),
]

# What every result depends on beside its sample. Files beside an own table may replace shipped ones.
KNOWLEDGE = [str(OWN_FILES["therapies"])] if "therapies" in OWN_FILES else []
KNOWLEDGE += sorted(
    str(path)
    for folder in (
        resource(),
        resource("transcripts"),
        resource("fusions"),
        *(
            OWN_FILES[key].parent
            for key in ("resistance_table", "resistance_overlay")
            if key in OWN_FILES
        ),
        *([OWN_FILES["transcripts"]] if "transcripts" in OWN_FILES else []),
    )
    for path in folder.iterdir()
    if path.suffix in (".tsv", ".toml", ".fasta")
)


def files_of(batch: str) -> list[Path]:
    return [file.path for name in BATCHES[batch] for file in SAMPLES[name].inputs]


def is_made(path: Path) -> bool:
    """Whether a rule upstream makes the file; they name it from the working folder."""
    return any(step.is_producer(os.path.relpath(path)) for step in workflow.rules)


def input_files(batch: str) -> list[str]:
    """Files of a batch's samples. A missing one that nothing upstream makes is left out; its sample fails with that."""
    found = []
    for path in files_of(batch):
        if path.is_file():
            found.append(str(path))
        elif is_made(path):
            found.append(
                local(os.path.relpath(path))
            )  # a module's prefix is not for others' files
    return found


wildcard_constraints:
    batch=r"\d+-[0-9a-f]+",
