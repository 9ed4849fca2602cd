"""The page of figures on a real broker, over the journal of some made-up days."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from broker_config.local import LocalBroker
from lobby.bench.figures_year import Centre, year
from lobby.catalogue_files import sample_catalogue
from lobby.centre.journal import Journal
from lobby.console.program import build
from lobby.simulate.days.reading import read_day_file
from lobby.simulate.days.samples import day_path
from lobby.simulate.driver import play
from lobby.simulate.play.plan import make_plan
from lobby.simulate.results.result import write_journal
from tests.support.browsers import chromium
from tests.support.pages import ServedPage, page_settings

__all__ = ["chromium"]

NOW = datetime(2026, 1, 13, 12, 0, tzinfo=UTC)
DAY = "first=2026-01-12&last=2026-01-12"
"""The newest but one of the days that were made up, a Monday."""


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal of nine open days with 240 visits each."""
    path = tmp_path_factory.mktemp("figures") / "journal.db"
    journal = Journal(path)
    seq = 0
    for day in year(Centre(240, 9)):
        journal.append(seq + 1, day, [])
        seq += len(day)
    journal.close()
    return path


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The journal of an ordinary Tuesday, 24 November 2026, as the rules play it."""
    path = tmp_path_factory.mktemp("played") / "journal.db"
    day = read_day_file(day_path("ordinary-tuesday"), sample_catalogue())
    write_journal(path, play(make_plan(day, sample_catalogue(), 1), sample_catalogue()).facts)
    return path


@pytest.fixture
def tuesday(broker: LocalBroker, played: Path) -> Iterator[ServedPage]:
    """The facility staff's pages over that day."""
    with ServedPage(page_settings(broker, "console"), partial(build, journal=played)) as served:
        yield served


@pytest.fixture
def page(broker: LocalBroker, made_up: Path) -> Iterator[ServedPage]:
    """The facility staff's pages over that journal."""
    settings = page_settings(broker, "console")
    with ServedPage(settings, partial(build, clock=lambda: NOW, journal=made_up)) as served:
        yield served
