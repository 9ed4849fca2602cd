"""What is told back, in each format: read by another reader it says what became of the bookings."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import msgspec
import pytest

from lobby.bookings.findings import Where
from lobby.bookings.formats.known import FORMATS, FormatName
from lobby.bookings.formats.told import Account, Told, told_of
from lobby.bookings.formats.zms_files import STATUS
from lobby.bookings.records import Row
from lobby.contract.bookings import Booking, BookingState, BookingStatus

SLOT = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
ARRIVED = BookingState(
    booking="00112233445566ff", status=BookingStatus.CALLED, slot=SLOT, service="passport", persons=2, revision=1,
    number="A104", arrived=SLOT - timedelta(minutes=5), since=SLOT + timedelta(minutes=3), place="7", calls=1,
)  # fmt: skip
EXPECTED = BookingState(
    booking="00112233445566fe", status=BookingStatus.EXPECTED, slot=SLOT, service="id-card", persons=1
)
ACCOUNT = Account("altona", SLOT, (Told(ARRIVED, "4711"), Told(EXPECTED)), "141")


def written(name: FormatName) -> str:
    """The account in a format."""
    return FORMATS[name].write(ACCOUNT).decode("utf-8-sig")


def test_csv_has_a_row_a_booking() -> None:
    """Wall time in Germany, as people read it."""
    first, second = csv.DictReader(io.StringIO(written(FormatName.CSV)), delimiter=";")
    assert first == {
        "reference": "4711", "booking": "00112233445566ff", "status": "called", "slot": "2026-11-23T10:15:00+01:00",
        "service": "passport", "persons": "2", "number": "A104", "arrived": "2026-11-23T10:10:00+01:00",
        "since": "2026-11-23T10:18:00+01:00", "place": "7", "calls": "1",
    }  # fmt: skip
    assert (second["reference"], second["status"], second["number"]) == ("", "expected", "")


def test_json_has_the_states_of_the_contract() -> None:
    """With the reference beside them."""
    document = json.loads(written(FormatName.JSON))
    assert (document["centre"], document["states"][0].pop("reference")) == ("altona", "4711")
    assert msgspec.convert(document["states"][0], BookingState) == ARRIVED


def test_icalendar_has_an_event_a_booking() -> None:
    """Under the UID of the feed; what the standard has no word for is in properties of our own."""
    calendar = icalendar.Calendar.from_ical(written(FormatName.ICALENDAR))
    events: list[Any] = list(calendar.walk("VEVENT"))
    first, second = events
    assert (str(first["UID"]), first["DTSTART"].dt, int(first["SEQUENCE"])) == ("4711", SLOT, 1)
    assert [str(first[f"X-LOBBY-{name}"]) for name in ("STATUS", "NUMBER", "PLACE")] == [
        "called",
        "A104",
        "7",
    ]
    assert (str(second["UID"]), str(second["STATUS"])) == ("00112233445566fe@lobby", "CONFIRMED")


def test_zms_has_a_process_for_each_booking_it_named() -> None:
    """With what its schema demands of a process and of its queue."""
    document = json.loads(written(FormatName.ZMS))
    assert document["meta"]["error"] is False
    (process,) = document["data"]
    assert process == {
        "id": "4711", "status": "called", "scope": {"id": "141"},
        "queue": {
            "arrivalTime": int(SLOT.timestamp()) - 300, "number": "A104", "callCount": 1, "withAppointment": 1,
            "status": "called", "callTime": int(SLOT.timestamp()) + 180, "destination": "7",
        },
    }  # fmt: skip


@pytest.mark.parametrize("status", list(BookingStatus))
def test_zms_knows_every_status(status: BookingStatus) -> None:
    """Each is one of the words that both of its schemas allow."""
    both = {
        "reserved",
        "preconfirmed",
        "confirmed",
        "queued",
        "called",
        "processing",
        "pending",
        "finished",
        "missed",
    }
    assert STATUS[status] in both | {"parked", "deleted", "blocked"}


def test_a_feed_names_the_bookings_that_are_told() -> None:
    """Only its own, under its references."""
    booking = Booking(
        booking=ARRIVED.booking, centre="altona", service="passport", slot=SLOT, length_minutes=15
    )
    assert told_of([ARRIVED, EXPECTED], [Row(Where(line=2), booking, "4711")]) == (Told(ARRIVED, "4711"),)
    assert told_of([ARRIVED, EXPECTED], None) == (Told(ARRIVED), Told(EXPECTED))
