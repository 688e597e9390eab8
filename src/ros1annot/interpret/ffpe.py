"""Changes that look like damage of the DNA by formalin (rules.md Q3). Pure."""

from ros1annot.model import SmallVariant, Strands
from ros1annot.parameters import Parameters

_DEAMINATION = frozenset({("C", "T"), ("G", "A")})


def looks_like_damage(event: SmallVariant, parameters: Parameters) -> bool:
    """Whether a C>T (or G>A) is rare and lies on one strand more than the reads of REF do.

    Formalin deaminates cytosine on one of the two strands, so that its reads come from one of them. A caller that
    counts no strands, or a panel whose reads all come from one strand, gives no reason to doubt.
    """
    support = event.call.support
    if (event.ref, event.alt) not in _DEAMINATION or support.vaf is None or support.strands is None:
        return False
    return support.vaf < parameters.ffpe_vaf and strand_bias(support.strands) < parameters.ffpe_p


def strand_bias(strands: Strands) -> float:
    """The p of "REF and ALT are spread over the strands alike": Fisher's exact test, two-sided."""
    from scipy.stats import fisher_exact  # heavy, and only where a rare C>T was found

    table = [[strands.ref_forward, strands.ref_reverse], [strands.alt_forward, strands.alt_reverse]]
    return float(fisher_exact(table).pvalue)
