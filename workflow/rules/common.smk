import json
from pathlib import Path

from snakemake.exceptions import WorkflowError
from snakemake.utils import validate

from ros1annot import __version__
from ros1annot.batches import batches_of
from ros1annot.errors import Ros1annotError
from ros1annot.resources import resource
from ros1annot.samples import read_sheet

validate(config, "../schemas/config.schema.yaml")

RESULTS = config["results"]
STATE = f"{RESULTS}/.workflow"  # no sample id begins with a full stop
COHORT_PAGE = f"{RESULTS}/cohort/index.html"

try:
    SAMPLES = {sample.name: sample for sample in read_sheet(Path(config["samples"]))}
except Ros1annotError as error:
    raise WorkflowError(str(error)) from error

BATCHES = batches_of(list(SAMPLES), config["batch_size"])

# What every result depends on beside its sample: the shipped resources, and a table of the laboratory's own.
TABLE = config["resistance_table"]
KNOWLEDGE = sorted(
    str(path)
    for folder in (resource(), resource("transcripts"))
    for path in folder.iterdir()
    if path.suffix in (".tsv", ".toml", ".fasta")
)
if TABLE:
    KNOWLEDGE.append(TABLE)


wildcard_constraints:
    batch=r"\d+-[0-9a-f]+",
