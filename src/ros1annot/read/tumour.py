"""Which sample column of a VCF is the tumour.

The sheet's word comes first, then the header's, then the names of the columns. A column is never guessed by
its place, but where a caller vouches for the order (Strelka2: normal first; VarDict: tumour first).
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ros1annot.errors import InputError
from ros1annot.read.header import VcfHeader

_FIELD = re.compile(r"[<,]\s*(\w+)=(\"[^\"]*\"|[^,>]*)")
_COMMAND_TUMOUR = re.compile(
    r"(?:--?(?:tumor|tumour)(?:[-_](?:sample|name))?|--RGSM-tumor|tumor_sample_name)[ =]\"?([^\s\",>]+)"
)
_COMMAND_NORMAL = re.compile(
    r"(?:--?(?:normal|reference)(?:[-_](?:sample|name))?|--RGSM|normal_sample_name)[ =]\"?([^\s\",>]+)"
)
_COMMAND_KEYS = re.compile(r"\w*(?:command|cmd)\w*[.=]|MuTect=", re.IGNORECASE)
_TCGA_SAMPLE_TYPE = re.compile(r"TCGA-\w\w-\w{4}-(\d\d)", re.IGNORECASE)
_TUMOUR_WORDS = frozenset({"t", "tumor", "tumour", "tum", "cancer", "primary", "metastasis", "relapse", "plasma"})
_NORMAL_WORDS = frozenset({"n", "normal", "norm", "germline", "blood", "control", "ctrl", "match", "matched", "ref",
                           "reference", "healthy", "pbmc", "buffy"})  # fmt: skip
_SHOWN = 4


def tumour_column(path: Path, header: VcfHeader, stated: str | None) -> int | None:
    """Number (from 0) of the tumour's sample column; ``None`` where the file has none, whatever was stated.

    Raises:
        InputError: the stated sample is not there; the only column is a normal's; or several could be the
        tumour.
    """
    samples = header.samples
    if not samples:
        return None
    if stated is not None:
        if stated in samples:
            return samples.index(stated)
        raise InputError(path, f"has no sample {stated}; {_listed(samples)}, correct the name")
    candidates = _candidates(header)
    if len(candidates) == 1:
        return samples.index(candidates[0])
    if not candidates:
        raise InputError(path, f"holds the normal sample only; {_listed(samples)}, so it says nothing of a tumour")
    raise InputError(
        path,
        f"{_listed(candidates)}, and each could be the tumour; name it (sheet column `tumour_sample`, or "
        "--tumour-sample)",
    )


def _candidates(header: VcfHeader) -> list[str]:
    """The columns that could be the tumour, by the first source that knows of one."""
    samples = header.samples
    for tumours, normals in (_from_header(header), _from_names(samples)):
        named = [sample for sample in samples if sample in tumours and sample not in normals]
        others = [sample for sample in samples if sample not in normals]
        if named:
            return [sample for sample in named if "rna" not in _words(sample)] or named
        if len(others) < len(samples):
            return others
    return [samples[place] for place in _by_caller(header)]


def _from_header(header: VcfHeader) -> tuple[set[str], set[str]]:
    """Names of tumours and of normals that the ``##`` lines give, columns or not."""
    tumours = {*header.values("tumor_sample"), *_in_commands(header, _COMMAND_TUMOUR)}
    normals = {*header.values("normal_sample"), *_in_commands(header, _COMMAND_NORMAL)}
    for fields in _structured(header, "SAMPLE"):
        names = {fields.get("ID", ""), fields.get("SampleName", "")}
        told = f"{fields.get('ID', '')} {fields.get('Genomes', '')}"
        tumours |= names if _is_tumour(told) else set()
        normals |= names if _is_normal(told) else set()
    for fields in _structured(header, "PEDIGREE"):
        tumours.add(fields.get("Derived", ""))
        normals.add(fields.get("Original", ""))
    return tumours, normals


def _in_commands(header: VcfHeader, pattern: re.Pattern[str]) -> Iterator[str]:
    for line in header.meta:
        if _COMMAND_KEYS.match(line):
            yield from pattern.findall(line)


def _structured(header: VcfHeader, key: str) -> Iterator[dict[str, str]]:
    for value in header.values(key):
        yield {name: text.strip('"') for name, text in _FIELD.findall(value)}


def _from_names(samples: tuple[str, ...]) -> tuple[set[str], set[str]]:
    """Columns whose names say tumour or normal: by a word, a TCGA code, or a last letter that tells a pair apart."""
    tumours = {sample for sample in samples if _is_tumour(sample)}
    normals = {sample for sample in samples if _is_normal(sample)}
    if len(samples) == 1:
        return tumours, normals if samples[0].lower() == "normal" else set()
    if not tumours and not normals and len({sample[:-1] for sample in samples}) == 1:
        tumours = {sample for sample in samples if sample[-1:] in {"T", "t"}}
        normals = {sample for sample in samples if sample[-1:] in {"N", "R", "n", "r"}}
        return tumours, normals
    return tumours, normals


def _by_caller(header: VcfHeader) -> Iterable[int]:
    places = range(len(header.samples))
    if len(header.samples) == 2:
        sources = " ".join(header.values("source")).lower()
        if "strelka" in sources:
            return [1]
        if "vardict" in sources:
            return [0]
    return places


def _is_tumour(name: str) -> bool:
    barcode = _TCGA_SAMPLE_TYPE.match(name)
    if barcode is not None:
        return int(barcode[1]) < 10
    return bool(_words(name) & _TUMOUR_WORDS) and not _words(name) & _NORMAL_WORDS


def _is_normal(name: str) -> bool:
    barcode = _TCGA_SAMPLE_TYPE.match(name)
    if barcode is not None:
        return 10 <= int(barcode[1]) < 20
    return bool(_words(name) & _NORMAL_WORDS) and not _words(name) & _TUMOUR_WORDS


def _words(name: str) -> set[str]:
    return set(re.split(r"[^a-z0-9]+", name.lower()))


def _listed(samples: Iterable[str]) -> str:
    names = list(samples)
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"its columns are {', '.join(names[:_SHOWN])}{more}"
