"""Processes of ZMS, by its public schema."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby.bookings.checking import Checked
from lobby.bookings.formats.known import FormatName
from lobby.bookings.records import Setting
from lobby.contract.bookings import Booking
from lobby.contract.codes.keyring import LOCAL
from tests.support.booking_feeds import NUMBERS, SETTING, checked, found
from tests.support.zms import SCOPE, answer, process

SLOT = datetime(2026, 11, 23, 10, 15, tzinfo=LOCAL)
ZMS = Setting(
    "altona", SETTING.catalogue, NUMBERS, {"120703": "id-card", "": "residence-register"}, str(SCOPE)
)


def read(document: object, setting: Setting = ZMS) -> Checked:
    """The verdict on an answer of ZMS."""
    raw = document if isinstance(document, bytes) else json.dumps(document).encode()
    return checked(raw, FormatName.ZMS, setting)


def test_a_process_is_a_booking() -> None:
    """Number, slot, slots times minutes, request, last change; the id is of this day."""
    (row,) = read(answer(process(100005, SLOT))).rows
    assert row.reference == "100005"
    assert row.booking == Booking(
        booking=NUMBERS.booking_on(SLOT.date(), "100005"),
        centre="altona",
        service="id-card",
        slot=SLOT,
        length_minutes=20,
        persons=1,
        version=1795000100,
        source="office",
    )


def test_a_number_on_another_day_is_another_booking() -> None:
    """ZMS gives a number again once its process is done."""
    rows = read(answer(process(100005, SLOT), process(100005, SLOT + timedelta(days=1)))).rows
    assert len({row.booking.booking for row in rows}) == 2


def test_nothing_of_the_person_stays() -> None:
    """Neither key nor name nor remark is in what was read, not even in a finding."""
    bad = process(100006, SLOT, requests=[{"id": "1", "name": "Müller"}], lastChange="s3cr")
    verdict = read(answer(process(100005, SLOT), bad))
    said = repr(verdict) + "".join(one.line("de") + one.line("en") for one in verdict.findings)
    for private in ("s3cr", "Müller", "erika", "Kind kommt", "192.0.2.1", "040 123"):
        assert private not in said


@pytest.mark.parametrize("shape", ["list", "answer", "object", "one"])
def test_all_shapes_of_an_answer_are_read(shape: str) -> None:
    """A list, the answer around it, the list as an object with numbers, a single process."""
    one = process(100005, SLOT)
    documents = {
        "list": [one],
        "answer": answer(one),
        "object": {"data": {"0": one}},
        "one": {"data": one},
    }
    assert len(read(documents[shape]).rows) == 1


@pytest.mark.parametrize(
    ("changes", "persons", "service"),
    [
        ({"requests": [{"id": "120703"}] * 3}, 3, "id-card"),
        ({"requests": [{"id": "120703"}, {"id": "121151"}]}, 1, "id-card"),
        ({"requests": []}, 1, "residence-register"),
        ({"requests": [{"id": "9", "name": "x", "data": {"leika": "99085001000000"}}]}, 1, "passport"),
        ({"requests": [{"id": "9", "name": "Reisepass"}]}, 1, "passport"),
        ({"requests": {"0": {"id": "120703"}}}, 1, "id-card"),
    ],
)
def test_requests_are_service_and_persons(changes: dict[str, Any], persons: int, service: str) -> None:
    """By the settings' numbers, the LeiKa key or the name; the same request twice is for two."""
    (booking,) = read(answer(process(100005, SLOT, **changes))).bookings
    assert (booking.persons, booking.service) == (persons, service)


@pytest.mark.parametrize(
    "status", ["confirmed", "queued", "called", "processing", "finished", "missed", "parked"]
)
def test_what_zms_thinks_of_the_day_is_not_ours(status: str) -> None:
    """A booking stands whatever ZMS did with it: presence is a fact of this lobby."""
    (booking,) = read(answer(process(100005, SLOT, status=status))).bookings
    assert not booking.cancelled


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"status": "reserved"}, "tentative"),
        ({"status": "preconfirmed"}, "tentative"),
        ({"status": "blocked"}, "zms-no-appointment"),
        ({"status": "archived", "id": 0}, "zms-no-appointment"),
        ({"queue": {"withAppointment": "0"}}, "zms-walk-in"),
        ({"appointments": [{"date": 1, "scope": {"id": 7}}]}, "zms-other-scope"),
    ],
)
def test_what_is_no_booking_is_noted(changes: dict[str, Any], kind: str) -> None:
    """Slots that are only held, walk-ins of ZMS and other scopes are left out with a word."""
    verdict = read(answer(process(100004, SLOT), process(100005, SLOT, **changes)))
    assert (len(verdict.rows), verdict.is_good, found(verdict)) == (1, True, [(kind, 2, None)])


def test_a_deleted_process_is_cancelled() -> None:
    """ZMS keeps it in the list for a while."""
    (booking,) = read(answer(process(100005, SLOT, status="deleted"))).bookings
    assert booking.cancelled


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (answer(error=True), [("zms-error", None, None)]),
        ({"bookings": []}, [("zms-no-list", None, None)]),
        ("text", [("zms-no-list", None, None)]),
        (answer(), [("no-booking", None, None)]),
        ([1], [("no-object", 1, None)]),
        (answer(process(100005, SLOT, appointments=[])), [("missing", 1, "appointments[0].date")]),
        (answer(process(100005, SLOT, lastChange="x")), [("not-whole", 1, "lastChange")]),
        (answer(process(100005, SLOT, requests=[{"id": "1"}])), [("missing", 1, "requests")]),
    ],
)
def test_what_is_wrong_is_said_as_zms_calls_it(document: object, expected: list[tuple[Any, ...]]) -> None:
    """The field has the name of the schema."""
    assert [one for one in found(read(document)) if one in expected] == expected or found(
        read(document)
    ) == expected


_JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", "scope", "date"]), inner)
    ),
    max_leaves=6,
)


@given(
    st.binary(max_size=200),
    st.dictionaries(st.sampled_from(list(process(1, SLOT))), _JUNK, max_size=5),
    st.dictionaries(st.sampled_from(["date", "scope", "availability", "slotCount"]), _JUNK),
)
def test_any_answer_gets_a_verdict(raw: bytes, changes: dict[str, Any], appointment: dict[str, Any]) -> None:
    """Whatever stands in the fields, findings and never an exception."""
    one = process(100005, SLOT)
    one["appointments"][0] |= appointment
    for document in (raw, answer(one | changes), [changes], {"data": changes}):
        assert all(finding.line("de") for finding in read(document).findings)
