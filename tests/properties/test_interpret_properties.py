"""What must not move a drug: another therapy, variants that no row is about, order and spelling of records."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import Row, vcf_input, vcf_text, write_plain
from events import amplification, fusion, inputs, variant
from ros1annot.cli import main
from ros1annot.engine import fingerprint, process
from ros1annot.interpret.build import interpret
from ros1annot.knowledge import Knowledge, load_knowledge
from ros1annot.model import Assembly, Event, Sample
from ros1annot.parameters import EngineConfig
from ros1annot.result import Result

KNOWLEDGE = load_knowledge(EngineConfig())
SITUATIONS: dict[str, tuple[str, ...]] = {
    "ROS1": ("CD74::ROS1", "ROS1 G2032R", "ROS1 L2086F", "KIT D816G", "MET"),
    "ALK": ("EML4::ALK", "ALK G1202R", "ALK L1196M", "ALK I1171N", "MET"),
    "EGFR": ("EGFR L858R", "EGFR T790M", "EGFR C797S", "KRAS G12C", "MET"),
}
DRUGS = (
    "crizotinib",
    "lorlatinib",
    "alectinib",
    "gefitinib",
    "osimertinib",
    "repotrectinib",
    "amivantamab + lazertinib",
)
UNRELATED = (
    "TP53 P72R",
    "KIT M541L",
    "ERBB2 I655V",
    "STK11 F354L",
    "RET G691S",
    "NF1 K1385R",
    "KIT L18F",
    "ROS1 S2229C",
)


def event(name: str) -> Event:
    if name == "MET":
        return amplification("MET")
    if "::" in name:
        return fusion(*name.split("::"))
    gene, change = name.split()
    return variant(KNOWLEDGE.genome, gene, change)


def calls(result: Result) -> dict[str, tuple[object, ...]]:
    """Each drug with its call and what is behind it, by row and alteration."""
    findings = result.findings
    return {
        drug.drug: (
            drug.call,
            drug.coverage,
            drug.basis,
            drug.level,
            sorted((findings[i].entry_id, findings[i].alteration) for i in drug.because),
        )
        for drug in result.drugs
    }


situations = st.sampled_from(sorted(SITUATIONS)).flatmap(
    lambda gene: st.lists(st.sampled_from(SITUATIONS[gene][1:]), unique=True, max_size=3).map(
        lambda more: (SITUATIONS[gene][0], *more)
    )
)
histories = st.lists(st.sampled_from(DRUGS), unique=True, max_size=2).map(tuple)


@given(names=situations, one=st.tuples(histories, histories), other=st.tuples(histories, histories))
@settings(deadline=None, max_examples=40)
def test_another_therapy_changes_roles_and_no_fact(
    names: Sequence[str],
    one: tuple[tuple[str, ...], tuple[str, ...]],
    other: tuple[tuple[str, ...], tuple[str, ...]],
) -> None:
    seen = inputs(*map(event, names))
    first, second = (
        interpret(Sample("s", current_therapy=now, prior_therapies=before), seen, KNOWLEDGE)
        for now, before in (one, other)
    )
    assert (first.alterations, first.drivers, first.callability, first.phases) == (
        second.alterations,
        second.drivers,
        second.callability,
        second.phases,
    )
    facts = [
        {(f.entry_id, f.alteration_ids): replace(f, role=f.role.DRIVER) for f in result.findings}
        for result in (first, second)
    ]
    assert facts[0] == facts[1]
    mine, theirs = calls(first), calls(second)
    both = mine.keys() & theirs.keys()
    assert {drug: mine[drug] for drug in both} == {drug: theirs[drug] for drug in both}
    taken = {*one[0], *one[1], *other[0], *other[1]}
    assert mine.keys() ^ theirs.keys() <= taken


@given(names=situations, more=st.lists(st.sampled_from(UNRELATED), unique=True, min_size=1))
@settings(deadline=None, max_examples=40)
def test_unrelated_variants_change_no_drug(names: Sequence[str], more: Sequence[str]) -> None:
    sample = Sample("s", current_therapy=("crizotinib",))
    plain = interpret(sample, inputs(*map(event, names)), KNOWLEDGE)
    beside = interpret(sample, inputs(*map(event, (*names, *more))), KNOWLEDGE)
    assert calls(beside) == calls(plain)
    assert [d.statement for d in beside.drugs] == [d.statement for d in plain.drugs]


# --- files -------------------------------------------------------------------------------------------------

PLAIN = [
    Row("7", 55249071, "C", "T", ({"GT": "0/1", "AD": "60,40", "AF": "0.4", "DP": "100"},)),  # T790M
    Row("7", 55259515, "T", "G", ({"GT": "0/1", "AD": "50,50", "AF": "0.5", "DP": "100"},)),  # L858R
    Row("7", 55242464, "AGGAATTAAGAGAAGC", "A", ({"GT": "0/1", "AD": "70,30", "AF": "0.3", "DP": "100"},)),
    Row("12", 25398284, "C", "T", ({"GT": "0/1", "AD": "90,10", "AF": "0.1", "DP": "100"},)),  # KRAS G12D
    Row("17", 7579472, "G", "C", ({"GT": "0/1", "AD": "50,50", "AF": "0.5", "DP": "100"},)),  # TP53 P72R
]
LENGTHS = {"7": 159138663, "12": 133851895, "17": 81195210}


def respelled(row: Row, genome: Knowledge, way: str) -> Row:
    """The same allele with a base of the reference before it, behind it, or in lower case."""

    def base(pos: int) -> str:
        found = genome.genome.reference(Assembly.GRCH37, row.chrom, pos, pos)
        assert found is not None
        return found

    match way:
        case "before":
            return replace(row, pos=row.pos - 1, ref=base(row.pos - 1) + row.ref, alt=base(row.pos - 1) + row.alt)
        case "behind":
            end = row.pos + len(row.ref)
            return replace(row, ref=row.ref + base(end), alt=row.alt + base(end))
        case "lower":
            return replace(row, ref=row.ref.lower(), alt=row.alt.lower())
        case _:
            return row


def read(path: Path, rows: Sequence[Row], prefix: str) -> Result:
    text = vcf_text(rows, contigs=LENGTHS, meta=["source=Mutect2"], prefix=prefix)
    file = vcf_input(write_plain(path / "calls.vcf", text))
    sample = Sample("s", inputs=(file,), assembly=Assembly.GRCH37, current_therapy=("osimertinib",))
    return process(sample, KNOWLEDGE, fingerprint(sample, KNOWLEDGE))


@given(
    order=st.permutations(range(len(PLAIN))),
    ways=st.lists(st.sampled_from(["as is", "before", "behind", "lower"]), min_size=len(PLAIN), max_size=len(PLAIN)),
    prefix=st.sampled_from(["", "chr"]),
)
@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_order_and_spelling_of_records_change_nothing(
    tmp_path: Path, order: Sequence[int], ways: Sequence[str], prefix: str
) -> None:
    plain = read(tmp_path, PLAIN, "")
    rows = [respelled(PLAIN[number], KNOWLEDGE, ways[number]) for number in order]
    other = read(tmp_path, rows, prefix)
    assert other.alterations == plain.alterations
    assert (other.findings, other.drugs, other.flags) == (plain.findings, plain.drugs, plain.flags)


def test_the_order_of_samples_changes_no_byte(tmp_path: Path) -> None:
    case = Path(__file__).parents[1] / "cases" / "flags"
    header, *rows = (case / "samples.tsv").read_text().splitlines()
    chosen = [row for row in rows if row.split("\t")[0] in {"germline-t790m", "filtered-g2032r", "ffpe-g1202r"}]
    written = []
    for number, order in enumerate((chosen, chosen[::-1])):
        sheet = tmp_path / f"{number}.tsv"
        sheet.write_text("\n".join([header, *order]) + "\n")
        for file in case.glob("*-*.*"):
            (tmp_path / file.name).write_bytes(file.read_bytes())
        assert main(["annotate", str(sheet), "-o", str(tmp_path / str(number))]) == 0
        written.append({path.name: path.read_bytes() for path in (tmp_path / str(number)).glob("*/*.json")})
    assert len(written[0]) == 3
    assert written[0] == written[1]


@pytest.mark.parametrize("name", UNRELATED)
def test_what_is_called_unrelated_is_listed_nowhere(name: str) -> None:
    result = interpret(Sample("s"), inputs(event(name)), KNOWLEDGE)
    assert not result.findings
