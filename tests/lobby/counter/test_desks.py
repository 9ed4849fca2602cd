"""Who sits where."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lobby.counter.desks import Choice, Desk, Desks

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    opened = Desks(tmp_path / "desks.sqlite3")
    yield opened
    opened.close()


def test_place_has_one_clerk(desks: Desks) -> None:
    """A taken place is not given away, and the answer says who has it since when."""
    assert desks.take("7", "anna", NOW) is None
    assert desks.take("7", "ben", LATER) == Desk("7", "anna", NOW)
    assert desks.of("ben") is None


def test_taking_over_moves_the_place(desks: Desks) -> None:
    """Asked for, a place changes hands, and the other clerk has none."""
    desks.take("7", "anna", NOW)
    assert desks.take("7", "ben", LATER, take_over=True) is None
    assert (desks.of("anna"), desks.at("7")) == (None, Desk("7", "ben", LATER))


def test_clerk_has_one_place(desks: Desks) -> None:
    """Who takes another place leaves the first."""
    desks.take("7", "anna", NOW)
    desks.take("8", "anna", LATER)
    assert desks.all() == {"8": Desk("8", "anna", LATER)}


def test_taking_the_own_place_again_keeps_its_time(desks: Desks) -> None:
    """A clerk who changes services at the own place has been there since the first time."""
    desks.take("7", "anna", NOW)
    desks.take("7", "anna", LATER)
    assert desks.of("anna") == Desk("7", "anna", NOW)


def test_leaving_frees_the_place(desks: Desks) -> None:
    """A place that was left can be taken."""
    desks.take("7", "anna", NOW)
    assert desks.leave("anna") == Desk("7", "anna", NOW)
    assert desks.take("7", "ben", LATER) is None
    assert desks.leave("nobody") is None


def test_restart_forgets_nothing(desks: Desks, tmp_path: Path) -> None:
    """Places and choices are still there when the program starts again."""
    desks.take("7", "anna", NOW)
    desks.remember("anna", Choice("7", ("id-card", "passport")))
    again = Desks(tmp_path / "desks.sqlite3")
    assert again.of("anna") == Desk("7", "anna", NOW)
    assert again.last_choice("anna") == Choice("7", ("id-card", "passport"))
    assert again.last_choice("ben") is None
    again.close()
