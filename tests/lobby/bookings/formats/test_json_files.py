"""JSON: a list, an object, a day file."""

import json
from datetime import datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby.bookings.checking import Checked
from lobby.bookings.formats.known import FormatName
from lobby.bookings.sample import Wish, sample_day
from lobby.bookings.values import FIELDS
from lobby.catalogue_files import sample_catalogue
from lobby.contract.codes.keyring import LOCAL
from tests.support.booking_feeds import checked, found
from tests.support.codes import private_key

ROW: dict[str, Any] = {
    "booking": "00112233445566ff", "centre": "altona", "service": "passport", "slot": "2026-11-23T10:15:00+01:00",
    "length_minutes": 15, "persons": 2,
}  # fmt: skip


def read(document: object) -> Checked:
    """The verdict on a document, or on bytes as they are."""
    raw = document if isinstance(document, bytes) else json.dumps(document).encode()
    return checked(raw, FormatName.JSON)


def test_a_list_and_an_object_say_the_same() -> None:
    """Both forms are the same bookings."""
    (booking,) = read([ROW]).bookings
    assert booking.slot == datetime(2026, 11, 23, 10, 15, tzinfo=LOCAL)
    assert read({"bookings": [ROW], "more": 1}).bookings == (booking,)


def test_a_day_file_is_taken_too() -> None:
    """What `sample` writes can be imported: the known bookings, once each."""
    catalogue = sample_catalogue()
    wish = Wish(catalogue.centre["altona"], datetime(2026, 11, 23, 10, 32, tzinfo=LOCAL))
    day = sample_day(wish, catalogue, private_key(1), 1)
    verdict = read(msgspec.json.encode(day))
    same = tuple(msgspec.structs.replace(one, source=None) for one in verdict.bookings)
    assert (same, verdict.findings) == (day.bookings, ())


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (b"", [("empty", None, None)]),
        (b"\xff", [("not-utf8", None, None)]),
        (b'[\n{"booking":\n', [("no-json", 3, None)]),
        (b"[" * 100_000, [("no-json", None, None)]),
        ({"entries": 1}, [("no-list", None, None)]),
        ({"bookings": 1}, [("no-list", None, None)]),
        ([], [("no-booking", None, None)]),
        ([1, ROW], [("no-object", 1, None)]),
        ([ROW, {}], [("service", 2), ("slot", 2), ("booking", 2)]),
        ([ROW | {"persons": [2]}], [("not-text", 1, "persons")]),
        ([ROW | {"persons": 10**400}], [("not-text", 1, "persons")]),
        ([ROW | {"cancelled": 2}], [("not-a-truth", 1, "cancelled")]),
    ],
)
def test_what_is_wrong_is_said_with_its_record(document: object, expected: list[tuple[Any, ...]]) -> None:
    """A record is named by its number, broken JSON by the line it breaks in."""
    shown = found(read(document))
    assert [(field, at) for _, at, field in shown] == expected or shown == expected


_ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.binary(max_size=200)
    | st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, _ANY)), max_size=3)
)
def test_any_document_gets_a_verdict(document: object) -> None:
    """Whatever stands in the fields, nothing raises."""
    verdict = read(document)
    assert all(one.line("de") and one.line("en") for one in verdict.findings)


@given(st.data())
def test_a_document_cut_anywhere_is_noticed(data: st.DataObject) -> None:
    """A half-written document is never imported."""
    raw = json.dumps([ROW, ROW | {"booking": "00112233445566fe"}]).encode()
    cut = read(raw[: data.draw(st.integers(0, len(raw) - 1))])
    assert not cut.is_usable
    assert not cut.is_good
