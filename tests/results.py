"""Results in the shape that the engine writes, small enough to read, for the tests of all writers."""

from dataclasses import replace
from typing import Any

from ros1annot.result import (
    SCHEMA_VERSION,
    Alteration,
    Call,
    Callability,
    Coverage,
    Driver,
    DrugCall,
    Finding,
    Flag,
    HotspotState,
    Input,
    Match,
    PhaseVerdict,
    Result,
    Role,
)

G2032R_REFERENCES = ("PMID:23724914", "PMID:25688157", "doi:10.1200/PO.17.00063", "cite:Awad 2013 NEJM")
APPROVAL = {"fda": "ROS1+ NSCLC 2016-03-11", "ema": "ROS1 2016", "as_of": "2026-11-21"}


def alteration(name: str = "G2032R", **changes: Any) -> Alteration:
    """ROS1 G2032R with 74 of 601 reads, or a variation of it."""
    plain = Alteration(
        id="a1",
        kind="small_variant",
        gene="ROS1",
        name=name,
        counted=True,
        consequence="missense_variant",
        transcript="NM_002944.3",
        hgvs_c="c.6094G>A",
        hgvs_p="p.(Gly2032Arg)",
        exon=38,
        mane={
            "transcript": "NM_001378902.1",
            "hgvs_c": "c.6076G>A",
            "hgvs_p": "p.(Gly2026Arg)",
            "name": "G2026R",
        },
        chrom="6",
        pos=117317184,
        ref="C",
        alt="T",
        vaf=0.123,
        vaf_source="FORMAT/AF",
        alt_reads=74,
        depth=601,
        filter="PASS",
        callers=("mutect2",),
        sources=("calls.vcf.gz",),
    )
    return replace(plain, **changes)


def fusion(**changes: Any) -> Alteration:
    """CD74::ROS1, exon 6 to exon 34, seen by two callers."""
    plain = Alteration(
        id="a2",
        kind="fusion",
        gene="ROS1",
        name="CD74::ROS1",
        counted=True,
        five_prime={
            "gene": "CD74",
            "chrom": "5",
            "pos": 150404680,
            "exon": 6,
            "transcript": "NM_001025159.3",
        },
        three_prime={
            "gene": "ROS1",
            "chrom": "6",
            "pos": 117324415,
            "exon": 34,
            "transcript": "NM_002944.3",
        },
        in_frame=True,
        frame_source="exon phases",
        kinase_kept=True,
        reciprocal=False,
        fusion_role="driver",
        split_reads=34,
        discordant_pairs=12,
        confidence="high",
        filter="PASS",
        callers=("arriba", "star-fusion"),
        sources=("arriba.tsv", "star-fusion.tsv"),
    )
    return replace(plain, **changes)


def finding(drug: str = "crizotinib", effect: str = "resistant", **changes: Any) -> Finding:
    """The row for G2032R and one drug."""
    plain = Finding(
        alteration_ids=("a1",),
        alteration="G2032R",
        gene="ROS1",
        entry_id="F0012",
        table_alteration="p.G2032R",
        drug=drug,
        effect=effect,
        match=Match.EXACT,
        phase=None,
        role=Role.EXPLAINS_CURRENT_RESISTANCE if drug == "crizotinib" else Role.ARGUES_AGAINST,
        decides=True,
        why_not_deciding=None,
        mechanism="on-target: solvent-front",
        level="C",
        tier="II-C",
        evidence_type="case_series",
        status="confirmed",
        references=G2032R_REFERENCES,
        note="",
        rule="R2",
    )
    return replace(plain, **changes)


def drug(name: str = "crizotinib", call: Call = Call.RESISTANT, **changes: Any) -> DrugCall:
    """One drug's call with the sentence that goes with it."""
    plain = DrugCall(
        drug=name,
        call=call,
        coverage=Coverage.COMPLETE,
        because=(),
        basis=call.value,
        statement=f"The sentence of {name}.",
        level=None,
        therapy="",
        drug_class="ALK/ROS1 first generation",
        approval=APPROVAL,
    )
    return replace(plain, **changes)


def hotspot(name: str = "G2032", state: HotspotState = HotspotState.NOT_DETECTED, **changes: Any) -> Callability:
    """One hotspot of ROS1 at a depth of 1200."""
    plain = Callability(
        gene="ROS1",
        name=name,
        chrom="6",
        pos=117317182,
        depth=1200,
        lod=0.0052,
        state=state,
        drugs=("crizotinib", "lorlatinib"),
    )
    return replace(plain, **changes)


def flag(text: str, **changes: Any) -> Flag:
    """Something to know beside the calls."""
    return replace(Flag(code="no_copy_number", alteration_ids=(), text=text, rule="C2"), **changes)


def sample(name: str = "S1", **changes: Any) -> dict[str, object]:
    """The sample of a result: the fields of ``model.Sample``."""
    plain = dict[str, object](
        name=name,
        patient="P1",
        specimen="tissue",
        site="liver",
        collected="2026-03-14",
        disease="NSCLC",
        assembly="GRCh38",
        tumour_sample=None,
        driver=[],
        current_therapy=["crizotinib"],
        prior_therapies=[],
        tumour_fraction=0.42,
        extra={},
    )
    return {**plain, **changes}


def provenance(**changes: Any) -> dict[str, object]:
    """Versions and thresholds as a result carries them."""
    return {
        "version": "0.1.0",
        "table": {"name": "resistance.tsv", "version": "2026.11", "sha256": "0" * 64},
        "transcripts": {"ROS1": "NM_002944.3", "EGFR": "NM_005228.5"},
        "parameters": {"min_alt_reads": 3, "lod_limit_tissue": 0.05, "lod_limit_ctdna": 0.005},
        "fingerprint": "f" * 64,
        **changes,
    }


def result(name: str = "S1", **changes: Any) -> Result:
    """CD74::ROS1 with G2032R on crizotinib: resistant to it and lorlatinib, repotrectinib keeps activity."""
    findings = (
        finding(),
        finding("lorlatinib", entry_id="F0013", status="cited"),
        finding(
            "repotrectinib",
            "sensitive",
            entry_id="F0019",
            role=Role.SUPPORTS,
            level="B",
            tier="I-B",
            evidence_type="clinical_trial",
            references=("PMID:38197815", "doi:10.1056/NEJMoa2302299"),
        ),
        finding(
            "crizotinib",
            "sensitive",
            alteration_ids=("a2",),
            alteration="CD74::ROS1",
            entry_id="F0001",
            role=Role.DRIVER,
            level="A",
            tier="I-A",
            evidence_type="clinical_trial",
            mechanism="driver",
            references=("PMID:25264305",),
            decides=False,
            why_not_deciding="a resistance alteration decides",
        ),
    )
    drugs = (
        drug(because=(0,), level="C", therapy="current"),
        drug("lorlatinib", because=(1,), level="C"),
        drug("repotrectinib", Call.SENSITIVE, because=(2,), level="B"),
        drug("taletrectinib", Call.NO_KNOWN_RESISTANCE),
        drug("lorlatinib + capmatinib", Call.NO_KNOWN_RESISTANCE),
    )
    plain = Result(
        schema_version=SCHEMA_VERSION,
        status="ok",
        sample=sample(name),
        summary="Driver: CD74::ROS1.",
        inputs=(
            Input("vcf", "calls.vcf.gz", "calls", "a" * 64, "mutect2", 3, "GRCh38"),
            Input("fusions", "arriba.tsv", "calls", "b" * 64, "arriba", 1),
            Input("copy_number", None, "not_supplied"),
            Input("depth", "depth.bed.gz", "calls", "c" * 64, "mosdepth", 31),
        ),
        alterations=(alteration(), fusion()),
        drivers=(Driver(name="CD74::ROS1", gene="ROS1", contexts=("ROS1 fusion",), alteration_id="a2"),),
        findings=findings,
        drugs=drugs,
        callability=(
            hotspot(state=HotspotState.DETECTED),
            hotspot("L2026"),
            hotspot("S1986", HotspotState.NOT_ASSESSABLE, depth=38, lod=0.15),
        ),
        flags=(flag("No copy-number file was supplied."),),
        provenance=provenance(),
    )
    return replace(plain, **changes)


def silent_plasma(name: str = "S2") -> Result:
    """Plasma in which nothing was found; one hotspot of two could be seen, no fusion file."""
    return result(
        name,
        sample=sample(name, specimen="ctDNA", tumour_fraction=None, driver=["CD74::ROS1"]),
        inputs=(
            Input("vcf", "plasma.vcf.gz", "empty", "d" * 64, "vardict", 0, "GRCh38"),
            Input("fusions", None, "not_supplied"),
        ),
        alterations=(),
        drivers=(Driver(name="CD74::ROS1", gene="ROS1", contexts=("ROS1 fusion",), source="sheet"),),
        findings=(),
        drugs=(drug(call=Call.NOT_ASSESSABLE, coverage=Coverage.PARTIAL, therapy="current"),),
        callability=(hotspot("L2026"), hotspot("G2032", HotspotState.NOT_ASSESSABLE, depth=300, lod=0.02)),
        flags=(),
    )


def trans_pair(name: str = "S3") -> Result:
    """EGFR T790M and C797S on different molecules, on osimertinib."""
    egfr = {"gene": "EGFR", "transcript": "NM_005228.5", "chrom": "7", "mane": None, "exon": 20}
    parts = (
        alteration(
            "T790M",
            **egfr,
            hgvs_c="c.2369C>T",
            hgvs_p="p.(Thr790Met)",
            pos=55181378,
            ref="C",
            alt="T",
            vaf=0.081,
        ),
        alteration(
            "C797S",
            **egfr,
            id="a2",
            hgvs_c="c.2389T>A",
            hgvs_p="p.(Cys797Ser)",
            pos=55181398,
            ref="T",
            alt="A",
            vaf=0.0042,
        ),
    )
    compound = {
        "alteration_ids": ("a1", "a2"),
        "alteration": "T790M + C797S",
        "gene": "EGFR",
        "table_alteration": "p.T790M+p.C797S[trans]",
        "match": Match.COMPOUND,
        "phase": PhaseVerdict.TRANS,
        "mechanism": "on-target: covalent-site, trans",
        "evidence_type": "case_report",
    }
    return result(
        name,
        sample=sample(name, current_therapy=["osimertinib"], prior_therapies=["gefitinib"]),
        alterations=parts,
        drivers=(Driver(name="L858R", gene="EGFR", contexts=("EGFR sensitising",), source="sheet"),),
        findings=(
            finding(
                "osimertinib",
                **compound,
                entry_id="F0554",
                references=("PMID:26181354",),
                role=Role.EXPLAINS_CURRENT_RESISTANCE,
            ),
            finding(
                "osimertinib + gefitinib",
                "sensitive",
                **compound,
                entry_id="F0552",
                references=("PMID:28662863",),
                role=Role.SUPPORTS,
            ),
        ),
        drugs=(
            drug("osimertinib", because=(0,), level="C", therapy="current"),
            drug("osimertinib + gefitinib", Call.SENSITIVE, because=(1,), level="C"),
            drug("gefitinib", Call.NO_KNOWN_RESISTANCE, coverage=Coverage.UNKNOWN, therapy="prior"),
        ),
        callability=(hotspot("T790", HotspotState.UNKNOWN, gene="EGFR", depth=None, lod=None),),
        flags=(flag("EGFR T790M and C797S sit on different molecules.", alteration_ids=("a1", "a2")),),
    )


def failed(name: str = "S4") -> Result:
    """A sample whose file could not be read."""
    reason = "calls.vcf.gz, line 812: the file ends in the middle of a block; copy it again"
    return Result(
        schema_version=SCHEMA_VERSION,
        status="failed",
        sample=sample(name),
        summary=f"This sample could not be processed: {reason}",
        error=reason,
        provenance=provenance(),
    )


def many_drugs(count: int, name: str = "S5") -> Result:
    """A result with ``count`` drugs beside those of :func:`result`."""
    base = result(name)
    more = tuple(drug(f"drug{number:02d}", Call.NO_KNOWN_RESISTANCE) for number in range(count))
    return replace(base, drugs=(*base.drugs, *more))


HOSTILE = (
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "Zażółć ＝jaźń 患者",
    "x" * 400,
    "\u202egnp.exe",
    "a\tb\nc",
    '"; } body { display: none } "',
)


def hostile(text: str, name: str = "S6") -> Result:
    """One text in every place of a result that a file or a sheet can fill."""
    return result(
        name,
        sample=sample(name, patient=text, site=text, current_therapy=[text], extra={text: text}),
        summary=text,
        alterations=(
            alteration(text, gene=text, hgvs_c=text, filter=text, callers=(text,)),
            fusion(name=text, confidence=text, counted=False, why_not_counted=text),
        ),
        findings=(finding(text, references=(text, f"doi:10.1/{text}", f"PMID:{text}"), note=text),),
        drugs=(drug(text, because=(0,), statement=text, therapy="current", approval={text: text}),),
        drivers=(Driver(name=text, gene=text, contexts=(text,), source="sheet"),),
        flags=(flag(text, rule=text),),
        inputs=(Input("vcf", text, "calls", text, text, 1),),
        provenance=provenance(table={"name": text, "version": text, "sha256": text}),
    )
