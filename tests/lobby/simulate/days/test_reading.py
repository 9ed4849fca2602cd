"""Day files that are wrong: file, line and field are named in words."""

from pathlib import Path

import pytest

from lobby.simulate.days.problems import DayFileError
from lobby.simulate.days.reading import parse_day_file, read_day_file
from tests.support.small_days import CATALOGUE

GOOD = """\
name = "A morning"
date = 2026-11-24
hours = ["08:00-12:00"]

[arrivals]
"08:00" = { booked = 4, walk_in = 2.5 }
"08:30" = { booked = 4 }

[services]
id-card = { weight = 3, minutes = 10 }
pickup = {}

[[staff]]
places = ["1", "2"]
open = "08:00"
close = "12:00"

[[staff]]
places = ["3"]
open = "09:00"
close = "12:00"
breaks = ["10:00-10:30"]
services = [
    "pickup",
]

[[faults]]
kind = "broker-away"
at = "09:00"
minutes = 5
"""
FAULTS = "broker-away, counter-closes, outage, queue-killed, staff-late, terminal-offline"


def _told(text: str) -> str:
    with pytest.raises(DayFileError) as caught:
        parse_day_file(text, "day.toml", CATALOGUE)
    return str(caught.value)


def test_a_good_file_is_read() -> None:
    """With the defaults for all that it does not say."""
    day = parse_day_file(GOOD, "day.toml", CATALOGUE)
    assert day.arrivals["08:00"].walk_in == 2.5
    assert day.bookings.no_show == 0.12
    assert day.staff[1].services == ("pickup",)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('name = "A morning"', "name = 3", "line 1: name: expected a text in quotes, not a whole number"),
        ('name = "A morning"', 'name = ""', "line 1: name: expected at least 1 characters"),
        ("2026-11-24", '"soon"', "line 2: date: invalid RFC3339 encoded date"),
        (
            "booked = 4, walk_in",
            "booked = -1, walk_in",
            "line 6: arrivals, 08:00, booked: expected a whole number of at least 0",
        ),
        (
            "{ booked = 4 }",
            '{ booked = "4" }',
            "line 7: arrivals, 08:30, booked: expected a whole number, not a text in quotes",
        ),
        ('"08:30"', '"8:30"', "line 7: arrivals, 8:30: expected a time like 07:30"),
        ('"08:30"', '"08:40"', "line 7: arrivals, 08:40: rows begin at the full or the half hour"),
        ('"08:30"', '"12:30"', "line 7: arrivals, 12:30, booked: the centre is closed then"),
        (
            "pickup = {}",
            "pickup = { minuts = 3 }",
            "line 11: services, pickup, minuts: there is no such field; is it minutes?",
        ),
        ("pickup = {}", "balloons = {}", "line 11: services, balloons: the catalogue has no such service"),
        ('places = ["3"]\nopen = "09:00"', 'places = ["3"]', "line 18: staff (2nd): open is missing"),
        (
            'close = "12:00"\nbreaks',
            'close = "08:00"\nbreaks',
            "line 21: staff (2nd), close: is not after open",
        ),
        (
            "10:00-10:30",
            "10-11",
            "line 22: staff (2nd), breaks (1st): expected a span of time like 07:00-19:00",
        ),
        (
            "10:00-10:30",
            "08:00-10:30",
            "line 22: staff (2nd), breaks (1st): 08:00-10:30 does not lie inside the shift",
        ),
        (
            '    "pickup",',
            '    "passport",',
            "line 23: staff (2nd), services (1st): passport stands nowhere under services",
        ),
        ('places = ["3"]', 'places = ["2"]', "line 13: staff: counters named twice: 2"),
        (
            '"broker-away"',
            '"fire"',
            f"line 28: faults (1st), kind: there is no fault fire; there are {FAULTS}",
        ),
        ("minutes = 5", "", "line 27: faults (1st): minutes is missing"),
        (
            "minutes = 5",
            'minutes = 5\nplaces = ["1"]',
            "line 31: faults (1st), places: there is no such field",
        ),
        ("[arrivals]", "seeds = 2\n[arrivals]", "line 5: seeds: there is no such field; is it seed?"),
        (
            "[arrivals]",
            "[rules]\nbooked_weight = 11\n[arrivals]",
            "line 6: rules, booked_weight: expected a whole number of at most 10",
        ),
        (
            "[arrivals]",
            "[rules]\nboked_weight = 1\n[arrivals]",
            "line 6: rules, boked_weight: the centre's configuration has no such field; is it booked_weight?",
        ),
        (
            "[arrivals]",
            "[bookings]\ngrid_minutes = 7\n[arrivals]",
            "line 6: bookings, grid_minutes: half an hour is no multiple of it",
        ),
        (
            'hours = ["08:00-12:00"]',
            'hours = ["12:00-08:00"]',
            "line 3: hours (1st): 12:00-08:00 ends before it begins, or overlaps the one before",
        ),
        (
            "date = 2026-11-24",
            'date = 2026-11-24\ncentre = "nowhere"',
            "line 3: centre: the catalogue has no centre nowhere",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line(old: str, new: str, told: str) -> None:
    """One sentence, the line first, then the field as one reads it."""
    assert old in GOOD
    assert f"day.toml, {told}" in _told(GOOD.replace(old, new)).splitlines()


def test_faults_must_not_overlap() -> None:
    """The end of one would be the end of the other."""
    second = '\n[[faults]]\nkind = "outage"\nat = "09:03"\nminutes = 20\n'
    assert "line 32: faults (2nd): begins before another one is over" in _told(GOOD + second)


def test_staff_that_is_late_needs_no_time_and_a_terminal_one() -> None:
    """Late is after the beginning of the shift, whenever that is."""
    late = '\n[[faults]]\nkind = "staff-late"\nplaces = ["1", "7"]\nminutes = 10\n'
    assert "line 34: faults (2nd), places: nobody works at 7" in _told(GOOD + late)
    assert "line 35: faults (2nd), at: there is no such field" in _told(
        GOOD + late.replace("minutes", 'at = "08:00"\nminutes').replace(', "7"', "")
    )
    offline = '\n[[faults]]\nkind = "terminal-offline"\nminutes = 10\n'
    assert "faults (2nd): at is missing" in _told(GOOD + offline)


def test_a_counter_that_closes_must_be_worked_at() -> None:
    """And other faults do not matter to it."""
    fault = '\n[[faults]]\nkind = "counter-closes"\nat = "09:01"\nplaces = ["9"]\n'
    assert "faults (2nd), places: nobody works at 9" in _told(GOOD + fault)


def test_everything_that_does_not_fit_is_said_at_once() -> None:
    """One line for each."""
    wrong = GOOD.replace('"08:30"', '"08:40"').replace("pickup = {}", "pickup = {}\nballoons = {}")
    assert len(_told(wrong).splitlines()) == 2


def test_a_service_that_no_counter_takes_is_a_mistake() -> None:
    """Its visitors would wait for ever."""
    wrong = GOOD.replace('close = "12:00"\n\n', 'close = "12:00"\nservices = ["pickup"]\n\n')
    assert _told(wrong) == "day.toml, line 10: services, id-card: no counter takes it"


def test_what_is_no_toml_or_no_file_is_said(tmp_path: Path) -> None:
    """With the parser's line, or the system's reason."""
    assert "day.toml is not TOML" in _told("name = ")
    with pytest.raises(DayFileError, match="cannot read"):
        read_day_file(tmp_path / "none.toml", CATALOGUE)
    (tmp_path / "latin.toml").write_bytes("name = 'Größe'".encode("latin-1"))
    with pytest.raises(DayFileError, match="UTF-8"):
        read_day_file(tmp_path / "latin.toml", CATALOGUE)


def test_rules_may_be_tried_instead_of_the_file_s() -> None:
    """They are checked as if they stood in it."""
    assert parse_day_file(GOOD, "day.toml", CATALOGUE, {"booked_weight": 2}).rules == {"booked_weight": 2}
    with pytest.raises(DayFileError, match="rules, booked_weight: expected a whole number, not a text"):
        parse_day_file(GOOD, "day.toml", CATALOGUE, {"booked_weight": "2"})
