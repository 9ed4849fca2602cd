"""JSON: a list of bookings, an object with `bookings`, or a day file of `lobby bookings sample`."""

import json
from collections.abc import Mapping
from typing import Any

import msgspec

from lobby.bookings.day import Day
from lobby.bookings.findings import Finding, Where
from lobby.bookings.formats.feed import Feed, Reading, text_of
from lobby.bookings.formats.told import Account
from lobby.bookings.records import Record, Setting
from lobby.bookings.values import FIELDS


class JsonFormat:
    """Feeds as JSON."""

    def read(self, content: bytes, setting: Setting) -> Feed:  # noqa: ARG002 - another format needs it
        """One record an object."""
        reading = Reading()
        if text_of(content) is None:
            return reading.broken("not-utf8")
        if not content.strip():
            return reading.broken("empty")
        document = parsed(content, reading)
        items = _items(document) if reading.is_whole else None
        if items is None:
            return reading.feed() if not reading.is_whole else reading.broken("no-list")
        for index, item in enumerate(items, 1):
            where = Where(record=index)
            if isinstance(item, dict):
                reading.records.append(record_of(item, where))
            else:
                reading.findings.append(Finding("no-object", where))
        return reading.feed()

    def write(self, account: Account) -> bytes:
        """An object with the states in a list."""
        states = [{"reference": one.reference, **msgspec.to_builtins(one.state)} for one in account.told]
        document = {"centre": account.centre, "as_of": account.as_of, "states": states}
        return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def parsed(content: bytes, reading: Reading) -> Any:
    """The document; where it is none, the reading is not whole and says where it ends to be one."""
    try:
        return msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, RecursionError):
        reading.broken("no-json", Where(line=_broken_line(content)))
    return None


def _broken_line(content: bytes) -> int | None:
    """The line in which a document stops to be JSON; None where that cannot be told."""
    try:
        json.loads(content.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        return error.lineno
    except (ValueError, RecursionError):
        return None
    return None


def record_of(item: Mapping[str, Any], where: Where) -> Record:
    """The known fields of an object."""
    return Record(where, {name: item[name] for name in FIELDS if item.get(name) is not None})


def _items(document: object) -> list[Any] | None:
    if isinstance(document, dict) and "entries" in document:
        try:
            day = msgspec.convert(document, Day)
        except msgspec.ValidationError:
            return None
        return [msgspec.to_builtins(one) for one in day.bookings]
    items = document.get("bookings") if isinstance(document, dict) else document
    return items if isinstance(items, list) else None
