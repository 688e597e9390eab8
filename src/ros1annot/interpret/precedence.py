"""The order of precedence: every situation that can decide a drug, first to last, and the call that it gives.

docs/interpretation.md holds this table in words; ``tests/unit/test_precedence.py`` compares the two, line by line.
"""

from enum import StrEnum

from ros1annot.result import Call


class Basis(StrEnum):
    """The situations. Of several that a drug is in, the first of this list decides; each has a sentence of its own."""

    NOT_ACTIVE = "not_active"
    RESISTANT = "resistant"
    RESISTANT_DRIVER = "resistant_driver"
    REDUCED_SENSITIVITY = "reduced_sensitivity"
    REDUCED_SENSITIVITY_DRIVER = "reduced_sensitivity_driver"
    CONFLICT = "conflict"
    DISPUTED = "disputed"
    PHASE_UNDETERMINED = "phase_undetermined"
    RESIDUE = "residue"
    UNVERIFIED = "unverified"
    NO_DATA_COMPOUND = "no_data_compound"
    NO_DATA_DRIVER = "no_data_driver"
    NO_DATA = "no_data"
    NO_DATA_BYPASS = "no_data_bypass"
    COMBINATION_NO_DATA = "combination_no_data"
    DOSE_NO_DATA = "dose_no_data"
    DRIVER_NOT_SHOWN = "driver_not_shown"
    SENSITIVE = "sensitive"
    NOT_ASSESSABLE = "not_assessable"
    NO_KNOWN_RESISTANCE_NO_DRIVER = "no_known_resistance_no_driver"
    NO_KNOWN_RESISTANCE_NON_INFORMATIVE = "no_known_resistance_non_informative"
    NO_KNOWN_RESISTANCE_NO_HOTSPOT = "no_known_resistance_no_hotspot"
    NO_KNOWN_RESISTANCE_UNCONFIRMED = "no_known_resistance_unconfirmed"
    NO_KNOWN_RESISTANCE = "no_known_resistance"
    NOT_TESTED = "not_tested"
    UNKNOWN_DRUG = "unknown_drug"

    @property
    def rank(self) -> int:
        """Its place in the order, from 0."""
        return _RANK[self]

    @property
    def call(self) -> Call:
        """The call that it gives."""
        return _CALL[self]


_RANK = {basis: rank for rank, basis in enumerate(Basis)}
_CALL = {
    Basis.NOT_ACTIVE: Call.NOT_ACTIVE,
    Basis.RESISTANT: Call.RESISTANT,
    Basis.RESISTANT_DRIVER: Call.RESISTANT,
    Basis.REDUCED_SENSITIVITY: Call.REDUCED_SENSITIVITY,
    Basis.REDUCED_SENSITIVITY_DRIVER: Call.REDUCED_SENSITIVITY,
    Basis.CONFLICT: Call.UNCERTAIN,
    Basis.DISPUTED: Call.UNCERTAIN,
    Basis.PHASE_UNDETERMINED: Call.UNCERTAIN,
    Basis.RESIDUE: Call.UNCERTAIN,
    Basis.UNVERIFIED: Call.UNCERTAIN,
    Basis.NO_DATA_COMPOUND: Call.UNCERTAIN,
    Basis.NO_DATA_DRIVER: Call.UNCERTAIN,
    Basis.NO_DATA: Call.UNCERTAIN,
    Basis.NO_DATA_BYPASS: Call.UNCERTAIN,
    Basis.COMBINATION_NO_DATA: Call.UNCERTAIN,
    Basis.DOSE_NO_DATA: Call.UNCERTAIN,
    Basis.DRIVER_NOT_SHOWN: Call.UNCERTAIN,
    Basis.SENSITIVE: Call.SENSITIVE,
    Basis.NOT_ASSESSABLE: Call.NOT_ASSESSABLE,
    Basis.NO_KNOWN_RESISTANCE_NO_DRIVER: Call.NO_KNOWN_RESISTANCE,
    Basis.NO_KNOWN_RESISTANCE_NON_INFORMATIVE: Call.NO_KNOWN_RESISTANCE,
    Basis.NO_KNOWN_RESISTANCE_NO_HOTSPOT: Call.NO_KNOWN_RESISTANCE,
    Basis.NO_KNOWN_RESISTANCE_UNCONFIRMED: Call.NO_KNOWN_RESISTANCE,
    Basis.NO_KNOWN_RESISTANCE: Call.NO_KNOWN_RESISTANCE,
    Basis.NOT_TESTED: Call.NOT_TESTED,
    Basis.UNKNOWN_DRUG: Call.NOT_TESTED,
}
