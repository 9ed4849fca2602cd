"""A feed in its own process, at a real city broker, and the centres that speak to it."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import msgspec

from broker_config.local import LocalBroker, free_port
from lobby.contract.city import CentreSummary, SummaryEvent
from lobby.contract.state import Opening, WaitRange
from lobby.contract.topics import SUMMARY, WAIT_PAGES
from lobby.contract.wait_pages import WaitPage, WaitPages, WaitPagesEvent
from lobby.link.incoming import LinkChanged
from lobby.link.link import Link
from lobby.link.settings import tables
from lobby.web.moments import TIME_ZONE
from tests.support.stream import Stream


@dataclass
class Feed:
    """A running feed and somebody who publishes summaries."""

    url: str
    centres: Link
    rev: int = 0

    def say(self, centre: str, topic_centre: str | None = None, **fields: Any) -> None:
        """Publish a centre's summary."""
        self.rev += 1
        now = datetime.now(UTC)
        values: dict[str, Any] = {
            "opening": Opening(is_open=True), "waiting": 3, "waiting_booked": 2, "places_open": 2, "arrived_today": 30,
            "called_today": 25, "finished_today": 20, "missed_today": 1, "district": "Mitte",
            "walk_in_wait": WaitRange(low_minutes=10, high_minutes=20),
        }  # fmt: skip
        values |= {"epoch": "epoch-01", "rev": self.rev, "as_of": now, "name": centre.title()}
        data = CentreSummary(centre=centre, **(values | fields))
        event = SummaryEvent(
            id=str(self.rev), source="/test", type="de.lobby.summary.v1", time=now, data=data
        )
        self.centres.publish(SUMMARY, event, centre=topic_centre or centre)

    def wait_pages(self, centre: str, *pages: WaitPage, **fields: Any) -> None:
        """Publish what phones show of a centre."""
        self.rev += 1
        now = datetime.now(UTC)
        values: dict[str, Any] = {
            "epoch": "epoch-01", "rev": self.rev, "as_of": now, "day": now.astimezone(TIME_ZONE).date(),
            "name": f"Kundenzentrum {centre.title()}", "area": "Wartebereich 2, Erdgeschoss",
        }  # fmt: skip
        data = WaitPages(centre=centre, pages=pages, **(values | fields))
        event = WaitPagesEvent(
            id=str(self.rev), source="/test", type="de.lobby.wait-pages.v1", time=now, data=data
        )
        self.centres.publish(WAIT_PAGES, event, centre=centre)

    def get(self, path: str) -> httpx.Response:
        """An answer."""
        return httpx.get(self.url + path, timeout=5)

    def centre(self, name: str) -> dict[str, Any]:
        """A centre's status; waits until it is known."""
        until(lambda: self.get(f"/api/status/{name}").status_code == 200)
        status: dict[str, Any] = self.get(f"/api/status/{name}").json()
        return status


@contextmanager
def running_feed(city_broker: LocalBroker, folder: Path) -> Iterator[Feed]:
    """A feed that answers."""
    port = free_port()
    settings = folder / "feed.toml"
    settings.write_bytes(msgspec.toml.encode(tables(city_broker.settings("feed")) | {"web": {"port": port}}))
    heard = Stream()
    centres = Link(city_broker.settings("centre-sim"), (), heard.put)
    centres.start()
    with subprocess.Popen([sys.executable, "-m", "lobby", "feed", "--settings", str(settings)]) as process:
        try:
            heard.until(lambda item: isinstance(item, LinkChanged) and item.connected)
            feed = Feed(f"http://127.0.0.1:{port}", centres)
            until(lambda: _is_well(feed))
            yield feed
        finally:
            centres.stop()
            process.terminate()


def until(true: Callable[[], object], seconds: float = 10.0) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "did not happen in time"
        time.sleep(0.05)


def _is_well(feed: Feed) -> bool:
    try:
        return feed.get("/healthz").status_code == 200
    except httpx.HTTPError:
        return False
