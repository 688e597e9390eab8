"""Cis or trans from the fragments that span two variants. Pure.

The question is where the molecules of the rarer variant are: of its ``K = a + r`` spanning fragments, ``a`` carry the
other variant too (alt/alt), and ``r`` do not. ``r`` is the smaller of the two single-alt counts, so whatever is said
of it holds for the other single-alt haplotype as well; a parent clone that carries the commoner variant alone does
not speak against cis.

*Seen.* A haplotype is seen where it has at least ``min_alt_reads`` fragments (C3), and errors alone would give as
many with a probability of at most 1 %:

- alt/alt comes from a single-alt fragment, misread at its other place or joined by PCR from two molecules. Without a
  cis molecule, each of the ``m = a + ra + ar`` alt-bearing fragments is alt/alt with probability ``s``
  (``phase_error_rate``), so ``a ~ Binomial(m, s)``. Two errors in one ref/ref fragment are left out as too rare.
- A single-alt fragment comes from alt/alt with probability ``s``, and from ref/ref by one background error with
  probability ``b`` (``error_rate``). The sum of two binomials of unlike chance has a lighter upper tail than the one
  binomial over all trials with the mean chance (Hoeffding 1956), so that one is used: it errs towards "not seen".

*Excluded.* A haplotype that is not seen may have been missed. It is excluded where, if it held 40 % of the rarer
variant's molecules, so few of ``K`` fragments would show it with a probability of at most 5 %: from ``K = 6`` on with
none, 10 with one, 13 with two, 17 with three.

========================  =====================  ================
alt/alt (``a``)           single alt (``r``)     verdict
========================  =====================  ================
seen                      seen                   mixed
seen                      excluded, not seen     cis
excluded, not seen        seen                   trans
anything else                                    undetermined
========================  =====================  ================

Cis and trans need ``K >= min_phase_fragments`` besides. Both speak of the majority of the rarer variant's molecules: a
minor part in the other arrangement, below what errors give, stays unseen.
"""

from ros1annot.binomial import at_least, at_most
from ros1annot.model import Haplotypes
from ros1annot.parameters import Parameters
from ros1annot.result import PhaseVerdict

ERROR_CHANCE = 0.01
"""Probability with which errors alone may look like a haplotype."""
MISSED_CHANCE = 0.05
"""Probability with which a haplotype of :data:`MINOR_SHARE` may be missed."""
MINOR_SHARE = 0.4
"""Share of the rarer variant's molecules from which the other arrangement has to be excluded."""


def verdict_of(counts: Haplotypes, parameters: Parameters) -> PhaseVerdict:
    """The verdict by the rule of this module."""
    both, alone = counts.alt_alt, min(counts.ref_alt, counts.alt_ref)
    carriers = both + alone
    seen_both = _seen(both, both + counts.ref_alt + counts.alt_ref, parameters.phase_error_rate, parameters)
    seen_alone = stands_alone(alone, counts, parameters)
    if seen_both and seen_alone:
        return PhaseVerdict.MIXED
    if carriers >= parameters.min_phase_fragments:
        if seen_both and _excluded(alone, carriers):
            return PhaseVerdict.CIS
        if seen_alone and _excluded(both, carriers):
            return PhaseVerdict.TRANS
    return PhaseVerdict.UNDETERMINED


def stands_alone(alone: int, counts: Haplotypes, parameters: Parameters) -> bool:
    """Whether one of the two single-alt haplotypes, of ``alone`` fragments, is seen: more than errors give."""
    carriers = counts.alt_alt + alone
    trials = carriers + counts.ref_ref
    errors = parameters.phase_error_rate * carriers + parameters.error_rate * counts.ref_ref
    return alone > 0 and _seen(alone, trials, errors / trials, parameters)


def _seen(fragments: int, trials: int, error: float, parameters: Parameters) -> bool:
    return fragments >= parameters.min_alt_reads and at_least(fragments, trials, error) <= ERROR_CHANCE


def _excluded(fragments: int, carriers: int) -> bool:
    return at_most(fragments, carriers, MINOR_SHARE) <= MISSED_CHANCE
