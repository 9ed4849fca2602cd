"""A configuration type as form fields: read from the type alone, so that a new setting needs no new page."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any, get_type_hints

import msgspec
from msgspec import inspect

from lobby.contract.contingents import UsualContingent
from lobby.contract.days import SpecialDay
from lobby.contract.fields import Message
from lobby.contract.service_pin import STORED_PIN
from lobby.contract.state import Notice, OpeningHours
from lobby.contract.ways import PlaceWay


class Widget(StrEnum):
    """How a value is entered."""

    CHECK = "check"
    NUMBER = "number"
    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    WORDS = "words"
    NOTICE = "notice"
    HOURS = "hours"
    DAYS = "days"
    WAYS = "ways"
    CONTINGENTS = "contingents"
    PIN = "pin"
    JSON = "json"


@dataclass(frozen=True)
class Field:
    """One setting. `default` and all other values are plain JSON values, as they travel."""

    name: str
    widget: Widget
    kind: Any
    default: object
    labels: Mapping[str, str]
    helps: Mapping[str, str]
    low: int | None = None
    high: int | None = None
    longest: int | None = None
    options: tuple[str, ...] = ()
    option_type: str = ""
    optional: bool = False

    def label(self, language: str) -> str:
        """What the setting is called."""
        return self.labels.get(language) or self.name

    def help(self, language: str) -> str:
        """A line of explanation; empty where there is none in that language."""
        return self.helps.get(language, "")


def fields_of(kind: type[Message]) -> tuple[Field, ...]:
    """All settings of a configuration type, in its order."""
    hints = get_type_hints(kind, include_extras=True)
    described = inspect.type_info(kind)
    assert isinstance(described, inspect.StructType)  # noqa: S101 (narrows for the type checker)
    return tuple(_field(one, hints[one.name], kind) for one in described.fields)


def plain(value: object) -> object:
    """The value as it is after travelling: JSON's own types."""
    decoded: object = msgspec.json.decode(msgspec.json.encode(value))
    return decoded


def _field(one: inspect.Field, hint: Any, owner: type[Message]) -> Field:
    bare, schema, extra = _unwrapped(one.type)
    labels = {"en": str(schema.get("title", "")), "de": str(extra.get("de", ""))}
    helps = {"en": str(extra.get("help_en", "")), "de": str(extra.get("help_de", ""))}
    default = plain(getattr(msgspec.convert({}, owner), one.name))
    return Field(one.name, kind=hint, default=default, labels=labels, helps=helps, **_widget(bare))


def _unwrapped(kind: inspect.Type) -> tuple[inspect.Type, dict[str, Any], dict[str, Any]]:
    schema: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    while isinstance(kind, inspect.Metadata):
        schema |= kind.extra_json_schema or {}
        extra |= kind.extra or {}
        kind = kind.type
    return kind, schema, extra


def _widget(kind: inspect.Type) -> dict[str, Any]:
    match kind:
        case inspect.UnionType():
            others = [one for one in kind.types if not isinstance(one, inspect.NoneType)]
            found = _widget(_unwrapped(others[0])[0]) | {"optional": True}
        case inspect.BoolType():
            found = {"widget": Widget.CHECK}
        case inspect.IntType():
            found = {"widget": Widget.NUMBER, "low": kind.ge, "high": kind.le}
        case inspect.StrType(pattern=pattern) if pattern == STORED_PIN:
            found = {"widget": Widget.PIN}
        case inspect.StrType():
            found = {"widget": Widget.TEXT, "longest": kind.max_length}
        case inspect.EnumType():
            found = {"widget": Widget.CHOICE} | _options(kind.cls)
        case inspect.StructType(cls=cls) if cls is Notice:
            found = {"widget": Widget.NOTICE}
        case inspect.VarTupleType():
            found = _many(kind)
        case _:
            found = {"widget": Widget.JSON}
    return found


_GRIDS = {
    OpeningHours: Widget.HOURS, SpecialDay: Widget.DAYS, UsualContingent: Widget.CONTINGENTS, PlaceWay: Widget.WAYS
}  # fmt: skip
"""How a list of these is entered."""


def _many(kind: inspect.VarTupleType) -> dict[str, Any]:
    item, _, _ = _unwrapped(kind.item_type)
    if isinstance(item, inspect.EnumType):
        return {"widget": Widget.CHOICES} | _options(item.cls)
    if isinstance(item, inspect.StrType):
        return {"widget": Widget.WORDS, "longest": kind.max_length}
    widget = _GRIDS.get(item.cls) if isinstance(item, inspect.StructType) else None
    return {"widget": Widget.JSON} if widget is None else {"widget": widget, "high": kind.max_length}


def _options(enum: type[Enum]) -> dict[str, Any]:
    return {"options": tuple(str(one.value) for one in enum), "option_type": enum.__name__}
