"""The made-up day is like a busy site's, and each case is what it says."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from lobby.bookings.day import Case, Day, Entry
from lobby.bookings.sample import Wish, sample_day
from lobby.catalogue_files import sample_catalogue
from lobby.contract.codes import BookingClaim, CodeFault, Keyring, Unreadable, claim_of, parse_typed, read
from lobby.contract.codes.keyring import LOCAL
from tests.support.codes import ALTONA, private_key, public_key

CATALOGUE = sample_catalogue()
KEYRING = Keyring.of((public_key(1),))
MORNING = datetime(2026, 11, 23, 10, 32, tzinfo=LOCAL)


def day_at(now: datetime, seed: int = 1, centre: str = "altona") -> Day:
    """The sample day around `now`."""
    return sample_day(Wish(CATALOGUE.centre[centre], now, seed), CATALOGUE, private_key(1), 1)


DAY = day_at(MORNING)


def entries(case: Case, day: Day = DAY) -> list[Entry]:
    """The day's entries of a case."""
    return [entry for entry in day.entries if entry.case is case]


def slots(case: Case, day: Day = DAY) -> list[timedelta]:
    """How far from now the slots of a case are."""
    return [entry.booking.slot - day.made for entry in entries(case, day) if entry.booking]


def test_the_same_wish_makes_the_same_day() -> None:
    """A day can be made again, and another seed makes another one."""
    assert day_at(MORNING) == DAY
    assert day_at(MORNING, seed=2).bookings != DAY.bookings


def test_every_case_is_there() -> None:
    """In the morning no case is missing."""
    assert {entry.case for entry in DAY.entries} == set(Case)


def test_the_size_is_that_of_a_busy_site() -> None:
    """Five sixths of about 510 visitors are booked, and one import takes them all."""
    assert 415 <= len(DAY.bookings) <= 450
    assert len({booking.booking for booking in DAY.bookings}) == len(DAY.bookings)
    assert len(day_at(MORNING, centre="blankenese").bookings) < 160


def test_the_day_has_two_peaks() -> None:
    """More people come after opening and after work than at noon; slots stand on the five-minute grid."""
    hours = Counter(entry.booking.slot.hour for entry in entries(Case.ORDINARY) if entry.booking)
    assert hours[8] > 1.5 * hours[12] < hours[16]
    assert {booking.slot.minute % 5 for booking in DAY.bookings} == {0}
    at_once = Counter(entry.booking.slot for entry in entries(Case.ORDINARY) if entry.booking)
    assert max(at_once.values()) <= 8


def test_slots_are_inside_the_opening_hours() -> None:
    """While the centre is open, nobody of the crowd is booked outside of its hours."""
    ordinary = [entry.booking.slot for entry in entries(Case.ORDINARY) if entry.booking]
    assert min(ordinary) >= MORNING.replace(hour=7, minute=0)
    assert max(ordinary) < MORNING.replace(hour=19, minute=0)


@pytest.mark.parametrize("hour", [0, 3, 6, 18, 21, 23])
def test_at_night_the_day_is_around_now(hour: int) -> None:
    """Also outside of opening hours some bookings are near, and all of the crowd is of today."""
    now = MORNING.replace(hour=hour, minute=40)
    day = day_at(now)
    crowd = [entry.booking.slot for entry in entries(Case.ORDINARY, day) if entry.booking]
    assert {slot.date() for slot in crowd} == {now.date()}
    assert min(abs(slot - now) for slot in crowd) < timedelta(minutes=30)
    assert entries(Case.CANCELLED, day)


def test_slots_stand_where_their_case_says() -> None:
    """On time is within a quarter of an hour, late within the grace, too late an hour ago, other day tomorrow."""
    minute = timedelta(minutes=1)
    assert all(0 * minute <= ahead <= 15 * minute for ahead in slots(Case.ON_TIME))
    assert all(ahead >= 50 * minute for ahead in slots(Case.EARLY))
    assert all(-15 * minute <= ahead < 0 * minute for ahead in slots(Case.LATE))
    assert all(ahead <= -60 * minute for ahead in slots(Case.TOO_LATE))
    tomorrow = entries(Case.OTHER_DAY)[0].booking
    assert tomorrow is not None
    assert tomorrow.slot.date() == MORNING.date() + timedelta(days=1)


GOOD = set(Case) - {
    Case.FORGED, Case.UNKNOWN_KEY, Case.CUT, Case.NEWER_VERSION, Case.FOREIGN_URL, Case.FOREIGN_PAYMENT,
}  # fmt: skip


def test_good_codes_say_what_was_booked() -> None:
    """Each code with a booking verifies and says the same as the booking; its typed code is right."""
    for entry in DAY.entries:
        if entry.case in GOOD:
            assert entry.booking is not None
            assert entry.typed is not None
            assert read(entry.code, KEYRING, MORNING, ALTONA) == claim_of(entry.booking, CATALOGUE, 1)
            assert not isinstance(parse_typed(entry.typed), Unreadable)


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        (Case.FORGED, CodeFault.FORGED),
        (Case.UNKNOWN_KEY, CodeFault.UNKNOWN_KEY),
        (Case.CUT, CodeFault.CUT),
        (Case.NEWER_VERSION, CodeFault.NEWER_VERSION),
        (Case.FOREIGN_URL, CodeFault.FOREIGN_URL),
        (Case.FOREIGN_PAYMENT, CodeFault.FOREIGN_PAYMENT),
    ],
)
def test_bad_codes_are_refused_as_their_case_says(case: Case, reason: CodeFault) -> None:
    """Each bad code is refused for the reason it is there for."""
    reading = read(entries(case)[0].code, KEYRING, MORNING, ALTONA)
    assert isinstance(reading, Unreadable)
    assert reading.reason is reason


def test_the_old_code_and_the_new_one_are_of_one_booking() -> None:
    """The centre knows the rebooked one only; the old code is of an older revision."""
    old, new = (
        read(entries(case)[0].code, KEYRING, MORNING, ALTONA) for case in (Case.OLD_CODE, Case.REBOOKED)
    )
    assert isinstance(old, BookingClaim)
    assert isinstance(new, BookingClaim)
    assert (old.booking, old.revision, new.revision) == (new.booking, 0, 1)
    assert not entries(Case.OLD_CODE)[0].known


def test_what_is_booked_elsewhere_is_not_imported_here() -> None:
    """The centre is told its own bookings only."""
    assert {booking.centre for booking in DAY.bookings} == {"altona"}
    elsewhere = [*entries(Case.OTHER_SITE), *entries(Case.HOME_DISTRICT)]
    assert all(entry.booking and entry.booking.centre != "altona" for entry in elsewhere)


def test_utc_and_local_time_make_the_same_day() -> None:
    """The zone in which now is given does not matter."""
    assert day_at(MORNING.astimezone(UTC)).bookings == DAY.bookings
