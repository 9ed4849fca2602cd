"""Pages served for a test: the real application on a free port, in a thread, and browsers' requests to it."""

import re
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self

import httpx
from litestar import Litestar

from broker_config.local import LocalBroker, free_port
from lobby.web.accounts import Accounts, Right, Role
from lobby.web.hub import Hub
from lobby.web.moments import utc_now
from lobby.web.serve import server
from lobby.web.settings import PageSettings, PageWeb

if TYPE_CHECKING:
    import uvicorn

START_SECONDS = 5.0
ACCOUNTS = (
    ("clerk-1", Role.CLERK, (Right.CALL_ANYONE,)),
    ("clerk-2", Role.CLERK, (Right.CALL_ANYONE,)),
    ("clerk-3", Role.CLERK, ()),
    ("reception-1", Role.RECEPTION, ()),
    ("facility-1", Role.FACILITY, ()),
    ("facility-2", Role.FACILITY, ()),
)
PASSWORD = "only-for-tests"

Build = Callable[[PageSettings], tuple[Litestar, Hub]]


def page_settings(broker: LocalBroker, device: str, **web: Any) -> PageSettings:
    """The settings of a page on a free port, signed in at the broker as `device`."""
    base = broker.settings(device)
    fields = {name: getattr(base, name) for name in base.__struct_fields__}
    return PageSettings(**(fields | {"web": PageWeb(port=free_port(), **web)}))


class ServedPage:
    """One site, running within a `with` block."""

    def __init__(self, settings: PageSettings, build: Build) -> None:
        self.settings = settings
        self.url = settings.url
        self._build = build
        self.accounts = Accounts(settings.accounts_file)
        present = {account.name for account in self.accounts.all()}
        for name, role, rights in ACCOUNTS:
            if name not in present:
                self.accounts.add(name, role, rights=rights)
        self._server: uvicorn.Server
        self._thread: threading.Thread

    def __enter__(self) -> Self:
        """Serve; returns when it answers."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop serving."""
        self.stop()
        self.accounts.close()

    def start(self) -> None:
        """Start on the port of the settings, with what it kept."""
        app, hub = self._build(self.settings)
        self._server = server(app, self.settings.web, (hub,))
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        end = time.monotonic() + START_SECONDS
        while not self._server.started and time.monotonic() < end:
            time.sleep(0.01)
        assert self._server.started

    def stop(self) -> None:
        """End in good order."""
        self._server.should_exit = True
        self._thread.join(3)

    def restart(self) -> None:
        """Stop and start."""
        self.stop()
        self.start()

    def link(self, account: str) -> str:
        """An address that signs in once."""
        return f"{self.url}/sign-in/link/{self.accounts.new_link(account, utc_now())}"

    def client(self, account: str | None = None) -> "PageClient":
        """A browser without a screen; signed in when an account is named."""
        client = PageClient(self.url)
        if account is not None:
            response = client.submit(self.link(account).removeprefix(self.url))
            assert response.status_code == 303, response.text
        return client


class PageClient(httpx.Client):
    """Sends forms as a browser does: with the CSRF token of the last page."""

    def __init__(self, url: str) -> None:
        super().__init__(base_url=url, timeout=10)
        self._token: str | None = None

    def submit(self, path: str, data: Any = None, **more: Any) -> httpx.Response:
        """Post a form."""
        if self._token is None:
            self._token = token_of(self.get("/sign-in").text)
        fields = {"_csrf_token": self._token} | (data or {})
        return self.post(path, data=fields, **more)

    def until(self, path: str, text: str, seconds: float = 4.0) -> str:
        """Load a page until it has a text; the page."""
        end = time.monotonic() + seconds
        page = self.get(path).text
        while text not in page and time.monotonic() < end:
            time.sleep(0.03)
            page = self.get(path).text
        assert text in page, page
        return page


def token_of(page: str) -> str:
    """The CSRF token of a page's forms."""
    found = re.search(r'name="_csrf_token" value="([0-9a-f]+)"', page)
    assert found is not None, page
    return found[1]


def value_of(page: str, name: str) -> str:
    """The value of the first input of that name."""
    found = re.search(rf'name="{re.escape(name)}"[^>]* value="([^"]*)"', page)
    assert found is not None, f"no {name} in {page}"
    return found[1]
