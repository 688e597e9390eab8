import json
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import results
from ros1annot import result as model
from ros1annot.errors import InputError
from ros1annot.model import InputKind, InputState
from ros1annot.resources import resource
from ros1annot.result import Result
from ros1annot.write.decode import json_key
from ros1annot.write.json import (
    document_from_json,
    read_result,
    result_from_json,
    result_to_json,
    seal_of,
    sealed,
    write_result,
)

RESULTS = {
    "resistant": results.result(),
    "silent": results.silent_plasma(),
    "trans": results.trans_pair(),
    "failed": results.failed(),
    **{f"hostile {number}": results.hostile(text) for number, text in enumerate(results.HOSTILE)},
}
SCHEMA = json.loads(resource("schemas", "result.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(params=RESULTS.values(), ids=RESULTS.keys())
def result(request: pytest.FixtureRequest) -> Result:
    return request.param


def test_comes_back_exactly(result: Result) -> None:
    assert result_from_json(result_to_json(result), "r.json") == result


def test_equal_results_give_equal_bytes_whatever_the_order_of_their_mappings() -> None:
    turned = dict(reversed(results.sample().items()))
    assert result_to_json(results.result(sample=turned)) == result_to_json(results.result())


def test_keeps_the_order_of_the_fields_ends_with_a_newline_and_writes_letters_as_they_are() -> None:
    text = result_to_json(results.hostile("患者"))
    assert list(json.loads(text)) == [field.name for field in fields(Result)]
    assert text.endswith("}\n")
    assert "患者" in text


def test_refuses_a_number_that_json_does_not_have() -> None:
    broken = results.result(alterations=(results.alteration(vaf=float("nan")), results.fusion()))
    with pytest.raises(ValueError, match="not JSON compliant"):
        result_to_json(broken)


def test_follows_the_schema(result: Result) -> None:
    document = json.loads(result_to_json(sealed(result)))
    errors = [error.message for error in Draft202012Validator(SCHEMA).iter_errors(document)]
    # A text in the place of a digest is the one thing of a hostile result that the schema refuses.
    assert [message for message in errors if "[0-9a-f]{64}" not in message] == []


def test_the_schema_is_one_and_describes_every_key() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    for definition in (SCHEMA, *SCHEMA["$defs"].values()):
        for name, key in definition["properties"].items():
            assert "description" in key or "$ref" in key, name


def test_a_driver_says_where_it_is_known_from_under_its_fixed_key(tmp_path: Path) -> None:
    known = model.Driver(name="CD74::ROS1", gene="ROS1", contexts=(), source="earlier sample", earlier_sample="S0")
    path = write_result(results.result(drivers=(known,)), tmp_path)
    assert json.loads(path.read_text(encoding="utf-8"))["drivers"][0]["from"] == "earlier sample"
    assert read_result(path).drivers == (known,)


@pytest.mark.parametrize("name", ["Input", "Alteration", "Driver", "Finding", "DrugCall", "Callability", "Flag"])
def test_the_schema_has_the_fields_of_the_model(name: str) -> None:
    names = [json_key(field) for field in fields(getattr(model, name))]
    assert SCHEMA["$defs"][name]["required"] == names
    assert list(SCHEMA["$defs"][name]["properties"]) == names
    assert SCHEMA["$defs"][name]["additionalProperties"] is False


@pytest.mark.parametrize(
    ("definition", "key", "vocabulary"),
    [
        ("DrugCall", "call", model.Call),
        ("DrugCall", "coverage", model.Coverage),
        ("Finding", "role", model.Role),
        ("Finding", "match", model.Match),
        ("Callability", "state", model.HotspotState),
        ("Input", "kind", InputKind),
        ("Input", "state", InputState),
    ],
)
def test_the_schema_closes_the_vocabularies_in_their_order(definition: str, key: str, vocabulary: Any) -> None:
    assert SCHEMA["$defs"][definition]["properties"][key]["enum"] == [value.value for value in vocabulary]


def test_the_schema_takes_more_keys_at_the_top_and_refuses_a_wrong_call() -> None:
    document = json.loads(result_to_json(results.result()))
    validator = Draft202012Validator(SCHEMA)
    assert validator.is_valid({**document, "later": 1, "sample": {**document["sample"], "later": 1}})
    document["drugs"][0]["call"] = "fine"
    assert not validator.is_valid(document)


def _edited(edit: Callable[[dict[str, Any]], object]) -> str:
    document = json.loads(result_to_json(results.result()))
    edit(document)
    return json.dumps(document)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "not valid JSON"),
        ("{", "not valid JSON"),
        ("[" * 100_000, "not valid JSON"),
        ('{"schema_version": NaN}', "NaN is not a JSON number"),
        ("[]", "not a ros1annot result"),
        ('{"a": 1}', "not a ros1annot result"),
        ('{"schema_version": "2.0"}', "has schema version 2.0, and this program reads 1.0"),
        ('{"schema_version": "1.7"}', "status: is missing"),
        (
            _edited(lambda d: d["drugs"][0].update(call="fine")),
            r"drugs\[0\].call: 'fine' is not one of not_active",
        ),
        (_edited(lambda d: d["drugs"][0].pop("call")), r"drugs\[0\].call: is missing"),
        (_edited(lambda d: d["drugs"][0].update(because=[99])), r"drugs\[0\].because: refers to a finding"),
        (
            _edited(lambda d: d["findings"][0].update(alteration_ids=["a9"])),
            "alterations: 'a9' is referred to",
        ),
        (_edited(lambda d: d["alterations"][0].update(vaf="12 %")), r"alterations\[0\].vaf: is not a number"),
        (
            _edited(lambda d: d["alterations"][0].update(depth=True)),
            r"alterations\[0\].depth: is not a number",
        ),
        (_edited(lambda d: d["alterations"][0].update(counted=1)), "counted: is not true or false"),
        (
            _edited(lambda d: d["alterations"][0].update(kind="other")),
            "kind: 'other' is not one of small_variant",
        ),
        (_edited(lambda d: d.update(flags=None)), "flags: is not a list"),
        (_edited(lambda d: d.update(summary="\ud800")), "half of a surrogate pair"),
        (_edited(lambda d: d["sample"].pop("name")), "sample.name"),
        (_edited(lambda d: d["sample"].update(name="../../etc/passwd")), "sample.name"),
    ],
)
def test_a_foreign_or_broken_file_is_one_sentence_with_the_place(text: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem) as raised:
        result_from_json(text, "r.json")
    assert str(raised.value).startswith("r.json: ")
    assert "\n" not in str(raised.value)


def test_keys_of_a_later_minor_version_are_passed_over() -> None:
    text = _edited(lambda d: (d.update(schema_version="1.1", later=1), d["drugs"][0].update(later=1)))
    assert result_from_json(text, "r.json") == replace(results.result(), schema_version="1.1")


def test_a_whole_number_may_stand_for_a_fraction() -> None:
    text = _edited(lambda d: d["alterations"][0].update(vaf=1))
    assert result_from_json(text, "r.json").alterations[0].vaf == 1.0


@pytest.mark.parametrize(("content", "problem"), [(None, "cannot be read"), (b"\xff\xfe", "not UTF-8")])
def test_an_unreadable_file_says_why(tmp_path: Path, content: bytes | None, problem: str) -> None:
    path = tmp_path / "r.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=problem):
        read_result(path)


def test_a_written_result_is_sealed_and_any_edit_breaks_the_seal(tmp_path: Path) -> None:
    path = write_result(results.result(), tmp_path)
    assert path == tmp_path / "S1" / "S1.json"
    text = path.read_text(encoding="utf-8")
    seal = read_result(path).provenance["result_sha256"]
    assert seal_of(document_from_json(text, path)) == seal
    edited = text.replace('"call": "resistant"', '"call": "sensitive"', 1)
    assert seal_of(document_from_json(edited, path)) != seal


def test_the_seal_does_not_depend_on_the_layout_of_the_file_and_sealing_twice_changes_nothing() -> None:
    once = sealed(results.result())
    squeezed = json.dumps(json.loads(result_to_json(once)), sort_keys=True)
    assert seal_of(json.loads(squeezed)) == once.provenance["result_sha256"]
    assert sealed(once) == once
