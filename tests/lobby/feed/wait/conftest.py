"""Fixtures of the wait pages' tests."""

from collections.abc import Iterator

import pytest

from broker_config.local import LocalBroker
from tests.support.brokers import CITY_ACCOUNTS
from tests.support.feeds import Feed, running_feed
from tests.support.phones import Phone


@pytest.fixture(scope="module")
def shared_feed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Feed]:
    """One feed for all tests of a module: each has a centre of its own."""
    folder = tmp_path_factory.mktemp("feed")
    with (
        LocalBroker(folder / "city-broker", CITY_ACCOUNTS, centre=None) as broker,
        running_feed(broker, folder) as running,
    ):
        yield running


@pytest.fixture
def phone(shared_feed: Feed) -> Phone:
    """A visitor's phone."""
    return Phone(shared_feed)
