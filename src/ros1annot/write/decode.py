"""From parsed JSON to frozen dataclasses, by their annotations, with the place of every mismatch."""

import types
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


class MismatchError(Exception):
    """A value is not of the kind that its place asks for."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where}: {problem}" if where else problem)


def decode(value: object, kind: type[T]) -> T:
    """Build ``kind``, a dataclass, from a JSON object. Keys it does not know are left out.

    Raises:
        MismatchError: a key is missing, or a value is of another kind or outside its vocabulary.
    """
    return cast("T", _decode(value, kind, ""))


def _decode(value: object, kind: Any, where: str) -> object:
    if (origin := get_origin(kind)) is not None:
        return _generic(value, origin, get_args(kind), where)
    if is_dataclass(kind):
        return _dataclass(_expect(value, dict, "an object", where), kind, where)
    if issubclass(kind, StrEnum):
        return kind(str(_member(value, tuple(kind), where)))
    return _scalar(value, kind, where)


def _generic(value: object, origin: object, args: tuple[Any, ...], where: str) -> object:
    if origin in (Union, types.UnionType):
        return _one_of(value, args, where)
    if origin is Literal:
        return _member(value, args, where)
    if origin is tuple:
        items = _expect(value, list, "a list", where)
        kinds = args[:1] * len(items) if args[-1] is Ellipsis else args
        if len(kinds) != len(items):
            raise MismatchError(where, f"does not hold {len(kinds)} values")
        return tuple(_decode(item, kinds[place], f"{where}[{place}]") for place, item in enumerate(items))
    if args[0] is not str and value:  # keys that JSON cannot have stand in pairs
        items = _expect(value, list, "a list", where)
        return {_decode(k, args[0], where): _decode(v, args[1], where) for k, v in items}
    pairs = _expect(value, dict, "an object", where)
    return {_text(key, where): _decode(item, args[1], f"{where}.{key}") for key, item in pairs.items()}


def _scalar(value: object, kind: type[object], where: str) -> object:
    if kind is object:
        return _open(value, where)
    if kind is str:
        return _text(_expect(value, str, "a text", where), where)
    if kind is bool:
        return _expect(value, bool, "true or false", where)
    if isinstance(value, bool):
        raise MismatchError(where, "is not a number")
    if kind is float:
        return float(_expect(value, (int, float), "a number", where))
    return _expect(value, int, "a whole number", where)


def _one_of(value: object, kinds: tuple[Any, ...], where: str) -> object:
    if value is None and types.NoneType in kinds:
        return None
    problem = MismatchError(where, "is null")
    for kind in kinds:
        if kind is not types.NoneType:
            try:
                return _decode(value, kind, where)
            except MismatchError as mismatch:
                problem = mismatch
    raise problem


def _dataclass(pairs: dict[str, object], kind: Any, where: str) -> object:
    hints = _hints(kind)
    known: dict[str, object] = {}
    for field in fields(kind):
        key = json_key(field)
        place = f"{where}.{key}" if where else key
        if key in pairs:
            known[field.name] = _decode(pairs[key], hints[field.name], place)
        elif field.default is MISSING and field.default_factory is MISSING:
            raise MismatchError(place, "is missing")
    return cast("object", kind(**known))


def json_key(field: Field[Any]) -> str:
    """The key of a dataclass field in JSON: its name, but where the key is a word that Python keeps for itself."""
    return str(field.metadata.get("json", field.name))


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _member(value: object, allowed: tuple[object, ...], where: str) -> object:
    if not isinstance(value, str) or value not in allowed:
        raise MismatchError(where, f"{value!r} is not one of {', '.join(map(str, allowed))}")
    return value


def _expect(value: object, kinds: type[T] | tuple[type[T], ...], name: str, where: str) -> T:
    if not isinstance(value, kinds):
        raise MismatchError(where, f"is not {name}")
    return value


def _text(value: str, where: str) -> str:
    if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        raise MismatchError(where, "holds half of a surrogate pair, which is no text")
    return value


def _open(value: object, where: str) -> object:
    if isinstance(value, list):
        return [_open(item, where) for item in value]
    if isinstance(value, dict):
        return {_text(key, where): _open(item, f"{where}.{key}") for key, item in value.items()}
    return _text(value, where) if isinstance(value, str) else value
