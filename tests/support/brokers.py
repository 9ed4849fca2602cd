"""Fixtures: real Mosquittos on free ports, with an account for every kind of program."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from broker_config.access import Account
from broker_config.local import LocalBroker

CENTRE_ACCOUNTS = (
    Account("queue", "queue"),
    Account("kiosk-1", "kiosk"),
    Account("kiosk-2", "kiosk"),
    Account("display-1", "display"),
    Account("counter", "counter"),
    Account("reception", "reception"),
    Account("console", "console"),
    Account("rehearsal", "rehearsal"),
    Account("simulation", "rehearsal"),
    Account("bookings", "bookings"),
)
CITY_ACCOUNTS = (
    Account("feed", "feed"),
    Account("warnings", "feed"),
    Account("rehearsal", "rehearsal"),
    Account("centre-sim", "centre-sim"),
    Account("bridge-altona", "bridge"),
)


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[LocalBroker]:
    """The broker of the centre hh/altona, without a bridge."""
    with LocalBroker(tmp_path / "broker", CENTRE_ACCOUNTS) as running:
        yield running


@pytest.fixture
def city_broker(tmp_path: Path) -> Iterator[LocalBroker]:
    """The city's broker."""
    with LocalBroker(tmp_path / "city-broker", CITY_ACCOUNTS, centre=None) as running:
        yield running


@pytest.fixture
def bridged_broker(tmp_path: Path, city_broker: LocalBroker) -> Iterator[LocalBroker]:
    """The centre's broker with a bridge to `city_broker`."""
    with LocalBroker(tmp_path / "broker", CENTRE_ACCOUNTS, upstream=city_broker) as running:
        yield running
