"""The single values of a CAP message: from text, whether it stood in XML or in JSON."""

import math
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from html import unescape
from typing import TypeVar

from lobby.warnings.rules.alert import Circle, Code, Key, NotAnAlertError, Point

E = TypeVar("E", bound=StrEnum)

LONGEST_TEXT = 4000
MOST_REFERENCES = 200
_BREAK = re.compile(r"<\s*(?:br|/p|/li|/div)\b[^<>]{0,40}>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,400}>")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_PLAIN = {"de-ls": "de-simple", "de-x-ls": "de-simple", "de-leicht": "de-simple"}
_REGION_LETTERS = 2


def named(kind: type[E], text: str, field: str) -> E:
    """The value of a list that must be known.

    Raises:
        NotAnAlertError: it is none of them.
    """
    for one in kind:
        if one.value.lower() == text.strip().lower():
            return one
    raise NotAnAlertError(f"{field} is {text[:40]!r}, not one of {', '.join(kind)}")


def known(kind: type[E], text: str) -> E:
    """The value of a list, or its "Unknown"."""
    return next((one for one in kind if one.value.lower() == text.strip().lower()), kind("Unknown"))


def required(text: str, field: str) -> str:
    """An identifier or a sender: something without blanks and commas, as the standard says.

    Raises:
        NotAnAlertError: nothing, or with a character that the standard forbids.
    """
    value = text.strip()
    if not value or len(value) > LONGEST_TEXT or re.search(r"[\s,<&]", value):
        raise NotAnAlertError(f"{field} is missing or has a blank, a comma, < or &")
    return value


def moment(text: str, field: str) -> datetime:
    """An aware moment.

    Raises:
        NotAnAlertError: no date and time with an offset.
    """
    found = moment_or_none(text)
    if found is None:
        raise NotAnAlertError(f"{field} is {text[:40]!r}, no date and time with an offset")
    return found


def moment_or_none(text: str) -> datetime | None:
    """An aware moment; None for anything else."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def sentence(text: str) -> str:
    """Words for a screen: marks of web pages, control and direction characters are taken out."""
    plain = unescape(_TAG.sub("", _BREAK.sub("\n", text[: 2 * LONGEST_TEXT])))
    lines = ("".join(map(_printable, line)).split() for line in plain.splitlines())
    return "\n".join(" ".join(words) for words in lines if words)[:LONGEST_TEXT]


def _printable(character: str) -> str:
    return " " if unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs", "Cn"} else character


def language(text: str) -> str:
    """The BCP 47 tag in lower case, without its region; Leichte Sprache is `de-simple`."""
    tag = text.strip().lower().replace("_", "-")
    if tag in _PLAIN:
        return _PLAIN[tag]
    if not _LANGUAGE.fullmatch(tag):
        return "en"
    parts = tag.split("-")
    return "-".join([parts[0], *(part for part in parts[1:] if len(part) > _REGION_LETTERS)])[:30]


def references(text: str) -> tuple[Key, ...]:
    """`sender,identifier,sent` apart by blanks; what has not this form refers to nothing."""
    parts = [one.split(",") for one in text.split()[:MOST_REFERENCES]]
    return tuple(Key(one[0], one[1]) for one in parts if len(one) == 3 and one[0] and one[1])  # noqa: PLR2004


def polygon(text: str) -> tuple[Point, ...] | None:
    """`latitude,longitude` apart by blanks, closed or not; None for fewer than three corners or nonsense."""
    points = _points(text.split())
    return points if points is not None and len(set(points)) >= 3 else None  # noqa: PLR2004 - a triangle


def circle(text: str) -> Circle | None:
    """`latitude,longitude radius`, the radius in kilometres; None for nonsense."""
    middle, _, radius = text.strip().partition(" ")
    points, kilometres = _points([middle]), _number(radius)
    if points is None or kilometres is None or kilometres < 0:
        return None
    return Circle(points[0], kilometres)


def code(system: str, value: str) -> Code:
    """A code of an area."""
    return Code(system.strip().upper()[:40], value.strip()[:40])


def point(latitude: float, longitude: float) -> Point | None:
    """A place on earth, or None."""
    is_there = math.isfinite(latitude) and math.isfinite(longitude)
    return Point(latitude, longitude) if is_there and abs(latitude) <= 90 and abs(longitude) <= 180 else None  # noqa: PLR2004


def _points(pairs: Iterable[str]) -> tuple[Point, ...] | None:
    found = []
    for pair in pairs:
        latitude, _, longitude = pair.partition(",")
        numbers = (_number(latitude), _number(longitude))
        one = None if numbers[0] is None or numbers[1] is None else point(numbers[0], numbers[1])
        if one is None:
            return None
        found.append(one)
    return tuple(found) or None


def _number(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if math.isfinite(found) else None
