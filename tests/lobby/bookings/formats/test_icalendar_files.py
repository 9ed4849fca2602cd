"""iCalendar as calendars and booking systems write it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby.bookings.checking import Checked
from lobby.bookings.formats.known import FormatName
from lobby.contract.bookings import Booking
from lobby.contract.codes.keyring import LOCAL
from tests.support.booking_feeds import NUMBERS, checked, found

EVENT = """BEGIN:VEVENT
UID:4711@booking.example
SEQUENCE:2
DTSTAMP:20261120T090000Z
LAST-MODIFIED:20261120T130300Z
DTSTART;TZID=Europe/Berlin:20261123T101500
DTEND;TZID=Europe/Berlin:20261123T103000
SUMMARY:Reisepass für Erika Müller
ATTENDEE;CN="Müller, Erika":mailto:erika@example.org
CATEGORIES:Reisepass,Ausweise
X-LOBBY-PERSONS:2
BEGIN:VALARM
TRIGGER:-PT1H
END:VALARM
END:VEVENT
"""


def calendar(*events: str, method: str = "") -> str:
    """A calendar of these events."""
    head = f"BEGIN:VCALENDAR\nVERSION:2.0\n{f'METHOD:{method}' if method else 'X-A:b'}\n"
    return head + "".join(events) + "END:VCALENDAR\n"


def read(content: str | bytes) -> Checked:
    """The verdict on a calendar."""
    return checked(content, FormatName.ICALENDAR)


def test_an_event_is_a_booking() -> None:
    """Who it is, what, when, how long, how many, which version; neither title nor people."""
    (row,) = read(calendar(EVENT)).rows
    assert row.reference == "4711@booking.example"
    assert row.booking == Booking(
        booking=NUMBERS.booking("4711@booking.example"),
        revision=2,
        centre="altona",
        service="passport",
        slot=datetime(2026, 11, 23, 10, 15, tzinfo=LOCAL),
        length_minutes=15,
        persons=2,
        version=int(datetime(2026, 11, 20, 13, 3, tzinfo=UTC).timestamp()),
        source="office",
    )


@pytest.mark.parametrize(
    "start",
    [
        "DTSTART:20261123T091500Z",
        "DTSTART:20261123T101500",
        "DTSTART;TZID=W. Europe Standard Time:20261123T101500",
        "DTSTART;TZID=/example.org/Europe/Berlin:20261123T101500",
        "DTSTART;TZID=Europe/London:20261123T091500",
        "DTSTART;TZID=Europe/Ber\n lin:20261123T10\n\t1500",
        "dtstart:20261123T101500",
    ],
)
def test_all_ways_to_say_when_mean_the_same(start: str) -> None:
    """UTC, wall time, zones of other makers, folded lines, small letters."""
    event = EVENT.replace("DTSTART;TZID=Europe/Berlin:20261123T101500", start)
    event = event.replace("DTEND;TZID=Europe/Berlin:20261123T103000", "DURATION:PT15M")
    (booking,) = read(calendar(event).replace("\n", "\r\n")).bookings
    assert (booking.slot, booking.length_minutes) == (datetime(2026, 11, 23, 10, 15, tzinfo=LOCAL), 15)


def test_a_cancellation_comes_in_two_ways() -> None:
    """By its status, or by the method of the whole calendar."""
    by_status = read(calendar(EVENT.replace("SUMMARY:", "STATUS:CANCELLED\nSUMMARY:"))).bookings
    by_method = read(calendar(EVENT, method="CANCEL")).bookings
    assert by_status == by_method
    assert by_status[0].cancelled


def test_our_own_id_and_service_go_before_the_others() -> None:
    """Whoever issues our codes names the booking by the id in the code."""
    event = EVENT.replace("SUMMARY:", "X-LOBBY-BOOKING:00112233445566ff\nX-LOBBY-SERVICE:id-card\nSUMMARY:")
    (row,) = read(calendar(event)).rows
    assert (row.booking.booking, row.booking.service, row.reference) == ("00112233445566ff", "id-card", None)


def test_what_is_not_confirmed_is_not_taken() -> None:
    """It is noted, and the others are imported."""
    other = EVENT.replace("4711", "4712").replace("SUMMARY:", "STATUS:TENTATIVE\nSUMMARY:")
    verdict = read(calendar(EVENT, other))
    assert (len(verdict.rows), verdict.is_good, found(verdict)) == (1, True, [("tentative", 19, None)])


def test_a_sequence_beyond_fifteen_is_told_apart_by_its_last_change() -> None:
    """A booking code counts to fifteen."""
    later = (
        EVENT.replace("SEQUENCE:2", "SEQUENCE:018")
        .replace("T130300Z", "T140000Z")
        .replace("T103000", "T110000")
    )
    verdict = read(calendar(EVENT.replace("SEQUENCE:2", "SEQUENCE:17"), later))
    assert [(one.revision, one.length_minutes) for one in verdict.bookings] == [(15, 45)]
    assert found(verdict) == [("older-version", 4, None)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("UID:4711@booking.example\n", "", ("booking-missing", 4, "booking")),
        ("20261123T101500", "20261123", ("whole-day", 9, "DTSTART")),
        ("20261123T101500", "20261340T101500", ("not-a-moment", 9, "DTSTART")),
        ("20261123T101500", "20261123T101530", ("not-a-minute", 9, "DTSTART")),
        (
            "TZID=Europe/Berlin:20261123T101500",
            "TZID=Nowhere:20261123T101500",
            ("time-zone-unknown", 9, "DTSTART"),
        ),
        ("20261123T103000", "20261123T091500", ("not-whole", 10, "DTEND")),
        ("20261123T103000", "20261123T103030", ("not-whole", 10, "DTEND")),
        ("SUMMARY", "DTSTART:20261123T101500\nSUMMARY", ("property-twice", 11, "DTSTART")),
        ("SUMMARY", "RRULE:FREQ=DAILY\nSUMMARY", ("recurring", 11, "RRULE")),
        ("SEQUENCE:2", "SEQUENCE:-1", ("not-whole", 6, "SEQUENCE")),
        ("CATEGORIES:Reisepass", "CATEGORIES:Haarschnitt", ("no-such-service", 13, "CATEGORIES")),
        ("CATEGORIES:Reisepass,Ausweise\n", "", ("missing", 4, "CATEGORIES")),
        ("X-LOBBY-PERSONS:2", "X-LOBBY-PERSONS:21", ("not-whole", 14, "X-LOBBY-PERSONS")),
        ("SUMMARY:", "Erika Müller ", ("calendar-line", 11, None)),
        ("END:VALARM", "END:VTODO", ("calendar-nesting", 17, None)),
    ],
)
def test_what_is_wrong_is_said_with_line_and_property(
    old: str, new: str, expected: tuple[str, int, str | None]
) -> None:
    """As the calendar calls it, where the calendar has it."""
    assert expected in found(read(calendar(EVENT.replace(old, new))))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("", "empty"),
        ("slot,service\n", "calendar-line"),
        ("BEGIN:VCARD\nEND:VCARD\n", "no-calendar"),
        (b"\xff\xfe", "not-utf8"),
        (calendar(), "no-booking"),
        (calendar(EVENT, method="REPLY"), "calendar-method"),
        (calendar(EVENT)[:-16], "calendar-cut"),
    ],
)
def test_what_is_wrong_with_the_file_is_said(content: str | bytes, kind: str) -> None:
    """Empty, another file, another method, cut off."""
    verdict = read(content)
    assert kind in [one for one, _, _ in found(verdict)]
    assert not verdict.is_good


@given(st.integers(0, len(calendar(EVENT, EVENT).encode()) - 12))
def test_a_calendar_cut_anywhere_is_not_imported(length: int) -> None:
    """Half an hour of work is never taken for the whole."""
    verdict = read(calendar(EVENT, EVENT.replace("4711", "4712")).encode()[:length])
    assert not verdict.is_good
    assert not verdict.is_usable


_LINES = st.sampled_from(calendar(EVENT).splitlines()) | st.text(
    st.characters(exclude_categories=["Cs"]), max_size=20
)


@given(st.binary(max_size=300) | st.lists(_LINES, max_size=30).map(lambda lines: "\n".join(lines).encode()))
def test_any_bytes_get_a_verdict(content: bytes) -> None:
    """Lines of a calendar in any order among anything else: findings, never an exception."""
    assert all(one.line("de") and one.line("en") for one in read(content).findings)
