"""The city's catalogue: its services and its centres, parsed from CSV text.

`number` is how a booking code names a service or a centre: given once, never given again.
"""

import csv
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import TypeVar

from lobby.contract.config import Language
from lobby.contract.fields import LONGEST_ADDRESS, WEB_ADDRESS
from lobby.contract.state import OpeningHours
from lobby.contract.topics import LEVEL

TRAINING_SITE = 255
"""The site number of codes for training and rehearsal; no centre has it."""

CITY_TREE = "city"
"""Taken in the topics by the city's own tree."""

FAMILIES = "AFJLRX"
PICK_UP_FAMILY = "L"
"""Finished documents to be collected: a way of its own at the terminal, a class of its own in the line."""
LONGEST_LINE = 80
_WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_HOURS = re.compile(r"(?P<first>\w\w)(?:-(?P<last>\w\w))? (?P<spans>\S+)")
_SPAN = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d)")
_TRUTH = {"yes": True, "no": False}

Row = Mapping[str, str]
T = TypeVar("T", "Service", "Centre")


class CatalogueError(ValueError):
    """A row cannot be used; the text names file, line and column."""


@dataclass(frozen=True)
class Service:
    """Something a visitor comes for. `family` is the letter of its ticket numbers, `length` its usual slot."""

    number: int
    id: str
    name_de: str
    name_en: str
    leika_key: str | None
    length: timedelta
    family: str
    city_wide: bool
    online: bool
    online_url: str | None = None
    """Where it is done online, for visitors' phones."""
    names: Mapping[str, str] = field(default_factory=dict, hash=False)
    """In the visitors' other languages, by BCP 47 tag, as far as the city has them."""

    @property
    def is_pick_up(self) -> bool:
        """Whether a finished document is collected."""
        return self.family == PICK_UP_FAMILY


@dataclass(frozen=True)
class Centre:
    """One centre. `counters` is how many places it has."""

    number: int
    id: str
    name: str
    district: str
    counters: int
    hours: tuple[OpeningHours, ...]
    residents: bool
    foreigners: bool
    address: str = ""

    def offers(self, service: Service) -> bool:
        """City-wide services are done at every centre for residents, the rest where foreigners' affairs are."""
        return self.residents if service.city_wide else self.foreigners


@dataclass(frozen=True)
class Catalogue:
    """Services and centres, each found by id or by number."""

    services: tuple[Service, ...]
    centres: tuple[Centre, ...]
    service: Mapping[str, Service] = field(init=False, repr=False, compare=False)
    service_number: Mapping[int, Service] = field(init=False, repr=False, compare=False)
    centre: Mapping[str, Centre] = field(init=False, repr=False, compare=False)
    site: Mapping[int, Centre] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index both."""
        object.__setattr__(self, "service", {one.id: one for one in self.services})
        object.__setattr__(self, "service_number", {one.number: one for one in self.services})
        object.__setattr__(self, "centre", {one.id: one for one in self.centres})
        object.__setattr__(self, "site", {one.number: one for one in self.centres})


def parse_catalogue(services_csv: str, centres_csv: str) -> Catalogue:
    """The catalogue in two CSV texts with a header row each.

    Raises:
        CatalogueError: a column is missing, a value is wrong, or an id or number occurs twice.
    """
    return Catalogue(
        _parse("services", services_csv, _service),
        _parse("centres", centres_csv, _centre),
    )


def _parse(what: str, text: str, make: Callable[[Row], T]) -> tuple[T, ...]:
    reader = csv.DictReader(text.splitlines(), restval="")
    found: list[T] = []
    ids: set[str] = set()
    numbers: set[int] = set()
    for row in reader:
        try:
            one = _new(make(row), ids, numbers)
        except KeyError as error:
            raise CatalogueError(f"{what}: column {error} is missing") from error
        except ValueError as error:
            raise CatalogueError(f"{what}, line {reader.line_num}: {error}") from error
        ids.add(one.id)
        numbers.add(one.number)
        found.append(one)
    return tuple(found)


def _new(one: T, ids: set[str], numbers: set[int]) -> T:
    if one.id in ids or one.number in numbers:
        raise ValueError(f"id {one.id} or number {one.number} is there already")
    return one


def _service(row: Row) -> Service:
    family = row["family"]
    if len(family) != 1 or family not in FAMILIES:
        raise ValueError(f"family {family!r} is none of {FAMILIES}")
    return Service(
        number=_whole(row, "number", 65_535),
        id=_id(row),
        name_de=_filled(row, "name_de"),
        name_en=_filled(row, "name_en"),
        leika_key=row["leika_key"] or None,
        length=timedelta(minutes=_whole(row, "minutes", 255)),
        family=family,
        city_wide=_truth(row, "city_wide"),
        online=_truth(row, "online"),
        online_url=_online_url(row),
        names=_names(row),
    )


def _online_url(row: Row) -> str | None:
    """The column may be missing: catalogues of before have none."""
    url = (row.get("online_url") or "").strip()
    if url and (len(url) > LONGEST_ADDRESS or not re.fullmatch(WEB_ADDRESS, url)):
        raise ValueError(f"online_url {url!r} is no https address of at most {LONGEST_ADDRESS} characters")
    if url and not _truth(row, "online"):
        raise ValueError(f"online_url {url!r} of a service that is not done online")
    return url or None


def _names(row: Row) -> Mapping[str, str]:
    """The columns `name_<tag>` beside German and English; an empty cell means that the city has no name in it."""
    tags = {column: column.removeprefix("name_") for column in row if column and column.startswith("name_")}
    unknown = sorted(tag for tag in tags.values() if tag not in set(Language))
    if unknown:
        raise ValueError(f"name_{unknown[0]}: {unknown[0]!r} is no language of the terminal")
    others = {tag: row[column].strip() for column, tag in tags.items() if tag not in {"de", "en"}}
    return {tag: name for tag, name in others.items() if name}


def _centre(row: Row) -> Centre:
    kinds = set(row["kind"].split(" and "))
    if not kinds or not kinds <= {"residents", "foreigners"}:
        raise ValueError(f"kind {row['kind']!r} is not residents, foreigners, or both joined by 'and'")
    return Centre(
        number=_whole(row, "number", TRAINING_SITE - 1),
        id=_id(row),
        name=_filled(row, "name"),
        district=row["district"],
        counters=_whole(row, "counters", 99),
        hours=parse_hours(row["hours"]),
        residents="residents" in kinds,
        foreigners="foreigners" in kinds,
        address=_address(row),
    )


def _address(row: Row) -> str:
    """The column may be missing."""
    address = (row.get("address") or "").strip()
    if len(address) > LONGEST_LINE:
        raise ValueError(f"address {address!r} is longer than {LONGEST_LINE} characters")
    return address


def parse_hours(text: str) -> tuple[OpeningHours, ...]:
    """`Mo-Tu 07:00-12:00; We 08:00-12:00+13:00-16:00`, local wall time, one entry per weekday and opening.

    Raises:
        ValueError: not of that form.
    """
    return tuple(hours for part in text.split(";") for hours in _hours(part.strip()))


def _hours(part: str) -> list[OpeningHours]:
    found = _HOURS.fullmatch(part)
    if found is None:
        raise ValueError(f"hours {part!r} are not like 'Mo-Fr 07:00-19:00'")
    first = _WEEKDAYS.index(found["first"])
    last = _WEEKDAYS.index(found["last"]) if found["last"] else first
    spans = [_SPAN.fullmatch(span) for span in found["spans"].split("+")]
    if last < first or not all(spans):
        raise ValueError(f"hours {part!r} are not like 'Mo-Fr 07:00-19:00'")
    return [
        OpeningHours(weekday=weekday, opens=time.fromisoformat(span[1]), closes=time.fromisoformat(span[2]))
        for weekday in range(first, last + 1)
        for span in spans
        if span is not None
    ]


def _id(row: Row) -> str:
    if not LEVEL.fullmatch(row["id"]):
        raise ValueError(f"id {row['id']!r} is not of lower-case letters, digits and dashes")
    if row["id"] == CITY_TREE:
        raise ValueError(f"id {CITY_TREE!r} is taken in the topics")
    return row["id"]


def _filled(row: Row, column: str) -> str:
    if not row[column].strip():
        raise ValueError(f"{column} is empty")
    return row[column]


def _whole(row: Row, column: str, most: int) -> int:
    text = row[column]
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= most):
        raise ValueError(f"{column} {text!r} is no whole number from 1 to {most}")
    return int(text)


def _truth(row: Row, column: str) -> bool:
    if row[column] not in _TRUTH:
        raise ValueError(f"{column} {row[column]!r} is neither yes nor no")
    return _TRUTH[row[column]]
