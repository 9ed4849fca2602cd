"""The page itself, served, with real sockets behind it."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from broker_config.local import LocalBroker
from lobby.bookings.day import Case, Day
from lobby.web.moments import utc_now
from tests.support.pages import ServedPage, token_of
from tests.support.stage_parts import FRAMED, Mirrors, Supervised, served, stage_settings


class Stage(NamedTuple):
    """A served page and what is behind it."""

    page: ServedPage
    mirrors: Mirrors
    day: Day

    @contextmanager
    def browser(self) -> Iterator[httpx.Client]:
        """A browser that has the page open, with its CSRF token."""
        client = httpx.Client(base_url=self.page.url, timeout=5)
        client.headers["x-lobby-live"] = "1"
        client.headers["x-csrftoken"] = token_of(client.get("/").text)
        try:
            yield client
        finally:
            client.close()

    def place(self, case: Case) -> int:
        """Where the day has this case."""
        return next(i for i, one in enumerate(self.day.entries) if one.case is case)


@pytest.fixture
def stage(tmp_path: Path, broker: LocalBroker) -> Iterator[Stage]:
    """The page with two screens and a supervisor of two programs."""
    settings, day = stage_settings(broker, tmp_path)
    mirrors = Mirrors(tmp_path / "kiosk.sock", tmp_path / "display.sock")
    with mirrors, Supervised(tmp_path, "signage", "feed"), served(settings) as page:
        yield Stage(page, mirrors, day)


@pytest.mark.parametrize("case", [Case.ON_TIME, Case.FOREIGN_URL, Case.FOREIGN_PAYMENT])
def test_a_code_held_to_the_scanner_is_typed_into_the_terminal(stage: Stage, case: Case) -> None:
    """The terminal gets the code as a scanner sends it: its text and a line end."""
    with stage.browser() as browser:
        assert browser.post("/phone/hold", data={"code": stage.place(case)}).status_code == 200
    expected = stage.day.entries[stage.place(case)].code + "\n"
    assert stage.mirrors.kiosk.done == [{"op": "keys", "text": expected}]


def test_another_site_can_neither_hold_a_code_nor_end_a_program(stage: Stage) -> None:
    """Without the page's token, from another origin or under another name, nothing is done."""
    code = {"code": stage.place(Case.ON_TIME)}
    assert httpx.post(f"{stage.page.url}/phone/hold", data=code).status_code == 403
    with stage.browser() as browser:
        for header in (
            {"origin": "http://evil.example"},
            {"host": "evil.example"},
            {"sec-fetch-site": "cross-site"},
        ):
            assert browser.post("/phone/hold", data=code, headers=header).status_code == 403
            assert browser.post("/programs/signage/kill", headers=header).status_code == 403
            assert browser.get("/door/counter", headers=header).status_code == 403
    assert stage.mirrors.kiosk.done == []


def test_a_screens_websocket_is_open_to_the_page_alone(stage: Stage) -> None:
    """The page's own origin sees the screen; another site, which a browser would let connect, does not."""
    address = stage.page.url.replace("http", "ws") + "/screens/kiosk"
    with connect(address, origin=Origin(stage.page.url)) as socket:
        assert json.loads(socket.recv(3)) == {"state": "here"}
        frame = socket.recv(3)
        assert isinstance(frame, bytes)
        assert frame.startswith(b"\xff\xd8")
    with pytest.raises(InvalidStatus):
        connect(address, origin=Origin("http://evil.example"))


def test_localhost_leads_to_the_name_that_the_frames_need(stage: Stage) -> None:
    """Framed pages' cookies are only kept under the same name."""
    port = stage.page.url.rpartition(":")[2]
    response = httpx.get(f"http://localhost:{port}/")
    assert (response.status_code, response.headers["location"]) == (302, f"{stage.page.url}/")


def test_a_frame_opens_signed_in_by_a_link_that_works_once(stage: Stage) -> None:
    """Each opening of a frame gets a new link for the account of that page."""
    with stage.browser() as browser:
        addresses = [browser.get("/door/console").headers["location"] for _ in range(2)]
        assert browser.get("/door/city").headers["location"] == f"{FRAMED}/status"
        assert browser.get("/door/nowhere").status_code == 404
    tokens = [address.removeprefix(f"{FRAMED}/sign-in/link/") for address in addresses]
    used = [stage.page.accounts.use_link(token, utc_now()) for token in (*tokens, tokens[0])]
    assert [account and account.name for account in used] == ["facility", "facility", None]


def test_a_program_is_ended_and_seen_to_come_back(stage: Stage) -> None:
    """`kill -9` by the page: the program runs again, with one restart more, and its neighbour has none."""
    with stage.browser() as browser:
        assert browser.post("/programs/signage/kill").status_code == 200
        assert browser.post("/programs/nobody/kill").status_code == 503
        with browser.stream("GET", "/live") as live:
            end, text, rows = time.monotonic() + 5, "", ""
            for part in live.iter_text():
                text += part
                rows = text.rpartition("program-signage")[2].partition("program-feed")[0]
                if r"<td class=\"number\">1</td>" in rows or time.monotonic() > end:
                    break
    assert r"<td class=\"number\">1</td>" in rows


def test_a_terminal_that_is_away_is_said_to_be_so(tmp_path: Path, broker: LocalBroker) -> None:
    """Holding a code to a dark terminal fails with a sentence, and the page itself stands without any part."""
    settings, _ = stage_settings(broker, tmp_path)
    with served(settings) as page, httpx.Client(base_url=page.url) as browser:
        first = browser.get("/")
        answer = browser.post(
            "/phone/hold",
            data={"code": "0", "_csrf_token": token_of(first.text)},
            headers={"x-lobby-live": "1"},
        )
    assert "Der Aufpasser antwortet nicht" in first.text
    assert answer.status_code == 503
    assert "Das Terminal ist gerade weg" in answer.json()["message"]


def test_what_may_be_framed_and_loaded_is_named(stage: Stage) -> None:
    """The content policy lets in the three pages and nothing else, and nobody may frame this page."""
    policy = httpx.get(stage.page.url).headers["content-security-policy"]
    assert f"frame-src 'self' {FRAMED} {FRAMED} {FRAMED};" in policy
    assert "frame-ancestors 'none'" in policy
    assert "default-src 'none'" in policy
