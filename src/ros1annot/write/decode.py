"""From parsed JSON to frozen dataclasses, by their annotations, with the place of every mismatch.

A decoder is made once for each kind of value, and does no more for a value than that kind needs.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Literal, TypeAlias, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Decoder: TypeAlias = Callable[[Any], Any]


class MismatchError(Exception):
    """A value is not of the kind that its place asks for; the place grows as the error leaves what holds the value."""

    def __init__(self, problem: str, where: str = "") -> None:
        super().__init__(problem, where)
        self.problem, self.where = problem, where

    def under(self, place: str | int) -> "MismatchError":
        """The same, told from one level further out, where it stands at ``place``: a key or an index."""
        return MismatchError(self.problem, (f"[{place}]" if isinstance(place, int) else f".{place}") + self.where)

    def __str__(self) -> str:
        where = self.where.removeprefix(".")
        return f"{where}: {self.problem}" if where else self.problem


def decode(value: object, kind: type[T]) -> T:
    """Build ``kind``, a dataclass, from a JSON object. Keys it does not know are left out.

    Raises:
        MismatchError: a key is missing, or a value is of another kind or outside its vocabulary.
    """
    return cast("T", _decoder(cast("Any", kind))(value))


def json_key(field: Field[Any]) -> str:
    """The key of a dataclass field in JSON: its name, but where the key is a word that Python keeps for itself."""
    return str(field.metadata.get("json", field.name))


@cache
def _decoder(kind: Any) -> Decoder:
    if (origin := get_origin(kind)) is not None:
        return _generic(origin, get_args(kind))
    if is_dataclass(kind):
        return _dataclass(kind)
    if issubclass(kind, StrEnum):
        return _member({str(member): member for member in kind})
    return _SCALARS[kind]


def _generic(origin: object, args: tuple[Any, ...]) -> Decoder:
    if origin in (Union, types.UnionType):
        return _one_of(args)
    if origin is Literal:
        return _member({word: word for word in args})
    if origin is tuple:
        return _tuple(args)
    return _mapping(*args)


def _dataclass(kind: Any) -> Decoder:
    def dataclass(value: object) -> object:
        pairs = _expect(value, dict, "an object")
        known: dict[str, object] = {}
        for key, name, item, may_lack in _parts(kind):
            if key in pairs:
                known[name] = _at(key, item, pairs[key])
            elif not may_lack:
                raise MismatchError("is missing", f".{key}")
        return kind(**known)

    return dataclass


@cache
def _parts(kind: Any) -> tuple[tuple[str, str, Decoder, bool], ...]:
    """Of each field: its key, its name, its decoder, and whether it may be absent."""
    hints = get_type_hints(kind)
    return tuple((json_key(field), field.name, _decoder(hints[field.name]), _may_lack(field)) for field in fields(kind))


def _may_lack(field: Field[Any]) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING


def _one_of(kinds: tuple[Any, ...]) -> Decoder:
    nullable = types.NoneType in kinds
    ways = [_decoder(kind) for kind in kinds if kind is not types.NoneType]

    def one_of(value: object) -> object:
        if value is None and nullable:
            return None
        for way in ways[:-1]:
            try:
                return way(value)
            except MismatchError:
                continue
        return ways[-1](value)

    return one_of


def _tuple(kinds: tuple[Any, ...]) -> Decoder:
    many, items = kinds[-1] is Ellipsis, [_decoder(kind) for kind in kinds if kind is not Ellipsis]

    def sequence(value: object) -> tuple[object, ...]:
        values = _expect(value, list, "a list")
        if not many and len(items) != len(values):
            raise MismatchError(f"does not hold {len(items)} values")
        ways = items * len(values) if many else items
        return tuple(_at(place, way, one) for place, (way, one) in enumerate(zip(ways, values, strict=True)))

    return sequence


def _mapping(key_kind: Any, kind: Any) -> Decoder:
    key, item = _decoder(key_kind), _decoder(kind)

    def mapping(value: object) -> dict[object, object]:
        if key_kind is not str and value:  # keys that JSON cannot have stand in pairs
            return {key(one): item(other) for one, other in _expect(value, list, "a list")}
        pairs = _expect(value, dict, "an object")
        return {_text(name): _at(name, item, one) for name, one in pairs.items()}

    return mapping


def _member(members: Mapping[str, object]) -> Decoder:
    def member(value: object) -> object:
        if isinstance(value, str) and value in members:
            return members[value]
        raise MismatchError(f"{value!r} is not one of {', '.join(members)}")

    return member


def _at(place: str | int, way: Decoder, value: object) -> object:
    try:
        return way(value)
    except MismatchError as mismatch:
        raise mismatch.under(place) from None


def _expect(value: object, kinds: type[T] | tuple[type[T], ...], name: str) -> T:
    if not isinstance(value, kinds):
        raise MismatchError(f"is not {name}")
    return value


def _text(value: object) -> str:
    text = _expect(value, str, "a text")
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise MismatchError("holds half of a surrogate pair, which is no text")
    return text


def _bool(value: object) -> bool:
    return _expect(value, bool, "true or false")


def _float(value: object) -> float:
    return float(_expect(_no_bool(value), (int, float), "a number"))


def _int(value: object) -> int:
    return _expect(_no_bool(value), int, "a whole number")


def _no_bool(value: object) -> object:
    if isinstance(value, bool):
        raise MismatchError("is not a number")
    return value


def _open(value: object) -> object:
    if isinstance(value, list):
        return [_at(place, _open, item) for place, item in enumerate(value)]
    if isinstance(value, dict):
        return {_text(key): _at(key, _open, item) for key, item in value.items()}
    return _text(value) if isinstance(value, str) else value


_SCALARS: Mapping[type[object], Decoder] = {str: _text, bool: _bool, float: _float, int: _int, object: _open}
