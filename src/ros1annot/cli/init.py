"""``ros1annot init``: a config, a sample sheet and a cluster's profile, to fill in.

The sheet may come filled from what a pipeline has written.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from ros1annot.errors import UsageError
from ros1annot.outputs.choose import Row
from ros1annot.outputs.sheet import Found, look_into, sheet_text
from ros1annot.profiles import CLUSTERS, profile_file
from ros1annot.resources import config_file
from ros1annot.samples import COLUMNS
from ros1annot.write.files import atomic_write

_EXAMPLE = {
    "sample": "LUNG-07",
    "patient": "P07",
    "specimen": "tissue",
    "collected": "2024-03-31",
    "vcf": "LUNG-07.vcf.gz",
    "fusions": "LUNG-07.arriba.tsv",
    "depth": "LUNG-07.per-base.bed.gz",
    "current_therapy": "crizotinib",
}
_NEXT = """\
One row a sample in samples.tsv: `sample` and at least one input; empty cells are fine, and lines that begin
with # are skipped. {fill}Then:

    ros1annot run {folder}/samples.tsv -o {folder}/results --config {folder}/config.yaml{profile}
"""
_FILL = "No pipeline knows the specimen, the disease and the therapies: fill them in. "
_SITE = "{profile}/config.yaml explains what a job asks for: give it your account and queue. "


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``init``."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="folder to write to; it is made if missing")
    parser.add_argument(
        "--from",
        dest="results",
        action="append",
        default=[],
        type=Path,
        metavar="RESULTS",
        help="results of nf-core/sarek, nf-core/rnafusion, hydra-genetics, or files named after their sample; "
        "may be given again",
    )
    parser.add_argument("--reference", type=Path, metavar="FASTA", help="genome of the CRAM files among the results")
    parser.add_argument(
        "--profile", choices=CLUSTERS, help="also a copy of this cluster's profile, for your account and queue"
    )


def main(args: argparse.Namespace) -> int:
    """Write ``config.yaml``, ``samples.tsv`` and perhaps a profile into ``DIR``, and say what comes next."""
    folder: Path = args.folder
    config, sheet = folder / "config.yaml", folder / "samples.tsv"
    profile = folder / args.profile / "config.yaml" if args.profile else None
    written = [path for path in (config, sheet, profile) if path]
    for path in written:
        if path.exists() or path.is_symlink():
            raise UsageError(f"{path} is there already and is not overwritten; choose another folder")
    found = look_into(args.results, args.reference) if args.results else None
    if found:
        print(*_account(found), sep="\n", file=sys.stderr)
    atomic_write(config, _config(args.reference))
    atomic_write(sheet, sheet_text(found, folder) if found else _empty_sheet())
    if profile:
        atomic_write(profile, profile_file(args.profile).read_text(encoding="utf-8"))
    print(*written, sep="\n")
    fill = (_FILL if found else "") + (_SITE.format(profile=profile.parent) if profile else "")
    print(_NEXT.format(folder=folder, fill=fill, profile=f" --profile {profile.parent}" if profile else ""), end="")
    return 0


def _empty_sheet() -> str:
    example = "\t".join(_EXAMPLE.get(column, "") for column in COLUMNS)
    return "\t".join(COLUMNS) + f"\n# {example}\n"


def _config(reference: Path | None) -> str:
    text = config_file("config.yaml").read_text(encoding="utf-8")
    text = text.replace("samples: config/samples.tsv", "samples: samples.tsv")
    return text.replace("reference: null", f'reference: "{reference.resolve()}"') if reference else text


def _account(found: Found) -> Iterator[str]:
    """What was found, what is left to the user, and what is in no row."""
    yield f"{len(found.rows)} samples in results of {', '.join(found.layouts)}"
    for row in found.rows:
        yield from _told(row)
    yield from (f"note: {note}" for note in found.notes)
    yield from (f"left out: {file.path} ({file.why})" for file in found.left_out)


def _told(row: Row) -> Iterator[str]:
    called = f" ({' and '.join(row.names)})" if row.names != (row.sample,) else ""
    for kind, files in row.files.items():
        yield f"{row.sample}{called}: {kind}: {', '.join(str(find.path) for find in files)}"
    for kind, files in row.unsure.items():
        yield f"{row.sample}{called}: {kind}: NOT FILLED IN, choose one: {', '.join(str(find.path) for find in files)}"
