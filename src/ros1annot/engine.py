"""One sample: from its files to its result."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

from ros1annot import __version__
from ros1annot.digest import FileDigest, digest_of, require_unchanged
from ros1annot.inputs import Fingerprint, Inputs, Reading
from ros1annot.interpret.build import interpret
from ros1annot.knowledge import Knowledge
from ros1annot.model import Event, InputKind, Sample, SmallVariant
from ros1annot.patient.before import earlier_to_row
from ros1annot.read.sample import read_sample
from ros1annot.result import SCHEMA_VERSION, Result

_WITH_HOTSPOTS = frozenset({InputKind.ALIGNMENTS, InputKind.DEPTH})


def fingerprint(sample: Sample, knowledge: Knowledge, known: Mapping[str, FileDigest] | None = None) -> Fingerprint:
    """What the sample's result, and what is read of it, depend on.

    Args:
        sample: its row of the sheet.
        knowledge: the shared knowledge.
        known: digests of its files that were taken before, by their paths in the sheet.

    Raises:
        InputError: an input file is missing or cannot be read.
    """
    before = known or {}
    digests = {file.path: digest_of(file.path, before.get(file.shown_as)) for file in sample.inputs}
    files = [(f.kind.value, f.shown_as, f.caller, digests[f.path].sha256) for f in sample.inputs]
    reading = _digest(sample.name, sample.assembly, sample.tumour_sample, files, _looked_for(sample, knowledge))
    return Fingerprint(_digest(_described(sample), reading, knowledge.digest), reading, digests)


def _digest(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _looked_for(sample: Sample, knowledge: Knowledge) -> list[object]:
    """What of the shared knowledge the reading of such a sample depends on.

    The resistance table only says which hotspots are looked at in alignments and depths, and which genes in copy
    numbers; so a table with other rows on the same ones leaves what was read as it is.
    """
    kinds, table = {file.kind for file in sample.inputs}, knowledge.table
    parts: list[object] = [knowledge.annotation]
    if kinds & _WITH_HOTSPOTS:
        parts.append([(spot.gene, spot.transcript, spot.residue) for spot in table.hotspots(table.contexts)])
    if InputKind.COPY_NUMBER in kinds:
        parts += [sorted(table.index), knowledge.parameters.of_copy_number()]
    if InputKind.ALIGNMENTS in kinds:
        parts.append(knowledge.parameters.of_alignments())
    return parts


def process(sample: Sample, knowledge: Knowledge, prints: Fingerprint) -> Result:
    """Read, annotate and interpret one sample; ``prints`` is its :func:`fingerprint`.

    Raises:
        InputError: a file cannot be used; the message says which, why, and what to do.
    """
    return judge(sample, read(sample, knowledge, prints).inputs, knowledge, prints)


def read(sample: Sample, knowledge: Knowledge, prints: Fingerprint) -> Reading:
    """Read and annotate one sample, whose :func:`fingerprint` is ``prints``.

    Raises:
        InputError: a file cannot be used; the message says which, why, and what to do.
    """
    # The rest of the row is for judging: what is read cannot depend on what its fingerprint leaves out.
    asked = Sample(sample.name, assembly=sample.assembly, tumour_sample=sample.tumour_sample, inputs=sample.inputs)
    inputs = read_sample(asked, knowledge, prints)
    for path, digest in prints.files.items():
        require_unchanged(path, digest)
    return Reading(prints.reading, inputs, {file.shown_as: prints.files[file.path].to_keep() for file in sample.inputs})


def judge(sample: Sample, inputs: Inputs, knowledge: Knowledge, prints: Fingerprint) -> Result:
    """Match and interpret what was read of a sample, now or earlier."""
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
