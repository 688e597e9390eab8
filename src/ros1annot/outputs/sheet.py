"""A sample sheet from folders of results, with an account of every file that could have been an input."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from ros1annot.errors import UsageError
from ros1annot.model import InputKind
from ros1annot.outputs.choose import LeftOut, Row, choose
from ros1annot.outputs.layouts import Find, recognise
from ros1annot.samples import COLUMNS, id_problem

# Folders in which pipelines keep their own work, not their results.
_WORK = ("work", "pipeline_info", "references")
_COULD_BE_INPUT = re.compile(r".*\.(?:vcf|vcf\.gz|bcf|bam|cram)|.*fusion.*\.(?:tsv|txt|csv)")
_LOOKS_FORCED = re.compile(r"[A-Za-z][A-Za-z0-9_-]+:")


@dataclass(frozen=True, slots=True)
class Found:
    """What is in the folders.

    Attributes:
        notes: what is to be known of files that are used.
    """

    layouts: tuple[str, ...]
    rows: tuple[Row, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]


def look_into(folders: Sequence[Path], reference: Path | None) -> Found:
    """Recognise the files below folders of results and say which are inputs of which sample.

    Args:
        folders: such as the `--outdir` of nf-core/sarek; links to folders are not followed.
        reference: FASTA of CRAM files, without which they cannot be read.

    Raises:
        UsageError: a folder does not exist, or there is no file in any of them that could be used.
    """
    finds: list[Find] = []
    left: list[LeftOut] = []
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"--from {folder}: is not a folder; give the one a pipeline wrote its results to")
        found, unknown = recognise(_files(folder))
        for find in found:
            path = PurePosixPath(folder / find.path)
            why = _unusable(find, Path(path), reference)
            if why:
                left.append(LeftOut(path, why))
            else:
                finds.append(replace(find, path=path))
        unnamed = (PurePosixPath(folder / path) for path in unknown if _COULD_BE_INPUT.fullmatch(path.name))
        left += [LeftOut(path, "not where a known layout has an input") for path in unnamed]
    rows, others = choose(finds)
    if not rows:
        raise UsageError(_nothing(folders, [*left, *others]))
    used = [find for row in rows for files in row.files.values() for find in files]
    notes = dict.fromkeys(f"{find.path}: {find.rule.note}" for find in used if find.rule.note)
    layouts = dict.fromkeys(find.rule.layout for find in finds)
    return Found(tuple(layouts), tuple(rows), tuple(sorted(left + others, key=lambda file: file.path)), tuple(notes))


def _nothing(folders: Sequence[Path], left: Sequence[LeftOut]) -> str:
    """One sentence, and below it the files that might have been meant."""
    what = f"--from {', '.join(map(str, folders))}: holds no input that can be used; fill the sheet by hand"
    return "\n  ".join([what, *(f"left out: {file.path} ({file.why})" for file in left)])


def sheet_text(found: Found, folder: Path) -> str:
    """The sheet; paths are relative to its folder where the results were named by a relative path."""
    lines = ["\t".join(COLUMNS)]
    for row in found.rows:
        for kind, files in row.unsure.items():
            lines.append(f"# {row.sample}, {kind}: choose from {' '.join(_cell(find, folder) for find in files)}")
        cells = {kind.value: ";".join(_cell(find, folder) for find in files) for kind, files in row.files.items()}
        line = "\t".join([row.sample, *(cells.get(column, "") for column in COLUMNS[1:])])
        lines.append(line if cells else f"# {line}")
    return "\n".join(lines) + "\n"


def _files(folder: Path) -> Iterator[PurePosixPath]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _WORK)
        yield from (PurePosixPath(parent, name).relative_to(folder.as_posix()) for name in sorted(names))


def _unusable(find: Find, path: Path, reference: Path | None) -> str | None:
    """Why a recognised file cannot stand in a sheet."""
    if find.rule.kind is None:
        return None
    if problem := id_problem(find.sample):
        return problem
    if re.search(r"[;\t\n\r\"]", str(path)):
        return "its path has a character that a cell of a sheet cannot hold"
    if find.rule.kind is InputKind.ALIGNMENTS:
        return _unreadable(path, reference)
    return None


def _unreadable(path: Path, reference: Path | None) -> str | None:
    ends = (".bai", ".csi") if path.suffix == ".bam" else (".crai",)
    if not any(index.is_file() for end in ends for index in (Path(f"{path}{end}"), path.with_suffix(end))):
        return f"it has no index ({ends[0]}) beside it"
    if path.suffix == ".cram" and reference is None:
        return "a CRAM file needs the genome it was compressed against: add --reference FASTA"
    return None


def _cell(find: Find, folder: Path) -> str:
    path = str(find.path)
    if not find.path.is_absolute():
        path = os.path.relpath(path, folder)
    return f"./{path}" if _LOOKS_FORCED.match(path) else path
