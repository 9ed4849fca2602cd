"""Who comes when."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise, takewhile
from random import Random

from lobby.bookings.day import Case, Entry
from lobby.bookings.sample import Wish, sample_day
from lobby.catalogue_files import sample_catalogue
from lobby.simulate.visitors import MISTAKES, Arrival, Town, arrivals, balks, booked, mistakes
from tests.support.codes import private_key

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CATALOGUE = sample_catalogue()
DAY = sample_day(Wish(CATALOGUE.centre["altona"], NOW), CATALOGUE, private_key(1), 1)
TOWN = Town(DAY.entries, ("id-card", "pickup"), walk_ins_an_hour=12)
HOUR = timedelta(hours=1)


def _within(stream: Sequence[Arrival], length: timedelta) -> list[Arrival]:
    return [one for one in stream if one.at < NOW + length]


def _hour() -> list[Arrival]:
    return list(takewhile(lambda one: one.at < NOW + HOUR, arrivals(TOWN, NOW)))


def test_the_same_seed_plays_the_same_visitors() -> None:
    """And another seed plays others."""
    again = list(islice(arrivals(TOWN, NOW), 200))
    assert list(islice(arrivals(TOWN, NOW), 200)) == again
    other = Town(DAY.entries, TOWN.services, TOWN.walk_ins_an_hour, seed=2)
    assert list(islice(arrivals(other, NOW), 200)) != again


def test_visitors_come_in_order_and_from_now_on() -> None:
    """Nobody comes in the past, nobody before somebody who came earlier."""
    stream = list(islice(arrivals(TOWN, NOW), 500))
    assert stream[0].at >= NOW
    assert all(first.at <= second.at for first, second in pairwise(stream))


def test_only_ordinary_bookings_are_used() -> None:
    """The special ones stay there for people to try; cancelled ones do not come."""
    codes = {code for one in booked(TOWN, NOW) if (code := one.code)}
    usable = [
        entry for entry in DAY.entries
        if entry.case is Case.ORDINARY and entry.booking is not None and not entry.booking.cancelled
    ]  # fmt: skip
    assert codes <= {code for entry in usable for code in (entry.code, entry.typed)}
    assert len(codes) > 100


def test_booked_visitors_come_about_their_slot() -> None:
    """Most a few minutes early, some late within the grace, and one in ten not at all."""
    slots = {entry.booking.booking: entry.booking.slot for entry in DAY.entries if entry.booking is not None}
    later = [one for one in booked(TOWN, NOW) if slots.get(one.name, NOW) > NOW + HOUR]
    punctual = [(one.at - slots[one.name]) / timedelta(minutes=1) for one in later]
    assert -12 < sum(punctual) / len(punctual) < -5
    assert max(punctual) <= 14
    expected = sum(
        entry.case is Case.ORDINARY and entry.booking is not None and not entry.booking.cancelled
        and entry.booking.slot > NOW + HOUR for entry in DAY.entries
    )  # fmt: skip
    assert 0.8 < len(later) / expected < 0.97


def test_some_lose_their_number_and_show_the_code_again() -> None:
    """The same code, a little later."""
    found = booked(TOWN, NOW)
    again = [one for one in found if one.name.endswith("-again")]
    first = {one.name: one for one in found}
    assert again
    assert all(first[one.name.removesuffix("-again")].code == one.code for one in again)


def test_codes_that_cannot_be_used_are_tried_now_and_then() -> None:
    """Only such as change nothing, about twelve an hour."""
    tried = list(takewhile(lambda one: one.at < NOW + 10 * HOUR, mistakes(TOWN, NOW)))
    bad = {entry.code for entry in DAY.entries if entry.case in MISTAKES}
    assert {one.code for one in tried} <= bad
    assert 90 < len(tried) < 150


def test_speed_brings_more_people_without_a_booking() -> None:
    """Bookings keep their slots."""
    fast = Town(DAY.entries, TOWN.services, TOWN.walk_ins_an_hour, speed=10)

    def walk_ins(town: Town) -> int:
        hour = takewhile(lambda one: one.at < NOW + HOUR, arrivals(town, NOW))
        return sum(one.service is not None for one in hour)

    assert walk_ins(fast) > 5 * walk_ins(TOWN)
    assert booked(fast, NOW) == booked(TOWN, NOW)


def test_without_bookings_and_services_nobody_comes() -> None:
    """The stream ends instead of waiting for ever."""
    nobody: tuple[Entry, ...] = ()
    assert list(arrivals(Town(nobody, (), 12), NOW)) == []
    assert list(arrivals(Town(nobody, ("pickup",), 0), NOW)) == []


def test_people_leave_at_the_sight_of_a_long_line() -> None:
    """Nobody at an empty one, everybody at three for each counter."""
    rng = Random(1)
    assert not any(balks(0, 10, rng) for _ in range(100))
    assert all(balks(30, 10, rng) for _ in range(100))
    assert 30 < sum(balks(15, 10, rng) for _ in range(100)) < 70
