"""What every sample of a batch shares: the genes, the table, the sentences and the thresholds. Loaded once."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from ros1annot import __version__
from ros1annot.annotate.transcripts import Genome
from ros1annot.digest import sha256_of
from ros1annot.interpret.background import refuse_unknown_sites
from ros1annot.interpret.cautions import Cautions, load_cautions
from ros1annot.interpret.wording import Wording, load_wording
from ros1annot.parameters import EngineConfig, Parameters
from ros1annot.resources import resource
from ros1annot.table.load import load_table
from ros1annot.table.model import ResistanceTable


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The shared resources, and a digest over their content and the program's version.

    Attributes:
        annotation: digest of what variants and fusions are named by: the program's version and its genes.
        reference: FASTA to decode CRAM files with; not in the digest, since they hold a checksum of it themselves.
    """

    genome: Genome
    table: ResistanceTable
    wording: Wording
    cautions: Cautions
    parameters: Parameters
    digest: str
    reference: Path | None = None
    annotation: str = ""


def load_knowledge(config: EngineConfig) -> Knowledge:
    """Load the shared resources.

    Raises:
        ResourceError: the resistance table or a file beside it breaks a rule.
        UsageError: a threshold names a hotspot that the table does not have.
    """
    genome = Genome.load(extra=config.transcripts)
    table = load_table(config.resistance_table, genome, config.resistance_overlay)
    refuse_unknown_sites(config.parameters, table, genome)
    wording, cautions = resource("wording.toml"), resource("cautions.tsv")
    overlay = table.overlay.sha256 if table.overlay else ""
    parts = [__version__, table.sha256, overlay, sha256_of(wording), sha256_of(cautions), config.parameters.digest()]
    parts.append(sha256_of(resource("report_labels.toml")))
    annotation = _annotation_digest(config.transcripts)
    digest = hashlib.sha256("\n".join([*parts, annotation]).encode()).hexdigest()
    return Knowledge(
        genome=genome,
        table=table,
        wording=load_wording(wording),
        cautions=load_cautions(cautions, genome),
        parameters=config.parameters,
        digest=digest,
        reference=config.reference,
        annotation=annotation,
    )


def _annotation_digest(own: Path | None) -> str:
    folders = [resource("transcripts"), resource("fusions"), *([own] if own else [])]
    files = [file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file()]
    parts = [__version__, *(f"{file.name} {sha256_of(file)}" for file in files)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
