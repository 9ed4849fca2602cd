"""The phone's codes and its picker."""

import io
from datetime import UTC, datetime, timedelta

import pytest
import zxingcpp
from PIL import Image

from lobby.bookings.day import Case, Day
from lobby.bookings.sample import Wish, sample_day
from lobby.catalogue_files import sample_catalogue
from lobby.stage.phone import BAD, BY_TIME, GOOD, ORDINARY_SHOWN, Phone
from lobby.stage.timing import BY_THE_CLOCK, case_now
from lobby.web.pages import Look
from lobby.web.wording import LANGUAGES
from tests.support.codes import private_key

NOW = datetime(2026, 11, 23, 10, 2, tzinfo=UTC)
CATALOGUE = sample_catalogue()
WORDING = Look(("lobby.stage",)).wording


@pytest.fixture(scope="module")
def day() -> Day:
    """A made-up day around ten o'clock."""
    return sample_day(Wish(CATALOGUE.centre["altona"], NOW), CATALOGUE, private_key(1), 1)


def test_every_situation_can_be_picked_shown_and_read(day: Day) -> None:
    """Each case is in the picker, in both languages, and its picture is the code that it stands for."""
    phone = Phone(day, CATALOGUE)
    for language in LANGUAGES:
        t = WORDING.speaker(language)
        offered = [choice.index for group in phone.groups(t, NOW) for choice in group.choices]
        assert {case_now(day.entries[index], NOW) for index in offered} == set(Case) - {Case.ORDINARY}
        for index in offered[: len(GOOD) + len(BAD)]:
            shown = phone.shown(index, t, NOW)
            assert shown is not None
            assert shown.expected
            png = phone.picture(index)
            assert png is not None
            read = zxingcpp.read_barcode(_with_margin(png))
            assert read is not None
            assert read.text == day.entries[index].code


@pytest.mark.parametrize("hours", [0.5, 1, 2, 3])
def test_the_picker_goes_with_the_day(day: Day, hours: float) -> None:
    """Hours after the day was made, each situation that some booking is in by then is offered, and said truly."""
    now, t, phone = NOW + timedelta(hours=hours), WORDING.speaker("de"), Phone(day, CATALOGUE)
    bookings, _, further = phone.groups(t, now)
    cases = {case_now(day.entries[choice.index], now) for choice in bookings.choices}
    by_the_clock = {case_now(one, now) for one in day.entries if one.case in BY_THE_CLOCK}
    assert cases & set(BY_TIME) == by_the_clock & set(BY_TIME)
    for choice in bookings.choices:
        shown = phone.shown(choice.index, t, now)
        assert shown is not None
        assert choice.label.startswith(shown.situation)
    assert not {choice.index for choice in bookings.choices} & {choice.index for choice in further.choices}


@pytest.mark.parametrize("hours", [0, 2])
def test_a_fresh_page_shows_somebody_who_is_on_time(day: Day, hours: float) -> None:
    """The first click leads to a number."""
    now, phone = NOW + timedelta(hours=hours), Phone(day, CATALOGUE)
    assert case_now(day.entries[phone.first(WORDING.speaker("de"), now)], now) is Case.ON_TIME


def test_the_further_bookings_are_the_nearest_ones_in_order(day: Day) -> None:
    """Out of a whole day those around now are offered, by slot, and none that is off."""
    *_, ordinary = Phone(day, CATALOGUE).groups(WORDING.speaker("de"), NOW)
    slots = [day.entries[choice.index].booking for choice in ordinary.choices]
    times = [booking.slot for booking in slots if booking is not None and not booking.cancelled]
    assert len(times) == ORDINARY_SHOWN
    assert times == sorted(times)
    all_times = [
        one.booking.slot for one in day.entries
        if one.case is Case.ORDINARY and one.booking is not None and not one.booking.cancelled
    ]  # fmt: skip
    assert (
        sorted(abs(time - NOW) for time in times)
        == sorted(abs(time - NOW) for time in all_times)[:ORDINARY_SHOWN]
    )


def test_a_booking_shows_its_time_service_and_typed_code(day: Day) -> None:
    """The phone holds what a confirmation says."""
    index = next(i for i, one in enumerate(day.entries) if one.case is Case.FAMILY)
    shown = Phone(day, CATALOGUE).shown(index, WORDING.speaker("de"), NOW)
    assert shown is not None
    assert (shown.persons, shown.service, shown.typed) == (
        4, "Ausweisdokumente für die Familie", day.entries[index].typed
    )  # fmt: skip


@pytest.mark.parametrize("index", [-1, 10**6])
def test_there_is_nothing_behind_a_wrong_number(day: Day, index: int) -> None:
    """An index that is no entry gives nothing, no neighbour."""
    phone = Phone(day, CATALOGUE)
    assert phone.entry(index) is None
    assert phone.picture(index) is None
    assert phone.shown(index, WORDING.speaker("de"), NOW) is None


def _with_margin(png: bytes) -> Image.Image:
    """As on the phone's white screen."""
    code = Image.open(io.BytesIO(png)).convert("L")
    page = Image.new("L", (code.width + 40, code.height + 40), 255)
    page.paste(code, (20, 20))
    return page
