"""One drug's call from the rows that a sample meets: the order of docs/interpretation.md, as code. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ros1annot.interpret.precedence import Basis
from ros1annot.result import Call, Match, PhaseVerdict
from ros1annot.table.model import Effect, Status

_LEVELS = "ABCD"
_AGAINST = {
    Effect.NOT_ACTIVE: Basis.NOT_ACTIVE,
    Effect.RESISTANT: Basis.RESISTANT,
    Effect.REDUCED_SENSITIVITY: Basis.REDUCED_SENSITIVITY,
}
_OF_DRIVER = {
    Basis.RESISTANT: Basis.RESISTANT_DRIVER,
    Basis.REDUCED_SENSITIVITY: Basis.REDUCED_SENSITIVITY_DRIVER,
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row for one drug that the sample's counted alterations meet, its driver context and phase holding.

    Attributes:
        finding: index of the finding that shows the row.
        group: the events of the alteration or compound that meets the row.
        driver: the row is about the driver itself, which alone never makes a drug ``sensitive``.
        phase_open: the phase that the row needs, where the sample's phase is not determined.
        phase_mixed: the phase that the row needs, where the sample has molecules of both.
    """

    finding: int
    group: frozenset[int]
    effect: Effect
    level: str
    status: Status
    match: Match
    driver: bool = False
    phase_open: PhaseVerdict | None = None
    phase_mixed: PhaseVerdict | None = None

    @property
    def decides(self) -> bool:
        """Whether the row has the standing to decide."""
        return self.status is not Status.UNVERIFIED and self.match is not Match.RESIDUE


@dataclass(frozen=True, slots=True)
class Answer:
    """What one alteration, or the whole sample, says of a drug.

    Attributes:
        basis: the situation, which has a call and a sentence.
        because: findings behind it.
        group: the events behind it.
        level: level of the deciding evidence; ``None`` where no row decided.
    """

    basis: Basis
    because: tuple[int, ...] = ()
    group: frozenset[int] = frozenset()
    level: str | None = None

    @property
    def call(self) -> Call:
        """The call of its situation."""
        return self.basis.call


def strongest(answers: Iterable[Answer]) -> Answer | None:
    """The answer that the drug's call follows: by precedence, then by level of evidence."""
    return min(answers, key=lambda a: (a.basis.rank, a.level or "Z", sorted(a.group)), default=None)


def combined(answers: Iterable[Answer]) -> Answer | None:
    """The answer of :func:`strongest` with all alterations that give it, so that no cause goes unnamed.

    Its level is the highest of them; for activity the lowest, since activity against all is as sure as the least sure.
    """
    found = list(answers)
    first = strongest(found)
    if first is None:
        return None
    alike = sorted((a for a in found if a.basis is first.basis), key=lambda a: (a.level or "Z", sorted(a.group)))
    levels = [a.level for a in alike if a.level is not None]
    pick = max if first.basis is Basis.SENSITIVE else min
    return Answer(
        first.basis,
        tuple(dict.fromkeys(index for a in alike for index in a.because)),
        frozenset().union(*(a.group for a in alike)),
        pick(levels, default=None),
    )


def answer_of_group(rows: Sequence[Evidence]) -> Answer | None:
    """What one alteration (all ``rows`` share its events) says of one drug; ``None``: nothing of weight."""
    deciding = [row for row in rows if row.decides]
    if not deciding:
        return _without_standing(rows)
    if any(row.match is Match.COMPOUND for row in deciding):
        deciding = [row for row in deciding if row.match is Match.COMPOUND]
    best = min(_LEVELS.index(row.level) for row in deciding)
    top = [row for row in deciding if _LEVELS.index(row.level) == best]
    if any(row.match is not Match.CLASS for row in top):
        top = [row for row in top if row.match is not Match.CLASS]
    because, group, level = tuple(row.finding for row in top), top[0].group, top[0].level
    effects = {row.effect for row in top}
    against = [basis for effect, basis in _AGAINST.items() if effect in effects]
    if against and Effect.SENSITIVE in effects:
        return Answer(Basis.CONFLICT, because, group, level)
    if against:
        basis = min(against, key=lambda basis: basis.rank)
        of_driver = all(row.driver for row in top)
        return Answer(_OF_DRIVER.get(basis, basis) if of_driver else basis, because, group, level)
    active = [row for row in top if not row.driver]
    if not active:
        return None
    disputed = any(row.status is Status.DISPUTED for row in active)
    return Answer(Basis.DISPUTED if disputed else Basis.SENSITIVE, because, group, level)


def _without_standing(rows: Sequence[Evidence]) -> Answer | None:
    """Rows that are shown and cannot decide: an unlisted change at a listed residue, or unconfirmed sources."""
    rows = [row for row in rows if not (row.driver and row.effect is Effect.SENSITIVE)]
    if not rows:
        return None
    listed = [row for row in rows if row.match is not Match.RESIDUE]
    because = tuple(row.finding for row in listed or rows)
    return Answer(Basis.UNVERIFIED if listed else Basis.RESIDUE, because, rows[0].group)


def answers(rows: Sequence[Evidence]) -> list[Answer]:
    """The answers of all alterations to one drug, compounds taking the place of their parts.

    A compound whose phase is open is answered for both cases; where the two calls differ the result is
    ``uncertain`` and carries the findings of both. Where the sample has both kinds of molecules, each kind answers
    for itself.
    """
    if any(row.phase_mixed for row in rows):
        kinds = (
            [replace(row, phase_mixed=None) for row in rows if row.phase_mixed in (None, kind)]
            for kind in (PhaseVerdict.CIS, PhaseVerdict.TRANS)
        )
        return [answer for kind in kinds for answer in answers(kind)]
    needs_phase = frozenset().union(*(row.group for row in rows if row.phase_open))
    in_cis, in_trans = (
        _answers_by_group([row for row in rows if row.phase_open in (None, case)])
        for case in (PhaseVerdict.CIS, PhaseVerdict.TRANS)
    )
    one, other = strongest(in_cis), strongest(in_trans)
    if (one and one.call) == (other and other.call):
        return in_cis
    because = {finding for answer in (one, other) if answer for finding in answer.because}
    undetermined = Answer(Basis.PHASE_UNDETERMINED, tuple(sorted(because)), needs_phase)
    return [*(answer for answer in in_trans if not answer.group & needs_phase), undetermined]


def _answers_by_group(rows: Sequence[Evidence]) -> list[Answer]:
    groups = {row.group for row in rows}
    standing = {row.group for row in rows if row.decides}
    kept = [group for group in groups if not any(group < larger for larger in standing)]
    found = (answer_of_group([row for row in rows if row.group == group]) for group in kept)
    return [answer for answer in found if answer is not None]
