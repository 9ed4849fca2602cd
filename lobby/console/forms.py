"""Between what is typed and what travels. Nothing that was typed is lost, whatever is wrong with it.

Pure but for one thing: a new service PIN is salted by chance.
"""

import json
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import msgspec

from lobby.console import grids, special_days, ways
from lobby.console.fields import Field, Widget, plain
from lobby.console.wrong import Problem, WrongError
from lobby.contract.service_pin import SALT_BYTES, STORED_PIN, stored

PREFIX = "f."
LONGEST_TYPED = 20_000
_TOO_LONG = re.compile(r"of length <= (\d+)")

Typed = str | bool | list[str] | dict[str, str]
"""What a widget holds: a text, a tick, ticked options, or the texts of a group."""


class SubmittedForm(Protocol):
    """What a browser sent."""

    def get(self, key: str) -> object:
        """The last value of a name."""

    def getall(self, key: str, default: list[object]) -> list[object]:
        """All values of a name."""


@dataclass(frozen=True)
class Reading:
    """A form as read: what was typed, the values that are good, and what is wrong by field."""

    typed: Mapping[str, Typed]
    values: Mapping[str, object]
    problems: Mapping[str, Problem]
    unknown: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether it may be saved."""
        return not self.problems and not self.unknown


def read(fields: Sequence[Field], form: SubmittedForm, names: Sequence[str]) -> Reading:
    """All fields of a submitted form; `names` are all names it has."""
    typed = {one.name: typed_of(one, form, names) for one in fields}
    values: dict[str, object] = {}
    problems: dict[str, Problem] = {}
    for one in fields:
        try:
            values[one.name] = _checked(one, _value(one, typed[one.name]))
        except WrongError as error:
            problems[one.name] = error.problem
    known = {one.name for one in fields}
    sent = {name.removeprefix(PREFIX).split(".")[0] for name in names if name.startswith(PREFIX)}
    return Reading(typed, values, problems, tuple(sorted(sent - known)))


def shown(one: Field, value: object) -> Typed:
    """A value as the widget holds it."""
    show = _SHOWN.get(one.widget)
    if show is not None:
        return show(value)
    return "" if value is None else str(value)


def differing(fields: Sequence[Field], values: Mapping[str, object]) -> dict[str, object]:
    """Only what is not the default: that is what travels."""
    return {one.name: values[one.name] for one in fields if values[one.name] != one.default}


def typed_of(one: Field, form: SubmittedForm, names: Sequence[str]) -> Typed:
    """What was typed into one field."""
    name = PREFIX + one.name
    match one.widget:
        case Widget.CHECK:
            return form.get(name) is not None
        case Widget.CHOICES:
            return [_text(item) for item in form.getall(name, [])]
        case Widget.NOTICE | Widget.HOURS | Widget.CONTINGENTS:
            parts = [part for part in names if part.startswith(name + ".")]
            empty = shown(one, None)
            blank = empty if isinstance(empty, dict) else {}
            return blank | {part.removeprefix(name + "."): _text(form.get(part)) for part in parts}
        case _:
            return _text(form.get(name))


def _text(value: object) -> str:
    return value[:LONGEST_TYPED] if isinstance(value, str) else ""


def _value(one: Field, typed: Typed) -> object:
    read_text, read_group = _FROM_TEXT.get(one.widget), _FROM_GROUP.get(one.widget)
    if read_text is not None and isinstance(typed, str):
        return read_text(typed)
    if read_group is not None and isinstance(typed, dict):
        return read_group(typed)
    return None if one.optional and typed == "" else typed


def _words(typed: str) -> list[str]:
    return [word for word in re.split(r"[\s,;]+", typed) if word]


def _notice(typed: Mapping[str, str]) -> dict[str, str] | None:
    text = typed.get("text", "").strip()
    return {"text": text, "level": typed.get("level", "info")} if text else None


def _number(typed: str) -> int:
    if not re.fullmatch(r"\s*[+-]?[0-9]{1,12}\s*", typed):
        raise WrongError("wrong-number")
    return int(typed)


def _json(typed: str) -> object:
    try:
        return json.loads(typed or "[]")
    except (ValueError, RecursionError) as error:
        raise WrongError("wrong-json") from error


def _pin(typed: str) -> str:
    """The PIN that is kept already comes back as it was shown; anything else is a new one."""
    if re.fullmatch(STORED_PIN, typed, re.ASCII):
        return typed
    try:
        return stored(typed.strip(), os.urandom(SALT_BYTES))
    except ValueError as error:
        raise WrongError("wrong-pin") from error


def _days(typed: str) -> list[special_days.Day]:
    try:
        return special_days.parse(typed)
    except special_days.LineError as error:
        raise WrongError("wrong-special-day", line=error.line) from error


def _ways(typed: str) -> list[ways.Group]:
    try:
        return ways.parse(typed)
    except ways.LineError as error:
        raise WrongError("wrong-way", line=error.line) from error


def _checked(one: Field, value: object) -> object:
    """The value as it travels, if the type takes it."""
    if one.widget is Widget.NUMBER and isinstance(value, int):
        _check_range(one, value)
    try:
        return plain(msgspec.convert(value, one.kind))
    except msgspec.ValidationError as error:
        if longest := _TOO_LONG.search(str(error)):
            raise WrongError("wrong-length", longest=int(longest[1])) from error
        key = "wrong-missing" if value in ("", []) else "wrong-value"
        raise WrongError(key, why=str(error)) from error


def _check_range(one: Field, value: int) -> None:
    low, high = one.low, one.high
    if (low is not None and value < low) or (high is not None and value > high):
        raise WrongError("wrong-range", low=low, high=high)


def _shown_options(value: object) -> Typed:
    return [str(item) for item in value] if isinstance(value, list) else []


def _shown_words(value: object) -> Typed:
    return ", ".join(str(item) for item in value) if isinstance(value, list) else ""


def _shown_notice(value: object) -> Typed:
    notice = value if isinstance(value, dict) else {}
    return {"text": str(notice.get("text", "")), "level": str(notice.get("level", "info"))}


def _shown_days(value: object) -> Typed:
    return (
        special_days.written([one for one in value if isinstance(one, dict)])
        if isinstance(value, list)
        else ""
    )


def _shown_ways(value: object) -> Typed:
    return ways.written([one for one in value if isinstance(one, dict)]) if isinstance(value, list) else ""


_SHOWN: Mapping[Widget, Callable[[object], Typed]] = {
    Widget.CHECK: bool,
    Widget.CHOICES: _shown_options,
    Widget.WORDS: _shown_words,
    Widget.NOTICE: _shown_notice,
    Widget.HOURS: grids.shown_hours,
    Widget.CONTINGENTS: grids.shown_contingents,
    Widget.DAYS: _shown_days,
    Widget.WAYS: _shown_ways,
    Widget.JSON: lambda value: json.dumps(value, ensure_ascii=False, indent=1),
}
_FROM_TEXT: Mapping[Widget, Callable[[str], object]] = {
    Widget.NUMBER: _number,
    Widget.WORDS: _words,
    Widget.DAYS: _days,
    Widget.WAYS: _ways,
    Widget.PIN: _pin,
    Widget.JSON: _json,
    Widget.TEXT: str.strip,
}
_FROM_GROUP: Mapping[Widget, Callable[[Mapping[str, str]], object]] = {
    Widget.NOTICE: _notice,
    Widget.HOURS: grids.hours,
    Widget.CONTINGENTS: grids.contingents,
}
