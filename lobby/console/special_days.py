"""Special days as a line of text each, such as `24.12.2026-31.12.2026 geschlossen`.

Times without a word are the hours of that day; English words are understood as well.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date

_LINE = re.compile(r"(?P<first>[\d.]+)(?:\s*[-–]\s*(?P<last>[\d.]+))?(?P<rest>\s.*)?", re.DOTALL)
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SPAN = re.compile(r"(\d{1,2})[:.](\d{2})\s*[-–]\s*(\d{1,2})[:.](\d{2})")
_CLOSED = frozenset({"geschlossen", "zu", "closed"})
_OPEN = frozenset({"geöffnet", "offen", "open"})
_REASONS: Mapping[str, str] = {
    "": "hours",
    "personalversammlung": "staff-meeting",
    "staff meeting": "staff-meeting",
    "feiertag": "holiday",
    "holiday": "holiday",
    "bereitschaft": "stand-by",
    "stand-by": "stand-by",
}
_NAMES: Mapping[str, str] = {
    "staff-meeting": "Personalversammlung", "holiday": "Feiertag", "stand-by": "Bereitschaft"
}  # fmt: skip
Day = dict[str, object]


class LineError(ValueError):
    """A line says no special day; `line` counts from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


def parse(text: str) -> list[Day]:
    """The special days of a text, as they travel; empty lines are passed over.

    Raises:
        LineError: a line cannot be read.
    """
    days: list[Day] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            day = _parsed(line.strip())
            if day is None:
                raise LineError(number)
            days.append(day)
    return days


def written(days: Sequence[Mapping[str, object]]) -> str:
    """The text of special days."""
    return "\n".join(_written(day) for day in days)


def _parsed(line: str) -> Day | None:
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    first = _date(found["first"])
    last = _date(found["last"]) if found["last"] else None
    if first is None or (found["last"] and (last is None or last < first)):
        return None
    rest = found["rest"] or ""
    spans = [_span(one) for one in _SPAN.finditer(rest)]
    words = re.sub(r"[\s,;]+", " ", _SPAN.sub(" ", rest)).strip().casefold()
    word, _, reason = words.partition(" ")
    if word not in _CLOSED | _OPEN:
        word, reason = "", words
    is_closed = word in _CLOSED
    good = {
        None not in spans,
        bool(word or spans),
        reason in _REASONS and (is_closed or not reason),
    }
    if good != {True}:
        return None
    return {
        "first": first.isoformat(),
        "last": None if last is None else last.isoformat(),
        "closed": is_closed,
        "spans": spans,
        "closure": _REASONS[reason],
    }


def _date(text: str) -> date | None:
    found = _DATE.fullmatch(text)
    try:
        return None if found is None else date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def _span(found: re.Match[str]) -> dict[str, str] | None:
    opens, closes = f"{int(found[1]):02}:{found[2]}:00", f"{int(found[3]):02}:{found[4]}:00"
    is_time = all(int(found[hour]) < 24 and int(found[hour + 1]) < 60 for hour in (1, 3))  # noqa: PLR2004 - a clock
    return {"opens": opens, "closes": closes} if is_time and opens < closes else None


def _written(day: Mapping[str, object]) -> str:
    first, last = str(day.get("first")), day.get("last")
    spans = day.get("spans")
    times = [_times(one) for one in spans if isinstance(one, dict)] if isinstance(spans, list | tuple) else []
    words = ["geschlossen"] if day.get("closed", True) else [] if times else ["geöffnet"]
    reason = _NAMES.get(str(day.get("closure")), "") if day.get("closed", True) else ""
    days = _german(first) + (f"-{_german(str(last))}" if last else "")
    return " ".join(part for part in (days, *words, ", ".join(times), reason) if part)


def _german(day: str) -> str:
    return f"{date.fromisoformat(day):%d.%m.%Y}"


def _times(span: Mapping[str, object]) -> str:
    return f"{str(span.get('opens'))[:5]}-{str(span.get('closes'))[:5]}"
