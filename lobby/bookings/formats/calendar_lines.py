"""iCalendar taken apart (RFC 5545, 3.1 and 3.4): components, their properties and the lines they stand in."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from icalendar import Parameters
from icalendar.parser import Contentline

from lobby.bookings.findings import Finding, Where
from lobby.bookings.formats.feed import Reading, numbered_lines

_BEGIN, _END = "BEGIN", "END"


@dataclass(frozen=True)
class Property:
    """One content line."""

    name: str
    value: str
    line: int
    parameters: Parameters

    def parameter(self, name: str) -> str:
        """A parameter's value; empty where it is not given."""
        value = self.parameters.get(name, "")
        return value if isinstance(value, str) else ""


@dataclass
class Component:
    """`VCALENDAR`, `VEVENT` and what else begins and ends. `is_bad` when a line of it could not be read."""

    name: str
    line: int
    properties: list[Property] = field(default_factory=list)
    parts: list["Component"] = field(default_factory=list)
    is_bad: bool = False

    def all(self, *names: str) -> list[Property]:
        """The properties of these names, in their order."""
        return [one for one in self.properties if one.name in names]


def calendars(text: str, reading: Reading) -> list[Component]:
    """The calendars in a text. What does not begin, end or nest rightly makes the reading not whole."""
    top = Component("", 0)
    open_ones = [top]
    lines = list(_unfolded(text))
    for line, content in lines:
        one = _property(content, line)
        if one is None:
            open_ones[-1].is_bad = True
            reading.findings.append(Finding("calendar-line", Where(line=line)))
        elif one.name == _BEGIN:
            part = Component(one.value.strip().upper(), line)
            open_ones[-1].parts.append(part)
            open_ones.append(part)
        elif one.name != _END:
            open_ones[-1].properties.append(one)
        elif len(open_ones) > 1 and open_ones[-1].name == one.value.strip().upper():
            open_ones.pop()
        elif (line, content) == lines[-1]:
            break  # cut off in this very line
        else:
            reading.broken("calendar-nesting", Where(line=line))
            return []
    if len(open_ones) > 1:
        reading.broken("calendar-cut", Where(line=lines[-1][0]), begun=open_ones[-1].line)
        _drop_unfinished(open_ones)
    return [part for part in top.parts if part.name == "VCALENDAR"]


def _drop_unfinished(open_ones: list[Component]) -> None:
    for outer, inner in pairwise(open_ones[1:]):
        outer.parts = [part for part in outer.parts if part is not inner]


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Content lines, each with the line it begins in."""
    begun: tuple[int, str] | None = None
    for number, line in numbered_lines(text):
        if line[:1] in {" ", "\t"} and begun is not None:
            begun = begun[0], begun[1] + line[1:]
            continue
        if begun is not None:
            yield begun
        begun = (number, line) if line.strip() else None
    if begun is not None:
        yield begun


def _property(content: str, line: int) -> Property | None:
    try:
        name, parameters, value = Contentline(content).parts()  # type: ignore[no-untyped-call]
    except ValueError:
        return None
    return Property(name.upper(), value, line, parameters)
