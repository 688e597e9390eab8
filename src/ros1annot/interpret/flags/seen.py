"""What the flags look at, and how one is made."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ros1annot.inputs import Inputs
from ros1annot.interpret.alterations import label
from ros1annot.interpret.findings import Case, Found
from ros1annot.interpret.wording import listed
from ros1annot.knowledge import Knowledge
from ros1annot.model import Event, InputState, Sample, SmallVariant
from ros1annot.result import Alteration, DrugCall, Flag, PhaseEvidence
from ros1annot.units import percent


@dataclass(frozen=True, slots=True)
class Seen:
    """A sample after its drugs were called.

    Attributes:
        inputs: what was read; its events hold those too that the result does not list.
        phases: what is known of pairs of small variants.
        drugs: the calls; a flag changes none.
    """

    sample: Sample
    inputs: Inputs
    case: Case
    found: Found
    phases: Sequence[PhaseEvidence]
    drugs: Sequence[DrugCall]
    knowledge: Knowledge

    def pairs(self) -> Iterator[tuple[Event, Alteration]]:
        """Each event with its alteration."""
        return zip(self.case.events, self.case.alterations, strict=True)

    def counted_variants(self) -> Iterator[tuple[SmallVariant, Alteration]]:
        """Counted small variants with their alterations."""
        for event, alteration in self.pairs():
            if isinstance(event, SmallVariant) and alteration.counted:
                yield event, alteration

    @property
    def supplied(self) -> frozenset[str]:
        """The input columns that hold a file."""
        return frozenset(e.kind for e in self.inputs.seen if e.state != InputState.NOT_SUPPLIED)

    @property
    def driver_ids(self) -> frozenset[str]:
        """Ids of the alterations that drive the tumour."""
        return frozenset(d.alteration_id for d in self.case.drivers.listed if d.alteration_id is not None)

    @property
    def driver_vaf(self) -> float | None:
        """The highest allele fraction of a driver that is a small variant."""
        return max(
            (a.vaf for a in self.case.alterations if a.id in self.driver_ids and a.vaf is not None), default=None
        )

    @property
    def fraction_words(self) -> str:
        """The tumour fraction as a sentence names it."""
        return "not given" if self.sample.tumour_fraction is None else percent(self.sample.tumour_fraction)

    def measured(self, alteration: Alteration) -> str:
        """How much of an alteration was seen, in brackets behind its name; empty where nothing counts it."""
        words = []
        if alteration.alt_reads is not None and alteration.depth is not None:
            reads = {"alt_reads": str(alteration.alt_reads), "depth": str(alteration.depth)}
            words.append(self.knowledge.wording.say("measured", "reads", **reads))
        if alteration.vaf is not None:
            words.append(self.knowledge.wording.say("measured", "vaf", vaf=percent(alteration.vaf)))
        if alteration.copies is not None:
            words.append(self.knowledge.wording.say("measured", "copies", copies=f"{alteration.copies:g}"))
        return f" ({', '.join(words)})" if words else ""

    def flag(
        self,
        code: str,
        rule: str,
        about: Sequence[Alteration] = (),
        values: Mapping[str, int | float | None] | None = None,
        **parts: str,
    ) -> Flag:
        """A flag in words.

        Args:
            code: names the sentence in ``[flag]`` of ``wording.toml``.
            rule: id of the rule behind it.
            about: the alterations concerned, which the sentence names as ``{alterations}``; of a single one also
                ``{measured}``.
            values: the numbers that raised it; floats are fractions, and written as percentages. One that is not
                known is left out, and ``?`` in the sentence.
            parts: other words of the sentence.
        """
        numbers = values or {}
        words = {name: _shown(value) for name, value in numbers.items()}
        names = listed([label(alteration) for alteration in about])
        measured = self.measured(about[0]) if len(about) == 1 else ""
        text = self.knowledge.wording.say(
            "flag", code, **{"alterations": names, "measured": measured, **words, **parts}
        )
        known = {name: value for name, value in numbers.items() if value is not None}
        return Flag(code=code, alteration_ids=tuple(a.id for a in about), text=text, rule=rule, values=known)


def support_of(alteration: Alteration) -> dict[str, int | float | None]:
    """The numbers of reads behind an alteration, as values of a flag."""
    return {
        "vaf": alteration.vaf,
        "alt_reads": alteration.alt_reads,
        "depth": alteration.depth,
        "copies": alteration.copies,
    }


def _shown(value: float | None) -> str:
    if value is None:
        return "?"
    return str(value) if isinstance(value, int) else percent(value)
