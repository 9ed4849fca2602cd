"""What is wrong with a day file, in words that name the line and the field."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from lobby.simulate.days.locating import Lines, Path

_EXPECTED = re.compile(r"Expected `(?P<wanted>[^`]+)`(?P<more>.*)")
_ELSE: Final = re.compile(r", got `(?P<found>\w+)`$")
_LIMIT: Final = re.compile(r" (?P<sign>[<>]=?) (?P<limit>\S+)$")
_LENGTH: Final = re.compile(r" of length (?P<sign>[<>]=) (?P<limit>\d+)$")
_MISSING: Final = re.compile(r"Object missing required field `(?P<name>[^`]+)`")

_KINDS: Final = {
    "int": "a whole number", "float": "a number", "str": "a text in quotes", "bool": "true or false",
    "array": "a list in brackets", "object": "a table", "date": "a date like 2026-11-24", "null": "nothing",
    "datetime": "a date with a time", "time": "a time without quotes",
}  # fmt: skip
_SIGNS: Final = {">": "more than", ">=": "at least", "<": "less than", "<=": "at most"}
_PATTERNS: Final = (
    (r"^([01]\d|2[0-3]):[0-5]\d$", "a time like 07:30"),
    (r"^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$", "a span of time like 07:00-19:00"),
    (r"^[a-z0-9][a-z0-9-]{0,39}$", "a name of small letters, digits and dashes"),
    (r"^[0-9A-Za-z]{1,4}$", "a counter's sign of one to four letters or digits"),
)


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, and where."""

    path: Path
    text: str

    def told(self, name: str, lines: Lines) -> str:
        """As a sentence that begins with file and line."""
        line = lines.of(self.path)
        where = name if line is None else f"{name}, line {line}"
        return f"{where}: {spelled(self.path)}{self.text}"


class DayFileError(Exception):
    """The file cannot be used; each line of the text is one thing that is wrong."""


def spelled(path: Path) -> str:
    """The way to a field as one reads it: `staff (2nd), places: `."""
    parts: list[str] = []
    for part in path:
        if isinstance(part, int) and parts:
            parts[-1] += f" ({_ordinal(part + 1)})"
        else:
            parts.append(str(part))
    return f"{', '.join(parts)}: " if parts else ""


def in_words(message: str) -> str:
    """What a failed check says, without the signs of a programming language."""
    missing = _MISSING.match(message)
    if missing is not None:
        return f"{missing['name']} is missing"
    expected = _EXPECTED.match(message)
    if expected is None:
        return message[:1].lower() + message[1:]
    kinds = [kind.strip() for kind in expected["wanted"].split("|")]
    wanted = " or ".join(_KINDS.get(kind, kind) for kind in kinds)
    more = expected["more"]
    if found := _ELSE.match(more):
        return f"expected {wanted}, not {_KINDS.get(found['found'], found['found'])}"
    if length := _LENGTH.match(more):
        what = "characters" if "str" in kinds else "entries"
        return f"expected {_SIGNS[length['sign']]} {length['limit']} {what}"
    if limit := _LIMIT.match(more):
        return f"expected {wanted} of {_SIGNS[limit['sign']]} {limit['limit'].removesuffix('.0')}"
    pattern = next((words for known, words in _PATTERNS if f"matching regex {known!r}" in more), None)
    return f"expected {pattern or wanted + more}"


def meant(name: str, known: Collection[str]) -> str:
    """`; is it booked?`, where something known is written nearly so; nothing for what is known elsewhere."""
    near = [] if name in known else get_close_matches(name, known, n=1)
    return f"; is it {near[0]}?" if near else ""


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number if number < 20 else number % 10, "th")  # noqa: PLR2004
    return f"{number}{ending}"
