"""From the events of a sample to its result: the one place where the steps of interpretation are put in order. Pure."""

from collections.abc import Sequence

from ros1annot.inputs import Inputs
from ros1annot.interpret.alterations import Counting, alterations_of, is_silent
from ros1annot.interpret.callability import Looked, callability_of
from ros1annot.interpret.drivers import describe, find_drivers
from ros1annot.interpret.drugs import Situation, call_drug, drugs_in_scope
from ros1annot.interpret.earlier import earlier_flags
from ros1annot.interpret.findings import Case, find, mark_deciding
from ros1annot.interpret.flags import raise_flags
from ros1annot.interpret.flags.seen import Seen
from ros1annot.interpret.informative import is_informative
from ros1annot.interpret.known import known_drivers
from ros1annot.interpret.phase import Phasing, phase_evidence
from ros1annot.interpret.raw_reads import raw_reads
from ros1annot.interpret.therapy import Therapy
from ros1annot.interpret.wording import Wording
from ros1annot.knowledge import Knowledge
from ros1annot.model import Event, InputKind, InputState, Sample
from ros1annot.result import SCHEMA_VERSION, Alteration, Callability, DrugCall, Result
from ros1annot.table.match import contexts_of_traits
from ros1annot.table.model import ResistanceTable
from ros1annot.table.traits import trait_of


def interpret(sample: Sample, inputs: Inputs, knowledge: Knowledge) -> Result:
    """The result of a sample, without its provenance."""
    table, wording, parameters = knowledge.table, knowledge.wording, knowledge.parameters
    events = [event for event in inputs.events if not is_silent(event)]
    alterations = alterations_of(events, Counting(parameters, wording, knowledge.cautions, sample.specimen))
    case = _case(sample, events, alterations, inputs, knowledge)
    found = find(table, case, wording)
    spots = _spots(sample, inputs, case, knowledge)
    phases = phase_evidence(events, alterations, case.phasing)
    situation = Situation(
        case=case,
        found=found,
        spots=spots,
        vcf_supplied=_supplied(inputs, InputKind.VCF),
        depth_supplied=inputs.depths is not None,
        informative=is_informative(
            sample, driver_seen=case.drivers.seen_in_sample, least=parameters.informative_fraction
        ),
        driver=describe(case.drivers, events, alterations),
    )
    drugs = tuple(call_drug(drug, table, situation, wording) for drug in drugs_in_scope(table, case))
    return Result(
        schema_version=SCHEMA_VERSION,
        status="ok",
        sample={},
        summary=_summary(drugs, situation, wording),
        inputs=inputs.seen,
        alterations=alterations,
        drivers=case.drivers.listed,
        findings=mark_deciding(found, drugs, wording),
        drugs=drugs,
        callability=spots,
        phases=phases,
        flags=(
            *raise_flags(Seen(sample, inputs, case, found, phases, drugs, knowledge)),
            *earlier_flags(sample, case.drivers.listed, alterations, spots, wording),
        ),
    )


# --- the steps ---------------------------------------------------------------------------------------------


def _case(
    sample: Sample, events: Sequence[Event], alterations: Sequence[Alteration], inputs: Inputs, knowledge: Knowledge
) -> Case:
    table = knowledge.table
    traits = [trait_of(event) for event in events]
    counted = {number: trait for number, trait in enumerate(traits) if alterations[number].counted}
    shown = set(contexts_of_traits(table, list(counted.values()), sample.disease))
    read = known_drivers(sample, table, knowledge.genome)
    known = [d for d in read if not shown.issuperset(contexts_of_traits(table, [d.trait], sample.disease))]
    for driver in known:
        counted[len(traits)] = driver.trait
        traits.append(driver.trait)
    return Case(
        events=events,
        alterations=alterations,
        traits=traits,
        known=[driver.text for driver in known],
        unread_drivers=tuple(text for text in sample.drivers if text not in {d.text for d in read}),
        drivers=find_drivers(table, counted, alterations, known, sample.disease),
        therapy=_therapy(sample, table),
        phasing=Phasing.build(inputs.haplotypes, knowledge.parameters),
    )


def _therapy(sample: Sample, table: ResistanceTable) -> Therapy:
    current, prior = (
        tuple(table.resolve_drug(drug) or drug for drug in drugs)
        for drugs in (sample.current_therapy, sample.prior_therapies)
    )
    return Therapy(current, prior, _partners(current, table), _partners(prior, table))


def _partners(drugs: Sequence[str], table: ResistanceTable) -> frozenset[str]:
    """The partners of combinations; what a drug does at its usual dose explains nothing at another one."""
    partners = (table.partners_of(drug) for drug in drugs)
    return frozenset(partner for several in partners if len(several) > 1 for partner in several)


def _spots(sample: Sample, inputs: Inputs, case: Case, knowledge: Knowledge) -> tuple[Callability, ...]:
    """The hotspots in the drivers' own genes: those of bypass genes say nothing of a drug by their absence."""
    hotspots = [h for h in knowledge.table.hotspots(case.drivers.contexts) if h.gene in case.drivers.genes]
    residues = {}
    for hotspot in hotspots:
        transcript = knowledge.genome.transcript(hotspot.transcript)
        if transcript is not None and transcript.protein is not None:
            residues[hotspot.gene, hotspot.residue] = transcript.protein[hotspot.residue - 1]
    parameters = knowledge.parameters
    looked = Looked(
        depths=inputs.depths,
        limit=parameters.lod_limit(sample.specimen),
        residues=residues,
        tumour_fraction=sample.tumour_fraction,
        raw=raw_reads(inputs.codons, inputs.events, knowledge.table, knowledge.genome, parameters),
    )
    return callability_of(hotspots, looked, case.events, case.alterations, parameters)


def _supplied(inputs: Inputs, kind: InputKind) -> bool:
    return any(entry.kind == kind and entry.state != InputState.NOT_SUPPLIED for entry in inputs.seen)


def _summary(drugs: Sequence[DrugCall], situation: Situation, wording: Wording) -> str:
    """One sentence a current drug, or what is known where no therapy is given."""
    current = [drug.statement for drug in drugs if drug.therapy == "current"]
    if current:
        return " ".join(current)
    code = "driver" if situation.driver else "no_driver"
    return wording.say("summary", "no_therapy", reason=wording.say("summary", code, driver=situation.driver))
