"""Files of bookings are taken whole or refused line by line."""

import json
from datetime import datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby.bookings.parsing import Checked, check_bookings
from lobby.bookings.sample import Wish, sample_day
from lobby.catalogue_files import sample_catalogue
from lobby.contract.codes.keyring import LOCAL
from tests.support.codes import private_key

CATALOGUE = sample_catalogue()
HEADER = "booking,revision,centre,service,slot,length_minutes,persons,cancelled"
LINE = "00112233445566ff,0,altona,passport,2026-11-23T10:15:00+01:00,15,2,false"
ROW: dict[str, Any] = {
    "booking": "00112233445566ff", "centre": "altona", "service": "passport", "slot": "2026-11-23T10:15:00+01:00",
    "length_minutes": 15, "persons": 2,
}  # fmt: skip


def checked(content: str | bytes) -> Checked:
    """The verdict for a file's content at Altona."""
    return check_bookings(content.encode() if isinstance(content, str) else content, CATALOGUE, "altona")


def with_(**changes: object) -> str:
    """A JSON file of a good booking and a changed one, with another id."""
    return json.dumps([ROW, ROW | {"booking": "00112233445566fe"} | changes])


def test_json_and_csv_say_the_same() -> None:
    """The same booking in both forms is the same booking; a semicolon and a byte order mark do not matter."""
    from_json, from_csv = checked(json.dumps([ROW])), checked(f"{HEADER}\n{LINE}\n")
    assert from_json == from_csv
    assert from_json.bookings[0].slot == datetime(2026, 11, 23, 10, 15, tzinfo=LOCAL)
    spreadsheet = f"\ufeff{HEADER}\r\n{LINE}\r\n".replace(",", ";")
    assert checked(spreadsheet) == from_csv


def test_columns_may_be_left_out_or_empty() -> None:
    """What is not said takes its default: first revision, one person, not cancelled."""
    text = """booking,centre,service,slot,length_minutes,persons
00112233445566ff,altona,passport,2026-11-23T10:15:00+01:00,15,
"""
    (booking,) = checked(text).bookings
    assert (booking.revision, booking.persons, booking.cancelled) == (0, 1, False)


def test_a_day_file_is_taken_too() -> None:
    """What `sample` writes can be imported: the known bookings, once each."""
    wish = Wish(CATALOGUE.centre["altona"], datetime(2026, 11, 23, 10, 32, tzinfo=LOCAL))
    day = sample_day(wish, CATALOGUE, private_key(1), 1)
    assert checked(msgspec.json.encode(day)) == Checked(day.bookings, ())


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (with_(persons=0), "booking 2: Expected `int` >= 1 - at `$.persons`"),
        (with_(slot="2026-11-23T10:15:00"), "booking 2: Expected `datetime` with a timezone component"),
        (with_(slot="2026-11-23T10:15:30+01:00"), "booking 2: slot 2026-11-23 10:15:30+01:00 is no whole minute"),
        (with_(centre="wandsbek"), "booking 2: it is for wandsbek, not for altona"),
        (with_(service="haircut"), "booking 2: the catalogue has no service 'haircut'"),
        (with_(booking="00112233445566FF"), "booking 2: Expected `str` matching regex"),
        (with_(booking="00112233445566ff"), "booking 2: the booking id stands in booking 1 already"),
        (f"{HEADER}\n{LINE}\n{LINE.replace('ff,', 'fe,').replace(',2,', ',many,')}", "line 3: Expected `int`"),
        (f"{HEADER}\n{LINE},1,2\n", "line 2: it has not as many columns as line 1"),
        (f"{HEADER}\n{LINE[:60]}\n", "line 2: it has not as many columns as line 1"),
        (f"{HEADER},name\n{LINE},x\n", "line 1: unknown columns name; there are booking, revision,"),
        (f"{HEADER}\n", "there is no booking in it"),
        ("", "there is no booking in it"),
        ("[]", "there is no booking in it"),
        ("[{]", "file: no JSON of bookings"),
        ('{"entries": 1}', "file: no JSON of bookings"),
        (b"\xff\xfe\x00", "file: neither JSON nor CSV in UTF-8"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(content: str | bytes, says: str) -> None:
    """A wrong row is named, and then nothing of the file is used, not even its good rows."""
    verdict = checked(content)
    assert verdict.bookings == ()
    assert any(problem.startswith(says) for problem in verdict.problems), verdict.problems


def test_all_problems_are_told_at_once() -> None:
    """Nobody has to mend a file line after line to hear of the next mistake."""
    lines = [HEADER, LINE, LINE.replace("altona", "harburg"), "x" + LINE[1:], LINE.replace("15,2", "0,2")]
    problems = checked("\n".join(lines)).problems
    assert [problem.partition(":")[0] for problem in problems] == ["line 4", "line 5", "line 3", "line 3"]


def test_two_bookings_with_one_typed_code_are_refused() -> None:
    """The rare pair of ids with the same typed code is noticed before a visitor types it."""
    rows = [ROW | {"booking": booking} for booking in ("00000000000092b6", "00000000000486d2")]
    (problem,) = checked(json.dumps(rows)).problems
    assert problem.startswith("booking 2: its typed code is that of booking 1")


def test_more_than_one_delivery_is_refused() -> None:
    """A file that one import cannot take in whole is refused before anything is sent."""
    rows = [ROW | {"booking": f"{number:016x}"} for number in range(1001)]
    assert checked(json.dumps(rows)).problems == ("1001 bookings are more than 1000: split the file by day",)


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: f"{HEADER}\n{text}".encode()))
def test_any_file_gets_a_verdict(content: bytes) -> None:
    """Whatever a file holds, problems are told and nothing raises."""
    assert checked(content).problems
