"""What a row is to this patient, given the drugs taken."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from ros1annot.result import Role
from ros1annot.table.model import Effect


@dataclass(frozen=True, slots=True)
class Therapy:
    """The patient's drugs under their generic names; partners of a combination are named beside it."""

    current: tuple[str, ...]
    prior: tuple[str, ...]
    current_partners: Collection[str] = ()
    prior_partners: Collection[str] = ()

    @property
    def known(self) -> bool:
        """Whether any drug is given: without a history, resistance is potential, never acquired (rules.md Q1)."""
        return bool(self.current or self.prior)

    def mark(self, drug: str) -> Literal["current", "prior", ""]:
        """Whether the drug is taken now, was taken, or neither."""
        if drug in self.current:
            return "current"
        return "prior" if drug in self.prior else ""

    def role(self, drug: str, effect: Effect, *, driver: bool) -> Role:
        """The role of a row that can decide (docs/interpretation.md, Roles)."""
        if effect is Effect.SENSITIVE:
            return Role.DRIVER if driver else Role.SUPPORTS
        if drug in self.current or drug in self.current_partners:
            return Role.EXPLAINS_CURRENT_RESISTANCE
        if drug in self.prior or drug in self.prior_partners:
            return Role.EXPECTED_FROM_PRIOR_THERAPY
        return Role.ARGUES_AGAINST
