"""Somebody with a phone: a number at a centre of their own, the link to its page, and an address of their own."""

import itertools
from dataclasses import dataclass, field
from ipaddress import IPv4Address
from typing import Any

import httpx
from playwright.sync_api import Browser, BrowserContext

from lobby.contract.wait_pages import WaitPage, WaitState, digest_of
from tests.support.feeds import Feed, until

TOKEN = "mfrggzdfmztwq2lknnwg23tpoa"
WIDTH, HEIGHT = 360, 740
_count = itertools.count(1)


def new_address() -> str:
    """As a proxy on the same machine names it."""
    return str(IPv4Address("198.18.0.0") + next(_count))


def wait_page(state: WaitState = WaitState.WAITING, **fields: Any) -> WaitPage:
    """What a centre says of the number A 104."""
    return WaitPage(digest=digest_of(TOKEN), number="A104", state=state, **fields)


@dataclass
class Phone:
    """One at a feed that other tests use too."""

    feed: Feed
    centre: str = field(default_factory=lambda: f"centre-{next(_count)}")
    address: str = field(default_factory=new_address)

    @property
    def path(self) -> str:
        """Of the link."""
        return f"/w/{self.centre}/{TOKEN}"

    def say(self, *pages: WaitPage, **fields: Any) -> None:
        """What the centre says of its visitors; its name is Altona."""
        self.feed.wait_pages(self.centre, *pages, **({"name": "Kundenzentrum Altona"} | fields))

    def waits(self, page: WaitPage) -> None:
        """Say it; returns when the page can be opened."""
        self.say(page)
        self.until_status(200)

    def until_status(self, status: int) -> None:
        """Wait for the page to be answered like that."""
        until(lambda: Phone(self.feed, self.centre).get().status_code == status)

    def get(self, path: str = "", **headers: str) -> httpx.Response:
        """What comes back; of the link itself unless a path is named."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        known = {"x-forwarded-for": self.address} | named
        return httpx.get(self.feed.url + (path or self.path), headers=known, timeout=5)

    def context(self, chromium: Browser, locale: str = "de-DE", **more: Any) -> BrowserContext:
        """Its browser."""
        return chromium.new_context(
            viewport={"width": WIDTH, "height": HEIGHT}, locale=locale,
            extra_http_headers={"x-forwarded-for": self.address}, **more,
        )  # fmt: skip
