"""Reads a day file, and says what is wrong with it before anything is played."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any, get_args

import msgspec

from lobby.contract.catalogue import Catalogue
from lobby.simulate.days.checks import problems_of
from lobby.simulate.days.file import AnyFault, Arrivals, Behaviour, Bookings, Clerks, DayFile, Service, Staff
from lobby.simulate.days.locating import Lines
from lobby.simulate.days.problems import DayFileError, Problem, in_words, meant

_WHERE = re.compile(r"^(?P<message>.*?)(?: - at (?P<key>`key` in )?`\$(?P<path>[^`]*)`)?$", re.DOTALL)
_UNKNOWN = re.compile(r"Object contains unknown field `([^`]+)`")
_KIND = re.compile(r"Invalid value '([^']*)'")
_STEP = re.compile(r"\.(?P<name>[^.\[\]]+)|\[(?P<index>\d+|\.\.\.)\]")

_FAULTS = sorted(str(one.__struct_config__.tag) for one in get_args(AnyFault))
_TABLES = (DayFile, Arrivals, Bookings, Service, Staff, Behaviour, Clerks, *get_args(AnyFault))
_FIELDS = {field.name for table in _TABLES for field in msgspec.structs.fields(table)}


def read_day_file(path: FilePath, catalogue: Catalogue, rules: dict[str, object] | None = None) -> DayFile:
    """The day in a file; `rules` are tried instead of the file's.

    Raises:
        DayFileError: it cannot be read, or something in it is wrong; one line for each thing.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise DayFileError(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise DayFileError(f"{path} is not text in UTF-8") from error
    return parse_day_file(text, path.name, catalogue, rules)


def parse_day_file(
    text: str, name: str, catalogue: Catalogue, rules: dict[str, object] | None = None
) -> DayFile:
    """The day in a text; errors are told under this name.

    Raises:
        DayFileError: something in it is wrong; one line for each thing.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DayFileError(f"{name} is not TOML: {error}") from error
    lines = Lines(text)
    day, problem = _converted(table)
    if day is None:
        assert problem is not None  # noqa: S101 - one of both is there
        raise DayFileError(problem.told(name, lines))
    if rules:
        day = msgspec.structs.replace(day, rules=day.rules | rules)
    problems = problems_of(day, catalogue)
    if problems:
        raise DayFileError("\n".join(one.told(name, lines) for one in problems))
    return day


def _converted(table: dict[str, Any]) -> tuple[DayFile | None, Problem | None]:
    try:
        return msgspec.convert(table, DayFile), None
    except msgspec.ValidationError as error:
        return None, _problem(table, str(error))


def _problem(table: dict[str, Any], message: str) -> Problem:
    found = _WHERE.match(message)
    assert found is not None  # noqa: S101 - the pattern fits every text
    path = tuple(_named(table, found["path"] or "", message, is_key=bool(found["key"])))
    unknown = _UNKNOWN.match(found["message"])
    if unknown is not None:
        return Problem((*path, unknown[1]), f"there is no such field{meant(unknown[1], _FIELDS)}")
    kind = _KIND.match(found["message"])
    if kind is not None:
        return Problem(path, f"there is no fault {kind[1]}; there are {', '.join(_FAULTS)}")
    return Problem(path, in_words(found["message"]))


def _named(table: dict[str, Any], path: str, message: str, *, is_key: bool) -> Iterator[str | int]:
    """The steps of `.arrivals[...].booked` with the key that `...` stands for: the one that alone fails likewise."""
    before = ""
    for step in _STEP.finditer(path + ("[...]" if is_key else "")):
        if step["name"] is not None:
            before = step["name"]
            yield before
        elif step["index"] != "...":
            yield int(step["index"])
        else:
            holder = table[before]
            yield next((key for key in holder if _fails({**table, before: {key: holder[key]}}, message)), "?")


def _fails(table: dict[str, Any], message: str) -> bool:
    try:
        msgspec.convert(table, DayFile)
    except msgspec.ValidationError as error:
        return str(error) == message
    return False
