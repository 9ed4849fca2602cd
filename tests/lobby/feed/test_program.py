"""The feed, in its own process, at a real city broker."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from playwright.sync_api import Browser

from broker_config.local import LocalBroker, free_port
from lobby.contract.city import CentreSummary, OverviewEvent, SummaryEvent
from lobby.contract.state import Opening, WaitRange
from lobby.contract.topics import OVERVIEW, SUMMARY
from lobby.link.incoming import Incoming, LinkChanged, Subscription
from lobby.link.link import Link
from lobby.link.settings import tables
from tests.support.browsers import barriers
from tests.support.stream import Stream


@dataclass
class Feed:
    """A running feed and somebody who publishes summaries."""

    url: str
    centres: Link
    heard: Stream
    process: "subprocess.Popen[bytes]"
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
        data = CentreSummary(
            epoch="epoch-01", rev=self.rev, as_of=now, centre=centre, name=centre.title(), **(values | fields)
        )
        event = SummaryEvent(
            id=str(self.rev), source="/test", type="de.lobby.summary.v1", time=now, data=data
        )
        self.centres.publish(SUMMARY, event, centre=topic_centre or centre)

    def get(self, path: str) -> httpx.Response:
        """An answer."""
        return httpx.get(self.url + path, timeout=5)

    def centre(self, name: str) -> dict[str, Any]:
        """A centre's status; waits until it is known."""
        _until(lambda: self.get(f"/api/status/{name}").status_code == 200)
        status: dict[str, Any] = self.get(f"/api/status/{name}").json()
        return status


@pytest.fixture
def feed(city_broker: LocalBroker, tmp_path: Path) -> Iterator[Feed]:
    """A feed that answers."""
    port = free_port()
    settings = tmp_path / "feed.toml"
    settings.write_bytes(msgspec.toml.encode(tables(city_broker.settings("feed")) | {"web": {"port": port}}))
    process = subprocess.Popen([sys.executable, "-m", "lobby", "feed", "--settings", str(settings)])
    heard = Stream()
    centres = Link(city_broker.settings("centre-sim"), (), heard.put)
    centres.start()
    heard.until(lambda item: isinstance(item, LinkChanged) and item.connected)
    running = Feed(f"http://127.0.0.1:{port}", centres, heard, process)
    _until(lambda: _is_well(running))
    yield running
    centres.stop()
    process.terminate()
    process.wait(5)


def _is_well(feed: Feed) -> bool:
    try:
        return feed.get("/healthz").status_code == 200
    except httpx.HTTPError:
        return False


def _until(true: Callable[[], object], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "did not happen in time"
        time.sleep(0.05)


def test_summaries_become_the_public_status(feed: Feed) -> None:
    """JSON with as_of and stale; small cells withheld; open to other sites; an ETag that spares the wire."""
    feed.say("altona", finished_today=3)
    status = feed.centre("altona")
    assert (status["waiting"], status["finished_today"], status["stale"]) == (3, None, False)
    whole = feed.get("/api/status")
    assert {"as_of", "stale", "centres", "city"} == set(whole.json())
    assert whole.headers["access-control-allow-origin"] == "*"
    again = httpx.get(feed.url + "/api/status", headers={"if-none-match": whole.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert feed.get("/api/status/nowhere").status_code == 404


def test_nonsense_and_foreign_summaries_change_nothing(feed: Feed) -> None:
    """A summary under a wrong topic is not believed, malformed ones are dropped; the feed goes on."""
    feed.say("altona")
    feed.centre("altona")
    feed.say("altona", topic_centre="wandsbek")
    topic = SUMMARY.topic(city="hh", centre="wandsbek")
    for payload in (b"{", b"", b"\xff", b'{"data":{}}'):
        feed.centres._client.publish(topic, payload, 1)
    feed.say("harburg")
    feed.centre("harburg")
    assert {one["centre"] for one in feed.get("/api/status").json()["centres"]} == {"altona", "harburg"}
    assert "lobby_feed_not_believed_total 1.0" in feed.get("/metrics").text


def test_figures_for_prometheus(feed: Feed) -> None:
    """Waiting, counters, age and staleness by centre."""
    feed.say("altona", waiting=7)
    feed.centre("altona")
    text = feed.get("/metrics").text
    assert 'lobby_waiting{centre="altona"} 7.0' in text
    assert 'lobby_stale{centre="altona"} 0.0' in text
    assert 'lobby_summary_age_seconds{centre="altona"}' in text


def test_a_change_is_pushed(feed: Feed) -> None:
    """Server-sent events carry the whole status after each change."""
    with httpx.stream("GET", feed.url + "/api/events", timeout=10) as events:
        lines = events.iter_lines()
        feed.say("altona", waiting=42)
        for line in lines:
            if line.startswith("data:"):
                centres = json.loads(line[5:])["centres"]
                if centres and centres[0]["waiting"] == 42:
                    break


def test_every_lobby_hears_where_it_is_shorter(feed: Feed, city_broker: LocalBroker) -> None:
    """The overview is retained and lists the shortest first."""
    heard = Stream()
    reader = Link(city_broker.settings("rehearsal"), (Subscription(OVERVIEW),), heard.put)
    reader.start()
    feed.say("altona", walk_in_wait=WaitRange(low_minutes=30, high_minutes=40))
    feed.say("harburg", walk_in_wait=WaitRange(low_minutes=5, high_minutes=10))
    found = heard.until(
        lambda item: (
            isinstance(item, Incoming)
            and isinstance(item.message, OverviewEvent)
            and len(item.message.data.centres) == 2
        ),
        10,
    )
    assert [one.centre for one in found.message.data.centres] == ["harburg", "altona"]
    reader.stop()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_is_live_and_accessible(feed: Feed, chromium: Browser, width: int) -> None:
    """A change appears without a reload; axe finds nothing serious, wide and narrow; nothing is wider than the page."""
    feed.say("altona", waiting=3)
    feed.say("harburg", waiting=9, simulated=True, walk_in_wait=WaitRange(low_minutes=60))
    feed.say("wandsbek", opening=Opening(is_open=False))
    feed.centre("wandsbek")
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.goto(feed.url + "/status")
    assert page.locator("tr[data-key=harburg]").inner_text().count("über 60") == 1
    feed.say("altona", waiting=57)
    page.locator("tr[data-key=altona]", has_text="57").wait_for(timeout=5000)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert barriers(page) == []
    page.close()
