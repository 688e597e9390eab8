"""Real splice files: the events that FORMATS.md names in them."""

from pathlib import Path

import pytest

from ros1annot.annotate.transcripts import Genome
from ros1annot.model import InputFile, InputKind
from ros1annot.read.splice import read_splice
from ros1annot.read.splice_events import splice_variants

TSO500 = "copy_number/AWGL__TSO500_post_processing/sample_CombinedVariantOutput.tsv"
CTAT = "fusions/ctat-splicing/ctat_splicing_test.cancer.introns"


@pytest.mark.parametrize(
    ("name", "caller", "rows", "reads"),
    [(CTAT, "ctat-splicing", 5, {"EGFR vIII": 74289, "MET exon 14 skipping": 5947}),
     (TSO500, "tso500", 2, {"EGFR vIII": 64, "MET exon 14 skipping": 91})],
)  # fmt: skip
def test_the_named_events_are_found(
    shared: Path, genome: Genome, name: str, caller: str, rows: int, reads: dict[str, int]
) -> None:
    table = read_splice(InputFile(InputKind.FUSIONS, shared / "data" / name, name))
    assert table is not None
    assert (table.caller, table.rows) == (caller, rows)
    found = splice_variants(table.calls, genome, None)
    assert {f"{event.gene} {event.name}": event.calls[0].reads for event in found} == reads
