"""One sample: from its files to its result."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, replace

from ros1annot import __version__
from ros1annot.digest import sha256_of
from ros1annot.inputs import Fingerprint
from ros1annot.interpret.build import interpret
from ros1annot.knowledge import Knowledge
from ros1annot.model import Event, Sample, SmallVariant
from ros1annot.patient.before import earlier_to_row
from ros1annot.read.sample import read_sample
from ros1annot.result import SCHEMA_VERSION, Result


def fingerprint(sample: Sample, knowledge: Knowledge) -> Fingerprint:
    """What the sample's result depends on.

    Raises:
        InputError: an input file is missing or cannot be read.
    """
    digests = {file.path: sha256_of(file.path) for file in sample.inputs}
    files = [(f.kind.value, f.shown_as, f.caller, digests[f.path]) for f in sample.inputs]
    text = json.dumps([_described(sample), files, knowledge.digest], sort_keys=True)
    return Fingerprint(hashlib.sha256(text.encode()).hexdigest(), digests)


def process(sample: Sample, knowledge: Knowledge, prints: Fingerprint) -> Result:
    """Read, annotate and interpret one sample; ``prints`` is its :func:`fingerprint`.

    Raises:
        InputError: a file cannot be used; the message says which, why, and what to do.
    """
    inputs = read_sample(sample, knowledge, prints)
    result = interpret(sample, inputs, knowledge)
    return replace(result, sample=_described(sample), provenance=_provenance(knowledge, prints.value, inputs.events))


def failed_result(sample: Sample, knowledge: Knowledge, reason: str) -> Result:
    """The result of a sample that could not be processed: it says so, and nothing else."""
    return Result(
        schema_version=SCHEMA_VERSION,
        status="failed",
        sample=_described(sample),
        summary=knowledge.wording.say("summary", "failed", reason=reason),
        error=reason,
        provenance=_provenance(knowledge, "", ()),
    )


def _described(sample: Sample) -> dict[str, object]:
    """The sheet's row as the result shows it, under the sheet's column names (the id under ``name``)."""
    return {
        "name": sample.name,
        "patient": sample.patient,
        "specimen": sample.specimen,
        "site": sample.site,
        "collected": sample.collected,
        "disease": sample.disease,
        "assembly": sample.assembly,
        "tumour_sample": sample.tumour_sample,
        "driver": list(sample.drivers),
        "current_therapy": list(sample.current_therapy),
        "prior_therapies": list(sample.prior_therapies),
        "tumour_fraction": sample.tumour_fraction,
        "extra": dict(sample.extra),
        **earlier_to_row(sample),
    }


def _provenance(knowledge: Knowledge, digest: str, events: Sequence[Event]) -> dict[str, object]:
    genes = sorted({event.gene for event in events if isinstance(event, SmallVariant)})
    table = knowledge.table
    overlay = {"overlay": asdict(table.overlay)} if table.overlay else {}
    return {
        "version": __version__,
        "table": {"name": table.name, "version": table.version, "sha256": table.sha256},
        **overlay,
        "transcripts": {gene: knowledge.genome.genes[gene].reporting.accession for gene in genes},
        "parameters": asdict(knowledge.parameters),
        "fingerprint": digest,
    }
