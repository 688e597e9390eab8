"""Numbers in FORMAT and INFO fields; the one place that knows how callers spell them."""

from collections.abc import Mapping

from ros1annot.read.record import VcfRecord


def whole(values: Mapping[str, str], key: str) -> int | None:
    """The one whole number of a field; ``None`` where it is missing or holds several."""
    numbers = wholes(values, key)
    return numbers[0] if len(numbers) == 1 else None


def wholes(values: Mapping[str, str], key: str) -> tuple[int | None, ...]:
    """The whole numbers of a field, ``None`` for each that is missing; nothing where there is no field."""
    text = values.get(key, "")
    return tuple(int(part) if part.isdigit() else None for part in text.split(",")) if text else ()


def whole_of_allele(record: VcfRecord, key: str, allele: int) -> int | None:
    """Entry of one ALT (from 1) in a whole-number field that counts REF as well (``Number=R``)."""
    numbers = wholes(record.sample, key)
    return numbers[allele] if len(numbers) == len(record.alts) + 1 else None


def whole_of_alt(record: VcfRecord, key: str, allele: int) -> int | None:
    """Entry of one ALT (from 1) in a whole-number field without REF (``Number=A``)."""
    numbers = wholes(record.sample, key)
    return numbers[allele - 1] if len(numbers) == len(record.alts) else None


def fraction_of_alt(record: VcfRecord, values: Mapping[str, str], key: str, allele: int) -> float | None:
    """Entry of one ALT (from 1) in a field of fractions, whether the field counts REF as well or not.

    One number for several ALTs could mean any of them, so it is not read.
    """
    parts = values.get(key, "").split(",")
    if len(parts) == len(record.alts):
        return fraction(parts[allele - 1])
    return fraction(parts[allele]) if len(parts) == len(record.alts) + 1 else None


def fraction(text: str) -> float | None:
    """A fraction of 0 to 1, or ``None`` where the text is none."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 <= value <= 1 else None


def percent(text: str) -> float | None:
    """A percentage as a fraction: ``30.77%``, with a decimal comma, or with its sign escaped (``%25``)."""
    number, sign, _ = text.partition("%")
    if not sign:
        return None
    try:
        value = float(number.replace(",", "."))
    except ValueError:
        return None
    return round(value / 100, 6) if 0 <= value <= 100 else None


def ratio(part: int | None, total: int | None) -> float | None:
    """``part / total``, or ``None`` where one is not known or there is nothing to divide by."""
    if part is None or not total or part > total:
        return None
    return round(part / total, 6)
