"""The other centres."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from lobby.catalogue_files import sample_catalogue
from lobby.contract.city import CentreSummary
from lobby.contract.coding import decode, encode
from lobby.simulate.neighbours import summary

MORNING = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
CATALOGUE = sample_catalogue()
CENTRES = CATALOGUE.centres
HOURS = [MORNING + timedelta(minutes=20 * step) for step in range(60)]


def _day(centre: str, *, always_open: bool = False) -> list[CentreSummary]:
    return [summary(CATALOGUE.centre[centre], 1, at, always_open=always_open) for at in HOURS]


@pytest.mark.parametrize("centre", [one.id for one in CENTRES])
def test_a_centre_s_counts_add_up(centre: str) -> None:
    """Everybody who came waits, is called, or is done; counts and revision only grow within the day."""
    day = _day(centre)
    for told in day:
        assert told.arrived_today == told.called_today + told.waiting
        assert told.called_today >= told.finished_today + told.missed_today
        assert told.simulated
    midnight = next(number for number, told in enumerate(day) if told.epoch != day[0].epoch)
    assert all(first.rev <= second.rev for first, second in pairwise(day[:midnight]))
    assert all(first.arrived_today <= second.arrived_today for first, second in pairwise(day[:midnight]))


def test_hours_are_kept() -> None:
    """Billstedt closes at noon on Mondays, and nobody comes any more."""
    told = dict(zip(HOURS, _day("billstedt"), strict=True))
    noon = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
    assert told[noon - timedelta(hours=1)].opening.is_open
    assert not told[noon + timedelta(hours=1)].opening.is_open
    assert told[noon + timedelta(hours=4)].arrived_today == told[noon].arrived_today > 50
    assert told[noon + timedelta(hours=4)].waiting == 0
    assert told[noon + timedelta(hours=4)].places_open == 0


def test_for_showing_every_centre_is_open_at_any_hour() -> None:
    """Also at night, and people come."""
    night = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    for centre in CENTRES:
        told = summary(centre, 1, night, always_open=True)
        assert told.opening.is_open
        assert told.places_open > 0
        assert told.arrived_today > 0


def test_lines_grow_and_shrink_and_never_without_end() -> None:
    """Somewhere people wait, somewhere nobody does; nowhere more than a few per open counter."""
    days = [_day(centre.id, always_open=True) for centre in CENTRES]
    waiting = [told.waiting for day in days for told in day]
    assert 0 in waiting
    assert max(waiting) > 10
    assert all(told.waiting <= 6 * told.places_open for day in days for told in day)


def test_a_summary_travels() -> None:
    """It fits its message type, ranges and all."""
    for told in _day("wandsbek"):
        assert decode(encode(told), CentreSummary) == told


def test_the_same_seed_and_time_tell_the_same() -> None:
    """And another seed tells something else."""
    at = MORNING + timedelta(hours=6)
    centre = CATALOGUE.centre["wandsbek"]
    assert summary(centre, 1, at, always_open=False) == summary(centre, 1, at, always_open=False)
    assert summary(centre, 1, at, always_open=False) != summary(centre, 2, at, always_open=False)
