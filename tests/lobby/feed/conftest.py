"""Fixtures of the feed's tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from broker_config.local import LocalBroker
from tests.support.feeds import Feed, running_feed


@pytest.fixture
def feed(city_broker: LocalBroker, tmp_path: Path) -> Iterator[Feed]:
    """A feed that answers."""
    with running_feed(city_broker, tmp_path) as running:
        yield running
