"""Fifty counters with their page open: clerks, desks, sessions; most as bare event streams, a few in Chromium."""

import contextlib
import http.client
import json
import selectors
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import msgspec

from broker_config.local import free_port
from lobby.bench.chromium import window
from lobby.bench.house import BenchHouse, wait_until
from lobby.counter.desks import Choice, Desks
from lobby.link.settings import tables
from lobby.web.accounts import Accounts, Right, Role
from lobby.web.moments import utc_now
from lobby.web.settings import PageSettings, PageWeb
from lobby.web.signed_in import Sessions

SAID_SECONDS = 20.0
CHUNK = 1 << 18


@dataclass
class Clerks:
    """The served page, a session for each place, and what the pages in Chromium say."""

    port: int
    cookie: str
    tokens: dict[str, str]
    said: list[dict[str, Any]] = field(default_factory=list)

    def wait_for(self, place: str, wanted: Callable[[dict[str, Any]], bool], after: int) -> dict[str, Any]:
        """The first that this place's page said after so many, and that is wanted. Raises TimeoutError."""
        end = time.monotonic() + SAID_SECONDS
        while time.monotonic() < end:
            for one in self.said[after:]:
                if one["place"] == f"Platz {place}" and wanted(one):
                    return one
            self.said += self._get(f"/bench/seen?after={len(self.said)}")
        raise TimeoutError(f"the page of place {place} did not show it")

    def heard(self) -> int:
        """How much was said so far."""
        return len(self.said)

    def click(self, place: str, key: str) -> None:
        """Press the button with this key on that page."""
        self._get(f"/bench/click?place={quote(f'Platz {place}')}&key={key}")

    def _get(self, path: str) -> Any:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path)
            body = connection.getresponse().read()
        finally:
            connection.close()
        return json.loads(body) if body else None


@contextlib.contextmanager
def clerks_at_work(house: BenchHouse, places: list[str], services: tuple[str, ...]) -> Iterator[Clerks]:
    """The page, served, with a clerk at every place."""
    base = house.broker.settings("counter")
    fields = {name: getattr(base, name) for name in base.__struct_fields__}
    settings = PageSettings(**(fields | {"web": PageWeb(port=free_port())}))
    file = house.folder / "counter-page.toml"
    file.write_bytes(msgspec.toml.encode(tables(settings)))
    cookie, tokens = _sit_down(settings, places, services)
    words = ("lobby.bench.counter_probe", "--settings", str(file), "--cookie", cookie)
    with house.program(*words):
        wait_until(lambda: _answers(settings.web.port))
        yield Clerks(settings.web.port, cookie, tokens)


def _sit_down(
    settings: PageSettings, places: list[str], services: tuple[str, ...]
) -> tuple[str, dict[str, str]]:
    accounts, desks = Accounts(settings.accounts_file), Desks(settings.state / "desks.sqlite3")
    cookie, tokens = Sessions("counter", accounts, utc_now, secure=False).cookie_name, {}
    for place in places:
        name = f"clerk-{place}"
        accounts.add(name, Role.CLERK, rights=(Right.CALL_ANYONE,))
        account = next(one for one in accounts.all() if one.name == name)
        tokens[place] = accounts.open_session(account, datetime.now(UTC))
        desks.take(place, name, datetime.now(UTC))
        desks.remember(name, Choice(place, services))
    accounts.close()
    desks.close()
    return cookie, tokens


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


@contextlib.contextmanager
def streams(clerks: Clerks, places: list[str]) -> Iterator[list[int]]:
    """Their event streams, read and thrown away; yields how many bytes came, in one element."""
    chosen, count, running = selectors.DefaultSelector(), [0], [True]
    for place in places:
        connection = socket.create_connection(("127.0.0.1", clerks.port))
        head = (
            f"GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {clerks.cookie}={clerks.tokens[place]}\r\n\r\n"
        )
        connection.sendall(head.encode())
        chosen.register(connection, selectors.EVENT_READ, connection)

    def read() -> None:
        while running[0]:
            for key, _ in chosen.select(0.2):
                count[0] += len(key.data.recv(CHUNK))

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    yield count
    running[0] = False
    reader.join(1)
    for key in list(chosen.get_map().values()):
        key.data.close()


@contextlib.contextmanager
def windows(clerks: Clerks, places: list[str], program: str) -> Iterator[None]:
    """A Chromium for each of these places, with the page painted."""
    with contextlib.ExitStack() as stack:
        for place in places:
            address = f"http://127.0.0.1:{clerks.port}/bench/enter?token={clerks.tokens[place]}"
            stack.enter_context(window(address, program))
            clerks.wait_for(place, lambda _: True, 0)
        yield
