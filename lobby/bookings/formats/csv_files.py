"""CSV (RFC 4180), as spreadsheets write it: a header row, then a booking a row; comma, semicolon or tab."""

import csv
import io
import re
from collections.abc import Mapping, Sequence

from lobby.bookings.findings import Finding, Where
from lobby.bookings.formats.feed import Feed, Reading, text_of
from lobby.bookings.formats.told import Account, Told, local
from lobby.bookings.records import Record, Setting
from lobby.bookings.values import FIELDS

GERMAN: Mapping[str, str] = {
    "buchung": "booking", "referenz": "reference", "vorgang": "reference", "vorgangsnummer": "reference",
    "standort": "centre", "dienstleistung": "service", "anliegen": "service", "leistung": "service",
    "termin": "slot", "beginn": "slot", "datum": "date", "tag": "date", "uhrzeit": "time", "zeit": "time",
    "dauer": "length_minutes", "dauer_minuten": "length_minutes", "minuten": "length_minutes",
    "personen": "persons", "personenzahl": "persons", "fassung": "revision", "abgesagt": "cancelled",
    "storniert": "cancelled", "version": "version", "geändert": "changed", "änderung": "changed",
    "nummer": "number", "aufrufnummer": "number",
}  # fmt: skip
_NAMES: Mapping[str, str] = {**{name: name for name in FIELDS}, **GERMAN}
_DELIMITERS = ",;\t"
_UNQUOTED = re.compile(r'"[^"]*"')
_OPEN_QUOTE = "unexpected end of data"


class CsvFormat:
    """Feeds as CSV."""

    def read(self, content: bytes, setting: Setting) -> Feed:  # noqa: ARG002 - another format needs it
        """One record a row."""
        reading = Reading()
        text = text_of(content)
        if text is None:
            return reading.broken("not-utf8")
        rows = _rows(text, reading)
        header = next(((line, row) for line, row in rows if any(row)), None)
        if header is None:
            return reading.feed() if reading.findings else reading.broken("empty")
        columns = _columns(header[1], Where(line=header[0]), reading)
        if columns is None:
            return reading.feed()
        is_ended = text.endswith(("\n", "\r"))
        body = [(line, row) for line, row in rows if line > header[0] and any(row)]
        for line, row in body:
            is_cut = not is_ended and (line, row) == body[-1]
            _take(row, columns, Where(line=line), reading, is_cut=is_cut)
        if body and not is_ended:
            reading.findings.append(Finding.note("no-last-line-end", Where(line=body[-1][0])))
        return reading.feed()

    def write(self, account: Account) -> bytes:
        """A row a booking, as spreadsheets in Germany open it."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=";")
        writer.writerow(_STATE_COLUMNS)
        writer.writerows(_state_row(one) for one in account.told)
        return out.getvalue().encode("utf-8-sig")


_STATE_COLUMNS = (
    "reference", "booking", "status", "slot", "service", "persons", "number", "arrived", "since", "place", "calls",
)  # fmt: skip


def _state_row(told: Told) -> tuple[object, ...]:
    state = told.state
    return (
        told.reference or "", state.booking, state.status.value, local(state.slot), state.service, state.persons,
        state.number or "", local(state.arrived), local(state.since), state.place or "", state.calls,
    )  # fmt: skip


def _rows(text: str, reading: Reading) -> list[tuple[int, list[str]]]:
    """Rows with the line they begin in; a row that cannot be taken apart becomes a finding."""
    source = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows: list[tuple[int, list[str]]] = []
    while True:
        line = source.line_num + 1
        try:
            row = next(source)
        except StopIteration:
            return rows
        except csv.Error as error:
            is_cut = _OPEN_QUOTE in str(error)
            reading.findings.append(Finding("quote-open" if is_cut else "row-broken", Where(line=line)))
            reading.is_whole = reading.is_whole and not is_cut
        else:
            rows.append((line, [cell.strip() for cell in row]))


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = _UNQUOTED.sub("", first)
    return max(_DELIMITERS, key=bare.count)


def _columns(header: Sequence[str], where: Where, reading: Reading) -> list[str | None] | None:
    """The field of each column; None where the row is no header."""
    names = [_NAMES.get(re.sub(r"[\s\-]+", "_", name.casefold())) for name in header]
    known = [name for name in names if name is not None]
    if not known:
        reading.broken("no-header", where)
        return None
    twice = sorted({name for name in known if known.count(name) > 1})
    missing = [name for name, others in _NEEDED.items() if not {name, *others} & set(known)]
    for name in twice:
        reading.findings.append(Finding("column-twice", where, name))
    for name in missing:
        reading.findings.append(Finding("column-missing", where, name))
    unread = [_letters(at) for at, name in enumerate(names) if name is None and header[at]]
    if unread:
        reading.findings.append(Finding.note("columns-unread", where, columns=", ".join(unread)))
    if twice or missing:
        reading.is_whole = False
        return None
    return names


_NEEDED: Mapping[str, tuple[str, ...]] = {
    "booking": ("reference",), "service": (), "slot": ("date",),
}  # fmt: skip


def _take(
    row: Sequence[str], columns: Sequence[str | None], where: Where, reading: Reading, *, is_cut: bool
) -> None:
    if len(row) < len(columns) or any(row[len(columns) :]):
        kind = "row-cut" if is_cut and len(row) < len(columns) else "row-length"
        values = {"found": len(row), "wanted": len(columns)}
        reading.findings.append(Finding(kind, where, values=values))
        reading.is_whole = reading.is_whole and kind != "row-cut"
        return
    values_by_name = {name: row[at] for at, name in enumerate(columns) if name is not None and row[at]}
    reading.records.append(Record(where, values_by_name))


def _letters(at: int) -> str:
    """As spreadsheets name columns: A to Z, AA and so on."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
