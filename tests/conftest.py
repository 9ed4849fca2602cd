"""Fixtures and settings for all tests."""

import os

from hypothesis import settings

from tests.support.brokers import bridged_broker, broker, city_broker

__all__ = ["bridged_broker", "broker", "city_broker"]

# Two cores shared by several test processes say nothing about how long an example takes; in CI the same examples
# are tried every time, so that a change is never stopped by another one's luck.
settings.register_profile("house", deadline=None, derandomize="CI" in os.environ, print_blob=True)
settings.load_profile("house")
