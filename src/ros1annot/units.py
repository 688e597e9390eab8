"""Quantities as sentences and reports write them."""


def percent(fraction: float) -> str:
    """A measured fraction, to three digits: ``12.3 %``, ``0.42 %``, ``0.052 %``; only zero is ``0 %``."""
    value = fraction * 100
    if value == 0 or value >= 99.95:
        return f"{value:.0f} %"
    if value >= 0.995:
        return f"{value:.1f}".removesuffix(".0") + " %"
    places = 2 if value >= 0.0995 else 3
    return f"{value:.{places}f} %" if round(value, places) else "< 0.001 %"
