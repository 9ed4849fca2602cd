"""Fixtures of the tests of warnings."""

from collections.abc import Iterator

import pytest

from tests.support.sources import Served, serving


@pytest.fixture
def served() -> Iterator[Served]:
    """A server of warnings."""
    with serving() as running:
        yield running
