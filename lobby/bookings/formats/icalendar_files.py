"""iCalendar (RFC 5545): an event is a booking; title, description and people of it are not read."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vDDDTypes, vText
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from lobby.bookings.findings import Finding, Where
from lobby.bookings.formats.calendar_lines import Component, Property, calendars
from lobby.bookings.formats.feed import Feed, Reading, text_of
from lobby.bookings.formats.told import Account, Told, local
from lobby.bookings.records import Record, Setting
from lobby.contract.bookings import BookingStatus
from lobby.contract.codes.keyring import LOCAL

_TEXTS: Mapping[str, str] = {
    "UID": "reference", "X-LOBBY-BOOKING": "booking", "X-LOBBY-CENTRE": "centre", "X-LOBBY-SERVICE": "service",
    "CATEGORIES": "service", "X-LOBBY-PERSONS": "persons", "X-LOBBY-NUMBER": "number",
}  # fmt: skip
"""In the order in which they give way: what stands later in an event does not replace what is here before."""
_RECURRING = ("RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
_METHODS = frozenset({"", "PUBLISH", "REQUEST", "ADD", "CANCEL"})
_MOST_REVISION = 15
_MINUTE = timedelta(minutes=1)


class ICalendarFormat:
    """Feeds as iCalendar."""

    def read(self, content: bytes, setting: Setting) -> Feed:  # noqa: ARG002 - another format needs it
        """One record an event."""
        reading = Reading()
        text = text_of(content)
        if text is None:
            return reading.broken("not-utf8")
        if not text.strip():
            return reading.broken("empty")
        found = calendars(text, reading)
        if not found and reading.is_whole:
            return reading.broken("no-calendar", Where(line=1))
        for calendar in found:
            method = next((one.value.strip().upper() for one in calendar.all("METHOD")), "")
            if method not in _METHODS:
                return reading.broken("calendar-method", Where(line=calendar.all("METHOD")[0].line))
            for event in calendar.parts:
                if event.name == "VEVENT":
                    _take(event, reading, is_off=method == "CANCEL")
        return reading.feed()

    def write(self, account: Account) -> bytes:
        """An event a booking; what became of it stands in `X-LOBBY-STATUS` and its neighbours."""
        calendar = Calendar()
        calendar.add("prodid", "-//Lobby//bookings//DE")
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        for one in account.told:
            calendar.add_component(_event_of(one, account.as_of))
        content: bytes = calendar.to_ical()
        return content


def _event_of(told: Told, as_of: datetime) -> Event:
    state, event = told.state, Event()
    is_off = state.status is BookingStatus.CANCELLED
    event.add("uid", told.reference or f"{state.booking}@lobby")
    event.add("dtstamp", as_of.astimezone(UTC))
    event.add("dtstart", state.slot.astimezone(UTC))
    event.add("sequence", state.revision)
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("categories", [state.service])
    if state.since is not None:
        event.add("last-modified", state.since.astimezone(UTC))
    more = {
        "booking": state.booking, "status": state.status.value, "persons": str(state.persons),
        "number": state.number, "arrived": local(state.arrived), "place": state.place,
    }  # fmt: skip
    for name, value in more.items():
        if value:
            event.add(f"x-lobby-{name}", value)
    return event


def _take(event: Component, reading: Reading, *, is_off: bool) -> None:
    if event.is_bad:
        return
    made = _Read(event)
    status = next((one.value.strip().upper() for one in event.all("STATUS")), "")
    for one in event.all(*_RECURRING):
        made.wrong("recurring", one)
    made.texts()
    made.times()
    made.order()
    made.values["cancelled"] = is_off or status == "CANCELLED"
    if made.findings:
        reading.findings += made.findings
    elif status == "TENTATIVE" and not is_off:
        reading.findings.append(Finding.note("tentative", Where(line=event.line)))
    else:
        labels = {field: name for field, (name, _) in made.places.items()}
        lines = {field: line for field, (_, line) in made.places.items()}
        reading.records.append(Record(Where(line=event.line), made.values, lines, labels))


class _Read:
    """The fields of one event, and what is wrong with it."""

    def __init__(self, event: Component) -> None:
        self._event = event
        self.values: dict[str, object] = {}
        self.places: dict[str, tuple[str, int]] = {
            "slot": ("DTSTART", event.line),
            "service": ("CATEGORIES", event.line),
        }
        self.findings: list[Finding] = []

    def wrong(self, kind: str, one: Property) -> None:
        self.findings.append(Finding(kind, Where(line=one.line), one.name))

    def texts(self) -> None:
        """What is text in both; our own id goes before the other system's."""
        for name, field in _TEXTS.items():
            for one in self._event.all(name)[:1]:
                if field not in self.values:
                    first = one.value.partition(",")[0] if name == "CATEGORIES" else one.value
                    self._set(field, str(vText.from_ical(first)), one)
        if "booking" in self.values:
            self.values.pop("reference", None)

    def times(self) -> None:
        """Beginning and length."""
        begins = self._one("DTSTART")
        start = None if begins is None else self._moment(begins)
        if begins is None or start is None:
            return
        self._set("slot", start, begins)
        ends, lasts = self._one("DTEND"), self._one("DURATION")
        until = None if ends is None else self._moment(ends)
        if ends is not None and until is not None:
            self._set("length_minutes", _minutes(until - start), ends)
        elif lasts is not None:
            value = _value(lasts)
            if isinstance(value, timedelta):
                self._set("length_minutes", _minutes(value), lasts)
            else:
                self.wrong("not-a-moment", lasts)

    def order(self) -> None:
        """Sequence, then last change (RFC 5546, section 2.1.5)."""
        for one in self._event.all("SEQUENCE")[:1]:
            self._set("revision", _revision(one.value.strip()), one)
        changed = self._one("LAST-MODIFIED") or self._one("DTSTAMP")
        at = None if changed is None else self._moment(changed)
        if changed is not None and at is not None:
            self._set("changed", at, changed)

    def _one(self, name: str) -> Property | None:
        found = self._event.all(name)
        if len(found) > 1:
            self.wrong("property-twice", found[1])
        return found[0] if found else None

    def _set(self, field: str, value: object, one: Property) -> None:
        self.values[field] = value
        self.places[field] = one.name, one.line

    def _moment(self, one: Property) -> datetime | None:
        value = _value(one)
        if not isinstance(value, datetime):
            is_day = one.parameter("VALUE").upper() == "DATE" or len(one.value.strip()) == len("20261123")
            self.wrong("whole-day" if is_day else "not-a-moment", one)
            return None
        zone = _zone(one.parameter("TZID"))
        if zone is None:
            self.wrong("time-zone-unknown", one)
            return None
        return value if value.tzinfo is not None else value.replace(tzinfo=zone)


def _value(one: Property) -> object:
    try:
        found: object = vDDDTypes.from_ical(one.value.strip())  # type: ignore[no-untyped-call]
    except (ValueError, OverflowError):
        return None
    return found


def _minutes(length: timedelta) -> object:
    return length // _MINUTE if length % _MINUTE == timedelta(0) else "no whole minutes"


def _revision(text: str) -> str:
    """A booking code counts to fifteen; what comes after that is told apart by the last change."""
    digits = text.lstrip("0")
    is_large = digits.isascii() and digits.isdecimal() and (len(digits) > 2 or int(digits) > _MOST_REVISION)  # noqa: PLR2004
    return str(_MOST_REVISION) if is_large else text


def _zone(name: str) -> ZoneInfo | None:
    """The time zone of a name: IANA's, one of Windows, or IANA's behind a prefix; wall time in Germany without one."""
    if not name:
        return LOCAL
    for one in (name, WINDOWS_TO_OLSON.get(name, ""), "/".join(name.split("/")[-2:])):
        try:
            return ZoneInfo(one)
        except (KeyError, ValueError, OSError):
            continue
    return None
