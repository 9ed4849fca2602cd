"""CSV as spreadsheets and booking systems write it."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby.bookings.checking import Checked
from lobby.bookings.formats.known import FormatName
from lobby.contract.codes.keyring import LOCAL
from tests.support.booking_feeds import NUMBERS, checked, found

HEADER = "booking,revision,centre,service,slot,length_minutes,persons,cancelled"
LINE = "00112233445566ff,0,altona,passport,2026-11-23T10:15:00+01:00,15,2,false"
GERMAN = """Vorgangsnummer;Standort;Dienstleistung;Datum;Uhrzeit;Personen;Storniert;Familienname;Geändert
4711;Altona;Reisepass;23.11.2026;10:15;;nein;"Müller; Erika";23.11.2026 08:00
"""


def read(content: str | bytes) -> Checked:
    """The verdict on a CSV file."""
    return checked(content, FormatName.CSV)


def test_the_names_of_the_contract_are_columns() -> None:
    """A file with our own names is the booking it says; a byte order mark and semicolons do not matter."""
    (booking,) = read(f"{HEADER}\n{LINE}\n").bookings
    assert booking.slot == datetime(2026, 11, 23, 10, 15, tzinfo=LOCAL)
    assert (booking.booking, booking.persons, booking.cancelled) == ("00112233445566ff", 2, False)
    for changed in (
        f"\ufeff{HEADER}\r\n{LINE}\r\n".replace(",", ";"),
        f"{HEADER}\n{LINE}\n".replace(",", "\t"),
    ):
        assert read(changed).bookings == (booking,)


def test_a_german_spreadsheet_is_read() -> None:
    """German columns, wall time, a quoted separator; the name is not read and the other system's number not kept."""
    verdict = read(GERMAN)
    (row,) = verdict.rows
    assert (row.reference, row.booking.booking) == ("4711", NUMBERS.booking("4711"))
    assert row.booking.slot == datetime(2026, 11, 23, 10, 15, tzinfo=LOCAL)
    assert (row.booking.service, row.booking.length_minutes, row.booking.persons) == ("passport", 15, 1)
    assert row.booking.version == int(datetime(2026, 11, 23, 8, 0, tzinfo=LOCAL).timestamp())
    assert found(verdict) == [("columns-unread", 1, None)]
    assert verdict.findings[0].values == {"columns": "H"}


def test_lines_are_counted_as_an_editor_does() -> None:
    """A cell with line ends in it makes a record of several lines: the finding names its first."""
    text = (
        f'{HEADER},remark\n{LINE},"a\nb\nc"\n{LINE.replace("ff,", "fe,").replace("passport", "haircut")},\n'
    )
    assert found(read(text)) == [("columns-unread", 1, None), ("no-such-service", 5, "service")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", [("empty", None, None)]),
        ("\n \n", [("empty", None, None)]),
        (f"{HEADER}\n", [("no-booking", None, None)]),
        (b"\xff\xfe\x00", [("not-utf8", None, None)]),
        ("Müller;Erika;Altona\n", [("no-header", 1, None)]),
        ("slot,slot,service,booking\n", [("column-twice", 1, "slot")]),
        ("service,persons\n", [("column-missing", 1, "booking"), ("column-missing", 1, "slot")]),
        (f"{HEADER}\n{LINE},1,2\n", [("row-length", 2, None)]),
        (f"{HEADER}\n{LINE},,\n", []),
        (f"{HEADER}\n{LINE[:60]}\n", [("row-length", 2, None)]),
        (f"{HEADER}\n{LINE[:60]}", [("row-cut", 2, None), ("no-last-line-end", 2, None)]),
        (f"{HEADER}\n{LINE}", [("no-last-line-end", 2, None)]),
        (f'{HEADER}\n"{LINE}\n', [("quote-open", 2, None)]),
        (f'{HEADER}\n"a"b{LINE}\n{LINE}\n', [("row-broken", 2, None)]),
    ],
)
def test_what_is_wrong_with_the_file_is_said(
    content: str | bytes, expected: list[tuple[str, int | None, str | None]]
) -> None:
    """Empty, cut off, headless, in another encoding: each has its own sentence and its line."""
    assert found(read(content)) == expected


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("booking", "00112233445566FG", ("not-an-id", "booking")),
        ("booking", "", ("booking-missing", "booking")),
        ("revision", "16", ("not-whole", "revision")),
        ("centre", "wandsbek", ("other-centre", "centre")),
        ("service", "haircut", ("no-such-service", "service")),
        ("service", "", ("missing", "service")),
        ("slot", "", ("missing", "slot")),
        ("slot", "morgen", ("not-a-moment", "slot")),
        ("slot", "31.11.2026 10:15", ("not-a-moment", "slot")),
        ("slot", "2026-03-29 02:30", ("moment-skipped", "slot")),
        ("slot", "2026-10-25 02:30", ("moment-twice", "slot")),
        ("slot", "2026-11-23T10:15:30+01:00", ("not-a-minute", "slot")),
        ("slot", "1999-11-23 10:15", ("slot-range", "slot")),
        ("length_minutes", "256", ("not-whole", "length_minutes")),
        ("persons", "0", ("not-whole", "persons")),
        ("persons", "²", ("not-whole", "persons")),
        ("cancelled", "perhaps", ("not-a-truth", "cancelled")),
    ],
)
def test_what_is_wrong_with_a_field_is_said(column: str, value: str, expected: tuple[str, str]) -> None:
    """The line and the field are named, and the good row beside it is still a booking."""
    cells = dict(zip(HEADER.split(","), LINE.replace("ff,", "fe,").split(","), strict=True))
    bad = ",".join((cells | {column: value}).values())
    verdict = read(f"{HEADER}\n{LINE}\n{bad}\n")
    assert found(verdict) == [(expected[0], 3, expected[1])]
    assert [booking.booking for booking in verdict.bookings] == ["00112233445566ff"]


def test_all_that_is_wrong_is_told_at_once() -> None:
    """Nobody has to mend a file field after field to hear of the next mistake."""
    lines = [
        HEADER,
        LINE,
        LINE.replace("altona", "harburg").replace("passport", "x"),
        LINE.replace("15,2", "0,0"),
    ]
    assert [(line, field) for _, line, field in found(read("\n".join(lines) + "\n"))] == [
        (3, "centre"), (3, "service"), (4, "length_minutes"), (4, "persons"),
    ]  # fmt: skip


@given(
    st.binary(max_size=300)
    | st.text(max_size=200).map(lambda text: f"{HEADER}\n{text}".encode())
    | st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters=',"\r\n'), max_size=12),
        min_size=8,
        max_size=8,
    ).map(lambda cells: f"{HEADER}\n{','.join(cells)}\n".encode())
)
def test_any_bytes_get_a_verdict(content: bytes) -> None:
    """Whatever a file holds, findings are told in both languages and nothing raises."""
    verdict = read(content)
    assert verdict.errors
    for one in verdict.findings:
        assert one.line("de")
        assert one.line("en")


@given(st.integers(0, len(GERMAN.encode()) - 1))
def test_a_file_cut_anywhere_is_noticed(length: int) -> None:
    """A half-written file is never taken for a whole one without a word."""
    whole = read(GERMAN)
    cut = read(GERMAN.encode()[:length])
    assert found(cut) != found(whole)
