"""The formats by name, and which one a file is of."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from lobby.bookings.formats.csv_files import CsvFormat
from lobby.bookings.formats.feed import Format
from lobby.bookings.formats.icalendar_files import ICalendarFormat
from lobby.bookings.formats.json_files import JsonFormat
from lobby.bookings.formats.zms_files import ZmsFormat


class FormatName(StrEnum):
    """How the command line names them."""

    CSV = "csv"
    JSON = "json"
    ICALENDAR = "icalendar"
    ZMS = "zms"


FORMATS: Mapping[FormatName, Format] = {
    FormatName.CSV: CsvFormat(),
    FormatName.JSON: JsonFormat(),
    FormatName.ICALENDAR: ICalendarFormat(),
    FormatName.ZMS: ZmsFormat(),
}
_ZMS_MARKS = (b"queuemanagement", b'"appointments"')
_SUFFIXES: Mapping[str, FormatName] = {
    ".csv": FormatName.CSV,
    ".tsv": FormatName.CSV,
    ".txt": FormatName.CSV,
    ".json": FormatName.JSON,
    ".ics": FormatName.ICALENDAR,
    ".ical": FormatName.ICALENDAR,
}


def format_of(path: Path, content: bytes) -> FormatName:
    """By the name of the file, else by how it begins."""
    named = _SUFFIXES.get(path.suffix.lower())
    if named is FormatName.JSON and any(mark in content for mark in _ZMS_MARKS):
        return FormatName.ZMS
    if named is not None:
        return named
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:15].upper() == b"BEGIN:VCALENDAR":
        return FormatName.ICALENDAR
    if start[:1] in {b"{", b"["} and any(mark in content for mark in _ZMS_MARKS):
        return FormatName.ZMS
    return FormatName.JSON if start[:1] in {b"{", b"["} else FormatName.CSV
