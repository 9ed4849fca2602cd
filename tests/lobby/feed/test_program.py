"""The feed, in its own process, at a real city broker."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from playwright.sync_api import Browser

from broker_config.local import LocalBroker
from lobby.catalogue_files import sample_catalogue
from lobby.contract.city import OverviewEvent
from lobby.contract.state import Opening, WaitRange
from lobby.contract.topics import OVERVIEW, SUMMARY
from lobby.link.incoming import Incoming, Subscription
from lobby.link.link import Link
from tests.support.browsers import barriers
from tests.support.feeds import Feed, until
from tests.support.stream import Stream


def test_summaries_become_the_public_status(feed: Feed) -> None:
    """JSON with as_of and stale; small cells withheld; open to other sites; an ETag that spares the wire."""
    feed.say("altona", finished_today=3)
    status = feed.centre("altona")
    assert (status["waiting"], status["finished_today"], status["stale"]) == (3, None, False)
    whole = feed.get("/api/status")
    assert {"as_of", "stale", "centres", "city"} == set(whole.json())
    assert whole.headers["access-control-allow-origin"] == "*"
    tag = whole.headers["etag"]
    for known in (tag, f'"other", {tag}', tag.removeprefix("W/"), "*"):
        again = httpx.get(feed.url + "/api/status", headers={"if-none-match": known})
        assert (again.status_code, again.content) == (304, b"")
    feed.say("altona", waiting=8)
    until(lambda: feed.centre("altona")["waiting"] == 8)
    changed = httpx.get(feed.url + "/api/status", headers={"if-none-match": tag})
    assert changed.json()["centres"][0]["waiting"] == 8


def test_programs_are_told_what_there_is_and_what_is_not(feed: Feed) -> None:
    """A description in OpenAPI, and a problem document for a centre nobody heard of; both open to other sites."""
    described = feed.get("/api/openapi.json")
    assert "/api/status/{centre}" in described.json()["paths"]
    problem = feed.get("/api/status/nowhere")
    assert (problem.status_code, problem.headers["content-type"]) == (404, "application/problem+json")
    assert {one.headers["access-control-allow-origin"] for one in (described, problem)} == {"*"}
    assert feed.get("/nowhere").status_code == 404


def test_a_summary_from_five_minutes_ago_is_stale_when_it_comes(feed: Feed) -> None:
    """What the broker kept of a centre that is down is shown as old, without a wait."""
    feed.say("altona", as_of=datetime.now(UTC) - timedelta(minutes=5))
    status = feed.centre("altona")
    assert (status["freshness"], status["stale"], status["walk_in_wait"]) == ("stale", True, None)
    assert feed.get("/api/status").json()["stale"] is True
    age = re.search(r'lobby_summary_age_seconds{centre="altona"} ([0-9.]+)', feed.get("/metrics").text)
    assert age is not None
    assert float(age[1]) >= 300


def test_a_centre_whose_broker_dies_is_cut_off_and_comes_back(
    feed: Feed, bridged_broker: LocalBroker
) -> None:
    """Over the real bridge: its last will speaks at once, and what the centre says next is believed."""
    centre = Link(bridged_broker.settings("queue"), (), lambda _item: None)
    centre.start()
    until(lambda: centre.connected)
    queue = replace(feed, centres=centre)
    queue.say("altona")
    until(lambda: feed.centre("altona")["freshness"] == "fresh")
    bridged_broker.kill()
    until(lambda: feed.centre("altona")["freshness"] == "cut-off", 20)
    bridged_broker.start()
    until(lambda: centre.connected, 20)
    queue.say("altona")
    until(lambda: feed.centre("altona")["freshness"] == "fresh", 20)
    centre.stop()


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
    figures = feed.get("/metrics").text
    assert "lobby_feed_not_believed_total 1.0" in figures
    assert "lobby_feed_malformed_total 3.0" in figures


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
@pytest.mark.parametrize("width", [1440, 820, 390])
def test_the_page_is_live_and_accessible(feed: Feed, chromium: Browser, width: int) -> None:
    """A change appears without a reload; axe finds nothing serious, wide and narrow; nothing is wider than the page."""
    feed.say("altona", waiting=3)
    feed.say("harburg", waiting=9, simulated=True, walk_in_wait=WaitRange(low_minutes=60))
    feed.say("wandsbek", opening=Opening(is_open=False))
    feed.centre("wandsbek")
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.goto(feed.url + "/status")
    assert page.locator("tr[data-key=harburg]").inner_text().count("über 60") == 1
    assert page.locator("tr[data-key=harburg]").inner_text().count("simuliert") == 1
    feed.say("altona", waiting=57)
    page.locator("tr[data-key=altona]", has_text="57").wait_for(timeout=5000)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert barriers(page) == []
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_all_centres_are_seen_in_one_look(feed: Feed, chromium: Browser, width: int, height: int) -> None:
    """All centres of the sample city fit into a window without scrolling; on a phone each takes three short lines."""
    centres = sample_catalogue().centres
    for centre in centres:
        feed.say(centre.id, name=centre.name, simulated=True)
    feed.centre(centres[-1].id)
    page = chromium.new_page(viewport={"width": width, "height": height})
    page.goto(feed.url + "/status")
    rows = page.locator("tbody tr")
    assert rows.count() == len(centres)
    last = rows.last.bounding_box()
    assert last is not None
    if width > height:
        assert last["y"] + last["height"] <= height
    else:
        assert last["height"] <= 100
    page.close()


@pytest.mark.browser
def test_rows_are_sorted_by_one_click(feed: Feed, chromium: Browser) -> None:
    """The order stays while the page lives on."""
    feed.say("altona", walk_in_wait=WaitRange(low_minutes=30, high_minutes=40))
    feed.say("harburg", walk_in_wait=WaitRange(low_minutes=5, high_minutes=10))
    feed.centre("harburg")
    page = chromium.new_page()
    page.goto(feed.url + "/status")
    page.get_by_role("link", name="Wartezeit").click()
    names = page.locator("tbody .city__name")
    assert names.all_inner_texts() == ["Harburg", "Altona"]
    feed.say("altona", walk_in_wait=WaitRange(low_minutes=0, high_minutes=5))
    page.locator("tbody tr").first.get_by_text("Altona").wait_for(timeout=5000)
    page.close()
